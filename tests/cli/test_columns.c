/* SPDX-License-Identifier: MIT */
#include "cli/columns.h"
#include "cli/utf8.h"
#include "tests/cli/capture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *given, const char *escaped)
{
    capture c;
    capture_open(&c);
    cli_put_escaped(c.out, cli_text(given));
    assert_string_equal(capture_end(&c), escaped);
    assert_true(cli_unescape(c.text));
    assert_string_equal(c.text, given ? given : "");
    capture_free(&c);
}

static void test_escapes(void **state)
{
    (void)state;
    expect("été/日本 n° 1.txt", "été/日本 n° 1.txt");
    expect("a\tb\nc\rd\\e", "a\\tb\\nc\\rd\\\\e");
    expect("\x1b[31m\x7f", "\\x1B[31m\\x7F");
    expect("\xC2\x9B", "\\xC2\\x9B");
    expect("\u202e", "\\xE2\\x80\\xAE");
    expect("latin\xE9", "latin\\xE9");
    expect("\uFFFD", "\uFFFD");
    expect("", "");
    expect(NULL, "");
}

static void test_escapes_that_are_none(void **state)
{
    (void)state;
    char *const none[] = {"\\", "a\\", "\\q", "\\x", "\\x1", "\\xZZ", "\\x1b"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        char column[16];
        strcpy(column, none[i]);
        assert_false(cli_unescape(column));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_escapes),
                                       cmocka_unit_test(test_escapes_that_are_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
