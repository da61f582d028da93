/* SPDX-License-Identifier: MIT */
#include "indexer/worker.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* A run may be larger than planned by its last document, and buffers grow by doubling. */
enum { OVERSIZE = 3 };

eco_status ecoi_worker_open(ecoi_worker *worker, const ecoi_site *site, eco_error *error)
{
    worker->site = site;
    eco_status status = ecoi_inverter_open(&worker->inverter, site->analyser, error);
    if (status == ECO_OK && strcmp(ecoi_analyser_name(site->analyser), "ws") != 0)
        status = ecoi_places_new(&worker->places, error);
    return status;
}

void ecoi_worker_dispose(ecoi_worker *worker)
{
    ecoi_segment_writer_close(worker->writer);
    ecoi_inverter_dispose(&worker->inverter);
    if (worker->places)
        ecoi_places_free(worker->places);
    *worker = (ecoi_worker){0};
}

static eco_status begin_run(ecoi_worker *worker, const ecoi_batch *batch, eco_error *error)
{
    const ecoi_site *site = worker->site;
    ecoi_inverter_reset(&worker->inverter, site->plan->memo_bytes);
    worker->run.name = site->name_run(site->self);
    char *path;
    eco_status status = ecoi_folder_path(site->folder, worker->run.name.text, &path, error);
    if (status == ECO_OK)
        status = ecoi_segment_writer_open(batch->only ? site->folder->vfs : &site->folder->fleeting, path,
                                          site->store_text, &worker->writer, error);
    free(path);
    return status;
}

static eco_status end_run(ecoi_worker *worker, eco_error *error)
{
    eco_status status = ecoi_inverter_write(&worker->inverter, worker->writer, error);
    if (status == ECO_OK)
        status = ecoi_segment_writer_finish(worker->writer, &worker->run.numbers, &worker->run.bytes, error);
    ecoi_segment_writer_close(worker->writer);
    worker->writer = NULL;
    if (status == ECO_OK)
        status = worker->site->take_run(worker->site->self, &worker->run, error);
    ++worker->run.part;
    return status;
}

static bool run_is_full(const ecoi_worker *worker)
{
    const ecoi_plan *plan = worker->site->plan;
    return worker->inverter.n_tokens >= plan->run_tokens || worker->inverter.form_bytes >= plan->run_forms;
}

static eco_status add_document(ecoi_worker *worker, const eco_document *document, eco_error *error)
{
    eco_document complete = *document;
    eco_region_share regions[ECO_N_REGIONS];
    ecoi_new_document indexed;
    ecoi_sketch sketch;
    eco_status status = ECO_OK;
    if (worker->places && !document->has_regions) {
        complete.regions = regions;
        complete.has_regions = true;
        status = ecoi_places_find(worker->places, document, regions, &complete.n_regions, error);
    }
    if (status == ECO_OK)
        status = ecoi_inverter_add(&worker->inverter, &complete, &indexed, error);
    if (status == ECO_OK && worker->places) {
        sketch = ecoi_sketch_make(document);
        indexed.sketch = &sketch;
    }
    if (status == ECO_OK)
        status = ecoi_segment_writer_add(worker->writer, &indexed, error);
    return status;
}

eco_status ecoi_worker_process(ecoi_worker *worker, ecoi_batch *batch, eco_error *error)
{
    eco_status status = ECO_OK;
    worker->run = (ecoi_run){.batch = batch->number};
    for (size_t i = 0; status == ECO_OK && i < batch->n; ++i) {
        if (worker->site->is_stopped(worker->site->self))
            return ecoi_error_set(error, ECO_E_CANCELLED, "stopped");
        if (!worker->writer)
            status = begin_run(worker, batch, error);
        if (status == ECO_OK)
            status = add_document(worker, &batch->documents[i], error);
        if (status == ECO_OK && i + 1 < batch->n && run_is_full(worker))
            status = end_run(worker, error);
    }
    /* The texts are done with: their memory is the postings' now. */
    ecoi_batch_reset(batch);
    if (status == ECO_OK && worker->writer)
        status = end_run(worker, error);
    if (worker->inverter.tokens_cap > OVERSIZE * worker->site->plan->run_tokens) {
        ecoi_inverter_reset(&worker->inverter, worker->site->plan->memo_bytes);
        ecoi_inverter_trim(&worker->inverter);
    }
    return status;
}
