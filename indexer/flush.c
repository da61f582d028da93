/* SPDX-License-Identifier: MIT */
/* The second half of inversion (invert.h): from the tokens of a run to terms with postings. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "indexer/forms.h"
#include "indexer/invert.h"
#include "indexer/sort.h"

/* Postings go to the writer in pieces of about this many positions: they stay in the second-level cache. */
enum { PIECE = 16384 };

typedef struct flush_term {
    const char *text;
    uint32_t len;
    uint32_t first_form, n_forms; /* in the table of forms */
    uint64_t n_tokens;
} flush_term;

/* What a form of the run stands for. */
typedef struct meaning {
    uint32_t term;
    uint16_t ordinal;
} meaning;

typedef struct ecoi_flush {
    ecoi_arena arena; /* hidden terms with their prefix */
    ecoi_sort_item *items, *spare;
    size_t items_cap, spare_cap;
    meaning *meanings;
    size_t meanings_cap;
    flush_term *terms;
    size_t n_terms, terms_cap;
    ecoi_term_form *forms;
    size_t n_forms, forms_cap;
    ecoi_form_list list;
    uint64_t *next; /* term -> where its next record goes */
    size_t next_cap;
    uint64_t *records; /* document << 48 | position << 16 | ordinal */
    size_t records_cap;
    uint32_t *docs, *tfs, *positions;
    size_t docs_cap, tfs_cap, positions_cap;
    uint16_t *ordinals;
    size_t ordinals_cap;
} ecoi_flush;

ecoi_flush *ecoi_flush_new(void)
{
    return calloc(1, sizeof(ecoi_flush));
}

void ecoi_flush_trim(ecoi_flush *flush)
{
    ecoi_arena_dispose(&flush->arena);
    ecoi_form_list_dispose(&flush->list);
    free(flush->items);
    free(flush->spare);
    free(flush->meanings);
    free(flush->terms);
    free(flush->forms);
    free(flush->next);
    free(flush->records);
    free(flush->docs);
    free(flush->tfs);
    free(flush->positions);
    free(flush->ordinals);
    *flush = (ecoi_flush){0};
}

void ecoi_flush_free(ecoi_flush *flush)
{
    if (!flush)
        return;
    ecoi_flush_trim(flush);
    free(flush);
}

/* ---- terms in byte order ---- */

static bool hidden_term(ecoi_flush *flush, const ecoi_form *form, ecoi_sort_item *item)
{
    item->len = form->term_len + 1u;
    char *text = ecoi_arena_alloc(&flush->arena, item->len);
    if (!text)
        return false;
    text[0] = ECOI_TERM_HIDDEN;
    memcpy(text + 1, form->term, form->term_len);
    /* A term that is as long as can be gives up its end for the prefix. */
    if (item->len > ECOI_ENTRY_MAX)
        item->len = ECOI_ENTRY_MAX;
    item->text = text;
    return true;
}

static bool sort_forms(ecoi_flush *flush, const ecoi_inverter *inverter)
{
    size_t n = inverter->n_forms;
    if (!ecoi_grow(&flush->items, &flush->items_cap, n, sizeof *flush->items) ||
        !ecoi_grow(&flush->spare, &flush->spare_cap, n, sizeof *flush->spare))
        return false;
    for (size_t i = 0; i < n; ++i) {
        const ecoi_run_form *run_form = &inverter->forms[i];
        const ecoi_form *form = ecoi_analysis_form(inverter->analysis, run_form->form);
        ecoi_sort_item *item = &flush->items[i];
        *item = (ecoi_sort_item){.text = form->term, .len = form->term_len, .number = (uint32_t)i};
        if (run_form->hidden && !hidden_term(flush, form, item))
            return false;
    }
    ecoi_sort(flush->items, flush->spare, n);
    return true;
}

/* The term of a row of items that are spelled alike: gives their forms ordinals. */
static bool add_term(ecoi_flush *flush, const ecoi_inverter *inverter, const ecoi_sort_item *items, size_t n)
{
    if (!ecoi_grow(&flush->terms, &flush->terms_cap, flush->n_terms + 1, sizeof *flush->terms) ||
        !ecoi_grow(&flush->forms, &flush->forms_cap, flush->n_forms + n, sizeof *flush->forms))
        return false;
    flush_term *term = &flush->terms[flush->n_terms];
    *term = (flush_term){items->text, items->len, (uint32_t)flush->n_forms, 0, 0};
    ecoi_form_list_clear(&flush->list);
    bool hidden = false;
    for (size_t i = 0; i < n; ++i) {
        const ecoi_run_form *run_form = &inverter->forms[items[i].number];
        const ecoi_form *form = ecoi_analysis_form(inverter->analysis, run_form->form);
        ecoi_term_form one = {
            {form->form, form->form_len}, {form->folded, form->folded_len}, run_form->count};
        if (!ecoi_form_list_add(&flush->list, &one, i))
            return false;
        term->n_tokens += run_form->count;
        hidden |= run_form->hidden;
    }
    ecoi_form_list_rank(&flush->list);
    bool plain = hidden || ecoi_form_list_is_plain(&flush->list, term->text, term->len);
    for (size_t i = 0; i < n; ++i) {
        uint16_t ordinal = plain ? 0 : ecoi_form_list_ordinal(&flush->list, i);
        flush->meanings[items[i].number] = (meaning){(uint32_t)flush->n_terms, ordinal};
    }
    if (!plain) {
        term->n_forms = (uint32_t)flush->list.n_ranked;
        memcpy(flush->forms + flush->n_forms, flush->list.ranked, term->n_forms * sizeof *flush->forms);
        flush->n_forms += term->n_forms;
    }
    ++flush->n_terms;
    return true;
}

static bool number_terms(ecoi_flush *flush, const ecoi_inverter *inverter)
{
    size_t n = inverter->n_forms;
    flush->n_terms = flush->n_forms = 0;
    if (!ecoi_grow(&flush->meanings, &flush->meanings_cap, n, sizeof *flush->meanings) ||
        !sort_forms(flush, inverter))
        return false;
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && ecoi_sort_equal(&flush->items[i], &flush->items[end]);)
            ++end;
        if (!add_term(flush, inverter, flush->items + i, end - i))
            return false;
    }
    return true;
}

/* ---- tokens to records ---- */

/* The array is not kept larger than the last run needed by far, and its content is not worth copying. */
static bool fit_records(ecoi_flush *flush, uint64_t need)
{
    if (need <= flush->records_cap)
        return true;
    free(flush->records);
    flush->records_cap = 0;
    flush->records = malloc(need * sizeof *flush->records);
    if (!flush->records)
        return false;
    flush->records_cap = need;
    return true;
}

static bool lay_out(ecoi_flush *flush)
{
    if (!ecoi_grow(&flush->next, &flush->next_cap, flush->n_terms, sizeof *flush->next))
        return false;
    uint64_t sum = 0;
    for (size_t i = 0; i < flush->n_terms; ++i) {
        flush->next[i] = sum;
        sum += flush->terms[i].n_tokens;
    }
    return fit_records(flush, sum);
}

static void scatter(ecoi_flush *flush, const ecoi_inverter *inverter)
{
    const uint32_t *word = inverter->tokens;
    const meaning *meanings = flush->meanings;
    uint64_t *next = flush->next, *records = flush->records;
    for (uint64_t doc = 0; doc < inverter->n_docs; ++doc) {
        const uint32_t *end = inverter->tokens + inverter->doc_ends[doc];
        uint64_t record = doc << 48;
        for (; word < end; ++word) {
            if (*word == 0) {
                record = doc << 48 | (uint64_t)word[1] << 16;
                word += 2;
            }
            record += (uint64_t)(*word & ECOI_TOKEN_STEP_MAX) << 16;
            meaning m = meanings[(*word >> ECOI_TOKEN_STEP_BITS) - 1];
            records[next[m.term]++] = record | m.ordinal;
        }
    }
}

/* ---- records to postings ---- */

static bool fit_piece(ecoi_flush *flush, size_t n)
{
    return ecoi_grow(&flush->docs, &flush->docs_cap, n, sizeof(uint32_t)) &&
           ecoi_grow(&flush->tfs, &flush->tfs_cap, n, sizeof(uint32_t)) &&
           ecoi_grow(&flush->positions, &flush->positions_cap, n, sizeof(uint32_t)) &&
           ecoi_grow(&flush->ordinals, &flush->ordinals_cap, n, sizeof(uint16_t));
}

/* Takes the records apart; returns how many documents they are of. */
static size_t unpack(ecoi_flush *flush, const uint64_t *records, size_t n)
{
    size_t n_docs = 0;
    uint32_t doc = UINT32_MAX;
    for (size_t i = 0; i < n; ++i) {
        uint32_t of = (uint32_t)(records[i] >> 48);
        if (of != doc) {
            flush->docs[n_docs] = doc = of;
            flush->tfs[n_docs++] = 0;
        }
        ++flush->tfs[n_docs - 1];
        flush->positions[i] = (uint32_t)(records[i] >> 16);
        flush->ordinals[i] = (uint16_t)records[i];
    }
    return n_docs;
}

static eco_status write_postings(ecoi_flush *flush, const flush_term *term, const uint64_t *records,
                                 ecoi_segment_writer *writer, eco_error *error)
{
    eco_status status = ECO_OK;
    for (const uint64_t *end = records + term->n_tokens, *to; status == ECO_OK && records < end;
         records = to) {
        to = end - records > PIECE ? records + PIECE : end;
        while (to < end && to[0] >> 48 == to[-1] >> 48)
            ++to;
        size_t n = (size_t)(to - records);
        if (!fit_piece(flush, n))
            return ecoi_error_no_memory(error);
        size_t n_docs = unpack(flush, records, n);
        ecoi_posting_run run = {n_docs, flush->docs, flush->tfs, flush->positions,
                                term->n_forms > 1 ? flush->ordinals : NULL};
        status = ecoi_segment_writer_add_postings(writer, &run, error);
    }
    return status;
}

static eco_status write_term(ecoi_flush *flush, const flush_term *term, const uint64_t *records,
                             ecoi_segment_writer *writer, eco_error *error)
{
    eco_status status = ecoi_segment_writer_begin_term(writer, term->text, term->len,
                                                       flush->forms + term->first_form, term->n_forms, error);
    if (status == ECO_OK)
        status = write_postings(flush, term, records, writer, error);
    if (status == ECO_OK)
        status = ecoi_segment_writer_end_term(writer, error);
    return status;
}

eco_status ecoi_inverter_write(ecoi_inverter *inverter, ecoi_segment_writer *writer, eco_error *error)
{
    ecoi_flush *flush = inverter->flush;
    ecoi_arena_reset(&flush->arena);
    if (!number_terms(flush, inverter) || !lay_out(flush))
        return ecoi_error_no_memory(error);
    scatter(flush, inverter);
    const uint64_t *records = flush->records;
    for (size_t i = 0; i < flush->n_terms; ++i) {
        eco_status status = write_term(flush, &flush->terms[i], records, writer, error);
        if (status != ECO_OK)
            return status;
        records += flush->terms[i].n_tokens;
    }
    return ECO_OK;
}
