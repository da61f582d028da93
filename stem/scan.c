/* SPDX-License-Identifier: MIT */
#include "stem/scan.h"

#include "base/cpu.h"

enum { WORD, DIGIT, LEAD /* 0xc2, 0xe2: perhaps a separator */, GLUE /* perhaps part of a chunk */, OTHER };

#define REPEAT4(x)  x, x, x, x
#define REPEAT16(x) REPEAT4(x), REPEAT4(x), REPEAT4(x), REPEAT4(x)

/* clang-format off */
static const uint8_t kinds[256] = {
    /* 00 */ REPEAT16(OTHER), REPEAT16(OTHER),
    /*    space ! " #  $ % & '  ( ) * +  , - . / */
    OTHER, OTHER, OTHER, GLUE,  OTHER, OTHER, GLUE, GLUE,  GLUE, GLUE, OTHER, GLUE,  GLUE, GLUE, GLUE, GLUE,
    /*    0-7  8 9 :  ; < = > ? */
    REPEAT4(DIGIT), REPEAT4(DIGIT), DIGIT, DIGIT, GLUE, OTHER, REPEAT4(OTHER),
    /*    @ A-O */
    GLUE, WORD, WORD, WORD, REPEAT4(WORD), REPEAT4(WORD), REPEAT4(WORD),
    /*    P-Z [ \ ] ^ _ */
    REPEAT4(WORD), REPEAT4(WORD), WORD, WORD, WORD, OTHER, OTHER, OTHER, OTHER, GLUE,
    /*    ` a-o */
    GLUE, WORD, WORD, WORD, REPEAT4(WORD), REPEAT4(WORD), REPEAT4(WORD),
    /*    p-z { | } ~ del */
    REPEAT4(WORD), REPEAT4(WORD), WORD, WORD, WORD, OTHER, REPEAT4(OTHER),
    /* 80 */ REPEAT16(WORD), REPEAT16(WORD), REPEAT16(WORD), REPEAT16(WORD),
    /* c0 */ WORD, WORD, LEAD, WORD, REPEAT4(WORD), REPEAT4(WORD), REPEAT4(WORD), REPEAT16(WORD),
    /* e0 */ WORD, WORD, LEAD, WORD, REPEAT4(WORD), REPEAT4(WORD), REPEAT4(WORD), REPEAT16(WORD),
};
/* clang-format on */

static uint8_t byte_at(const char *text, size_t i)
{
    return (uint8_t)text[i];
}

static bool is_continuation(const char *text, size_t len, size_t i)
{
    return i < len && byte_at(text, i) >> 6 == 2;
}

static bool has_bit(uint64_t set, uint8_t continuation)
{
    return set >> (continuation & 0x3f) & 1;
}

/* C2 80..BF: all but ª soft-hyphen ² ³ ´ µ · ¹ º. */
static const uint64_t separators_c2 =
    ~(1ull << 0x2a | 1ull << 0x2d | 1ull << 0x32 | 1ull << 0x33 | 1ull << 0x34 | 1ull << 0x35 | 1ull << 0x37 |
      1ull << 0x39 | 1ull << 0x3a);
/* E2 80 80..BF: spaces, dashes, low and double quotes, daggers, dots, narrow no-break space, per mille,
 * double primes, angle quotes. */
static const uint64_t separators_e280 = 0x7ffull | 0x3full << 0x12 | 1ull << 0x1a | 0x3full << 0x1c |
                                        0xfull << 0x23 | 0x3ull << 0x28 | 0x7ull << 0x2f | 0x3ull << 0x33 |
                                        0x3ffull << 0x36;

static bool is_separator_e2(uint8_t second, uint8_t third)
{
    if (second == 0x80)
        return has_bit(separators_e280, third) && third != 0xa7; /* hyphenation point */
    if (second == 0x82)
        return third >= 0xa0; /* currencies */
    return second >= 0x86 && second <= 0xaf &&
           !(second == 0x8b && third == 0x85); /* arrows ... but dot operator */
}

size_t ecoi_scan_separator(const char *text, size_t len, size_t i)
{
    if (!is_continuation(text, len, i + 1))
        return 0;
    if (byte_at(text, i) == 0xc2)
        return has_bit(separators_c2, byte_at(text, i + 1)) ? 2 : 0;
    if (!is_continuation(text, len, i + 2))
        return 0;
    return is_separator_e2(byte_at(text, i + 1), byte_at(text, i + 2)) ? 3 : 0;
}

bool ecoi_scan_is_word(const char *text, size_t len, size_t i)
{
    if (i >= len)
        return false;
    uint8_t byte = byte_at(text, i);
    if (byte < 0x80)
        return kinds[byte] <= DIGIT;
    /* The lead byte of a separator, if any, is here or at most two bytes before. */
    for (size_t back = 0; back <= 2 && back <= i; back++) {
        uint8_t lead = byte_at(text, i - back);
        if (kinds[lead] == LEAD)
            return ecoi_scan_separator(text, len, i - back) <= back;
        if (lead >> 6 != 2)
            break;
    }
    return true;
}

static bool is_byte(const char *text, size_t len, size_t i, char byte)
{
    return i < len && text[i] == byte;
}

static bool is_digit(const char *text, size_t len, size_t i)
{
    return i < len && kinds[byte_at(text, i)] == DIGIT;
}

/* The ) of étudiant(e): within a few letters there is a ( that follows a word, or the ) of another ending. */
static bool closes_ending(const char *text, size_t len, size_t i)
{
    enum { LONGEST_ENDING = 6 };
    for (size_t back = 1; back <= LONGEST_ENDING && back < i; back++) {
        if (text[i - back] == '(')
            return back > 1 && (text[i - back - 1] == ')' || ecoi_scan_is_word(text, len, i - back - 1));
        if (!ecoi_scan_is_word(text, len, i - back))
            break;
    }
    return false;
}

bool ecoi_scan_is_glue(const char *text, size_t len, size_t i)
{
    bool after = i > 0 && ecoi_scan_is_word(text, len, i - 1), before = ecoi_scan_is_word(text, len, i + 1);
    switch (text[i]) {
    case '\'':
    case '`':
    case '-':
    case '.':
    case '&':
    case '_':
        return after && before;
    case ',':
        return i > 0 && is_digit(text, len, i - 1) && is_digit(text, len, i + 1);
    case '/':
        if (after ||
            before) /* the second of :// may have a word behind it, the first one never has one before */
            return (after && before) ||
                   (before && i >= 3 && is_byte(text, len, i - 1, '/') && is_byte(text, len, i - 2, ':') &&
                    ecoi_scan_is_word(text, len, i - 3));
        return i >= 2 && is_byte(text, len, i - 1, ':') && ecoi_scan_is_word(text, len, i - 2) &&
               is_byte(text, len, i + 1, '/') && ecoi_scan_is_word(text, len, i + 2);
    case ':':
        return after && is_byte(text, len, i + 1, '/') && is_byte(text, len, i + 2, '/') &&
               ecoi_scan_is_word(text, len, i + 3);
    case '@':
        return before;
    case '#':
        return after != before;
    case '+':
        return (after && (before || is_byte(text, len, i + 1, '+'))) ||
               (i >= 2 && is_byte(text, len, i - 1, '+') && ecoi_scan_is_word(text, len, i - 2));
    case '(':
        return before &&
               (after || (i >= 2 && is_byte(text, len, i - 1, ')') && closes_ending(text, len, i - 1)));
    case ')':
        return after && (before || closes_ending(text, len, i));
    default:
        return false;
    }
}

/* -- the reference
 * ----------------------------------------------------------------------------------------------- */

/* Bytes from i on that are one separator, or 1: what a chunk does not take in. */
static size_t skip(const char *text, size_t len, size_t i)
{
    size_t separator = kinds[byte_at(text, i)] == LEAD ? ecoi_scan_separator(text, len, i) : 0;
    return separator ? separator : 1;
}

static bool takes_in(const char *text, size_t len, size_t i)
{
    switch (kinds[byte_at(text, i)]) {
    case WORD:
    case DIGIT:
        return true;
    case LEAD:
        return ecoi_scan_separator(text, len, i) == 0;
    case GLUE:
        return ecoi_scan_is_glue(text, len, i);
    default:
        return false;
    }
}

/* Past the bytes that need no second look. */
static size_t end_of_word_bytes(const char *text, size_t len, size_t i)
{
    while (i < len && kinds[byte_at(text, i)] <= DIGIT)
        i++;
    return i;
}

size_t ecoi_scan_scalar(const char *text, size_t len, size_t *at, ecoi_span *out, size_t cap)
{
    size_t n = 0, i = *at;
    while (n < cap) {
        while (i < len && !takes_in(text, len, i))
            i += skip(text, len, i);
        if (i == len)
            break;
        size_t start = i++;
        do
            i = end_of_word_bytes(text, len, i);
        while (i < len && takes_in(text, len, i) && ++i);
        out[n++] = (ecoi_span){(uint32_t)start, (uint32_t)(i - start)};
    }
    *at = i;
    return n;
}

size_t ecoi_scan_spaces(const char *text, size_t len, size_t *at, ecoi_span *out, size_t cap)
{
    size_t n = 0, i = *at;
    while (n < cap) {
        while (i < len && byte_at(text, i) <= 0x20)
            i++;
        if (i == len)
            break;
        size_t start = i;
        while (i < len && byte_at(text, i) > 0x20)
            i++;
        out[n++] = (ecoi_span){(uint32_t)start, (uint32_t)(i - start)};
    }
    *at = i;
    return n;
}

ecoi_scan *ecoi_scan_choose(bool spaces)
{
#if defined(__x86_64__)
    if (ecoi_cpu_probe().avx2)
        return spaces ? ecoi_scan_spaces_avx2 : ecoi_scan_avx2;
#endif
    return spaces ? ecoi_scan_spaces : ecoi_scan_scalar;
}
