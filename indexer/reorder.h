/* SPDX-License-Identifier: MIT */
/*
 * A segment's documents in another order: similar ones side by side, so that gaps are small, blocks alike and
 * the index smaller and faster. Nothing else changes: keys, scores and counts are as before; documents of one
 * score come in the new order.
 *
 * Memory: the forward index takes at most half of the budget, the dearest terms to leave out being those of
 * few documents and those of nearly all, which tell least; later 8 bytes a document, a spool's pages
 * (store/spool.h), and a share of the budget a thread for the postings of one term, which are taken in
 * several rounds when there are more.
 */
#ifndef ECOI_INDEXER_REORDER_H
#define ECOI_INDEXER_REORDER_H

#include "indexer/bisect.h"
#include "indexer/merge.h"
#include "indexer/permutation.h"
#include "store/term_encoder.h"

typedef struct ecoi_reorder_options {
    uint64_t memory;
    unsigned n_threads;
    bool (*keep_on)(void *user); /* as of ecoi_bisect */
    void *user;
} ecoi_reorder_options;

/* Finds the order. */
eco_status ecoi_reorder_find(const ecoi_segment *segment, const ecoi_reorder_options *options,
                             ecoi_permutation *out, eco_error *error);
/* Writes the segment `path` anew in an order of its own, *out_order, the caller's to dispose of; the merge's
 * options say where and how. `spool_path` names a file that exists meanwhile. */
eco_status ecoi_reorder(const char *path, const char *spool_path, const ecoi_merge_options *merge,
                        const ecoi_reorder_options *options, ecoi_permutation *out_order,
                        ecoi_segment_numbers *out_numbers, uint64_t *out_bytes, eco_error *error);

/* The forward index of a segment, of as many terms as `max_entries` postings have room for. */
eco_status ecoi_forward_make(const ecoi_segment *segment, uint64_t max_entries, ecoi_forward *out,
                             eco_error *error);
void ecoi_forward_dispose(ecoi_forward *forward);

/* ---- the parts of a merge of one source whose input has a permutation (merge.h) ---- */

eco_status ecoi_reorder_documents(ecoi_merger *merger, const ecoi_merge_source *source, eco_error *error);

/* Takes a term's postings to their new places; one a thread. */
typedef struct ecoi_posting_mover ecoi_posting_mover;

/* NULL: no memory. */
ecoi_posting_mover *ecoi_posting_mover_new(const ecoi_merger *merger);
void ecoi_posting_mover_free(ecoi_posting_mover *mover); /* NULL is allowed */
/* Adds the term's postings to the encoder. ECO_E_CORRUPT without the file's name: they are damaged. */
eco_status ecoi_posting_mover_run(ecoi_posting_mover *mover, const ecoi_segment *segment,
                                  const ecoi_term *term, ecoi_term_encoder *encoder, eco_error *error);

#endif
