/* SPDX-License-Identifier: MIT */
#include "cli/numbers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_counts(void **state)
{
    (void)state;
    char out[CLI_NUMBER];
    assert_string_equal(cli_count(0, out), "0");
    assert_string_equal(cli_count(999, out), "999");
    assert_string_equal(cli_count(1000, out), "1,000");
    assert_string_equal(cli_count(1234567, out), "1,234,567");
    assert_string_equal(cli_count(UINT64_MAX, out), "18,446,744,073,709,551,615");
}

static void test_bytes(void **state)
{
    (void)state;
    char out[CLI_NUMBER];
    assert_string_equal(cli_bytes(0, out), "0 bytes");
    assert_string_equal(cli_bytes(999, out), "999 bytes");
    assert_string_equal(cli_bytes(1000, out), "1.0 kB");
    assert_string_equal(cli_bytes(999999, out), "1.0 MB");
    assert_string_equal(cli_bytes(186000000, out), "186.0 MB");
    assert_string_equal(cli_bytes(UINT64_MAX, out), "18.4 EB");
}

static void test_seconds(void **state)
{
    (void)state;
    char out[CLI_NUMBER];
    assert_string_equal(cli_seconds(0.0032, out), "3.2 ms");
    assert_string_equal(cli_seconds(12.34, out), "12.3 s");
    assert_string_equal(cli_seconds(245, out), "4:05 min");
    assert_string_equal(cli_seconds(7260, out), "2:01 h");
}

static void expect_size(const char *text, uint64_t bytes)
{
    uint64_t n = 0;
    assert_true(cli_parse_size(text, &n));
    assert_true(n == bytes);
}

static void test_sizes(void **state)
{
    (void)state;
    expect_size("0", 0);
    expect_size("512", 512);
    expect_size("4k", 4096);
    expect_size("512M", UINT64_C(512) << 20);
    expect_size("2GiB", UINT64_C(2) << 30);
    expect_size("1TB", UINT64_C(1) << 40);
    static const char *const wrong[] = {"", "M", "-1", "1.5G", "1X", "1Mo", "1MiBx", "18000000000G", " 1"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        uint64_t n = 7;
        assert_false(cli_parse_size(wrong[i], &n));
        assert_true(n == 7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_seconds),
        cmocka_unit_test(test_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
