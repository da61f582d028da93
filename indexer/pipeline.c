/* SPDX-License-Identifier: MIT */
#include "indexer/pipeline.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "base/error.h"
#include "indexer/worker.h"

enum { TICK_MS = 50 };

typedef struct thread {
    pthread_t id;
    bool started;
    struct ecoi_pipeline *pipeline;
    ecoi_worker worker;
} thread;

struct ecoi_pipeline {
    ecoi_pipeline_options options;
    ecoi_site site;
    thread *threads;
    unsigned n_threads; /* 1: the caller's own, none is started */
    ecoi_batch *batches;
    ecoi_batch *current; /* being filled, or NULL */
    uint32_t n_batches;  /* handed out so far */
    ecoi_pipeline_totals totals;
    atomic_bool stopped; /* something failed, or nobody wants the rest */

    pthread_mutex_t mutex; /* guards all below */
    pthread_cond_t work, done;
    ecoi_batch **queue; /* ring of in_flight */
    unsigned queue_first, queue_n;
    ecoi_batch **idle; /* stack */
    unsigned n_idle;
    uint64_t text_ahead; /* in batches that are not idle, as far as they are handed on */
    bool ended;          /* no more batches come */
    ecoi_run_list runs;
    eco_error error; /* the first failure; status ECO_OK: none */
};

/* ---- what workers call ---- */

static ecoi_name name_run(void *self)
{
    ecoi_pipeline *pipeline = self;
    pthread_mutex_lock(&pipeline->mutex);
    uint32_t n = pipeline->runs.n_names++;
    pthread_mutex_unlock(&pipeline->mutex);
    return ecoi_folder_run_name(pipeline->options.folder, n);
}

static eco_status take_run(void *self, const ecoi_run *run, eco_error *error)
{
    ecoi_pipeline *pipeline = self;
    pthread_mutex_lock(&pipeline->mutex);
    ecoi_run_list *runs = &pipeline->runs;
    bool taken = ecoi_grow(&runs->items, &runs->cap, runs->n + 1, sizeof *runs->items);
    if (taken)
        runs->items[runs->n++] = *run;
    pthread_mutex_unlock(&pipeline->mutex);
    if (taken)
        return ECO_OK;
    ecoi_folder_remove(pipeline->options.folder, run->name.text);
    return ecoi_error_no_memory(error);
}

static bool is_stopped(void *self)
{
    ecoi_pipeline *pipeline = self;
    return atomic_load_explicit(&pipeline->stopped, memory_order_relaxed);
}

/* With the mutex held. What follows from an earlier failure is not reported. */
static void note_failure(ecoi_pipeline *pipeline, const eco_error *error)
{
    if (pipeline->error.status == ECO_OK)
        pipeline->error = *error;
    atomic_store_explicit(&pipeline->stopped, true, memory_order_relaxed);
}

/* With the mutex held. */
static void put_back(ecoi_pipeline *pipeline, ecoi_batch *batch)
{
    pipeline->text_ahead -= batch->handed_on;
    pipeline->idle[pipeline->n_idle++] = batch;
}

/* ---- a worker's thread ---- */

/* Waits for a batch; NULL: no more come. With the mutex held. */
static ecoi_batch *next_batch(ecoi_pipeline *pipeline)
{
    while (pipeline->queue_n == 0 && !pipeline->ended && !is_stopped(pipeline))
        pthread_cond_wait(&pipeline->work, &pipeline->mutex);
    if (pipeline->queue_n == 0 || is_stopped(pipeline))
        return NULL;
    ecoi_batch *batch = pipeline->queue[pipeline->queue_first];
    pipeline->queue_first = (pipeline->queue_first + 1) % pipeline->options.plan.in_flight;
    --pipeline->queue_n;
    return batch;
}

static void *work(void *user)
{
    thread *self = user;
    ecoi_pipeline *pipeline = self->pipeline;
    pthread_mutex_lock(&pipeline->mutex);
    for (ecoi_batch *batch; (batch = next_batch(pipeline));) {
        pthread_mutex_unlock(&pipeline->mutex);
        eco_error error = {0};
        eco_status status = ecoi_worker_process(&self->worker, batch, &error);
        pthread_mutex_lock(&pipeline->mutex);
        if (status != ECO_OK)
            note_failure(pipeline, &error);
        put_back(pipeline, batch);
        pthread_cond_signal(&pipeline->done);
    }
    pthread_mutex_unlock(&pipeline->mutex);
    return NULL;
}

static void stop_threads(ecoi_pipeline *pipeline)
{
    pthread_mutex_lock(&pipeline->mutex);
    pipeline->ended = true;
    pthread_cond_broadcast(&pipeline->work);
    pthread_mutex_unlock(&pipeline->mutex);
    for (unsigned i = 0; i < pipeline->n_threads; ++i) {
        if (pipeline->threads[i].started)
            pthread_join(pipeline->threads[i].id, NULL);
        pipeline->threads[i].started = false;
    }
}

/* ---- opening and closing ---- */

static eco_status start_threads(ecoi_pipeline *pipeline, eco_error *error)
{
    for (unsigned i = 0; i < pipeline->n_threads; ++i) {
        thread *t = &pipeline->threads[i];
        t->pipeline = pipeline;
        eco_status status = ecoi_worker_open(&t->worker, &pipeline->site, error);
        if (status != ECO_OK)
            return status;
        int failed = pipeline->n_threads > 1 ? pthread_create(&t->id, NULL, work, t) : 0;
        if (failed)
            return ecoi_error_os(error, failed, "a thread cannot be started");
        t->started = pipeline->n_threads > 1;
    }
    return ECO_OK;
}

static void init_sync(ecoi_pipeline *pipeline)
{
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&pipeline->mutex, NULL);
    pthread_cond_init(&pipeline->work, NULL);
    pthread_cond_init(&pipeline->done, &attributes);
    pthread_condattr_destroy(&attributes);
}

static bool make_tables(ecoi_pipeline *pipeline)
{
    const ecoi_plan *plan = &pipeline->options.plan;
    pipeline->threads = calloc(plan->workers, sizeof *pipeline->threads);
    pipeline->batches = calloc(plan->in_flight, sizeof *pipeline->batches);
    pipeline->queue = calloc(plan->in_flight, sizeof *pipeline->queue);
    pipeline->idle = calloc(plan->in_flight, sizeof *pipeline->idle);
    if (!pipeline->threads || !pipeline->batches || !pipeline->queue || !pipeline->idle)
        return false;
    pipeline->n_threads = plan->workers;
    while (pipeline->n_idle < plan->in_flight) {
        pipeline->idle[pipeline->n_idle] = &pipeline->batches[pipeline->n_idle];
        ++pipeline->n_idle;
    }
    return true;
}

eco_status ecoi_pipeline_open(const ecoi_pipeline_options *options, ecoi_pipeline **out, eco_error *error)
{
    *out = NULL;
    ecoi_pipeline *pipeline = calloc(1, sizeof *pipeline);
    if (!pipeline)
        return ecoi_error_no_memory(error);
    pipeline->options = *options;
    pipeline->site = (ecoi_site){options->folder,     options->analyser, &pipeline->options.plan,
                                 options->store_text, name_run,          take_run,
                                 is_stopped,          pipeline};
    init_sync(pipeline);
    eco_status status = make_tables(pipeline) ? start_threads(pipeline, error) : ecoi_error_no_memory(error);
    if (status != ECO_OK) {
        ecoi_pipeline_close(pipeline);
        return status;
    }
    *out = pipeline;
    return ECO_OK;
}

static void dispose_workers(ecoi_pipeline *pipeline)
{
    for (unsigned i = 0; i < pipeline->n_threads; ++i) {
        pipeline->totals.tokens += pipeline->threads[i].worker.inverter.n_analysed;
        ecoi_worker_dispose(&pipeline->threads[i].worker);
    }
    for (unsigned i = 0; pipeline->batches && i < pipeline->options.plan.in_flight; ++i)
        ecoi_batch_dispose(&pipeline->batches[i]);
    pipeline->n_threads = 0;
}

void ecoi_pipeline_close(ecoi_pipeline *pipeline)
{
    if (!pipeline)
        return;
    atomic_store(&pipeline->stopped, true);
    stop_threads(pipeline);
    dispose_workers(pipeline);
    ecoi_run_list_dispose(&pipeline->runs, pipeline->options.folder);
    pthread_cond_destroy(&pipeline->work);
    pthread_cond_destroy(&pipeline->done);
    pthread_mutex_destroy(&pipeline->mutex);
    free(pipeline->threads);
    free(pipeline->batches);
    free(pipeline->queue);
    free(pipeline->idle);
    free(pipeline);
}

/* ---- the caller's side ---- */

static eco_status failure(ecoi_pipeline *pipeline, eco_error *error)
{
    pthread_mutex_lock(&pipeline->mutex);
    eco_error first = pipeline->error;
    pthread_mutex_unlock(&pipeline->mutex);
    if (error)
        *error = first;
    return first.status;
}

/* Waits a while for a worker; false when the caller cancels. With the mutex held, which it lets go
 * meanwhile. */
static bool wait_a_while(ecoi_pipeline *pipeline)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += TICK_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_cond_timedwait(&pipeline->done, &pipeline->mutex, &until);
    if (!pipeline->options.tick)
        return true;
    pthread_mutex_unlock(&pipeline->mutex);
    bool go_on = pipeline->options.tick(pipeline->options.user);
    pthread_mutex_lock(&pipeline->mutex);
    return go_on;
}

/* Waits until `n` batches are idle and no more than `text` bytes are ahead in others; on a failure or a
 * cancel the rest is given up. With the mutex held. */
static void wait_for_idle(ecoi_pipeline *pipeline, unsigned n, uint64_t text)
{
    eco_error cancelled = {0};
    while ((pipeline->n_idle < n || pipeline->text_ahead > text) && !is_stopped(pipeline))
        if (!wait_a_while(pipeline)) {
            ecoi_error_set(&cancelled, ECO_E_CANCELLED, "the run was cancelled");
            note_failure(pipeline, &cancelled);
        }
}

/* A batch to fill; NULL when the run has failed. */
static ecoi_batch *take_idle(ecoi_pipeline *pipeline)
{
    pthread_mutex_lock(&pipeline->mutex);
    wait_for_idle(pipeline, 1, pipeline->options.plan.text_ahead);
    ecoi_batch *batch = is_stopped(pipeline) ? NULL : pipeline->idle[--pipeline->n_idle];
    pthread_mutex_unlock(&pipeline->mutex);
    if (batch)
        batch->number = pipeline->n_batches++;
    return batch;
}

/* Its text; twice that of a batch that one giant document made larger than planned, whose buffers grow by
 * doubling and are nobody's to reuse. */
static uint64_t weight_of(const ecoi_pipeline *pipeline, const ecoi_batch *batch)
{
    bool giant = batch->text_bytes > 2 * pipeline->options.plan.batch_text;
    return giant ? 2 * batch->text_bytes : batch->text_bytes;
}

static void hand_on(ecoi_pipeline *pipeline, ecoi_batch *batch)
{
    pthread_mutex_lock(&pipeline->mutex);
    batch->handed_on = weight_of(pipeline, batch);
    pipeline->text_ahead += batch->handed_on;
    unsigned at = (pipeline->queue_first + pipeline->queue_n++) % pipeline->options.plan.in_flight;
    pipeline->queue[at] = batch;
    pthread_cond_signal(&pipeline->work);
    pthread_mutex_unlock(&pipeline->mutex);
}

static void process_here(ecoi_pipeline *pipeline, ecoi_batch *batch)
{
    eco_error error = {0};
    batch->handed_on = 0;
    eco_status status = ecoi_worker_process(&pipeline->threads[0].worker, batch, &error);
    pthread_mutex_lock(&pipeline->mutex);
    if (status != ECO_OK)
        note_failure(pipeline, &error);
    put_back(pipeline, batch);
    pthread_mutex_unlock(&pipeline->mutex);
}

static void dispatch(ecoi_pipeline *pipeline)
{
    ecoi_batch *batch = pipeline->current;
    pipeline->current = NULL;
    if (pipeline->n_threads == 1)
        process_here(pipeline, batch);
    else
        hand_on(pipeline, batch);
}

eco_status ecoi_pipeline_add(ecoi_pipeline *pipeline, const eco_document *document, bool repair,
                             eco_error *error)
{
    /* A full batch waits for the next document, so that the last batch is known to be the last. */
    if (pipeline->current && ecoi_batch_is_full(pipeline->current, &pipeline->options.plan))
        dispatch(pipeline);
    if (!pipeline->current)
        pipeline->current = take_idle(pipeline);
    if (!pipeline->current || is_stopped(pipeline))
        return failure(pipeline, error);
    if (pipeline->totals.documents >= ECOI_NO_DOC - 1)
        return ecoi_error_set(error, ECO_E_LIMIT, "an index holds at most %u documents", ECOI_NO_DOC - 1);
    if (!ecoi_batch_add(pipeline->current, document, repair, &pipeline->totals.replaced))
        return ecoi_error_no_memory(error);
    ++pipeline->totals.documents;
    return ECO_OK;
}

static int by_place(const void *a, const void *b)
{
    const ecoi_run *x = a, *y = b;
    if (x->batch != y->batch)
        return x->batch < y->batch ? -1 : 1;
    return (x->part > y->part) - (x->part < y->part);
}

eco_status ecoi_pipeline_finish(ecoi_pipeline *pipeline, eco_error *error)
{
    if (pipeline->current) {
        pipeline->current->only = pipeline->current->number == 0;
        dispatch(pipeline);
    }
    pthread_mutex_lock(&pipeline->mutex);
    wait_for_idle(pipeline, pipeline->options.plan.in_flight, 0);
    pthread_mutex_unlock(&pipeline->mutex);
    stop_threads(pipeline);
    dispose_workers(pipeline);
    eco_status status = failure(pipeline, error);
    if (status != ECO_OK)
        return status;
    for (size_t i = 0; i < pipeline->runs.n; ++i)
        pipeline->totals.text_bytes += pipeline->runs.items[i].numbers.text_bytes;
    if (pipeline->runs.n)
        qsort(pipeline->runs.items, pipeline->runs.n, sizeof *pipeline->runs.items, by_place);
    return ECO_OK;
}

ecoi_run_list *ecoi_pipeline_runs(ecoi_pipeline *pipeline)
{
    return &pipeline->runs;
}

bool ecoi_pipeline_has_single_batch(const ecoi_pipeline *pipeline)
{
    return pipeline->n_batches == 1;
}

ecoi_pipeline_totals ecoi_pipeline_get_totals(const ecoi_pipeline *pipeline)
{
    return pipeline->totals;
}
