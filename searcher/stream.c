/* SPDX-License-Identifier: MIT */
#include "searcher/stream.h"

#include <string.h>

#include "base/bytes.h"

/* So few frequencies are looked up one by one. */
enum { FEW_TFS = 4 };

_Static_assert(ECOI_BITS_MIN / ECOI_BLOCK <= 32, "the blocks of an array have a bit each");

bool ecoi_stream_enter(ecoi_stream *s, uint32_t chunk, ecoi_arena *arena)
{
    const ecoi_container *c = ecoi_posting_list_find(s->list, chunk);
    *s = (ecoi_stream){
        .list = s->list, .use = s->use, .container = c, .index = ECOI_NO_DOC, .tf_block = UINT32_MAX};
    if (!c)
        return true;
    bool bits = ecoi_container_bits(c) != NULL;
    size_t room = bits ? ECOI_BLOCK : (size_t)c->n_blocks * ECOI_BLOCK;
    s->saturations = bits ? NULL : ecoi_arena_alloc(arena, room * sizeof *s->saturations);
    if (!bits && !s->saturations)
        return false;
    if (c->kind == ECOI_KIND_SMALL) {
        s->ids = c->ids;
        s->tfs = c->tfs;
        s->has_ids = s->has_tfs = 1;
        return true;
    }
    s->ids = s->ids_room = bits ? NULL : ecoi_arena_alloc(arena, room * sizeof *s->ids_room);
    s->tfs = s->tfs_room = ecoi_arena_alloc(arena, room * sizeof *s->tfs_room);
    return (bits || s->ids) && s->tfs;
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
    if (s->tf_block == block)
        return s->tfs[index % ECOI_BLOCK];
    if (block < 32 && s->has_tfs >> block & 1)
        return s->tfs[index];
    if (ecoi_container_tf(s->container, index, &tf))
        return tf;
    ecoi_evaluator_damaged(e);
    return 0;
}

/* ---- ranges ---- */

/* Of a bitset: the frequencies of n documents from an index on. */
static bool tfs_from(ecoi_evaluator *e, ecoi_stream *s, uint32_t index, uint32_t n, uint32_t *tfs)
{
    const ecoi_container *c = s->container;
    if (index + n > c->n) /* a damaged bitset may promise too much */
        return ecoi_evaluator_damaged(e);
    for (uint32_t i = 0; n <= FEW_TFS && i < n; i++)
        if (!(tfs[i] = ecoi_stream_tf(e, s, index + i)))
            return false;
    for (uint32_t done = 0; n > FEW_TFS && done < n;) {
        uint32_t block = (index + done) / ECOI_BLOCK, at = (index + done) % ECOI_BLOCK;
        if (s->tf_block != block && !ecoi_container_block_tfs(c, block, s->tfs_room))
            return ecoi_evaluator_damaged(e);
        s->tf_block = block;
        uint32_t left = ecoi_container_block_len(c, block) - at, some = left < n - done ? left : n - done;
        memcpy(tfs + done, s->tfs + at, some * sizeof *tfs);
        done += some;
    }
    return true;
}

static uint32_t ids_of_bits(const ecoi_container *c, uint32_t range, uint16_t *ids)
{
    const uint8_t *bits = c->blob + (size_t)range * (ECOI_RANGE_DOCS / 8);
    uint32_t n = 0;
    for (uint32_t word = 0; word < ECOI_RANGE_DOCS / 64; word++)
        for (uint64_t left = ecoi_load64(bits + (size_t)word * 8); left; left &= left - 1)
            ids[n++] = (uint16_t)(range * ECOI_RANGE_DOCS + word * 64 + (uint32_t)__builtin_ctzll(left));
    return n;
}

/* Of an array: saturations NULL: not wanted. */
static uint32_t range_of_array(ecoi_evaluator *e, ecoi_stream *s, uint32_t range, uint16_t *ids,
                               float *saturations)
{
    const ecoi_container *c = s->container;
    uint32_t first = range * ECOI_RANGE_DOCS, n = 0;
    for (uint32_t block = ecoi_container_find_block(c, first); block < c->n_blocks; block++) {
        if (!(saturations ? load_saturations(e, s, block) : load_ids(e, s, block)))
            return 0;
        const uint16_t *of_block = s->ids + (size_t)block * ECOI_BLOCK;
        const uint16_t *end = of_block + ecoi_container_block_len(c, block);
        const uint16_t *at = lower_bound(of_block, (uint32_t)(end - of_block), first);
        for (at += *at < first; at < end && *at - first < ECOI_RANGE_DOCS; at++) {
            if (saturations)
                saturations[n] = s->saturations[at - s->ids];
            ids[n++] = *at;
        }
        if (at < end)
            break;
    }
    return n;
}

uint32_t ecoi_stream_range(ecoi_evaluator *e, ecoi_stream *s, uint32_t range, uint16_t *ids)
{
    if (!s->container)
        return 0;
    return ecoi_container_bits(s->container) ? ids_of_bits(s->container, range, ids)
                                             : range_of_array(e, s, range, ids, NULL);
}

uint32_t ecoi_stream_saturations(ecoi_evaluator *e, ecoi_stream *s, uint32_t range, uint16_t *ids,
                                 float *saturations)
{
    const ecoi_container *c = s->container;
    uint32_t tfs[ECOI_RANGE_DOCS];
    if (!c)
        return 0;
    if (!ecoi_container_bits(c))
        return range_of_array(e, s, range, ids, saturations);
    uint32_t n = ids_of_bits(c, range, ids);
    if (n == 0 || !tfs_from(e, s, ecoi_container_rank(c, range * ECOI_RANGE_DOCS), n, tfs))
        return 0;
    saturate(e, c->chunk, ids, tfs, n, saturations);
    return n;
}
