/* SPDX-License-Identifier: MIT */
/*
 * The scan with AVX2: 64 bytes at a time become bit masks, one bit a byte, and the rules of scan.h are shifts
 * and ands of masks. What is rare in text (separators of several bytes, and joiners with rules of their own)
 * is asked byte by byte of the same functions that the scalar scan uses.
 */
#include "stem/scan.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#define AVX2 __attribute__((target("avx2")))

enum { BLOCK = 64, MOST_STARTS = BLOCK / 2 };

/* One bit a byte, lowest first. */
typedef struct masks {
    uint64_t word; /* ASCII letters and digits, all bytes >= 0x80 */
    uint64_t lead; /* 0xc2 and 0xe2 */
    uint64_t tie;  /* ' ` - . & _ : joiners wherever they stand between two word bytes */
    uint64_t rare; /* # ( ) + , / : @ */
} masks;

/* Classes by nibbles: a byte's class is low[its low nibble] & high[its high nibble]. */
enum { TIE_2X = 1, TIE_5F = 2, TIE_60 = 4, TIE = 7, RARE_2X = 8, RARE_3A = 16, RARE_40 = 32, RARE = 56 };

static const uint8_t low_nibbles[16] = {
    [0x0] = TIE_60 | RARE_40, [0x3] = RARE_2X, [0x6] = TIE_2X,  [0x7] = TIE_2X,
    [0x8] = RARE_2X,          [0x9] = RARE_2X, [0xa] = RARE_3A, [0xb] = RARE_2X,
    [0xc] = RARE_2X,          [0xd] = TIE_2X,  [0xe] = TIE_2X,  [0xf] = RARE_2X | TIE_5F,
};
static const uint8_t high_nibbles[16] = {
    [0x2] = TIE_2X | RARE_2X, [0x3] = RARE_3A, [0x4] = RARE_40, [0x5] = TIE_5F, [0x6] = TIE_60,
};

AVX2 static inline __m256i table_of(const uint8_t *table)
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table));
}

/* Bytes of x in [first, first + n). */
AVX2 static inline __m256i in_range(__m256i x, char first, char n)
{
    __m256i offset = _mm256_sub_epi8(x, _mm256_set1_epi8(first));
    return _mm256_cmpeq_epi8(_mm256_min_epu8(offset, _mm256_set1_epi8((char)(n - 1))), offset);
}

AVX2 static inline uint32_t bits(__m256i x)
{
    return (uint32_t)_mm256_movemask_epi8(x);
}

AVX2 static inline uint32_t bits_of_class(__m256i classes, char class)
{
    return bits(
        _mm256_cmpgt_epi8(_mm256_and_si256(classes, _mm256_set1_epi8(class)), _mm256_setzero_si256()));
}

typedef struct half {
    uint32_t word, lead, tie, rare;
} half;

AVX2 static inline half classify_half(const char *p)
{
    __m256i x = _mm256_loadu_si256((const __m256i *)p);
    __m256i letters = in_range(_mm256_or_si256(x, _mm256_set1_epi8(0x20)), 'a', 26),
            digits = in_range(x, '0', 10);
    __m256i leads = _mm256_or_si256(_mm256_cmpeq_epi8(x, _mm256_set1_epi8((char)0xc2)),
                                    _mm256_cmpeq_epi8(x, _mm256_set1_epi8((char)0xe2)));
    /* A shuffle gives 0 for bytes >= 0x80, which are in neither class. */
    __m256i high = _mm256_and_si256(_mm256_srli_epi16(x, 4), _mm256_set1_epi8(0x0f));
    __m256i classes = _mm256_and_si256(_mm256_shuffle_epi8(table_of(low_nibbles), x),
                                       _mm256_shuffle_epi8(table_of(high_nibbles), high));
    return (half){bits(_mm256_or_si256(letters, digits)) | bits(x), bits(leads), bits_of_class(classes, TIE),
                  bits_of_class(classes, RARE)};
}

AVX2 static inline masks classify(const char *p)
{
    half a = classify_half(p), b = classify_half(p + BLOCK / 2);
    return (masks){a.word | (uint64_t)b.word << 32, a.lead | (uint64_t)b.lead << 32,
                   a.tie | (uint64_t)b.tie << 32, a.rare | (uint64_t)b.rare << 32};
}

/* What one block hands to the next. */
typedef struct carry {
    uint64_t separator; /* bytes of a separator that began in the block before */
    uint64_t word;      /* 1: the byte before is a word byte */
    uint64_t chunk;     /* 1: it is part of a chunk */
} carry;

/* Takes separators of several bytes out of the word bytes. */
static inline uint64_t without_separators(const char *text, size_t len, size_t at, const masks *m, carry *c)
{
    uint64_t word = m->word & ~c->separator;
    c->separator = 0;
    for (uint64_t leads = m->lead; leads; leads &= leads - 1) {
        unsigned bit = (unsigned)__builtin_ctzll(leads);
        uint64_t run = ((uint64_t)1 << ecoi_scan_separator(text, len, at + bit)) - 1;
        word &= ~(run << bit);
        if (bit > BLOCK - 3)
            c->separator |= run >> (BLOCK - bit);
    }
    return word;
}

/* The bytes of a block that belong to chunks. */
static inline uint64_t chunk_bits(const char *text, size_t len, size_t at, const masks *m, carry *c)
{
    uint64_t word = without_separators(text, len, at, m, c);
    uint64_t next = m->tie >> 63 && ecoi_scan_is_word(text, len, at + BLOCK);
    uint64_t chunk = word | (m->tie & (word << 1 | c->word) & (word >> 1 | next << 63));
    for (uint64_t rare = m->rare; rare; rare &= rare - 1) {
        unsigned bit = (unsigned)__builtin_ctzll(rare);
        chunk |= (uint64_t)ecoi_scan_is_glue(text, len, at + bit) << bit;
    }
    c->word = word >> 63;
    return chunk;
}

typedef struct found {
    ecoi_span *spans;
    size_t n_starts, n_ends; /* they differ by one while a chunk is open */
} found;

static inline void put_edges(found *f, uint64_t chunk, size_t at, carry *c)
{
    uint64_t before = chunk << 1 | c->chunk;
    for (uint64_t starts = chunk & ~before; starts; starts &= starts - 1)
        f->spans[f->n_starts++].start = (uint32_t)(at + (unsigned)__builtin_ctzll(starts));
    for (uint64_t ends = before & ~chunk; ends; ends &= ends - 1, f->n_ends++)
        f->spans[f->n_ends].len =
            (uint32_t)(at + (unsigned)__builtin_ctzll(ends)) - f->spans[f->n_ends].start;
    c->chunk = chunk >> 63;
}

/* Where the next scan begins when there is no room for another block: at the open chunk, or after the last
 * one. */
static size_t resume_at(const found *f)
{
    const ecoi_span *last = &f->spans[f->n_ends - 1];
    return f->n_starts > f->n_ends ? f->spans[f->n_ends].start : (size_t)last->start + last->len;
}

static void close_at(found *f, size_t len)
{
    if (f->n_starts > f->n_ends) {
        f->spans[f->n_ends].len = (uint32_t)len - f->spans[f->n_ends].start;
        f->n_ends++;
    }
}

AVX2 size_t ecoi_scan_avx2(const char *text, size_t len, size_t *at, ecoi_span *out, size_t cap)
{
    found f = {out, 0, 0};
    carry c = {0, *at > 0 && ecoi_scan_is_word(text, len, *at - 1), 0};
    for (size_t i = *at; i < len; i += BLOCK) {
        char padded[BLOCK] = {0};
        if (f.n_starts + MOST_STARTS >= cap) {
            *at = resume_at(&f);
            return f.n_ends;
        }
        if (len - i < BLOCK)
            memcpy(padded, text + i, len - i);
        masks m = classify(len - i < BLOCK ? padded : text + i);
        put_edges(&f, chunk_bits(text, len, i, &m, &c), i, &c);
    }
    close_at(&f, len);
    *at = len;
    return f.n_ends;
}

AVX2 static inline uint64_t not_spaces(const char *p)
{
    __m256i a = _mm256_loadu_si256((const __m256i *)p),
            b = _mm256_loadu_si256((const __m256i *)(p + BLOCK / 2));
    __m256i space = _mm256_set1_epi8(0x20);
    uint32_t low = bits(_mm256_cmpeq_epi8(_mm256_min_epu8(a, space), a));
    uint32_t high = bits(_mm256_cmpeq_epi8(_mm256_min_epu8(b, space), b));
    return ~(low | (uint64_t)high << 32);
}

AVX2 size_t ecoi_scan_spaces_avx2(const char *text, size_t len, size_t *at, ecoi_span *out, size_t cap)
{
    found f = {out, 0, 0};
    carry c = {0, 0, 0};
    for (size_t i = *at; i < len; i += BLOCK) {
        char padded[BLOCK] = {0};
        if (f.n_starts + MOST_STARTS >= cap) {
            *at = resume_at(&f);
            return f.n_ends;
        }
        if (len - i < BLOCK)
            memcpy(padded, text + i, len - i);
        put_edges(&f, not_spaces(len - i < BLOCK ? padded : text + i), i, &c);
    }
    close_at(&f, len);
    *at = len;
    return f.n_ends;
}

#endif
