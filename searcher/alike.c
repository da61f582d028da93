/* SPDX-License-Identifier: MIT */
#include "searcher/alike.h"

#include "base/error.h"

/* Of longer documents the shingles are not kept for others to be compared with. */
enum { MOST_SLOTS = 2048 };

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

static bool is_of(const ecoi_alike_document *d, uint32_t segment, uint32_t doc)
{
    return d->is_known && d->segment == segment && d->doc == doc;
}

/* The document's shingles, read if need be; not in the place of `beside` (NULL: anywhere). */
static eco_status get(ecoi_alike *a, uint32_t segment, uint32_t doc, const ecoi_alike_document *beside,
                      ecoi_alike_document **out, eco_error *error)
{
    ecoi_alike_document *d = &a->kept[doc % ECOI_ALIKE_KEPT], *next = &a->kept[(doc + 1) % ECOI_ALIKE_KEPT];
    if (d == beside || is_of(next, segment, doc))
        d = next;
    *out = d;
    if (is_of(d, segment, doc))
        return ECO_OK;
    eco_status status = read_shingles(a, segment, doc, &d->shingles, error);
    d->is_known = !status;
    d->segment = segment;
    d->doc = doc;
    return status;
}

static void forget_if_large(ecoi_alike_document *d)
{
    if (d->shingles.n_slots <= MOST_SLOTS)
        return;
    ecoi_shingles_dispose(&d->shingles);
    d->is_known = false;
}

eco_status ecoi_alike_compare(ecoi_alike *a, uint32_t segment, uint32_t doc, uint32_t other_segment,
                              uint32_t other_doc, bool *out, eco_error *error)
{
    ecoi_alike_document *other;
    *out = false;
    if (a->one && !is_of(a->one, segment, doc))
        forget_if_large(a->one);
    eco_status status = get(a, segment, doc, NULL, &a->one, error);
    if (status)
        return status;
    status = get(a, other_segment, other_doc, a->one, &other, error);
    *out = !status && ecoi_shingles_alike(&a->one->shingles, &other->shingles);
    forget_if_large(other);
    return status;
}

void ecoi_alike_dispose(ecoi_alike *a)
{
    ecoi_document_cache_dispose(&a->cache);
    ecoi_arena_dispose(&a->arena);
    for (size_t i = 0; i < ECOI_ALIKE_KEPT; i++)
        ecoi_shingles_dispose(&a->kept[i].shingles);
}
