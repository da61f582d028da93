/* SPDX-License-Identifier: MIT */
#include "stem/chars.h"

#include <stddef.h>
#include <string.h>

/* The Latin blocks, in one array without the gap between them. */
enum { LOW_END = 0x250, HIGH_BEGIN = 0x1e00, HIGH_END = 0x1f00, N_LATIN = LOW_END + HIGH_END - HIGH_BEGIN };
#define LATIN(code) ((code) < LOW_END ? (code) : (code)-HIGH_BEGIN + LOW_END)

static const uint16_t latin_lower[N_LATIN] = {
#define X(letter, lower, base, mark, plain) [LATIN(letter)] = (lower),
#include "stem/latin.def"
#undef X
};

static const char latin_plain[N_LATIN][3] = {
#define X(letter, lower, base, mark, plain) [LATIN(letter)] = plain,
#include "stem/latin.def"
#undef X
};

static const struct composition {
    uint16_t letter, base, mark;
} compositions[] = {
#define X(letter, lower, base, mark, plain) {letter, base, mark},
#include "stem/latin.def"
#undef X
};

static bool is_latin(uint32_t code)
{
    return code < LOW_END || (code >= HIGH_BEGIN && code < HIGH_END);
}

/* -- class
 * ----------------------------------------------------------------------------------------------------- */

/* clang-format off */
static const uint8_t ascii_class[128] = {
    ['\''] = ECOI_CHAR_APOSTROPHE, ['`'] = ECOI_CHAR_APOSTROPHE, ['-'] = ECOI_CHAR_HYPHEN,
    ['.'] = ECOI_CHAR_DOT,         [','] = ECOI_CHAR_COMMA,      ['&'] = ECOI_CHAR_AMPERSAND,
    ['@'] = ECOI_CHAR_AT,          ['/'] = ECOI_CHAR_SLASH,      ['_'] = ECOI_CHAR_UNDERSCORE,
    ['+'] = ECOI_CHAR_PLUS,        ['#'] = ECOI_CHAR_HASH,       ['('] = ECOI_CHAR_OPEN,
    [')'] = ECOI_CHAR_CLOSE,       [':'] = ECOI_CHAR_COLON,
#define DIGIT(c) [c] = ECOI_CHAR_DIGIT,
#define LETTER(c) [c] = ECOI_CHAR_LETTER, [(c) + 'a' - 'A'] = ECOI_CHAR_LETTER,
    DIGIT('0') DIGIT('1') DIGIT('2') DIGIT('3') DIGIT('4')
    DIGIT('5') DIGIT('6') DIGIT('7') DIGIT('8') DIGIT('9')
    LETTER('A') LETTER('B') LETTER('C') LETTER('D') LETTER('E') LETTER('F') LETTER('G')
    LETTER('H') LETTER('I') LETTER('J') LETTER('K') LETTER('L') LETTER('M') LETTER('N')
    LETTER('O') LETTER('P') LETTER('Q') LETTER('R') LETTER('S') LETTER('T') LETTER('U')
    LETTER('V') LETTER('W') LETTER('X') LETTER('Y') LETTER('Z')
#undef DIGIT
#undef LETTER
};

/* Everything that is no letter, in order; what lies between two rows is letters. */
static const struct range {
    uint32_t first, last;
    uint8_t class;
} ranges[] = {
#define R(first, last, class) {first, last, ECOI_CHAR_##class},
    R(0x0080, 0x00a9, SEPARATOR)
    R(0x00ab, 0x00ac, SEPARATOR)
    R(0x00ad, 0x00ad, DROPPED) /* soft hyphen */
    R(0x00ae, 0x00b1, SEPARATOR)
    R(0x00b2, 0x00b3, DIGIT) /* ² ³ */
    R(0x00b4, 0x00b4, APOSTROPHE) /* acute accent */
    R(0x00b6, 0x00b6, SEPARATOR)
    R(0x00b7, 0x00b7, MIDDOT)
    R(0x00b8, 0x00b8, SEPARATOR)
    R(0x00b9, 0x00b9, DIGIT) /* ¹ */
    R(0x00bb, 0x00bf, SEPARATOR)
    R(0x00d7, 0x00d7, SEPARATOR)
    R(0x00f7, 0x00f7, SEPARATOR)
    R(0x02b1, 0x02b2, SEPARATOR) /* but not letters set high */
    R(0x02b4, 0x02b8, SEPARATOR)
    R(0x02b9, 0x02bf, APOSTROPHE) /* modifier letters: prime, apostrophe, turned comma */
    R(0x02c0, 0x02c7, SEPARATOR)
    R(0x02c8, 0x02c8, APOSTROPHE)
    R(0x02c9, 0x02c9, SEPARATOR)
    R(0x02ca, 0x02cb, APOSTROPHE)
    R(0x02cc, 0x02e0, SEPARATOR)
    R(0x02e3, 0x02ff, SEPARATOR)
    R(0x0300, 0x036f, MARK)
    R(0x0375, 0x0375, SEPARATOR)
    R(0x037e, 0x037e, SEPARATOR)
    R(0x0384, 0x0385, SEPARATOR)
    R(0x0387, 0x0387, MIDDOT)
    R(0x0483, 0x0489, MARK)
    R(0x055a, 0x055f, SEPARATOR)
    R(0x0589, 0x058f, SEPARATOR)
    R(0x0591, 0x05bd, MARK)
    R(0x05be, 0x05be, SEPARATOR)
    R(0x05bf, 0x05bf, MARK)
    R(0x05c0, 0x05c0, SEPARATOR)
    R(0x05c1, 0x05c2, MARK)
    R(0x05c3, 0x05c6, SEPARATOR)
    R(0x05f3, 0x05f4, SEPARATOR)
    R(0x0600, 0x060f, SEPARATOR)
    R(0x0610, 0x061a, MARK)
    R(0x061b, 0x061f, SEPARATOR)
    R(0x064b, 0x065f, MARK)
    R(0x0660, 0x0669, DIGIT)
    R(0x066a, 0x066d, SEPARATOR)
    R(0x0670, 0x0670, MARK)
    R(0x06d4, 0x06d4, SEPARATOR)
    R(0x06d6, 0x06dc, MARK)
    R(0x06f0, 0x06f9, DIGIT)
    R(0x0964, 0x0965, SEPARATOR)
    R(0x1680, 0x1680, SEPARATOR)
    R(0x180e, 0x180e, DROPPED)
    R(0x1dc0, 0x1dff, MARK)
    R(0x2000, 0x200a, SEPARATOR)
    R(0x200b, 0x200f, DROPPED) /* zero width space, non-joiner, joiner; direction marks */
    R(0x2010, 0x2011, HYPHEN)
    R(0x2012, 0x2017, SEPARATOR) /* dashes */
    R(0x2018, 0x2019, APOSTROPHE)
    R(0x201a, 0x201a, SEPARATOR)
    R(0x201b, 0x201b, APOSTROPHE)
    R(0x201c, 0x2021, SEPARATOR)
    R(0x2022, 0x2022, MIDDOT) /* bullet, typed for it in inclusive forms */
    R(0x2023, 0x2026, SEPARATOR)
    R(0x2027, 0x2027, MIDDOT) /* hyphenation point */
    R(0x2028, 0x2029, SEPARATOR)
    R(0x202a, 0x202e, DROPPED)
    R(0x202f, 0x2031, SEPARATOR)
    R(0x2032, 0x2032, APOSTROPHE)
    R(0x2033, 0x2034, SEPARATOR)
    R(0x2035, 0x2035, APOSTROPHE)
    R(0x2036, 0x205f, SEPARATOR)
    R(0x2060, 0x206f, DROPPED)
    R(0x2070, 0x2070, DIGIT)
    R(0x2072, 0x2073, SEPARATOR)
    R(0x2074, 0x2079, DIGIT)
    R(0x207a, 0x207e, SEPARATOR)
    R(0x2080, 0x2089, DIGIT)
    R(0x208a, 0x20cf, SEPARATOR) /* subscript letters, currencies */
    R(0x20d0, 0x20ff, MARK)
    R(0x2100, 0x2125, SEPARATOR) /* letter-like symbols but Ω K Å */
    R(0x2127, 0x2129, SEPARATOR)
    R(0x212c, 0x22c4, SEPARATOR) /* number forms, arrows, mathematics */
    R(0x22c5, 0x22c5, MIDDOT) /* dot operator */
    R(0x22c6, 0x2bff, SEPARATOR)
    R(0x2e00, 0x2e30, SEPARATOR)
    R(0x2e31, 0x2e31, MIDDOT)
    R(0x2e32, 0x2e7f, SEPARATOR)
    R(0x2e80, 0x2fdf, IDEOGRAPH)
    R(0x2ff0, 0x3004, SEPARATOR)
    R(0x3005, 0x3007, IDEOGRAPH)
    R(0x3008, 0x3020, SEPARATOR)
    R(0x3021, 0x3029, IDEOGRAPH)
    R(0x302a, 0x302f, MARK)
    R(0x3030, 0x3040, SEPARATOR)
    R(0x3041, 0x31ff, IDEOGRAPH)
    R(0x3200, 0x33ff, SEPARATOR)
    R(0x3400, 0x4dbf, IDEOGRAPH)
    R(0x4dc0, 0x4dff, SEPARATOR)
    R(0x4e00, 0x9fff, IDEOGRAPH)
    R(0xe000, 0xf8ff, SEPARATOR) /* private use: bullets of office fonts */
    R(0xf900, 0xfaff, IDEOGRAPH)
    R(0xfd3e, 0xfd3f, SEPARATOR)
    R(0xfe00, 0xfe0f, DROPPED) /* variation selectors */
    R(0xfe10, 0xfe19, SEPARATOR)
    R(0xfe20, 0xfe2f, MARK)
    R(0xfe30, 0xfe6f, SEPARATOR)
    R(0xfeff, 0xfeff, DROPPED)
    R(0xff00, 0xff06, SEPARATOR)
    R(0xff07, 0xff07, APOSTROPHE)
    R(0xff08, 0xff0f, SEPARATOR)
    R(0xff10, 0xff19, DIGIT)
    R(0xff1a, 0xff20, SEPARATOR)
    R(0xff3b, 0xff40, SEPARATOR)
    R(0xff5b, 0xff65, SEPARATOR)
    R(0xff66, 0xffdc, IDEOGRAPH)
    R(0xffe0, 0xffff, SEPARATOR)
    R(0x1d7ce, 0x1d7ff, DIGIT) /* mathematical digits */
    R(0x1f000, 0x1faff, SEPARATOR) /* pictographs */
    R(0x20000, 0x3ffff, IDEOGRAPH)
    R(0xe0000, 0xe0fff, DROPPED)
    R(0xf0000, 0x10ffff, SEPARATOR)
#undef R
};
/* clang-format on */

ecoi_char ecoi_char_class(uint32_t code)
{
    if (code < 0x80)
        return ascii_class[code];
    if (code > 0x10ffff)
        return ECOI_CHAR_SEPARATOR;
    size_t low = 0, high = sizeof ranges / sizeof *ranges;
    while (low < high) { /* the first range that does not end before the code */
        size_t middle = (low + high) / 2;
        if (ranges[middle].last < code)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < sizeof ranges / sizeof *ranges && ranges[low].first <= code)
        return ranges[low].class;
    return ECOI_CHAR_LETTER;
}

/* -- case
 * ------------------------------------------------------------------------------------------------------ */

static uint32_t greek_lower(uint32_t code)
{
    switch (code) {
    case 0x386:
        return 0x3ac;
    case 0x388:
    case 0x389:
    case 0x38a:
        return code + 0x25;
    case 0x38c:
        return 0x3cc;
    case 0x38e:
    case 0x38f:
        return code + 0x3f;
    default:
        return code >= 0x391 && code <= 0x3ab && code != 0x3a2 ? code + 0x20 : code;
    }
}

static uint32_t cyrillic_lower(uint32_t code)
{
    if (code < 0x410)
        return code + 0x50;
    if (code < 0x430)
        return code + 0x20;
    bool in_pairs = (code >= 0x460 && code <= 0x481) || (code >= 0x48a && code <= 0x4bf) || code >= 0x4d0;
    return in_pairs ? code | 1 : code;
}

uint32_t ecoi_char_lower(uint32_t code)
{
    if (code < 0x80)
        return code >= 'A' && code <= 'Z' ? code | 0x20 : code;
    if (is_latin(code))
        return latin_lower[LATIN(code)] ? latin_lower[LATIN(code)] : code;
    if (code >= 0x370 && code < 0x400)
        return greek_lower(code);
    if (code >= 0x400 && code < 0x530)
        return cyrillic_lower(code);
    if (code >= 0x531 && code <= 0x556) /* Armenian */
        return code + 0x30;
    return code;
}

/* -- other shapes of the same letter
 * --------------------------------------------------------------------------- */

/* Letters set high, as in 1ᵉʳ, nᵒ, Mᵐᵉ, Dʳ, Mᵍʳ, Sᵗ, 2ᵈ. */
static uint32_t high_letter(uint32_t code)
{
    static const struct {
        uint16_t code;
        char letter;
    } letters[] = {{0x2b0, 'h'},  {0x2b3, 'r'},  {0x2e1, 'l'},  {0x2e2, 's'},  {0x1d43, 'a'}, {0x1d48, 'd'},
                   {0x1d49, 'e'}, {0x1d4d, 'g'}, {0x1d50, 'm'}, {0x1d52, 'o'}, {0x1d57, 't'}, {0x1d58, 'u'}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].code == code)
            return (unsigned char)letters[i].letter;
    return code;
}

uint32_t ecoi_char_simple(uint32_t code)
{
    if (code >= 0x1d400 && code <= 0x1d6a3) { /* mathematical alphabets, typed on social networks for bold */
        uint32_t letter = (code - 0x1d400) % 52;
        return letter < 26 ? 'A' + letter : 'a' + letter - 26;
    }
    if (code >= 0x1d7ce && code <= 0x1d7ff)
        return '0' + (code - 0x1d7ce) % 10;
    if (code >= 0xff10 && code <= 0xff5a) /* full width */
        return code - 0xff10 + '0';
    if (code >= 0x2070 && code <= 0x2079)
        return code == 0x2071 ? 'i' : '0' + (code & 0xf);
    if (code >= 0x2080 && code <= 0x2089)
        return '0' + (code & 0xf);
    switch (code) {
    case 0xaa:
        return 'a';
    case 0xb9:
        return '1';
    case 0xb2:
    case 0xb3:
        return '0' + (code & 0xf);
    case 0xb5:
        return 0x3bc; /* micro is mu */
    case 0xba:
        return 'o';
    case 0x207f:
        return 'n';
    case 0x2126:
        return 0x3c9;
    case 0x212a:
        return 'K';
    case 0x212b:
        return 0xc5;
    default:
        return code >= 0x2b0 && code <= 0x1d58 ? high_letter(code) : code;
    }
}

uint32_t ecoi_char_compose(uint32_t base, uint32_t mark)
{
    for (size_t i = 0; i < sizeof compositions / sizeof *compositions; i++)
        if (compositions[i].mark == mark && compositions[i].base == base && mark != 0)
            return compositions[i].letter;
    return 0;
}

const char *ecoi_char_plain(uint32_t code)
{
    if (code < 0x80 || !is_latin(code) || !latin_plain[LATIN(code)][0])
        return NULL;
    return latin_plain[LATIN(code)];
}

const char *ecoi_char_expand(uint32_t code)
{
    switch (code) {
    case 0xe6:
        return "ae";
    case 0x1fd:
        return "aé";
    case 0x1e3:
        return "aē";
    case 0x153:
        return "oe";
    case 0xdf:
        return "ss";
    case 0x133:
        return "ij";
    case 0xfb00:
        return "ff";
    case 0xfb01:
        return "fi";
    case 0xfb02:
        return "fl";
    case 0xfb03:
        return "ffi";
    case 0xfb04:
        return "ffl";
    case 0xfb05:
    case 0xfb06:
        return "st";
    default:
        return NULL;
    }
}

bool ecoi_char_elides(uint32_t code)
{
    const char *plain = ecoi_char_plain(code);
    uint32_t letter = plain ? (uint32_t)plain[0] : code;
    return letter < 0x80 && letter != 0 && strchr("aeiouyh", (int)letter) != NULL;
}
