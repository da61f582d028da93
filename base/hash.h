/* SPDX-License-Identifier: MIT */
/* A fast 64-bit hash of bytes, the same on every machine and for ever (it is stored on disk). Not meant to
 * resist an adversary. Mixing by 64x64->128 bit multiplication after wyhash (Wang Yi, public domain). */
#ifndef ECOI_BASE_HASH_H
#define ECOI_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"

__extension__ typedef unsigned __int128 ecoi_u128;

static inline uint64_t ecoi_hash_mix(uint64_t a, uint64_t b)
{
    ecoi_u128 product = (ecoi_u128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t ecoi_hash_tail(const unsigned char *p, size_t len)
{
    uint64_t v = 0;
    memcpy(&v, p, len);
    return v;
}

static inline uint64_t ecoi_hash(const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    uint64_t h = 0x9e3779b97f4a7c15u ^ (len * 0xa0761d6478bd642fu);
    size_t left = len;
    for (; left > 16; left -= 16, p += 16)
        h = ecoi_hash_mix(ecoi_load64(p) ^ 0xe7037ed1a0b428dbu, ecoi_load64(p + 8) ^ h);
    uint64_t a = left > 8 ? ecoi_load64(p) : ecoi_hash_tail(p, left);
    uint64_t b = left > 8 ? ecoi_hash_tail(p + 8, left - 8) : 0;
    return ecoi_hash_mix(0x8ebc6af09c88c6e3u ^ len, ecoi_hash_mix(a ^ 0xe7037ed1a0b428dbu, b ^ h));
}

#endif
