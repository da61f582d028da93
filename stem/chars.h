/* SPDX-License-Identifier: MIT */
/* What a code point is to the analysis: letter, digit, kind of joiner or separator; its lower case, its
 * composition with a combining mark, its plain letters. Latin is treated in full (latin.def), Greek, Cyrillic
 * and Armenian have their capitals, other scripts have none. */
#ifndef ECOI_STEM_CHARS_H
#define ECOI_STEM_CHARS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum ecoi_char {
    ECOI_CHAR_SEPARATOR, /* spaces, punctuation, symbols, ill-formed bytes */
    ECOI_CHAR_LETTER,
    ECOI_CHAR_DIGIT,     /* super- and subscript ones too: m² is m2 */
    ECOI_CHAR_IDEOGRAPH, /* a word of its own */
    ECOI_CHAR_MARK,      /* composes with the letter before, or is dropped */
    ECOI_CHAR_DROPPED,   /* soft hyphen, zero width, direction marks, variation selectors */
    /* Joiners: between two words they may tie them. */
    ECOI_CHAR_APOSTROPHE,
    ECOI_CHAR_HYPHEN,
    ECOI_CHAR_DOT,
    ECOI_CHAR_MIDDOT,
    ECOI_CHAR_COMMA,
    ECOI_CHAR_AMPERSAND,
    ECOI_CHAR_AT,
    ECOI_CHAR_SLASH,
    ECOI_CHAR_UNDERSCORE,
    ECOI_CHAR_PLUS,
    ECOI_CHAR_HASH,
    ECOI_CHAR_OPEN,
    ECOI_CHAR_CLOSE,
    ECOI_CHAR_COLON,
} ecoi_char;

ecoi_char ecoi_char_class(uint32_t code);

/* Lower case of a letter, or `code` itself. */
uint32_t ecoi_char_lower(uint32_t code);

/* A letter for a compatibility form of it (mathematical, full width, super- and subscript), or `code` itself.
 */
uint32_t ecoi_char_simple(uint32_t code);

/* The letter that base and mark compose canonically, or 0. Both cases. */
uint32_t ecoi_char_compose(uint32_t base, uint32_t mark);

/* The one or two ASCII letters that stand for an accented Latin letter in lower case, or NULL. */
const char *ecoi_char_plain(uint32_t code);

/* What a ligature in lower case is written out as ("oe", "ffi"; UTF-8), or NULL. */
const char *ecoi_char_expand(uint32_t code);

/* A vowel, or h, in lower case, as elision sees it. */
bool ecoi_char_elides(uint32_t code);

#endif
