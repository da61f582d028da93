/* SPDX-License-Identifier: MIT */
#include "searcher/stream.h"

#include <string.h>

_Static_assert(ECOI_BITS_MIN / ECOI_BLOCK <= 32, "the blocks of an array have a bit each");

bool ecoi_stream_enter(ecoi_stream *s, uint32_t chunk, ecoi_arena *arena)
{
    const ecoi_container *c = ecoi_posting_list_find(s->list, chunk);
    *s = (ecoi_stream){.list = s->list, .use = s->use, .container = c, .index = ECOI_NO_DOC};
    if (!c || ecoi_container_bits(c))
        return true;
    size_t room = (size_t)c->n_blocks * ECOI_BLOCK;
    if (!(s->saturations = ecoi_arena_alloc(arena, room * sizeof *s->saturations)))
        return false;
    if (c->kind == ECOI_KIND_SMALL) {
        s->ids = c->ids;
        s->tfs = c->tfs;
        s->has_ids = s->has_tfs = 1;
        return true;
    }
    s->ids = s->ids_room = ecoi_arena_alloc(arena, room * sizeof *s->ids_room);
    s->tfs = s->tfs_room = ecoi_arena_alloc(arena, room * sizeof *s->tfs_room);
    return s->ids && s->tfs;
}

/* ---- blocks of an array ---- */

static bool load_ids(ecoi_evaluator *e, ecoi_stream *s, uint32_t block)
{
    uint32_t bit = 1u << block;
    if (!(s->has_ids & bit) &&
        !ecoi_container_block_ids(s->container, block, s->ids_room + (size_t)block * ECOI_BLOCK))
        return ecoi_evaluator_damaged(e);
    s->has_ids |= bit;
    return true;
}

static bool load_tfs(ecoi_evaluator *e, ecoi_stream *s, uint32_t block)
{
    uint32_t bit = 1u << block;
    if (!(s->has_tfs & bit) &&
        !ecoi_container_block_tfs(s->container, block, s->tfs_room + (size_t)block * ECOI_BLOCK))
        return ecoi_evaluator_damaged(e);
    s->has_tfs |= bit;
    return true;
}

static void saturate(ecoi_evaluator *e, uint32_t chunk, const uint16_t *ids, const uint32_t *tfs, uint32_t n,
                     float *out)
{
    const ecoi_bm25 *bm25 = &e->snapshot->bm25;
    uint32_t lengths[ECOI_BLOCK];
    ecoi_column_gather(&e->columns->lengths, chunk << ECOI_CHUNK_BITS, ids, n, lengths);
    e->snapshot->range_kernels->saturate(tfs, lengths, n, bm25->text_base, bm25->text_slope, out);
}

static bool load_saturations(ecoi_evaluator *e, ecoi_stream *s, uint32_t block)
{
    uint32_t bit = 1u << block;
    size_t first = (size_t)block * ECOI_BLOCK;
    if (s->has_saturations & bit)
        return true;
    if (!load_ids(e, s, block) || !load_tfs(e, s, block))
        return false;
    s->has_saturations |= bit;
    saturate(e, s->container->chunk, s->ids + first, s->tfs + first,
             ecoi_container_block_len(s->container, block), s->saturations + first);
    return true;
}

uint32_t ecoi_stream_block(ecoi_evaluator *e, ecoi_stream *s, uint32_t block, const uint16_t **ids,
                           const float **saturations)
{
    if (!load_saturations(e, s, block))
        return 0;
    *ids = s->ids + (size_t)block * ECOI_BLOCK;
    *saturations = s->saturations + (size_t)block * ECOI_BLOCK;
    return ecoi_container_block_len(s->container, block);
}

bool ecoi_stream_decode(ecoi_evaluator *e, ecoi_stream *s, bool saturations)
{
    bool ok = true;
    for (uint32_t block = 0; ok && block < s->container->n_blocks; block++)
        ok = saturations ? load_saturations(e, s, block) : load_ids(e, s, block);
    return ok;
}

/* The first of n > 0 rising ids that is not smaller, or the last; halved without a branch: the outcome cannot
 * be foreseen. */
static const uint16_t *lower_bound(const uint16_t *ids, uint32_t n, uint32_t id)
{
    const uint16_t *first = ids;
    for (; n > 1; n -= n / 2)
        first += first[n / 2 - 1] < id ? n / 2 : 0;
    return first;
}

/* ---- single documents ---- */

uint32_t ecoi_stream_find(ecoi_evaluator *e, ecoi_stream *s, uint32_t id)
{
    const ecoi_container *c = s->container;
    if (!c)
        return ECOI_NO_DOC;
    const uint8_t *bits = ecoi_container_bits(c);
    if (bits)
        return ecoi_bit_of(bits, id) ? ecoi_container_rank(c, id) : ECOI_NO_DOC;
    uint32_t block = ecoi_container_find_block(c, id);
    if (block == c->n_blocks || !load_ids(e, s, block))
        return ECOI_NO_DOC;
    const uint16_t *at =
        lower_bound(s->ids + (size_t)block * ECOI_BLOCK, ecoi_container_block_len(c, block), id);
    return *at == id ? (uint32_t)(at - s->ids) : ECOI_NO_DOC;
}

uint32_t ecoi_stream_tf(ecoi_evaluator *e, ecoi_stream *s, uint32_t index)
{
    uint32_t tf, block = index / ECOI_BLOCK;
    if (block < 32 && s->has_tfs >> block & 1)
        return s->tfs[index];
    if (ecoi_container_tf(s->container, index, &tf))
        return tf;
    ecoi_evaluator_damaged(e);
    return 0;
}

/* ---- many documents ---- */

/* The first of rising ids [at, end) that is not smaller, or the last; it is not far. */
static const uint16_t *forward(const uint16_t *at, const uint16_t *end, uint32_t id)
{
    uint32_t left = (uint32_t)(end - at), step = 1;
    while (step < left && at[step - 1] < id) {
        at += step;
        left -= step;
        step *= 2;
    }
    return lower_bound(at, step < left ? step : left, id);
}

/* Of an array: the places in `ids` of its documents, and their indices. */
static uint32_t find_in_array(ecoi_evaluator *e, ecoi_stream *s, const uint16_t *ids, uint32_t n,
                              uint16_t *found, uint32_t *indices)
{
    const ecoi_container *c = s->container;
    uint32_t m = 0, block = ecoi_container_find_block(c, ids[0]);
    const uint16_t *at = NULL, *end = NULL;
    for (uint32_t i = 0; i < n; i++) {
        while (block < c->n_blocks && ecoi_container_block_last(c, block) < ids[i]) {
            block++;
            at = NULL;
        }
        if (block == c->n_blocks || (!at && !load_ids(e, s, block)))
            break;
        if (!at)
            at = s->ids + (size_t)block * ECOI_BLOCK, end = at + ecoi_container_block_len(c, block);
        at = forward(at, end, ids[i]);
        if (*at != ids[i])
            continue;
        found[m] = (uint16_t)i;
        indices[m++] = (uint32_t)(at - s->ids);
    }
    return m;
}

/* The frequencies of documents by their rising indices. */
static bool tfs_at(ecoi_evaluator *e, ecoi_stream *s, const uint32_t *indices, uint32_t n, uint32_t *tfs)
{
    uint32_t of_block[ECOI_BLOCK];
    for (uint32_t i = 0, past; i < n; i = past) {
        uint32_t block = indices[i] / ECOI_BLOCK;
        for (past = i + 1; past < n && indices[past] / ECOI_BLOCK == block;)
            past++;
        if (s->tfs && s->has_tfs >> block & 1) {
            for (; i < past; i++)
                tfs[i] = s->tfs[indices[i]];
            continue;
        }
        uint32_t first = indices[i];
        if (!ecoi_container_tfs(s->container, first, indices[past - 1] - first + 1, of_block))
            return ecoi_evaluator_damaged(e);
        for (; i < past; i++)
            tfs[i] = of_block[indices[i] - first];
    }
    return true;
}

uint32_t ecoi_stream_find_all(ecoi_evaluator *e, ecoi_stream *s, const uint16_t *ids, uint32_t n,
                              uint16_t *found, float *saturations)
{
    uint32_t indices[ECOI_STREAM_IDS], tfs[ECOI_STREAM_IDS];
    uint16_t found_ids[ECOI_STREAM_IDS];
    const ecoi_container *c = s->container;
    if (!c || n == 0)
        return 0;
    uint32_t m = ecoi_container_bits(c) ? ecoi_container_find_in_bits(c, ids, n, found, indices)
                                        : find_in_array(e, s, ids, n, found, indices);
    if (!tfs_at(e, s, indices, m, tfs))
        return 0;
    for (uint32_t i = 0; i < m; i++)
        found_ids[i] = ids[found[i]];
    for (uint32_t i = 0; i < m; i += ECOI_BLOCK)
        saturate(e, c->chunk, found_ids + i, tfs + i, m - i < ECOI_BLOCK ? m - i : ECOI_BLOCK,
                 saturations + i);
    return m;
}

/* ---- ranges ---- */

static ecoi_range_docs docs_of_bits(const ecoi_container *c, uint32_t range)
{
    ecoi_range_docs docs = ecoi_range_of_bits(c->blob, range);
    for (uint32_t i = 0; i < ECOI_RANGE_DOCS / 64; i++) {
        uint32_t first = range * ECOI_RANGE_DOCS + i * 64, left = first < c->limit ? c->limit - first : 0;
        if (left < 64) /* damage may have set what is no document */
            docs.bits[i] &= ((uint64_t)1 << left) - 1;
    }
    return docs;
}

static void add_doc(ecoi_range_docs *docs, uint32_t at)
{
    docs->bits[at / 64] |= (uint64_t)1 << at % 64;
}

/* Of an array. saturations NULL: not wanted; else they are 0. */
static ecoi_range_docs docs_of_array(ecoi_evaluator *e, ecoi_stream *s, uint32_t range, float *saturations)
{
    const ecoi_container *c = s->container;
    uint32_t first = range * ECOI_RANGE_DOCS;
    ecoi_range_docs docs = {0};
    for (uint32_t block = ecoi_container_find_block(c, first); block < c->n_blocks; block++) {
        if (!(saturations ? load_saturations(e, s, block) : load_ids(e, s, block)))
            break;
        const uint16_t *of_block = s->ids + (size_t)block * ECOI_BLOCK;
        const uint16_t *end = of_block + ecoi_container_block_len(c, block);
        const uint16_t *at = lower_bound(of_block, (uint32_t)(end - of_block), first);
        for (at += *at < first; at < end && *at - first < ECOI_RANGE_DOCS; at++) {
            add_doc(&docs, *at - first);
            if (saturations)
                saturations[*at - first] = s->saturations[at - s->ids];
        }
        if (at < end)
            break;
    }
    return docs;
}

ecoi_range_docs ecoi_stream_docs(ecoi_evaluator *e, ecoi_stream *s, uint32_t range)
{
    if (!s->container)
        return (ecoi_range_docs){0};
    return ecoi_container_bits(s->container) ? docs_of_bits(s->container, range)
                                             : docs_of_array(e, s, range, NULL);
}

static uint32_t list_docs(const ecoi_range_docs *docs, uint32_t first, uint16_t *ids)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < ECOI_RANGE_DOCS / 64; i++)
        for (uint64_t left = docs->bits[i]; left; left &= left - 1)
            ids[n++] = (uint16_t)(first + i * 64 + (uint32_t)__builtin_ctzll(left));
    return n;
}

static ecoi_range_docs saturations_of_bits(ecoi_evaluator *e, ecoi_stream *s, uint32_t range,
                                           float *saturations)
{
    const ecoi_container *c = s->container;
    uint16_t ids[ECOI_RANGE_DOCS];
    uint32_t tfs[ECOI_RANGE_DOCS], first = range * ECOI_RANGE_DOCS;
    float listed[ECOI_RANGE_DOCS];
    ecoi_range_docs docs = docs_of_bits(c, range);
    uint32_t n = list_docs(&docs, first, ids);
    if (n == 0)
        return docs;
    uint32_t index = ecoi_container_rank(c, first);
    /* a damaged bitset may promise too much */
    if (index + n > c->n || !ecoi_container_tfs(c, index, n, tfs)) {
        ecoi_evaluator_damaged(e);
        return (ecoi_range_docs){0};
    }
    saturate(e, c->chunk, ids, tfs, n, listed);
    for (uint32_t i = 0; i < n; i++)
        saturations[ids[i] - first] = listed[i];
    return docs;
}

ecoi_range_docs ecoi_stream_saturations(ecoi_evaluator *e, ecoi_stream *s, uint32_t range, float *saturations)
{
    memset(saturations, 0, ECOI_RANGE_DOCS * sizeof *saturations);
    if (!s->container)
        return (ecoi_range_docs){0};
    return ecoi_container_bits(s->container) ? saturations_of_bits(e, s, range, saturations)
                                             : docs_of_array(e, s, range, saturations);
}
