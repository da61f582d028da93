/* SPDX-License-Identifier: MIT */
/* Integers in few bits. The parameter of a kernel is the bits that most values have. */
#include <stdlib.h>

#include "base/error.h"
#include "bench/harness.h"
#include "store/format.h"
#include "store/pack.h"

enum { N_PACKS = 256, EXCEPTIONS = 50 /* one value in so many is larger */, LARGER_BITS = 6 };

typedef struct packing {
    uint32_t values[N_PACKS][ECOI_PACK_MAX];
    ecoi_buf packs; /* all of them */
    size_t len;     /* of the packs; then what decoding may read beyond */
} packing;

static eco_status setup_packs(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                              eco_error *error)
{
    (void)fixtures;
    static const uint8_t zeros[ECOI_OVERREAD];
    packing *p = *out = calloc(1, sizeof *p);
    uint64_t random = 1;
    bool ok = p != NULL;
    for (size_t i = 0; ok && i < N_PACKS; i++) {
        for (size_t j = 0; j < ECOI_PACK_MAX; j++) {
            bool larger = bench_roll(&random, EXCEPTIONS) == 0;
            p->values[i][j] = bench_roll(&random, 1u << (kernel->parameter + (larger ? LARGER_BITS : 0)));
        }
        ok = ecoi_pack_encode(p->values[i], ECOI_PACK_MAX, &p->packs);
    }
    if (!ok)
        return ecoi_error_no_memory(error);
    p->len = p->packs.len;
    return ecoi_buf_append(&p->packs, zeros, sizeof zeros) ? ECO_OK : ecoi_error_no_memory(error);
}

static bench_work run_decode(void *state)
{
    const packing *p = state;
    const uint8_t *at = p->packs.data, *end = at + p->len;
    uint64_t sum = 0;
    for (size_t i = 0; i < N_PACKS; i++) {
        uint32_t values[ECOI_PACK_MAX];
        at = ecoi_pack_decode(at, end, ECOI_PACK_MAX, values);
        if (!at)
            return (bench_work){0, 0};
        sum += values[i % ECOI_PACK_MAX];
    }
    bench_consume(sum);
    return (bench_work){N_PACKS * ECOI_PACK_MAX, N_PACKS * ECOI_PACK_MAX * 4.0};
}

static bench_work run_encode(void *state)
{
    packing *p = state;
    p->packs.len = 0;
    for (size_t i = 0; i < N_PACKS; i++)
        if (!ecoi_pack_encode(p->values[i], ECOI_PACK_MAX, &p->packs))
            return (bench_work){0, 0};
    bench_consume(p->packs.len);
    return (bench_work){N_PACKS * ECOI_PACK_MAX, N_PACKS * ECOI_PACK_MAX * 4.0};
}

static void free_packs(void *state)
{
    packing *p = state;
    ecoi_buf_dispose(&p->packs);
    free(p);
}

#define ENCODE(name, bits)                                                                                   \
    {                                                                                                        \
        name, "ns/integer", "limit.read-l2", "four bytes are read", bits, NULL, setup_packs, NULL,           \
            run_encode, free_packs                                                                           \
    }
#define DECODE(name, bits)                                                                                   \
    {                                                                                                        \
        name, "ns/integer", "limit.copy-l2", "four bytes are written", bits, NULL, setup_packs, NULL,        \
            run_decode, free_packs                                                                           \
    }

const bench_kernel bench_pack_kernels[] = {ENCODE("pack.encode-3", 3),
                                           ENCODE("pack.encode-8", 8),
                                           ENCODE("pack.encode-13", 13),
                                           DECODE("pack.decode-3", 3),
                                           DECODE("pack.decode-8", 8),
                                           DECODE("pack.decode-13", 13),
                                           {0}};
