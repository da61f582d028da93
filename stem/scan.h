/* SPDX-License-Identifier: MIT */
/*
 * Where the words are: text to chunks, the maximal runs of bytes that the rules have to look at together.
 *
 * Which bytes belong to a chunk is a matter of their neighbours alone, so that every implementation finds the
 * same chunks and scanning can start anywhere: word bytes   ASCII letters and digits, and every byte >= 0x80
 * but those of the usual separators of two and three bytes (no-break spaces, « », dashes, curly double
 * quotes, €...); others are left to the rules joiners      ' ` - . & / _ @ + ( ) between two word bytes; a
 * comma between two digits and          the # or @ before a word (#FrenchTech), the ++ or # after one (C++,
 * C#), :// between two words, the ) after a short ending (étudiant(e)), the )( between two (né(e)(s)) A chunk
 * begins and ends with such bytes, is never empty and lies inside the text. UTF-8 is not checked here.
 */
#ifndef ECOI_STEM_SCAN_H
#define ECOI_STEM_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ecoi_span {
    uint32_t start, len;
} ecoi_span;

#define ECOI_SCAN_MIN 64 /* the least room for spans that a scan works with */

/* Finds chunks from *at, which is 0, an earlier scan's *at, or the end of a chunk or URL. Writes at most
 * `cap` spans and moves *at to where the next scan goes on; text_len once all is read. Returns the number of
 * spans. */
typedef size_t ecoi_scan(const char *text, size_t len, size_t *at, ecoi_span *out, size_t cap);

ecoi_scan ecoi_scan_scalar; /* the reference */
ecoi_scan ecoi_scan_avx2;
ecoi_scan ecoi_scan_spaces; /* for "ws": what stands between bytes <= 0x20 */
ecoi_scan ecoi_scan_spaces_avx2;

/* The best that the processor can run. */
ecoi_scan *ecoi_scan_choose(bool spaces);

/* -- for the implementations: one byte's part
 * -------------------------------------------------------------------- */

/* Whether the bytes at `i` are a separator of 2 or 3 bytes; its length or 0. The byte there is 0xc2 or 0xe2.
 */
size_t ecoi_scan_separator(const char *text, size_t len, size_t i);

/* Whether the byte at `i` is a word byte, for any i: outside the text it is none. */
bool ecoi_scan_is_word(const char *text, size_t len, size_t i);

/* Whether a chunk takes in the byte at `i`, which is no word byte. */
bool ecoi_scan_is_glue(const char *text, size_t len, size_t i);

#endif
