/* SPDX-License-Identifier: MIT */
#include "searcher/phrase_texts.h"

#include <string.h>

#include "base/error.h"

/* A compound of the phrase: bytes [start, end) of it, and its other spelling. */
typedef struct compound {
    size_t start, end;
    eco_text other;
} compound;

typedef struct compounds {
    compound items[ECOI_PHRASE_COMPOUNDS];
    size_t n;
} compounds;

static bool add(compounds *c, const ecoi_token *token, const char *other, size_t len, ecoi_arena *arena)
{
    compound *item = &c->items[c->n];
    *item = (compound){.start = token->start, .end = (size_t)token->start + token->len};
    if (!ecoi_arena_text(arena, (eco_text){other, len}, &item->other))
        return false;
    c->n++;
    return true;
}

static bool overlaps(const compounds *c, const ecoi_token *token)
{
    for (size_t i = 0; i < c->n; i++)
        if (token->start < c->items[i].end && token->start + token->len > c->items[i].start)
            return true;
    return false;
}

/* Tokens come by position, then start: a whole is met before or just after its first part. */
static eco_status find(const ecoi_analyser *analyser, ecoi_analysis *analysis, eco_text phrase,
                       ecoi_arena *arena, compounds *out, eco_error *error)
{
    const ecoi_token *tokens;
    size_t n;
    eco_status status = ecoi_analysis_run(analysis, phrase.ptr, phrase.len, &tokens, &n, error);
    bool fits = true;
    for (int wholes = 1; !status && fits && wholes >= 0; wholes--)
        for (size_t i = 0; fits && i < n && out->n < ECOI_PHRASE_COMPOUNDS; i++) {
            const ecoi_form *form = ecoi_analysis_form(analysis, tokens[i].form);
            if ((tokens[i].kind == ECO_TOKEN_COMPOUND) != wholes || overlaps(out, &tokens[i]))
                continue;
            const char *apart = wholes ? NULL : ecoi_analyser_apart(analyser, form);
            if (wholes)
                fits = add(out, &tokens[i], form->form, form->form_len, arena);
            else if (apart)
                fits = add(out, &tokens[i], apart, strlen(apart), arena);
        }
    return status || fits ? status : ecoi_error_no_memory(error);
}

/* Wholes are found before words: puts all in the order of the phrase. */
static void sort(compounds *c)
{
    for (size_t i = 1; i < c->n; i++)
        for (size_t k = i; k > 0 && c->items[k].start < c->items[k - 1].start; k--) {
            compound item = c->items[k];
            c->items[k] = c->items[k - 1];
            c->items[k - 1] = item;
        }
}

/* The phrase with the compounds that have a bit in `others` spelled otherwise. */
static bool respell(eco_text phrase, const compounds *c, unsigned others, ecoi_arena *arena, eco_text *out)
{
    size_t len = phrase.len, from = 0;
    for (size_t i = 0; i < c->n; i++)
        len += c->items[i].other.len;
    char *text = ecoi_arena_alloc(arena, len + 1), *at = text;
    for (size_t i = 0; text && i < c->n; i++) {
        const compound *item = &c->items[i];
        bool other = others >> i & 1;
        eco_text word = other ? item->other : (eco_text){phrase.ptr + item->start, item->end - item->start};
        memcpy(at, phrase.ptr + from, item->start - from);
        at += item->start - from;
        memcpy(at, word.ptr, word.len);
        at += word.len;
        from = item->end;
    }
    if (!text)
        return false;
    memcpy(at, phrase.ptr + from, phrase.len - from);
    at += phrase.len - from;
    *at = '\0';
    *out = (eco_text){text, (size_t)(at - text)};
    return true;
}

eco_status ecoi_phrase_texts(const ecoi_analyser *analyser, ecoi_analysis *analysis, eco_text phrase,
                             ecoi_arena *arena, eco_text out[ECOI_PHRASE_TEXTS], size_t *out_n,
                             eco_error *error)
{
    compounds c = {.n = 0};
    eco_status status = find(analyser, analysis, phrase, arena, &c, error);
    sort(&c);
    *out_n = 1u << c.n;
    for (unsigned i = 0; !status && i < *out_n; i++)
        if (!respell(phrase, &c, i, arena, &out[i]))
            status = ecoi_error_no_memory(error);
    return status;
}
