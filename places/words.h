/* SPDX-License-Identifier: MIT */
/*
 * Text to words, as the gazetteer sees them: runs of letters and digits, hashed in their folded form (lower
 * case, accents dropped, ligatures spelled out, "st" and "ste" as "saint" and "sainte"), with what stands
 * before each.
 *
 * Made for speed: one pass, no allocation, words handed out a window at a time. Any bytes are allowed; what
 * is not UTF-8 separates words. Soft hyphens, zero-width characters and combining marks inside a word are
 * passed over.
 */
#ifndef ECOI_PLACES_WORDS_H
#define ECOI_PLACES_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a word looks like. */
#define WORD_CAPITAL 1u /* its first letter is a capital */
#define WORD_SHOUT   2u /* all of its letters are, and it has two or more */
#define WORD_DIGIT   4u /* it begins with a digit */
#define WORD_ACCENT  8u /* it has a letter beyond ASCII */

/* What stands between it and the word before. */
#define GAP_HYPHEN     1u
#define GAP_APOSTROPHE 2u
#define GAP_COMMA      4u
#define GAP_OPEN       8u   /* ( or [ */
#define GAP_CLOSE      16u  /* ) or ] */
#define GAP_SENTENCE   32u  /* . ! ? : quotation mark, line feed, bullet, or the beginning of the text */
#define GAP_OTHER      64u  /* a slash, a dash, anything else */
#define GAP_BAR        128u /* what parts the items of a menu: | > and bullets */
/* A name may run on over spaces, hyphens and apostrophes only. */
#define GAP_JOINS(gap) (((gap) & ~(GAP_HYPHEN | GAP_APOSTROPHE)) == 0)

typedef struct word {
    size_t start;
    uint32_t hash;
    uint16_t len; /* bytes of the author's text, at most UINT16_MAX */
    uint8_t shape;
    uint8_t gap;
} word;

typedef struct word_scan {
    const char *text;
    size_t len, at;
    uint8_t gap; /* gathered before the next word */
} word_scan;

void ecoi_words_start(word_scan *scan, const char *text, size_t len);
/* Fills `out` with up to `max` further words; returns their number, 0 at the end. */
size_t ecoi_words_next(word_scan *scan, word *out, size_t max);

/* The folded letters of a stretch of text, words separated by one space, as names in the gazetteer are kept.
 * Returns their length, or max + 1 when they are longer than `max`; not NUL-terminated. */
size_t ecoi_words_fold(const char *text, size_t len, char *out, size_t max);

static inline uint32_t ecoi_words_join(uint32_t state, uint32_t word_hash)
{
    uint32_t h = state * 0x9e3779b1u + word_hash;
    return h ^ h >> 15;
}

#endif
