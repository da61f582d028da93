/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include "base/bytes.h"

/* Range of the second byte by first byte, after table 3-7 of the Unicode standard. */
static bool second_byte_range(unsigned char first, unsigned *n_more, unsigned char *low, unsigned char *high)
{
    *low = 0x80;
    *high = 0xbf;
    if (first >= 0xc2 && first <= 0xdf) {
        *n_more = 1;
    } else if (first >= 0xe0 && first <= 0xef) {
        *n_more = 2;
        if (first == 0xe0)
            *low = 0xa0;
        if (first == 0xed)
            *high = 0x9f;
    } else if (first >= 0xf0 && first <= 0xf4) {
        *n_more = 3;
        if (first == 0xf0)
            *low = 0x90;
        if (first == 0xf4)
            *high = 0x8f;
    } else {
        return false;
    }
    return true;
}

uint32_t ecoi_utf8_decode(const char *text, const char *end, size_t *len)
{
    const unsigned char *p = (const unsigned char *)text;
    size_t available = (size_t)(end - text);
    unsigned n_more;
    unsigned char low, high;
    *len = 1;
    if (p[0] < 0x80)
        return p[0];
    if (!second_byte_range(p[0], &n_more, &low, &high))
        return ECOI_UTF8_BAD;
    uint32_t code_point = p[0] & (0x3fu >> n_more);
    for (unsigned i = 1; i <= n_more; i++) {
        if (i >= available || p[i] < low || p[i] > high)
            return ECOI_UTF8_BAD;
        code_point = code_point << 6 | (p[i] & 0x3f);
        *len = i + 1;
        low = 0x80;
        high = 0xbf;
    }
    return code_point;
}

size_t ecoi_utf8_encode(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

size_t ecoi_utf8_valid_prefix(const char *text, size_t len)
{
    size_t i = 0;
    while (i < len) {
        if (len - i >= 8 && (ecoi_load64(text + i) & 0x8080808080808080u) == 0) {
            i += 8;
            continue;
        }
        size_t step;
        if (ecoi_utf8_decode(text + i, text + len, &step) == ECOI_UTF8_BAD)
            return i;
        i += step;
    }
    return len;
}
