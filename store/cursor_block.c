/* SPDX-License-Identifier: MIT */
/* Postings a block at a time (postings.h): what merging reads them by. */
#include "store/cursor.h"
#include "store/pack.h"

/* A small term is one block. */
static uint32_t small_block(ecoi_cursor *c)
{
    uint32_t n = 0, tfs[ECOI_SMALL_DF];
    uint64_t total = 0;
    c->n_in_block = 0;
    while (ecoi_cursor_next_small(c) != ECOI_NO_DOC) {
        c->ids[n] = c->doc;
        total += tfs[n++] = c->tfs[0];
    }
    if (c->damaged || total > UINT32_MAX)
        return 0;
    for (uint32_t i = 0; i < n; i++)
        c->tfs[i] = tfs[i];
    c->n_positions_in_block = (uint32_t)total;
    return c->n_in_block = n;
}

static bool move_to_next_block(ecoi_cursor *c)
{
    uint32_t block = c->n_in_block ? c->block + 1 : c->n_blocks;
    if (block >= c->n_blocks) {
        if (!ecoi_cursor_next_chunk(c, 0))
            return false;
        block = 0;
    }
    if (ecoi_cursor_load_block(c, block))
        return ecoi_cursor_load_tfs(c);
    ecoi_cursor_damage(c);
    return false;
}

uint32_t ecoi_cursor_next_block(ecoi_cursor *c)
{
    c->started = true;
    if (c->is_small)
        return c->n_left ? small_block(c) : 0;
    return move_to_next_block(c) ? c->n_in_block : 0;
}

/* Reads a small term from its start: positions stand between the documents. */
static bool small_block_positions(const ecoi_cursor *c, uint32_t *positions, uint16_t *ordinals)
{
    ecoi_cursor again;
    ecoi_cursor_init(&again, c->data, (size_t)(c->end - c->data), c->df, c->ordinal_bits, c->n_docs);
    for (uint32_t doc = ecoi_cursor_next_small(&again); doc != ECOI_NO_DOC;
         doc = ecoi_cursor_next_small(&again)) {
        uint32_t tf = ecoi_cursor_small_positions(&again, positions, ordinals);
        positions += tf;
        ordinals = ordinals ? ordinals + tf : NULL;
    }
    return !again.damaged;
}

/* All packs of the block, one after another. */
static bool unpack_gaps(const ecoi_cursor *c, uint32_t *out)
{
    const uint8_t *p = c->positions;
    for (uint32_t left = c->n_positions_in_block, n; left && p; left -= n) {
        n = left < ECOI_PACK_MAX ? left : ECOI_PACK_MAX;
        p = ecoi_pack_decode(p, c->blob_end, n, out);
        out += n;
    }
    return p != NULL;
}

bool ecoi_cursor_block_positions(ecoi_cursor *c, uint32_t *positions, uint16_t *ordinals)
{
    if (c->is_small ? !small_block_positions(c, positions, ordinals) : !unpack_gaps(c, positions)) {
        ecoi_cursor_damage(c);
        return false;
    }
    if (c->is_small)
        return true;
    for (uint32_t i = 0; ordinals && i < c->n_positions_in_block; i++)
        ordinals[i] = c->ordinal_bits ? ecoi_bits_get(c->ordinals, i, c->ordinal_bits) : 0;
    for (uint32_t i = 0; i < c->n_in_block; i++) {
        uint64_t expected = 0;
        for (uint32_t j = 0; j < c->tfs[i]; j++, positions++) {
            expected += *positions;
            *positions = (uint32_t)expected++;
        }
        if (expected > (uint64_t)UINT32_MAX + 1) { /* they have not risen all the way */
            ecoi_cursor_damage(c);
            return false;
        }
    }
    return true;
}
