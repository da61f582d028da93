/* SPDX-License-Identifier: MIT */
/* Bytes to UTF-8: what is believed on which evidence, and what becomes of damage. */
#include "corpus/charset.h"
#include "tests/corpus/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void expect_utf8(const char *bytes, size_t len, const char *wanted, uint64_t wanted_replaced)
{
    ecoi_buf out = {0};
    eco_text utf8;
    uint64_t replaced = 0;
    assert_int_equal(ecoi_charset_to_utf8((eco_text){bytes, len}, &out, &utf8, &replaced), ECO_OK);
    assert_int_equal(utf8.len, strlen(wanted));
    assert_memory_equal(utf8.ptr, wanted, utf8.len);
    assert_int_equal(replaced, wanted_replaced);
    ecoi_buf_dispose(&out);
}

static void utf8_stays(void **state)
{
    (void)state;
    expect_utf8(BYTES("une \xc3\xa9t\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80"),
                "une \xc3\xa9t\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", 0);
    expect_utf8(BYTES(""), "", 0);
}

static void windows_1252_is_recognised(void **state)
{
    (void)state;
    expect_utf8(BYTES("L\x92\xe9t\xe9, \x93 c\x9cur \x94, 5 \x80"),
                "L\xe2\x80\x99\xc3\xa9t\xc3\xa9, \xe2\x80\x9c c\xc5\x93ur \xe2\x80\x9d, 5 \xe2\x82\xac", 0);
    expect_utf8(BYTES("caf\xe9"), "caf\xc3\xa9", 0);
}

static void damaged_utf8_is_repaired(void **state)
{
    (void)state;
    /* Many good sequences, one bad: not Windows-1252. */
    expect_utf8(BYTES("\xc3\xa9\xc3\xa8\xc3\xa0 \xe9 \xc3\xa7"),
                "\xc3\xa9\xc3\xa8\xc3\xa0 \xef\xbf\xbd \xc3\xa7", 1);
    /* A truncated sequence counts once, an overlong one byte by byte. */
    expect_utf8(BYTES("\xc3\xa9 \xe2\x82"), "\xc3\xa9 \xef\xbf\xbd", 1);
    expect_utf8(BYTES("\xc3\xa9 \xc0\xaf"), "\xc3\xa9 \xef\xbf\xbd\xef\xbf\xbd", 2);
    /* High bytes that are neither letters nor French signs. */
    expect_utf8(BYTES("a\x81"
                      "b\x8d"
                      "c\xff"),
                "a\xef\xbf\xbd"
                "b\xef\xbf\xbd"
                "c\xef\xbf\xbd",
                3);
}

static void names_are_cleaned(void **state)
{
    (void)state;
    ecoi_buf out = {0};
    assert_true(
        ecoi_charset_escape_name((eco_text){BYTES("a\nb\xff\xc3\xa9\x7f\xe2\x82\xef\xbf\xbd")}, &out));
    assert_int_equal(out.len,
                     strlen("a\uFFFD0Ab\uFFFDFF\u00e9\uFFFD7F\uFFFDE2\uFFFD82\uFFFDEF\uFFFDBF\uFFFDBD"));
    assert_memory_equal(out.data, "a\uFFFD0Ab\uFFFDFF\u00e9\uFFFD7F\uFFFDE2\uFFFD82\uFFFDEF\uFFFDBF\uFFFDBD",
                        out.len);
    assert_true(ecoi_charset_clean_name((eco_text){BYTES("a\nb\xff\xc3\xa9\x7f")}, &out));
    assert_int_equal(out.len, strlen("a\xef\xbf\xbd"
                                     "b\xef\xbf\xbd\xc3\xa9\xef\xbf\xbd"));
    assert_memory_equal(out.data,
                        "a\xef\xbf\xbd"
                        "b\xef\xbf\xbd\xc3\xa9\xef\xbf\xbd",
                        out.len);
    ecoi_buf_dispose(&out);
}

/* Every way of cutting the input in two gives the same text. */
static void utf16_comes_in_pieces(void **state)
{
    (void)state;
    /* é, U+1F600, a lone high surrogate, x, a lone low one, half a unit */
    static const uint8_t in[] = {0xe9, 0, 0x3d, 0xd8, 0x00, 0xde, 0x3d, 0xd8, 'x', 0, 0x00, 0xdc, 0x41};
    static const char wanted[] = "\xc3\xa9\xf0\x9f\x98\x80\xef\xbf\xbdx\xef\xbf\xbd\xef\xbf\xbd";
    for (size_t cut = 0; cut <= sizeof in; cut++) {
        ecoi_utf16 utf16 = {0};
        uint8_t out[ECOI_UTF16_GROWTH(sizeof in) * 2];
        size_t n = ecoi_utf16_decode(&utf16, in, cut, out);
        n += ecoi_utf16_decode(&utf16, in + cut, sizeof in - cut, out + n);
        n += ecoi_utf16_finish(&utf16, out + n);
        assert_int_equal(n, sizeof wanted - 1);
        assert_memory_equal(out, wanted, n);
        assert_int_equal(utf16.replaced, 3);
    }
}

static void files_with_byte_order_marks(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
    } files[] = {
        {BYTES("\xef\xbb\xbf\xc3\xa9t\xc3\xa9\n")},
        {BYTES("\xff\xfe\xe9\0t\0\xe9\0\n\0")},
        {BYTES("\xfe\xff\0\xe9\0t\0\xe9\0\n")},
        {BYTES("\xe9t\xe9\n")},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        heard all = listen_bytes("a.txt", files[i].bytes, files[i].len);
        assert_int_equal(all.n, 1);
        assert_string_equal(all.documents[0].passages[0].text, "\xc3\xa9t\xc3\xa9");
        assert_int_equal(all.counts.replaced, 0);
        forget(&all);
    }
}

static void replaced_sequences_are_counted(void **state)
{
    (void)state;
    heard all =
        listen_bytes("a.jsonl", BYTES("{\"title\":\"\xc3\xa9\xc3\xa8 \xff\",\"body\":\"\\ud800 \xc3\xa9\"}\n"
                                      "{\"title\":\"d\xe9j\xe0\"}\n"));
    assert_int_equal(all.n, 2);
    assert_string_equal(all.documents[0].passages[0].text, "\xc3\xa9\xc3\xa8 \xef\xbf\xbd");
    assert_string_equal(all.documents[0].passages[1].text, "\xef\xbf\xbd \xc3\xa9");
    assert_string_equal(all.documents[1].passages[0].text, "d\xc3\xa9j\xc3\xa0");
    assert_int_equal(all.counts.replaced, 2);
    forget(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_stays),
        cmocka_unit_test(windows_1252_is_recognised),
        cmocka_unit_test(damaged_utf8_is_repaired),
        cmocka_unit_test(names_are_cleaned),
        cmocka_unit_test(utf16_comes_in_pieces),
        cmocka_unit_test(files_with_byte_order_marks),
        cmocka_unit_test(replaced_sequences_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
