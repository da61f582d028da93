/* SPDX-License-Identifier: MIT */
#include "searcher/hits.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/error.h"
#include "searcher/accents.h"
#include "searcher/match.h"
#include "searcher/snippet.h"

enum { DEFAULT_SNIPPET_BYTES = 240, N_FACETS = 3, MOST_GROUPS = 64 };

struct eco_results {
    ecoi_arena arena;
    uint64_t total, took_us, n_left_out;
    bool timed_out;
    eco_text did_you_mean, missing;
    eco_hit *hits;
    size_t n_hits;
    eco_bucket *facets[N_FACETS];
    size_t n_buckets[N_FACETS];
};

/* ---- highlights ---- */

static float weigh(const void *user, const ecoi_form *form, unsigned *out_group)
{
    const ecoi_marks *marks = user;
    uint32_t number = ecoi_map_find(&marks->terms, form->term, form->term_len);
    const ecoi_buf *words = &marks->term_words;
    if (number == ECOI_MAP_NONE) {
        number = ecoi_map_find(&marks->folded, form->folded, form->folded_len);
        words = &marks->folded_words;
    }
    if (number == ECOI_MAP_NONE)
        return 0;
    uint32_t word = ecoi_load32(words->data + (size_t)number * 4);
    if (word & ECOI_MARK_FAINT && marks->any_strong)
        return 0;
    *out_group = (word & ~ECOI_MARK_FAINT) % MOST_GROUPS;
    return form->flags & ECOI_FORM_STOP ? 0.1f : 1;
}

static eco_text title_of(const eco_document *document)
{
    for (size_t i = 0; i < document->n_passages; i++)
        if (document->passages[i].zone == ECO_ZONE_TITLE)
            return document->passages[i].text;
    return (eco_text){NULL, 0};
}

static eco_status add_snippet(const ecoi_hit_request *r, eco_results *results, const eco_document *document,
                              eco_hit *hit, eco_error *error)
{
    ecoi_highlighter highlighter = {weigh, r->marks};
    ecoi_snippet snippet = {0};
    eco_range *ranges = NULL;
    size_t bytes = r->options->snippet_bytes ? r->options->snippet_bytes : DEFAULT_SNIPPET_BYTES;
    ecoi_analysis_reset(r->analysis);
    eco_status status =
        ecoi_snippet_make(r->analysis, document, &highlighter, bytes, &results->arena, &snippet, error);
    if (!status && hit->title.ptr)
        status = ecoi_highlight(r->analysis, hit->title, &highlighter, &results->arena, &ranges,
                                &hit->n_title_highlights, error);
    hit->snippet = snippet.text;
    hit->highlights = snippet.ranges;
    hit->n_highlights = snippet.n_ranges;
    hit->title_highlights = ranges;
    return status;
}

static void add_regions(const eco_document *document, eco_hit *hit)
{
    size_t n = 0;
    hit->regions = document->regions;
    while (n < document->n_regions && document->regions[n].focus)
        n++;
    hit->n_regions = n;
}

/* ---- explanations ---- */

typedef struct explainer {
    ecoi_arena *arena;
    ecoi_buf text;
    eco_explain_line *lines;
    size_t n, cap;
    bool no_memory;
} explainer;

static bool put_words(explainer *e, const ecoi_query_node *plan)
{
    if (plan->op == ECOI_OP_WORD)
        return ecoi_buf_appendf(&e->text, "%s", plan->word->text.ptr);
    if (plan->op == ECOI_OP_WINDOW)
        return ecoi_buf_appendf(&e->text, "%s near %s", plan->children[0]->word->text.ptr,
                                plan->children[1]->word->text.ptr);
    bool fits = ecoi_buf_appendf(&e->text, "\"");
    for (size_t i = 0; fits && i < plan->n_children; i++)
        fits = ecoi_buf_appendf(&e->text, "%s%s", i ? " " : "", plan->children[i]->word->text.ptr);
    return fits && ecoi_buf_appendf(&e->text, "\"");
}

static bool put_synonym(explainer *e, const ecoi_query_node *plan)
{
    return !plan->synonym_of.ptr || ecoi_buf_appendf(&e->text, " (synonym of %s)", plan->synonym_of.ptr);
}

static bool add_line(explainer *e, unsigned depth, double value)
{
    char *text = ecoi_arena_copy(e->arena, e->text.data, e->text.len);
    if (!text || !ecoi_grow(&e->lines, &e->cap, e->n + 1, sizeof *e->lines))
        return false;
    e->lines[e->n++] = (eco_explain_line){depth, value, text};
    e->text.len = 0;
    return true;
}

static bool explain(void *user, const ecoi_contribution *c)
{
    explainer *e = user;
    bool fits = put_words(e, c->plan) && put_synonym(e, c->plan) && add_line(e, 0, c->value) &&
                ecoi_buf_appendf(&e->text, "idf") && add_line(e, 1, c->idf) &&
                ecoi_buf_appendf(&e->text, "occurrences in the text, of %u words", c->len) &&
                add_line(e, 1, c->tf_text);
    if (fits && c->tf_title)
        fits = ecoi_buf_appendf(&e->text, "occurrences in the title, of %u words", c->title_len) &&
               add_line(e, 1, c->tf_title);
    if (fits && c->tf_unlike)
        fits = ecoi_buf_appendf(&e->text, "of them in another form than was typed: each counts %g",
                                (double)ECOI_UNLIKE_WEIGHT) &&
               add_line(e, 1, c->tf_unlike);
    if (fits && c->plan->synonym_of.ptr)
        fits = ecoi_buf_appendf(&e->text, "weight as a synonym") && add_line(e, 1, (double)c->plan->boost);
    e->no_memory = !fits;
    return fits;
}

static eco_status add_explanation(const ecoi_hit_request *r, eco_results *results, const ecoi_found *found,
                                  eco_hit *hit, eco_error *error)
{
    ecoi_match *match = NULL;
    ecoi_arena arena = {0};
    explainer e = {.arena = &results->arena};
    eco_status status = ecoi_match_new(r->snapshot, found->segment, r->plan, &arena, &match, error);
    if (!status && ecoi_match_seek(match, found->doc) == found->doc)
        ecoi_match_explain(match, explain, &e);
    if (!status)
        status = ecoi_match_status(match, error);
    eco_explain_line *lines = ecoi_arena_calloc(&results->arena, e.n + 1, sizeof *lines);
    if (!status && (!lines || e.no_memory))
        status = ecoi_error_no_memory(error);
    if (!status && e.n)
        memcpy(lines, e.lines, e.n * sizeof *lines);
    hit->explain = lines;
    hit->n_explain = e.n;
    free(e.lines);
    ecoi_buf_dispose(&e.text);
    ecoi_match_dispose(match);
    ecoi_arena_dispose(&arena);
    return status;
}

/* ---- hits ---- */

static eco_status fill_hit(const ecoi_hit_request *r, eco_results *results, size_t i, eco_error *error)
{
    const ecoi_found *found = &r->found[i];
    const ecoi_segment *segment = r->snapshot->segments[found->segment];
    eco_hit *hit = &results->hits[i];
    *hit = (eco_hit){.rank = r->options->offset + i + 1, .score = found->score, .n_alike = found->n_alike};
    if (r->options->flags & ECO_SEARCH_KEYS_ONLY) {
        eco_text key;
        eco_status status = ecoi_segment_key(segment, found->doc, &key, error);
        if (!status && !ecoi_arena_text(&results->arena, key, &hit->key))
            status = ecoi_error_no_memory(error);
        return status;
    }
    const eco_document *document;
    eco_status status = ecoi_segment_document(segment, found->doc, &results->arena, &document, error);
    if (status)
        return status;
    hit->key = document->key;
    hit->title = title_of(document);
    hit->url = document->url;
    hit->date = document->date;
    hit->partial = document->partial;
    hit->fields = document->fields;
    if (!ecoi_arena_text(&results->arena, document->source, &hit->source))
        return ecoi_error_no_memory(error);
    add_regions(document, hit);
    status = add_snippet(r, results, document, hit, error);
    if (!status && r->options->flags & ECO_SEARCH_EXPLAIN)
        status = add_explanation(r, results, found, hit, error);
    return status;
}

eco_status ecoi_results_make(const ecoi_hit_request *r, const ecoi_facet_counts *facets, eco_results **out,
                             eco_error *error)
{
    eco_results *results = calloc(1, sizeof *results);
    if (!results)
        return ecoi_error_no_memory(error);
    results->total = r->total;
    results->n_left_out = r->n_left_out;
    results->n_hits = r->n_found;
    results->hits = ecoi_arena_calloc(&results->arena, r->n_found + 1, sizeof *results->hits);
    eco_status status = results->hits ? ECO_OK : ecoi_error_no_memory(error);
    for (size_t i = 0; !status && i < r->n_found; i++)
        status = fill_hit(r, results, i, error);
    for (unsigned i = 0; !status && i < N_FACETS; i++)
        if (facets->wanted & 1u << i) {
            results->facets[i] =
                ecoi_facets_buckets(facets, 1u << i, &results->arena, &results->n_buckets[i]);
            if (!results->facets[i])
                status = ecoi_error_no_memory(error);
        }
    if (status) {
        eco_results_free(results);
        return status;
    }
    *out = results;
    return ECO_OK;
}

eco_status ecoi_results_set_did_you_mean(eco_results *results, eco_text query, eco_error *error)
{
    return ecoi_arena_text(&results->arena, query, &results->did_you_mean) ? ECO_OK
                                                                           : ecoi_error_no_memory(error);
}

eco_status ecoi_results_set_missing(eco_results *results, eco_text names, eco_error *error)
{
    return ecoi_arena_text(&results->arena, names, &results->missing) ? ECO_OK : ecoi_error_no_memory(error);
}

void ecoi_results_set_took(eco_results *results, uint64_t microseconds)
{
    results->took_us = microseconds;
}

void eco_results_free(eco_results *results)
{
    if (!results)
        return;
    ecoi_arena_dispose(&results->arena);
    free(results);
}

uint64_t eco_results_total(const eco_results *results)
{
    return results->total;
}

void ecoi_results_set_timed_out(eco_results *results)
{
    results->timed_out = true;
}

bool eco_results_timed_out(const eco_results *results)
{
    return results->timed_out;
}

uint64_t eco_results_left_out(const eco_results *results)
{
    return results->n_left_out;
}

size_t eco_results_count(const eco_results *results)
{
    return results->n_hits;
}

const eco_hit *eco_results_hit(const eco_results *results, size_t i)
{
    return i < results->n_hits ? &results->hits[i] : NULL;
}

uint64_t eco_results_took_us(const eco_results *results)
{
    return results->took_us;
}

size_t eco_results_facet(const eco_results *results, unsigned facet, const eco_bucket **out)
{
    for (unsigned i = 0; i < N_FACETS; i++)
        if (facet == 1u << i) {
            *out = results->facets[i];
            return results->n_buckets[i];
        }
    *out = NULL;
    return 0;
}

eco_text eco_results_did_you_mean(const eco_results *results)
{
    return results->did_you_mean;
}

eco_text eco_results_missing(const eco_results *results)
{
    return results->missing;
}
