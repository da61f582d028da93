/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/crc32c.h"
#include "base/error.h"
#include "bench/harness.h"
#include "store/format.h"

static eco_status setup_page(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                             eco_error *error)
{
    (void)kernel;
    (void)fixtures;
    *out = calloc(1, ECOI_PAGE_SIZE);
    return *out ? ECO_OK : ecoi_error_no_memory(error);
}

static bench_work run_crc32c(void *state)
{
    bench_consume(ecoi_crc32c(0, state, ECOI_PAGE_SIZE));
    return (bench_work){ECOI_PAGE_SIZE, ECOI_PAGE_SIZE};
}

const bench_kernel bench_base_kernels[] = {{"base.crc32c", "GB/s", "limit.crc",
                                            "a page is summed up by the same instruction, in one chain", 0,
                                            NULL, setup_page, NULL, run_crc32c, bench_free},
                                           {0}};
