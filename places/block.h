/* SPDX-License-Identifier: MIT */
/*
 * Sixteen bytes of text looked at together: which are ASCII letters or digits, and their lower case. The
 * portable version is the twin of the SSE2 one (part of every x86-64); tests compare them.
 */
#ifndef ECOI_PLACES_BLOCK_H
#define ECOI_PLACES_BLOCK_H

#include "base/bytes.h"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

enum { BLOCK_LEN = 16 };

typedef struct block {
    uint64_t low, high; /* the leading letters and digits in lower case, zeros after them */
    unsigned n;         /* how many there are, 0..16 */
    bool has_lower;     /* one of them is a letter in lower case */
} block;

/* The top bit of each byte (all below 0x80) that is in [low, high]. */
static inline uint64_t block_between(uint64_t eight, unsigned low, unsigned high)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    return (eight + ones * (0x80 - low)) & ~(eight + ones * (0x7f - high)) & tops;
}

/* Top bits to eight neighbouring bits. */
static inline unsigned block_gather(uint64_t tops)
{
    return (unsigned)((tops >> 7) * 0x0102040810204080u >> 56);
}

static inline uint64_t block_keep(uint64_t eight, unsigned n)
{
    return n >= 8 ? eight : eight & (((uint64_t)1 << (n * 8)) - 1);
}

static inline block block_portable(const void *text)
{
    const uint64_t tops = 0x8080808080808080u;
    uint64_t folded[2];
    unsigned in_word = 0, lower = 0;
    for (unsigned i = 0; i < 2; i++) {
        uint64_t raw = ecoi_load64((const char *)text + 8 * i), ascii = raw & ~tops;
        folded[i] = raw | tops >> 2;
        uint64_t letters = block_between(ascii | tops >> 2, 'a', 'z') & ~raw;
        in_word |= block_gather((letters | block_between(ascii, '0', '9')) & ~raw) << (8 * i);
        lower |= block_gather(letters & raw << 2) << (8 * i);
    }
    unsigned n = (unsigned)__builtin_ctz(~in_word);
    return (block){.low = block_keep(folded[0], n),
                   .high = n <= 8 ? 0 : block_keep(folded[1], n - 8),
                   .n = n,
                   .has_lower = (lower & ((1u << n) - 1)) != 0};
}

#if defined(__SSE2__)
/* As above; bytes beyond ASCII are negative and so below every bound. */
static inline __m128i block_between16(__m128i bytes, char low, char high)
{
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)(low - 1))),
                         _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)(high + 1))));
}

static inline block block_sse2(const void *text)
{
    static const uint8_t keep[32] = {255, 255, 255, 255, 255, 255, 255, 255,
                                     255, 255, 255, 255, 255, 255, 255, 255};
    __m128i raw = _mm_loadu_si128((const __m128i *)text);
    __m128i folded = _mm_or_si128(raw, _mm_set1_epi8(0x20));
    __m128i letters = block_between16(folded, 'a', 'z');
    __m128i in_word = _mm_or_si128(letters, block_between16(raw, '0', '9'));
    unsigned n = (unsigned)__builtin_ctz(~(unsigned)_mm_movemask_epi8(in_word));
    unsigned lower = (unsigned)_mm_movemask_epi8(block_between16(raw, 'a', 'z'));
    __m128i kept = _mm_and_si128(folded, _mm_loadu_si128((const __m128i *)(keep + BLOCK_LEN - n)));
    block b = {.n = n, .has_lower = (lower & ((1u << n) - 1)) != 0};
    memcpy(&b.low, &kept, sizeof b.low);
    kept = _mm_unpackhi_epi64(kept, kept);
    memcpy(&b.high, &kept, sizeof b.high);
    return b;
}
#endif

static inline block block_read(const void *text)
{
#if defined(__SSE2__)
    return block_sse2(text);
#else
    return block_portable(text);
#endif
}

#endif
