/* SPDX-License-Identifier: MIT */
/*
 * Small integers in few bits: the codec of postings. A pack holds n values (n is known from elsewhere):
 *
 *   u8 width | u8 n_exceptions | the low `width` bits of each value | per exception: u8 index, varint value
 * >> width
 *
 * The bits of a full pack (ECOI_PACK_MAX values) lie in four lanes, so that four values are unpacked by each
 * step of a vector register: lane l holds values l, l + 4, l + 8... one after another, lowest bit first, and
 * the lanes' 32-bit words take turns (Lemire and Boytsov, Decoding billions of integers per second through
 * vectorization, 2015). The bits of a shorter pack follow one another, and end with a byte.
 *
 * The width is the one that makes the pack smallest (PFOR: Zukowski et al., ICDE 2006, with patches kept
 * beside).
 */
#ifndef ECOI_STORE_PACK_H
#define ECOI_STORE_PACK_H

#include <ecosearch/base.h>

#include "base/buf.h"

#define ECOI_PACK_MAX 128 /* values in one pack */
/* A full pack takes two bytes at least: in so many bytes there cannot be more values than this for each. */
#define ECOI_PACK_MAX_A_BYTE (ECOI_PACK_MAX / 2)

/* Appends a pack of n <= ECOI_PACK_MAX values; false when memory ran out. */
bool ecoi_pack_encode(const uint32_t *values, size_t n, ecoi_buf *out);

/* Reads a pack of n values within [p, end) into `out` (room for ECOI_PACK_MAX); returns the byte after it, or
 * NULL when the bytes make no sense. ECOI_OVERREAD bytes after `end` must be readable. */
const uint8_t *ecoi_pack_decode(const uint8_t *p, const uint8_t *end, size_t n, uint32_t *out);

/* Reads values [first, first + wanted) of a pack of n, wanted > 0, to their places in `out`, which has room
 * for ECOI_PACK_MAX; others may be written too. False when the bytes make no sense, as far as looked at. */
bool ecoi_pack_decode_some(const uint8_t *p, const uint8_t *end, size_t n, size_t first, size_t wanted,
                           uint32_t *out);

/* Value i < n of a pack, without decoding the others. False when the bytes make no sense, as far as looked
 * at. */
bool ecoi_pack_get(const uint8_t *p, const uint8_t *end, size_t n, size_t i, uint32_t *out);

/* Passes over a pack without decoding it; NULL as above. */
const uint8_t *ecoi_pack_skip(const uint8_t *p, const uint8_t *end, size_t n);

/* Plain bit arrays without a header: n values of `width` <= 16 bits. */
bool ecoi_bits_encode(const uint16_t *values, size_t n, unsigned width, ecoi_buf *out);
static inline size_t ecoi_bits_bytes(size_t n, unsigned width)
{
    return (n * width + 7) / 8;
}
/* Value i; up to 8 bytes after the array are loaded. */
uint16_t ecoi_bits_get(const uint8_t *bits, size_t i, unsigned width);

#endif
