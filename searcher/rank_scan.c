/* SPDX-License-Identifier: MIT */
/* Of a word that few documents have, each of them is bounded by itself: by its own saturation, and by the
 * range it is in for all else. */
#include "searcher/rank_impl.h"

/* So many documents of a word cost as much as those of a range with one of the best. */
enum { MANY_DOCS = 100 };

_Static_assert(ECOI_BATCH_CHUNKS *ECOI_BITS_MIN <= UINT16_MAX, "16 bits number the documents of a scan");

bool ecoi_rank_is_scannable(const ecoi_ranker *r, const ecoi_range_leaf *leaf)
{
    if (!leaf->leaf->exact || leaf->leaf->bonus || leaf->leaf->words[0]->n_streams != 1)
        return false;
    const ecoi_posting_list *list = &leaf->leaf->words[0]->node->lists[0];
    size_t n = 0;
    for (size_t k = 0; k < r->n_chunks; k++) {
        const ecoi_container *c = ecoi_posting_list_find(list, r->chunks[k]);
        if (c && ecoi_container_bits(c))
            return false;
        n += c ? c->n : 0;
    }
    /* alone, a word's ranges are bounded well */
    return r->leaves->n > 1 || n / MANY_DOCS <= r->best->wanted;
}

static bool visit(ecoi_ranker *r, uint32_t item)
{
    const ecoi_rank_scanned *s = &r->scanned;
    uint32_t id = s->docs[item] % ECOI_CHUNK_DOCS, at = id % ECOI_RANGE_DOCS;
    if (!ecoi_rank_enter_chunk(r, s->docs[item] / ECOI_CHUNK_DOCS))
        return true;
    if ((r->refused && ecoi_bit_of(r->refused, id)) || (r->allowed && !ecoi_bit_of(r->allowed, id)))
        return true;
    ecoi_rank_enter(r, s->docs[item] / ECOI_RANGE_DOCS);
    s->leaf->is_decoded = true;
    s->leaf->values->saturations[at] = s->saturations[item];
    r->sums[at] = (float)s->leaf->leaf->weight * s->saturations[item];
    return ecoi_rank_consider(r, at);
}

/* A block of the leaf in a chunk, its documents and what bounds them. */
typedef struct scan_block {
    size_t chunk; /* its number among the ranker's */
    uint32_t n;
    const uint16_t *ids;
    float *bounds;
} scan_block;

static void bound_block(const ecoi_ranker *r, scan_block b, const float *saturations)
{
    size_t first = b.chunk * ECOI_RANGES;
    r->kernels->bound_docs(b.ids, saturations, b.n, r->bounds + first, (float)r->scanned.leaf->leaf->weight,
                           b.bounds);
    for (size_t i = 0; i < r->leaves->n; i++) {
        const ecoi_range_leaf *other = &r->of_leaves[i];
        const ecoi_leaf_word *w = other->leaf->words[0];
        if (other->is_scanned || other->leaf->n_words > 1 || w->n_streams != 1 || !w->streams[0].container)
            continue;
        const uint8_t *bits = ecoi_container_bits(w->streams[0].container);
        if (bits) /* it is known at once which documents it has */
            r->kernels->leave_out(b.ids, b.n, bits, other->impacts + first, other->factor,
                                  other->leaf->required, b.bounds);
    }
}

/* Lists the leaf's documents with their bounds; how many. */
static size_t list_docs(ecoi_ranker *r, float *bounds)
{
    const ecoi_rank_scanned *scanned = &r->scanned;
    size_t n = 0;
    for (size_t k = 0; k < r->n_chunks && ecoi_rank_enter_chunk(r, k); k++) {
        ecoi_stream *s = &scanned->leaf->leaf->words[0]->streams[0];
        for (uint32_t block = 0; s->container && block < s->container->n_blocks; block++) {
            const float *saturations;
            scan_block b = {.chunk = k, .bounds = bounds + n};
            b.n = ecoi_stream_block(r->leaves->evaluator, s, block, &b.ids, &saturations);
            bound_block(r, b, saturations);
            for (uint32_t i = 0; i < b.n; i++, n++) {
                scanned->docs[n] = (uint32_t)k * ECOI_CHUNK_DOCS + b.ids[i];
                scanned->saturations[n] = saturations[i];
            }
        }
    }
    return n;
}

/* Room for the leaf's documents in the ranker's chunks. */
static size_t room_for(const ecoi_ranker *r, const ecoi_range_leaf *leaf)
{
    const ecoi_posting_list *list = &leaf->leaf->words[0]->node->lists[0];
    size_t n = 0;
    for (size_t k = 0; k < r->n_chunks; k++) {
        const ecoi_container *c = ecoi_posting_list_find(list, r->chunks[k]);
        n += c ? c->n : 0;
    }
    return (n / ECOI_RANGES + 1) * ECOI_RANGES;
}

bool ecoi_rank_scan(ecoi_ranker *r, ecoi_range_leaf *leaf)
{
    size_t room = room_for(r, leaf);
    float *bounds = ecoi_arena_alloc(&r->arena, (room + 8) * sizeof *bounds);
    ecoi_rank_items items = {.bounds = bounds, .n = room, .visit = visit};
    items.levels = ecoi_arena_alloc(&r->arena, room);
    items.order = ecoi_arena_alloc(&r->arena, room * sizeof *items.order);
    r->scanned = (ecoi_rank_scanned){.leaf = leaf};
    r->scanned.docs = ecoi_arena_alloc(&r->arena, room * sizeof *r->scanned.docs);
    r->scanned.saturations = ecoi_arena_alloc(&r->arena, room * sizeof *r->scanned.saturations);
    if (!ecoi_evaluator_fits(r->leaves->evaluator, bounds && items.levels && items.order && r->scanned.docs &&
                                                       r->scanned.saturations))
        return true;
    for (size_t n = list_docs(r, bounds); n < room; n++)
        bounds[n] = -1;
    bool fits = ecoi_rank_best_first(r, &items);
    r->scanned.leaf = NULL;
    return fits;
}
