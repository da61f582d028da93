/* SPDX-License-Identifier: MIT */
#include "base/cpu.h"

#include <sched.h>

static unsigned count_cores(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int n = CPU_COUNT(&set);
    return n > 0 ? (unsigned)n : 1;
}

ecoi_cpu ecoi_cpu_probe(void)
{
    ecoi_cpu cpu = {.n_cores = count_cores()};
#if defined(__x86_64__)
    __builtin_cpu_init();
    cpu.sse42 = __builtin_cpu_supports("sse4.2");
    cpu.avx2 = __builtin_cpu_supports("avx2");
    cpu.bmi2 = __builtin_cpu_supports("bmi2");
    cpu.avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi2");
#endif
    return cpu;
}
