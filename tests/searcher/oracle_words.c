/* SPDX-License-Identifier: MIT */
/* Which forms of the collection a word of the query is. */
#include "tests/searcher/oracle.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "base/utf8.h"
#include "stem/analyser.h"

/* ---- patterns ---- */

enum { MOST_LETTERS = 300 };

typedef struct letters {
    uint32_t at[MOST_LETTERS];
    size_t n;
} letters;

static letters letters_of(eco_text text)
{
    letters out = {.n = 0};
    for (size_t i = 0, step; i < text.len; i += step)
        out.at[out.n++] = ecoi_utf8_decode(text.ptr + i, text.ptr + text.len, &step);
    return out;
}

eco_text oracle_fold(oracle *o, eco_text text)
{
    char folded[ECOI_TERM_MAX + 1];
    eco_text copy;
    size_t len = ecoi_fold(text.ptr, text.len, folded);
    oracle_must(ecoi_arena_text(&o->query_arena, (eco_text){folded, len}, &copy));
    return copy;
}

/* The pattern with what stands between its wildcards folded. */
static letters pattern_of(oracle *o, eco_text text)
{
    letters out = {.n = 0};
    for (size_t i = 0, start = 0; i <= text.len; i++) {
        if (i < text.len && text.ptr[i] != '*' && text.ptr[i] != '?')
            continue;
        letters part = letters_of(oracle_fold(o, (eco_text){text.ptr + start, i - start}));
        memcpy(out.at + out.n, part.at, part.n * sizeof *part.at);
        out.n += part.n;
        if (i < text.len)
            out.at[out.n++] = (unsigned char)text.ptr[i];
        start = i + 1;
    }
    return out;
}

static bool fits_pattern(const uint32_t *pattern, size_t n, const uint32_t *word, size_t len)
{
    if (n == 0)
        return len == 0;
    if (*pattern == '*')
        return fits_pattern(pattern + 1, n - 1, word, len) ||
               (len > 0 && fits_pattern(pattern, n, word + 1, len - 1));
    return len > 0 && (*pattern == '?' || *pattern == *word) &&
           fits_pattern(pattern + 1, n - 1, word + 1, len - 1);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, substitutions and swaps of neighbours. */
static size_t edits_between(const letters *a, const letters *b)
{
    size_t rows[3][MOST_LETTERS + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b->n; j++)
        last[j] = j;
    for (size_t i = 1; i <= a->n; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b->n; j++) {
            row[j] = least(last[j - 1] + (a->at[i - 1] != b->at[j - 1]), least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a->at[i - 1] == b->at[j - 2] && a->at[i - 2] == b->at[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[b->n];
}

/* ---- words ---- */

static oracle_word new_word(oracle *o, uint32_t offset)
{
    return (oracle_word){.offset = offset, .takes = oracle_alloc(&o->query_arena, o->n_forms, 1)};
}

static bool is_hidden(eco_zone zone)
{
    return zone == ECO_ZONE_BOILERPLATE || zone == ECO_ZONE_PAYWALL;
}

/* A bare word is all forms of its term and, typed without accents, of every term that is so spelled. Exact:
 * the form itself or, typed without accents, with any. A word typed with accents may be in bare capitals.
 * Where text is hidden there are only terms. */
static void take_token(oracle *o, oracle_word *word, const eco_token *token, bool exact, bool hidden)
{
    eco_text folded = oracle_fold(o, token->form);
    bool bare = o->one_field || ecoi_text_equal(token->form, folded);
    uint8_t *spelled = oracle_alloc(&o->query_arena, o->n_terms, 1);
    eco_text capitals = exact || hidden ? (eco_text){"", 0} : oracle_capitals_of(o, token->form);
    for (size_t i = 0; bare && i < o->n_forms; i++)
        if (!o->forms[i].hidden && ecoi_text_equal(o->forms[i].folded, o->one_field ? token->form : folded))
            spelled[o->forms[i].number] = 1;
    for (size_t i = 0; i < o->n_forms; i++) {
        const oracle_form *form = &o->forms[i];
        bool same_term = ecoi_text_equal(form->term, token->term);
        if (form->hidden != hidden)
            continue;
        if (hidden)
            word->takes[i] |= same_term;
        else if (!exact)
            word->takes[i] |=
                same_term || spelled[form->number] || (capitals.len && ecoi_text_equal(form->term, capitals));
        else
            word->takes[i] |= bare ? ecoi_text_equal(form->folded, o->one_field ? token->form : folded)
                                   : ecoi_text_equal(form->form, token->form);
    }
}

/* The weight follows from how many documents have the terms of its forms; at most all. */
static void weigh(oracle *o, oracle_word *word)
{
    double n = (double)o->n, df = 0;
    uint8_t *counted = oracle_alloc(&o->query_arena, o->n_terms, 1);
    for (size_t i = 0; i < o->n_forms; i++)
        if (word->takes[i] && !counted[o->forms[i].number]++)
            df += o->frequencies[o->forms[i].number];
    df = df < n ? df : n;
    word->idf = log(1 + (n - df + 0.5) / (df + 0.5));
}

static oracle_reading *add_reading(oracle *o, query *q, size_t most_words)
{
    oracle_reading *reading = &q->readings[q->n_readings++];
    reading->words = oracle_alloc(&o->query_arena, most_words, sizeof *reading->words);
    return reading;
}

static bool is_whole(const eco_token *token)
{
    return token->kind == ECO_TOKEN_COMPOUND || token->kind == ECO_TOKEN_ADDRESS;
}

/* The parts side by side, without function words at both ends where they are not all there is. */
static void read_parts(oracle *o, query *q, const eco_token *tokens, size_t n, bool keep_stops, bool exact)
{
    oracle_reading *reading = add_reading(o, q, n);
    for (size_t i = 0, next; i < n; i = next) {
        const eco_token *first = NULL;
        oracle_word word = new_word(o, tokens[i].position);
        for (next = i; next < n && tokens[next].position == tokens[i].position; next++) {
            if (is_whole(&tokens[next]))
                continue;
            first = first ? first : &tokens[next];
            take_token(o, &word, &tokens[next], exact, is_hidden(q->scope));
        }
        for (size_t k = i; k < next && first && !first->stop && !exact && !is_hidden(q->scope); k++)
            if (!is_whole(&tokens[k]))
                oracle_mark_other(o, &word, tokens[k].form);
        if (!first || (!keep_stops && first->stop && reading->n == 0))
            continue;
        word.stop = first->stop;
        weigh(o, &word);
        reading->words[reading->n++] = word;
    }
    while (!keep_stops && reading->n && reading->words[reading->n - 1].stop)
        reading->n--;
    if (reading->n == 0)
        q->n_readings--;
}

static void read_whole(oracle *o, query *q, const eco_token *token, bool exact)
{
    oracle_reading *reading = add_reading(o, q, 1);
    oracle_word word = new_word(o, 0);
    take_token(o, &word, token, exact, is_hidden(q->scope));
    if (!exact && !token->stop && !is_hidden(q->scope))
        oracle_mark_other(o, &word, token->form);
    word.stop = token->stop;
    weigh(o, &word);
    reading->words[reading->n++] = word;
}

static void read_phrase(oracle *o, query *q)
{
    eco_text texts[ORACLE_MOST_SPELLINGS];
    size_t n_texts = oracle_spell_phrase(o, q->text, texts);
    q->readings = oracle_alloc(&o->query_arena, n_texts, sizeof *q->readings);
    for (size_t i = 0; i < n_texts; i++) {
        const eco_token *tokens;
        size_t n;
        assert_int_equal(eco_analyse(o->analyser, texts[i].ptr, texts[i].len, &tokens, &n, NULL), ECO_OK);
        read_parts(o, q, tokens, n, true, true);
    }
}

static void read_text(oracle *o, query *q, bool exact)
{
    const eco_token *tokens;
    size_t n;
    bool only_stops = true;
    assert_int_equal(eco_analyse(o->analyser, q->text.ptr, q->text.len, &tokens, &n, NULL), ECO_OK);
    for (size_t i = 0; i < n; i++)
        only_stops = only_stops && tokens[i].stop;
    q->readings = oracle_alloc(&o->query_arena, n + 1, sizeof *q->readings);
    read_parts(o, q, tokens, n, only_stops, exact);
    for (size_t i = 0; i < n; i++)
        if (is_whole(&tokens[i])) {
            q->one_word = q->one_word || oracle_apart(o, tokens[i].form);
            read_whole(o, q, &tokens[i], exact);
        }
}

/* What a pattern is of: an elision before it is a word of its own. */
static eco_text pattern_text(oracle *o, eco_text text)
{
    size_t from = 0, literal = 0, n_tokens;
    const eco_token *tokens;
    if (o->one_field)
        return text;
    while (literal < text.len && text.ptr[literal] != '*' && text.ptr[literal] != '?')
        literal++;
    assert_int_equal(eco_analyse(o->analyser, text.ptr, literal, &tokens, &n_tokens, NULL), ECO_OK);
    for (size_t i = 0; i < n_tokens; i++)
        if (tokens[i].offset == 0 && tokens[i].kind == ECO_TOKEN_ELISION && tokens[i].length < text.len)
            from = tokens[i].length;
    return (eco_text){text.ptr + from, text.len - from};
}

/* Joined words written together. */
static eco_text without_hyphens(oracle *o, eco_text text)
{
    char joined[512];
    size_t n = 0;
    if (o->one_field)
        return text;
    for (size_t i = 0; i < text.len && n < sizeof joined; i++)
        if (text.ptr[i] != '-')
            joined[n++] = text.ptr[i];
    eco_text copy;
    oracle_must(ecoi_arena_text(&o->query_arena, (eco_text){joined, n}, &copy));
    return copy;
}

static oracle_word pattern_word(oracle *o, const query *q, eco_text text, uint32_t offset)
{
    oracle_word word = new_word(o, offset);
    bool fuzzy = q->kind == QUERY_FUZZY;
    letters wanted = fuzzy ? letters_of(oracle_fold(o, text)) : pattern_of(o, text);
    for (size_t i = 0; i < o->n_forms; i++) {
        letters form = letters_of(o->forms[i].folded);
        if (o->forms[i].hidden || is_hidden(q->scope))
            continue;
        word.takes[i] = fuzzy ? edits_between(&wanted, &form) <= q->number
                              : fits_pattern(wanted.at, wanted.n, form.at, form.n);
    }
    weigh(o, &word);
    return word;
}

/* Joined words with wildcards are also found side by side, unless a part of them is nothing but wildcards. */
static void read_joined_parts(oracle *o, query *q, eco_text text)
{
    enum { MOST_PARTS = 16 };
    eco_text parts[MOST_PARTS];
    size_t n = 0;
    for (size_t start = 0, i = 0; i <= text.len; i++) {
        if (i < text.len && text.ptr[i] != '-')
            continue;
        size_t wild = 0, len = i - start;
        while (wild < len && strchr("*?", text.ptr[start + wild]))
            wild++;
        if (len && wild == len)
            return;
        if (len)
            oracle_must(ecoi_arena_text(&o->query_arena, (eco_text){text.ptr + start, len}, &parts[n++]));
        assert_true(n < MOST_PARTS);
        start = i + 1;
    }
    if (n < 2)
        return;
    oracle_reading *reading = add_reading(o, q, n);
    for (size_t i = 0; i < n; i++)
        reading->words[reading->n++] = pattern_word(o, q, parts[i], (uint32_t)i);
}

/* Patterns fit what is read, not what is hidden. */
static void read_pattern(oracle *o, query *q)
{
    eco_text text = pattern_text(o, q->text);
    q->readings = oracle_alloc(&o->query_arena, 2, sizeof *q->readings);
    oracle_reading *reading = add_reading(o, q, 1);
    reading->words[reading->n++] = pattern_word(o, q, without_hyphens(o, text), 0);
    if (q->kind == QUERY_WILDCARD && !o->one_field)
        read_joined_parts(o, q, text);
}

void oracle_resolve_words(oracle *o, query *q)
{
    q->n_readings = 0;
    if (q->kind == QUERY_WILDCARD || q->kind == QUERY_FUZZY)
        read_pattern(o, q);
    else if (q->kind == QUERY_PHRASE)
        read_phrase(o, q);
    else
        read_text(o, q, q->kind == QUERY_EXACT);
}
