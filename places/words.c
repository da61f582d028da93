/* SPDX-License-Identifier: MIT */
#include "places/words.h"

#include <string.h>

#include "base/utf8.h"
#include "places/block.h"

/* What one character is to a word. */
typedef struct letter {
    uint8_t step;    /* bytes it takes */
    uint8_t n_folds; /* letters it folds to; 0: not part of a word */
    uint8_t gap;     /* of a separator */
    bool ignored, capital;
    char folds[2];
} letter;

/* Base letters of U+00C0..U+017F; * is ae, + is oe, a blank is no letter. */
static const char latin[] =
    "aaaaaa*ceeeeiiiidnooooo ouuuuytsaaaaaa*ceeeeiiiidnooooo ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooo++"
    "rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

static bool latin_is_capital(uint32_t c)
{
    if (c < 0x100)
        return c < 0xdf;
    if (c == 0x178)
        return true;
    bool odd_is_capital = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e);
    return (c & 1) == odd_is_capital;
}

static letter latin_letter(uint32_t c, size_t step)
{
    char base = latin[c - 0xc0];
    letter l = {.step = (uint8_t)step, .n_folds = 1, .capital = latin_is_capital(c), .folds = {base, 0}};
    if (base == ' ')
        return (letter){.step = (uint8_t)step, .gap = GAP_OTHER};
    if (base == '*' || base == '+') {
        l.n_folds = 2;
        l.folds[0] = base == '*' ? 'a' : 'o';
        l.folds[1] = 'e';
    }
    return l;
}

static bool is_ignored(uint32_t c)
{
    return c == 0xad || (c >= 0x300 && c < 0x370) || (c >= 0x200b && c <= 0x200d) || c == 0x2060 ||
           c == 0xfeff;
}

static uint8_t gap_of(uint32_t c)
{
    switch (c) {
    case 0xa0:
    case 0x2002:
    case 0x2003:
    case 0x2009:
    case 0x200a:
    case 0x202f:
    case 0x3000:
        return 0;
    case 0x2010:
    case 0x2011:
        return GAP_HYPHEN;
    case 0x2018:
    case 0x2019:
    case 0x2bc:
        return GAP_APOSTROPHE;
    case 0xb7:
    case 0x2022:
    case 0x203a:
        return GAP_SENTENCE | GAP_BAR;
    case 0xab:
    case 0xbb:
    case 0x201c:
    case 0x201d:
    case 0x2026:
    case ECOI_UTF8_BAD:
        return GAP_SENTENCE;
    default:
        return GAP_OTHER;
    }
}

static letter beyond_ascii(const char *p, const char *end)
{
    size_t step;
    uint32_t c = ecoi_utf8_decode(p, end, &step);
    if (c >= 0xc0 && c <= 0x17f)
        return latin_letter(c, step);
    if (is_ignored(c))
        return (letter){.step = (uint8_t)step, .ignored = true};
    bool script = (c >= 0x180 && c < 0x2b0) || (c >= 0x370 && c < 0x2000) || (c >= 0x2c00 && c < 0x3000) ||
                  (c >= 0x3040 && c < 0xe000);
    if (script) /* a letter of another script: in no French name */
        return (letter){.step = (uint8_t)step, .n_folds = 1, .folds = {'?', 0}};
    return (letter){.step = (uint8_t)step, .gap = gap_of(c)};
}

/* Of a byte: its folded form, or 0 for what separates words and for bytes beyond ASCII. */
static const uint8_t ascii_fold[256] = {
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7',
    ['8'] = '8', ['9'] = '9', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f',
    ['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l', ['M'] = 'm', ['N'] = 'n',
    ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v',
    ['W'] = 'w', ['X'] = 'x', ['Y'] = 'y', ['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd',
    ['e'] = 'e', ['f'] = 'f', ['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l',
    ['m'] = 'm', ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
    ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z'};

static const uint8_t ascii_gap[128] = {['\n'] = 0,
                                       ['-'] = GAP_HYPHEN,
                                       ['\''] = GAP_APOSTROPHE,
                                       ['`'] = GAP_APOSTROPHE,
                                       [','] = GAP_COMMA,
                                       [';'] = GAP_COMMA,
                                       ['('] = GAP_OPEN,
                                       ['['] = GAP_OPEN,
                                       [')'] = GAP_CLOSE,
                                       [']'] = GAP_CLOSE,
                                       ['.'] = GAP_SENTENCE,
                                       ['!'] = GAP_SENTENCE,
                                       ['?'] = GAP_SENTENCE,
                                       [':'] = GAP_SENTENCE,
                                       ['"'] = GAP_SENTENCE,
                                       ['*'] = GAP_SENTENCE,
                                       ['|'] = GAP_SENTENCE | GAP_BAR,
                                       ['/'] = GAP_OTHER,
                                       ['_'] = GAP_OTHER,
                                       ['@'] = GAP_OTHER,
                                       ['#'] = GAP_OTHER,
                                       ['$'] = GAP_OTHER,
                                       ['%'] = GAP_OTHER,
                                       ['+'] = GAP_OTHER,
                                       ['<'] = GAP_OTHER,
                                       ['='] = GAP_OTHER,
                                       ['>'] = GAP_OTHER | GAP_BAR,
                                       ['\\'] = GAP_OTHER,
                                       ['^'] = GAP_OTHER,
                                       ['{'] = GAP_OTHER,
                                       ['}'] = GAP_OTHER,
                                       ['~'] = GAP_OTHER,
                                       [0] = GAP_OTHER};

/* Sixteen folded bytes at a time; the last are padded with zeros. scripts/make-gazetteer does the same. */
#define HASH_START 0x9e3779b97f4a7c15u

static uint64_t hash_step(uint64_t hash, uint64_t low, uint64_t high)
{
    hash = (hash ^ low) * 0xd6e8feb86659fd93u + high * 0xa0761d6478bd642fu;
    return hash ^ hash >> 32;
}

static uint32_t without_abbreviation(uint64_t hash)
{
    const uint64_t st = 's' | 't' << 8, ste = st | (uint64_t)'e' << 16;
    const uint64_t saint = 's' | 'a' << 8 | 'i' << 16 | (uint64_t)'n' << 24 | (uint64_t)'t' << 32;
    if (hash == hash_step(HASH_START, st, 0))
        hash = hash_step(HASH_START, saint, 0);
    else if (hash == hash_step(HASH_START, ste, 0))
        hash = hash_step(HASH_START, saint | (uint64_t)'e' << 40, 0);
    return (uint32_t)hash;
}

void ecoi_words_start(word_scan *scan, const char *text, size_t len)
{
    *scan = (word_scan){.text = text ? text : "", .len = len, .at = 0, .gap = GAP_SENTENCE};
}

/* The one-letter forms of U+00C0..U+00FF, by the second byte of their UTF-8; 0 where letter_at must say. */
static const uint8_t latin_fold[64] = {'a', 'a', 'a', 'a', 'a', 'a', 0,   'c', 'e', 'e', 'e', 'e', 'i',
                                       'i', 'i', 'i', 'd', 'n', 'o', 'o', 'o', 'o', 'o', 0,   'o', 'u',
                                       'u', 'u', 'u', 'y', 't', 0,   'a', 'a', 'a', 'a', 'a', 'a', 0,
                                       'c', 'e', 'e', 'e', 'e', 'i', 'i', 'i', 'i', 'd', 'n', 'o', 'o',
                                       'o', 'o', 'o', 0,   'o', 'u', 'u', 'u', 'u', 'y', 't', 'y'};

/* Is there one of these, two bytes long, at p? */
static bool is_latin(const unsigned char *p, size_t available)
{
    return p[0] == 0xc3 && available > 1 && (p[1] & 0xc0) == 0x80 && latin_fold[p[1] & 0x3f];
}

/* Typographic apostrophe, dashes, quotation marks, no-break space: separators that French text is full of. */
static bool is_usual_separator(const unsigned char *p, size_t available)
{
    if (p[0] == 0xc2)
        return available > 1 && p[1] != 0xad;
    return p[0] == 0xe2 && available > 2 && p[1] == 0x80 && p[2] >= 0x90;
}

/* Moves to the next character that begins a word, gathering what is passed. */
static bool skip_to_word(word_scan *scan)
{
    const char *text = scan->text, *end = text + scan->len;
    size_t at = scan->at;
    uint8_t gap = scan->gap;
    while (at < scan->len) {
        unsigned char c = (unsigned char)text[at];
        if (ascii_fold[c] || is_latin((const unsigned char *)text + at, scan->len - at))
            break;
        if (c < 0x80) {
            gap |= c == '\n' && at && text[at - 1] == '\n' ? GAP_SENTENCE : ascii_gap[c];
            at++;
        } else if (c == 0xe2 && end - (text + at) > 2 && memcmp(text + at, "\xe2\x80\x99", 3) == 0) {
            gap |= GAP_APOSTROPHE;
            at += 3;
        } else {
            letter l = beyond_ascii(text + at, end);
            if (l.n_folds)
                break;
            gap |= l.gap;
            at += l.step;
        }
    }
    scan->at = at;
    scan->gap = gap;
    return at < scan->len;
}

static letter letter_at(const char *text, size_t at, size_t len)
{
    unsigned char c = (unsigned char)text[at];
    if (c >= 0x80)
        return beyond_ascii(text + at, text + len);
    letter l = {.step = 1, .n_folds = ascii_fold[c] != 0, .capital = c >= 'A' && c <= 'Z'};
    l.folds[0] = (char)ascii_fold[c];
    return l;
}

static bool is_capital(const char *text, size_t at, size_t len)
{
    if ((unsigned char)text[at] < 0x80)
        return text[at] >= 'A' && text[at] <= 'Z';
    if (is_latin((const unsigned char *)text + at, len - at))
        return !(text[at + 1] & 0x20);
    return letter_at(text, at, len).capital;
}

typedef struct spelling {
    uint64_t hash;
    size_t end; /* first byte after the word */
    unsigned n_letters;
    bool accent, first_capital, lower; /* lower: has a letter in lower case */
} spelling;

static block block_at(const char *text, size_t at, size_t len)
{
    if (len - at >= BLOCK_LEN)
        return block_read(text + at);
    char tail[BLOCK_LEN] = {0};
    memcpy(tail, text + at, len - at);
    return block_read(tail);
}

/* A word of ASCII letters and digits. False: it has others, and spell() must read it. */
static bool spell_ascii(const char *text, size_t at, size_t len, spelling *s)
{
    size_t from = at;
    block b = block_at(text, at, len);
    s->hash = hash_step(s->hash, b.low, b.high);
    s->lower = b.has_lower;
    for (at += b.n; b.n == BLOCK_LEN && at < len; at += b.n) {
        b = block_at(text, at, len);
        if (b.n)
            s->hash = hash_step(s->hash, b.low, b.high);
        s->lower |= b.has_lower;
    }
    s->n_letters = (unsigned)(at - from);
    s->end = at;
    return at == len || !((unsigned char)text[at] & 0x80) ||
           is_usual_separator((const unsigned char *)text + at, len - at);
}

enum { LONGEST_HASHED = 64 }; /* letters; a longer word is no name */

static bool is_separator(unsigned char c)
{
    return c < 0x80 && !ascii_fold[c];
}

/* The usual letters of a word, appended to `folded`; stops at what separates words and at rarer letters. */
static size_t spell_latin(const char *text, size_t at, size_t len, uint8_t *folded, unsigned *n, bool *lower)
{
    while (at < len && *n < LONGEST_HASHED) {
        unsigned char c = (unsigned char)text[at];
        uint8_t fold = ascii_fold[c];
        size_t step = 1;
        if (is_latin((const unsigned char *)text + at, len - at)) {
            c = (unsigned char)text[at + 1]; /* as with ASCII, bit 0x20 is set in lower case */
            fold = latin_fold[c & 0x3f];
            step = 2;
        }
        if (!fold)
            break;
        folded[(*n)++] = fold;
        *lower |= fold >= 'a' && c & 0x20;
        at += step;
    }
    return at;
}

/* Any word. */
static void spell(const char *text, size_t at, size_t len, spelling *s)
{
    uint8_t folded[LONGEST_HASHED] = {0};
    s->hash = HASH_START;
    s->n_letters = 0;
    s->lower = false;
    for (;;) {
        at = spell_latin(text, at, len, folded, &s->n_letters, &s->lower);
        if (at == len || is_separator((unsigned char)text[at]))
            break;
        letter l = letter_at(text, at, len);
        if (!l.n_folds && !l.ignored)
            break;
        for (unsigned i = 0; i < l.n_folds && s->n_letters < LONGEST_HASHED; i++)
            folded[s->n_letters++] = (uint8_t)l.folds[i];
        s->lower |= l.n_folds && !l.capital;
        at += l.step;
    }
    for (unsigned i = 0; i < s->n_letters; i += BLOCK_LEN)
        s->hash = hash_step(s->hash, ecoi_load64(folded + i), ecoi_load64(folded + i + 8));
    s->accent = true;
    s->end = at;
}

static uint8_t shape_of(const spelling *s, unsigned char first)
{
    unsigned shape = s->first_capital ? WORD_CAPITAL : 0;
    if (s->first_capital && !s->lower && s->n_letters > 1)
        shape |= WORD_SHOUT;
    if ((unsigned)first - '0' < 10)
        shape |= WORD_DIGIT;
    return (uint8_t)(s->accent ? shape | WORD_ACCENT : shape);
}

size_t ecoi_words_next(word_scan *scan, word *out, size_t max)
{
    size_t n = 0;
    while (n < max && skip_to_word(scan)) {
        size_t start = scan->at;
        spelling s = {.hash = HASH_START, .first_capital = is_capital(scan->text, start, scan->len)};
        if (!spell_ascii(scan->text, start, scan->len, &s))
            spell(scan->text, start, scan->len, &s);
        scan->at = s.end;
        size_t len = s.end - start;
        out[n++] = (word){.start = start,
                          .hash = without_abbreviation(s.hash),
                          .len = (uint16_t)(len < UINT16_MAX ? len : UINT16_MAX),
                          .shape = shape_of(&s, (unsigned char)scan->text[start]),
                          .gap = scan->gap};
        scan->gap = 0;
    }
    return n;
}

/* Text being folded: `at` may pass `max`, what lies beyond is only counted. */
typedef struct folding {
    char *out;
    size_t at, max;
} folding;

static void put(folding *f, const char *letters, size_t n)
{
    for (size_t i = 0; i < n; i++, f->at++)
        if (f->at < f->max)
            f->out[f->at] = letters[i];
}

static void fold_letters(const char *text, size_t len, folding *f)
{
    for (size_t i = 0; i < len;) {
        letter l = letter_at(text, i, len);
        put(f, l.folds, l.n_folds);
        i += l.step;
    }
}

/* One word; "st" and "ste" are spelled out. */
static void fold_word(const char *text, size_t len, folding *f)
{
    size_t begin = f->at;
    fold_letters(text, len, f);
    size_t n = f->at - begin;
    if ((n == 2 || n == 3) && f->at <= f->max && memcmp(f->out + begin, "ste", n) == 0) {
        f->at = begin;
        put(f, "sainte", n == 2 ? 5 : 6);
    }
}

size_t ecoi_words_fold(const char *text, size_t len, char *out, size_t max)
{
    folding f = {out, 0, max};
    word_scan scan;
    word w;
    ecoi_words_start(&scan, text, len);
    while (f.at <= max && ecoi_words_next(&scan, &w, 1)) {
        if (f.at)
            put(&f, " ", 1);
        fold_word(scan.text + w.start, scan.at - w.start, &f);
    }
    return f.at <= max ? f.at : max + 1;
}
