/* SPDX-License-Identifier: MIT */
#include "searcher/field_names.h"

#include <string.h>

#include "stem/analyser.h"

static const struct {
    const char *name;
    ecoi_field field;
} names[] = {
    {"titre", ECOI_FIELD_TITLE},   {"title", ECOI_FIELD_TITLE},   {"zone", ECOI_FIELD_ZONE},
    {"source", ECOI_FIELD_SOURCE}, {"region", ECOI_FIELD_REGION}, {"date", ECOI_FIELD_DATE},
};

enum { N_NAMES = sizeof names / sizeof *names };

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
    static const char *const foreign[] = {"auteur", "author", "body",   "cle",  "contenu", "corps",
                                          "id",     "key",    "langue", "site", "texte",   "url"};
    char folded[ECOI_TERM_MAX + 1];
    if (!fold(name, len, folded) || len < 2)
        return NULL;
    for (size_t i = 0; i < N_NAMES; i++)
        if (is_slip(folded, names[i].name))
            return names[i].name;
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (strcmp(folded, foreign[i]) == 0)
            return "";
    return NULL;
}
