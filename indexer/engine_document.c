/* SPDX-License-Identifier: MIT */
#include "indexer/engine_document.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/error.h"
#include "store/documents.h"

void ecoi_engine_group_dispose(ecoi_engine_group *g)
{
    ecoi_arena_dispose(&g->names);
    ecoi_arena_dispose(&g->arena);
    free(g->terms);
    free(g->items);
    free(g->sorted);
    free(g->ends);
    free(g->positions);
    free(g->ordinals);
    free(g->postings);
    free(g->slots);
    free(g->met);
    free(g->met_texts);
    free(g->which);
    ecoi_buf_dispose(&g->words);
    ecoi_forward_writer_dispose(&g->forward);
    ecoi_buf_dispose(&g->name);
    ecoi_buf_dispose(&g->record);
    ecoi_buf_dispose(&g->data);
}

/* ---- names ---- */

/* Why a name could not be made. */
static eco_status failure(const ecoi_engine_group *g, eco_error *error)
{
    return g->status ? g->status : ecoi_error_no_memory(error);
}

static bool make_name(ecoi_engine_group *g, ecoi_arena *arena, char kind, const eco_text *texts,
                      eco_text *out)
{
    return ecoi_name_make(&g->name, kind, texts, ecoi_name_n_texts(kind), g->cut, g->user) &&
           ecoi_arena_text(arena, (eco_text){(const char *)g->name.data, g->name.len}, out);
}

static bool name_forms(ecoi_engine_group *g, ecoi_group_term *t, eco_text term, const ecoi_term_form *forms,
                       size_t n, bool several)
{
    t->n_forms = (uint32_t)n;
    t->texts = ecoi_arena_calloc(&g->names, n, sizeof *t->texts);
    t->folded = ecoi_arena_calloc(&g->names, n, sizeof *t->folded);
    t->forms = several ? ecoi_arena_calloc(&g->names, n, sizeof *t->forms) : NULL;
    bool fits = t->texts && t->folded && (t->forms || !several);
    for (size_t i = 0; fits && i < n; i++) {
        t->texts[i] = forms[i].form;
        const eco_text form[] = {term, forms[i].form}, folded[] = {forms[i].folded, term, forms[i].form};
        fits = (!several || make_name(g, &g->names, ECOI_NAME_FORM, form, &t->forms[i])) &&
               make_name(g, &g->names, ECOI_NAME_FOLDED, folded, &t->folded[i]);
    }
    return fits;
}

/* A term that the group has. */
static eco_status add_term(ecoi_engine_group *g, const ecoi_segment *segment, const ecoi_term_walk *walk,
                           eco_error *error)
{
    eco_text term = {walk->entry.key, walk->entry.key_len};
    const ecoi_term_form *forms;
    size_t n;
    if (!ecoi_grow(&g->terms, &g->terms_cap, g->n_terms + 1, sizeof *g->terms))
        return ecoi_error_no_memory(error);
    ecoi_group_term *t = &g->terms[g->n_terms++];
    *t = (ecoi_group_term){.n_forms = 0};
    if (!ecoi_arena_text(&g->names, term, &t->text) ||
        !make_name(g, &g->names, ECOI_NAME_TERM, &term, &t->name))
        return failure(g, error);
    if (*term.ptr == ECOI_TERM_HIDDEN)
        return ECO_OK;
    eco_status status = ecoi_segment_term_forms(segment, walk, &g->names, &forms, &n, error);
    if (!status && !name_forms(g, t, term, forms, n, walk->term.n_forms > 0))
        status = failure(g, error);
    return status;
}

/* ---- occurrences ---- */

static eco_status take_positions(ecoi_engine_group *g, const ecoi_segment *segment, ecoi_cursor *cursor,
                                 bool has_ordinals, eco_error *error)
{
    uint32_t tf = ecoi_cursor_tf(cursor);
    if (!ecoi_grow(&g->positions, &g->positions_cap, tf, sizeof *g->positions) ||
        !ecoi_grow(&g->ordinals, &g->ordinals_cap, tf, sizeof *g->ordinals) ||
        !ecoi_grow(&g->items, &g->items_cap, g->n_items + tf, sizeof *g->items))
        return ecoi_error_no_memory(error);
    uint32_t n = ecoi_cursor_positions(cursor, g->positions, has_ordinals ? g->ordinals : NULL);
    for (uint32_t i = 0; i < n; i++)
        g->items[g->n_items++] = (ecoi_occurrence){cursor->doc - g->first, (uint32_t)g->n_terms - 1,
                                                   g->positions[i], has_ordinals ? g->ordinals[i] : 0};
    return cursor->damaged
               ? ecoi_error_set(error, ECO_E_CORRUPT, "%s: damaged postings", ecoi_segment_path(segment))
               : ECO_OK;
}

static eco_status take_term(ecoi_engine_group *g, const ecoi_segment *segment, const ecoi_term_walk *walk,
                            eco_error *error)
{
    ecoi_cursor cursor;
    eco_status status = ecoi_segment_cursor(segment, &walk->term, &cursor, error);
    if (status || ecoi_cursor_seek(&cursor, g->first) >= g->first + g->n_docs)
        return status;
    status = add_term(g, segment, walk, error);
    for (; !status && cursor.doc < g->first + g->n_docs; ecoi_cursor_next(&cursor))
        status = take_positions(g, segment, &cursor, walk->term.n_forms > 1, error);
    return status;
}

/* By document; a document's occurrences stay in the order of terms and positions. */
static bool sort_items(ecoi_engine_group *g)
{
    if (!ecoi_grow(&g->sorted, &g->sorted_cap, g->n_items + 1, sizeof *g->sorted) ||
        !ecoi_grow(&g->ends, &g->ends_cap, g->n_docs + 1u, sizeof *g->ends))
        return false;
    memset(g->ends, 0, (g->n_docs + 1u) * sizeof *g->ends);
    for (size_t i = 0; i < g->n_items; i++)
        g->ends[g->items[i].doc + 1]++;
    for (uint32_t doc = 0; doc < g->n_docs; doc++)
        g->ends[doc + 1] += g->ends[doc];
    for (size_t i = 0; i < g->n_items; i++)
        g->sorted[g->ends[g->items[i].doc]++] = g->items[i];
    return true;
}

eco_status ecoi_engine_group_gather(ecoi_engine_group *g, const ecoi_segment *segment, uint32_t first,
                                    uint32_t end, eco_error *error)
{
    ecoi_term_walk walk;
    bool more;
    ecoi_arena_reset(&g->names);
    g->n_terms = g->n_items = 0;
    g->first = first;
    g->n_docs = end - first;
    g->error = error;
    eco_status status = ecoi_segment_walk_terms(segment, "", 0, &walk, &more, error);
    while (!status && more) {
        status = take_term(g, segment, &walk, error);
        if (!status)
            status = ecoi_segment_next_term(segment, &walk, &more, error);
    }
    return status || sort_items(g) ? status : ecoi_error_no_memory(error);
}

/* ---- a document ---- */

static bool add_posting(ecoi_engine_group *g, eco_text term, const uint32_t *positions, size_t n)
{
    if (!ecoi_grow(&g->postings, &g->postings_cap, g->n_postings + 1, sizeof *g->postings))
        return false;
    g->postings[g->n_postings++] = (ecoi_engine_posting){term, positions, n};
    return true;
}

/* Which forms the occurrences are of. */
static bool meet_forms(ecoi_engine_group *g, const ecoi_group_term *t, const ecoi_occurrence *items, size_t n)
{
    g->n_met = 0;
    if (!ecoi_grow(&g->slots, &g->slots_cap, t->n_forms, sizeof *g->slots) ||
        !ecoi_grow(&g->which, &g->which_cap, n, sizeof *g->which) ||
        !ecoi_grow(&g->met, &g->met_cap, n, sizeof *g->met) ||
        !ecoi_grow(&g->met_texts, &g->met_texts_cap, n, sizeof *g->met_texts))
        return false;
    for (size_t i = 0; i < n; i++)
        g->slots[items[i].ordinal] = UINT32_MAX;
    for (size_t i = 0; i < n; i++) {
        uint32_t ordinal = items[i].ordinal;
        if (g->slots[ordinal] == UINT32_MAX) {
            g->slots[ordinal] = (uint32_t)g->n_met;
            g->met_texts[g->n_met] = t->texts[ordinal];
            g->met[g->n_met++] = (ecoi_met_form){ordinal, 0};
        }
        g->which[i] = g->slots[ordinal];
        g->met[g->which[i]].n++;
    }
    return true;
}

static bool add_forms(ecoi_engine_group *g, const ecoi_group_term *t)
{
    bool fits = true;
    for (size_t i = 0; fits && i < g->n_met; i++)
        fits = add_posting(g, t->folded[g->met[i].ordinal], NULL, 0) &&
               (!t->forms || add_posting(g, t->forms[g->met[i].ordinal], NULL, g->met[i].n));
    return fits;
}

/* The occurrences of one term in a document. Engines count positions from 1. */
static bool add_occurrences(ecoi_engine_group *g, const ecoi_occurrence *items, size_t n)
{
    const ecoi_group_term *t = &g->terms[items->term];
    uint32_t *positions = ecoi_arena_alloc(&g->arena, n * sizeof *positions);
    for (size_t i = 0; positions && i < n; i++)
        positions[i] = items[i].position + 1;
    if (!positions || !add_posting(g, t->name, positions, n) || (t->folded && !meet_forms(g, t, items, n)))
        return false;
    const ecoi_forward_forms met = {g->met_texts, g->n_met, g->which};
    return ecoi_forward_put(&g->forward, t->text, positions, n, t->forms ? &met : NULL) &&
           (!t->folded || add_forms(g, t));
}

static bool add_label(ecoi_engine_group *g, char kind, eco_text text)
{
    eco_text name;
    return !text.ptr || (make_name(g, &g->arena, kind, &text, &name) && add_posting(g, name, NULL, 0));
}

static bool add_numbers(ecoi_engine_group *g, char kind, uint32_t bits)
{
    bool fits = true;
    for (unsigned i = 0; fits && i < 32; i++) {
        eco_text name;
        if (bits >> i & 1)
            fits = ecoi_name_number(&g->name, kind, i) &&
                   ecoi_arena_text(&g->arena, (eco_text){(const char *)g->name.data, g->name.len}, &name) &&
                   add_posting(g, name, NULL, 0);
    }
    return fits;
}

static uint32_t zones_of(const ecoi_record *record)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < record->n_passages; i++)
        bits |= 1u << record->passages[i].zone;
    return bits;
}

static bool add_terms(ecoi_engine_group *g, uint32_t doc, const ecoi_record *record)
{
    const ecoi_occurrence *at = g->sorted + (doc ? g->ends[doc - 1] : 0), *end = g->sorted + g->ends[doc];
    bool fits = true;
    g->n_postings = 0;
    g->words.len = 0;
    ecoi_forward_begin(&g->forward, &g->words);
    while (fits && at < end) {
        size_t n = 1;
        while (at + n < end && at[n].term == at->term)
            n++;
        fits = add_occurrences(g, at, n);
        at += n;
    }
    return fits && add_label(g, ECOI_NAME_KEY, record->key) &&
           add_label(g, ECOI_NAME_SOURCE, record->source) && add_numbers(g, ECOI_NAME_FOCUS, record->focus) &&
           add_numbers(g, ECOI_NAME_MENTION, record->mention) &&
           add_numbers(g, ECOI_NAME_ZONE, zones_of(record));
}

static eco_status read_record(ecoi_engine_group *g, const ecoi_segment *segment, uint32_t doc,
                              const eco_document *document, ecoi_record *out, eco_error *error)
{
    const ecoi_columns *columns;
    eco_status status = ecoi_segment_columns(segment, &columns, error);
    if (status)
        return status;
    *out = (ecoi_record){.place = g->first_place + doc,
                         .date = ecoi_column_get(&columns->dates, doc),
                         .focus = ecoi_column_get(&columns->focus, doc),
                         .mention = ecoi_column_get(&columns->mention, doc),
                         .length = ecoi_column_get(&columns->lengths, doc),
                         .title_length = ecoi_column_get(&columns->title_lengths, doc),
                         .key = document->key,
                         .source = document->source};
    return ecoi_segment_layout(segment, doc, &g->arena, &out->passages, &out->n_passages, error);
}

static void put_dates(ecoi_engine_group *g, uint32_t date)
{
    g->values[ECOI_SLOT_EARLIEST] = g->values[ECOI_SLOT_LATEST] = (eco_text){NULL, 0};
    if (date == ECOI_DATE_NONE)
        return;
    ecoi_slot_number(ecoi_date_first(date), g->dates[0]);
    ecoi_slot_number(ecoi_date_last(date), g->dates[1]);
    g->values[ECOI_SLOT_EARLIEST] = (eco_text){g->dates[0], sizeof g->dates[0]};
    g->values[ECOI_SLOT_LATEST] = (eco_text){g->dates[1], sizeof g->dates[1]};
}

static bool put_texts(ecoi_engine_group *g, const ecoi_record *record, const eco_document *document)
{
    g->record.len = g->data.len = 0;
    if (!ecoi_record_put(&g->record, record) || !ecoi_buf_append(&g->record, g->words.data, g->words.len))
        return false;
    g->values[ECOI_SLOT_RECORD] = (eco_text){(const char *)g->record.data, g->record.len};
    put_dates(g, record->date);
    ecoi_slot_number(record->place, g->place);
    g->values[ECOI_SLOT_PLACE] = (eco_text){g->place, sizeof g->place};
    return ecoi_document_put(&g->data, document, true);
}

eco_status ecoi_engine_group_document(ecoi_engine_group *g, const ecoi_segment *segment, uint32_t doc,
                                      ecoi_document_cache *cache, ecoi_engine_document *out,
                                      ecoi_record *out_record, eco_error *error)
{
    const eco_document *document;
    ecoi_arena_reset(&g->arena);
    g->error = error;
    eco_status status = ecoi_segment_document_cached(segment, doc, cache, &g->arena, &document, error);
    if (!status)
        status = read_record(g, segment, doc, document, out_record, error);
    if (status)
        return status;
    if (!add_terms(g, doc - g->first, out_record) || !put_texts(g, out_record, document))
        return failure(g, error);
    *out = (ecoi_engine_document){.data = {(const char *)g->data.data, g->data.len},
                                  .values = g->values,
                                  .n_values = ECOI_N_SLOTS,
                                  .postings = g->postings,
                                  .n_postings = g->n_postings};
    return ECO_OK;
}
