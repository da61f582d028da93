/* SPDX-License-Identifier: MIT */
/*
 * How far a typed word is from a dictionary word, for someone who writes French: edits of one character cost
 * 1, confusions that sound alike cost half. The recurrence is Wagner and Fischer's (The string-to-string
 * correction problem, 1974) with rules of several characters as Brill and Moore add them (An improved error
 * model for noisy channel spelling correction, 2000).
 */
#include <string.h>

#include "base/utf8.h"
#include "searcher/suggest_impl.h"

#define ALIKE 0.5f
#define FAR   1e6f

enum { MOST_LETTERS = 64, BAND = 3 /* letters that one word may be ahead of the other */ };

typedef struct side {
    const char *text;
    size_t len;
} side;

/* Spellings of one sound; either may stand for the other. */
#define RULE(a, b)                                                                                           \
    {                                                                                                        \
        {a, sizeof a - 1},                                                                                   \
        {                                                                                                    \
            b, sizeof b - 1                                                                                  \
        }                                                                                                    \
    }
static const struct rule {
    side a, b;
} rules[] = {RULE("f", "ph"),   RULE("k", "qu"),  RULE("c", "qu"),  RULE("c", "k"),  RULE("c", "ck"),
             RULE("k", "ck"),   RULE("i", "y"),   RULE("", "h"),    RULE("s", "c"),  RULE("c", "ss"),
             RULE("ss", "sc"),  RULE("s", "z"),   RULE("ci", "ti"), RULE("x", "cs"), RULE("x", "cc"),
             RULE("g", "j"),    RULE("ge", "j"),  RULE("g", "gu"),  RULE("o", "au"), RULE("o", "eau"),
             RULE("au", "eau"), RULE("an", "en"), RULE("am", "em"), RULE("e", "ai"), RULE("e", "ei"),
             RULE("w", "v")};
#undef RULE

typedef struct letters {
    uint32_t at[MOST_LETTERS];
    size_t n;
} letters;

static letters read_letters(eco_text text)
{
    letters out = {.n = 0};
    for (size_t i = 0, step; i < text.len && out.n < MOST_LETTERS; i += step)
        out.at[out.n++] = ecoi_utf8_decode(text.ptr + i, text.ptr + text.len, &step);
    return out;
}

/* Whether the first `n` letters end with the rule's side. */
static bool ends_with(const letters *word, size_t n, const side *end)
{
    if (n < end->len)
        return false;
    for (size_t i = 0; i < end->len; i++)
        if (word->at[n - end->len + i] != (unsigned char)end->text[i])
            return false;
    return true;
}

static float least(float a, float b)
{
    return a < b ? a : b;
}

typedef float table[MOST_LETTERS + 1][MOST_LETTERS + 1];

static float by_rule(table costs, const letters *x, size_t i, const letters *y, size_t j, const side *a,
                     const side *b)
{
    bool fits = ends_with(x, i, a) && ends_with(y, j, b);
    return fits ? costs[i - a->len][j - b->len] + ALIKE : FAR;
}

static float by_rules(table costs, const letters *x, size_t i, const letters *y, size_t j)
{
    float cost = FAR;
    for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
        cost = least(cost, by_rule(costs, x, i, y, j, &rules[r].a, &rules[r].b));
        cost = least(cost, by_rule(costs, x, i, y, j, &rules[r].b, &rules[r].a));
    }
    return cost;
}

/* A letter written once for twice, or twice for once. */
static float by_doubling(table costs, const letters *x, size_t i, const letters *y, size_t j)
{
    if (i == 0 || j == 0 || x->at[i - 1] != y->at[j - 1])
        return FAR;
    float cost = FAR;
    if (i > 1 && x->at[i - 2] == x->at[i - 1])
        cost = least(cost, costs[i - 2][j - 1] + ALIKE);
    if (j > 1 && y->at[j - 2] == y->at[j - 1])
        cost = least(cost, costs[i - 1][j - 2] + ALIKE);
    return cost;
}

static float by_edit(table costs, const letters *x, size_t i, const letters *y, size_t j)
{
    float cost = FAR;
    if (i > 0)
        cost = least(cost, costs[i - 1][j] + 1);
    if (j > 0)
        cost = least(cost, costs[i][j - 1] + 1);
    if (i > 0 && j > 0)
        cost = least(cost, costs[i - 1][j - 1] + (x->at[i - 1] != y->at[j - 1]));
    if (i > 1 && j > 1 && x->at[i - 1] == y->at[j - 2] && x->at[i - 2] == y->at[j - 1])
        cost = least(cost, costs[i - 2][j - 2] + 1);
    return cost;
}

float ecoi_suggest_cost(eco_text typed, eco_text word)
{
    letters x = read_letters(typed), y = read_letters(word);
    table costs;
    for (size_t i = 0; i <= x.n; i++)
        for (size_t j = 0; j <= y.n; j++) {
            costs[i][j] = i + j ? FAR : 0;
            if (i + j == 0 || i > j + BAND || j > i + BAND)
                continue;
            costs[i][j] = least(by_edit(costs, &x, i, &y, j), by_doubling(costs, &x, i, &y, j));
            costs[i][j] = least(costs[i][j], by_rules(costs, &x, i, &y, j));
        }
    return costs[x.n][y.n];
}
