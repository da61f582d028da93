/* SPDX-License-Identifier: MIT */
/* UTF-8, texts, dates, unaligned numbers, varints and checksums. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "base/crc32c.h"
#include "base/date.h"
#include "base/text.h"
#include "base/utf8.h"

#define TEXT(literal) ((eco_text){(literal), sizeof(literal) - 1})

static void every_code_point_comes_back(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10ffff; c++) {
        char bytes[ECOI_UTF8_MAX];
        size_t len;
        if (c >= 0xd800 && c <= 0xdfff)
            continue;
        size_t written = ecoi_utf8_encode(c, bytes);
        assert_int_equal(ecoi_utf8_decode(bytes, bytes + written, &len), c);
        assert_int_equal(len, written);
        assert_int_equal(ecoi_utf8_valid_prefix(bytes, written), written);
        assert_int_equal(ecoi_utf8_valid_prefix(bytes, written - 1), written > 1 ? 0 : written - 1);
    }
}

/* After the examples of the Unicode standard, 3.9: the longest prefix that a well-formed one may have. */
static void ill_formed_bytes_are_told_and_measured(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
    } cases[] = {
        {"\x80", 1},     {"\xc0\xaf", 1}, {"\xc1\xbf", 1},     {"\xed\xa0\x80", 1},     {"\xf4\x90\x80", 1},
        {"\xf5\x80", 1}, {"\xff", 1},     {"\xe2\x82", 2},     {"\xe2\x82z", 2},        {"\xf0\x9f\x98", 3},
        {"\xe0\x80", 1}, {"\xc3z", 1},    {"\xf0\x8f\xbf", 1}, {"\xf1\x80\xe1\x80", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *p = cases[i].bytes;
        size_t len;
        assert_int_equal(ecoi_utf8_decode(p, p + strlen(p), &len), ECOI_UTF8_BAD);
        assert_int_equal(len, cases[i].len);
    }
    assert_int_equal(ecoi_utf8_valid_prefix("0123456789abcdefgh\xff", 19), 18);
    assert_int_equal(ecoi_utf8_valid_prefix("\xc3\xa9t\xc3\xa9 \xa9", 7), 6);
}

static void texts_are_compared_as_bytes(void **state)
{
    (void)state;
    eco_text unknown = {NULL, 0};
    assert_true(ecoi_text_equal(unknown, TEXT("")));
    assert_true(ecoi_text_equal(TEXT("ab"), TEXT("ab")));
    assert_false(ecoi_text_equal(TEXT("ab"), TEXT("abc")));
    assert_true(ecoi_text_compare(TEXT("ab"), TEXT("abc")) < 0);
    assert_true(ecoi_text_compare(TEXT("b"), TEXT("abc")) > 0);
    assert_true(ecoi_text_compare(TEXT("\xc3"), TEXT("z")) > 0);
    assert_int_equal(ecoi_text_compare(unknown, TEXT("")), 0);
    assert_int_equal(ecoi_text_common(TEXT("abcd"), TEXT("abx")), 2);
    assert_int_equal(ecoi_text_common(unknown, TEXT("a")), 0);
}

static void assert_date(const char *text, int year, int month, int day)
{
    char again[16];
    eco_date date;
    assert_int_equal(eco_date_parse(text, strlen(text), &date), ECO_OK);
    assert_int_equal(date.year, year);
    assert_int_equal(date.month, month);
    assert_int_equal(date.day, day);
    eco_date_format(date, again);
    assert_memory_equal(again, text, strlen(again));
    assert_true(memcmp(&(eco_date){0}, &date, sizeof date) != 0);
    eco_date unpacked = ecoi_date_unpack(ecoi_date_pack(date));
    assert_memory_equal(&unpacked, &date, sizeof date);
}

static void dates_may_be_partial(void **state)
{
    (void)state;
    char none[16] = "x";
    assert_date("2016", 2016, 0, 0);
    assert_date("0001-12", 1, 12, 0);
    assert_date("9999-12-31", 9999, 12, 31);
    assert_date("2016-02-29", 2016, 2, 29);
    assert_date("2000-02-29", 2000, 2, 29);
    assert_date("2016-05-12T10:00:00Z", 2016, 5, 12);
    assert_date("2016-05-12 10:00", 2016, 5, 12);
    eco_date_format((eco_date){0}, none);
    assert_string_equal(none, "");
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",           "16",         "0000",       "2016-",      "2016-1",
                                      "2016-13",    "2016-00",    "2016-05-",   "2016-05-1",  "2016-05-32",
                                      "2016-02-30", "2015-02-29", "1900-02-29", "2016-05-1x", "2016-05-12x",
                                      "2016/05/12", "20160512",   " 2016",      "2016 "};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        eco_date date = {1, 2, 3};
        assert_int_equal(eco_date_parse(bad[i], strlen(bad[i]), &date), ECO_E_DATE);
        assert_int_equal(date.year, 1);
    }
}

static void partial_dates_have_bounds(void **state)
{
    (void)state;
    uint32_t year = ecoi_date_pack((eco_date){2016, 0, 0}), month = ecoi_date_pack((eco_date){2016, 2, 0}),
             day = ecoi_date_pack((eco_date){2016, 2, 9});
    assert_int_equal(ecoi_date_first(year), ecoi_date_pack((eco_date){2016, 1, 1}));
    assert_int_equal(ecoi_date_last(year), ecoi_date_pack((eco_date){2016, 12, 31}));
    assert_int_equal(ecoi_date_first(month), ecoi_date_pack((eco_date){2016, 2, 1}));
    assert_int_equal(ecoi_date_last(month), ecoi_date_pack((eco_date){2016, 2, 31}));
    assert_int_equal(ecoi_date_first(day), day);
    assert_int_equal(ecoi_date_last(day), day);
    assert_true(year < month && month < day);
}

static void varints_come_back(void **state)
{
    (void)state;
    for (unsigned bits = 0; bits <= 64; bits++)
        for (int delta = -1; delta <= 1; delta++) {
            uint64_t value = (bits < 64 ? (uint64_t)1 << bits : 0) + (uint64_t)(int64_t)delta, out = 0;
            uint8_t bytes[ECOI_VARINT_MAX];
            uint8_t *end = ecoi_varint_put(bytes, value);
            assert_ptr_equal(ecoi_varint_get(bytes, end, &out), end);
            assert_true(out == value);
            for (const uint8_t *cut = bytes; cut < end; cut++)
                assert_null(ecoi_varint_get(bytes, cut, &out));
        }
    const uint8_t endless[12] = {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1};
    uint64_t out;
    assert_null(ecoi_varint_get(endless, endless + sizeof endless, &out));
}

static void numbers_lie_low_byte_first(void **state)
{
    (void)state;
    uint8_t bytes[9] = {0};
    ecoi_store64(bytes + 1, 0x0807060504030201u);
    for (unsigned i = 1; i < 9; i++)
        assert_int_equal(bytes[i], i);
    assert_int_equal(ecoi_load16(bytes + 1), 0x0201);
    assert_int_equal(ecoi_load32(bytes + 3), 0x06050403);
    ecoi_store16(bytes, 0xbbaa);
    ecoi_store32(bytes + 5, 0x11223344);
    assert_true(ecoi_load64(bytes + 1) == 0x11223344040302bbu);
}

/* The check value of the polynomial, and RFC 3720 B.4. */
static void checksums_are_castagnoli(void **state)
{
    (void)state;
    uint8_t bytes[257];
    assert_int_equal(ecoi_crc32c(0, "123456789", 9), 0xe3069283u);
    memset(bytes, 0, 32);
    assert_int_equal(ecoi_crc32c(0, bytes, 32), 0x8a9136aau);
    memset(bytes, 0xff, 32);
    assert_int_equal(ecoi_crc32c(0, bytes, 32), 0x62a8ab43u);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(i * 37);
    for (size_t from = 0; from < 9; from++)
        for (size_t len = 0; from + len <= sizeof bytes; len++) {
            uint32_t whole = ecoi_crc32c(7, bytes + from, len);
            assert_int_equal(whole, ecoi_crc32c_scalar(7, bytes + from, len));
            assert_int_equal(whole, ecoi_crc32c(ecoi_crc32c(7, bytes + from, len / 3), bytes + from + len / 3,
                                                len - len / 3));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(ill_formed_bytes_are_told_and_measured),
        cmocka_unit_test(texts_are_compared_as_bytes),
        cmocka_unit_test(dates_may_be_partial),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(partial_dates_have_bounds),
        cmocka_unit_test(varints_come_back),
        cmocka_unit_test(numbers_lie_low_byte_first),
        cmocka_unit_test(checksums_are_castagnoli),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
