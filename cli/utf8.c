/* SPDX-License-Identifier: MIT */
#include "cli/utf8.h"

#include <string.h>

typedef struct span {
    uint32_t first, last;
} span;

/* Combining marks and format characters of the scripts that French pages quote, in order. */
static const span zero_width[] = {
    {0x0300, 0x036F},   {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF},   {0x05C1, 0x05C5},
    {0x0610, 0x061A},   {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06DC},   {0x06DF, 0x06E4},
    {0x0900, 0x0902},   {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D},   {0x0E31, 0x0E31},
    {0x0E34, 0x0E3A},   {0x0E47, 0x0E4E}, {0x1AB0, 0x1ACE}, {0x1DC0, 0x1DFF},   {0x200B, 0x200F},
    {0x202A, 0x202E},   {0x2060, 0x206F}, {0x20D0, 0x20F0}, {0x302A, 0x302D},   {0x3099, 0x309A},
    {0xFE00, 0xFE0F},   {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0001, 0xE007F},
    {0xE0100, 0xE01EF},
};

static const span double_width[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x26A1, 0x26A1},   {0x26BD, 0x26BE},   {0x2705, 0x2705},   {0x2728, 0x2728},
    {0x274C, 0x274C},   {0x2753, 0x2757},   {0x2795, 0x2797},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},
    {0x2E80, 0x3029},   {0x302E, 0x303E},   {0x3041, 0x3098},   {0x309B, 0x33FF},   {0x3400, 0x4DBF},
    {0x4E00, 0xA4CF},   {0xA960, 0xA97C},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F3FA}, {0x1F400, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F7E0, 0x1F7EB}, {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
};

static bool in_spans(uint32_t c, const span *spans, size_t n)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (spans[middle].last < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && spans[low].first <= c;
}

static unsigned sequence_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/* Overlong forms, surrogates and what lies beyond U+10FFFF are ill-formed. */
static bool is_well_formed(uint32_t c, unsigned length)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    return c >= least[length] && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

uint32_t cli_utf8_next(eco_text text, size_t *at)
{
    const unsigned char *p = (const unsigned char *)text.ptr + *at;
    unsigned length = sequence_length(*p);
    if (length == 0 || length > text.len - *at) {
        *at += 1;
        return CLI_REPLACEMENT;
    }
    static const unsigned char lead_mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t c = *p & lead_mask[length];
    bool good = true;
    for (unsigned i = 1; i < length; i++) {
        good = good && (p[i] & 0xC0) == 0x80;
        c = c << 6 | (p[i] & 0x3F);
    }
    good = good && is_well_formed(c, length);
    *at += good ? length : 1;
    return good ? c : CLI_REPLACEMENT;
}

size_t cli_utf8_put(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = length - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(lead[length] | c);
    return length;
}

unsigned cli_char_width(uint32_t c)
{
    if (c < 0x300)
        return c == 0 || c == 0xAD ? 0 : 1;
    if (in_spans(c, zero_width, sizeof zero_width / sizeof *zero_width))
        return 0;
    return in_spans(c, double_width, sizeof double_width / sizeof *double_width) ? 2 : 1;
}

bool cli_char_is_unsafe(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

uint32_t cli_char_safe(uint32_t c)
{
    if ((c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029)
        return ' ';
    if (c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF)
        return 0;
    return cli_char_is_unsafe(c) ? CLI_REPLACEMENT : c;
}

size_t cli_text_width(eco_text text)
{
    size_t width = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t c = cli_char_safe(cli_utf8_next(text, &at));
        width += c ? cli_char_width(c) : 0;
    }
    return width;
}

eco_text cli_text(const char *string)
{
    return (eco_text){string, string ? strlen(string) : 0};
}
