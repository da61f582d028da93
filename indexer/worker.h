/* SPDX-License-Identifier: MIT */
/* One worker: makes runs of batches. One thread at a time; workers share nothing but what `site` points
 * to. */
#ifndef ECOI_INDEXER_WORKER_H
#define ECOI_INDEXER_WORKER_H

#include "indexer/batch.h"
#include "indexer/invert.h"
#include "indexer/run.h"
#include "places/places.h"

/* What all workers of a pipeline are given; constant but for what the two functions do. */
typedef struct ecoi_site {
    const ecoi_folder *folder;
    const ecoi_analyser *analyser;
    const ecoi_plan *plan;
    bool store_text;
    /* A name for a run's file, never given before; may be called from any worker. */
    ecoi_name (*name_run)(void *self);
    /* Takes a sealed run; its file is the receiver's from now on, also on failure. Any worker. */
    eco_status (*take_run)(void *self, const ecoi_run *run, eco_error *error);
    bool (*is_stopped)(void *self);
    void *self;
} ecoi_site;

typedef struct ecoi_worker {
    const ecoi_site *site;
    ecoi_inverter inverter;
    ecoi_places *places;         /* NULL: regions are not looked for (analysis "ws") */
    ecoi_segment_writer *writer; /* of the run under way, or NULL */
    ecoi_run run;
} ecoi_worker; /* zero-initialise, dispose always */

eco_status ecoi_worker_open(ecoi_worker *worker, const ecoi_site *site, eco_error *error);
/* Makes one run or more of the batch, and resets it. */
eco_status ecoi_worker_process(ecoi_worker *worker, ecoi_batch *batch, eco_error *error);
void ecoi_worker_dispose(ecoi_worker *worker);

#endif
