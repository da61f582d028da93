/* SPDX-License-Identifier: MIT */
#include "cli/markup.h"
#include "cli/utf8.h"
#include "tests/cli/capture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void expect(void (*put)(FILE *out, eco_text text), const char *given, const char *wanted)
{
    capture c;
    capture_open(&c);
    put(c.out, cli_text(given));
    assert_string_equal(capture_end(&c), wanted);
    capture_free(&c);
}

static void test_text(void **state)
{
    (void)state;
    expect(cli_put_markup, "R&D <b> \"l'été\"", "R&amp;D &lt;b&gt; &quot;l&#39;été&quot;");
    expect(cli_put_markup, "a\nb\x01\x1b", "a b\uFFFD\uFFFD");
    expect(cli_put_markup, "\xEF\xBF\xBF\xE9", "\uFFFD\uFFFD");
    expect(cli_put_markup, NULL, "");
}

static void test_marks(void **state)
{
    (void)state;
    capture c;
    capture_open(&c);
    cli_put_marked(c.out, cli_text("a<b été &c"), (eco_range[]){{2, 1}, {4, 5}}, 2);
    assert_string_equal(capture_end(&c), "a&lt;<b>b</b> <b>été</b> &amp;c");
    capture_free(&c);
}

static void test_addresses(void **state)
{
    (void)state;
    expect(cli_put_address, "https://a.example/é?q=1&r=%20", "https://a.example/é?q=1&amp;r=%20");
    expect(cli_put_address, "http://a/b c\"<>^`{|}\\", "http://a/b%20c%22%3C%3E%5E%60%7B%7C%7D%5C");
    expect(cli_put_address, "http://a/100%&%4", "http://a/100%25&amp;%254");
    expect(cli_put_address, "http://a/\xE9\n", "http://a/%E9%0A");
    assert_true(cli_is_web_address(cli_text("HTTPS://a.example")));
    assert_false(cli_is_web_address(cli_text("javascript:alert(1)")));
    assert_false(cli_is_web_address(cli_text(" http://a")));
    assert_false(cli_is_web_address(cli_text(NULL)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_text), cmocka_unit_test(test_marks),
                                       cmocka_unit_test(test_addresses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
