/* SPDX-License-Identifier: MIT */
#include "base/crc32c.h"

#include "base/bytes.h"

/* One nibble at a time: small tables, no initialisation. Polynomial 0x82f63b78 (reflected). */
static const uint32_t nibble[16] = {
    0x00000000, 0x105ec76f, 0x20bd8ede, 0x30e349b1, 0x417b1dbc, 0x5125dad3, 0x61c69362, 0x7198540d,
    0x82f63b78, 0x92a8fc17, 0xa24bb5a6, 0xb21572c9, 0xc38d26c4, 0xd3d3e1ab, 0xe330a81a, 0xf36e6f75,
};

uint32_t ecoi_crc32c_scalar(uint32_t crc, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    crc = ~crc;
    for (size_t i = 0; i < len; i++) {
        crc ^= p[i];
        crc = crc >> 4 ^ nibble[crc & 15];
        crc = crc >> 4 ^ nibble[crc & 15];
    }
    return ~crc;
}

#if defined(__x86_64__)
#include <nmmintrin.h>

__attribute__((target("sse4.2"))) static uint32_t crc32c_sse42(uint32_t crc, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    uint64_t c = ~crc;
    for (; len >= 8; len -= 8, p += 8)
        c = _mm_crc32_u64(c, ecoi_load64(p));
    for (; len; len--, p++)
        c = _mm_crc32_u8((uint32_t)c, *p);
    return ~(uint32_t)c;
}

uint32_t ecoi_crc32c(uint32_t crc, const void *bytes, size_t len)
{
    if (__builtin_cpu_supports("sse4.2"))
        return crc32c_sse42(crc, bytes, len);
    return ecoi_crc32c_scalar(crc, bytes, len);
}
#else
uint32_t ecoi_crc32c(uint32_t crc, const void *bytes, size_t len)
{
    return ecoi_crc32c_scalar(crc, bytes, len);
}
#endif
