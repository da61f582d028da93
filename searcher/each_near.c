/* SPDX-License-Identifier: MIT */
/* eco_index_each_near: all documents in order, each with the first one that it is like. */
#include "base/error.h"
#include "searcher/alike.h"
#include "searcher/deleted.h"

/* Documents are numbered through all segments. */
typedef struct walk {
    const ecoi_snapshot *snapshot;
    ecoi_alike alike;
    ecoi_near near;
    ecoi_sketch sketch; /* asked for last */
    bool (*each)(void *user, const eco_document *document, eco_text near_duplicate_of);
    void *user;
    bool more;
    eco_status status;
    eco_error *error;
} walk;

static void locate(const walk *w, uint32_t number, uint32_t *segment, uint32_t *doc)
{
    uint32_t i = 0;
    while (number >= ecoi_segment_n_docs(w->snapshot->segments[i]))
        number -= ecoi_segment_n_docs(w->snapshot->segments[i++]);
    *segment = i;
    *doc = number;
}

static const ecoi_sketch *sketch_of(void *user, uint32_t number)
{
    walk *w = user;
    uint32_t segment, doc;
    locate(w, number, &segment, &doc);
    w->status = ecoi_segment_sketch(w->snapshot->segments[segment], doc, &w->sketch, w->error);
    return w->status ? NULL : &w->sketch;
}

static bool compare(void *user, uint32_t number, uint32_t earlier, bool *out)
{
    walk *w = user;
    uint32_t segment, doc, other_segment, other_doc;
    locate(w, number, &segment, &doc);
    locate(w, earlier, &other_segment, &other_doc);
    w->status = ecoi_alike_compare(&w->alike, segment, doc, other_segment, other_doc, out, w->error);
    return w->status == ECO_OK;
}

/* The key of the first document of the group that document `number` belongs to, if that is another one. */
static eco_status find_first(walk *w, uint32_t number, eco_text *out)
{
    uint32_t group, segment, doc;
    const ecoi_sketch *sketch = sketch_of(w, number);
    *out = (eco_text){0};
    if (!sketch)
        return w->status;
    if (!ecoi_near_add(&w->near, number, sketch, &group))
        return w->status ? w->status : ecoi_error_no_memory(w->error);
    if (group == number)
        return ECO_OK;
    locate(w, group, &segment, &doc);
    return ecoi_segment_key(w->snapshot->segments[segment], doc, out, w->error);
}

static eco_status each_of_segment(walk *w, size_t number, uint32_t base)
{
    const ecoi_segment *segment = w->snapshot->segments[number];
    ecoi_document_cache cache = {0};
    ecoi_arena arena = {0};
    eco_status status = ECO_OK;
    for (uint32_t doc = 0; doc < ecoi_segment_n_docs(segment) && w->more && !status; doc++) {
        const eco_document *document;
        eco_text first;
        if (ecoi_is_deleted(w->snapshot, number, doc))
            continue;
        status = find_first(w, base + doc, &first);
        if (!status)
            status = ecoi_segment_document_cached(segment, doc, &cache, &arena, &document, w->error);
        if (!status)
            w->more = w->each(w->user, document, first);
        ecoi_arena_reset(&arena);
    }
    ecoi_document_cache_dispose(&cache);
    ecoi_arena_dispose(&arena);
    return status;
}

/* A document of another engine, which is not compared. */
static bool pass_on(void *user, const eco_document *document)
{
    walk *w = user;
    return w->each(w->user, document, (eco_text){0});
}

/* Deleted documents have numbers too. */
static size_t n_numbers(const ecoi_snapshot *snapshot)
{
    size_t n = 0;
    for (size_t i = 0; i < snapshot->n_segments; i++)
        n += ecoi_segment_n_docs(snapshot->segments[i]);
    return n;
}

eco_status eco_index_each_near(eco_index *index,
                               bool (*each)(void *user, const eco_document *document,
                                            eco_text near_duplicate_of),
                               void *user, eco_error *error)
{
    ecoi_snapshot *snapshot = ecoi_index_snapshot(index);
    walk w = {.snapshot = snapshot,
              .alike = {.snapshot = snapshot},
              .each = each,
              .user = user,
              .more = true,
              .error = error};
    w.near = (ecoi_near){.sketch = sketch_of, .alike = compare, .user = &w};
    uint32_t base = 0;
    eco_status status = ECO_OK;
    if (snapshot->engine)
        status = eco_index_each(index, pass_on, &w, error);
    if (!status && !ecoi_near_open(&w.near, n_numbers(snapshot)))
        status = ecoi_error_no_memory(error);
    for (size_t i = 0; i < snapshot->n_segments && w.more && !status; i++) {
        status = each_of_segment(&w, i, base);
        base += ecoi_segment_n_docs(snapshot->segments[i]);
    }
    ecoi_near_dispose(&w.near);
    ecoi_alike_dispose(&w.alike);
    ecoi_snapshot_release(snapshot);
    return status;
}
