/* SPDX-License-Identifier: MIT */
#include "corpus/charset.h"

#include <string.h>

#include "base/utf8.h"

#define REPLACEMENT 0xfffdu

/* Code points of the bytes 0x80..0x9f; 0 for the five that Windows-1252 leaves undefined. */
static const uint16_t windows_1252_high[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

uint32_t ecoi_windows_1252(uint8_t byte)
{
    if (byte < 0x80 || byte >= 0xa0)
        return byte;
    return windows_1252_high[byte - 0x80] != 0 ? windows_1252_high[byte - 0x80] : REPLACEMENT;
}

/* Letters of French and its neighbours, and the signs their typography uses. */
static bool is_likely_in_windows_1252(uint8_t byte)
{
    static const uint8_t signs[] = {0x80, 0x85, 0x8c, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0x9c,
                                    0xa0, 0xa3, 0xa7, 0xa9, 0xab, 0xae, 0xb0, 0xb2, 0xb7, 0xba, 0xbb};
    if (byte >= 0xc0)
        return byte != 0xd7 && byte != 0xf7 && byte != 0xfe && byte != 0xff && byte != 0xde && byte != 0xf0;
    return memchr(signs, byte, sizeof signs) != NULL;
}

ecoi_charset ecoi_charset_guess(const char *text, size_t len)
{
    const char *p = text + ecoi_utf8_valid_prefix(text, len), *end = text + len;
    if (p == end)
        return ECOI_CHARSET_UTF8;
    size_t multi = 0, high = 0, likely = 0;
    for (p = text; p < end;) {
        if ((uint8_t)*p < 0x80) {
            p++;
            continue;
        }
        size_t n;
        bool bad = ecoi_utf8_decode(p, end, &n) == ECOI_UTF8_BAD;
        multi += !bad;
        for (size_t i = 0; bad && i < n; i++) {
            high += (uint8_t)p[i] >= 0x80;
            likely += (uint8_t)p[i] >= 0x80 && is_likely_in_windows_1252((uint8_t)p[i]);
        }
        p += n;
    }
    bool single_bytes = multi <= high / 16 && likely >= high - high / 16;
    return single_bytes ? ECOI_CHARSET_WINDOWS_1252 : ECOI_CHARSET_DAMAGED_UTF8;
}

static bool append_code_point(ecoi_buf *out, uint32_t code_point)
{
    char bytes[ECOI_UTF8_MAX];
    return ecoi_buf_append(out, bytes, ecoi_utf8_encode(code_point, bytes));
}

static bool decode_windows_1252(eco_text text, ecoi_buf *out, uint64_t *replaced)
{
    for (size_t i = 0; i < text.len; i++) {
        uint32_t code_point = ecoi_windows_1252((uint8_t)text.ptr[i]);
        *replaced += code_point == REPLACEMENT;
        if (!append_code_point(out, code_point))
            return false;
    }
    return true;
}

static bool repair_utf8(eco_text text, ecoi_buf *out, uint64_t *replaced)
{
    const char *p = text.ptr, *end = p + text.len;
    while (p < end) {
        size_t good = ecoi_utf8_valid_prefix(p, (size_t)(end - p)), bad = 0;
        if (!ecoi_buf_append(out, p, good))
            return false;
        p += good;
        if (p == end)
            break;
        (void)ecoi_utf8_decode(p, end, &bad);
        p += bad;
        ++*replaced;
        if (!append_code_point(out, REPLACEMENT))
            return false;
    }
    return true;
}

eco_status ecoi_charset_to_utf8(eco_text text, ecoi_buf *out, eco_text *utf8, uint64_t *replaced)
{
    ecoi_charset charset = ecoi_charset_guess(text.ptr, text.len);
    if (charset == ECOI_CHARSET_UTF8) {
        *utf8 = text;
        return ECO_OK;
    }
    out->len = 0;
    bool done = charset == ECOI_CHARSET_WINDOWS_1252 ? decode_windows_1252(text, out, replaced)
                                                     : repair_utf8(text, out, replaced);
    if (!done)
        return ECO_E_NO_MEMORY;
    *utf8 = (eco_text){(const char *)out->data, out->len};
    return ECO_OK;
}

bool ecoi_charset_clean_name(eco_text name, ecoi_buf *out)
{
    const char *p = name.ptr, *end = p + name.len;
    out->len = 0;
    for (size_t n; p < end; p += n) {
        uint32_t c = ecoi_utf8_decode(p, end, &n);
        bool keep = c != ECOI_UTF8_BAD && c >= 0x20 && c != 0x7f;
        if (!append_code_point(out, keep ? c : REPLACEMENT))
            return false;
    }
    return true;
}

bool ecoi_charset_escape_name(eco_text name, ecoi_buf *out)
{
    const char *p = name.ptr, *end = p + name.len;
    bool done = true;
    out->len = 0;
    for (size_t n; p < end && done; p += n) {
        uint32_t c = ecoi_utf8_decode(p, end, &n);
        if (c != ECOI_UTF8_BAD && c >= 0x20 && c != 0x7f && c != REPLACEMENT)
            done = ecoi_buf_append(out, p, n);
        else
            for (size_t i = 0; i < n && done; i++)
                done = append_code_point(out, REPLACEMENT) && ecoi_buf_appendf(out, "%02X", (uint8_t)p[i]);
    }
    return done;
}

static size_t put(uint32_t code_point, uint8_t *out)
{
    return ecoi_utf8_encode(code_point, (char *)out);
}

static size_t put_unit(ecoi_utf16 *state, uint16_t unit, uint8_t *out)
{
    size_t n = 0;
    uint16_t high = state->high;
    bool is_low = unit >= 0xdc00 && unit <= 0xdfff;
    state->high = 0;
    if (high != 0 && is_low)
        return put(0x10000 + ((uint32_t)(high - 0xd800) << 10) + (unit - 0xdc00u), out);
    if (high != 0) {
        state->replaced++;
        n = put(REPLACEMENT, out);
    }
    if (unit >= 0xd800 && unit <= 0xdbff) {
        state->high = unit;
        return n;
    }
    state->replaced += is_low;
    return n + put(is_low ? REPLACEMENT : unit, out + n);
}

size_t ecoi_utf16_decode(ecoi_utf16 *state, const uint8_t *in, size_t len, uint8_t *out)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        if (!state->has_byte) {
            state->byte = in[i];
            state->has_byte = true;
            continue;
        }
        unsigned first = state->byte, second = in[i];
        state->has_byte = false;
        n += put_unit(state, (uint16_t)(state->big_endian ? first << 8 | second : second << 8 | first),
                      out + n);
    }
    return n;
}

size_t ecoi_utf16_finish(ecoi_utf16 *state, uint8_t *out)
{
    bool pending = state->has_byte || state->high != 0;
    state->has_byte = false;
    state->high = 0;
    state->replaced += pending;
    return pending ? put(REPLACEMENT, out) : 0;
}
