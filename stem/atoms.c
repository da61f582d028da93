/* SPDX-License-Identifier: MIT */
/* Glyphs to atoms: runs of letters and digits, with the joiner between one and the next. */
#include "stem/atoms.h"

#include <string.h>

/* Words that hold an apostrophe for good: what stands before it, and how what follows begins. They are one
 * word, found without the apostrophe too. */
static const struct whole {
    const char *before, *after;
} wholes[] = {
    {"aujourd", "hui"}, {"presqu", "ile"}, {"presqu", "île"}, {"quelqu", "un"}, {"entr", "a"},
    {"entr", "e"},      {"entr", "é"},     {"entr", "o"},     {"prud", "hom"},  {"o", "clock"},
};

static bool is_word(uint8_t class)
{
    return class == ECOI_CHAR_LETTER || class == ECOI_CHAR_DIGIT;
}

static bool spells(const ecoi_glyph *glyphs, size_t n, const char *word)
{
    char written[16];
    size_t len = strlen(word);
    return n > 0 && n <= 8 && ecoi_glyphs_write(glyphs, n, written) == len && memcmp(written, word, len) == 0;
}

/* The number of letters of a short word of the table, which may hold an accented one. */
static size_t n_letters(const char *word)
{
    size_t n = 0;
    for (; *word; word++)
        n += ((unsigned char)*word & 0xc0) != 0x80;
    return n;
}

/* Whether the apostrophe at `at` belongs to the word that began at `first`. */
static bool keeps_apostrophe(const ecoi_glyph *glyphs, size_t n, size_t first, size_t at)
{
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++) {
        size_t after = n_letters(wholes[i].after);
        if (at + after < n && spells(glyphs + first, at - first, wholes[i].before) &&
            spells(glyphs + at + 1, after, wholes[i].after))
            return true;
    }
    return false;
}

/* C++, g++, C#, F#: signs that make a name of a letter or word. */
static size_t n_signs(const ecoi_glyph *glyphs, size_t n, size_t first, size_t at)
{
    if (at + 1 < n && glyphs[at].class == ECOI_CHAR_PLUS && glyphs[at + 1].class == ECOI_CHAR_PLUS)
        return 2;
    bool letter = at - first == 1 && glyphs[first].class == ECOI_CHAR_LETTER;
    bool last = at + 1 == n || !is_word(glyphs[at + 1].class);
    return at < n && letter && last && glyphs[at].class == ECOI_CHAR_HASH ? 1 : 0;
}

static ecoi_shape shape_of(const ecoi_glyph *glyphs, size_t n)
{
    size_t n_digits = 0;
    for (size_t i = 0; i < n; i++)
        n_digits += glyphs[i].class == ECOI_CHAR_DIGIT;
    return n_digits == 0 ? ECOI_SHAPE_LETTERS : n_digits == n ? ECOI_SHAPE_DIGITS : ECOI_SHAPE_MIXED;
}

/* What ties the glyph before `at` to the next atom, which begins at `next`. */
static ecoi_char link_of(const ecoi_glyph *glyphs, size_t n, size_t at, size_t next)
{
    if (next == n)
        return ECOI_CHAR_SEPARATOR;
    if (next == at)
        return ECOI_CHAR_LETTER;
    if (next - at == 1)
        return glyphs[at].class;
    if (next - at == 2 && glyphs[at].class == ECOI_CHAR_CLOSE && glyphs[at + 1].class == ECOI_CHAR_OPEN)
        return ECOI_CHAR_OPEN;
    if (next - at == 3 && glyphs[at].class == ECOI_CHAR_COLON && glyphs[at + 1].class == ECOI_CHAR_SLASH)
        return ECOI_CHAR_COLON;
    return ECOI_CHAR_SEPARATOR;
}

/* 5.00TTC: after a decimal point, letters begin a word of their own. */
static bool ends_decimals(const ecoi_glyph *glyphs, size_t at, const ecoi_atom *before)
{
    return before && before->shape == ECOI_SHAPE_DIGITS &&
           (before->link == ECOI_CHAR_DOT || before->link == ECOI_CHAR_COMMA) &&
           glyphs[at].class == ECOI_CHAR_LETTER && glyphs[at - 1].class == ECOI_CHAR_DIGIT;
}

static size_t end_of_atom(const ecoi_glyph *glyphs, size_t n, size_t first, const ecoi_atom *before)
{
    size_t at = first + 1;
    if (glyphs[first].class == ECOI_CHAR_IDEOGRAPH)
        return at;
    for (; at < n; at++) {
        bool apostrophe = glyphs[at].class == ECOI_CHAR_APOSTROPHE && keeps_apostrophe(glyphs, n, first, at);
        if (!is_word(glyphs[at].class) && !apostrophe)
            break;
        if (ends_decimals(glyphs, at, before))
            return at;
    }
    return at + n_signs(glyphs, n, first, at);
}

size_t ecoi_atoms_find(const ecoi_glyph *glyphs, size_t n, ecoi_atom *out)
{
    size_t n_atoms = 0;
    for (size_t i = 0; i < n;) {
        if (!is_word(glyphs[i].class) && glyphs[i].class != ECOI_CHAR_IDEOGRAPH) {
            i++;
            continue;
        }
        size_t end = end_of_atom(glyphs, n, i, n_atoms ? &out[n_atoms - 1] : NULL), next = end;
        while (next < n && !is_word(glyphs[next].class) && glyphs[next].class != ECOI_CHAR_IDEOGRAPH)
            next++;
        ecoi_shape shape =
            glyphs[i].class == ECOI_CHAR_IDEOGRAPH ? ECOI_SHAPE_IDEOGRAPH : shape_of(glyphs + i, end - i);
        out[n_atoms++] = (ecoi_atom){(uint16_t)i, (uint16_t)(end - i), (uint8_t)shape,
                                     (uint8_t)link_of(glyphs, n, end, next)};
        i = next;
    }
    return n_atoms;
}
