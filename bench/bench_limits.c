/* SPDX-License-Identifier: MIT */
/* What the machine can do at best: bitsets, checksums, scattering, scores, files; bench_memory.c has the
 * memory. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cpu.h"
#include "base/error.h"
#include "bench/harness.h"
#include "store/bm25.h"
#include "store/format.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { LINE = 64, CRC_CHAIN = 20 << 10 };

/* ---- two bitsets of a chunk ---- */

enum { BITSET_WORDS = ECOI_CHUNK_DOCS / 64 };

static eco_status setup_bitsets(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                                eco_error *error)
{
    (void)kernel;
    (void)fixtures;
    uint64_t *words = *out = aligned_alloc(LINE, (size_t)2 * BITSET_WORDS * 8), random = 1;
    if (!words)
        return ecoi_error_no_memory(error);
    for (size_t i = 0; i < (size_t)2 * BITSET_WORDS; i++)
        words[i] = (uint64_t)bench_random(&random) << 32 | bench_random(&random);
    return ECO_OK;
}

static uint64_t and_words(const uint64_t *a, const uint64_t *b)
{
    uint64_t n = 0;
    for (size_t i = 0; i < BITSET_WORDS; i++)
        n += (uint64_t)__builtin_popcountll(a[i] & b[i]);
    return n;
}

#if defined(__x86_64__)
__attribute__((target("popcnt"))) static uint64_t and_popcnt(const uint64_t *a, const uint64_t *b)
{
    uint64_t n = 0, m = 0;
    for (size_t i = 0; i < BITSET_WORDS; i += 2) {
        n += (uint64_t)__builtin_popcountll(a[i] & b[i]);
        m += (uint64_t)__builtin_popcountll(a[i + 1] & b[i + 1]);
    }
    return n + m;
}

__attribute__((target("avx512f,avx512vpopcntdq"))) static uint64_t and_avx512(const uint64_t *a,
                                                                              const uint64_t *b)
{
    __m512i n = _mm512_setzero_si512(), m = n;
    for (size_t i = 0; i < BITSET_WORDS; i += 16) {
        __m512i x = _mm512_and_si512(_mm512_load_si512(a + i), _mm512_load_si512(b + i));
        __m512i y = _mm512_and_si512(_mm512_load_si512(a + i + 8), _mm512_load_si512(b + i + 8));
        n = _mm512_add_epi64(n, _mm512_popcnt_epi64(x));
        m = _mm512_add_epi64(m, _mm512_popcnt_epi64(y));
    }
    return (uint64_t)_mm512_reduce_add_epi64(_mm512_add_epi64(n, m));
}

static uint64_t and_best(const uint64_t *a, const uint64_t *b)
{
    if (__builtin_cpu_supports("avx512vpopcntdq"))
        return and_avx512(a, b);
    return __builtin_cpu_supports("popcnt") ? and_popcnt(a, b) : and_words(a, b);
}
#else
static uint64_t and_best(const uint64_t *a, const uint64_t *b)
{
    return and_words(a, b);
}
#endif

static bench_work run_bitsets(void *state)
{
    enum { TIMES = 64 };
    const uint64_t *words = state;
    for (int i = 0; i < TIMES; i++)
        bench_consume(and_best(words, words + BITSET_WORDS));
    return (bench_work){(double)TIMES * ECOI_CHUNK_DOCS, 0};
}

/* ---- the checksum instruction, in three chains that hide its latency ---- */

static bool has_crc(void)
{
    return ecoi_cpu_probe().sse42;
}

static eco_status setup_crc(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                            eco_error *error)
{
    (void)kernel;
    (void)fixtures;
    *out = calloc(3, CRC_CHAIN);
    return *out ? ECO_OK : ecoi_error_no_memory(error);
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) static uint64_t crc_chains(const uint64_t *words)
{
    const size_t n = CRC_CHAIN / sizeof *words;
    uint64_t a = 0, b = 1, c = 2;
    for (size_t i = 0; i < n; i++) {
        a = _mm_crc32_u64(a, words[i]);
        b = _mm_crc32_u64(b, words[n + i]);
        c = _mm_crc32_u64(c, words[2 * n + i]);
    }
    return a ^ b ^ c;
}
#else
static uint64_t crc_chains(const uint64_t *words)
{
    return *words;
}
#endif

static bench_work run_crc(void *state)
{
    bench_consume(crc_chains(state));
    return (bench_work){3 * CRC_CHAIN, 0};
}

/* ---- records sorted by a small number, as by term ---- */

enum { N_RECORDS = 1 << 20, N_BUCKETS = 20000, N_SCATTERED = 1 << 16 /* in a run */ };

typedef struct scattering {
    uint32_t bucket[N_RECORDS];
    uint64_t first[N_BUCKETS], next[N_BUCKETS], records[N_RECORDS];
    size_t at;
} scattering;

static eco_status setup_scatter(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                                eco_error *error)
{
    (void)kernel;
    (void)fixtures;
    scattering *s = *out = calloc(1, sizeof *s);
    uint64_t random = 1, sum = 0;
    if (!s)
        return ecoi_error_no_memory(error);
    for (size_t i = 0; i < N_RECORDS; i++)
        s->next[s->bucket[i] = bench_roll_zipf(&random, N_BUCKETS)]++;
    for (size_t i = 0; i < N_BUCKETS; i++) {
        s->first[i] = sum;
        sum += s->next[i];
    }
    return ECO_OK;
}

static eco_status before_scatter(void *state, eco_error *error)
{
    (void)error;
    scattering *s = state;
    s->at %= N_RECORDS;
    if (s->at == 0)
        memcpy(s->next, s->first, sizeof s->next);
    return ECO_OK;
}

static bench_work run_scatter(void *state)
{
    scattering *s = state;
    const size_t end = s->at + N_SCATTERED;
    for (; s->at < end; s->at++)
        s->records[s->next[s->bucket[s->at]]++] = s->at;
    bench_consume(s->records[N_RECORDS / 2]);
    return (bench_work){N_SCATTERED, 0};
}

/* ---- scores of a list of documents, those above a threshold counted ---- */

enum { N_SCORED = 1 << 15, SCORED_STEP = 4 };

typedef struct scoring {
    uint32_t docs[N_SCORED];
    uint8_t tfs[N_SCORED];
    uint16_t lengths[N_SCORED * SCORED_STEP];
} scoring;

static eco_status setup_score(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                              eco_error *error)
{
    (void)kernel;
    (void)fixtures;
    scoring *s = *out = calloc(1, sizeof *s);
    uint64_t random = 1;
    if (!s)
        return ecoi_error_no_memory(error);
    for (uint32_t i = 0; i < N_SCORED; i++) {
        s->docs[i] = i * SCORED_STEP + bench_roll(&random, SCORED_STEP);
        s->tfs[i] = (uint8_t)(1 + bench_roll(&random, 4));
    }
    for (size_t i = 0; i < (size_t)N_SCORED * SCORED_STEP; i++)
        s->lengths[i] = (uint16_t)(50 + bench_roll(&random, 1000));
    return ECO_OK;
}

static bench_work run_score(void *state)
{
    const scoring *s = state;
    const ecoi_bm25 model = ecoi_bm25_make(550, 0);
    uint64_t n = 0;
    for (uint32_t i = 0; i < N_SCORED; i++)
        n += ecoi_bm25_saturate(ecoi_bm25_frequency(&model, s->tfs[i], s->lengths[s->docs[i]], 0, 0)) > 0.7f;
    bench_consume(n);
    return (bench_work){N_SCORED, 0};
}

/* ---- a file, not synced ---- */

enum { FILE_PAGES = 256 };

typedef struct writing {
    char *path;
    uint8_t page[ECOI_PAGE_SIZE];
} writing;

static eco_status setup_write(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                              eco_error *error)
{
    (void)kernel;
    writing *w = *out = calloc(1, sizeof *w);
    return w && (w->path = bench_new_path(fixtures)) ? ECO_OK : ecoi_error_no_memory(error);
}

static eco_status before_write(void *state, eco_error *error)
{
    (void)error;
    unlink(((writing *)state)->path);
    return ECO_OK;
}

static bench_work run_write(void *state)
{
    writing *w = state;
    const ecoi_vfs *vfs = ecoi_vfs_posix();
    ecoi_file *file;
    int failed = vfs->create(vfs->self, w->path, &file);
    if (failed)
        return (bench_work){0, 0};
    for (int i = 0; !failed && i < FILE_PAGES; i++)
        failed = vfs->write(vfs->self, file, w->page, sizeof w->page);
    failed |= vfs->close(vfs->self, file);
    return (bench_work){failed ? 0 : (double)FILE_PAGES * sizeof w->page, 0};
}

static void free_write(void *state)
{
    writing *w = state;
    if (w->path)
        unlink(w->path);
    free(w->path);
    free(w);
}

const bench_kernel bench_limit_kernels[] = {
    {"limit.bitset-and", "ns/slot", NULL, "the bits that two bitsets of 65,536 share, counted", 0, NULL,
     setup_bitsets, NULL, run_bitsets, bench_free},
    {"limit.crc", "GB/s", NULL, "the checksum instruction in three chains", 0, has_crc, setup_crc, NULL,
     run_crc, bench_free},
    {"limit.scatter", "ns/record", NULL, "8-byte records put in order of 20,000 numbers by counting", 0, NULL,
     setup_scatter, before_scatter, run_scatter, bench_free},
    {"limit.score", "ns/posting", NULL, "BM25 of a document with its length looked up", 0, NULL, setup_score,
     NULL, run_score, bench_free},
    {"limit.write", "MB/s", NULL, "writing a file by pages without syncing it", 0, NULL, setup_write,
     before_write, run_write, free_write},
    {0}};
