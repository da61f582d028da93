/* SPDX-License-Identifier: MIT */
/*
 * eco_check_deep: the stored texts are analysed again, and what that gives is compared with the postings.
 * Both are summed up term by term - a hash of document, position and, where forms are told apart, form of
 * each occurrence, added in whatever order they come - so that a table of the terms is all the memory it
 * takes. 64 bits a term: what differs goes unnoticed once in 1.8e19 times.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/map.h"
#include "indexer/check.h"
#include "indexer/check_impacts.h"
#include "indexer/invert.h"

enum { DOCS_A_RESET = 4096, MEMO_BYTES = 64 << 20 };

typedef struct term_sum {
    uint64_t places; /* of document and position */
    uint64_t forms;  /* of these and the form */
    bool is_told;    /* the dictionary has it */
} term_sum;

typedef struct deep {
    ecoi_checker *checker;
    ecoi_inverter inverter;
    ecoi_map terms;
    term_sum *sums;
    size_t sums_cap;
    uint32_t *numbers; /* form of the run -> term + 1; 0: not looked up yet */
    size_t numbers_cap, n_numbers;
    uint64_t *hashes; /* by form of the run */
    size_t hashes_cap;
    uint32_t *positions;
    uint16_t *ordinals;
    size_t positions_cap, ordinals_cap;
    ecoi_impact_check impacts;
} deep;

static uint64_t place_hash(uint32_t doc, uint32_t position)
{
    return ecoi_hash_mix((uint64_t)doc << 32 | position, 0x9e3779b97f4a7c15u) | 1;
}

static uint64_t form_hash(const char *form, size_t len)
{
    return ecoi_hash(form, len);
}

/* ---- from the texts ---- */

/* The term of a form of the run, as the index names it. */
static bool number_form(deep *d, uint32_t form_of_run)
{
    const ecoi_run_form *run_form = &d->inverter.forms[form_of_run];
    const ecoi_form *form = ecoi_analysis_form(d->inverter.analysis, run_form->form);
    char key[ECOI_ENTRY_MAX + 1];
    size_t len = form->term_len;
    bool is_new;
    key[0] = ECOI_TERM_HIDDEN;
    len = run_form->hidden && len > ECOI_ENTRY_MAX - 1 ? ECOI_ENTRY_MAX - 1 : len;
    memcpy(key + run_form->hidden, form->term, len);
    uint32_t number = ecoi_map_add(&d->terms, key, len + run_form->hidden, &is_new);
    if (number == ECOI_MAP_NONE || !ecoi_grow(&d->sums, &d->sums_cap, number + 1u, sizeof *d->sums))
        return false;
    if (is_new)
        d->sums[number] = (term_sum){0};
    d->numbers[form_of_run] = number + 1;
    d->hashes[form_of_run] = form_hash(form->form, form->form_len);
    return true;
}

static bool fit_numbers(deep *d)
{
    size_t n = d->inverter.n_forms;
    if (!ecoi_grow(&d->numbers, &d->numbers_cap, n, sizeof *d->numbers) ||
        !ecoi_grow(&d->hashes, &d->hashes_cap, n, sizeof *d->hashes))
        return false;
    for (; d->n_numbers < n; ++d->n_numbers)
        d->numbers[d->n_numbers] = 0;
    return true;
}

/* Adds the tokens of the last document of the inverter (invert.h has their layout). */
static bool add_tokens(deep *d, uint32_t doc)
{
    const ecoi_inverter *inverter = &d->inverter;
    const uint32_t *word =
        inverter->tokens + (inverter->n_docs > 1 ? inverter->doc_ends[inverter->n_docs - 2] : 0);
    uint32_t position = 0;
    if (!fit_numbers(d))
        return false;
    for (const uint32_t *end = inverter->tokens + inverter->n_tokens; word < end; ++word) {
        if (*word == 0) {
            position = word[1];
            word += 2;
        }
        position += *word & ECOI_TOKEN_STEP_MAX;
        uint32_t form = (*word >> ECOI_TOKEN_STEP_BITS) - 1;
        if (!d->numbers[form] && !number_form(d, form))
            return false;
        term_sum *sum = &d->sums[d->numbers[form] - 1];
        uint64_t place = place_hash(doc, position);
        sum->places += place;
        sum->forms += ecoi_hash_mix(place, d->hashes[form]);
    }
    return true;
}

static void check_lengths(deep *d, const ecoi_columns *columns, uint32_t doc, const ecoi_new_document *found)
{
    char place[32];
    snprintf(place, sizeof place, "document %u", doc);
    ecoi_check_equal(d->checker, place, "words of its text", ecoi_column_get(&columns->lengths, doc),
                     found->length);
    ecoi_check_equal(d->checker, place, "words of its title", ecoi_column_get(&columns->title_lengths, doc),
                     found->title_length);
}

static eco_status add_documents(deep *d, const ecoi_columns *columns)
{
    ecoi_document_cache cache = {0};
    ecoi_arena *arena = &d->checker->arena;
    eco_error error;
    eco_status status = ECO_OK;
    for (uint32_t doc = 0; status == ECO_OK && doc < ecoi_segment_n_docs(d->checker->segment); ++doc) {
        const eco_document *document;
        ecoi_new_document found;
        ecoi_arena_reset(arena);
        if (doc % DOCS_A_RESET == 0) {
            ecoi_inverter_reset(&d->inverter, MEMO_BYTES);
            d->n_numbers = 0;
        }
        status = ecoi_segment_document_cached(d->checker->segment, doc, &cache, arena, &document, &error);
        if (status == ECO_OK)
            status = ecoi_inverter_add(&d->inverter, document, &found, &error);
        if (status == ECO_OK && !add_tokens(d, doc))
            status = ECO_E_NO_MEMORY;
        if (status == ECO_OK)
            check_lengths(d, columns, doc, &found);
    }
    ecoi_document_cache_dispose(&cache);
    return status;
}

/* ---- from the postings ---- */

static bool fit_positions(deep *d, size_t n)
{
    return ecoi_grow(&d->positions, &d->positions_cap, n + ECOI_BLOCK, sizeof *d->positions) &&
           ecoi_grow(&d->ordinals, &d->ordinals_cap, n + ECOI_BLOCK, sizeof *d->ordinals);
}

static void add_block(const deep *d, const ecoi_cursor *cursor, const uint64_t *hashes, size_t n_forms,
                      term_sum *sum)
{
    size_t at = 0;
    for (uint32_t i = 0; i < cursor->n_in_block; ++i)
        for (uint32_t j = 0; j < cursor->tfs[i]; ++j, ++at) {
            uint64_t place = place_hash(cursor->ids[i], d->positions[at]);
            sum->places += place;
            if (n_forms)
                sum->forms += ecoi_hash_mix(place, hashes[d->ordinals[at] < n_forms ? d->ordinals[at] : 0]);
        }
}

static eco_status sum_postings(deep *d, const ecoi_term_walk *walk, term_sum *out, bool *bounds_hold)
{
    const ecoi_term_form *forms = NULL;
    size_t n = 0;
    ecoi_cursor cursor;
    eco_error error;
    ecoi_arena_reset(&d->checker->arena);
    eco_status status = ecoi_segment_cursor(d->checker->segment, &walk->term, &cursor, &error);
    if (status == ECO_OK && walk->term.n_forms)
        status = ecoi_segment_term_forms(d->checker->segment, walk, &d->checker->arena, &forms, &n, &error);
    if (status == ECO_OK)
        status = ecoi_impact_check_begin(&d->impacts, d->checker->segment, &walk->term, &d->checker->arena,
                                         &error);
    uint64_t *hashes = ecoi_arena_calloc(&d->checker->arena, n + 1, sizeof *hashes);
    if (status == ECO_OK && !hashes)
        status = ECO_E_NO_MEMORY;
    for (size_t i = 0; status == ECO_OK && i < n; ++i)
        hashes[i] = form_hash(forms[i].form.ptr, forms[i].form.len);
    while (status == ECO_OK && ecoi_cursor_next_block(&cursor)) {
        if (!fit_positions(d, cursor.n_positions_in_block))
            return ECO_E_NO_MEMORY;
        if (!ecoi_cursor_block_positions(&cursor, d->positions, d->ordinals))
            return ECO_E_CORRUPT;
        add_block(d, &cursor, hashes, n, out);
        *bounds_hold = *bounds_hold && ecoi_impact_check_block(&d->impacts, &cursor, d->positions);
    }
    return status == ECO_OK && cursor.damaged ? ECO_E_CORRUPT : status;
}

static eco_status compare_term(deep *d, const ecoi_term_walk *walk)
{
    char place[300];
    term_sum is = {0};
    bool bounds_hold = true;
    eco_status status = sum_postings(d, walk, &is, &bounds_hold);
    if (status != ECO_OK)
        return status;
    bool hidden = walk->entry.key[0] == ECOI_TERM_HIDDEN;
    snprintf(place, sizeof place, "term \"%s\"", walk->entry.key + hidden);
    if (!bounds_hold)
        ecoi_check_report(d->checker, place, "a document scores more than its impacts say there are");
    uint32_t number = ecoi_map_find(&d->terms, walk->entry.key, walk->entry.key_len);
    if (number == ECOI_MAP_NONE) {
        ecoi_check_report(d->checker, place, "it is in no stored text");
        return ECO_OK;
    }
    term_sum *should = &d->sums[number];
    should->is_told = true;
    if (is.places != should->places)
        ecoi_check_report(d->checker, place, "its postings are not where the stored texts have it");
    else if (walk->term.n_forms && walk->term.n_forms < UINT16_MAX && is.forms != should->forms)
        ecoi_check_report(d->checker, place, "its forms are not those of the stored texts");
    return ECO_OK;
}

static eco_status compare_terms(deep *d)
{
    ecoi_term_walk walk;
    bool more;
    eco_error error;
    eco_status status = ecoi_segment_walk_terms(d->checker->segment, "", 0, &walk, &more, &error);
    while (status == ECO_OK && more) {
        status = compare_term(d, &walk);
        if (status == ECO_OK)
            status = ecoi_segment_next_term(d->checker->segment, &walk, &more, &error);
    }
    for (uint32_t i = 0; status == ECO_OK && i < d->terms.n; ++i)
        if (!d->sums[i].is_told) {
            const char *key = d->terms.entries[i].key;
            char place[300];
            snprintf(place, sizeof place, "term \"%s\"", key + (key[0] == ECOI_TERM_HIDDEN));
            ecoi_check_report(d->checker, place, "the stored texts have it, the dictionary has not");
        }
    return status;
}

/* ---- a segment ---- */

static void dispose(deep *d)
{
    ecoi_inverter_dispose(&d->inverter);
    ecoi_map_dispose(&d->terms);
    free(d->sums);
    free(d->numbers);
    free(d->hashes);
    free(d->positions);
    free(d->ordinals);
}

eco_status ecoi_check_texts(ecoi_checker *checker)
{
    deep d = {.checker = checker};
    const ecoi_columns *columns;
    eco_error error = {0};
    bool ok;
    eco_status status = ecoi_segment_columns(checker->segment, &columns, &error);
    if (status == ECO_OK) {
        ecoi_impact_check_open(&d.impacts, checker->segment, columns);
        status = ecoi_inverter_open(&d.inverter, checker->analyser, &error);
    }
    if (status == ECO_OK)
        status = add_documents(&d, columns);
    if (status == ECO_OK)
        status = compare_terms(&d);
    if (status == ECO_E_CORRUPT && !error.message[0])
        ecoi_error_set(&error, status, "the texts cannot be compared with the postings: these are damaged");
    status = ecoi_check_call(checker, "texts", status, &error, &ok);
    dispose(&d);
    return status;
}
