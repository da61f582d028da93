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

struct ecoi_engine_search {
    const ecoi_snapshot *snapshot;
    const ecoi_engine *engine;
    ecoi_engine_lease lease;
    ecoi_engine_reader *reader; /* the lease's */
    ecoi_engine_lexicon lexicon;
    ecoi_snapshot view; /* what planning and matching see */
    ecoi_segment *dictionary, *one, **segments;
    size_t n_slices;
    uint64_t count; /* of what the query finds */
    bool has_first; /* the only slice is the present one, and has not been asked for */
    ecoi_engine_query *query;
    ecoi_engine_words words;
    ecoi_arena arena;
    ecoi_vfs_memory memory; /* of the present slice */
    ecoi_segment *slice;
    ecoi_docids *docids; /* by slice */
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
        free(s->docids[i].items);
    free(s->docids);
    s->docids = NULL;
    s->n_slices = 0;
    s->has_first = false;
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

static bool note_match(void *user, uint32_t docid)
{
    ecoi_docids *found = user;
    if (!ecoi_grow(&found->items, &found->cap, found->n + 1, sizeof *found->items))
        return false;
    found->items[found->n++] = docid;
    return true;
}

/* Where numbers are in the order of the index it is enough to know them. */
static eco_status find_ordered(ecoi_engine_search *s, uint64_t count, eco_error *error)
{
    ecoi_docids found = {0};
    eco_status status = s->engine->match_ordered(s->reader, s->query, note_match, &found, error);
    if (!status && found.n < count)
        status = ecoi_error_no_memory(error);
    for (size_t i = 0; !status && i < s->n_slices; i++) {
        size_t first = i * SLICE, n = found.n - first < SLICE ? found.n - first : SLICE;
        s->docids[i] = (ecoi_docids){malloc(n * sizeof *found.items), n, n};
        if (s->docids[i].items)
            memcpy(s->docids[i].items, found.items + first, n * sizeof *found.items);
        else
            status = ecoi_error_no_memory(error);
    }
    free(found.items);
    return status;
}

static eco_status make_slice(ecoi_engine_search *s, const ecoi_engine_slice *slice, eco_error *error)
{
    ecoi_segment_close(s->slice);
    s->slice = NULL;
    return ecoi_engine_slice_make(slice, &s->memory, &s->arena, &s->slice, error);
}

/* Asks for a slice at once, which tells how many there are too: mostly it is the only one. */
static eco_status find_first_slice(ecoi_engine_search *s, ecoi_docids *found, eco_error *error)
{
    eco_status status = ecoi_engine_words_use(&s->words, 1, &s->arena, error);
    if (!status)
        status = make_slice(s,
                            &(ecoi_engine_slice){.lexicon = &s->lexicon,
                                                 .words = &s->words,
                                                 .of = ECOI_SLICE_QUERY,
                                                 .query = s->query,
                                                 .most = SLICE,
                                                 .total = &s->count,
                                                 .docids = found},
                            error);
    s->has_first = !status && s->count > 0 && s->count <= SLICE;
    return status;
}

static eco_status make_room(ecoi_engine_search *s, eco_error *error)
{
    s->n_slices = (size_t)((s->count + SLICE - 1) / SLICE);
    s->segments = ecoi_arena_calloc(&s->arena, s->n_slices + 1, sizeof(ecoi_segment *));
    s->docids = calloc(s->n_slices + 1, sizeof *s->docids);
    if (!s->segments || !s->docids)
        return ecoi_error_no_memory(error);
    return ecoi_engine_words_use(&s->words, s->n_slices, &s->arena, error);
}

eco_status ecoi_engine_search_find(ecoi_engine_search *s, ecoi_query_node *plan, bool count_only,
                                   size_t *out_n, uint64_t *out_count, bool *out_exact, eco_error *error)
{
    ecoi_docids found = {0};
    forget_found(s);
    eco_status status = ecoi_engine_query_make(&s->lexicon, plan, &s->arena, &s->query, out_exact, error);
    if (!status)
        status = ecoi_engine_words_gather(&s->words, &s->lexicon, plan, &s->arena, error);
    if (!status)
        status = count_only || s->engine->is_ordered(s->reader)
                     ? s->engine->count(s->reader, s->query, &s->count, error)
                     : find_first_slice(s, &found, error);
    if (!status)
        status = make_room(s, error);
    if (!status && s->has_first)
        s->docids[0] = found;
    else
        free(found.items);
    *out_n = s->n_slices;
    *out_count = s->count;
    return status;
}

/* ---- slices ---- */

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

static eco_status make_numbered(ecoi_engine_search *s, size_t i, eco_error *error)
{
    bool is_ordered = s->engine->is_ordered(s->reader);
    ecoi_engine_query *query = s->query;
    eco_status status = ECO_OK;
    if (!is_ordered) {
        status = query_of(s, i, &query, error);
        s->docids[i].n = 0;
    } else if (!s->docids[i].items) {
        status = find_ordered(s, s->count, error);
    }
    if (status)
        return status;
    return make_slice(s,
                      &(ecoi_engine_slice){.lexicon = &s->lexicon,
                                           .words = &s->words,
                                           .of = is_ordered ? ECOI_SLICE_RECORDS : ECOI_SLICE_QUERY,
                                           .query = query,
                                           .docids = &s->docids[i],
                                           .number = i},
                      error);
}

eco_status ecoi_engine_search_slice(ecoi_engine_search *s, size_t i, const ecoi_snapshot **out,
                                    eco_error *error)
{
    eco_status status = s->has_first ? ECO_OK : make_numbered(s, i, error);
    s->has_first = false;
    if (status)
        return status;
    s->segments[i] = s->slice;
    show(s, s->segments, s->n_slices);
    *out = &s->view;
    return ECO_OK;
}

eco_status ecoi_engine_search_hits(ecoi_engine_search *s, ecoi_found *found, size_t n, bool sketched,
                                   const ecoi_snapshot **out, eco_error *error)
{
    ecoi_docids docids = {.items = ecoi_arena_calloc(&s->arena, n + 1, sizeof *docids.items), .n = n};
    if (!docids.items)
        return ecoi_error_no_memory(error);
    for (size_t i = 0; i < n; i++) {
        docids.items[i] = s->docids[found[i].segment].items[found[i].doc];
        found[i].segment = 0;
        found[i].doc = (uint32_t)i;
    }
    eco_status status = make_slice(s,
                                   &(ecoi_engine_slice){.lexicon = &s->lexicon,
                                                        .words = &s->words,
                                                        .of = ECOI_SLICE_WHOLE,
                                                        .docids = &docids,
                                                        .sketched = sketched},
                                   error);
    if (status)
        return status;
    s->one = s->slice;
    show(s, &s->one, 1);
    *out = &s->view;
    return ECO_OK;
}

/* ---- documents ---- */

/* The numbers of documents found. */
typedef struct found_list {
    ecoi_docids docids;
    size_t most; /* 0: all */
    bool no_memory;
} found_list;

static bool take(void *user, uint32_t docid)
{
    found_list *list = user;
    list->no_memory = !note_match(&list->docids, docid);
    return !list->no_memory && list->docids.n != list->most;
}

static bool take_match(void *user, uint32_t docid, eco_text record)
{
    (void)record;
    return take(user, docid);
}

/* `out`: empty, the caller's to free. */
static eco_status ask(ecoi_engine_search *s, const ecoi_engine_query *query, uint32_t most, ecoi_docids *out,
                      eco_error *error)
{
    found_list list = {.most = most};
    eco_status status = s->engine->is_ordered(s->reader)
                            ? s->engine->match_ordered(s->reader, query, take, &list, error)
                            : s->engine->match(s->reader, query, most, NULL, take_match, &list, error);
    *out = list.docids;
    return !status && list.no_memory ? ecoi_error_no_memory(error) : status;
}

static eco_status each_of(ecoi_engine_search *s, const ecoi_docids *list,
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
        status = s->engine->document(s->reader, list->items[i], &data, &value, error);
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
    ecoi_docids list = {0};
    ecoi_buf name = {0};
    bool more = true;
    eco_status status =
        ecoi_name_make(&name, ECOI_NAME_TERM, &term, 1, NULL, NULL) ? ECO_OK : ecoi_error_no_memory(error);
    const ecoi_engine_query query = {.op = ECOI_ENGINE_TERM, .term = {(const char *)name.data, name.len}};
    if (!status)
        status = ask(s, &query, most, &list, error);
    if (!status)
        status = each_of(s, &list, each, user, &more, error);
    free(list.items);
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
        ecoi_docids list = {0};
        ecoi_engine_query *query;
        status = query_of(s, i, &query, error);
        if (!status)
            status = ask(s, query, 0, &list, error);
        if (!status)
            status = each_of(s, &list, each, user, &more, error);
        free(list.items);
    }
    return status;
}
