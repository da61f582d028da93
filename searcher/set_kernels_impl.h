/* SPDX-License-Identifier: MIT */
/*
 * The bodies of the set kernels, included by one file for each instruction set, which defines TARGET (the
 * functions' attributes), NAME(x) (their names) and TABLE (the table's).
 */
#include "base/bytes.h"
#include "searcher/set.h"

enum { GALLOP = 32 }; /* an array this many times longer is searched, not merged */

#define COMBINE(name, expression)                                                                            \
    TARGET static uint32_t NAME(name)(const uint8_t *a, const uint8_t *b, uint8_t *out)                      \
    {                                                                                                        \
        uint64_t n = 0;                                                                                      \
        for (size_t i = 0; i < ECOI_BITSET_BYTES; i += 8) {                                                  \
            uint64_t x = ecoi_load64(a + i), y = ecoi_load64(b + i), v = expression;                         \
            n += (uint64_t)__builtin_popcountll(v);                                                          \
            if (out)                                                                                         \
                ecoi_store64(out + i, v);                                                                    \
        }                                                                                                    \
        return (uint32_t)n;                                                                                  \
    }

COMBINE(and_bits, x &y)
COMBINE(or_bits, x | y)
COMBINE(without_bits, x & ~y)

/* The first index >= from whose id is >= wanted: by leaps that double, then by halves. */
TARGET static size_t NAME(gallop)(const uint16_t *ids, size_t n, size_t from, uint16_t wanted)
{
    size_t step = 1, low = from;
    while (from + step < n && ids[from + step] < wanted) {
        low = from + step;
        step *= 2;
    }
    size_t high = from + step < n ? from + step : n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ids[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

TARGET static uint32_t NAME(and_far)(const uint16_t *few, size_t n_few, const uint16_t *many, size_t n_many,
                                     uint16_t *out)
{
    uint32_t n = 0;
    size_t at = 0;
    for (size_t i = 0; i < n_few && at < n_many; i++) {
        uint16_t id = few[i];
        at = NAME(gallop)(many, n_many, at, id);
        if (at < n_many && many[at] == id) {
            if (out)
                out[n] = id;
            n++;
        }
    }
    return n;
}

TARGET static uint32_t NAME(merge_from)(const uint16_t *a, size_t n_a, const uint16_t *b, size_t n_b,
                                        uint16_t *out)
{
    uint32_t n = 0;
    for (size_t i = 0, j = 0; i < n_a && j < n_b;) {
        uint16_t x = a[i], y = b[j];
        if (x == y) {
            if (out)
                out[n] = x;
            n++;
        }
        i += x <= y;
        j += y <= x;
    }
    return n;
}

TARGET static uint32_t NAME(and_ids)(const uint16_t *a, size_t n_a, const uint16_t *b, size_t n_b,
                                     uint16_t *out)
{
    if (n_a * GALLOP < n_b)
        return NAME(and_far)(a, n_a, b, n_b, out);
    if (n_b * GALLOP < n_a)
        return NAME(and_far)(b, n_b, a, n_a, out);
    return NAME(and_near)(a, n_a, b, n_b, out);
}

const ecoi_set_kernels TABLE = {
    .and_bits = NAME(and_bits),
    .or_bits = NAME(or_bits),
    .without_bits = NAME(without_bits),
    .and_ids = NAME(and_ids),
};
