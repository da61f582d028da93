/* SPDX-License-Identifier: MIT */
/* Rows: what is written is read; each flipped byte, each cut and another kind are noticed. */
#include "tests/store/support.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/row.h"

enum { N = 5, BYTES = 24 + 8 * N };
static const uint64_t items[N] = {0, 1, UINT64_MAX, 42, (uint64_t)1 << 63};

static void put(const void *bytes, size_t len)
{
    FILE *file = fopen("row-spoilt", "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static void assert_damaged(const void *bytes, size_t len)
{
    ecoi_row row = {0};
    eco_error error;
    put(bytes, len);
    assert_int_equal(ecoi_row_read(ecoi_vfs_posix(), ".", "row-spoilt", ECOI_ROW_LEDGER, &row, &error),
                     ECO_E_CORRUPT);
    assert_non_null(strstr(error.message, "row-spoilt"));
    assert_null(row.items);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    for (size_t n = 0; n <= N; n++) {
        ecoi_row row = {0};
        remove("row");
        assert_int_equal(ecoi_row_write(ecoi_vfs_posix(), ".", "row", ECOI_ROW_FILES, items, n, NULL),
                         ECO_OK);
        assert_int_equal(ecoi_row_read(ecoi_vfs_posix(), ".", "row", ECOI_ROW_FILES, &row, NULL), ECO_OK);
        assert_int_equal(row.n, n);
        if (n)
            assert_memory_equal(row.items, items, n * sizeof *items);
        free(row.items);
    }
    /* a name is never used twice */
    assert_int_not_equal(ecoi_row_write(ecoi_vfs_posix(), ".", "row", ECOI_ROW_FILES, items, N, NULL),
                         ECO_OK);
}

static void damage_is_noticed(void **state)
{
    (void)state;
    uint8_t bytes[BYTES + 8] = {0};
    ecoi_row row = {0};
    remove("row");
    assert_int_equal(ecoi_row_write(ecoi_vfs_posix(), ".", "row", ECOI_ROW_LEDGER, items, N, NULL), ECO_OK);
    FILE *file = fopen("row", "rb");
    assert_non_null(file);
    assert_int_equal(fread(bytes, 1, sizeof bytes, file), BYTES);
    fclose(file);
    for (size_t at = 0; at < BYTES; at++)
        for (unsigned bit = 0; bit < 8; bit++) {
            bytes[at] ^= (uint8_t)(1u << bit);
            assert_damaged(bytes, BYTES);
            bytes[at] ^= (uint8_t)(1u << bit);
        }
    for (size_t cut = 0; cut < BYTES; cut++)
        assert_damaged(bytes, cut);
    assert_damaged(bytes, sizeof bytes);
    assert_int_equal(ecoi_row_read(ecoi_vfs_posix(), ".", "row", ECOI_ROW_DELETED, &row, NULL),
                     ECO_E_CORRUPT);
    assert_int_equal(ecoi_row_read(ecoi_vfs_posix(), ".", "none", ECOI_ROW_DELETED, &row, NULL),
                     ECO_E_MISSING);
}

static int clean(void **state)
{
    (void)state;
    remove("row");
    remove("row-spoilt");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_teardown(what_is_written_is_read, clean),
                                       cmocka_unit_test_teardown(damage_is_noticed, clean)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
