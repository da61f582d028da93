/* SPDX-License-Identifier: MIT */
/*
 * Inversion in memory: documents in, the terms of a run out in byte order with their postings.
 *
 * Collecting (invert.c) keeps 4 bytes a token: the number of its form in the run and how far its position
 * lies after the one before. Writing (flush.c) numbers the terms in byte order and scatters the tokens into
 * one array of 8-byte records by counting; a term's records are then already in order of document and
 * position. Cost: two passes over the tokens, each one table look-up a token.
 *
 * One thread at a time. A run holds at most ECOI_BATCH_DOCS documents.
 */
#ifndef ECOI_INDEXER_INVERT_H
#define ECOI_INDEXER_INVERT_H

#include <ecosearch/document.h>

#include "base/arena.h"
#include "stem/analyser.h"
#include "store/segment.h"

/* A distinct form of the run, one in ordinary and one in hidden text. */
typedef struct ecoi_run_form {
    uint32_t form; /* in the memo */
    uint32_t count;
    uint32_t capitals; /* form of the run + 1 that stands beside it, 0: none (stem/capitals.c) */
    bool hidden;
} ecoi_run_form;

/* Tokens are words of 32 bits: form of the run + 1 in the upper 30, in the lower 2 how many positions
 * after the token before; 0 announces that the next word is the position itself and the one after that the
 * token. */
#define ECOI_TOKEN_STEP_BITS 2
#define ECOI_TOKEN_STEP_MAX  3u

typedef struct ecoi_inverter {
    ecoi_analysis *analysis;
    bool one_field;     /* analysis "ws": title and body are one text */
    uint32_t *slots[2]; /* form of the memo -> form of the run + 1; ordinary, hidden */
    size_t slots_cap[2];
    ecoi_run_form *forms;
    size_t n_forms, forms_cap;
    uint64_t form_bytes; /* of the run's distinct forms, roughly */
    uint32_t *tokens;
    size_t n_tokens, tokens_cap; /* words; tokens plus escapes */
    uint64_t *doc_ends;          /* words before the end of each document */
    size_t n_docs, docs_cap;
    uint64_t n_analysed;         /* tokens of all runs */
    ecoi_layout_passage *layout; /* of the last document */
    size_t layout_cap;
    struct ecoi_flush *flush; /* what writing keeps between runs */
} ecoi_inverter;

eco_status ecoi_inverter_open(ecoi_inverter *inverter, const ecoi_analyser *analyser, eco_error *error);
void ecoi_inverter_dispose(ecoi_inverter *inverter); /* of a zeroed one too */

/* Analyses the next document of the run. *out is what the segment writer wants of it; its layout lives until
 * the next call. On failure the run is lost. */
eco_status ecoi_inverter_add(ecoi_inverter *inverter, const eco_document *document, ecoi_new_document *out,
                             eco_error *error);

/* Writes the run's terms; the documents are in the writer already. */
eco_status ecoi_inverter_write(ecoi_inverter *inverter, ecoi_segment_writer *writer, eco_error *error);

/* Begins the next run; the memo is emptied when it is larger than `memo_bytes`. */
void ecoi_inverter_reset(ecoi_inverter *inverter, uint64_t memo_bytes);

/* Gives back the memory of the run, for one larger than runs are meant to be. After a reset. */
void ecoi_inverter_trim(ecoi_inverter *inverter);

/* ---- between invert.c and flush.c ---- */

struct ecoi_flush *ecoi_flush_new(void);
void ecoi_flush_trim(struct ecoi_flush *flush);
void ecoi_flush_free(struct ecoi_flush *flush);

#endif
