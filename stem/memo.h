/* SPDX-License-Identifier: MIT */
/*
 * What became of each chunk met: its bytes to its tokens, so that the rules and the stemmer run once a
 * spelling. A hit allocates nothing and touches one cache line for chunks of up to 16 bytes, which are nearly
 * all.
 */
#ifndef ECOI_STEM_MEMO_H
#define ECOI_STEM_MEMO_H

#include "base/arena.h"
#include "base/hash.h"
#include "stem/analyser.h"

/* What a chunk can be to its neighbours (context.c): the end of the one before, shifted by ECOI_JOIN_SHIFT,
 * meets the beginning of the next. */
#define ECOI_JOIN_SHIFT        4
#define ECOI_JOIN_NUMBER_HEAD  1u /* 1 to 3 digits that groups of three may follow */
#define ECOI_JOIN_PAIR_HEAD    2u /* first word of a pair of pairs.def */
#define ECOI_JOIN_CAPITAL      4u /* one capital: R of "R & D" */
#define ECOI_JOIN_NUMBER_TAIL  (ECOI_JOIN_NUMBER_HEAD << ECOI_JOIN_SHIFT)
#define ECOI_JOIN_PAIR_TAIL    (ECOI_JOIN_PAIR_HEAD << ECOI_JOIN_SHIFT)
#define ECOI_JOIN_CAPITAL_TAIL (ECOI_JOIN_CAPITAL << ECOI_JOIN_SHIFT)
#define ECOI_JOIN_HEADS        (ECOI_JOIN_NUMBER_HEAD | ECOI_JOIN_PAIR_HEAD | ECOI_JOIN_CAPITAL)
#define ECOI_JOIN_URL          128u /* begins with a scheme: reaches further than the scan saw */

#define ECOI_MEMO_KEY     16 /* bytes of a chunk kept in the slot */
#define ECOI_MEMO_LONGEST 64 /* bytes of the longest chunk worth remembering */

typedef struct ecoi_memo_slot {
    uint64_t key[2]; /* the chunk padded with zeros; of a longer one its hash, and its first 8 bytes */
    uint32_t tail;   /* of a longer one: where it lies in `tails` */
    uint32_t first;  /* one token that spans the chunk: its form; else where they lie in `tokens` */
    uint8_t len;     /* 0: free */
    uint8_t n_tokens;
    uint8_t n_positions;
    uint8_t kind;  /* of the one token */
    uint8_t joins; /* ECOI_JOIN_... */
    bool plain;    /* one token that spans the chunk */
} ecoi_memo_slot;

typedef struct ecoi_memo {
    ecoi_memo_slot *slots;
    size_t n_slots, n; /* a power of two, or 0 */
    char *tails;
    size_t n_tails, tails_cap;
    ecoi_token *tokens; /* positions and starts from the chunk's beginning */
    size_t n_tokens, tokens_cap;
} ecoi_memo;

typedef struct ecoi_memo_key {
    uint64_t word[2], hash;
} ecoi_memo_key;

bool ecoi_memo_open(ecoi_memo *memo); /* false when memory ran out */
void ecoi_memo_dispose(ecoi_memo *memo);
void ecoi_memo_reset(ecoi_memo *memo);
size_t ecoi_memo_bytes(const ecoi_memo *memo);

/* Remembers a chunk of at most ECOI_MEMO_LONGEST bytes that is not in the memo. NULL when memory ran out. */
const ecoi_memo_slot *ecoi_memo_add(ecoi_memo *memo, const ecoi_memo_key *key, const char *chunk, size_t len,
                                    const ecoi_token *tokens, size_t n_tokens, uint32_t n_positions,
                                    uint8_t joins);

/* -- the hot path, inline
 * ----------------------------------------------------------------------------------------- */

static inline uint64_t ecoi_memo_mask(size_t n_bytes)
{
    return n_bytes >= 8 ? UINT64_MAX : ((uint64_t)1 << 8 * n_bytes) - 1;
}

/* The key of a chunk; reads 16 bytes from its start when `readable` has them, whatever its length. */
static inline ecoi_memo_key ecoi_memo_key_of(const char *chunk, size_t len, size_t readable)
{
    ecoi_memo_key key = {{0, 0}, 0};
    if (len > ECOI_MEMO_KEY) {
        key.word[0] = ecoi_hash(chunk, len);
        key.word[1] = ecoi_load64(chunk);
    } else if (readable >= ECOI_MEMO_KEY) {
        key.word[0] = ecoi_load64(chunk) & ecoi_memo_mask(len);
        key.word[1] = len > 8 ? ecoi_load64(chunk + 8) & ecoi_memo_mask(len - 8) : 0;
    } else {
        memcpy(key.word, chunk, len);
    }
    key.hash = ecoi_hash_mix(key.word[0] ^ 0x9e3779b97f4a7c15u, key.word[1] ^ 0xe7037ed1a0b428dbu ^ len);
    return key;
}

static inline bool ecoi_memo_is(const ecoi_memo *memo, const ecoi_memo_slot *slot, const ecoi_memo_key *key,
                                const char *chunk, size_t len)
{
    if (slot->key[0] != key->word[0] || slot->key[1] != key->word[1] || slot->len != len)
        return false;
    return len <= ECOI_MEMO_KEY || memcmp(memo->tails + slot->tail, chunk, len) == 0;
}

static inline void ecoi_memo_prefetch(const ecoi_memo *memo, const ecoi_memo_key *key)
{
    __builtin_prefetch(&memo->slots[key->hash & (memo->n_slots - 1)]);
}

/* The chunk's slot, or NULL; `len` is at most ECOI_MEMO_LONGEST. */
static inline const ecoi_memo_slot *ecoi_memo_find(const ecoi_memo *memo, const ecoi_memo_key *key,
                                                   const char *chunk, size_t len)
{
    size_t mask = memo->n_slots - 1;
    for (size_t i = key->hash & mask;; i = (i + 1) & mask) {
        const ecoi_memo_slot *slot = &memo->slots[i];
        if (ecoi_memo_is(memo, slot, key, chunk, len))
            return slot;
        if (slot->len == 0)
            return NULL;
    }
}

#endif
