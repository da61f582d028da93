/* SPDX-License-Identifier: MIT */
/* What was measured, as a table for people or as JSON. */
#ifndef BENCH_REPORT_H
#define BENCH_REPORT_H

#include "bench/harness.h"

/* A kernel that was measured. Of a limit, and where the limit could not be measured, `limit` is NULL. */
typedef struct bench_row {
    const bench_kernel *kernel, *limit;
    double cost, limit_cost; /* both in the kernel's unit */
    double spread;
    double ratio; /* how many times the limit's time the kernel takes */
} bench_row;

/* Writes the head; then a line a row, as soon as it is known. */
void bench_report_begin(bool json);
void bench_report_row(bool json, const bench_row *row, bool first);
void bench_report_end(bool json);

/* A line a kernel: name, unit, limit and why that one. */
void bench_report_name(const bench_kernel *kernel);

#endif
