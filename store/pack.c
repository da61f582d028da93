/* SPDX-License-Identifier: MIT */
#include "store/pack.h"

#include <string.h>

#include "base/bytes.h"

enum { HEADER = 2, LANES = 4 };

/* Bytes of a full pack's bits: a word a lane for each bit of the width. */
#define FULL_BYTES(width) ((size_t)(width)*4 * LANES)

static unsigned width_of(uint32_t value)
{
    return value ? 32u - (unsigned)__builtin_clz(value) : 0;
}

static size_t varint_bytes(uint32_t value)
{
    size_t n = 1;
    for (; value >= 0x80; value >>= 7)
        n++;
    return n;
}

/* Bits that the pack takes at a width: all values' low bits, and for each that has more an index and the
 * bytes of a varint. wider[w]: how many values have more than w bits. */
static size_t cost(const uint8_t wider[33], size_t n, unsigned width)
{
    size_t bytes = wider[width];
    for (unsigned w = width; w < 32; w += 7)
        bytes += wider[w];
    return n * width + 8 * bytes;
}

static unsigned best_width(const uint32_t *values, size_t n)
{
    uint8_t wider[33] = {0};
    uint32_t all = 0;
    for (size_t i = 0; i < n; i++) {
        wider[width_of(values[i])]++;
        all |= values[i];
    }
    unsigned largest = width_of(all), best = largest;
    uint8_t above = 0;
    for (unsigned w = largest + 1; w-- > 0;) {
        uint8_t here = wider[w];
        wider[w] = above;
        above = (uint8_t)(above + here);
    }
    size_t best_cost = n * largest;
    for (unsigned w = largest; w-- > 0;) {
        size_t c = cost(wider, n, w);
        if (c < best_cost) {
            best = w;
            best_cost = c;
        }
    }
    return best;
}

static uint32_t low_bits(unsigned width)
{
    return width == 32 ? UINT32_MAX : (1u << width) - 1;
}

/* Bits on their way to bytes, lowest first, four bytes at a time. */
typedef struct bit_writer {
    uint8_t *p;
    uint64_t pending;
    unsigned n_pending; /* fewer than 32 between values */
} bit_writer;

static inline void put_value(bit_writer *w, uint32_t value, unsigned width)
{
    w->pending |= (uint64_t)value << w->n_pending;
    w->n_pending += width;
    if (w->n_pending >= 32) {
        ecoi_store32(w->p, (uint32_t)w->pending);
        w->p += 4;
        w->pending >>= 32;
        w->n_pending -= 32;
    }
}

static uint8_t *end_bits(bit_writer *w)
{
    for (unsigned left = w->n_pending; left; left = left > 8 ? left - 8 : 0, w->pending >>= 8)
        *w->p++ = (uint8_t)w->pending;
    return w->p;
}

static uint8_t *put_short(uint8_t *p, const uint32_t *values, size_t n, unsigned width)
{
    bit_writer writer = {.p = p};
    for (size_t i = 0; i < n; i++)
        put_value(&writer, values[i] & low_bits(width), width);
    return end_bits(&writer);
}

static uint8_t *put_full(uint8_t *p, const uint32_t *values, unsigned width)
{
    for (unsigned lane = 0; lane < LANES; lane++) {
        uint64_t pending = 0;
        uint8_t *word = p + 4 * lane;
        for (unsigned i = lane, n_pending = 0; i < ECOI_PACK_MAX; i += LANES) {
            pending |= (uint64_t)(values[i] & low_bits(width)) << n_pending;
            n_pending += width;
            if (n_pending >= 32) {
                ecoi_store32(word, (uint32_t)pending);
                word += 4 * LANES;
                pending >>= 32;
                n_pending -= 32;
            }
        }
    }
    return p + FULL_BYTES(width);
}

bool ecoi_pack_encode(const uint32_t *values, size_t n, ecoi_buf *out)
{
    unsigned width = best_width(values, n);
    size_t exceptions = 0, exception_bytes = 0;
    for (size_t i = 0; width < 32 && i < n; i++)
        if (values[i] >> width) {
            exceptions++;
            exception_bytes += 1 + varint_bytes(values[i] >> width);
        }
    uint8_t *start = ecoi_buf_reserve(out, HEADER + (n * width + 7) / 8 + exception_bytes);
    if (!start)
        return false;
    start[0] = (uint8_t)width;
    start[1] = (uint8_t)exceptions;
    uint8_t *p = n == ECOI_PACK_MAX ? put_full(start + HEADER, values, width)
                                    : put_short(start + HEADER, values, n, width);
    for (size_t i = 0; exceptions && i < n; i++)
        if (values[i] >> width) {
            *p++ = (uint8_t)i;
            p = ecoi_varint_put(p, values[i] >> width);
            exceptions--;
        }
    out->len += (size_t)(p - start);
    return true;
}

static uint32_t get_short(const uint8_t *p, size_t i, unsigned width)
{
    size_t bit = i * width;
    return (uint32_t)(ecoi_load64(p + (bit >> 3)) >> (bit & 7) & low_bits(width));
}

static uint32_t get_full(const uint8_t *p, size_t i, unsigned width)
{
    unsigned bit = (unsigned)(i / LANES) * width, shift = bit & 31;
    const uint8_t *word = p + ((bit >> 5) * LANES + i % LANES) * 4;
    uint64_t bits = ecoi_load32(word);
    if (shift + width > 32)
        bits |= (uint64_t)ecoi_load32(word + 4 * LANES) << 32;
    return (uint32_t)(bits >> shift & low_bits(width));
}

typedef uint32_t lanes __attribute__((vector_size(4 * LANES)));

static inline __attribute__((always_inline)) lanes load_lanes(const uint8_t *p)
{
    lanes v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* `width` is a constant where this is inlined: each value costs a shift, a mask and a share of a load. */
static inline __attribute__((always_inline)) void unpack_full(const uint8_t *p, unsigned width, uint32_t *out)
{
    const lanes mask = {low_bits(width), low_bits(width), low_bits(width), low_bits(width)};
#pragma GCC unroll 32
    for (unsigned i = 0; i < ECOI_PACK_MAX / LANES; i++) {
        unsigned bit = i * width, word = bit >> 5, shift = bit & 31;
        lanes v = width ? load_lanes(p + word * sizeof v) >> shift : mask;
        if (width && shift + width > 32)
            v |= load_lanes(p + (word + 1) * sizeof v) << (32 - shift);
        v &= mask;
        memcpy(out + i * LANES, &v, sizeof v);
    }
}

static void get_all_full(const uint8_t *p, unsigned width, uint32_t *out)
{
    switch (width) {
#define CASE(w)                                                                                              \
    case w:                                                                                                  \
        unpack_full(p, w, out);                                                                              \
        break;
#define CASES(w) CASE(w) CASE(w + 1) CASE(w + 2) CASE(w + 3) CASE(w + 4) CASE(w + 5) CASE(w + 6) CASE(w + 7)
        CASES(0)
        CASES(8)
        CASES(16)
        CASES(24)
        CASE(32)
#undef CASES
#undef CASE
    default:
        break;
    }
}

static void get_all(const uint8_t *p, size_t n, unsigned width, uint32_t *out)
{
    if (n == ECOI_PACK_MAX)
        get_all_full(p, width, out);
    else
        for (size_t i = 0; i < n; i++)
            out[i] = get_short(p, i, width);
}

/* Rows of LANES values of a full pack, [from, to). */
static void get_rows(const uint8_t *p, unsigned width, size_t from, size_t to, uint32_t *out)
{
    const uint32_t low = low_bits(width);
    const lanes mask = {low, low, low, low};
    for (size_t row = from; row < to; row++) {
        size_t bit = row * width;
        const uint8_t *word = p + (bit >> 5) * sizeof(lanes);
        unsigned shift = bit & 31;
        lanes v = load_lanes(word) >> shift | load_lanes(word + sizeof(lanes)) << 1 << (31 - shift);
        v &= mask;
        memcpy(out + row * LANES, &v, sizeof v);
    }
}

static void get_some(const uint8_t *p, size_t n, unsigned width, size_t first, size_t past, uint32_t *out)
{
    if (n == ECOI_PACK_MAX && past - first > ECOI_PACK_MAX / 2)
        get_all_full(p, width, out);
    else if (n == ECOI_PACK_MAX)
        get_rows(p, width, first / LANES, (past + LANES - 1) / LANES, out);
    else
        for (size_t i = first; i < past; i++)
            out[i] = get_short(p, i, width);
}

/* The header's fields and where its exceptions begin; NULL when it makes no sense or does not fit. */
static const uint8_t *read_header(const uint8_t *p, const uint8_t *end, size_t n, unsigned *width,
                                  unsigned *n_exceptions)
{
    if (!p || n > ECOI_PACK_MAX || end - p < HEADER || p[0] > 32 || p[1] > n)
        return NULL;
    *width = p[0];
    *n_exceptions = p[1];
    size_t bytes = (n * *width + 7) / 8;
    return (size_t)(end - p) - HEADER < bytes ? NULL : p + HEADER + bytes;
}

const uint8_t *ecoi_pack_decode(const uint8_t *p, const uint8_t *end, size_t n, uint32_t *out)
{
    unsigned width, n_exceptions;
    const uint8_t *rest = read_header(p, end, n, &width, &n_exceptions);
    if (!rest)
        return NULL;
    get_all(p + HEADER, n, width, out);
    for (unsigned i = 0; i < n_exceptions; i++) {
        uint64_t high;
        if (rest >= end || *rest >= n)
            return NULL;
        uint8_t index = *rest++;
        rest = ecoi_varint_get(rest, end, &high);
        if (!rest || width >= 32 || high > UINT32_MAX >> width)
            return NULL;
        out[index] |= (uint32_t)high << width;
    }
    return rest;
}

bool ecoi_pack_decode_some(const uint8_t *p, const uint8_t *end, size_t n, size_t first, size_t wanted,
                           uint32_t *out)
{
    unsigned width, n_exceptions;
    size_t past = first + wanted;
    const uint8_t *rest = read_header(p, end, n, &width, &n_exceptions);
    if (!rest)
        return false;
    get_some(p + HEADER, n, width, first, past, out);
    while (n_exceptions-- && rest < end && *rest < past) {
        uint64_t high = 0;
        uint8_t index = *rest++;
        rest = ecoi_varint_get(rest, end, &high);
        if (!rest || width >= 32 || high > UINT32_MAX >> width)
            return false;
        if (index >= first)
            out[index] |= (uint32_t)high << width;
    }
    return true;
}

bool ecoi_pack_get(const uint8_t *p, const uint8_t *end, size_t n, size_t i, uint32_t *out)
{
    unsigned width, n_exceptions;
    const uint8_t *rest = read_header(p, end, n, &width, &n_exceptions), *bits = p + HEADER;
    if (!rest)
        return false;
    *out = n == ECOI_PACK_MAX ? get_full(bits, i, width) : get_short(bits, i, width);
    while (n_exceptions-- && rest < end && *rest <= i) {
        uint64_t high = 0;
        uint8_t index = *rest++;
        rest = ecoi_varint_get(rest, end, &high);
        if (!rest || width >= 32 || high > UINT32_MAX >> width)
            return false;
        if (index == i)
            *out |= (uint32_t)high << width;
    }
    return true;
}

const uint8_t *ecoi_pack_skip(const uint8_t *p, const uint8_t *end, size_t n)
{
    unsigned width, n_exceptions;
    const uint8_t *rest = read_header(p, end, n, &width, &n_exceptions);
    for (unsigned i = 0; rest && i < n_exceptions; i++) {
        uint64_t high;
        rest = rest < end ? ecoi_varint_get(rest + 1, end, &high) : NULL;
    }
    return rest;
}

bool ecoi_bits_encode(const uint16_t *values, size_t n, unsigned width, ecoi_buf *out)
{
    bit_writer writer = {.p = ecoi_buf_reserve(out, ecoi_bits_bytes(n, width))};
    if (!writer.p)
        return false;
    for (size_t i = 0; i < n; i++)
        put_value(&writer, values[i], width);
    end_bits(&writer);
    out->len += ecoi_bits_bytes(n, width);
    return true;
}

uint16_t ecoi_bits_get(const uint8_t *bits, size_t i, unsigned width)
{
    size_t bit = i * width;
    return (uint16_t)(ecoi_load32(bits + (bit >> 3)) >> (bit & 7) & ((1u << width) - 1));
}
