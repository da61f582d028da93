/* SPDX-License-Identifier: MIT */
/*
 * Near-duplicates: the same text with a few words changed, cut short, or in another page around it.
 *
 * A text is the set of its shingles: the rows of three words next to each other, in lead, body and headings,
 * whatever capitals, punctuation and marks stand between. Two documents are alike when at least two fifths of
 * the shingles of the one that has fewer are the other's too, and that has at most five times as many.
 *
 * That is decided exactly, from the texts. Which pairs are worth it follows from sketches of 64 bytes: the 16
 * smallest of the shingles' hashes (a bottom-k sketch; A. Z. Broder, "On the resemblance and containment of
 * documents", 1997). Where B is a part of A, all hashes of B's sketch up to A's largest are in A's, so that
 * a text that was cut is found as well as one that was edited, which hashes in bands would miss.
 */
#ifndef ECOI_STORE_SKETCH_H
#define ECOI_STORE_SKETCH_H

#include <ecosearch/document.h>

#include "base/buf.h"

#define ECOI_SKETCH_VALUES 16
#define ECOI_SKETCH_BYTES  ((size_t)ECOI_SKETCH_VALUES * 4)
/* Stands for none, behind those there are. */
#define ECOI_SKETCH_NONE UINT32_MAX

typedef struct ecoi_sketch {
    uint32_t values[ECOI_SKETCH_VALUES]; /* rising */
} ecoi_sketch;

/* The document's sketch; of fewer than ECOI_SHINGLES_MIN shingles it is empty, and the document like no
 * other. */
#define ECOI_SHINGLES_MIN 8
ecoi_sketch ecoi_sketch_make(const eco_document *document);

static inline bool ecoi_sketch_is_empty(const ecoi_sketch *sketch)
{
    return sketch->values[0] == ECOI_SKETCH_NONE;
}

/* Whether documents of these sketches may be alike: an eighth of the hashes that both sketches know of are
 * shared. */
bool ecoi_sketch_may_be_alike(const ecoi_sketch *a, const ecoi_sketch *b);

/* The set of a document's shingles: their hashes, 0: free, in as many slots as a power of two says. */
typedef struct ecoi_shingles {
    uint64_t *slots;
    size_t n, n_slots;
} ecoi_shingles; /* zero-initialise, dispose always */

/* Replaces what was there; false when memory ran out. */
bool ecoi_shingles_make(ecoi_shingles *shingles, const eco_document *document);
bool ecoi_shingles_alike(const ecoi_shingles *a, const ecoi_shingles *b);
void ecoi_shingles_dispose(ecoi_shingles *shingles);

#endif
