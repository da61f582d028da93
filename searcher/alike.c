/* SPDX-License-Identifier: MIT */
#include "searcher/alike.h"

#include "base/error.h"

static eco_status read_shingles(ecoi_alike *a, uint32_t segment, uint32_t doc, ecoi_shingles *out,
                                eco_error *error)
{
    const eco_document *document;
    if (a->cached != segment) {
        ecoi_document_cache_dispose(&a->cache);
        a->cache = (ecoi_document_cache){0};
        a->cached = segment;
    }
    ecoi_arena_reset(&a->arena);
    eco_status status = ecoi_segment_document_cached(a->snapshot->segments[segment], doc, &a->cache,
                                                     &a->arena, &document, error);
    if (!status && !ecoi_shingles_make(out, document))
        status = ecoi_error_no_memory(error);
    return status;
}

eco_status ecoi_alike_compare(ecoi_alike *a, uint32_t segment, uint32_t doc, uint32_t other_segment,
                              uint32_t other_doc, bool *out, eco_error *error)
{
    eco_status status = ECO_OK;
    if (!a->has_one || a->segment != segment || a->doc != doc) {
        a->has_one = false;
        status = read_shingles(a, segment, doc, &a->one, error);
        a->has_one = !status;
        a->segment = segment;
        a->doc = doc;
    }
    if (!status)
        status = read_shingles(a, other_segment, other_doc, &a->other, error);
    *out = !status && ecoi_shingles_alike(&a->one, &a->other);
    return status;
}

void ecoi_alike_dispose(ecoi_alike *a)
{
    ecoi_document_cache_dispose(&a->cache);
    ecoi_arena_dispose(&a->arena);
    ecoi_shingles_dispose(&a->one);
    ecoi_shingles_dispose(&a->other);
}
