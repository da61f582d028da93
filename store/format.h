/* SPDX-License-Identifier: MIT */
/*
 * The constants of the on-disk format and the framing of a segment file. No other room knows these bytes.
 *
 * A segment is one immutable file:
 *
 *   page 0.. : sections one after another, each aligned to ECOI_SECTION_ALIGN
 *   tail     : section table, page checksums (CRC-32C of every ECOI_PAGE_SIZE bytes before the tail), segment
 *              numbers, and a fixed trailer with the tail's own checksum
 *
 * Pages are verified when they are first touched, so opening costs the same at any size and a damaged byte is
 * noticed before it is believed.
 */
#ifndef ECOI_STORE_FORMAT_H
#define ECOI_STORE_FORMAT_H

#include <stdint.h>

#define ECOI_FORMAT_VERSION 3u
#define ECOI_PAGE_SIZE      ((uint64_t)1 << 16)
#define ECOI_SECTION_ALIGN  64u
/* Decoders may load this many bytes past the end of a section's data; the file has them. */
#define ECOI_OVERREAD 64u

/* Documents of a segment are numbered from 0; a chunk is a run of this many. */
#define ECOI_CHUNK_BITS 16
#define ECOI_CHUNK_DOCS (1u << ECOI_CHUNK_BITS)
/* Documents of a chunk, which the segment has. */
static inline uint32_t ecoi_docs_in_chunk(uint32_t n_docs, uint32_t chunk)
{
    uint32_t left = n_docs - (chunk << ECOI_CHUNK_BITS);
    return left < ECOI_CHUNK_DOCS ? left : ECOI_CHUNK_DOCS;
}

/* Postings are coded in blocks of this many documents. */
#define ECOI_BLOCK 128u
/* Ranges of so many documents are what ranking skips by: all terms share them. Containers of fewer documents
 * than the second number are faster decoded than skipped in. */
#define ECOI_RANGE_DOCS 128u
#define ECOI_RANGES_MIN 1024u

typedef enum ecoi_section {
    ECOI_SECTION_DOCUMENTS,  /* compressed blocks of stored documents */
    ECOI_SECTION_DOC_BLOCKS, /* first document and offset of each */
    ECOI_SECTION_KEYS,       /* blob column: key of each document */
    ECOI_SECTION_KEY_SLOTS,  /* hash table from key to document */
    ECOI_SECTION_LAYOUT,     /* blob column: passages of each document, see layout.h */
    ECOI_SECTION_LENGTHS,    /* tokens outside the title */
    ECOI_SECTION_TITLE_LENGTHS,
    ECOI_SECTION_DATES,        /* packed, see base/date.h */
    ECOI_SECTION_SOURCES,      /* number of the source, 0: none */
    ECOI_SECTION_SOURCE_NAMES, /* blob column: source number - 1 -> name */
    ECOI_SECTION_FOCUS,        /* bit per region the document is about */
    ECOI_SECTION_MENTION,      /* bit per region it names, focus included */
    ECOI_SECTION_POSTINGS,
    ECOI_SECTION_TERMS,    /* sorted dictionary of terms */
    ECOI_SECTION_FORMS,    /* sorted dictionary of folded forms */
    ECOI_SECTION_SKETCHES, /* ECOI_SKETCH_BYTES of each document, see sketch.h; empty: none has one */
    ECOI_N_SECTIONS
} ecoi_section;

/* First byte of terms that are not ordinary text: words of boilerplate and paywall notices. */
#define ECOI_TERM_HIDDEN 0x01

#endif
