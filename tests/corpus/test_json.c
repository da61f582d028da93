/* SPDX-License-Identifier: MIT */
/* The face over the JSON library: what it takes, what it refuses, what it gives back as written. */
#include "corpus/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char buffer[1 << 20];
static ecoi_json_value value;

static ecoi_json_result parse(ecoi_json *json, const char *text)
{
    size_t len = strlen(text);
    memcpy(buffer, text, len);
    memset(buffer + len, '}', ECOI_JSON_PADDING); /* what follows must not matter */
    return ecoi_json_parse(json, buffer, len, &value);
}

static void expect_text(eco_text text, const char *wanted)
{
    assert_int_equal(text.len, strlen(wanted));
    assert_memory_equal(text.ptr, wanted, text.len);
}

static void members_come_in_order_as_written(void **state)
{
    ecoi_json *json = *state;
    assert_int_equal(
        parse(json, " {\"a\" : \"x\\u00e9\\n\" , \"b\\\"\\u0062\":[1, {\"c\":[]} ] ,\"\":-1.5e+3,\"t\":true"
                    " , \"n\":null,\"o\":{ \"p\":{}}\r} "),
        ECOI_JSON_OK);
    assert_int_equal(value.type, ECOI_JSON_OBJECT);
    assert_int_equal(value.n_items, 6);
    const ecoi_json_item *items = value.items;
    expect_text(items[0].key, "a");
    expect_text(items[0].text, "x\xc3\xa9\n");
    expect_text(items[0].raw, "\"x\\u00e9\\n\"");
    assert_int_equal(items[0].type, ECOI_JSON_STRING);
    expect_text(items[1].key, "b\"b");
    expect_text(items[1].raw_key, "\"b\\\"\\u0062\"");
    expect_text(items[1].raw, "[1, {\"c\":[]} ]");
    assert_int_equal(items[1].type, ECOI_JSON_ARRAY);
    expect_text(items[2].key, "");
    expect_text(items[2].raw_key, "\"\"");
    expect_text(items[2].text, "-1.5e+3");
    assert_int_equal(items[2].type, ECOI_JSON_NUMBER);
    assert_int_equal(items[3].type, ECOI_JSON_BOOLEAN);
    assert_int_equal(items[4].type, ECOI_JSON_NULL);
    expect_text(items[5].raw, "{ \"p\":{}}");
}

static void other_values(void **state)
{
    ecoi_json *json = *state;
    assert_int_equal(parse(json, "[1,\"b\",[2],{\"c\":3}]"), ECOI_JSON_OK);
    assert_int_equal(value.type, ECOI_JSON_ARRAY);
    assert_int_equal(value.n_items, 4);
    expect_text(value.items[2].raw, "[2]");
    expect_text(value.items[3].raw, "{\"c\":3}");
    static const struct {
        const char *text;
        ecoi_json_type type;
    } scalars[] = {{"\"x\"", ECOI_JSON_STRING}, {" 12 ", ECOI_JSON_NUMBER}, {"true", ECOI_JSON_BOOLEAN},
                   {"null", ECOI_JSON_NULL},    {"[]", ECOI_JSON_ARRAY},    {"{}", ECOI_JSON_OBJECT}};
    for (size_t i = 0; i < sizeof scalars / sizeof *scalars; i++) {
        assert_int_equal(parse(json, scalars[i].text), ECOI_JSON_OK);
        assert_int_equal(value.type, scalars[i].type);
        assert_int_equal(value.n_items, 0);
    }
}

static void numbers_of_any_size(void **state)
{
    ecoi_json *json = *state;
    static const char *const good[] = {"0",     "-0",   "10",  "123456789012345678901234567890",
                                       "1e999", "0.10", "1E-2"};
    static const char *const bad[] = {"01",  "-",   "1.",  ".5",  "1e",    "+1",
                                      "0x1", "1e+", "NaN", "tru", "nulll", "--1"};
    char text[128];
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        snprintf(text, sizeof text, "{\"a\":%s}", good[i]);
        assert_int_equal(parse(json, text), ECOI_JSON_OK);
        expect_text(value.items[0].raw, good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        snprintf(text, sizeof text, "{\"a\":%s}", bad[i]);
        assert_int_equal(parse(json, text), ECOI_JSON_BAD);
        snprintf(text, sizeof text, "{\"a\":[{\"b\":%s}]}", bad[i]);
        assert_int_equal(parse(json, text), ECOI_JSON_BAD);
        assert_non_null(value.why);
    }
}

static void what_is_not_json(void **state)
{
    ecoi_json *json = *state;
    static const char *const bad[] = {"",
                                      " ",
                                      "{",
                                      "{\"a\":1",
                                      "{\"a\":1}}",
                                      "{\"a\":1} x",
                                      "{\"a\" 1}",
                                      "{a:1}",
                                      "{\"a\":1,}",
                                      "[1,]",
                                      "[1 2]",
                                      "{\"a\":}",
                                      "{\"a\":\"x}",
                                      "{\"a\":\"\\x\"}",
                                      "{'a':1}",
                                      "\"a",
                                      "{\"a\":\"\t\"}",
                                      "{\"a\":[1}",
                                      "{\"a\":[{]}",
                                      "{\"a\":\"\\u12\"}",
                                      "{} {}",
                                      "[1] [2]",
                                      "nul",
                                      "{,}",
                                      "{\"a\":1 \"b\":2}",
                                      "{\"a\":{\"b\" 1}}",
                                      "{\"a\":[\"\\q\"]}",
                                      "[",
                                      "]",
                                      "}",
                                      "{1:2}",
                                      "{\"a\":[1,,2]}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(parse(json, bad[i]), ECOI_JSON_BAD);
        assert_non_null(value.why);
        assert_int_equal(value.n_items, 0);
    }
    static const char nul[] = "{\"a\":[null\0]}  ";
    memcpy(buffer, nul, sizeof nul);
    assert_int_equal(ecoi_json_parse(json, buffer, sizeof nul - 1, &value), ECOI_JSON_BAD);
    assert_int_equal(parse(json, "{\"a\":\"\xff\"}"), ECOI_JSON_BAD_UTF8);
}

static void lone_surrogates_are_rewritten(void **state)
{
    ecoi_json *json = *state;
    assert_int_equal(parse(json,
                           "{\"a\":\"\\ud83d\\ude00\",\"b\":\"\\ud83d\",\"c\":\"\\uDE00x\",\"d\\udabc\":1,"
                           "\"e\":\"\\ud83d\\ud83d\\ude00\",\"f\":\"\\\\ud83d\",\"g\":[\"\\ud800\"]}"),
                     ECOI_JSON_OK);
    assert_int_equal(value.replaced, 5);
    expect_text(value.items[0].text, "\xf0\x9f\x98\x80");
    expect_text(value.items[1].text, "\xef\xbf\xbd");
    expect_text(value.items[2].text, "\xef\xbf\xbdx");
    expect_text(value.items[3].key, "d\xef\xbf\xbd");
    expect_text(value.items[4].text, "\xef\xbf\xbd\xf0\x9f\x98\x80");
    expect_text(value.items[5].text, "\\ud83d");
    expect_text(value.items[6].raw, "[\"\\uFFFD\"]");
}

static void depth_is_limited(void **state)
{
    ecoi_json *json = *state;
    static char text[300000];
    for (int depth = 1; depth <= 100000; depth = depth < 600 ? depth + 1 : depth * 4) {
        memset(text, '[', (size_t)depth);
        memset(text + depth, ']', (size_t)depth);
        text[2 * depth] = '\0';
        assert_int_equal(parse(json, text), depth <= ECOI_JSON_MAX_DEPTH ? ECOI_JSON_OK : ECOI_JSON_BAD);
    }
}

static void giant_texts_do_not_weigh_for_ever(void **state)
{
    ecoi_json *json = *state;
    size_t len = (size_t)9 << 20;
    char *text = malloc(len + ECOI_JSON_PADDING);
    memset(text, 'x', len + ECOI_JSON_PADDING);
    memcpy(text, "{\"a\":\"", 6);
    memcpy(text + len - 2, "\"}", 2);
    assert_int_equal(ecoi_json_parse(json, text, len, &value), ECOI_JSON_OK);
    assert_int_equal(value.items[0].text.len, len - 8);
    free(text);
    assert_int_equal(parse(json, "{\"a\":\"b\"}"), ECOI_JSON_OK);
    expect_text(value.items[0].text, "b");
}

static void width_is_limited(void **state)
{
    ecoi_json *json = *state;
    size_t len = 2 * (ECOI_JSON_MAX_ITEMS + 1) + 1;
    char *text = malloc(len + ECOI_JSON_PADDING);
    for (size_t n = ECOI_JSON_MAX_ITEMS; n <= ECOI_JSON_MAX_ITEMS + 1; n++) {
        for (size_t i = 0; i < n; i++)
            memcpy(text + 2 * i, ",1", 2);
        text[0] = '[';
        text[2 * n] = ']';
        assert_int_equal(ecoi_json_parse(json, text, 2 * n + 1, &value),
                         n == ECOI_JSON_MAX_ITEMS ? ECOI_JSON_OK : ECOI_JSON_BAD);
    }
    free(text);
}

static int open_parser(void **state)
{
    *state = ecoi_json_new();
    return *state == NULL;
}

static int close_parser(void **state)
{
    ecoi_json_free(*state);
    ecoi_json_free(NULL);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_come_in_order_as_written),
        cmocka_unit_test(other_values),
        cmocka_unit_test(numbers_of_any_size),
        cmocka_unit_test(what_is_not_json),
        cmocka_unit_test(lone_surrogates_are_rewritten),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(width_is_limited),
        cmocka_unit_test(giant_texts_do_not_weigh_for_ever),
    };
    return cmocka_run_group_tests(tests, open_parser, close_parser);
}
