/* SPDX-License-Identifier: MIT */
/*
 * Documents to runs: the caller's thread fills batches, workers make a run (or more) of each. With one worker
 * the caller's thread does it all. One thread at a time calls these functions.
 *
 * Which documents share a run depends on the plan's sizes alone, never on the number of workers or their
 * luck.
 */
#ifndef ECOI_INDEXER_PIPELINE_H
#define ECOI_INDEXER_PIPELINE_H

#include "indexer/folder.h"
#include "indexer/plan.h"
#include "indexer/run.h"
#include "stem/analyser.h"

typedef struct ecoi_pipeline ecoi_pipeline;

typedef struct ecoi_pipeline_options {
    const ecoi_folder *folder;
    const ecoi_analyser *analyser;
    ecoi_plan plan;
    bool store_text;
    bool (*tick)(void *user); /* called on the caller's thread now and then while it waits; false cancels */
    void *user;
} ecoi_pipeline_options;

/* What was done; complete after ecoi_pipeline_finish. */
typedef struct ecoi_pipeline_totals {
    uint64_t documents, text_bytes, tokens, replaced;
} ecoi_pipeline_totals;

eco_status ecoi_pipeline_open(const ecoi_pipeline_options *options, ecoi_pipeline **out, eco_error *error);
/* Copies a document into the current batch; may wait for workers. Reports what failed anywhere. `repair`:
 * replace ill-formed UTF-8. */
eco_status ecoi_pipeline_add(ecoi_pipeline *pipeline, const eco_document *document, bool repair,
                             eco_error *error);
/* Waits until every batch is a run, and gives the workers' memory back. */
eco_status ecoi_pipeline_finish(ecoi_pipeline *pipeline, eco_error *error);
/* After finish: the runs in order of their documents, for the caller to merge; what it leaves in the list is
 * removed with the pipeline. */
ecoi_run_list *ecoi_pipeline_runs(ecoi_pipeline *pipeline);
/* After finish: whether there was but one batch, so that its run, if single, is synced and may be
 * published. */
bool ecoi_pipeline_has_single_batch(const ecoi_pipeline *pipeline);
ecoi_pipeline_totals ecoi_pipeline_get_totals(const ecoi_pipeline *pipeline);
/* Stops the workers and removes the runs' files. NULL is allowed. */
void ecoi_pipeline_close(ecoi_pipeline *pipeline);

#endif
