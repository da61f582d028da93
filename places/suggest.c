/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "places/gazetteer.h"
#include "places/region.h"
#include "places/words.h"

enum {
    N_SUGGESTIONS = 5,
    LONGEST = 48,
    PART_COST = 2,
    PART_MIN = 3,
    FUZZY_PART_MIN = 5,
    NOT_CLOSE = 1000,
    LONGEST_CODE = 3
};

typedef struct suggestion {
    const char *name;
    unsigned cost; /* twice the edits; one more for what is no region of today */
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

/* Edits that are forgiven: fewer in a short name, where each may make it another. */
static unsigned limit_for(size_t len)
{
    return len < 4 ? 1 : len < 8 ? 2 : 3;
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

/* The fewest edits, one fewer than are forgiven in a whole name, to some words in a row of the name. */
static unsigned distance_to_part(const char *name, size_t name_len, const char *typed, size_t len)
{
    unsigned limit = limit_for(len) - 1, best = NOT_CLOSE;
    for (size_t i = 0; i < name_len; i++)
        for (size_t end = i + 1; (i == 0 || name[i - 1] == ' ') && end <= name_len && end <= i + len + limit;
             end++) {
            if ((end < name_len && name[end] != ' ') || end + limit < i + len)
                continue;
            unsigned edits = distance(name + i, end - i, typed, len);
            if (edits <= limit && edits < best)
                best = edits;
        }
    return best;
}

static unsigned cost_of(const char *name, size_t name_len, const char *typed, size_t len)
{
    size_t apart = name_len > len ? name_len - len : len - name_len;
    unsigned limit = limit_for(len),
             edits = apart <= limit ? distance(name, name_len, typed, len) : NOT_CLOSE;
    if (edits <= limit && edits <= PART_COST)
        return edits;
    if (has_part(name, name_len, typed, len))
        return PART_COST;
    unsigned part = len < FUZZY_PART_MIN ? NOT_CLOSE : distance_to_part(name, name_len, typed, len);
    if (part != NOT_CLOSE)
        return PART_COST + part;
    return edits <= limit ? edits : NOT_CLOSE;
}

static bool is_region(const gaz_shown *shown)
{
    return strcmp(shown->name, ecoi_gaz_regions[shown->region].name) == 0;
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

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether one character differs, and is a figure or a letter in both. */
static bool is_next_to(const char *code, const char *typed, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        char c = code[i] >= 'A' && code[i] <= 'Z' ? (char)(code[i] + ('a' - 'A')) : code[i];
        if (c == typed[i])
            continue;
        if (is_digit(c) != is_digit(typed[i]))
            return false;
        n++;
    }
    return code[len] == '\0' && n == 1;
}

/* Departments whose code differs in one character, when they are few. */
static bool suggest_codes(const char *typed, size_t len, char *out, size_t cap)
{
    char names[N_SUGGESTIONS][LONGEST];
    suggestion list[N_SUGGESTIONS];
    size_t n = 0;
    for (size_t i = 0; i < GAZ_N_DEPARTMENTS; i++) {
        const gaz_department *d = &ecoi_gaz_departments[i];
        if (strlen(d->code) != len || !is_next_to(d->code, typed, len))
            continue;
        if (n == N_SUGGESTIONS)
            return false;
        snprintf(names[n], sizeof names[n], "%s (%s)", d->code, d->name);
        list[n] = (suggestion){names[n], 0};
        n++;
    }
    join(list, n, out, cap);
    return n > 0;
}

static bool suggest_names(const char *folded, size_t len, char *out, size_t cap)
{
    suggestion list[N_SUGGESTIONS + 1];
    size_t n = 0, skip = without_article(folded, len);
    folded += skip;
    len -= skip;
    for (size_t i = 0; i < ecoi_gaz_n_shown && len <= LONGEST; i++) {
        const gaz_shown *shown = &ecoi_gaz_shown[i];
        char name[LONGEST];
        size_t name_len = ecoi_words_fold(shown->name, strlen(shown->name), name, sizeof name);
        if (name_len > sizeof name)
            continue;
        size_t article = without_article(name, name_len);
        unsigned cost = cost_of(name + article, name_len - article, folded, len);
        if (cost != NOT_CLOSE)
            n = insert(list, n, (suggestion){shown->name, 2 * cost + !is_region(shown)});
    }
    while (n > 1 && list[n - 1].cost > list[0].cost + 2)
        n--;
    join(list, n, out, cap);
    return n > 0;
}

bool ecoi_region_suggest(const char *folded, size_t len, char *out, size_t cap)
{
    bool code = len > 0 && len <= LONGEST_CODE && is_digit(folded[0]);
    return code ? suggest_codes(folded, len, out, cap) : suggest_names(folded, len, out, cap);
}
