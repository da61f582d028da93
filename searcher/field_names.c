/* SPDX-License-Identifier: MIT */
#include "searcher/field_names.h"

#include <string.h>

#include <ecosearch/document.h>

#include "stem/analyser.h"

static const struct {
    const char *name;
    ecoi_field field;
} names[] = {
    {"titre", ECOI_FIELD_TITLE},   {"title", ECOI_FIELD_TITLE},   {"zone", ECOI_FIELD_ZONE},
    {"source", ECOI_FIELD_SOURCE}, {"region", ECOI_FIELD_REGION}, {"date", ECOI_FIELD_DATE},
};

enum { N_NAMES = sizeof names / sizeof *names };

/* The names of zones, which stand after zone: and not alone, and how they do. */
#define ZONE_NAMES(zone, number, slug, french) {slug, french, "zone:" slug},
static const char *const zones[ECO_N_ZONES][3] = {ECO_ZONE_LIST(ZONE_NAMES)};
#undef ZONE_NAMES

static bool fold(const char *name, size_t len, char folded[ECOI_TERM_MAX + 1])
{
    if (len == 0 || len > ECOI_FIELD_NAME_MAX || name[len - 1] == '\\')
        return false;
    ecoi_fold(name, len, folded);
    return true;
}

bool ecoi_field_find(const char *name, size_t len, ecoi_field *out)
{
    char folded[ECOI_TERM_MAX + 1];
    for (size_t i = 0; fold(name, len, folded) && i < N_NAMES; i++)
        if (strcmp(folded, names[i].name) == 0) {
            *out = names[i].field;
            return true;
        }
    return false;
}

/* Whether one letter more, fewer, another or two exchanged make b of a. */
static bool is_slip(const char *a, const char *b)
{
    size_t len_a = strlen(a), len_b = strlen(b), same = 0;
    while (a[same] && a[same] == b[same])
        same++;
    a += same;
    b += same;
    if (len_a == len_b)
        return strcmp(a + 1, b + 1) == 0 || (a[0] == b[1] && a[1] == b[0] && strcmp(a + 2, b + 2) == 0);
    return len_a + 1 == len_b ? strcmp(a, b + 1) == 0 : len_b + 1 == len_a && strcmp(a + 1, b) == 0;
}

const char *ecoi_field_meant(const char *name, size_t len)
{
    static const char *const foreign[] = {"author",  "auteur",  "category",    "categorie", "city", "cle",
                                          "contenu", "content", "departement", "dept",      "desc", "host",
                                          "id",      "key",     "lang",        "langue",    "lieu", "place",
                                          "site",    "since",   "tag",         "texte",     "text", "theme",
                                          "type",    "until",   "url",         "ville"};
    char folded[ECOI_TERM_MAX + 1];
    if (!fold(name, len, folded) || len < 2)
        return NULL;
    for (size_t i = 0; i < N_NAMES; i++)
        if (is_slip(folded, names[i].name))
            return names[i].name;
    for (size_t i = 0; i < ECO_N_ZONES; i++)
        if (strcmp(folded, zones[i][0]) == 0 || strcmp(folded, zones[i][1]) == 0)
            return zones[i][2];
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (strcmp(folded, foreign[i]) == 0)
            return "";
    return NULL;
}
