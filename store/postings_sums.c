/* SPDX-License-Identifier: MIT */
#include "store/postings_sums.h"

#include <string.h>

#include "base/bytes.h"
#include "store/gaps.h"
#include "store/pack.h"

enum {
    LANES = 4, /* counters of one form that take turns: one alone waits for itself */
    LANE_FORMS = 16
};

typedef struct adder {
    const uint32_t *ends; /* of the chunk */
    uint64_t *counts;
    size_t n_forms;
    ecoi_postings_sums *sums;
    uint64_t lanes[LANES][LANE_FORMS]; /* counts of chunked terms with few forms */
} adder;

/* ---- forms ---- */

/* Ordinals of one bit are counted 64 at a time. */
static void count_bits(adder *a, const uint8_t *bits, uint64_t n)
{
    uint64_t ones = 0;
    for (uint64_t at = 0; at < n; at += 64) {
        uint64_t word = ecoi_load64(bits + at / 8);
        ones += (uint64_t)__builtin_popcountll(n - at < 64 ? word & (((uint64_t)1 << (n - at)) - 1) : word);
    }
    a->lanes[0][1] += ones;
    a->lanes[0][0] += n - ones;
}

static void count_narrow(adder *a, const uint8_t *bits, uint64_t n, unsigned width)
{
    const uint64_t mask = ((uint64_t)1 << width) - 1;
    uint64_t bit = 0, at = 0;
    for (; at + LANES <= n; at += LANES, bit += (uint64_t)LANES * width) {
        uint64_t word = ecoi_load64(bits + (bit >> 3)) >> (bit & 7);
        ++a->lanes[0][word & mask];
        ++a->lanes[1][word >> width & mask];
        ++a->lanes[2][word >> 2 * width & mask];
        ++a->lanes[3][word >> 3 * width & mask];
    }
    for (; at < n; ++at)
        ++a->lanes[0][ecoi_bits_get(bits, at, width)];
}

static bool count_wide(adder *a, const uint8_t *bits, uint64_t n, unsigned width)
{
    for (uint64_t at = 0; at < n; ++at) {
        uint16_t ordinal = ecoi_bits_get(bits, at, width);
        if (ordinal >= a->n_forms)
            return false;
        ++a->counts[ordinal];
    }
    return true;
}

static bool count_ordinals(adder *a, const uint8_t *bits, uint64_t n, unsigned width)
{
    if (width == 0)
        a->lanes[0][0] += n;
    else if (width == 1)
        count_bits(a, bits, n);
    else if (1u << width <= LANE_FORMS)
        count_narrow(a, bits, n, width);
    else
        return count_wide(a, bits, n, width);
    return true;
}

/* Adds up the lanes; false: an ordinal was not below n_forms. */
static bool end_counts(adder *a)
{
    for (size_t form = 0; form < LANE_FORMS; ++form) {
        uint64_t n = 0;
        for (size_t lane = 0; lane < LANES; ++lane)
            n += a->lanes[lane][form];
        if (form < a->n_forms)
            a->counts[form] += n;
        else if (n)
            return false;
    }
    return true;
}

/* ---- positions ---- */

typedef struct block {
    uint32_t n;
    uint16_t ids[ECOI_BLOCK];
    uint32_t tfs[ECOI_BLOCK];
    uint64_t n_positions;
} block;

/* The last position of a document is the sum of its gaps and of the steps between them. */
static bool fits(const adder *a, const block *b, uint32_t i, uint64_t gaps)
{
    if (gaps + b->tfs[i] <= a->ends[b->ids[i]])
        return true;
    a->sums->doc = b->ids[i];
    return false;
}

/* sums[i] of the gaps up to and with i, four at a time; room for a full pack of both. False: one of them is
 * so large that a sum may not hold. */
static bool add_gaps(uint32_t *gaps, uint32_t n, uint32_t *sums)
{
    const ecoi_four zero = {0};
    ecoi_four all = zero, before = zero;
    for (uint32_t i = n; i % 4; ++i)
        gaps[i] = 0;
    for (uint32_t i = 0; i < n; i += 4) {
        ecoi_four v;
        memcpy(&v, gaps + i, sizeof v);
        all |= v;
        v += ECOI_LANES(v, zero, 4, 0, 1, 2);
        v += ECOI_LANES(v, zero, 4, 4, 0, 1);
        v += before;
        before = ECOI_LANES(v, zero, 3, 3, 3, 3);
        memcpy(sums + i, &v, sizeof v);
    }
    return (all[0] | all[1] | all[2] | all[3]) < (uint32_t)1 << 25;
}

/* Sums of gaps are made pack by pack; a document's is the difference of two. */
static ecoi_postings_fault add_positions(const adder *a, const block *b, const uint8_t *p, const uint8_t *end)
{
    uint32_t gaps[ECOI_PACK_MAX], narrow[ECOI_PACK_MAX], i = 0;
    uint64_t wide[ECOI_PACK_MAX], before = 0, start = 0, last = b->tfs[0];
    for (uint64_t first = 0; first < b->n_positions; first += ECOI_PACK_MAX) {
        uint64_t left = b->n_positions - first;
        uint32_t n = left < ECOI_PACK_MAX ? (uint32_t)left : ECOI_PACK_MAX;
        if (!(p = ecoi_pack_decode(p, end, n, gaps)))
            return ECOI_POSTINGS_DAMAGED;
        bool is_narrow = add_gaps(gaps, n, narrow);
        for (uint32_t k = 0; !is_narrow && k < n; ++k)
            wide[k] = (k ? wide[k - 1] : 0) + gaps[k];
        for (; i < b->n && last <= first + n; last += ++i < b->n ? b->tfs[i] : 0) {
            uint64_t sum = before + (is_narrow ? narrow[last - first - 1] : wide[last - first - 1]);
            if (!fits(a, b, i, sum - start))
                return ECOI_POSTINGS_OUTSIDE;
            start = sum;
        }
        before += is_narrow ? narrow[n - 1] : wide[n - 1];
    }
    return ECOI_POSTINGS_SOUND;
}

static ecoi_postings_fault add_block(adder *a, const ecoi_container *c, uint32_t number)
{
    block b;
    b.n = ecoi_container_block_ids(c, number, b.ids);
    const uint8_t *p = b.n ? ecoi_container_block_rest(c, number, b.tfs) : NULL;
    b.n_positions = 0;
    for (uint32_t i = 0; p && i < b.n; ++i)
        b.n_positions += b.tfs[i];
    if (!p || b.n_positions > (uint64_t)(c->end - p) * ECOI_PACK_MAX_A_BYTE)
        return ECOI_POSTINGS_DAMAGED;
    size_t ordinals = ecoi_bits_bytes(b.n_positions, c->ordinal_bits);
    if (ordinals > (size_t)(c->end - p))
        return ECOI_POSTINGS_DAMAGED;
    if (!count_ordinals(a, p, b.n_positions, c->ordinal_bits))
        return ECOI_POSTINGS_NO_FORM;
    a->sums->n_docs += b.n;
    a->sums->n_positions += b.n_positions;
    return add_positions(a, &b, p + ordinals, c->end);
}

/* Varints of a small term: few terms have many positions there. */
static ecoi_postings_fault add_small(adder *a, const ecoi_container *c)
{
    for (uint32_t i = 0; i < c->n; ++i) {
        const uint8_t *p = c->places[i];
        uint64_t v, gaps = 0;
        for (uint32_t k = 0; k < c->tfs[i]; ++k) {
            p = ecoi_varint_get(p, c->end, &v);
            if (!p || v > UINT32_MAX)
                return ECOI_POSTINGS_DAMAGED;
            gaps += v;
        }
        if (gaps + c->tfs[i] > a->ends[c->ids[i]]) {
            a->sums->doc = c->ids[i];
            return ECOI_POSTINGS_OUTSIDE;
        }
        for (uint32_t k = 0; k < c->tfs[i]; ++k) {
            v = 0;
            if (c->ordinal_bits && !(p = ecoi_varint_get(p, c->end, &v)))
                return ECOI_POSTINGS_DAMAGED;
            if (v >= a->n_forms)
                return ECOI_POSTINGS_NO_FORM;
            ++a->counts[v];
        }
        a->sums->n_positions += c->tfs[i];
    }
    a->sums->n_docs += c->n;
    return ECOI_POSTINGS_SOUND;
}

/* A bitset has as many bits as documents, and its ranks count them. */
static bool bits_add_up(const ecoi_container *c)
{
    const uint8_t *bits = ecoi_container_bits(c);
    uint32_t n = 0;
    for (uint32_t word = 0; bits && word < ECOI_CHUNK_DOCS / 64; ++word) {
        if (word * 64 % ECOI_RANK_STEP == 0 &&
            ecoi_load16(bits + ECOI_BITSET_BYTES + word * 64 / ECOI_RANK_STEP * 2) != n)
            return false;
        n += (uint32_t)__builtin_popcountll(ecoi_load64(bits + (size_t)word * 8));
    }
    return !bits || n == c->n;
}

static ecoi_postings_fault add_container(adder *a, const ecoi_container *c)
{
    ecoi_postings_fault fault = ECOI_POSTINGS_SOUND;
    if (c->kind == ECOI_KIND_SMALL)
        return add_small(a, c);
    if (!bits_add_up(c))
        return ECOI_POSTINGS_DAMAGED;
    for (uint32_t i = 0; fault == ECOI_POSTINGS_SOUND && i < c->n_blocks; ++i)
        fault = add_block(a, c, i);
    return fault;
}

ecoi_postings_fault ecoi_postings_add_up(const ecoi_posting_list *list, const uint32_t *ends,
                                         uint64_t *counts, size_t n_forms, ecoi_postings_sums *out)
{
    adder a; /* most terms are small and have no use for the lanes: these stay as they are */
    bool is_small = list->n_containers && list->containers[0].kind == ECOI_KIND_SMALL;
    a.counts = counts;
    a.n_forms = n_forms;
    a.sums = out;
    if (!is_small)
        memset(a.lanes, 0, sizeof a.lanes);
    *out = (ecoi_postings_sums){0};
    memset(counts, 0, n_forms * sizeof *counts);
    for (size_t i = 0; i < list->n_containers; ++i) {
        const ecoi_container *c = &list->containers[i];
        uint32_t base = c->chunk << ECOI_CHUNK_BITS;
        a.ends = ends + base;
        ecoi_postings_fault fault = add_container(&a, c);
        if (fault == ECOI_POSTINGS_OUTSIDE)
            out->doc += base;
        if (fault != ECOI_POSTINGS_SOUND)
            return fault;
    }
    return is_small || end_counts(&a) ? ECOI_POSTINGS_SOUND : ECOI_POSTINGS_NO_FORM;
}
