/* SPDX-License-Identifier: MIT */
#include "cli/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_every_character_comes_back(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        char bytes[4];
        size_t at = 0, length = cli_utf8_put(c, bytes);
        uint32_t read = cli_utf8_next((eco_text){bytes, length}, &at);
        bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        assert_int_equal(read, surrogate ? CLI_REPLACEMENT : c);
        assert_int_equal(at, surrogate ? 1 : length);
    }
}

static size_t count_replaced(const char *string, size_t len)
{
    size_t n = 0;
    for (size_t at = 0; at < len;)
        n += cli_utf8_next((eco_text){string, len}, &at) == CLI_REPLACEMENT;
    return n;
}

static void test_ill_formed_bytes(void **state)
{
    (void)state;
    assert_int_equal(count_replaced("\xC3", 1), 1);             /* cut short */
    assert_int_equal(count_replaced("a\xE9t\xE9", 4), 2);       /* Latin-1 */
    assert_int_equal(count_replaced("\xC0\x80", 2), 2);         /* overlong */
    assert_int_equal(count_replaced("\xE0\x80\x80", 3), 3);     /* overlong */
    assert_int_equal(count_replaced("\xF4\x90\x80\x80", 4), 4); /* beyond U+10FFFF */
    assert_int_equal(count_replaced("\xE2\x80", 2), 2);
    assert_int_equal(count_replaced("\xFF\xFE", 2), 2);
}

static size_t width(const char *string)
{
    return cli_text_width(cli_text(string));
}

static void test_widths(void **state)
{
    (void)state;
    assert_int_equal(width("numérique"), 9);
    assert_int_equal(width("nume\u0301rique"), 9);
    assert_int_equal(width("日本語"), 6);
    assert_int_equal(width("œuvre, 12\u202f000 €"), 15);
    assert_int_equal(width("co\u00ADopé\u200Bration"), 11);
    assert_int_equal(width("🚀"), 2);
    assert_int_equal(width("a\tb\nc"), 5);
    assert_int_equal(width(""), 0);
    assert_int_equal(cli_text_width((eco_text){NULL, 0}), 0);
}

static void test_nothing_unsafe_is_passed_on(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++)
        assert_false(cli_char_is_unsafe(cli_char_safe(c)) && cli_char_safe(c) != 0);
    assert_int_equal(cli_char_safe(0x1B), CLI_REPLACEMENT);
    assert_int_equal(cli_char_safe(0x9B), CLI_REPLACEMENT);
    assert_int_equal(cli_char_safe(0x202E), CLI_REPLACEMENT);
    assert_int_equal(cli_char_safe('\t'), ' ');
    assert_int_equal(cli_char_safe(0xAD), 0);
    assert_int_equal(cli_char_safe(0xE9), 0xE9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_character_comes_back),
        cmocka_unit_test(test_ill_formed_bytes),
        cmocka_unit_test(test_widths),
        cmocka_unit_test(test_nothing_unsafe_is_passed_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
