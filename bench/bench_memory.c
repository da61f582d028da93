/* SPDX-License-Identifier: MIT */
/* What the memory can do at best. The parameter of a kernel is the KiB it works in. */
#include <stdlib.h>
#include <string.h>

#include "base/cpu.h"
#include "base/error.h"
#include "bench/harness.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { LINE = 64, KIB = 1024, L2_KIB = 256, L3_KIB = 8 * KIB, DRAM_KIB = 128 * KIB, STEP = 8 << 20 };

/* ---- reading and copying in order ---- */

typedef struct memory {
    size_t len, at, step; /* a run takes the next `step` bytes, `times` times */
    size_t times;
    uint8_t *from, *to;
    uint64_t (*sum)(const uint8_t *bytes, size_t len);
} memory;

static uint64_t sum_words(const uint8_t *bytes, size_t len)
{
    const uint64_t *words = (const uint64_t *)(const void *)bytes;
    uint64_t a = 0, b = 0, c = 0, d = 0;
    for (size_t i = 0; i < len / 8; i += 4) {
        a += words[i];
        b += words[i + 1];
        c += words[i + 2];
        d += words[i + 3];
    }
    return a + b + c + d;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static uint64_t sum_avx2(const uint8_t *bytes, size_t len)
{
    const __m256i *v = (const __m256i *)(const void *)bytes;
    __m256i a = _mm256_setzero_si256(), b = a, c = a, d = a;
    for (size_t i = 0; i < len / sizeof *v; i += 4) {
        a = _mm256_add_epi64(a, _mm256_load_si256(v + i));
        b = _mm256_add_epi64(b, _mm256_load_si256(v + i + 1));
        c = _mm256_add_epi64(c, _mm256_load_si256(v + i + 2));
        d = _mm256_add_epi64(d, _mm256_load_si256(v + i + 3));
    }
    a = _mm256_add_epi64(_mm256_add_epi64(a, b), _mm256_add_epi64(c, d));
    return (uint64_t)_mm256_extract_epi64(a, 0) + (uint64_t)_mm256_extract_epi64(a, 1) +
           (uint64_t)_mm256_extract_epi64(a, 2) + (uint64_t)_mm256_extract_epi64(a, 3);
}
#endif

static eco_status setup_memory(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                               eco_error *error)
{
    (void)fixtures;
    memory *m = calloc(1, sizeof *m);
    *out = m;
    if (!m)
        return ecoi_error_no_memory(error);
    m->len = (size_t)kernel->parameter * KIB;
    m->step = m->len < STEP ? m->len : STEP;
    m->times = STEP / m->step;
    m->sum = sum_words;
#if defined(__x86_64__)
    if (ecoi_cpu_probe().avx2)
        m->sum = sum_avx2;
#endif
    m->from = aligned_alloc(LINE, m->len);
    m->to = aligned_alloc(LINE, m->len);
    if (!m->from || !m->to)
        return ecoi_error_no_memory(error);
    memset(m->from, 1, m->len);
    memset(m->to, 2, m->len);
    return ECO_OK;
}

static void free_memory(void *state)
{
    memory *m = state;
    free(m->from);
    free(m->to);
    free(m);
}

static bench_work run_read(void *state)
{
    memory *m = state;
    for (size_t i = 0; i < m->times; i++)
        bench_consume(m->sum(m->from + m->at, m->step));
    m->at = (m->at + m->step) % m->len;
    return (bench_work){(double)(m->times * m->step), 0};
}

static bench_work run_copy(void *state)
{
    memory *m = state;
    for (size_t i = 0; i < m->times; i++) {
        memcpy(m->to + m->at, m->from + m->at, m->step);
        bench_consume(m->to[m->at + m->step / 2]);
    }
    m->at = (m->at + m->step) % m->len;
    return (bench_work){(double)(m->times * m->step), 0};
}

/* ---- a load whose address is the load before; independent loads ---- */

typedef struct lines {
    size_t n;
    uint32_t *next; /* of line i, at i * LINE bytes: one cycle through all lines in random order */
    uint32_t at;
} lines;

static eco_status setup_lines(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                              eco_error *error)
{
    (void)fixtures;
    lines *l = calloc(1, sizeof *l);
    *out = l;
    if (!l)
        return ecoi_error_no_memory(error);
    l->n = (size_t)kernel->parameter * KIB / LINE;
    l->next = aligned_alloc(LINE, l->n * LINE);
    if (!l->next)
        return ecoi_error_no_memory(error);
    const size_t step = LINE / sizeof *l->next;
    for (size_t i = 0; i < l->n; i++)
        l->next[i * step] = (uint32_t)(i * step);
    uint64_t random = 1;
    for (size_t i = l->n - 1; i > 0; i--) { /* Sattolo: a permutation of one cycle */
        size_t j = bench_roll(&random, (uint32_t)i);
        uint32_t swap = l->next[i * step];
        l->next[i * step] = l->next[j * step];
        l->next[j * step] = swap;
    }
    return ECO_OK;
}

static void free_lines(void *state)
{
    lines *l = state;
    free(l->next);
    free(l);
}

static bench_work run_miss(void *state)
{
    enum { N = 4096 };
    lines *l = state;
    for (int i = 0; i < N; i++)
        l->at = l->next[l->at];
    bench_consume(l->at);
    return (bench_work){N, 0};
}

static bench_work run_probe(void *state)
{
    enum { N = 4096 };
    lines *l = state;
    uint64_t random = 1, sum = 0;
    const size_t mask = l->n - 1; /* a power of two */
    for (int i = 0; i < N; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        sum += l->next[(random >> 40 & mask) * (LINE / sizeof *l->next)];
    }
    bench_consume(sum);
    return (bench_work){N, 0};
}

#define READ(name, kib, what)                                                                                \
    {                                                                                                        \
        name, "GB/s", NULL, what, kib, NULL, setup_memory, NULL, run_read, free_memory                       \
    }
#define COPY(name, kib, what)                                                                                \
    {                                                                                                        \
        name, "GB/s", NULL, what, kib, NULL, setup_memory, NULL, run_copy, free_memory                       \
    }
#define MISS(name, kib, what)                                                                                \
    {                                                                                                        \
        name, "ns/load", NULL, what, kib, NULL, setup_lines, NULL, run_miss, free_lines                      \
    }

const bench_kernel bench_memory_kernels[] = {
    READ("limit.read-l2", L2_KIB, "reading 256 KiB in order"),
    READ("limit.read-l3", L3_KIB, "reading 8 MiB in order"),
    READ("limit.read-dram", DRAM_KIB, "reading 128 MiB in order"),
    COPY("limit.copy-l2", L2_KIB / 2, "memcpy of 128 KiB"),
    COPY("limit.copy-dram", DRAM_KIB / 2, "memcpy of 64 MiB"),
    MISS("limit.miss-l2", L2_KIB, "loads in 256 KiB, each at what the one before found"),
    MISS("limit.miss-l3", L3_KIB, "loads in 8 MiB, each at what the one before found"),
    MISS("limit.miss-dram", DRAM_KIB, "loads in 128 MiB, each at what the one before found"),
    {"limit.probe-l2", "ns/load", NULL, "loads at random places of 256 KiB", L2_KIB, NULL, setup_lines, NULL,
     run_probe, free_lines},
    {0}};
