/* SPDX-License-Identifier: MIT */
#include "store/positions.h"

#include <stdlib.h>

#include "base/buf.h"
#include "store/pack.h"

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
    for (uint32_t i = 0; p && i < n; i++)
        all += r->tfs[i];
    if (!p || all > (uint64_t)(c->end - p) * ECOI_PACK_MAX_A_BYTE ||
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

/* Moves to a document; its frequency, 0: damaged. Not of small terms. */
static uint32_t move_to(ecoi_position_reader *r, uint32_t index)
{
    uint32_t block = index / ECOI_BLOCK, at = index % ECOI_BLOCK;
    bool back = at < r->at || r->before < r->pack_first; /* packs are not gone back to */
    if ((!r->n_block || r->block != block || back) && !enter_block(r, block))
        return 0;
    uint64_t before = r->before;
    for (uint32_t i = r->at; i < at; i++)
        before += r->tfs[i];
    r->before = before;
    r->at = at;
    return r->tfs[at];
}

/* Some of a document's gaps: from the done-th on, as far as one pack has them. 0: damaged. */
static uint32_t gaps_from(ecoi_position_reader *r, uint32_t tf, uint32_t done, const uint32_t **out)
{
    uint64_t position = r->before + done;
    if (!enter_pack(r, position))
        return 0;
    uint32_t from = (uint32_t)(position - r->pack_first), left = r->pack_n - from;
    *out = r->pack + from;
    return left < tf - done ? left : tf - done;
}

uint32_t ecoi_position_reader_read(ecoi_position_reader *r, uint32_t index, const uint32_t **out)
{
    const ecoi_container *c = r->container;
    bool is_small = c->kind == ECOI_KIND_SMALL;
    uint32_t tf = is_small ? c->tfs[index] : move_to(r, index);
    uint64_t expected = 0;
    r->no_memory = !ecoi_grow(&r->positions, &r->cap, tf, sizeof *r->positions);
    if (r->no_memory)
        return 0;
    *out = r->positions;
    if (is_small)
        return ecoi_container_positions(c, index, tf, r->positions, NULL) ? tf : 0;
    for (uint32_t done = 0, n; done < tf; done += n) {
        const uint32_t *gaps;
        if (!(n = gaps_from(r, tf, done, &gaps)))
            return 0;
        for (uint32_t i = 0; i < n; i++) {
            expected += gaps[i];
            r->positions[done + i] = (uint32_t)expected++;
        }
    }
    return expected <= (uint64_t)UINT32_MAX + 1 ? tf : 0; /* else they have not risen all the way */
}

/* Numbers that are kept close ranks. */
typedef struct sieve {
    uint32_t *numbers, n, next, kept, offset;
} sieve;

/* Passes a position through; false: no number is left. */
static inline bool pass(sieve *s, uint32_t position)
{
    while (s->numbers[s->next] + s->offset < position)
        if (++s->next == s->n)
            return false;
    if (s->numbers[s->next] + s->offset != position)
        return true;
    s->numbers[s->kept++] = s->numbers[s->next];
    return ++s->next < s->n;
}

uint32_t ecoi_position_reader_keep(ecoi_position_reader *r, uint32_t index, uint32_t offset,
                                   uint32_t *numbers, uint32_t n, bool *out_damaged)
{
    sieve s = {.numbers = numbers, .n = n, .offset = offset};
    const uint32_t *gaps;
    if (r->container->kind == ECOI_KIND_SMALL) {
        uint32_t tf = ecoi_position_reader_read(r, index, &gaps);
        *out_damaged |= tf == 0;
        for (uint32_t i = 0; i < tf && pass(&s, gaps[i]);)
            i++;
        return s.kept;
    }
    uint32_t tf = move_to(r, index), expected = 0;
    *out_damaged |= tf == 0;
    for (uint32_t done = 0, some; done < tf; done += some) {
        if (!(some = gaps_from(r, tf, done, &gaps))) {
            *out_damaged = true;
            break;
        }
        for (uint32_t i = 0; i < some; i++) {
            uint32_t position = expected + gaps[i];
            if (!pass(&s, position))
                return s.kept;
            expected = position + 1;
        }
    }
    return s.kept;
}
