/* SPDX-License-Identifier: MIT */
/*
 * The bodies of the range kernels, included by one file for each instruction set, which defines TARGET (the
 * functions' attributes), NAME(x) (their names), TABLE (the table's), levels_of, 32 levels, within,
 * a mask of 32 levels, reached, one of 8 values, bound_docs and leave_out. Plain loops: the compiler makes
 * vectors of them.
 */
#include <string.h>

#include "searcher/ranges.h"
#include "store/bm25.h"

TARGET static void NAME(add_impacts)(uint8_t *impacts, const uint8_t *more, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned sum = (unsigned)impacts[i] + more[i];
        impacts[i] = (uint8_t)(sum < 255 ? sum : 255);
    }
}

TARGET static void NAME(least_impacts)(uint8_t *impacts, const uint8_t *others, size_t n)
{
    for (size_t i = 0; i < n; i++)
        impacts[i] = impacts[i] < others[i] ? impacts[i] : others[i];
}

TARGET static void NAME(add_bounds)(float *bounds, const uint8_t *impacts, float factor, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bounds[i] += factor * (float)(int)impacts[i];
}

TARGET static void NAME(require)(float *bounds, const uint8_t *impacts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bounds[i] = impacts[i] ? bounds[i] : -1.0f;
}

/* Floats that are not negative are in the order of their bits. */
TARGET static float NAME(largest)(const float *bounds, size_t n)
{
    int32_t most = 0;
    float largest;
    for (size_t i = 0; i < n; i++) {
        int32_t bits;
        memcpy(&bits, bounds + i, sizeof bits);
        most = bits > most ? bits : most;
    }
    memcpy(&largest, &most, sizeof largest);
    return largest;
}

TARGET static void NAME(levels)(const float *bounds, float scale, uint8_t *levels, size_t n)
{
    for (size_t i = 0; i < n; i += 32)
        NAME(levels_of)(bounds + i, scale, levels + i);
}

TARGET static size_t NAME(between)(const uint8_t *levels, uint8_t low, uint8_t high, uint16_t *places,
                                   size_t n)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i += 32) {
        uint32_t bits = NAME(within)(levels + i, low, (uint8_t)(high - low));
        for (; bits; bits &= bits - 1)
            places[found++] = (uint16_t)(i + (unsigned)__builtin_ctz(bits));
    }
    return found;
}

TARGET static void NAME(saturate)(const uint32_t *tfs, const uint32_t *lengths, size_t n, float base,
                                  float slope, float *out)
{
    for (size_t i = 0; i < n; i++) { /* signed: one instruction each */
        float tf = (float)(int32_t)tfs[i], len = (float)(int32_t)lengths[i];
        out[i] = ecoi_bm25_saturate(tf / (base + slope * len));
    }
}

TARGET static void NAME(add_values)(float *sums, const float *values, float factor)
{
    for (size_t i = 0; i < ECOI_RANGE_DOCS; i++)
        sums[i] += factor * values[i];
}

TARGET static void NAME(least_values)(float *values, const float *others)
{
    for (size_t i = 0; i < ECOI_RANGE_DOCS; i++)
        values[i] = values[i] < others[i] ? values[i] : others[i];
}

TARGET static ecoi_range_docs NAME(at_least)(const float *values, float least)
{
    ecoi_range_docs docs = {0};
    for (size_t i = 0; i < ECOI_RANGE_DOCS; i += 8)
        docs.bits[i / 64] |= (uint64_t)NAME(reached)(values + i, least) << i % 64;
    return docs;
}

const ecoi_range_kernels TABLE = {
    .add_impacts = NAME(add_impacts),
    .least_impacts = NAME(least_impacts),
    .add_bounds = NAME(add_bounds),
    .require = NAME(require),
    .largest = NAME(largest),
    .levels = NAME(levels),
    .between = NAME(between),
    .saturate = NAME(saturate),
    .bound_docs = NAME(bound_docs),
    .leave_out = NAME(leave_out),
    .add_values = NAME(add_values),
    .least_values = NAME(least_values),
    .at_least = NAME(at_least),
};
