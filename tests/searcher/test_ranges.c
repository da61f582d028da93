/* SPDX-License-Identifier: MIT */
/* The range kernels of every instruction set give what the scalar ones do, to the last bit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/cpu.h"
#include "searcher/ranges.h"
#include "store/bm25.h"
#include "store/postings_layout.h"

enum { ROUNDS = 200, N = 2 * ECOI_RANGES };

static const ecoi_range_kernels *const slow = &ecoi_range_kernels_scalar;

static void fill(uint8_t *bytes, size_t n)
{
    int sparsity = 1 + rand() % 4;
    for (size_t i = 0; i < n; i++)
        bytes[i] = rand() % sparsity ? 0 : (uint8_t)rand();
}

static void impacts_and_bounds(const ecoi_range_kernels *k)
{
    uint8_t a[N], b[N], c[N];
    float x[N] = {0}, y[N] = {0};
    fill(a, N);
    fill(b, N);
    memcpy(c, a, N);
    slow->add_impacts(a, b, N);
    k->add_impacts(c, b, N);
    assert_memory_equal(a, c, N);
    fill(b, N);
    slow->least_impacts(a, b, N);
    k->least_impacts(c, b, N);
    assert_memory_equal(a, c, N);
    for (int i = 0; i < 3; i++) {
        float factor = (float)(rand() % 1000) / 777;
        fill(a, N);
        slow->add_bounds(x, a, factor, N);
        k->add_bounds(y, a, factor, N);
    }
    slow->require(x, b, N);
    k->require(y, b, N);
    assert_memory_equal(x, y, sizeof x);
    assert_true(slow->largest(x, N) == k->largest(x, N));
}

static void levels(const ecoi_range_kernels *k)
{
    float bounds[N];
    uint8_t x[N], y[N];
    uint16_t places[N], others[N];
    for (size_t i = 0; i < N; i++)
        bounds[i] = rand() % 5 ? (float)(rand() % 100000) / 1234 : -1;
    float most = slow->largest(bounds, N), scale = 254 / most;
    slow->levels(bounds, scale, x, N);
    k->levels(bounds, scale, y, N);
    assert_memory_equal(x, y, N);
    for (size_t i = 0; i < N; i++) {
        assert_int_equal(x[i] == 0, bounds[i] < 0);
        assert_true(bounds[i] < 0 || bounds[i] <= (float)x[i] / scale * (1 + 1e-6f));
    }
    uint8_t low = (uint8_t)(1 + rand() % 255), high = (uint8_t)(low + rand() % (256 - low));
    size_t n = slow->between(x, low, high, places, N), expected = 0;
    for (size_t i = 0; i < N; i++)
        expected += x[i] >= low && x[i] <= high;
    assert_int_equal(n, expected);
    assert_int_equal(k->between(x, low, high, others, N), n);
    assert_memory_equal(places, others, n * sizeof *places);
}

/* The values of two words of a range together. */
static void sums(const ecoi_range_kernels *k, const float *values)
{
    float a[ECOI_RANGE_DOCS], b[ECOI_RANGE_DOCS], factor = (float)(rand() % 1000) / 77;
    for (size_t i = 0; i < ECOI_RANGE_DOCS; i++)
        a[i] = b[i] = (float)(rand() % 1000) / 999;
    slow->add_values(a, values, factor);
    k->add_values(b, values, factor);
    assert_memory_equal(a, b, sizeof a);
    slow->least_values(a, values);
    k->least_values(b, values);
    assert_memory_equal(a, b, sizeof a);
    for (size_t i = 0; i < ECOI_RANGE_DOCS; i++)
        assert_true(a[i] <= values[i]);
}

/* Documents bounded by their ranges and by a bitset of another word. */
static void documents(const ecoi_range_kernels *k)
{
    static uint16_t ids[ECOI_RANGE_DOCS];
    static uint8_t bits[ECOI_CHUNK_DOCS / 8], impacts[ECOI_RANGES + 3];
    float rest[ECOI_RANGES], saturations[ECOI_RANGE_DOCS], x[ECOI_RANGE_DOCS], y[ECOI_RANGE_DOCS];
    size_t n = (size_t)(rand() % (int)(ECOI_RANGE_DOCS + 1));
    float weight = (float)(rand() % 1000) / 77;
    for (size_t i = 0; i < ECOI_RANGE_DOCS; i++) {
        ids[i] = (uint16_t)rand();
        saturations[i] = (float)(rand() % 1000) / 1001;
        bits[ids[i] / 8] |= (uint8_t)(rand() % 2 << ids[i] % 8);
    }
    for (size_t i = 0; i < ECOI_RANGES; i++) {
        rest[i] = rand() % 5 ? (float)(rand() % 1000) / 99 : -1;
        impacts[i] = (uint8_t)rand();
    }
    slow->bound_docs(ids, saturations, n, rest, weight, x);
    k->bound_docs(ids, saturations, n, rest, weight, y);
    assert_memory_equal(x, y, n * sizeof *x);
    for (size_t i = 0; i < n; i++) {
        float of_range = rest[ids[i] / ECOI_RANGE_DOCS];
        assert_true(of_range < 0 ? x[i] == -1 : x[i] >= of_range + weight * saturations[i]);
    }
    for (int required = 0; required < 2; required++) {
        slow->leave_out(ids, n, bits, impacts, weight / 255, required, x);
        k->leave_out(ids, n, bits, impacts, weight / 255, required, y);
        assert_memory_equal(x, y, n * sizeof *x);
        for (size_t i = 0; required && i < n; i++)
            assert_true(x[i] == -1 || bits[ids[i] / 8] >> ids[i] % 8 & 1);
    }
}

static void saturations(const ecoi_range_kernels *k)
{
    uint32_t tfs[ECOI_RANGE_DOCS], lengths[ECOI_RANGE_DOCS];
    float x[ECOI_RANGE_DOCS], y[ECOI_RANGE_DOCS];
    ecoi_bm25 bm25 = ecoi_bm25_make(1 + rand() % 1000, 0);
    size_t n = (size_t)(rand() % (int)(ECOI_RANGE_DOCS + 1));
    for (size_t i = 0; i < n; i++) {
        tfs[i] = 1 + (uint32_t)rand() % 300;
        lengths[i] = tfs[i] + (uint32_t)rand() % 100000;
    }
    slow->saturate(tfs, lengths, n, bm25.text_base, bm25.text_slope, x);
    k->saturate(tfs, lengths, n, bm25.text_base, bm25.text_slope, y);
    assert_memory_equal(x, y, n * sizeof *x);
    for (size_t i = 0; i < n; i++)
        assert_true(x[i] == ecoi_bm25_saturate(ecoi_bm25_frequency(&bm25, tfs[i], lengths[i], 0, 0)));
    for (size_t i = n; i < ECOI_RANGE_DOCS; i++)
        x[i] = 0;
    sums(k, x);
    float least = x[rand() % (int)ECOI_RANGE_DOCS];
    ecoi_range_docs a = slow->at_least(x, least), b = k->at_least(x, least);
    assert_memory_equal(&a, &b, sizeof a);
    for (size_t i = 0; i < ECOI_RANGE_DOCS; i++)
        assert_int_equal(a.bits[i / 64] >> i % 64 & 1, x[i] >= least);
}

static void same_as_scalar(void **state)
{
    const ecoi_range_kernels *all[] = {&ecoi_range_kernels_scalar, &ecoi_range_kernels_avx2};
    (void)state;
    for (size_t i = 0; i < 1 + (size_t)ecoi_cpu_probe().avx2; i++)
        for (int round = 0; round < ROUNDS; round++) {
            impacts_and_bounds(all[i]);
            levels(all[i]);
            saturations(all[i]);
            documents(all[i]);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(same_as_scalar)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
