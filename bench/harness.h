/* SPDX-License-Identifier: MIT */
/*
 * What eco-bench measures and how. A kernel does the same work at every run, or alike pieces of it in turn:
 * best a millisecond at most, so that many runs are not interrupted. It is warmed up, run for a time budget
 * in rounds, and its cost is the median of the rounds' fastest runs. Kernels are kept in tables that end with
 * an entry without a name. One thread.
 */
#ifndef BENCH_HARNESS_H
#define BENCH_HARNESS_H

#include <ecosearch/base.h>

#include "bench/fixtures.h"

/* What one run did. `items` are the unit's: 0 means that the run failed. `limit_items`, in the limit's unit,
 * is the work that the limit is asked to do for it: 3 postings in a read of bytes may be 6 bytes. */
typedef struct bench_work {
    double items, limit_items;
} bench_work;

typedef struct bench_kernel bench_kernel;
struct bench_kernel {
    const char *name;        /* ROOM.WHAT; the limits are in the room "limit" */
    const char *unit;        /* "ns/ITEM", or "MB/s", "GB/s": then items are bytes and more is better */
    const char *limit;       /* the kernel it is compared with; NULL for a limit */
    const char *why;         /* a phrase: why that one; of a limit: what it is */
    int parameter;           /* whatever tells kernels with the same functions apart */
    bool (*available)(void); /* NULL: on every machine */
    /* *out goes to the other functions, and to `teardown` even on failure unless it is NULL. */
    eco_status (*setup)(const bench_kernel *kernel, bench_fixtures *fixtures, void **out, eco_error *error);
    eco_status (*before)(void *state, eco_error *error); /* ahead of every run, not timed; NULL: nothing */
    bench_work (*run)(void *state);
    void (*teardown)(void *state);
};

extern const bench_kernel bench_memory_kernels[], bench_limit_kernels[], bench_base_kernels[],
    bench_stem_kernels[], bench_pack_kernels[], bench_postings_kernels[], bench_segment_kernels[],
    bench_indexer_kernels[], bench_searcher_kernels[], bench_html_kernels[], bench_corpus_kernels[];

typedef struct bench_result {
    double ns;          /* an item, median of the rounds */
    double spread;      /* of the rounds: (largest - smallest) / median */
    double limit_items; /* an item */
} bench_result;

/* `seconds`: the budget; a run that takes longer is still made a few times. */
eco_status bench_measure(const bench_kernel *kernel, bench_fixtures *fixtures, double seconds,
                         bench_result *out, eco_error *error);

/* A time an item in the kernel's unit. */
double bench_in_unit(const bench_kernel *kernel, double ns);

/* Makes the compiler believe that a value is needed. */
void bench_consume(uint64_t value);

/* free(), for kernels whose state is one piece of memory. */
void bench_free(void *state);

#endif
