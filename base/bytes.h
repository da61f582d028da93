/* SPDX-License-Identifier: MIT */
/* Unaligned little-endian loads and stores, and varints (7 bits a byte, low first, at most 10 bytes). */
#ifndef ECOI_BASE_BYTES_H
#define ECOI_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "ecosearch maps its little-endian files as they are: a big-endian port needs swapping loads here"
#endif

static inline uint16_t ecoi_load16(const void *p)
{
    uint16_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

static inline uint32_t ecoi_load32(const void *p)
{
    uint32_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

static inline uint64_t ecoi_load64(const void *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

static inline void ecoi_store16(void *p, uint16_t v)
{
    memcpy(p, &v, sizeof v);
}

static inline void ecoi_store32(void *p, uint32_t v)
{
    memcpy(p, &v, sizeof v);
}

static inline void ecoi_store64(void *p, uint64_t v)
{
    memcpy(p, &v, sizeof v);
}

/* Bit i of a row of bits; NULL: none is set. */
static inline bool ecoi_bit(const uint64_t *bits, uint32_t i)
{
    return bits && (bits[i / 64] >> i % 64 & 1);
}

#define ECOI_VARINT_MAX 10

/* Writes v at p, which has room for ECOI_VARINT_MAX bytes; returns the byte after. */
static inline uint8_t *ecoi_varint_put(uint8_t *p, uint64_t v)
{
    for (; v >= 0x80; v >>= 7)
        *p++ = (uint8_t)(v | 0x80);
    *p++ = (uint8_t)v;
    return p;
}

/* Reads a varint of [p, end); returns the byte after it, or NULL when it does not end in time. */
static inline const uint8_t *ecoi_varint_get(const uint8_t *p, const uint8_t *end, uint64_t *out)
{
    uint64_t v = 0;
    if (p < end && *p < 0x80) { /* most are small */
        *out = *p;
        return p + 1;
    }
    for (unsigned shift = 0; p < end && shift < 64; shift += 7) {
        uint8_t byte = *p++;
        v |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            *out = v;
            return p;
        }
    }
    return NULL;
}

#endif
