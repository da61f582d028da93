/* SPDX-License-Identifier: MIT */
/*
 * The postings of one term in one segment: documents, frequencies, positions, form ordinals.
 *
 * Two layouts (postings_layout.h has the bytes):
 *   small    up to ECOI_SMALL_DF documents: one run of varints
 *   chunked  a directory of chunks of 65,536 documents, each a container: an array of blocks of 128 ids, or
 * from ECOI_BITS_MIN documents up a bitset with ranks; frequencies, positions and ordinals in packs a block
 * A block also carries the largest ecoi_bm25_saturate of its documents, rounded up to 1/255: its impact; so
 * does, where a container has many documents, each range of the chunk.
 */
#ifndef ECOI_STORE_POSTINGS_H
#define ECOI_STORE_POSTINGS_H

#include <ecosearch/base.h>

#include "base/buf.h"
#include "store/format.h"

#define ECOI_SMALL_DF 32u
#define ECOI_BITS_MIN 4096u
#define ECOI_NO_DOC   UINT32_MAX

/* ---- writing ---- */

/* What an encoder needs to know of each document for the impact of a block; see bm25.h. */
typedef struct ecoi_impact_source {
    const void *self;
    float (*saturation)(const void *self, uint32_t doc, uint32_t tf, const uint32_t *positions);
} ecoi_impact_source;

/* Postings of one term for a run of documents, in document order. positions: all documents' one after
 * another, tfs[i] each, rising within a document. ordinals: one a position, NULL when the term has one form.
 */
typedef struct ecoi_posting_run {
    size_t n_docs;
    const uint32_t *docs;
    const uint32_t *tfs;
    const uint32_t *positions;
    const uint16_t *ordinals;
} ecoi_posting_run;

/* Encodes one term after another into a buffer that the caller empties between terms. */
typedef struct ecoi_postings_encoder ecoi_postings_encoder;

eco_status ecoi_postings_encoder_new(ecoi_impact_source impacts, ecoi_postings_encoder **out);
void ecoi_postings_encoder_free(ecoi_postings_encoder *encoder);
/* ordinal_bits: width of a form ordinal, 0 when the term has one form. */
void ecoi_postings_begin(ecoi_postings_encoder *encoder, unsigned ordinal_bits);
/* Documents must follow those of earlier runs. Any run length. */
eco_status ecoi_postings_add(ecoi_postings_encoder *encoder, const ecoi_posting_run *run);
/* Appends the term's bytes to `out`. */
eco_status ecoi_postings_end(ecoi_postings_encoder *encoder, ecoi_buf *out, uint32_t *out_df,
                             uint64_t *out_cf);

/* ---- reading ---- */

/* A cursor over one term's postings. Starts before the first document. One thread; no allocation; copyable
 * only before the first move. All bytes are checked against the term's range: whatever they are, no read goes
 * outside it, and a cursor that meets nonsense ends with `damaged` set. */
typedef struct ecoi_cursor {
    uint32_t doc; /* the document it stands on; ECOI_NO_DOC at the end */
    uint32_t df;
    bool damaged;
    unsigned ordinal_bits;
    /* private */
    bool started, is_small, is_bits, is_single, have_tfs;
    uint32_t n_docs;
    const uint8_t *data, *end;
    const uint8_t *directory, *directory_end; /* chunked: entries not read yet */
    const uint8_t *next_blob;      /* the next container; small: what follows the last posting read */
    uint32_t n_left, expected_doc; /* small: postings not read yet, lowest next document */
    uint32_t next_chunk, chunk, n_in_chunk, n_blocks; /* the current container */
    const uint8_t *blob, *blob_end, *headers;
    uint32_t block, at, n_in_block; /* current block, index in it, its documents (0: none decoded) */
    const uint8_t *block_rest;      /* after its ids: frequencies and so on */
    const uint8_t *ordinals;        /* of the current block */
    const uint8_t *positions;       /* its packs of positions; small: the current document's positions */
    uint32_t n_positions_in_block;
    uint32_t pack_first, pack_n; /* the decoded pack: number of its first position in the block, how many */
    const uint8_t *pack_next;    /* the pack after it */
    uint32_t ids[ECOI_BLOCK];
    uint32_t tfs[ECOI_BLOCK];     /* small: tfs[0] is the current document's */
    uint32_t tf_sums[ECOI_BLOCK]; /* positions of the block before each document */
    uint32_t pack[ECOI_BLOCK];
} ecoi_cursor;

/* `data`, `len`: the term's bytes in the segment. n_docs: of the segment, a bound that documents obey. */
void ecoi_cursor_init(ecoi_cursor *cursor, const uint8_t *data, size_t len, uint32_t df,
                      unsigned ordinal_bits, uint32_t n_docs);
/* The first document > the current one; returns it. */
uint32_t ecoi_cursor_next(ecoi_cursor *cursor);
/* The first document >= target; stays where it stands when already there. Returns it. */
uint32_t ecoi_cursor_seek(ecoi_cursor *cursor, uint32_t target);
/* Frequency in the current document. */
uint32_t ecoi_cursor_tf(ecoi_cursor *cursor);
/* Writes the positions of the current document, rising, and their ordinals (NULL: not wanted) to arrays with
 * room for ecoi_cursor_tf entries. Returns how many: the frequency, or 0 when damaged. */
uint32_t ecoi_cursor_positions(ecoi_cursor *cursor, uint32_t *positions, uint16_t *ordinals);
/* Instead of next and seek, not beside them: moves to the next block of documents and returns how many they
 * are, at most ECOI_BLOCK: their numbers are cursor->ids, their frequencies cursor->tfs, the sum of these
 * cursor->n_positions_in_block. 0: the end, or damaged. */
uint32_t ecoi_cursor_next_block(ecoi_cursor *cursor);
/* The positions of the block's documents, one document's after another's, and their ordinals (NULL: not
 * wanted); room for n_positions_in_block + ECOI_BLOCK. False: damaged. */
bool ecoi_cursor_block_positions(ecoi_cursor *cursor, uint32_t *positions, uint16_t *ordinals);
/* Upper bound of ecoi_bm25_saturate over the block that holds the current document, and its last document. */
float ecoi_cursor_block_impact(const ecoi_cursor *cursor, uint32_t *out_last_doc);

#endif
