/* SPDX-License-Identifier: MIT */
#include "searcher/stream.h"

#include <string.h>

#include "base/bytes.h"

/* So few frequencies are looked up one by one. */
enum { FEW_TFS = 4 };

/* Whether a container is decoded as a whole, once. */
static bool is_whole(const ecoi_container *c)
{
    return c->n < ECOI_RANGES_MIN;
}

bool ecoi_stream_enter(ecoi_stream *s, uint32_t chunk, ecoi_arena *arena)
{
    const ecoi_container *c = s->container = ecoi_posting_list_find(s->list, chunk);
    s->index = ECOI_NO_DOC;
    s->first = s->n = 0;
    s->has_ids = s->has_tfs = false;
    s->saturations = NULL;
    if (!c)
        return true;
    if (c->kind == ECOI_KIND_SMALL) {
        s->n = c->n;
        s->ids = c->ids;
        s->tfs = c->tfs;
        s->has_ids = s->has_tfs = true;
        return true;
    }
    size_t room = is_whole(c) ? (size_t)c->n_blocks * ECOI_BLOCK : ECOI_BLOCK;
    s->ids = s->ids_room = ecoi_arena_alloc(arena, room * sizeof *s->ids_room);
    s->tfs = s->tfs_room = ecoi_arena_alloc(arena, room * sizeof *s->tfs_room);
    return s->ids && s->tfs;
}

/* Makes a block the decoded one; nothing of it is decoded yet. */
static void turn_to(ecoi_stream *s, uint32_t block)
{
    if (s->n && s->first == block * ECOI_BLOCK)
        return;
    s->first = block * ECOI_BLOCK;
    s->n = ecoi_container_block_len(s->container, block);
    s->has_ids = s->has_tfs = false;
}

static bool load_ids(ecoi_evaluator *e, ecoi_stream *s, uint32_t block)
{
    turn_to(s, block);
    if (!s->has_ids)
        s->has_ids = ecoi_container_block_ids(s->container, block, s->ids_room) > 0;
    return s->has_ids || ecoi_evaluator_damaged(e);
}

static bool load_tfs(ecoi_evaluator *e, ecoi_stream *s, uint32_t block)
{
    turn_to(s, block);
    if (!s->has_tfs)
        s->has_tfs = ecoi_container_block_tfs(s->container, block, s->tfs_room);
    return s->has_tfs || ecoi_evaluator_damaged(e);
}

static bool is_decoded_whole(const ecoi_stream *s)
{
    return s->has_ids && s->n == s->container->n;
}

bool ecoi_stream_decode(ecoi_evaluator *e, ecoi_stream *s)
{
    const ecoi_container *c = s->container;
    if (is_decoded_whole(s) && s->has_tfs)
        return true;
    bool ok = ecoi_container_ids(c, s->ids_room);
    for (uint32_t block = 0; ok && block < c->n_blocks; block++)
        ok = ecoi_container_block_tfs(c, block, s->tfs_room + (size_t)block * ECOI_BLOCK);
    s->first = 0;
    s->n = ok ? c->n : 0;
    s->has_ids = s->has_tfs = ok;
    return ok || ecoi_evaluator_damaged(e);
}

/* The first of n > 0 rising ids that is not smaller, or the last; halved without a branch: the outcome cannot
 * be foreseen. */
static uint32_t lower_bound(const uint16_t *ids, uint32_t n, uint32_t id)
{
    const uint16_t *first = ids;
    for (; n > 1; n -= n / 2)
        first += first[n / 2 - 1] < id ? n / 2 : 0;
    return (uint32_t)(first - ids);
}

uint32_t ecoi_stream_find(ecoi_evaluator *e, ecoi_stream *s, uint32_t id)
{
    const ecoi_container *c = s->container;
    if (!c)
        return ECOI_NO_DOC;
    const uint8_t *bits = ecoi_container_bits(c);
    if (bits)
        return ecoi_bit_of(bits, id) ? ecoi_container_rank(c, id) : ECOI_NO_DOC;
    if (!is_decoded_whole(s) && !(s->has_ids && s->ids[0] <= id && id <= s->ids[s->n - 1])) {
        uint32_t block = ecoi_container_find_block(c, id);
        if (block == c->n_blocks || !load_ids(e, s, block))
            return ECOI_NO_DOC;
    }
    uint32_t at = lower_bound(s->ids, s->n, id);
    return s->ids[at] == id ? s->first + at : ECOI_NO_DOC;
}

uint32_t ecoi_stream_tf(ecoi_evaluator *e, ecoi_stream *s, uint32_t index)
{
    uint32_t tf;
    if (s->has_tfs && index - s->first < s->n)
        return s->tfs[index - s->first];
    if (ecoi_container_tf(s->container, index, &tf))
        return tf;
    ecoi_evaluator_damaged(e);
    return 0;
}

/* ---- ranges ---- */

/* The frequencies of n documents from an index on; false: damaged. */
static bool tfs_from(ecoi_evaluator *e, ecoi_stream *s, uint32_t index, uint32_t n, uint32_t *tfs)
{
    if (n <= FEW_TFS) {
        for (uint32_t i = 0; i < n; i++)
            if (index + i >= s->container->n || !(tfs[i] = ecoi_stream_tf(e, s, index + i)))
                return ecoi_evaluator_damaged(e);
        return true;
    }
    for (uint32_t done = 0; done < n;) {
        uint32_t block = (index + done) / ECOI_BLOCK, at = (index + done) % ECOI_BLOCK;
        if (block >= s->container->n_blocks || !load_tfs(e, s, block))
            return ecoi_evaluator_damaged(e); /* a bitset may promise too much */
        uint32_t some = s->n - at < n - done ? s->n - at : n - done;
        memcpy(tfs + done, s->tfs + at, some * sizeof *tfs);
        done += some;
    }
    return true;
}

/* Of a bitset: the bits tell ids, their rank where the frequencies are. */
static uint32_t range_of_bits(ecoi_evaluator *e, ecoi_stream *s, uint32_t range, uint16_t *ids, uint32_t *tfs)
{
    const uint8_t *bits = s->container->blob + (size_t)range * (ECOI_RANGE_DOCS / 8);
    uint32_t n = 0;
    for (uint32_t word = 0; word < ECOI_RANGE_DOCS / 64; word++)
        for (uint64_t left = ecoi_load64(bits + (size_t)word * 8); left; left &= left - 1)
            ids[n++] = (uint16_t)(range * ECOI_RANGE_DOCS + word * 64 + (uint32_t)__builtin_ctzll(left));
    if (!tfs || n == 0)
        return n;
    return tfs_from(e, s, ecoi_container_rank(s->container, range * ECOI_RANGE_DOCS), n, tfs) ? n : 0;
}

uint32_t ecoi_stream_find_range(const ecoi_stream *s, uint32_t range)
{
    uint32_t first = range * ECOI_RANGE_DOCS, at = s->n ? lower_bound(s->ids, s->n, first) : 0;
    return s->n && s->ids[at] < first ? at + 1 : at;
}

uint32_t ecoi_stream_range(ecoi_evaluator *e, ecoi_stream *s, uint32_t range, uint16_t *ids, uint32_t *tfs)
{
    const ecoi_container *c = s->container;
    uint32_t first = range * ECOI_RANGE_DOCS, n = 0, index = 0;
    if (!c)
        return 0;
    if (ecoi_container_bits(c))
        return range_of_bits(e, s, range, ids, tfs);
    uint32_t block = is_decoded_whole(s) ? 0 : ecoi_container_find_block(c, first);
    for (bool more = true; more && block < c->n_blocks; block++) {
        if (!is_decoded_whole(s) && !load_ids(e, s, block))
            return 0;
        uint32_t at = ecoi_stream_find_range(s, range);
        index = n ? index : s->first + at;
        for (; at < s->n && s->ids[at] - first < ECOI_RANGE_DOCS; at++)
            ids[n++] = s->ids[at];
        more = at == s->n && !is_decoded_whole(s);
    }
    return !tfs || n == 0 || tfs_from(e, s, index, n, tfs) ? n : 0;
}
