/* SPDX-License-Identifier: MIT */
/*
 * How a run divides its memory. Everything that shapes the files (sizes of batches and runs, fan-in) follows
 * from the budget alone, so that an index is the same bytes whatever the number of threads; only how many
 * batches are under way at once follows from the threads too.
 *
 * Where the budget goes while reading:
 *   batches  in_flight of them: at most ECOI_BATCH_COST times their text (text, then 4 + 8 bytes a token);
 *            fewer while records are larger than batches are meant to be
 *   memos    one a worker, memo_bytes each, and as much again while a run is being made
 *   the rest the run writers, hashes of keys (8 bytes a document), where documents came from, the reader
 *            (up to eight times the longest record)
 * While merging, everything is the merger's: fan_in maps and the writer.
 */
#ifndef ECOI_INDEXER_PLAN_H
#define ECOI_INDEXER_PLAN_H

#include <stdint.h>

#define ECOI_MEMORY_DEFAULT ((uint64_t)512 << 20)
/* Smaller budgets are taken as this: below it the fixed parts alone (gazetteer, stemmer, buffers) fill
 * them. */
#define ECOI_MEMORY_MIN ((uint64_t)16 << 20)

/* Documents of a batch are numbered in 16 bits while they are inverted (invert.h). */
#define ECOI_BATCH_DOCS 65536u
/* Bytes that a batch takes for each byte of its text, at most. */
#define ECOI_BATCH_COST 4u

typedef struct ecoi_plan {
    uint64_t memory;
    uint64_t batch_text; /* a batch is handed on when its documents have this many bytes, */
    uint32_t batch_docs; /* or it has this many documents */
    uint64_t run_tokens; /* a run is written when it has this many tokens, */
    uint64_t run_forms;  /* or its distinct forms take this many bytes, or its batch ends */
    uint64_t memo_bytes; /* a worker's memo is emptied between runs when it is larger */
    unsigned workers;    /* 1: the caller's thread does all the work */
    unsigned in_flight;  /* batches that exist at once */
    unsigned fan_in;     /* segments merged at once */
    uint64_t max_record; /* bytes of a record, where the caller sets no limit */
    uint64_t text_ahead; /* no new batch is begun while those that exist hold more text than this */
    uint64_t map_bytes;  /* a merge lets go of its maps after it has read this much of them */
} ecoi_plan;

/* memory 0: the default; threads 0: one a core. */
ecoi_plan ecoi_plan_make(uint64_t memory, unsigned threads);

#endif
