/* SPDX-License-Identifier: MIT */
/* Synonyms of a query's words, as <ecosearch/synonyms.h> has them, and words that are written together too.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "tests/searcher/oracle.h"

enum { MOST_UNITS = 8 };

/* Words by their terms, without elided articles, and the compound that all of them are. */
typedef struct units {
    eco_text words[MOST_UNITS], whole;
    size_t n;
    bool has_whole;
} units;

/* n is 0 where there are none, or too many. */
static units units_of(oracle *o, eco_text text)
{
    units out = {.n = 0};
    const eco_token *tokens, *whole = NULL;
    size_t n, start = text.len, end = 0;
    assert_int_equal(eco_analyse(o->analyser, text.ptr, text.len, &tokens, &n, NULL), ECO_OK);
    for (size_t i = 0; i < n; i++) {
        const eco_token *token = &tokens[i];
        if (token->kind == ECO_TOKEN_COMPOUND || token->kind == ECO_TOKEN_ADDRESS) {
            whole = token;
            continue;
        }
        if (token->kind == ECO_TOKEN_ELISION || token->kind == ECO_TOKEN_VARIANT)
            continue;
        if (out.n == MOST_UNITS)
            return (units){.n = 0};
        oracle_must(ecoi_arena_text(&o->query_arena, token->term, &out.words[out.n++]));
        start = token->offset < start ? token->offset : start;
        end = token->offset + token->length;
    }
    out.has_whole = whole && whole->offset <= start && whole->offset + whole->length >= end;
    if (out.has_whole)
        oracle_must(ecoi_arena_text(&o->query_arena, whole->term, &out.whole));
    return out;
}

static bool same(const eco_text *a, size_t n, const eco_text *b, size_t m)
{
    for (size_t i = 0; n == m && i < n; i++)
        if (!ecoi_text_equal(a[i], b[i]))
            return false;
    return n == m && n > 0;
}

/* ---- looking up ---- */

static query *new_node(oracle *o, query node)
{
    query *out = oracle_alloc(&o->query_arena, 1, sizeof *out);
    *out = node;
    out->boost = 1;
    return out;
}

static query *new_word(oracle *o, const char *text)
{
    query *word = new_node(o, (query){.kind = QUERY_WORD});
    oracle_must(ecoi_arena_text(&o->query_arena, (eco_text){text, strlen(text)}, &word->text));
    return word;
}

static void add_child(query *q, query *child)
{
    assert_true(q->n_children < QUERY_MOST_CHILDREN);
    q->children[q->n_children++] = child;
}

static bool names(oracle *o, const char *synonym, const eco_text *words, size_t n)
{
    units u = units_of(o, (eco_text){synonym, strlen(synonym)});
    return same(u.words, u.n, words, n) || (u.has_whole && same(&u.whole, 1, words, n));
}

/* Adds to `best` what the groups have for the words. */
static void add_synonyms(oracle *o, const eco_text *words, size_t n, query *best)
{
    for (const oracle_synonyms *group = o->synonyms; group->left[0]; group++)
        for (size_t i = 0; i < ORACLE_MOST_SYNONYMS && group->left[i]; i++) {
            const char *const *others = group->right[0] ? group->right : group->left;
            if (!names(o, group->left[i], words, n))
                continue;
            for (size_t k = 0; k < ORACLE_MOST_SYNONYMS && others[k]; k++)
                if (others[k] != group->left[i])
                    add_child(best, new_word(o, others[k]));
        }
}

/* Words typed in a row, or what stands for them; NULL: nothing does. */
static query *best_of(oracle *o, query **typed, size_t n_typed, const eco_text *words, size_t n)
{
    query *best = new_node(o, (query){.kind = QUERY_BEST, .sign = typed[0]->sign});
    query *list = new_node(o, (query){.kind = QUERY_LIST});
    char text[512] = "";
    for (size_t i = 0; i < n_typed; i++) {
        add_child(list, typed[i]);
        sprintf(text + strlen(text), "%s%.*s", i ? " " : "", (int)typed[i]->text.len, typed[i]->text.ptr);
    }
    add_child(best, n_typed == 1 ? typed[0] : list);
    if (n_typed == 2 && units_of(o, (eco_text){text, strlen(text)}).has_whole)
        add_child(best, new_word(o, text));
    best->number = (unsigned)best->n_children;
    add_synonyms(o, words, n, best);
    if (best->n_children == 1)
        return NULL;
    if (n_typed == 1) { /* the boost is for all */
        best->boost = typed[0]->boost;
        typed[0]->boost = 1;
    }
    return best;
}

/* ---- in the query ---- */

static query *expand_word(oracle *o, query *word)
{
    units u = units_of(o, word->text);
    query *best = u.n ? best_of(o, &word, 1, u.words, u.n) : NULL;
    if (!best && u.n && u.has_whole)
        best = best_of(o, &word, 1, &u.whole, 1);
    return best ? best : word;
}

/* The longest row of bare words from children[first] on that something stands for. */
static query *expand_row(oracle *o, query *list, size_t first, size_t *out_n)
{
    eco_text words[MOST_UNITS];
    size_t ends[QUERY_MOST_CHILDREN], n = 0, n_words = 0;
    for (size_t i = first; i < list->n_children; i++, n++) {
        const query *word = list->children[i];
        if (word->kind != QUERY_WORD || word->boost != 1 || word->sign != list->children[first]->sign)
            break;
        units u = units_of(o, word->text);
        if (u.n == 0 || n_words + u.n > MOST_UNITS)
            break;
        memcpy(words + n_words, u.words, u.n * sizeof *words);
        n_words += u.n;
        ends[n] = n_words;
    }
    for (; n > 1; n--) {
        query *best = best_of(o, list->children + first, n, words, ends[n - 1]);
        if (best) {
            *out_n = n;
            return best;
        }
    }
    return NULL;
}

static void expand_list(oracle *o, query *list)
{
    size_t n = 0;
    for (size_t i = 0, taken; i < list->n_children; i += taken) {
        query *child = list->children[i];
        query *best = child->sign == '-' ? NULL : expand_row(o, list, i, &taken);
        if (!best)
            taken = 1;
        list->children[n++] = best ? best : child->sign == '-' ? child : oracle_expand(o, child);
    }
    list->n_children = n;
}

query *oracle_expand(oracle *o, query *q)
{
    if (q->kind == QUERY_WORD)
        return expand_word(o, q);
    if (q->kind == QUERY_LIST) {
        expand_list(o, q);
        return q;
    }
    for (size_t i = 0; i < (q->kind == QUERY_NOT ? 1 : q->n_children); i++)
        q->children[i] = oracle_expand(o, q->children[i]);
    return q;
}
