/* SPDX-License-Identifier: MIT */
#include "cli/json.h"
#include "cli/utf8.h"
#include "tests/cli/capture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static capture captured;
static cli_json json;

static void begin(void)
{
    capture_open(&captured);
    cli_json_init(&json, captured.out);
}

static void expect(const char *text)
{
    assert_string_equal(capture_end(&captured), text);
    capture_free(&captured);
}

static void test_commas_and_nesting(void **state)
{
    (void)state;
    begin();
    cli_json_open(&json, '{');
    cli_json_pair_count(&json, "a", 1);
    cli_json_key(&json, "b");
    cli_json_open(&json, '[');
    cli_json_open(&json, '[');
    cli_json_count(&json, 2);
    cli_json_count(&json, UINT64_MAX);
    cli_json_close(&json, ']');
    cli_json_open(&json, '{');
    cli_json_close(&json, '}');
    cli_json_close(&json, ']');
    cli_json_pair_bool(&json, "c", false);
    cli_json_close(&json, '}');
    cli_json_end(&json);
    cli_json_open(&json, '{');
    cli_json_close(&json, '}');
    expect("{\"a\":1,\"b\":[[2,18446744073709551615],{}],\"c\":false}\n{}");
}

static void test_strings(void **state)
{
    (void)state;
    static const char nul[] = "a\0b";
    begin();
    cli_json_string(&json, "\"\\/\b\t\n\f\r\v\x1b\x7f");
    cli_json_text(&json, (eco_text){nul, 3});
    cli_json_string(&json, "été 日本 🚀");
    cli_json_string(&json, "\xE9t\xE9");
    cli_json_string(&json, "\xC2\x9B\u202e\u2028");
    cli_json_string(&json, "");
    cli_json_string(&json, NULL);
    expect("\"\\\"\\\\/\\b\\t\\n\\f\\r\\u000b\\u001b\\u007f\",\"a\\u0000b\",\"été 日本 🚀\","
           "\"\uFFFDt\uFFFD\",\"\\u009b\\u202e\\u2028\",\"\",null");
}

static void test_numbers(void **state)
{
    (void)state;
    begin();
    cli_json_real(&json, 0.1);
    cli_json_real(&json, 4.75);
    cli_json_real(&json, 1.0 / 3);
    cli_json_real(&json, 1e300);
    cli_json_real(&json, (double)NAN);
    cli_json_real(&json, (double)-INFINITY);
    cli_json_share(&json, 0.72f);
    cli_json_share(&json, 1.0f / 3);
    expect("0.1,4.75,0.3333333333333333,1e+300,null,null,0.72,0.33333334");
}

static void test_dates(void **state)
{
    (void)state;
    begin();
    cli_json_date(&json, (eco_date){2016, 5, 0});
    cli_json_date(&json, (eco_date){0, 0, 0});
    expect("\"2016-05\",null");
}

static void test_raw_json_stays_on_one_line(void **state)
{
    (void)state;
    begin();
    cli_json_raw(&json, cli_text("{\"a\":\n\t[1,\r\n\"\xC2\x9B\xE9\"]}"));
    cli_json_raw(&json, (eco_text){NULL, 0});
    expect("{\"a\":  [1,  \"\\u009b\uFFFD\"]},null");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_commas_and_nesting),
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_raw_json_stays_on_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
