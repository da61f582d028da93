/* SPDX-License-Identifier: MIT */
#include "bench/harness.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/error.h"

enum { ROUNDS = 7, LEAST_ROUNDS = 3 };

static volatile uint64_t sink;

void bench_consume(uint64_t value)
{
    sink = sink ^ value;
}

void bench_free(void *state)
{
    free(state);
}

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* Runs for `budget` nanoseconds or once; what counts is the fastest run, since all are alike and only
 * others' work on the machine makes one slower. What `before` takes is bounded too: some kernels need a lot
 * of it. */
static eco_status run_round(const bench_kernel *kernel, void *state, double budget, bench_result *out,
                            eco_error *error)
{
    double began = now_ns(), spent = 0;
    out->ns = DBL_MAX;
    do {
        eco_status status = kernel->before ? kernel->before(state, error) : ECO_OK;
        if (status)
            return status;
        double start = now_ns();
        bench_work work = kernel->run(state);
        double took = now_ns() - start;
        if (work.items <= 0)
            return ecoi_error_set(error, ECO_E_DATA, "it failed, or found nothing to work on");
        spent += took;
        if (took / work.items < out->ns)
            *out = (bench_result){.ns = took / work.items, .limit_items = work.limit_items / work.items};
    } while (spent < budget && now_ns() - began < 4 * budget);
    return ECO_OK;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static eco_status run_rounds(const bench_kernel *kernel, void *state, double budget, bench_result *out,
                             eco_error *error)
{
    double costs[ROUNDS], began = now_ns();
    int n = 0;
    eco_status status = run_round(kernel, state, budget / ROUNDS, out, error); /* warms up */
    while (!status && n < ROUNDS && (n < LEAST_ROUNDS || now_ns() - began < 2 * budget)) {
        status = run_round(kernel, state, budget / ROUNDS, out, error);
        costs[n++] = out->ns;
    }
    if (status)
        return status;
    qsort(costs, (size_t)n, sizeof *costs, compare);
    out->ns = costs[n / 2];
    out->spread = (costs[n - 1] - costs[0]) / out->ns;
    return ECO_OK;
}

eco_status bench_measure(const bench_kernel *kernel, bench_fixtures *fixtures, double seconds,
                         bench_result *out, eco_error *error)
{
    void *state = NULL;
    eco_status status = kernel->setup(kernel, fixtures, &state, error);
    if (!status)
        status = run_rounds(kernel, state, seconds * 1e9, out, error);
    if (state)
        kernel->teardown(state);
    return status;
}

double bench_in_unit(const bench_kernel *kernel, double ns)
{
    if (strcmp(kernel->unit, "MB/s") == 0)
        return 1e3 / ns;
    return strcmp(kernel->unit, "GB/s") == 0 ? 1 / ns : ns;
}
