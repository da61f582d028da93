/* SPDX-License-Identifier: MIT */
#include "store/pack.h"

#include "base/bytes.h"

enum { HEADER = 2 };

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

static uint8_t *put_bits(uint8_t *p, const uint32_t *values, size_t n, unsigned width)
{
    bit_writer writer = {.p = p};
    for (size_t i = 0; i < n; i++)
        put_value(&writer, values[i] & low_bits(width), width);
    return end_bits(&writer);
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
    uint8_t *p = put_bits(start + HEADER, values, n, width);
    for (size_t i = 0; exceptions && i < n; i++)
        if (values[i] >> width) {
            *p++ = (uint8_t)i;
            p = ecoi_varint_put(p, values[i] >> width);
            exceptions--;
        }
    out->len += (size_t)(p - start);
    return true;
}

static void get_bits(const uint8_t *p, size_t n, unsigned width, uint32_t *out)
{
    uint64_t mask = low_bits(width);
    for (size_t i = 0, bit = 0; i < n; i++, bit += width)
        out[i] = (uint32_t)(ecoi_load64(p + (bit >> 3)) >> (bit & 7) & mask);
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
    get_bits(p + HEADER, n, width, out);
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
