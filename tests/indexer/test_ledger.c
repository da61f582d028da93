/* SPDX-License-Identifier: MIT */
/* Ledgers come back from their rows, whatever files documents come from; runs of too many documents do not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "indexer/ledger.h"

static const char name[] = "ledger-row";

static eco_status read_back(const ecoi_row *row, uint32_t n_docs, ecoi_row *out)
{
    remove(name);
    assert_int_equal(ecoi_row_write(ecoi_vfs_posix(), ".", name, ECOI_ROW_LEDGER, row->items, row->n, NULL),
                     ECO_OK);
    eco_status status = ecoi_ledger_read(ecoi_vfs_posix(), ".", name, n_docs, out, NULL);
    remove(name);
    return status;
}

/* Documents of one file follow each other, `a_file` at most. */
static void round_trip(uint32_t n_docs, uint32_t a_file)
{
    ecoi_ledger ledger = {0};
    ecoi_row row, back;
    for (uint32_t doc = 0, file = 1; doc < n_docs; doc++) {
        assert_true(ecoi_ledger_note(&ledger, (uint64_t)rand() << 32 | doc, file));
        file += (uint32_t)rand() % a_file == 0;
    }
    assert_true(ecoi_ledger_to_row(&ledger, &row));
    assert_true(row.n <= ledger.n);
    assert_int_equal(read_back(&row, n_docs, &back), ECO_OK);
    assert_int_equal(back.n, ledger.n);
    if (n_docs)
        assert_memory_equal(back.items, ledger.items, ledger.n * sizeof *back.items);
    free(row.items);
    free(back.items);
    ecoi_ledger_dispose(&ledger);
}

static void ledgers_come_back(void **state)
{
    (void)state;
    for (uint32_t n_docs = 0; n_docs < 40; n_docs += 3)
        for (uint32_t a_file = 1; a_file < 30; a_file += 4)
            round_trip(n_docs, a_file);
}

static void documents_of_one_file_take_half(void **state)
{
    enum { N = 1000 };
    ecoi_ledger ledger = {0};
    ecoi_row row;
    (void)state;
    for (uint32_t doc = 0; doc < N; doc++)
        assert_true(ecoi_ledger_note(&ledger, doc, 7));
    assert_true(ecoi_ledger_to_row(&ledger, &row));
    assert_true(row.n < N + 10);
    free(row.items);
    ecoi_ledger_dispose(&ledger);
}

static void what_is_no_ledger_of_so_many_documents_is_refused(void **state)
{
    enum { N = 6 };
    static uint64_t runs[][4] = {{1, 3, 2, 2}, {1, 3, 2, 4}, {1, UINT64_MAX, 2, 1}, {1, 5, 2, 0}};
    uint64_t items[N + 4] = {0};
    ecoi_row back;
    (void)state;
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        memcpy(items + N, runs[i], sizeof runs[i]);
        assert_int_equal(read_back(&(ecoi_row){items, N + 4}, N, &back), ECO_E_CORRUPT);
        assert_null(back.items);
    }
    assert_int_equal(read_back(&(ecoi_row){items, N - 1}, N, &back), ECO_E_CORRUPT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ledgers_come_back),
                                       cmocka_unit_test(documents_of_one_file_take_half),
                                       cmocka_unit_test(what_is_no_ledger_of_so_many_documents_is_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
