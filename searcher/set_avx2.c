/* SPDX-License-Identifier: MIT */
/* For processors with AVX2, all of which have SSE4.2's comparison of all pairs and POPCNT too. */
#if defined(__x86_64__)
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>

#define TARGET  __attribute__((target("avx2,popcnt,bmi,bmi2,sse4.2")))
#define NAME(x) x##_avx2
#define TABLE   ecoi_set_kernels_avx2

TARGET static uint32_t merge_from_avx2(const uint16_t *a, size_t n_a, const uint16_t *b, size_t n_b,
                                       uint16_t *out);

/* Eight ids of one against eight of the other at a time; whichever ends first moves on. */
TARGET static uint32_t and_near_avx2(const uint16_t *a, size_t n_a, const uint16_t *b, size_t n_b,
                                     uint16_t *out)
{
    enum { WIDTH = 8, MODE = _SIDD_UWORD_OPS | _SIDD_CMP_EQUAL_ANY | _SIDD_BIT_MASK };
    uint32_t n = 0;
    size_t i = 0, j = 0;
    while (i + WIDTH <= n_a && j + WIDTH <= n_b) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(a + i));
        __m128i y = _mm_loadu_si128((const __m128i *)(const void *)(b + j));
        uint32_t found = (uint32_t)_mm_cvtsi128_si32(_mm_cmpestrm(y, WIDTH, x, WIDTH, MODE));
        uint16_t last_a = a[i + WIDTH - 1], last_b = b[j + WIDTH - 1];
        if (out)
            for (uint32_t k = n, left = found; left; left &= left - 1)
                out[k++] = a[i + (uint32_t)__builtin_ctz(left)];
        n += (uint32_t)__builtin_popcount(found);
        i += last_a <= last_b ? WIDTH : 0;
        j += last_b <= last_a ? WIDTH : 0;
    }
    return n + merge_from_avx2(a + i, n_a - i, b + j, n_b - j, out ? out + n : NULL);
}

#include "searcher/set_kernels_impl.h"
#else
#include "searcher/set.h"
const ecoi_set_kernels ecoi_set_kernels_avx2 = {0}; /* never chosen */
#endif
