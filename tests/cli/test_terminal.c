/* SPDX-License-Identifier: MIT */
#include "cli/terminal.h"
#include "cli/utf8.h"
#include "tests/cli/capture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void expect_wrapped(const char *text, size_t width, bool colour, eco_range range, const char *wanted)
{
    capture c;
    capture_open(&c);
    cli_page page = {.out = c.out, .width = width, .colour = colour};
    cli_page_spaces(&page, 2);
    cli_page_wrap(&page, cli_text(text), 2, &range, 1, CLI_PLAIN, CLI_HIGHLIGHT);
    assert_string_equal(capture_end(&c), wanted);
    capture_free(&c);
}

static void test_lines_break_between_words(void **state)
{
    (void)state;
    eco_range none = {100, 0};
    expect_wrapped("un deux trois", 20, false, none, "  un deux trois");
    expect_wrapped("un deux trois", 9, false, none, "  un deux\n  trois");
    expect_wrapped("  un \t\n deux  ", 20, false, none, "  un deux");
    expect_wrapped("été été été", 9, false, none, "  été été\n  été");
    expect_wrapped("日本 日本", 10, false, none, "  日本\n  日本");
    expect_wrapped("50\u00A0% de 12\u202f000\u00A0€", 9, false, none,
                   "  50\u00A0% de\n  12\u202f000\u00A0\n  €");
    expect_wrapped("abcdefghijkl mn", 6, false, none, "  abcd\n  efgh\n  ijkl\n  mn");
    expect_wrapped("", 10, false, none, "  ");
}

static void test_unsafe_characters_are_replaced(void **state)
{
    (void)state;
    expect_wrapped("a\x1b[31mb\u202e\u00ADc\xE9", 40, false, (eco_range){0, 0},
                   "  a\uFFFD[31mb\uFFFDc\uFFFD");
}

#define ON  "\033[0;1;33m"
#define OFF "\033[0m"

static void test_marks(void **state)
{
    (void)state;
    expect_wrapped("un deux trois", 20, true, (eco_range){3, 4}, "  un " ON "deux" OFF " trois");
    expect_wrapped("un deux trois", 20, true, (eco_range){3, 10}, "  un " ON "deux trois" OFF);
    expect_wrapped("un deux trois", 9, true, (eco_range){3, 10}, "  un " ON "deux" OFF "\n  " ON "trois" OFF);
    expect_wrapped("un deux", 20, true, (eco_range){0, 7}, "  " ON "un deux" OFF);
    expect_wrapped("un deux", 20, true, (eco_range){3, 400}, "  un " ON "deux" OFF);
    expect_wrapped("un deux", 20, true, (eco_range){50, 4}, "  un deux");
    expect_wrapped("un deux", 20, false, (eco_range){3, 4}, "  un deux");
}

/* Whatever the width, no line passes it, and the words are all there. */
static void test_every_width(void **state)
{
    (void)state;
    const char *text =
        "La French Tech de la Loire, capitale 日本語 e\u0301te\u0301, regroupe des laboratoires.";
    for (size_t width = 4; width < 90; width++) {
        capture c;
        capture_open(&c);
        cli_page page = {.out = c.out, .width = width};
        cli_page_paragraph(&page, text, 0);
        char *copy = strdup(capture_end(&c));
        for (char *line = strtok(copy, "\n"); line; line = strtok(NULL, "\n"))
            assert_true(cli_text_width(cli_text(line)) <= width);
        free(copy);
        capture_free(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_break_between_words),
        cmocka_unit_test(test_unsafe_characters_are_replaced),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_every_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
