/* SPDX-License-Identifier: MIT */
#include "tests/stem/french_match.h"

#include <stdlib.h>
#include <string.h>

/* One side of the comparison: the tokens kept over the next run, since the analysis reuses its own. */
typedef struct side {
    const workbench *w;
    ecoi_token *tokens;
    size_t n;
    uint32_t n_positions;
} side;

static side analyse(const workbench *w, const char *text, size_t len)
{
    side s = {.w = w};
    const ecoi_token *tokens = tokens_of(w, text, len, &s.n);
    check_tokens(w, len, tokens, s.n);
    s.tokens = calloc(s.n ? s.n : 1, sizeof *s.tokens);
    if (s.n)
        memcpy(s.tokens, tokens, s.n * sizeof *tokens);
    s.n_positions = s.n ? s.tokens[s.n - 1].position + 1 : 0;
    return s;
}

static bool same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static bool is_plain_spelling(const ecoi_form *form)
{
    return same(form->form, form->folded);
}

static bool word_finds(const ecoi_form *query, const ecoi_form *text)
{
    return same(query->term, text->term) || (is_plain_spelling(query) && same(query->form, text->folded));
}

static bool form_finds(const ecoi_form *query, const ecoi_form *text)
{
    return same(query->form, is_plain_spelling(query) ? text->folded : text->form);
}

/* Positions that a query's token stands for: of a whole, as many as its parts take. */
static uint32_t width(const side *s, const ecoi_token *whole)
{
    if (whole->kind != ECO_TOKEN_COMPOUND && whole->kind != ECO_TOKEN_ADDRESS)
        return 1;
    uint32_t last = whole->position;
    for (size_t i = 0; i < s->n; i++)
        if (s->tokens[i].start >= whole->start && s->tokens[i].start < whole->start + whole->len)
            last = s->tokens[i].position;
    return last - whole->position + 1;
}

static bool stands_written(const side *text, uint32_t position, const char *word, size_t len)
{
    for (size_t i = 0; i < text->n; i++) {
        const ecoi_form *form = form_of(text->w, &text->tokens[i]);
        if (text->tokens[i].position == position && form->form_len == len &&
            memcmp(form->form, word, len) == 0)
            return true;
    }
    return false;
}

/* Whether a word that is two written together stands at two positions of the text. */
static bool stands_apart(const side *query, const ecoi_form *form, const side *text, uint32_t at)
{
    const char *apart = ecoi_analyser_apart(query->w->analyser, form),
               *space = apart ? strchr(apart, ' ') : NULL;
    return space && stands_written(text, at, apart, (size_t)(space - apart)) &&
           stands_written(text, at + 1, space + 1, strlen(space + 1));
}

/* Whether a word typed with accents stands there in bare capitals. */
static bool capitals_find(const workbench *w, const ecoi_form *query, const ecoi_form *text)
{
    char capitals[ECOI_TERM_MAX + 1];
    return (text->flags & ECOI_FORM_CAPITALS) && ecoi_analysis_capitals(w->analysis, query, capitals) &&
           same(capitals, ecoi_analysis_form(w->analysis, text->capitals)->form);
}

/* An index has a term once at a position, spelled as its first form there. */
static bool is_kept(const side *text, size_t i)
{
    const char *term = form_of(text->w, &text->tokens[i])->term;
    for (size_t j = i; j > 0 && text->tokens[j - 1].position == text->tokens[i].position; j--)
        if (same(form_of(text->w, &text->tokens[j - 1])->term, term))
            return false;
    return true;
}

typedef bool compare(const ecoi_form *query, const ecoi_form *text);

static bool stands_at(const side *text, uint32_t position, const ecoi_form *form, compare *finds)
{
    for (size_t i = 0; i < text->n; i++)
        if (text->tokens[i].position == position && is_kept(text, i) &&
            (finds(form, form_of(text->w, &text->tokens[i])) ||
             (finds == word_finds && capitals_find(text->w, form, form_of(text->w, &text->tokens[i])))))
            return true;
    return false;
}

/* The query's positions [from, to) in a row in the text, from `at` on. */
static bool row_at(const side *query, uint32_t from, uint32_t to, const side *text, uint32_t at,
                   compare *finds)
{
    if (from >= to)
        return true;
    for (size_t i = 0; i < query->n; i++) {
        const ecoi_token *token = &query->tokens[i];
        uint32_t next = from + width(query, token);
        if (token->position == from && next <= to && stands_at(text, at, form_of(query->w, token), finds) &&
            row_at(query, next, to, text, at + 1, finds))
            return true;
        if (token->position == from && next <= to &&
            stands_apart(query, form_of(query->w, token), text, at) &&
            row_at(query, next, to, text, at + 2, finds))
            return true;
    }
    return false;
}

static bool row_anywhere(const side *query, uint32_t from, uint32_t to, const side *text, compare *finds)
{
    for (uint32_t at = 0; at < text->n_positions; at++)
        if (row_at(query, from, to, text, at, finds))
            return true;
    return false;
}

static bool is_weightless(const side *query, uint32_t position)
{
    for (size_t i = 0; i < query->n; i++)
        if (query->tokens[i].position == position &&
            !(form_of(query->w, &query->tokens[i])->flags & (ECOI_FORM_STOP | ECOI_FORM_QUESTION)))
            return false;
    return true;
}

/* The widest whole at a position, and so the end of what is one thing to find. */
static uint32_t end_of_unit(const side *query, uint32_t position)
{
    uint32_t most = 1;
    for (size_t i = 0; i < query->n; i++)
        if (query->tokens[i].position == position && width(query, &query->tokens[i]) > most)
            most = width(query, &query->tokens[i]);
    return position + most;
}

static bool all_units(const side *query, const side *text, bool weightless_too)
{
    bool asked = false;
    for (uint32_t position = 0, end; position < query->n_positions; position = end) {
        end = end_of_unit(query, position);
        if (end == position + 1 && !weightless_too && is_weightless(query, position))
            continue;
        asked = true;
        if (!row_anywhere(query, position, end, text, word_finds))
            return false;
    }
    return asked;
}

static bool is_all_weightless(const side *query)
{
    for (uint32_t position = 0; position < query->n_positions; position++)
        if (!is_weightless(query, position))
            return false;
    return true;
}

bool french_match(const workbench *w, const char *query, const char *text)
{
    size_t len = strlen(query);
    bool quoted = len >= 2 && query[0] == '"' && query[len - 1] == '"';
    side q = analyse(w, query + quoted, len - 2 * (size_t)quoted), t = analyse(w, text, strlen(text));
    bool found = quoted ? q.n > 0 && row_anywhere(&q, 0, q.n_positions, &t, form_finds)
                        : all_units(&q, &t, is_all_weightless(&q));
    free(q.tokens);
    free(t.tokens);
    return found;
}
