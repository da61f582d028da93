/* SPDX-License-Identifier: MIT */
/* Documents as rows of tokens, and the forms and terms of the collection. */
#include "tests/searcher/oracle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stem/analyser.h"

void oracle_must(bool fits)
{
    if (!fits)
        fail_msg("out of memory");
}

void *oracle_alloc(ecoi_arena *arena, size_t n, size_t size)
{
    void *items = ecoi_arena_calloc(arena, n + 1, size);
    oracle_must(items);
    return items;
}

void oracle_init(oracle *o, const char *analysis)
{
    *o = (oracle){.one_field = strcmp(analysis, "ws") == 0};
    assert_int_equal(eco_analyser_new(analysis, &o->analyser, NULL), ECO_OK);
    assert_int_equal(ecoi_analyser_new(analysis, &o->inner, NULL), ECO_OK);
    assert_int_equal(ecoi_analysis_new(o->inner, &o->capitals, NULL), ECO_OK);
}

void oracle_dispose(oracle *o)
{
    ecoi_arena_dispose(&o->arena);
    ecoi_arena_dispose(&o->query_arena);
    eco_analyser_free(o->analyser);
    ecoi_analysis_free(o->capitals);
    ecoi_analyser_free(o->inner);
    ecoi_map_dispose(&o->form_names);
    ecoi_map_dispose(&o->term_names);
    free(o->documents);
    free(o->forms);
}

/* ---- copies ---- */

static eco_text keep(oracle *o, eco_text text)
{
    eco_text copy = {NULL, 0};
    if (text.ptr)
        oracle_must(ecoi_arena_text(&o->arena, text, &copy));
    return copy;
}

static void *keep_array(oracle *o, const void *items, size_t n, size_t size)
{
    void *copy = ecoi_arena_alloc(&o->arena, n * size + 1);
    oracle_must(copy);
    if (n)
        memcpy(copy, items, n * size);
    return copy;
}

static const eco_document *keep_document(oracle *o, const eco_document *document)
{
    eco_document *copy = keep_array(o, document, 1, sizeof *document);
    eco_passage *passages =
        keep_array(o, document->passages, document->n_passages, sizeof *document->passages);
    for (size_t i = 0; i < document->n_passages; i++)
        passages[i].text = keep(o, passages[i].text);
    copy->key = keep(o, document->key);
    copy->source = keep(o, document->source);
    copy->passages = passages;
    copy->regions = keep_array(o, document->regions, document->n_regions, sizeof *document->regions);
    return copy;
}

/* ---- forms and terms ---- */

static bool is_hidden(eco_zone zone)
{
    return zone == ECO_ZONE_BOILERPLATE || zone == ECO_ZONE_PAYWALL;
}

static uint32_t add_name(ecoi_map *map, bool hidden, eco_text a, eco_text b)
{
    char key[2 * ECOI_TERM_MAX + 8];
    bool is_new;
    size_t n = 0;
    key[n++] = hidden ? 'h' : 'v';
    memcpy(key + n, a.ptr, a.len);
    key[n += a.len] = '\0';
    memcpy(key + ++n, b.ptr, b.len);
    uint32_t number = ecoi_map_add(map, key, n + b.len, &is_new);
    oracle_must(number != ECOI_MAP_NONE);
    return number;
}

static uint32_t term_of(oracle *o, const eco_token *token, bool hidden)
{
    uint32_t number = add_name(&o->term_names, hidden, token->term, (eco_text){"", 0});
    o->n_terms += number == o->n_terms;
    return number;
}

static uint32_t form_of(oracle *o, const eco_token *token, bool hidden)
{
    char folded[ECOI_TERM_MAX + 1];
    uint32_t number = add_name(&o->form_names, hidden, token->form, token->term);
    if (number < o->n_forms)
        return number;
    oracle_must(ecoi_grow(&o->forms, &o->forms_cap, number + 1, sizeof *o->forms));
    size_t len = ecoi_fold(token->form.ptr, token->form.len, folded);
    bool as_is = o->one_field || (token->form.ptr[0] >= 'A' && token->form.ptr[0] <= 'Z');
    o->forms[o->n_forms++] = (oracle_form){.form = keep(o, token->form),
                                           .folded = keep(o, as_is ? token->form : (eco_text){folded, len}),
                                           .term = keep(o, token->term),
                                           .number = term_of(o, token, hidden),
                                           .hidden = hidden};
    return number;
}

/* ---- capitals ---- */

static const ecoi_form *only_form(oracle *o, eco_text word)
{
    const ecoi_token *tokens;
    size_t n;
    assert_int_equal(ecoi_analysis_run(o->capitals, word.ptr, word.len, &tokens, &n, NULL), ECO_OK);
    return n == 1 ? ecoi_analysis_form(o->capitals, tokens[0].form) : NULL;
}

eco_text oracle_capitals(oracle *o, eco_text surface)
{
    const ecoi_form *form = only_form(o, surface);
    if (!form || !(form->flags & ECOI_FORM_CAPITALS))
        return (eco_text){"", 0};
    const ecoi_form *capitals = ecoi_analysis_form(o->capitals, form->capitals);
    return (eco_text){capitals->form, capitals->form_len};
}

eco_text oracle_capitals_of(oracle *o, eco_text word)
{
    char text[ECOI_TERM_MAX + 1];
    eco_text copy = {"", 0};
    const ecoi_form *form = only_form(o, word);
    size_t len = form ? ecoi_analysis_capitals(o->capitals, form, text) : 0;
    if (len)
        oracle_must(ecoi_arena_text(&o->query_arena, (eco_text){text, len}, &copy));
    return copy;
}

/* ---- documents ---- */

/* A term stands once at a position, spelled as its first form there: "entrepreneur·e·s" has one term. */
static bool is_repeated(const oracle *o, const oracle_token *tokens, size_t n, oracle_token token)
{
    for (; n > 0 && tokens[n - 1].position == token.position; n--)
        if (o->forms[tokens[n - 1].form].number == o->forms[token.form].number)
            return true;
    return false;
}

static void add_passage(oracle *o, oracle_document *d, const eco_passage *source, oracle_passage *passage,
                        uint32_t *start)
{
    const eco_token *tokens;
    size_t n;
    uint32_t n_words = 0;
    bool hidden = is_hidden(passage->zone);
    assert_int_equal(eco_analyse(o->analyser, source->text.ptr, source->text.len, &tokens, &n, NULL), ECO_OK);
    oracle_token *all = ecoi_arena_alloc(&o->arena, (d->n_tokens + 2 * n + 1) * sizeof *all);
    oracle_must(all);
    if (d->n_tokens)
        memcpy(all, d->tokens, d->n_tokens * sizeof *all);
    d->tokens = all;
    for (size_t i = 0; i < n; i++) {
        oracle_token token = {form_of(o, &tokens[i], hidden), *start + tokens[i].position};
        n_words += i == 0 || tokens[i].position != tokens[i - 1].position;
        if (is_repeated(o, all, d->n_tokens, token))
            continue;
        all[d->n_tokens++] = token;
        eco_text surface = {source->text.ptr + tokens[i].offset, tokens[i].length};
        eco_token capitals = {.form = oracle_capitals(o, surface)};
        if (hidden || tokens[i].kind != ECO_TOKEN_WORD || capitals.form.len == 0)
            continue;
        capitals.term = capitals.form;
        all[d->n_tokens++] = (oracle_token){form_of(o, &capitals, hidden), token.position};
    }
    passage->start = passage->end = *start;
    if (n == 0)
        return;
    passage->end += tokens[n - 1].position + 1;
    *start = passage->end + !o->one_field; /* one free, so that no phrase crosses */
    if (passage->zone == ECO_ZONE_TITLE) {
        d->title_length = passage->end; /* of several with the places between */
    } else if (!hidden) {
        d->length += n_words;
    }
}

void oracle_add(oracle *o, const eco_document *document)
{
    oracle_must(ecoi_grow(&o->documents, &o->cap, o->n + 1, sizeof *o->documents));
    oracle_document *d = &o->documents[o->n];
    uint32_t start = 0;
    *d = (oracle_document){.document = keep_document(o, document)};
    d->passages = ecoi_arena_calloc(&o->arena, document->n_passages + 1, sizeof *d->passages);
    oracle_must(d->passages);
    for (size_t i = 0; i < document->n_passages; i++) {
        d->passages[i].zone = o->one_field ? ECO_ZONE_BODY : document->passages[i].zone;
        add_passage(o, d, &document->passages[i], &d->passages[i], &start);
    }
    for (size_t i = 0; i < document->n_regions; i++) {
        uint32_t bit = 1u << document->regions[i].region;
        d->mention |= bit;
        d->focus |= document->regions[i].focus ? bit : 0;
    }
    o->sum_lengths += d->length;
    o->sum_title_lengths += d->title_length;
    o->n++;
}

/* ---- frequencies ---- */

size_t oracle_segment_start(const oracle *o, size_t segment, size_t n_segments)
{
    return o->n * segment / n_segments;
}

static void count_document(oracle *o, const oracle_document *d, uint32_t number, uint32_t *last_seen)
{
    for (size_t i = 0; i < d->n_tokens; i++) {
        uint32_t form = d->tokens[i].form, term = o->forms[form].number;
        o->forms[form].count++;
        o->frequencies[term] += last_seen[term] != number;
        last_seen[term] = number;
    }
}

void oracle_finish(oracle *o)
{
    uint32_t *last_seen = ecoi_arena_calloc(&o->arena, o->n_terms + 1, sizeof *last_seen);
    o->frequencies = ecoi_arena_calloc(&o->arena, o->n_terms + 1, sizeof *o->frequencies);
    oracle_must(last_seen && o->frequencies);
    for (size_t i = 0; i < o->n; i++)
        count_document(o, &o->documents[i], (uint32_t)i + 1, last_seen);
}
