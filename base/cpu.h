/* SPDX-License-Identifier: MIT */
/* What the processor can do beyond the baseline; kernels are chosen by it once, when a handle is opened. */
#ifndef ECOI_BASE_CPU_H
#define ECOI_BASE_CPU_H

#include <stdbool.h>

typedef struct ecoi_cpu {
    bool sse42, avx2, bmi2, avx512; /* avx512: F, BW, VL and VBMI2 together */
    unsigned n_cores;               /* this process may run on, at least 1 */
} ecoi_cpu;

ecoi_cpu ecoi_cpu_probe(void);

#endif
