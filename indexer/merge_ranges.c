/* SPDX-License-Identifier: MIT */
/*
 * The second half of a merge (merge.h): terms, range after range. Threads take ranges in order and merge each
 * into a slot of a ring; the caller's thread adds what the slots hold to the segment.
 */
#include <pthread.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/text.h"
#include "indexer/merge.h"
#include "store/term_encoder.h"

enum {
    SLOTS_A_THREAD = 2, /* one being merged, one waiting its turn */
    MIN_RANGE = 4 << 10,
    MAX_RANGE = 1 << 20 /* bytes of postings: enough to make seeking its start nothing */
};

/* ---- ranges ---- */

typedef struct range_list {
    ecoi_arena texts;
    ecoi_term_range *items;
    size_t n;
} range_list;

static void dispose_ranges(range_list *ranges)
{
    ecoi_arena_dispose(&ranges->texts);
    free(ranges->items);
}

/* The source with most postings: its terms divide the ranges. */
static const ecoi_segment *largest_source(const ecoi_merger *merger, uint64_t *out_all_bytes)
{
    const ecoi_segment *largest = NULL;
    uint64_t most = 0;
    *out_all_bytes = 0;
    for (size_t i = 0; i < merger->n; ++i) {
        uint64_t bytes = ecoi_segment_section_bytes(merger->sources[i].segment, ECOI_SECTION_POSTINGS);
        *out_all_bytes += bytes;
        if (bytes > most) {
            most = bytes;
            largest = merger->sources[i].segment;
        }
    }
    return largest;
}

static size_t count_ranges(const ecoi_merger *merger, uint64_t bytes)
{
    unsigned n_threads = merger->options->n_threads ? merger->options->n_threads : 1;
    uint64_t range = merger->options->map_bytes / 8 / n_threads;
    range = range < MIN_RANGE ? MIN_RANGE : range > MAX_RANGE ? MAX_RANGE : range;
    return (size_t)(bytes / range) + 1;
}

/* The first term whose postings lie `offset` bytes or more into the section. */
static eco_status term_at_offset(const ecoi_segment *segment, uint64_t offset, ecoi_term_walk *walk,
                                 eco_error *error)
{
    uint32_t low = 0, high = (uint32_t)ecoi_segment_get_numbers(segment)->n_terms - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        eco_status status = ecoi_segment_term_at(segment, middle, walk, error);
        if (status != ECO_OK)
            return status;
        if (walk->term.postings_off < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return ecoi_segment_term_at(segment, low, walk, error);
}

/* Ends the last range where `term` begins; the next one begins there. */
static bool divide(range_list *ranges, eco_text term)
{
    ecoi_term_range *last = &ranges->items[ranges->n - 1];
    if (ecoi_text_compare(term, last->from) <= 0)
        return true;
    if (!ecoi_arena_text(&ranges->texts, term, &last->to))
        return false;
    ranges->items[ranges->n++] = (ecoi_term_range){.from = last->to};
    return true;
}

static eco_status make_ranges(const ecoi_merger *merger, range_list *ranges, eco_error *error)
{
    uint64_t bytes;
    const ecoi_segment *largest = largest_source(merger, &bytes);
    size_t wanted = largest ? count_ranges(merger, bytes) : 1;
    ranges->items = calloc(wanted, sizeof *ranges->items);
    if (!ranges->items)
        return ecoi_error_no_memory(error);
    ranges->items[ranges->n++].from = (eco_text){"", 0};
    for (size_t i = 1; i < wanted; ++i) {
        ecoi_term_walk walk;
        uint64_t part = ecoi_segment_section_bytes(largest, ECOI_SECTION_POSTINGS) / wanted;
        eco_status status = term_at_offset(largest, part * i, &walk, error);
        if (status != ECO_OK)
            return status;
        if (!divide(ranges, (eco_text){walk.entry.key, walk.entry.key_len}))
            return ecoi_error_no_memory(error);
    }
    return ECO_OK;
}

/* ---- one thread ---- */

static eco_status add_range(ecoi_merger *merger, const ecoi_buf *encoded, uint64_t read, eco_error *error)
{
    eco_status status = ecoi_segment_writer_add_terms(merger->writer, encoded, error);
    return status == ECO_OK ? ecoi_merge_count(merger, read, error) : status;
}

static eco_status merge_here(ecoi_merger *merger, const range_list *ranges, eco_error *error)
{
    ecoi_term_merger *term_merger = NULL;
    ecoi_buf encoded = {0};
    eco_status status = ecoi_term_merger_new(merger, &term_merger, error);
    for (size_t i = 0; status == ECO_OK && i < ranges->n; ++i) {
        uint64_t read;
        encoded.len = 0;
        status = ecoi_term_merger_run(term_merger, &ranges->items[i], &encoded, &read, error);
        if (status == ECO_OK)
            status = add_range(merger, &encoded, read, error);
    }
    ecoi_buf_dispose(&encoded);
    ecoi_term_merger_free(term_merger);
    return status;
}

/* ---- several ---- */

typedef struct slot {
    ecoi_buf encoded;
    uint64_t read;
    bool is_done;
    eco_error error;
} slot;

typedef struct pool {
    const ecoi_merger *merger;
    const range_list *ranges;
    pthread_t *threads;
    unsigned n_started;
    slot *slots; /* range i is in slot i % n_slots */
    size_t n_slots;
    pthread_mutex_t mutex; /* guards all below, and is_done */
    pthread_cond_t work, done;
    size_t n_taken, n_added; /* ranges */
    bool stopped;
} pool;

/* Waits until a range can be taken; ranges->n: none is left. */
static size_t take_range(pool *p)
{
    pthread_mutex_lock(&p->mutex);
    while (!p->stopped && p->n_taken < p->ranges->n && p->n_taken >= p->n_added + p->n_slots)
        pthread_cond_wait(&p->work, &p->mutex);
    size_t i = p->stopped || p->n_taken == p->ranges->n ? p->ranges->n : p->n_taken++;
    pthread_mutex_unlock(&p->mutex);
    return i;
}

static void put_slot(pool *p, slot *s)
{
    pthread_mutex_lock(&p->mutex);
    s->is_done = true;
    pthread_cond_signal(&p->done);
    pthread_mutex_unlock(&p->mutex);
}

static void *work(void *user)
{
    pool *p = user;
    ecoi_term_merger *term_merger = NULL;
    eco_error error = {0};
    eco_status status = ecoi_term_merger_new(p->merger, &term_merger, &error);
    for (size_t i; (i = take_range(p)) < p->ranges->n;) {
        slot *s = &p->slots[i % p->n_slots];
        s->encoded.len = 0;
        if (status == ECO_OK)
            status = ecoi_term_merger_run(term_merger, &p->ranges->items[i], &s->encoded, &s->read, &error);
        s->error = error;
        put_slot(p, s);
    }
    ecoi_term_merger_free(term_merger);
    return NULL;
}

static slot *wait_for(pool *p, size_t range)
{
    slot *s = &p->slots[range % p->n_slots];
    pthread_mutex_lock(&p->mutex);
    while (!s->is_done)
        pthread_cond_wait(&p->done, &p->mutex);
    s->is_done = false;
    pthread_mutex_unlock(&p->mutex);
    return s;
}

static void note_added(pool *p, bool failed)
{
    pthread_mutex_lock(&p->mutex);
    ++p->n_added;
    p->stopped |= failed;
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->mutex);
}

static eco_status add_all(ecoi_merger *merger, pool *p, eco_error *error)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < p->ranges->n; ++i) {
        slot *s = wait_for(p, i);
        status = s->error.status;
        if (status != ECO_OK && error)
            *error = s->error;
        if (status == ECO_OK)
            status = add_range(merger, &s->encoded, s->read, error);
        note_added(p, status != ECO_OK);
    }
    return status;
}

static eco_status start_threads(pool *p, unsigned n, eco_error *error)
{
    p->n_slots = (size_t)n * SLOTS_A_THREAD;
    p->slots = calloc(p->n_slots, sizeof *p->slots);
    p->threads = calloc(n, sizeof *p->threads);
    if (!p->slots || !p->threads)
        return ecoi_error_no_memory(error);
    for (; p->n_started < n; ++p->n_started) {
        int failed = pthread_create(&p->threads[p->n_started], NULL, work, p);
        if (failed)
            return ecoi_error_os(error, failed, "a thread cannot be started");
    }
    return ECO_OK;
}

static void close_pool(pool *p)
{
    pthread_mutex_lock(&p->mutex);
    p->stopped = true;
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->mutex);
    for (unsigned i = 0; i < p->n_started; ++i)
        pthread_join(p->threads[i], NULL);
    for (size_t i = 0; p->slots && i < p->n_slots; ++i)
        ecoi_buf_dispose(&p->slots[i].encoded);
    pthread_cond_destroy(&p->work);
    pthread_cond_destroy(&p->done);
    pthread_mutex_destroy(&p->mutex);
    free(p->threads);
    free(p->slots);
}

static eco_status merge_threaded(ecoi_merger *merger, const range_list *ranges, eco_error *error)
{
    pool p = {.merger = merger, .ranges = ranges};
    pthread_mutex_init(&p.mutex, NULL);
    pthread_cond_init(&p.work, NULL);
    pthread_cond_init(&p.done, NULL);
    eco_status status = start_threads(&p, merger->options->n_threads, error);
    if (status == ECO_OK)
        status = add_all(merger, &p, error);
    close_pool(&p);
    return status;
}

eco_status ecoi_merge_terms(ecoi_merger *merger, eco_error *error)
{
    range_list ranges = {0};
    eco_status status = make_ranges(merger, &ranges, error);
    if (status == ECO_OK)
        status = merger->options->n_threads > 1 && ranges.n > 1 ? merge_threaded(merger, &ranges, error)
                                                                : merge_here(merger, &ranges, error);
    dispose_ranges(&ranges);
    return status;
}
