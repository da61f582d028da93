/* SPDX-License-Identifier: MIT */
/* A chunk of text as letters and joiners: lower case, composed, ligatures written out, what has no width
 * dropped, and of each glyph which bytes of the chunk it stands for. The rules read glyphs, never bytes. */
#ifndef ECOI_STEM_GLYPHS_H
#define ECOI_STEM_GLYPHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ECOI_GLYPHS_MAX 1024 /* bytes of the longest chunk, and so glyphs too */

typedef struct ecoi_glyph {
    uint32_t code;
    uint16_t start, end; /* bytes of the chunk */
    uint8_t class;       /* ecoi_char */
    bool upper;          /* it was a capital */
} ecoi_glyph;

/* Reads at most ECOI_GLYPHS_MAX bytes of any kind; `out` has room for as many glyphs as bytes. Ill-formed
 * bytes are separators. Returns the number of glyphs. */
size_t ecoi_glyphs_read(const char *text, size_t len, ecoi_glyph *out);

/* Writes glyphs as UTF-8, NUL-terminated, every apostrophe as '; `out` has room for ECOI_TERM_MAX + 1 bytes,
 * longer ones are cut at a character's boundary. Returns the length. */
size_t ecoi_glyphs_write(const ecoi_glyph *glyphs, size_t n, char *out);

#endif
