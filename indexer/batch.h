/* SPDX-License-Identifier: MIT */
/*
 * A batch: copies of a row of documents, the unit of work between the reader and the workers. One thread at a
 * time.
 */
#ifndef ECOI_INDEXER_BATCH_H
#define ECOI_INDEXER_BATCH_H

#include <ecosearch/document.h>

#include "base/arena.h"
#include "indexer/plan.h"

typedef struct ecoi_batch {
    ecoi_arena arena;
    eco_document *documents;
    size_t n, cap;
    uint64_t text_bytes; /* of everything copied */
    uint64_t handed_on;  /* what it weighs since it went to the workers; the pipeline's */
    uint32_t number;     /* place in the row of batches */
    bool only;           /* the first and the last: its run becomes the index */
} ecoi_batch;            /* zero-initialise, dispose always */

/* Copies a document, title passages first whatever their place, ill-formed UTF-8 replaced by U+FFFD where
 * `repair` (*replaced counts the sequences). False when memory ran out. */
bool ecoi_batch_add(ecoi_batch *batch, const eco_document *document, bool repair, uint64_t *replaced);
bool ecoi_batch_is_full(const ecoi_batch *batch, const ecoi_plan *plan);
/* Gives the documents back. */
void ecoi_batch_reset(ecoi_batch *batch);
void ecoi_batch_dispose(ecoi_batch *batch);

#endif
