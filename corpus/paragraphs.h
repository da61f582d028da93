/* SPDX-License-Identifier: MIT */
/*
 * Text to paragraphs, trimmed of white space (no-break spaces included). Line ends are LF, CR LF or CR.
 */
#ifndef ECOI_CORPUS_PARAGRAPHS_H
#define ECOI_CORPUS_PARAGRAPHS_H

#include <ecosearch/document.h>

/* A text of more lines than this keeps its last ones as one paragraph: memory must not depend on what lines
 * hold. */
#define ECOI_PARAGRAPHS_MAX ((size_t)1 << 20)

typedef struct ecoi_paragraph {
    eco_text text;
    uint8_t zone;             /* eco_zone */
    bool starts_block;        /* a blank line, or the start of the text, comes before it */
    uint8_t cue;              /* ecoi_cue, see phrases.h */
    uint16_t n_words, traits; /* see traits.h */
} ecoi_paragraph;

typedef struct ecoi_paragraphs {
    ecoi_paragraph *items;
    size_t n, cap;
} ecoi_paragraphs;

/* One paragraph a line that is not blank, zone BODY. Replaces what was there. False when memory ran out. */
bool ecoi_paragraphs_split(ecoi_paragraphs *paragraphs, eco_text text);

/* Joins the lines of blocks that were wrapped at a fixed width (as in mail and old e-texts): all lines but
 * the last about as long as each other, most of them ending inside a sentence and at least half of the others
 * beginning in lower case. The line feeds become spaces, so the text must be writable. */
void ecoi_paragraphs_unwrap(ecoi_paragraphs *paragraphs);

eco_text ecoi_text_trim(eco_text text);

void ecoi_paragraphs_dispose(ecoi_paragraphs *paragraphs);

#endif
