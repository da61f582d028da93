/* SPDX-License-Identifier: MIT */
/* What becomes of documents of Xapian databases that others made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "indexer/import_document.h"

static ecoi_arena arena;

static eco_text text_of(const char *text)
{
    return (eco_text){text, strlen(text)};
}

static void expect_text(eco_text text, const char *wanted)
{
    assert_non_null(text.ptr);
    assert_int_equal(text.len, strlen(wanted));
    assert_memory_equal(text.ptr, wanted, text.len);
}

static eco_document document_of(ecoi_engine_raw raw)
{
    eco_document document;
    assert_true(ecoi_import_document(&raw, &arena, &document));
    return document;
}

static void data_is_the_text_and_values_are_fields(void **state)
{
    const ecoi_engine_value values[] = {{2, {"a \"b\"\n", 6}}, {7, {"\xff\x01", 2}}};
    (void)state;
    eco_document d = document_of(
        (ecoi_engine_raw){.docid = 17, .data = text_of("Un robot."), .values = values, .n_values = 2});
    expect_text(d.key, "17");
    assert_int_equal(d.n_passages, 1);
    expect_text(d.passages[0].text, "Un robot.");
    expect_text(d.fields, "{\"value-2\": \"a \\\"b\\\"\\u000a\"}"); /* what is no text is left out */
}

static void lines_of_omega_are_taken_apart(void **state)
{
    const ecoi_engine_posting terms[] = {{text_of("D20160512"), NULL, 1},
                                         {text_of("P/a"), NULL, 1},
                                         {text_of("Uhttps://exemple.fr/a"), NULL, 1}};
    (void)state;
    eco_document d =
        document_of((ecoi_engine_raw){.docid = 1,
                                      .data = text_of("url=https://exemple.fr/a\nsample=Le robot = la tour\n"
                                                      "caption=Un titre\ntype=text/html"),
                                      .terms = terms,
                                      .n_terms = 3});
    expect_text(d.key, "https://exemple.fr/a");
    expect_text(d.url, "https://exemple.fr/a");
    assert_int_equal(d.n_passages, 2);
    assert_int_equal(d.passages[0].zone, ECO_ZONE_TITLE);
    expect_text(d.passages[0].text, "Un titre");
    expect_text(d.passages[1].text, "Le robot = la tour");
    expect_text(d.fields, "{\"type\": \"text/html\"}");
    assert_true(d.date.year == 2016 && d.date.month == 5 && d.date.day == 12);
}

static void terms_stand_in_where_there_is_no_text(void **state)
{
    const uint32_t la[] = {1, 3}, robot[] = {4}, voit[] = {2};
    const ecoi_engine_posting terms[] = {{text_of("Q:clé"), NULL, 0}, {text_of("Zrobot"), NULL, 1},
                                         {text_of("la"), la, 2},      {text_of("robot"), robot, 1},
                                         {text_of("sans"), NULL, 1},  {text_of("voit"), voit, 1}};
    (void)state;
    eco_document d = document_of((ecoi_engine_raw){
        .docid = 1, .data = text_of("{\"id\": 5}"), .terms = terms, .n_terms = sizeof terms / sizeof *terms});
    expect_text(d.key, "clé");
    expect_text(d.passages[0].text, "la voit la robot sans");
    expect_text(d.fields, "{\"id\": 5}");
}

static void nothing_is_nothing(void **state)
{
    const ecoi_engine_value values[] = {{0, {"\x00\x00\x00\x01 no record", 14}}};
    (void)state;
    assert_int_equal(document_of((ecoi_engine_raw){.docid = 1}).n_passages, 0);
    assert_int_equal(document_of((ecoi_engine_raw){.docid = 1, .values = values, .n_values = 1}).n_passages,
                     0);
}

static int dispose(void **state)
{
    (void)state;
    ecoi_arena_dispose(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(data_is_the_text_and_values_are_fields),
        cmocka_unit_test(lines_of_omega_are_taken_apart),
        cmocka_unit_test(terms_stand_in_where_there_is_no_text),
        cmocka_unit_test(nothing_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, dispose);
}
