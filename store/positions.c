/* SPDX-License-Identifier: MIT */
#include "store/positions.h"

#include <stdlib.h>

#include "base/buf.h"
#include "store/gaps.h"
#include "store/pack.h"

enum {
    LARGE = 1 << 24, /* 128 gaps that are no larger add up to less than 32 bits hold */
    FEW = 4          /* one number in so many positions */
};

void ecoi_position_reader_dispose(ecoi_position_reader *r)
{
    free(r->positions);
    *r = (ecoi_position_reader){0};
}

void ecoi_position_reader_enter(ecoi_position_reader *r, const ecoi_container *container)
{
    r->container = container;
    r->no_memory = false;
    r->n_block = 0;
}

static bool enter_block(ecoi_position_reader *r, uint32_t block)
{
    const ecoi_container *c = r->container;
    uint32_t n = ecoi_container_block_len(c, block);
    const uint8_t *p = ecoi_container_block_rest(c, block, r->tfs);
    uint64_t all = 0;
    r->n_block = 0;
    for (uint32_t i = 0; p && i < n; i++) {
        r->before[i] = all;
        all += r->tfs[i];
    }
    if (!p || all > (uint64_t)(c->end - p) * ECOI_PACK_MAX_A_BYTE ||
        ecoi_bits_bytes(all, c->ordinal_bits) > (size_t)(c->end - p))
        return false;
    r->before[n] = all;
    r->block = block;
    r->n_block = n;
    r->pack_first = r->pack_n = 0;
    r->pack_next = p + ecoi_bits_bytes(all, c->ordinal_bits);
    return true;
}

/* Moves on to the pack that holds a position of the block; packs are not gone back to. */
static bool enter_pack(ecoi_position_reader *r, uint64_t position)
{
    while (position >= r->pack_first + r->pack_n) {
        uint64_t first = r->pack_first + r->pack_n, left = r->before[r->n_block] - first;
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

/* Moves to a document; its frequency, 0: damaged. Not of small terms. */
static uint32_t move_to(ecoi_position_reader *r, uint32_t index)
{
    uint32_t block = index / ECOI_BLOCK, at = index % ECOI_BLOCK;
    bool is_entered = r->n_block && r->block == block;
    if ((!is_entered || r->before[at] < r->pack_first) && !enter_block(r, block))
        return 0;
    return r->tfs[at];
}

/* Some of `wanted` gaps from a position of the block on, as far as one pack has them. 0: damaged. */
static uint32_t gaps_from(ecoi_position_reader *r, uint64_t position, uint32_t wanted, const uint32_t **out)
{
    if (!enter_pack(r, position))
        return 0;
    uint32_t from = (uint32_t)(position - r->pack_first), left = r->pack_n - from;
    *out = r->pack + from;
    return left < wanted ? left : wanted;
}

/* Positions from gaps, the first `expected` or more; the least that the next may be. Room for three more. */
static uint64_t positions_of_gaps(const uint32_t *gaps, uint32_t n, uint64_t expected, uint32_t *out)
{
    if (expected < LARGE && ecoi_numbers_of_gaps(gaps, n, (uint32_t)expected, out) < LARGE)
        return (uint64_t)out[n - 1] + 1;
    for (uint32_t i = 0; i < n; i++) {
        expected += gaps[i];
        out[i] = (uint32_t)expected++;
    }
    return expected;
}

uint32_t ecoi_position_reader_read(ecoi_position_reader *r, uint32_t index, const uint32_t **out)
{
    const ecoi_container *c = r->container;
    bool is_small = c->kind == ECOI_KIND_SMALL;
    uint32_t tf = is_small ? c->tfs[index] : move_to(r, index);
    uint64_t expected = 0;
    r->no_memory =
        r->cap < (size_t)tf + 3 && !ecoi_grow(&r->positions, &r->cap, (size_t)tf + 3, sizeof *r->positions);
    if (r->no_memory)
        return 0;
    *out = r->positions;
    if (is_small)
        return ecoi_container_positions(c, index, tf, r->positions, NULL) ? tf : 0;
    uint64_t first = r->before[index % ECOI_BLOCK];
    if (first - r->pack_first + tf <= r->pack_n) /* most often one pack has them all */
        expected = positions_of_gaps(r->pack + (first - r->pack_first), tf, 0, r->positions);
    for (uint32_t done = expected ? tf : 0, n; done < tf; done += n) {
        const uint32_t *gaps;
        if (!(n = gaps_from(r, first + done, tf - done, &gaps)))
            return 0;
        expected = positions_of_gaps(gaps, n, expected, r->positions + done);
    }
    return expected <= (uint64_t)UINT32_MAX + 1 ? tf : 0; /* else they have not risen all the way */
}

/* Keeps those of n numbers that are `offset` before a position; all rise. Each is looked for among the
 * positions that are left, which are halved without a branch: the outcome cannot be foreseen. */
static uint32_t keep_few(const uint32_t *positions, uint32_t n_positions, uint32_t offset, uint32_t *numbers,
                         uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t *at = positions;
        uint32_t wanted = numbers[i] + offset;
        for (uint32_t left = n_positions; left > 1; left -= left / 2)
            at += at[left / 2 - 1] < wanted ? left / 2 : 0;
        numbers[kept] = numbers[i];
        kept += *at == wanted;
    }
    return kept;
}

/* The same, side by side. */
static uint32_t keep_many(const uint32_t *positions, uint32_t n_positions, uint32_t offset, uint32_t *numbers,
                          uint32_t n)
{
    uint32_t kept = 0, next = 0;
    for (uint32_t k = 0; k < n_positions && next < n; k++) {
        while (numbers[next] + offset < positions[k])
            if (++next == n)
                return kept;
        if (numbers[next] + offset == positions[k])
            numbers[kept++] = numbers[next++];
    }
    return kept;
}

uint32_t ecoi_position_reader_keep(ecoi_position_reader *r, uint32_t index, uint32_t offset,
                                   uint32_t *numbers, uint32_t n, bool *out_damaged)
{
    const uint32_t *positions;
    uint32_t tf = ecoi_position_reader_read(r, index, &positions);
    *out_damaged |= tf == 0;
    return tf && n < tf / FEW + 4 ? keep_few(positions, tf, offset, numbers, n)
                                  : keep_many(positions, tf, offset, numbers, n);
}
