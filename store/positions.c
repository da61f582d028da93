/* SPDX-License-Identifier: MIT */
#include "store/positions.h"

#include <stdlib.h>

#include "base/buf.h"
#include "store/pack.h"

enum { MOST_POSITIONS_A_BYTE = ECOI_PACK_MAX / 2 };

void ecoi_position_reader_dispose(ecoi_position_reader *r)
{
    free(r->positions);
    *r = (ecoi_position_reader){0};
}

void ecoi_position_reader_enter(ecoi_position_reader *r, const ecoi_container *container)
{
    r->container = container;
    r->n_block = 0;
}

static bool enter_block(ecoi_position_reader *r, uint32_t block)
{
    const ecoi_container *c = r->container;
    uint32_t n = ecoi_container_block_len(c, block);
    const uint8_t *p = ecoi_container_block_rest(c, block, r->tfs);
    uint64_t all = 0;
    for (uint32_t i = 0; i < n; i++)
        all += r->tfs[i];
    if (!p || all > (uint64_t)(c->end - p) * MOST_POSITIONS_A_BYTE ||
        ecoi_bits_bytes(all, c->ordinal_bits) > (size_t)(c->end - p))
        return false;
    r->block = block;
    r->n_block = n;
    r->at = 0;
    r->before = 0;
    r->all = all;
    r->pack_first = r->pack_n = 0;
    r->pack_next = p + ecoi_bits_bytes(all, c->ordinal_bits);
    return true;
}

/* Moves on to the pack that holds a position of the block; packs are not gone back to. */
static bool enter_pack(ecoi_position_reader *r, uint64_t position)
{
    while (position >= r->pack_first + r->pack_n) {
        uint64_t first = r->pack_first + r->pack_n, left = r->all - first;
        uint32_t n = left < ECOI_PACK_MAX ? (uint32_t)left : ECOI_PACK_MAX;
        r->pack_next = position < first + n ? ecoi_pack_decode(r->pack_next, r->container->end, n, r->pack)
                                            : ecoi_pack_skip(r->pack_next, r->container->end, n);
        r->pack_first = first;
        r->pack_n = n;
        if (!r->pack_next)
            return false;
    }
    return true;
}

static bool copy_gaps(ecoi_position_reader *r, uint32_t tf)
{
    for (uint32_t done = 0; done < tf;) {
        uint64_t position = r->before + done;
        if (!enter_pack(r, position))
            return false;
        uint32_t from = (uint32_t)(position - r->pack_first), left = r->pack_n - from;
        for (uint32_t n = left < tf - done ? left : tf - done; n; n--)
            r->positions[done++] = r->pack[from++];
    }
    return true;
}

uint32_t ecoi_position_reader_read(ecoi_position_reader *r, uint32_t index, const uint32_t **out)
{
    const ecoi_container *c = r->container;
    uint32_t block = index / ECOI_BLOCK, at = index % ECOI_BLOCK, tf;
    if (c->kind == ECOI_KIND_SMALL) {
        tf = c->tfs[index];
    } else {
        if ((!r->n_block || r->block != block) && !enter_block(r, block))
            return 0;
        for (; r->at < at; r->at++)
            r->before += r->tfs[r->at];
        tf = r->tfs[at];
    }
    if (tf > r->cap && !ecoi_grow(&r->positions, &r->cap, tf, sizeof *r->positions))
        return 0;
    *out = r->positions;
    if (c->kind == ECOI_KIND_SMALL)
        return ecoi_container_positions(c, index, tf, r->positions, NULL) ? tf : 0;
    if (!copy_gaps(r, tf))
        return 0;
    for (uint32_t i = 0, expected = 0; i < tf; i++) {
        r->positions[i] += expected;
        expected = r->positions[i] + 1;
    }
    return tf;
}
