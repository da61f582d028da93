/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "places/gazetteer.h"
#include "places/region.h"
#include "places/words.h"

enum { N_SUGGESTIONS = 5, LONGEST = 48, PART_COST = 2, PART_MIN = 3 };

typedef struct suggestion {
    const char *name;
    unsigned cost;
} suggestion;

static unsigned least(unsigned a, unsigned b, unsigned c)
{
    unsigned d = a < b ? a : b;
    return d < c ? d : c;
}

/* Edits (insert, delete, replace, swap neighbours) between two names of at most LONGEST letters. */
static unsigned distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    unsigned rows[3][LONGEST + 1];
    unsigned *before = rows[0], *last = rows[1], *row = rows[2];
    for (unsigned j = 0; j <= b_len; j++)
        last[j] = before[j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= b_len; j++) {
            row[j] = least(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped && before[j - 2] + 1 < row[j])
                row[j] = before[j - 2] + 1;
        }
        unsigned *oldest = before;
        before = last;
        last = row;
        row = oldest;
    }
    return last[b_len];
}

/* Does a word of the name begin with what was typed? */
static bool has_part(const char *name, size_t name_len, const char *typed, size_t len)
{
    if (len < PART_MIN)
        return false;
    for (size_t i = 0; i + len <= name_len; i++)
        if ((i == 0 || name[i - 1] == ' ') && memcmp(name + i, typed, len) == 0)
            return true;
    return false;
}

static unsigned cost_of(const char *name, size_t name_len, const char *typed, size_t len)
{
    size_t apart = name_len > len ? name_len - len : len - name_len;
    unsigned limit = len < 4 ? 1 : len < 8 ? 2 : 3;
    unsigned edits = apart <= limit ? distance(name, name_len, typed, len) : UINT32_MAX;
    if (edits <= limit && edits <= PART_COST)
        return edits;
    if (has_part(name, name_len, typed, len))
        return PART_COST;
    return edits <= limit ? edits : UINT32_MAX;
}

static size_t insert(suggestion *list, size_t n, suggestion s)
{
    size_t at = n;
    while (at > 0 && list[at - 1].cost > s.cost)
        at--;
    if (at == N_SUGGESTIONS)
        return n;
    size_t kept = n < N_SUGGESTIONS ? n : N_SUGGESTIONS - 1;
    memmove(list + at + 1, list + at, (kept - at) * sizeof *list);
    list[at] = s;
    return kept + 1;
}

static size_t without_article(const char *name, size_t len)
{
    if (len > 3 && (memcmp(name, "la ", 3) == 0 || memcmp(name, "le ", 3) == 0))
        return 3;
    return len > 4 && memcmp(name, "les ", 4) == 0 ? 4 : 0;
}

static void join(const suggestion *list, size_t n, char *out, size_t cap)
{
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        if (i)
            strncat(out, i + 1 == n ? " or " : ", ", cap - strlen(out) - 1);
        strncat(out, list[i].name, cap - strlen(out) - 1);
    }
}

bool ecoi_region_suggest(const char *folded, size_t len, char *out, size_t cap)
{
    suggestion list[N_SUGGESTIONS + 1];
    size_t n = 0, skip = without_article(folded, len);
    folded += skip;
    len -= skip;
    for (size_t i = 0; i < ecoi_gaz_n_shown && len <= LONGEST; i++) {
        char name[LONGEST];
        size_t name_len =
            ecoi_words_fold(ecoi_gaz_shown[i].name, strlen(ecoi_gaz_shown[i].name), name, sizeof name);
        if (name_len > sizeof name)
            continue;
        size_t article = without_article(name, name_len);
        unsigned cost = cost_of(name + article, name_len - article, folded, len);
        if (cost != UINT32_MAX)
            n = insert(list, n, (suggestion){ecoi_gaz_shown[i].name, cost});
    }
    while (n > 1 && list[n - 1].cost > list[0].cost + 1)
        n--;
    join(list, n, out, cap);
    return n > 0;
}
