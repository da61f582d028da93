/* SPDX-License-Identifier: MIT */
/* What a person means by --region. The rules are in the order of resolve(). */
#include "places/region.h"

#include <string.h>

#include "base/error.h"
#include "places/gazetteer.h"
#include "places/words.h"

enum { NAME_MAX_LEN = 96, SHORT_CODE = 2, POSTCODE = 5 };

const eco_region *eco_region_at(size_t index)
{
    return index < ECO_N_REGIONS ? &ecoi_gaz_regions[index] : NULL;
}

/* The regions a name may stand for. */
typedef struct meaning {
    uint32_t regions; /* a bit each */
    bool abroad;
} meaning;

static bool is_code(const char *name, size_t len)
{
    bool corsican = len == SHORT_CODE && name[0] == '2' && (name[1] == 'a' || name[1] == 'b');
    size_t n_digits = 0;
    while (n_digits < len && name[n_digits] >= '0' && name[n_digits] <= '9')
        n_digits++;
    return corsican || n_digits == len;
}

/* "24", "2A", "974": compared without case. */
static bool same_code(const char *code, const char *name, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        char c = code[i] >= 'A' && code[i] <= 'Z' ? (char)(code[i] + ('a' - 'A')) : code[i];
        if (c != name[i])
            return false;
    }
    return code[len] == '\0';
}

size_t ecoi_region_department(const char *code, size_t len)
{
    if (len == SHORT_CODE && memcmp(code, "20", SHORT_CODE) == 0)
        code = "2a"; /* postcodes and old plates of Corsica */
    for (size_t i = 0; i < GAZ_N_DEPARTMENTS; i++)
        if (same_code(ecoi_gaz_departments[i].code, code, len))
            return i;
    return GAZ_NONE;
}

static uint32_t by_code(const char *name, size_t len, bool department_only)
{
    if (len == POSTCODE)
        len = memcmp(name, "97", SHORT_CODE) == 0 ? SHORT_CODE + 1 : SHORT_CODE;
    else if (!department_only)
        for (size_t i = 0; i < ECO_N_REGIONS; i++)
            if (same_code(ecoi_gaz_regions[i].code, name, len))
                return 1u << i;
    size_t department = ecoi_region_department(name, len);
    return department == GAZ_NONE ? 0 : 1u << ecoi_gaz_departments[department].region;
}

/* "provence alpes cote dazur": the slug as it was folded; the name has "cote d azur". */
static uint32_t by_slug(const char *name, size_t len)
{
    for (size_t i = 0; i < ECO_N_REGIONS; i++) {
        const char *slug = ecoi_gaz_regions[i].slug;
        size_t at = 0;
        while (at < len && slug[at] && (slug[at] == '-' ? ' ' : slug[at]) == name[at])
            at++;
        if (at == len && !slug[at])
            return 1u << i;
    }
    return 0;
}

static const gaz_node *node_of(const char *name, size_t len)
{
    word_scan scan;
    word w;
    uint32_t state = 0;
    const gaz_node *node = NULL;
    ecoi_words_start(&scan, name, len);
    for (bool first = true; ecoi_words_next(&scan, &w, 1); first = false) {
        state = first ? w.hash : ecoi_words_join(state, w.hash);
        node = ecoi_gaz_find(state);
        if (!node)
            return NULL;
    }
    return node && node->len == len && memcmp(ecoi_gaz_names + node->name, name, len) == 0 ? node : NULL;
}

enum { LEAST_OFFICIAL = 2 * GAZ_PRESS };

/* The kind that a name has first in this order is meant. Words that only ask stand beside the departments, a
 * province before the towns and villages that are called like it (Anjou, Champagne). */
static unsigned rank(const gaz_sense *sense)
{
    switch (sense->kind) {
    case GAZ_ASK:
        return 2 * GAZ_DEPARTMENT;
    case GAZ_AREA:
        return 2 * GAZ_CITY + 1;
    case GAZ_DEMONYM:
        return 2 * GAZ_ORG;
    default:
        return 2u * sense->kind;
    }
}

static meaning by_name(const char *name, size_t len, bool department_only)
{
    meaning m = {0, false};
    unsigned best = LEAST_OFFICIAL;
    const gaz_node *node = node_of(name, len);
    for (unsigned i = 0; node && i < node->n_senses; i++) {
        const gaz_sense *sense = ecoi_gaz_senses_of(node) + i;
        unsigned r = rank(sense);
        if (department_only && sense->kind != GAZ_DEPARTMENT)
            continue;
        m.abroad |= sense->kind == GAZ_ABROAD;
        if (sense->region == GAZ_NONE || r > best || r >= LEAST_OFFICIAL)
            continue;
        if (r < best)
            m.regions = 0;
        best = r;
        m.regions |= 1u << sense->region;
    }
    return m;
}

static meaning resolve(const char *name, size_t len, bool department_only)
{
    meaning m = {0, false};
    if (is_code(name, len))
        m.regions = by_code(name, len, department_only);
    else if (!department_only)
        m.regions = by_slug(name, len);
    return m.regions ? m : by_name(name, len, department_only);
}

static bool starts_with_word(const char *name, size_t len, const char *words, size_t *word_len)
{
    for (const char *at = words; *at;) {
        size_t n = strcspn(at, " ");
        if (len > n && memcmp(name, at, n) == 0 && name[n] == ' ') {
            *word_len = n + 1;
            return true;
        }
        at += n + (at[n] == ' ');
    }
    return false;
}

/* The whole name first, then without its articles and nouns: "la region du Centre", "dep 24". */
static meaning understand(const char *name, size_t len)
{
    bool department_only = false;
    for (;;) {
        size_t n;
        meaning m = resolve(name, len, department_only);
        if (m.regions || m.abroad)
            return m;
        if (starts_with_word(name, len, "departement dept dpt dep", &n))
            department_only = true;
        else if (!starts_with_word(name, len, "le la les l de du des d en au aux a region", &n))
            return m;
        name += n;
        len -= n;
    }
}

static size_t lowest_bit(uint32_t bits)
{
    size_t i = 0;
    while (!(bits >> i & 1))
        i++;
    return i;
}

/* "A, B or C" of a set of regions. */
static void list_regions(uint32_t regions, char *out, size_t cap)
{
    out[0] = '\0';
    while (regions) {
        size_t i = lowest_bit(regions);
        regions &= regions - 1;
        if (out[0])
            strncat(out, regions ? ", " : " or ", cap - strlen(out) - 1);
        strncat(out, ecoi_gaz_regions[i].name, cap - strlen(out) - 1);
    }
}

/* The name as typed, short and on one line. */
static void quote(const char *name, size_t len, char *out, size_t cap)
{
    size_t n = len < cap ? len : cap - 1;
    while (n < len && n && ((unsigned char)name[n] & 0xc0) == 0x80)
        n--;
    for (size_t i = 0; i < n; i++)
        out[i] = (unsigned char)name[i] < ' ' || name[i] == '"' ? ' ' : name[i];
    out[n] = '\0';
}

eco_status eco_region_find(const char *name, size_t len, size_t *out_index, eco_error *error)
{
    char folded[NAME_MAX_LEN], typed[64], list[512];
    size_t folded_len = ecoi_words_fold(name, len, folded, sizeof folded - 1);
    quote(name, len, typed, sizeof typed);
    if (folded_len == 0 || folded_len >= sizeof folded)
        return ecoi_error_set(error, ECO_E_PLACE, "\"%s\" is no name of a place", typed);
    meaning m = understand(folded, folded_len);
    if (m.regions && !(m.regions & (m.regions - 1))) {
        *out_index = lowest_bit(m.regions);
        return ECO_OK;
    }
    list_regions(m.regions, list, sizeof list);
    if (m.regions)
        return ecoi_error_set(error, ECO_E_PLACE, "ambiguous place \"%s\": %s?", typed, list);
    if (m.abroad)
        return ecoi_error_set(error, ECO_E_PLACE, "\"%s\" lies in none of the 18 regions of France", typed);
    if (ecoi_region_suggest(folded, folded_len, list, sizeof list))
        return ecoi_error_set(error, ECO_E_PLACE, "unknown place \"%s\": did you mean %s?", typed, list);
    return ecoi_error_set(
        error, ECO_E_PLACE,
        "unknown place \"%s\": give a region, a department or a code, such as Bretagne, Loiret, 24", typed);
}
