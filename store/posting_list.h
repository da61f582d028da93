/* SPDX-License-Identifier: MIT */
/*
 * The postings of one term by chunk and in any order: what evaluating a query set by set takes. A cursor
 * (postings.h) walks the same bytes a document at a time.
 *
 * Documents of a chunk have local ids of 16 bits; a document's index is its place among the container's
 * documents. Bytes are checked as a cursor checks them: functions that return false or 0 have met nonsense.
 * A list is read-only once open; any thread.
 */
#ifndef ECOI_STORE_POSTING_LIST_H
#define ECOI_STORE_POSTING_LIST_H

#include "base/arena.h"
#include "store/postings.h"
#include "store/postings_layout.h"

/* The postings of a term in one chunk. */
typedef struct ecoi_container {
    uint32_t chunk;
    uint32_t n;     /* documents */
    uint32_t limit; /* documents of the segment in the chunk: ids are smaller */
    uint32_t n_blocks;
    unsigned kind; /* ECOI_KIND_*; ECOI_KIND_SMALL: of a small term */
    unsigned ordinal_bits;
    uint8_t impact; /* of a SINGLE or small container; others have one a block */
    const uint8_t *blob, *end, *headers;
    const uint8_t
        *ranges;         /* of n >= ECOI_RANGES_MIN documents: the largest impact of each range, else NULL */
    uint32_t n_ranges;   /* later ones have no document */
    const uint16_t *ids; /* small: decoded */
    const uint32_t *tfs;
    const uint8_t *const *places; /* small: where each document's positions begin */
} ecoi_container;

#define ECOI_KIND_SMALL 3u

typedef struct ecoi_posting_list {
    uint32_t df;
    uint8_t impact; /* the largest of its containers' */
    size_t n_containers;
    const ecoi_container *containers; /* by chunk, rising */
} ecoi_posting_list;

/* Reads the directory of a term's bytes, into `arena`. ECO_E_CORRUPT, ECO_E_NO_MEMORY. */
eco_status ecoi_posting_list_open(ecoi_posting_list *list, const uint8_t *data, size_t len, uint32_t df,
                                  unsigned ordinal_bits, uint32_t n_docs, ecoi_arena *arena);

/* The container of a chunk, NULL when it has none. */
const ecoi_container *ecoi_posting_list_find(const ecoi_posting_list *list, uint32_t chunk);

/* The bitset of a BITS container, ECOI_BITSET_BYTES unaligned bytes; NULL for the other kinds. Whether its
 * bits are below the limit has not been checked. */
static inline const uint8_t *ecoi_container_bits(const ecoi_container *container)
{
    return container->kind == ECOI_KIND_BITS ? container->blob : NULL;
}

/* Room that the ids of a container need which has no bitset. */
#define ECOI_CONTAINER_IDS (ECOI_BITS_MIN + ECOI_BLOCK)

/* All ids of a container without a bitset, rising, to `ids` with room for ECOI_CONTAINER_IDS. */
bool ecoi_container_ids(const ecoi_container *container, uint16_t *ids);
/* The ids of one block; returns how many, 0: damaged. Of a bitset too. Room for ECOI_BLOCK. */
uint32_t ecoi_container_block_ids(const ecoi_container *container, uint32_t block, uint16_t *ids);
/* In a bitset: the places in `ids`, n rising ones, of those that are documents, and their indices; returns
 * how many.
 */
uint32_t ecoi_container_find_in_bits(const ecoi_container *container, const uint16_t *ids, uint32_t n,
                                     uint16_t *found, uint32_t *indices);
/* In a bitset: how many documents lie before `id`. */
uint32_t ecoi_container_rank(const ecoi_container *container, uint32_t id);

static inline uint32_t ecoi_container_block_len(const ecoi_container *container, uint32_t block)
{
    uint32_t left = container->n - block * ECOI_BLOCK;
    return left < ECOI_BLOCK ? left : ECOI_BLOCK;
}

/* The largest saturation of a block's documents in 255ths, rounded up (bm25.h, with the segment's own average
 * lengths), and its last document. */
uint8_t ecoi_container_block_impact(const ecoi_container *container, uint32_t block);
uint32_t ecoi_container_block_last(const ecoi_container *container, uint32_t block);
/* The first block that ends at `id` or after it: where it is, if it is there. n_blocks: there is none. */
uint32_t ecoi_container_find_block(const ecoi_container *container, uint32_t id);

/* The frequencies of a block; room for ECOI_BLOCK. The second one returns what follows them, ordinals and
 * positions, NULL: damaged; not of small terms. */
bool ecoi_container_block_tfs(const ecoi_container *container, uint32_t block, uint32_t *tfs);
const uint8_t *ecoi_container_block_rest(const ecoi_container *container, uint32_t block, uint32_t *tfs);
/* The frequencies of n documents from an index on, index + n <= container->n. Not of small terms. */
bool ecoi_container_tfs(const ecoi_container *container, uint32_t index, uint32_t n, uint32_t *tfs);
/* The frequency of one document. */
bool ecoi_container_tf(const ecoi_container *container, uint32_t index, uint32_t *out);
/* The positions of one document, rising, and their ordinals (NULL: not wanted); tf: its frequency, for which
 * there is room. */
bool ecoi_container_positions(const ecoi_container *container, uint32_t index, uint32_t tf,
                              uint32_t *positions, uint16_t *ordinals);

#endif
