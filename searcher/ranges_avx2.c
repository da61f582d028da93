/* SPDX-License-Identifier: MIT */
#if defined(__x86_64__)
#include <immintrin.h>
#include <stdint.h>

#include "searcher/ranges.h"

#define TARGET  __attribute__((target("avx2,bmi")))
#define NAME(x) x##_avx2
#define TABLE   ecoi_range_kernels_avx2

enum { RANGE_BITS = 7 };
_Static_assert(1u << RANGE_BITS == ECOI_RANGE_DOCS, "a range's number is an id's high bits");

/* Eight levels as integers: 0 for negative bounds. */
TARGET static __m256i eight_levels(const float *bounds, __m256 scale)
{
    __m256 b = _mm256_loadu_ps(bounds);
    __m256i level = _mm256_add_epi32(_mm256_cvttps_epi32(_mm256_mul_ps(b, scale)), _mm256_set1_epi32(1));
    return _mm256_andnot_si256(_mm256_castps_si256(_mm256_cmp_ps(b, _mm256_setzero_ps(), _CMP_LT_OQ)), level);
}

TARGET static void levels_of_avx2(const float *bounds, float scale, uint8_t *levels)
{
    __m256 s = _mm256_set1_ps(scale);
    __m256i low = _mm256_packs_epi32(eight_levels(bounds, s), eight_levels(bounds + 8, s));
    __m256i high = _mm256_packs_epi32(eight_levels(bounds + 16, s), eight_levels(bounds + 24, s));
    /* packing works in halves of 128 bits: fours of levels are put in order again */
    __m256i bytes = _mm256_permutevar8x32_epi32(_mm256_packus_epi16(low, high),
                                                _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
    _mm256_storeu_si256((__m256i *)(void *)levels, bytes);
}

/* Which of 32 levels lie in [low, low + width]. */
TARGET static uint32_t within_avx2(const uint8_t *levels, uint8_t low, uint8_t width)
{
    __m256i above = _mm256_sub_epi8(_mm256_loadu_si256((const __m256i *)(const void *)levels),
                                    _mm256_set1_epi8((char)low));
    __m256i is_in = _mm256_cmpeq_epi8(_mm256_min_epu8(above, _mm256_set1_epi8((char)width)), above);
    return (uint32_t)_mm256_movemask_epi8(is_in);
}

/* Which of 8 values are `least` or more. */
TARGET static uint32_t reached_avx2(const float *values, float least)
{
    return (uint32_t)_mm256_movemask_ps(
        _mm256_cmp_ps(_mm256_loadu_ps(values), _mm256_set1_ps(least), _CMP_GE_OQ));
}

TARGET static __m256i eight_ids(const uint16_t *ids)
{
    return _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)(const void *)ids));
}

TARGET static void bound_docs_avx2(const uint16_t *ids, const float *saturations, size_t n, const float *rest,
                                   float weight, float *bounds)
{
    const __m256 up = _mm256_set1_ps(ECOI_ROUNDED_UP), w = _mm256_set1_ps(weight), none = _mm256_set1_ps(-1);
    for (size_t i = 0; i < n; i += 8) {
        __m256 of_range = _mm256_i32gather_ps(rest, _mm256_srli_epi32(eight_ids(ids + i), RANGE_BITS), 4);
        __m256 sum =
            _mm256_add_ps(_mm256_mul_ps(of_range, up), _mm256_mul_ps(w, _mm256_loadu_ps(saturations + i)));
        _mm256_storeu_ps(bounds + i, _mm256_blendv_ps(sum, none, of_range));
    }
}

TARGET static void leave_out_avx2(const uint16_t *ids, size_t n, const uint8_t *bits, const uint8_t *impacts,
                                  float factor, bool required, float *bounds)
{
    const __m256 f = _mm256_set1_ps(factor), none = _mm256_set1_ps(-1);
    const __m256i five = _mm256_set1_epi32(31), low = _mm256_set1_epi32(255);
    for (size_t i = 0; i < n; i += 8) {
        __m256i id = eight_ids(ids + i);
        __m256i words = _mm256_i32gather_epi32((const int *)(const void *)bits, _mm256_srli_epi32(id, 5), 4);
        /* the document's bit becomes the sign */
        __m256i has = _mm256_sllv_epi32(words, _mm256_andnot_si256(id, five));
        __m256i impact = _mm256_and_si256(low, _mm256_i32gather_epi32((const int *)(const void *)impacts,
                                                                      _mm256_srli_epi32(id, RANGE_BITS), 1));
        __m256 bound = _mm256_loadu_ps(bounds + i);
        __m256 without = _mm256_sub_ps(bound, _mm256_mul_ps(f, _mm256_cvtepi32_ps(impact)));
        _mm256_storeu_ps(bounds + i,
                         _mm256_blendv_ps(required ? none : without, bound, _mm256_castsi256_ps(has)));
    }
}

#include "searcher/ranges_impl.h"
#else
#include "searcher/ranges.h"
const ecoi_range_kernels ecoi_range_kernels_avx2 = {0}; /* never chosen */
#endif
