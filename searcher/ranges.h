/* SPDX-License-Identifier: MIT */
/*
 * Arithmetic over the bounds of many ranges at once. Impacts are saturations in 255ths, a byte a range; n is
 * a multiple of ECOI_RANGES, what pads an array is 0.
 */
#ifndef ECOI_SEARCHER_RANGES_H
#define ECOI_SEARCHER_RANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "store/format.h"

/* A set of documents of a range. */
typedef struct ecoi_range_docs {
    uint64_t bits[ECOI_RANGE_DOCS / 64];
} ecoi_range_docs;

/* Those of a range in a bitset of its chunk. */
static inline ecoi_range_docs ecoi_range_of_bits(const uint8_t *bits, uint32_t range)
{
    ecoi_range_docs docs;
    for (uint32_t i = 0; i < ECOI_RANGE_DOCS / 64; i++)
        docs.bits[i] = ecoi_load64(bits + (size_t)range * (ECOI_RANGE_DOCS / 8) + (size_t)i * 8);
    return docs;
}

/* What sums of bounds may have lost by rounding is more than made up for. */
#define ECOI_ROUNDED_UP (1 + 1e-6f)

/* The kernels, by instruction set; all give the same results. */
typedef struct ecoi_range_kernels {
    /* Adds impacts to a word's: a sum of saturations is at most 1. */
    void (*add_impacts)(uint8_t *impacts, const uint8_t *more, size_t n);
    /* Leaves the smaller of each two. */
    void (*least_impacts)(uint8_t *impacts, const uint8_t *others, size_t n);
    /* Adds factor * impact to each bound. */
    void (*add_bounds)(float *bounds, const uint8_t *impacts, float factor, size_t n);
    /* Makes bounds -1 where an impact is 0. */
    void (*require)(float *bounds, const uint8_t *impacts, size_t n);
    float (*largest)(const float *bounds, size_t n);
    /* Levels 1 to 255 in the order of the bounds, scale being 254 over the largest; 0 for negative bounds. */
    void (*levels)(const float *bounds, float scale, uint8_t *levels, size_t n);
    /* The places of levels in [low, high], rising; returns how many. Room for n. */
    size_t (*between)(const uint8_t *levels, uint8_t low, uint8_t high, uint16_t *places, size_t n);
    /* The saturations of n documents by frequency and length, as ecoi_bm25_saturate of ecoi_bm25_frequency
     * has them, to the last bit. */
    void (*saturate)(const uint32_t *tfs, const uint32_t *lengths, size_t n, float base, float slope,
                     float *out);
    /* Bounds n documents of a chunk by their ids: weight * saturation and what the range of each adds,
     * rest[], rounded up; -1 where that is negative. Arrays have room for n rounded up to 8. */
    void (*bound_docs)(const uint16_t *ids, const float *saturations, size_t n, const float *rest,
                       float weight, float *bounds);
    /* Of those that a bitset does not have: takes factor * the impact of their range from their bounds, or
     * makes them -1 where the bitset is required. Three more impacts can be read. */
    void (*leave_out)(const uint16_t *ids, size_t n, const uint8_t *bits, const uint8_t *impacts,
                      float factor, bool required, float *bounds);
    /* Of the documents of a range, ECOI_RANGE_DOCS values each: adds factor * value to each sum; */
    void (*add_values)(float *sums, const float *values, float factor);
    /* leaves the smaller of each two; */
    void (*least_values)(float *values, const float *others);
    /* those whose value is `least` or more. */
    ecoi_range_docs (*at_least)(const float *values, float least);
} ecoi_range_kernels;

extern const ecoi_range_kernels ecoi_range_kernels_scalar, ecoi_range_kernels_avx2;
const ecoi_range_kernels *ecoi_range_kernels_best(void); /* for this processor */

#endif
