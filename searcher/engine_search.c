/* SPDX-License-Identifier: MIT */
#include "searcher/engine_search.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "searcher/engine_index.h"
#include "searcher/engine_query.h"
#include "searcher/engine_slice.h"
#include "store/engine_names.h"
#include "store/engine_record.h"

/* About so many documents are matched at once. */
enum { SLICE = 20000 };

/* Documents of a slice as they come from the engine. */
typedef struct found_list {
    uint32_t *docids;
    eco_text *records;
    size_t n, docids_cap, records_cap;
    ecoi_arena arena;
    bool no_memory;
} found_list;

struct ecoi_engine_search {
    const ecoi_snapshot *snapshot;
    const ecoi_engine *engine;
    ecoi_engine_lease lease;
    ecoi_engine_reader *reader; /* the lease's */
    ecoi_engine_lexicon lexicon;
    ecoi_snapshot view; /* what planning and matching see */
    ecoi_segment *dictionary, *one, **segments;
    size_t n_slices;
    ecoi_engine_query *query;
    ecoi_engine_words words;
    ecoi_arena arena;
    ecoi_vfs_memory memory; /* of the present slice */
    ecoi_segment *slice;
    uint32_t **docids; /* by slice and document */
};

static uint64_t n_in_order_of(const ecoi_engine_search *s)
{
    return ecoi_engine_index_n_in_order(s->snapshot->engine);
}

/* ---- opening ---- */

/* The snapshot's statistics, with segments of our own. */
static void show(ecoi_engine_search *s, ecoi_segment **segments, size_t n)
{
    s->view.segments = segments;
    s->view.n_segments = n;
}

static eco_status open_parts(ecoi_engine_search *s, eco_error *error)
{
    ecoi_engine_index *index = s->snapshot->engine;
    s->engine = ecoi_engine_index_engine(index);
    eco_status status = ecoi_engine_index_take(index, &s->lease, error);
    if (status)
        return status;
    s->reader = s->lease.reader;
    ecoi_engine_lexicon_init(&s->lexicon, s->engine, s->reader, s->lease.n_places);
    s->dictionary = ecoi_segment_of_term_source(&s->lexicon.source);
    if (!s->dictionary)
        return ecoi_error_no_memory(error);
    s->view.analyser = s->snapshot->analyser;
    s->view.n_docs = s->snapshot->n_docs;
    s->view.bm25 = s->snapshot->bm25;
    s->view.kernels = s->snapshot->kernels;
    s->view.range_kernels = s->snapshot->range_kernels;
    s->view.plain = s->snapshot->plain;
    show(s, &s->dictionary, 1);
    return ECO_OK;
}

eco_status ecoi_engine_search_open(const ecoi_snapshot *snapshot, ecoi_engine_search **out, eco_error *error)
{
    ecoi_engine_search *s = calloc(1, sizeof *s);
    if (!s)
        return ecoi_error_no_memory(error);
    s->snapshot = snapshot;
    ecoi_vfs_memory_init(&s->memory);
    eco_status status = open_parts(s, error);
    if (status) {
        ecoi_engine_search_close(s, false);
        return status;
    }
    *out = s;
    return ECO_OK;
}

/* What the plan asked for last has found. */
static void forget_found(ecoi_engine_search *s)
{
    for (size_t i = 0; s->docids && i < s->n_slices; i++)
        free(s->docids[i]);
    free(s->docids);
    s->docids = NULL;
    s->n_slices = 0;
    ecoi_engine_words_dispose(&s->words);
    s->words = (ecoi_engine_words){0};
}

void ecoi_engine_search_close(ecoi_engine_search *s, bool good)
{
    if (!s)
        return;
    ecoi_segment_close(s->dictionary);
    ecoi_segment_close(s->slice);
    ecoi_vfs_memory_dispose(&s->memory);
    ecoi_engine_lexicon_dispose(&s->lexicon);
    forget_found(s);
    ecoi_arena_dispose(&s->arena);
    ecoi_engine_index_give_back(s->snapshot->engine, &s->lease, good);
    free(s);
}

const ecoi_snapshot *ecoi_engine_search_dictionary(ecoi_engine_search *s)
{
    show(s, &s->dictionary, 1);
    return &s->view;
}

const char *ecoi_engine_search_missing(const ecoi_engine_search *s, const eco_error **out_why)
{
    *out_why = &s->lease.why;
    return s->lease.missing;
}

/* ---- finding ---- */

eco_status ecoi_engine_search_find(ecoi_engine_search *s, ecoi_query_node *plan, size_t *out_n,
                                   uint64_t *out_count, bool *out_exact, eco_error *error)
{
    forget_found(s);
    eco_status status = ecoi_engine_query_make(&s->lexicon, plan, &s->arena, &s->query, out_exact, error);
    if (!status)
        status = s->engine->count(s->reader, s->query, out_count, error);
    if (status)
        return status;
    s->n_slices = (size_t)((*out_count + SLICE - 1) / SLICE);
    s->segments = ecoi_arena_calloc(&s->arena, s->n_slices + 1, sizeof(ecoi_segment *));
    s->docids = calloc(s->n_slices + 1, sizeof(uint32_t *));
    if (!s->segments || !s->docids)
        return ecoi_error_no_memory(error);
    *out_n = s->n_slices;
    return ecoi_engine_words_gather(&s->words, &s->lexicon, plan, s->n_slices, &s->arena, error);
}

static bool take(void *user, uint32_t docid, eco_text record)
{
    found_list *list = user;
    if (!ecoi_grow(&list->docids, &list->docids_cap, list->n + 1, sizeof *list->docids) ||
        !ecoi_grow(&list->records, &list->records_cap, list->n + 1, sizeof *list->records) ||
        !ecoi_arena_text(&list->arena, record, &list->records[list->n])) {
        list->no_memory = true;
        return false;
    }
    list->docids[list->n++] = docid;
    return true;
}

static eco_status ask(ecoi_engine_search *s, const ecoi_engine_query *query, uint32_t most, found_list *list,
                      eco_error *error)
{
    eco_status status = s->engine->match(s->reader, query, most, take, list, error);
    return !status && list->no_memory ? ecoi_error_no_memory(error) : status;
}

static void dispose_list(found_list *list)
{
    free(list->docids);
    free(list->records);
    ecoi_arena_dispose(&list->arena);
}

/* The part of the query's documents that a slice has: an equal part of the places in the index. */
static eco_status query_of(ecoi_engine_search *s, size_t i, ecoi_engine_query **out, eco_error *error)
{
    uint64_t n = n_in_order_of(s);
    *out = s->query;
    return s->n_slices == 1
               ? ECO_OK
               : ecoi_engine_query_within(s->query, (uint32_t)(n * i / s->n_slices),
                                          (uint32_t)(n * (i + 1) / s->n_slices), &s->arena, out, error);
}

static eco_status make_slice(ecoi_engine_search *s, const ecoi_engine_slice *slice, eco_error *error)
{
    ecoi_segment_close(s->slice);
    s->slice = NULL;
    return ecoi_engine_slice_make(slice, &s->memory, &s->arena, &s->slice, error);
}

eco_status ecoi_engine_search_slice(ecoi_engine_search *s, size_t i, const ecoi_snapshot **out,
                                    eco_error *error)
{
    found_list list = {0};
    ecoi_engine_query *query;
    eco_status status = query_of(s, i, &query, error);
    if (!status)
        status = ask(s, query, 0, &list, error);
    if (!status)
        status = make_slice(s,
                            &(ecoi_engine_slice){.lexicon = &s->lexicon,
                                                 .words = &s->words,
                                                 .docids = list.docids,
                                                 .records = list.records,
                                                 .n = list.n,
                                                 .number = i},
                            error);
    if (!status) {
        free(s->docids[i]);
        s->docids[i] = list.docids;
        list.docids = NULL;
        s->segments[i] = s->slice;
        show(s, s->segments, s->n_slices);
        *out = &s->view;
    }
    dispose_list(&list);
    return status;
}

eco_status ecoi_engine_search_hits(ecoi_engine_search *s, ecoi_found *found, size_t n, bool sketched,
                                   const ecoi_snapshot **out, eco_error *error)
{
    uint32_t *docids = ecoi_arena_calloc(&s->arena, n + 1, sizeof *docids);
    if (!docids)
        return ecoi_error_no_memory(error);
    for (size_t i = 0; i < n; i++) {
        docids[i] = s->docids[found[i].segment][found[i].doc];
        found[i].segment = 0;
        found[i].doc = (uint32_t)i;
    }
    eco_status status = make_slice(
        s,
        &(ecoi_engine_slice){
            .lexicon = &s->lexicon, .words = &s->words, .docids = docids, .n = n, .sketched = sketched},
        error);
    if (status)
        return status;
    s->one = s->slice;
    show(s, &s->one, 1);
    *out = &s->view;
    return ECO_OK;
}

/* ---- documents ---- */

static eco_status each_of(ecoi_engine_search *s, const found_list *list,
                          bool (*each)(void *user, const eco_document *document), void *user, bool *more,
                          eco_error *error)
{
    eco_status status = ECO_OK;
    ecoi_arena arena = {0};
    for (size_t i = 0; !status && *more && i < list->n; i++) {
        eco_text data, value;
        eco_document document;
        ecoi_record record;
        ecoi_arena_reset(&arena);
        status = s->engine->document(s->reader, list->docids[i], &data, &value, error);
        if (!status)
            status = ecoi_record_get(value, &arena, &record, error);
        if (!status)
            status = ecoi_data_get(data, &record, &arena, &document, error);
        if (!status)
            *more = each(user, &document);
    }
    ecoi_arena_dispose(&arena);
    return status;
}

eco_status ecoi_engine_search_having(ecoi_engine_search *s, eco_text term, uint32_t most,
                                     bool (*each)(void *user, const eco_document *document), void *user,
                                     eco_error *error)
{
    found_list list = {0};
    ecoi_buf name = {0};
    bool more = true;
    eco_status status =
        ecoi_name_make(&name, ECOI_NAME_TERM, &term, 1, NULL, NULL) ? ECO_OK : ecoi_error_no_memory(error);
    const ecoi_engine_query query = {.op = ECOI_ENGINE_TERM, .term = {(const char *)name.data, name.len}};
    if (!status)
        status = ask(s, &query, most, &list, error);
    if (!status)
        status = each_of(s, &list, each, user, &more, error);
    dispose_list(&list);
    ecoi_buf_dispose(&name);
    return status;
}

eco_status ecoi_engine_search_each(ecoi_engine_search *s,
                                   bool (*each)(void *user, const eco_document *document), void *user,
                                   eco_error *error)
{
    eco_status status = ECO_OK;
    bool more = true;
    if (s->lease.missing) { /* all documents cannot be had */
        if (error)
            *error = s->lease.why;
        return s->lease.why.status;
    }
    s->query = ecoi_arena_calloc(&s->arena, 1, sizeof *s->query);
    if (!s->query)
        return ecoi_error_no_memory(error);
    s->query->op = ECOI_ENGINE_ALL;
    s->n_slices = (size_t)((n_in_order_of(s) + SLICE - 1) / SLICE);
    for (size_t i = 0; !status && more && i < s->n_slices; i++) {
        found_list list = {0};
        ecoi_engine_query *query;
        status = query_of(s, i, &query, error);
        if (!status)
            status = ask(s, query, 0, &list, error);
        if (!status)
            status = each_of(s, &list, each, user, &more, error);
        dispose_list(&list);
    }
    return status;
}
