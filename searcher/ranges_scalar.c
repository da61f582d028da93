/* SPDX-License-Identifier: MIT */
#include <stdint.h>

#include "base/cpu.h"
#include "searcher/ranges.h"

#define TARGET
#define NAME(x) x##_scalar
#define TABLE   ecoi_range_kernels_scalar

static void levels_of_scalar(const float *bounds, float scale, uint8_t *levels)
{
    for (unsigned i = 0; i < 32; i++)
        levels[i] = bounds[i] < 0 ? 0 : (uint8_t)(1 + (int)(bounds[i] * scale));
}

/* Which of 32 levels lie in [low, low + width]. */
static uint32_t within_scalar(const uint8_t *levels, uint8_t low, uint8_t width)
{
    uint32_t bits = 0;
    for (unsigned k = 0; k < 32; k++)
        bits |= (uint32_t)((uint8_t)(levels[k] - low) <= width) << k;
    return bits;
}

/* Which of 8 values are `least` or more. */
static uint32_t reached_scalar(const float *values, float least)
{
    uint32_t bits = 0;
    for (unsigned k = 0; k < 8; k++)
        bits |= (uint32_t)(values[k] >= least) << k;
    return bits;
}

static void bound_docs_scalar(const uint16_t *ids, const float *saturations, size_t n, const float *rest,
                              float weight, float *bounds)
{
    for (size_t i = 0; i < n; i++) {
        float of_range = rest[ids[i] / ECOI_RANGE_DOCS];
        bounds[i] = of_range < 0 ? -1 : of_range * ECOI_ROUNDED_UP + weight * saturations[i];
    }
}

static void leave_out_scalar(const uint16_t *ids, size_t n, const uint8_t *bits, const uint8_t *impacts,
                             float factor, bool required, float *bounds)
{
    for (size_t i = 0; i < n; i++)
        if (!(bits[ids[i] / 8] >> ids[i] % 8 & 1))
            bounds[i] = required ? -1 : bounds[i] - factor * (float)impacts[ids[i] / ECOI_RANGE_DOCS];
}

#include "searcher/ranges_impl.h"

const ecoi_range_kernels *ecoi_range_kernels_best(void)
{
    return ecoi_cpu_probe().avx2 ? &ecoi_range_kernels_avx2 : &ecoi_range_kernels_scalar;
}
