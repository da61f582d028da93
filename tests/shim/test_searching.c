/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries and their answers. */
#include "tests/shim/support.h"

#include <stdio.h>

static xapc_writer *writer;
static xapc_database *database;

/* Slot 0: a kind, slot 1: a letter to sort by. */
static int open_pages(void **state)
{
    (void)state;
    GOOD(xapc_writer_open, "pages", XAPC_CREATE_OR_OVERWRITE, &writer);
    add_words(writer, "robot parle au chat", (const char *const[]){"x", "c", NULL});
    add_words(writer, "chat robot chat chat", (const char *const[]){"y", "a", NULL});
    add_words(writer, "le robot dort", (const char *const[]){"x", "b", NULL});
    add_words(writer, "rien ici de neuf", (const char *const[]){"z", "d", NULL});
    GOOD(xapc_writer_commit, writer);
    GOOD(xapc_writer_database, writer, &database);
    return 0;
}

static int close_pages(void **state)
{
    (void)state;
    xapc_database_free(database);
    xapc_writer_free(writer);
    return 0;
}

static void expect_terms(xapc_op op, uint32_t parameter, const char *words, const char *wanted)
{
    expect_found(database, terms_of(op, parameter, words), wanted);
}

static void test_operators(void **state)
{
    (void)state;
    expect_terms(XAPC_AND, 0, "robot chat", "1 2");
    expect_terms(XAPC_OR, 0, "dort neuf", "3 4");
    expect_terms(XAPC_AND_NOT, 0, "robot chat", "3");
    expect_terms(XAPC_XOR, 0, "robot chat", "3");
    expect_terms(XAPC_AND_MAYBE, 0, "robot neuf", "1 2 3");
    expect_terms(XAPC_FILTER, 0, "robot chat", "1 2");
    expect_terms(XAPC_PHRASE, 0, "robot chat", "2");
    expect_terms(XAPC_PHRASE, 4, "robot chat", "1 2");
    expect_terms(XAPC_NEAR, 0, "chat robot", "2");
    expect_terms(XAPC_ELITE_SET, 1, "dort neuf", "3");
    expect_terms(XAPC_SYNONYM, 0, "dort neuf", "3 4");
    expect_terms(XAPC_MAX, 0, "dort neuf", "3 4");
    xapc_query *query, *none;
    GOOD(xapc_query_all, &query);
    expect_found(database, query, "1 2 3 4");
    GOOD(xapc_query_none, &query);
    expect_found(database, query, "");
    FAILS(XAPC_E_ARGUMENT, xapc_query_term, "", 0, 1, &none);
    FAILS(XAPC_E_ARGUMENT, xapc_query_combine, (xapc_op)55, NULL, 0, 0, &none);
}

static void test_ranges_wildcards_and_words(void **state)
{
    xapc_query *query, *scaled;
    xapc_buffer words = {0};
    xapc_text none = {NULL, 0}, b = {"b", 1}, c = {"c", 1};
    xapc_enquire *enquire;
    xapc_mset *mset;
    (void)state;
    GOOD(xapc_query_value_range, 1, b, c, &query);
    expect_found(database, query, "1 3");
    GOOD(xapc_query_value_range, 1, none, b, &query);
    expect_found(database, query, "2 3");
    GOOD(xapc_query_value_range, 1, c, none, &query);
    expect_found(database, query, "1 4");
    GOOD(xapc_query_value_range, 1, none, none, &query);
    expect_found(database, query, "1 2 3 4");
    GOOD(xapc_query_wildcard, TEXT("d"), 0, &query);
    expect_found(database, query, "3 4");
    GOOD(xapc_query_wildcard, TEXT("d"), 1, &query);
    GOOD(xapc_enquire_new, database, &enquire);
    GOOD(xapc_enquire_set_query, enquire, query);
    FAILS(XAPC_E_WILDCARD, xapc_enquire_mset, enquire, 0, 1, 0, &mset);
    xapc_enquire_free(enquire);
    GOOD(xapc_query_scale, query, 2.5, &scaled);
    GOOD(xapc_query_describe, scaled, &words);
    assert_non_null(strstr(words.ptr, "2.5 * WILDCARD"));
    FAILS(XAPC_E_ARGUMENT, xapc_query_scale, query, -1, &scaled);
    xapc_buffer_free(&words);
    xapc_query_free(scaled);
    xapc_query_free(query);
}

static xapc_enquire *ask(const char *words)
{
    xapc_enquire *enquire;
    xapc_query *query = terms_of(XAPC_OR, 0, words);
    GOOD(xapc_enquire_new, database, &enquire);
    GOOD(xapc_enquire_set_query, enquire, query);
    xapc_query_free(query);
    return enquire;
}

static void expect_order(xapc_enquire *enquire, const char *wanted)
{
    xapc_mset *mset;
    char found[64] = "";
    GOOD(xapc_enquire_mset, enquire, 0, 10, 10, &mset);
    for (size_t i = 0; i < xapc_mset_size(mset); i++) {
        xapc_hit hit;
        GOOD(xapc_mset_hit, mset, i, &hit);
        sprintf(found + strlen(found), "%u", (unsigned)hit.docid);
    }
    assert_string_equal(found, wanted);
    xapc_mset_free(mset);
}

static bool note_docid(void *user, xapc_docid docid)
{
    char *found = user;
    sprintf(found + strlen(found), "%u", (unsigned)docid);
    return strlen(found) < 2;
}

static bool note_each_docid(void *user, xapc_docid docid)
{
    (void)note_docid(user, docid);
    return true;
}

static void test_each_match(void **state)
{
    xapc_mset *mset;
    char found[64] = "", wanted[64] = "", few[64] = "";
    xapc_enquire *enquire = ask("chat chien");
    (void)state;
    GOOD(xapc_enquire_set_weight, enquire, XAPC_WEIGHT_BOOL, NULL);
    GOOD(xapc_enquire_mset, enquire, 0, 10, 10, &mset);
    assert_true(xapc_mset_size(mset) >= 2);
    for (size_t i = 0; i < xapc_mset_size(mset); i++) {
        xapc_hit hit;
        GOOD(xapc_mset_hit, mset, i, &hit);
        (void)note_docid(wanted, hit.docid);
    }
    xapc_mset_free(mset);
    GOOD(xapc_enquire_each, enquire, note_each_docid, found);
    assert_string_equal(found, wanted);
    GOOD(xapc_enquire_each, enquire, note_docid, few);
    assert_int_equal(strlen(few), 2);
    assert_memory_equal(few, wanted, 2);
    xapc_enquire_free(enquire);
}

static void test_weights(void **state)
{
    const double numbers[] = {1.2, 0, 1, 0.75, 0, 1};
    xapc_enquire *enquire = ask("chat");
    (void)state;
    for (int weight = XAPC_WEIGHT_BM25; weight <= XAPC_WEIGHT_COORD; weight++) {
        GOOD(xapc_enquire_set_weight, enquire, (xapc_weight)weight, NULL);
        expect_order(enquire, weight == XAPC_WEIGHT_BOOL || weight == XAPC_WEIGHT_COORD ? "12" : "21");
    }
    GOOD(xapc_enquire_set_weight, enquire, XAPC_WEIGHT_BM25, numbers);
    expect_order(enquire, "21");
    FAILS(XAPC_E_ARGUMENT, xapc_enquire_set_weight, enquire, (xapc_weight)99, NULL);
    xapc_enquire_free(enquire);
}

static void test_orders(void **state)
{
    const xapc_sort_slot letter[] = {{1, false}}, kinds[] = {{0, true}, {1, false}};
    xapc_enquire *enquire = ask("chat robot neuf");
    (void)state;
    GOOD(xapc_enquire_set_sort, enquire, XAPC_SORT_KEY, letter, 1);
    expect_order(enquire, "2314");
    GOOD(xapc_enquire_set_sort, enquire, XAPC_SORT_KEY, kinds, 2);
    expect_order(enquire, "4231");
    GOOD(xapc_enquire_set_sort, enquire, XAPC_SORT_KEY_THEN_RELEVANCE, letter, 1);
    expect_order(enquire, "2314");
    GOOD(xapc_enquire_set_weight, enquire, XAPC_WEIGHT_BOOL, NULL);
    GOOD(xapc_enquire_set_sort, enquire, XAPC_SORT_RELEVANCE_THEN_KEY, kinds, 2);
    expect_order(enquire, "4231");
    GOOD(xapc_enquire_set_sort, enquire, XAPC_SORT_RELEVANCE, NULL, 0);
    GOOD(xapc_enquire_set_docid_order, enquire, XAPC_FALLING);
    expect_order(enquire, "4321");
    FAILS(XAPC_E_ARGUMENT, xapc_enquire_set_docid_order, enquire, (xapc_docid_order)7);
    FAILS(XAPC_E_ARGUMENT, xapc_enquire_set_sort, enquire, (xapc_sort)9, NULL, 0);
    xapc_enquire_free(enquire);
}

static void test_collapsing_cutting_and_time(void **state)
{
    xapc_enquire *enquire = ask("robot");
    xapc_mset *mset;
    xapc_hit hit;
    (void)state;
    GOOD(xapc_enquire_set_collapse, enquire, 0, 1);
    GOOD(xapc_enquire_set_time_limit, enquire, 100);
    GOOD(xapc_enquire_mset, enquire, 0, 10, 10, &mset);
    assert_int_equal(xapc_mset_size(mset), 2);
    GOOD(xapc_mset_hit, mset, 0, &hit);
    assert_true(hit.collapsed == 1 && hit.collapse_key.len == 1 && *hit.collapse_key.ptr == 'x');
    FAILS(XAPC_E_RANGE, xapc_mset_hit, mset, 2, &hit);
    xapc_mset_free(mset);
    GOOD(xapc_enquire_set_collapse, enquire, 0, 0);
    expect_order(enquire, "312");
    GOOD(xapc_enquire_set_cutoff, enquire, 100, 0);
    expect_order(enquire, "3");
    xapc_enquire_free(enquire);
}

static bool note(void *user, xapc_text value, uint64_t count)
{
    char *out = user;
    sprintf(out + strlen(out), "%.*s%u", (int)value.len, value.ptr, (unsigned)count);
    return true;
}

static void test_facets(void **state)
{
    xapc_enquire *enquire = ask("robot neuf");
    xapc_facet *facet;
    char counts[32] = "";
    (void)state;
    GOOD(xapc_facet_new, 0, &facet);
    GOOD(xapc_enquire_add_facet, enquire, facet);
    expect_order(enquire, "4312");
    assert_int_equal(xapc_facet_total(facet), 4);
    GOOD(xapc_facet_top, facet, 1, note, counts);
    assert_string_equal(counts, "x2");
    GOOD(xapc_facet_top, facet, 9, note, counts);
    assert_string_equal(counts, "x2x2y1z1");
    GOOD(xapc_enquire_clear_facets, enquire);
    expect_order(enquire, "4312");
    assert_int_equal(xapc_facet_total(facet), 4);
    xapc_enquire_free(enquire);
    xapc_facet_free(facet);
}

static void test_answers(void **state)
{
    const xapc_sort_slot letter[] = {{1, false}};
    xapc_enquire *enquire = ask("chat robot");
    xapc_mset *mset;
    xapc_hit hit;
    xapc_document *document;
    xapc_buffer text = {0};
    uint64_t frequency;
    (void)state;
    GOOD(xapc_enquire_set_sort, enquire, XAPC_SORT_KEY_THEN_RELEVANCE, letter, 1);
    GOOD(xapc_enquire_mset, enquire, 1, 1, 10, &mset);
    assert_int_equal(xapc_mset_size(mset), 1);
    xapc_matches matches = xapc_mset_matches(mset);
    assert_true(matches.least == 3 && matches.most == 3 && matches.estimated == 3);
    assert_true(matches.best_weight > 0 && matches.possible_weight >= matches.best_weight);
    GOOD(xapc_mset_hit, mset, 0, &hit);
    assert_true(hit.docid == 3 && hit.rank == 1 && hit.weight > 0 && hit.percent > 0);
    assert_true(hit.sort_key.len == 1 && *hit.sort_key.ptr == 'b');
    GOOD(xapc_mset_document, mset, 0, &document);
    GOOD(xapc_document_data, document, &text);
    assert_string_equal(text.ptr, "le robot dort");
    GOOD(xapc_mset_term_frequency, mset, TEXT("chat"), &frequency);
    assert_int_equal(frequency, 2);
    GOOD(xapc_mset_snippet, mset, TEXT("le robot dort"), 100, "", "<", ">", &text);
    assert_string_equal(text.ptr, "le <robot> dort");
    FAILS(XAPC_E_ARGUMENT, xapc_mset_snippet, mset, TEXT("x"), 9, "martian", "<", ">", &text);
    FAILS(XAPC_E_RANGE, xapc_mset_document, mset, 1, &document);
    xapc_document_free(document);
    xapc_buffer_free(&text);
    xapc_mset_free(mset);
    xapc_enquire_free(enquire);
}

static void test_terms_to_expand_with(void **state)
{
    const xapc_docid relevant[] = {1, 2};
    xapc_enquire *enquire = ask("robot");
    xapc_eset *eset;
    xapc_text best;
    double weight;
    (void)state;
    GOOD(xapc_enquire_eset, enquire, relevant, 2, 1, &eset);
    assert_int_equal(xapc_eset_size(eset), 1);
    GOOD(xapc_eset_term, eset, 0, &best, &weight);
    assert_true(weight > 0 && best.len == 4 && memcmp(best.ptr, "chat", 4) == 0);
    FAILS(XAPC_E_RANGE, xapc_eset_term, eset, 1, &best, &weight);
    xapc_eset_free(eset);
    xapc_enquire_free(enquire);
}

static void test_several_databases_are_one(void **state)
{
    xapc_writer *other;
    xapc_database *second, *both;
    xapc_numbers numbers;
    (void)state;
    GOOD(xapc_writer_open, "more", XAPC_CREATE_OR_OVERWRITE, &other);
    add_words(other, "robot neuf", NULL);
    GOOD(xapc_writer_commit, other);
    GOOD(xapc_database_open, "more", &second);
    GOOD(xapc_database_new, &both);
    GOOD(xapc_database_add, both, database);
    GOOD(xapc_database_add, both, second);
    xapc_database_free(second); /* the whole keeps what it needs */
    GOOD(xapc_database_numbers, both, &numbers);
    assert_int_equal(numbers.documents, 5);
    expect_found(both, term("neuf"), "2 7");
    xapc_database_free(both);
    xapc_writer_free(other);
}

static void test_names(void **state)
{
    (void)state;
    assert_int_equal(*xapc_version(), '1');
    assert_string_equal(xapc_status_name(XAPC_E_CORRUPT), "DatabaseCorruptError");
    assert_string_equal(xapc_status_name((xapc_status)77), "exception");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_operators),
        cmocka_unit_test(test_ranges_wildcards_and_words),
        cmocka_unit_test(test_each_match),
        cmocka_unit_test(test_weights),
        cmocka_unit_test(test_orders),
        cmocka_unit_test(test_collapsing_cutting_and_time),
        cmocka_unit_test(test_facets),
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_terms_to_expand_with),
        cmocka_unit_test(test_several_databases_are_one),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, open_pages, close_pages);
}
