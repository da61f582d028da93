/* SPDX-License-Identifier: MIT */
/* When segments merge: they stay few, a document is copied few times, what is deleted does not pile up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "indexer/policy.h"

enum { MOST = 64 };

typedef struct shelf {
    ecoi_policy_segment items[MOST];
    size_t n;
    uint64_t copied; /* bytes, by merges */
} shelf;

static void merge(shelf *s)
{
    ecoi_policy_row rows[MOST];
    size_t n = ecoi_policy_rows(s->items, s->n, rows), end = s->n;
    while (n-- > 0) {
        ecoi_policy_segment one = {0};
        assert_true(rows[n].n >= 1 && rows[n].first + rows[n].n <= end);
        end = rows[n].first;
        for (size_t i = rows[n].first; i < rows[n].first + rows[n].n; i++) {
            uint64_t live = s->items[i].n_docs - s->items[i].n_deleted;
            one.n_docs += live;
            one.bytes += s->items[i].n_docs ? s->items[i].bytes / s->items[i].n_docs * live : 0;
        }
        s->copied += one.bytes;
        s->items[rows[n].first] = one;
        memmove(&s->items[rows[n].first + 1], &s->items[rows[n].first + rows[n].n],
                (s->n - rows[n].first - rows[n].n) * sizeof one);
        s->n -= rows[n].n - 1;
    }
}

static void add(shelf *s, uint64_t bytes)
{
    assert_true(s->n < MOST);
    s->items[s->n++] = (ecoi_policy_segment){bytes, bytes >> 10, 0};
    merge(s);
}

static void many_small_runs_leave_few_segments(void **state)
{
    (void)state;
    static const uint64_t sizes[] = {1 << 10, 1 << 20, 3 << 20, 50 << 20};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        shelf s = {.n = 0};
        uint64_t bytes = 0;
        for (int run = 0; run < 1000; run++, bytes += sizes[i]) {
            add(&s, sizes[i]);
            assert_in_range(s.n, 1, 3 * 8);
        }
        assert_in_range(s.copied / bytes, 0, 250); /* below the unit all is merged at every fourth run */
    }
}

static void a_large_index_is_not_copied_for_small_runs(void **state)
{
    (void)state;
    shelf s = {.n = 0};
    uint64_t large = (uint64_t)4 << 30, small = large / 100;
    add(&s, large);
    for (int run = 0; run < 50; run++)
        add(&s, small);
    assert_int_equal(s.items[0].bytes, large);
    assert_in_range(s.copied / small, 0, 4 * 50);
    assert_in_range(s.n, 2, 10);
}

static void a_third_deleted_is_written_anew(void **state)
{
    (void)state;
    ecoi_policy_row rows[2];
    ecoi_policy_segment one = {100 << 20, 3000, 999};
    assert_int_equal(ecoi_policy_rows(&one, 1, rows), 0);
    one.n_deleted = 1001;
    assert_int_equal(ecoi_policy_rows(&one, 1, rows), 1);
    assert_int_equal(rows[0].first, 0);
    assert_int_equal(rows[0].n, 1);
    one = (ecoi_policy_segment){100 << 20, 1, 0};
    assert_int_equal(ecoi_policy_rows(&one, 1, rows), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(many_small_runs_leave_few_segments),
                                       cmocka_unit_test(a_large_index_is_not_copied_for_small_runs),
                                       cmocka_unit_test(a_third_deleted_is_written_anew)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
