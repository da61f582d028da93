/* SPDX-License-Identifier: MIT */
/*
 * Sets of documents within one chunk (65,536 documents), and the operations on them. A set is a bitset of
 * ECOI_BITSET_BYTES bytes where it is dense, else a rising array of 16-bit local ids; both may lie in a
 * mapped file, unaligned. Results are in the arena given. Functions return false when memory ran out.
 */
#ifndef ECOI_SEARCHER_SET_H
#define ECOI_SEARCHER_SET_H

#include "base/arena.h"
#include "store/postings_layout.h"

typedef struct ecoi_set {
    uint32_t n;          /* documents */
    const uint8_t *bits; /* NULL: ids */
    const uint16_t *ids; /* n of them; NULL: bits, or empty */
} ecoi_set;

/* The kernels, by instruction set; all give the same results. */
typedef struct ecoi_set_kernels {
    /* Count the bits of a combination of two bitsets; `out` takes it where it is not NULL, and may be one of
     * them. */
    uint32_t (*and_bits)(const uint8_t *a, const uint8_t *b, uint8_t *out);
    uint32_t (*or_bits)(const uint8_t *a, const uint8_t *b, uint8_t *out);
    uint32_t (*without_bits)(const uint8_t *a, const uint8_t *b, uint8_t *out);
    /* The ids that both arrays have; `out` NULL: only counted. out has room for min(n_a, n_b), and may be a.
     */
    uint32_t (*and_ids)(const uint16_t *a, size_t n_a, const uint16_t *b, size_t n_b, uint16_t *out);
} ecoi_set_kernels;

extern const ecoi_set_kernels ecoi_set_kernels_scalar, ecoi_set_kernels_avx2;
const ecoi_set_kernels *ecoi_set_kernels_best(void); /* for this processor */

static inline bool ecoi_bit_of(const uint8_t *bits, uint32_t id)
{
    return bits[id / 8] >> id % 8 & 1;
}

bool ecoi_set_and(const ecoi_set_kernels *k, ecoi_set a, ecoi_set b, ecoi_arena *arena, ecoi_set *out);
bool ecoi_set_without(const ecoi_set_kernels *k, ecoi_set a, ecoi_set b, ecoi_arena *arena, ecoi_set *out);
/* The union of n sets. */
bool ecoi_set_or(const ecoi_set_kernels *k, const ecoi_set *sets, size_t n, ecoi_arena *arena, ecoi_set *out);
/* What is in `wanted` >= 1 sets or more of the n < 65,536. */
bool ecoi_set_at_least(const ecoi_set *sets, size_t n, size_t wanted, ecoi_arena *arena, ecoi_set *out);
/* All ids < limit. */
bool ecoi_set_all(uint32_t limit, ecoi_arena *arena, ecoi_set *out);
/* Makes a bitset of an array. */
bool ecoi_set_to_bits(ecoi_set *set, ecoi_arena *arena);
/* How many ids two sets share; no arena. */
uint32_t ecoi_set_and_count(const ecoi_set_kernels *k, ecoi_set a, ecoi_set b);

/* A walk over a set: ids in rising order. */
typedef struct ecoi_set_walk {
    ecoi_set set;
    uint32_t at; /* of ids, or the word of bits */
    uint64_t word;
} ecoi_set_walk;

static inline ecoi_set_walk ecoi_set_walk_start(ecoi_set set)
{
    ecoi_set_walk walk = {.set = set};
    if (set.bits)
        __builtin_memcpy(&walk.word, set.bits, 8);
    return walk;
}

/* The next id; ECOI_CHUNK_DOCS at the end. */
static inline uint32_t ecoi_set_walk_next(ecoi_set_walk *walk)
{
    if (!walk->set.bits)
        return walk->at < walk->set.n ? walk->set.ids[walk->at++] : ECOI_CHUNK_DOCS;
    while (!walk->word) {
        if (++walk->at >= ECOI_CHUNK_DOCS / 64) {
            walk->at = ECOI_CHUNK_DOCS / 64 - 1;
            return ECOI_CHUNK_DOCS;
        }
        __builtin_memcpy(&walk->word, walk->set.bits + walk->at * 8, 8);
    }
    uint32_t id = walk->at * 64 + (uint32_t)__builtin_ctzll(walk->word);
    walk->word &= walk->word - 1;
    return id;
}

/* The next ids, at most `most`; returns how many. */
static inline uint32_t ecoi_set_walk_some(ecoi_set_walk *walk, uint32_t most, uint16_t *ids)
{
    uint32_t n = 0;
    for (uint32_t id; n < most && (id = ecoi_set_walk_next(walk)) < ECOI_CHUNK_DOCS;)
        ids[n++] = (uint16_t)id;
    return n;
}

#endif
