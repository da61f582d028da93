/* SPDX-License-Identifier: MIT */
/*
 * The bytes of one term's postings, shared by their encoder and cursor.
 *
 *   small (df <= ECOI_SMALL_DF)
 *     u8 impact, then per document: varint (gap << 1 | more), varint tf - 2 if `more`, varint position gaps,
 * varint ordinals if the term has several forms. gap: documents passed over since the last one.
 *
 *   chunked
 *     u8 impact, varint bytes of the directory, directory, containers
 *     directory entry: varint chunks passed over, varint (n - 1) << 2 | kind, varint bytes of the container
 *     container kinds (n documents, local ids):
 *       SINGLE  u8 impact, block                                                n <= ECOI_BLOCK
 *       ARRAY   headers, impacts of ranges, blocks
 *       BITS    8192 bytes of bitset, 128 u16 ranks (documents before each 512 bits), headers, impacts of
 *               ranges, blocks without ids
 *     header (ECOI_BLOCK documents each): u16 last local id, u8 impact, u8 0, u32 offset of the block in the
 *     container
 *     impacts of ranges, where n >= ECOI_RANGES_MIN: u8 impact of each ECOI_RANGE_DOCS documents of the
 * chunk, 0: none of them; to the last that has any block: pack of id gaps, pack of tf - 1, ordinals
 * (ordinal_bits each), packs of position gaps (128 a pack)
 *
 * Gaps are counted in things passed over: 0 means the very next. The first position of a document counts from
 * 0. Impact: the largest saturation of the documents covered, in 255ths, rounded up.
 */
#ifndef ECOI_STORE_POSTINGS_LAYOUT_H
#define ECOI_STORE_POSTINGS_LAYOUT_H

#include "store/format.h"

enum {
    ECOI_KIND_SINGLE = 0,
    ECOI_KIND_ARRAY = 1,
    ECOI_KIND_BITS = 2,
    ECOI_BITSET_BYTES = ECOI_CHUNK_DOCS / 8,
    ECOI_RANK_STEP = 512,
    ECOI_RANKS_BYTES = ECOI_CHUNK_DOCS / ECOI_RANK_STEP * 2,
    ECOI_HEADER_BYTES = 8,
    ECOI_RANGES = ECOI_CHUNK_DOCS / ECOI_RANGE_DOCS /* of a chunk */
};

static inline uint32_t ecoi_n_blocks(uint32_t n_docs)
{
    return (n_docs + ECOI_BLOCK - 1) / ECOI_BLOCK;
}

#endif
