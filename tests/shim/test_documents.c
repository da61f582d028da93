/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing documents and reading them back. */
#include "tests/shim/support.h"

#include <stdlib.h>

static xapc_writer *new_database(const char *path)
{
    xapc_writer *writer;
    GOOD(xapc_writer_open, path, XAPC_CREATE_OR_OVERWRITE, &writer);
    return writer;
}

static xapc_database *open_database(const char *path)
{
    xapc_database *database;
    GOOD(xapc_database_open, path, &database);
    return database;
}

static void expect_buffer(const xapc_buffer *buffer, const char *bytes, size_t len)
{
    assert_int_equal(buffer->len, len);
    assert_memory_equal(buffer->ptr, bytes, len + 1);
}

static bool collect_value(void *user, uint32_t slot, xapc_text value)
{
    char *out = user;
    out[strlen(out)] = (char)('0' + slot);
    strncat(out, value.ptr, value.len);
    return slot < 4;
}

static void test_a_document_keeps_what_it_is_given(void **state)
{
    xapc_document *document;
    xapc_buffer text = {0};
    xapc_terms *terms;
    bool more;
    uint64_t frequency;
    const uint32_t *positions;
    size_t n;
    char values[32] = "";
    (void)state;
    GOOD(xapc_document_new, &document);
    GOOD(xapc_document_set_data, document, TEXT("a\0b"));
    GOOD(xapc_document_data, document, &text);
    expect_buffer(&text, TEXT("a\0b"));
    GOOD(xapc_document_add_term, document, TEXT("b"), 3);
    GOOD(xapc_document_add_posting, document, TEXT("a\0"), 7, 1);
    GOOD(xapc_document_add_term, document, TEXT("gone"), 0);
    GOOD(xapc_document_remove_term, document, TEXT("gone"));
    FAILS(XAPC_E_ARGUMENT, xapc_document_remove_term, document, TEXT("gone"));
    GOOD(xapc_document_terms, document, &terms);
    GOOD(xapc_terms_next, terms, &more);
    assert_true(more);
    assert_int_equal(xapc_terms_term(terms).len, 2);
    GOOD(xapc_terms_positions, terms, &positions, &n);
    assert_true(n == 1 && positions[0] == 7);
    GOOD(xapc_terms_next, terms, &more);
    GOOD(xapc_terms_frequency, terms, &frequency);
    assert_int_equal(frequency, 3);
    GOOD(xapc_terms_next, terms, &more);
    assert_false(more);
    GOOD(xapc_terms_next, terms, &more); /* the end stays the end */
    assert_false(more);
    xapc_terms_free(terms);
    GOOD(xapc_document_set_value, document, 4, TEXT("four"));
    GOOD(xapc_document_set_value, document, 2, TEXT("two"));
    GOOD(xapc_document_set_value, document, 9, TEXT("unseen"));
    GOOD(xapc_document_value, document, 2, &text);
    expect_buffer(&text, TEXT("two"));
    GOOD(xapc_document_value, document, 3, &text);
    assert_int_equal(text.len, 0);
    GOOD(xapc_document_values, document, collect_value, values);
    assert_string_equal(values, "2two4four");
    GOOD(xapc_document_clear, document);
    GOOD(xapc_document_data, document, &text);
    assert_int_equal(text.len, 0);
    xapc_buffer_free(&text);
    xapc_document_free(document);
}

static void test_numbers_sort_as_values(void **state)
{
    xapc_buffer low = {0}, high = {0};
    (void)state;
    GOOD(xapc_number_to_value, -1.5, &low);
    GOOD(xapc_number_to_value, 20, &high);
    assert_true(memcmp(low.ptr, high.ptr, low.len < high.len ? low.len : high.len) < 0);
    assert_true(xapc_number_of_value(high.ptr, high.len) == 20);
    xapc_buffer_free(&low);
    xapc_buffer_free(&high);
}

static void test_words_of_a_text_are_stemmed(void **state)
{
    xapc_writer *writer = new_database("texts");
    xapc_database *database;
    xapc_document *document;
    (void)state;
    GOOD(xapc_document_new, &document);
    GOOD(xapc_document_add_text, document, TEXT("Les robots chantent"), "french", "S");
    GOOD(xapc_writer_add, writer, document, NULL);
    GOOD(xapc_writer_database, writer, &database);
    expect_found(database, term("ZSrobot"), "1");
    expect_found(database, term("robot"), "");
    FAILS(XAPC_E_ARGUMENT, xapc_document_add_text, document, TEXT("x"), "martian", "");
    xapc_document_free(document);
    xapc_database_free(database);
    xapc_writer_free(writer);
}

static void test_documents_are_replaced_and_deleted(void **state)
{
    xapc_writer *writer = new_database("changes");
    xapc_database *database;
    xapc_document *document, *none;
    xapc_docid docid;
    (void)state;
    add_words(writer, "a K1", NULL);
    add_words(writer, "b K2", NULL);
    add_words(writer, "c K3", NULL);
    GOOD(xapc_document_new, &document);
    GOOD(xapc_document_add_term, document, TEXT("new"), 1);
    GOOD(xapc_document_add_term, document, TEXT("K2"), 0);
    GOOD(xapc_writer_replace_term, writer, TEXT("K2"), document, &docid);
    assert_int_equal(docid, 2);
    GOOD(xapc_writer_replace, writer, 7, document);
    GOOD(xapc_writer_delete, writer, 1);
    GOOD(xapc_writer_delete_term, writer, TEXT("K3"));
    GOOD(xapc_writer_delete_term, writer, TEXT("nowhere"));
    FAILS(XAPC_E_NO_DOCUMENT, xapc_writer_delete, writer, 1);
    GOOD(xapc_writer_commit, writer);
    GOOD(xapc_writer_database, writer, &database);
    expect_found(database, term("new"), "2 7");
    FAILS(XAPC_E_NO_DOCUMENT, xapc_database_document, database, 3, &none);
    xapc_database_free(database);
    xapc_document_free(document);
    xapc_writer_free(writer);
}

static void test_a_transaction_can_be_taken_back(void **state)
{
    xapc_writer *writer = new_database("transactions");
    xapc_database *database;
    (void)state;
    GOOD(xapc_writer_begin, writer);
    add_words(writer, "kept", NULL);
    GOOD(xapc_writer_end, writer);
    GOOD(xapc_writer_begin, writer);
    add_words(writer, "dropped", NULL);
    GOOD(xapc_writer_cancel, writer);
    FAILS(XAPC_E_OPERATION, xapc_writer_cancel, writer);
    xapc_writer_free(writer);
    database = open_database("transactions");
    expect_found(database, term("kept"), "1");
    expect_found(database, term("dropped"), "");
    xapc_database_free(database);
}

static void test_a_reader_moves_when_told(void **state)
{
    xapc_writer *writer = new_database("moving");
    xapc_database *database;
    xapc_numbers numbers;
    bool changed;
    (void)state;
    add_words(writer, "a", NULL);
    GOOD(xapc_writer_commit, writer);
    database = open_database("moving");
    add_words(writer, "b c", NULL);
    GOOD(xapc_writer_commit, writer);
    GOOD(xapc_database_numbers, database, &numbers);
    assert_int_equal(numbers.documents, 1);
    GOOD(xapc_database_reopen, database, &changed);
    assert_true(changed);
    GOOD(xapc_database_numbers, database, &numbers);
    assert_int_equal(numbers.documents, 2);
    assert_int_equal(numbers.last_docid, 2);
    assert_true(numbers.has_positions && numbers.average_length == 1.5);
    GOOD(xapc_database_close, database);
    FAILS(XAPC_E_CLOSED, xapc_database_reopen, database, &changed);
    xapc_database_free(database);
    xapc_writer_free(writer);
}

static void test_terms_postings_and_positions(void **state)
{
    xapc_writer *writer = new_database("postings");
    xapc_database *database;
    xapc_terms *terms;
    xapc_postings *postings;
    const uint32_t *positions;
    size_t n;
    uint64_t documents, occurrences, frequency;
    uint32_t length;
    bool more;
    (void)state;
    add_words(writer, "ba bb ba", NULL);
    add_words(writer, "a", NULL);
    add_words(writer, "ba c", NULL);
    GOOD(xapc_writer_database, writer, &database);
    GOOD(xapc_database_frequency, database, TEXT("ba"), &documents, &occurrences);
    assert_int_equal(documents * 10 + occurrences, 23);
    GOOD(xapc_database_frequency, database, TEXT("zz"), &documents, &occurrences);
    assert_int_equal(documents + occurrences, 0);
    GOOD(xapc_database_length, database, 1, &length);
    assert_int_equal(length, 3);
    GOOD(xapc_database_terms, database, TEXT("b"), &terms);
    GOOD(xapc_terms_skip_to, terms, TEXT("bab"), &more);
    assert_true(more && memcmp(xapc_terms_term(terms).ptr, "bb", 2) == 0);
    GOOD(xapc_terms_frequency, terms, &frequency);
    assert_int_equal(frequency, 1);
    GOOD(xapc_terms_next, terms, &more);
    assert_false(more);
    xapc_terms_free(terms);
    GOOD(xapc_database_postings, database, TEXT("ba"), &postings);
    GOOD(xapc_postings_next, postings, &more);
    assert_true(more && xapc_postings_docid(postings) == 1 && xapc_postings_frequency(postings) == 2);
    GOOD(xapc_postings_positions, postings, &positions, &n);
    assert_int_equal(n, 2);
    assert_int_equal(positions[0] * 10 + positions[1], 13);
    GOOD(xapc_postings_skip_to, postings, 2, &more);
    assert_true(more && xapc_postings_docid(postings) == 3);
    GOOD(xapc_postings_next, postings, &more);
    assert_false(more);
    xapc_postings_free(postings);
    xapc_database_free(database);
    xapc_writer_free(writer);
}

static void test_metadata_and_spelling(void **state)
{
    xapc_writer *writer = new_database("words");
    xapc_database *database;
    xapc_terms *keys;
    xapc_buffer text = {0};
    uint64_t frequency;
    bool more;
    (void)state;
    GOOD(xapc_writer_set_metadata, writer, TEXT("key 1"), TEXT("v\0w"));
    GOOD(xapc_writer_set_metadata, writer, TEXT("other"), TEXT("x"));
    GOOD(xapc_writer_add_spelling, writer, TEXT("robot"), 2);
    GOOD(xapc_writer_add_spelling, writer, TEXT("gone"), 1);
    GOOD(xapc_writer_remove_spelling, writer, TEXT("gone"), 1);
    GOOD(xapc_writer_commit, writer);
    GOOD(xapc_writer_database, writer, &database);
    GOOD(xapc_database_metadata, database, TEXT("key 1"), &text);
    expect_buffer(&text, TEXT("v\0w"));
    GOOD(xapc_database_metadata_keys, database, TEXT("key"), &keys);
    GOOD(xapc_terms_next, keys, &more);
    assert_true(more && xapc_terms_term(keys).len == 5);
    GOOD(xapc_terms_frequency, keys, &frequency);
    assert_int_equal(frequency, 0);
    GOOD(xapc_terms_next, keys, &more);
    assert_false(more);
    xapc_terms_free(keys);
    GOOD(xapc_database_spelling, database, TEXT("robto"), &text);
    expect_buffer(&text, TEXT("robot"));
    GOOD(xapc_database_spelling, database, TEXT("gome"), &text);
    assert_int_equal(text.len, 0);
    xapc_buffer_free(&text);
    xapc_database_free(database);
    xapc_writer_free(writer);
}

static void test_what_cannot_be_opened_says_so(void **state)
{
    xapc_writer *writer = new_database("locked"), *second;
    xapc_database *database;
    xapc_buffer words = {0};
    size_t faults;
    (void)state;
    FAILS(XAPC_E_LOCKED, xapc_writer_open, "locked", XAPC_OPEN, &second);
    assert_string_equal(error_.exception, "DatabaseLockError");
    GOOD(xapc_writer_commit, writer);
    FAILS(XAPC_E_CREATE, xapc_writer_open, "locked", XAPC_CREATE, &second);
    FAILS(XAPC_E_ARGUMENT, xapc_writer_open, "locked", (xapc_open_mode)9, &second);
    assert_true(xapc_database_open("nowhere", &database, &error_) != XAPC_OK);
    assert_non_null(strstr(error_.message, "nowhere"));
    assert_int_not_equal(xapc_database_open("nowhere", &database, NULL), XAPC_OK);
    GOOD(xapc_database_check, "locked", &faults, &words);
    assert_int_equal(faults, 0);
    assert_true(xapc_database_check("nowhere", &faults, &words, &error_) != XAPC_OK);
    xapc_buffer_free(&words);
    xapc_writer_free(writer);
}

static void test_several_positions_at_once(void **state)
{
    static const uint32_t places[] = {2, 5, 9};
    xapc_document *document;
    xapc_terms *terms;
    const uint32_t *positions;
    size_t n;
    uint64_t frequency;
    bool more;
    (void)state;
    GOOD(xapc_document_new, &document);
    GOOD(xapc_document_add_postings, document, TEXT("mot"), places, 3);
    GOOD(xapc_document_add_postings, document, TEXT("mot"), places, 0);
    GOOD(xapc_document_terms, document, &terms);
    GOOD(xapc_terms_next, terms, &more);
    GOOD(xapc_terms_frequency, terms, &frequency);
    assert_int_equal(frequency, 3);
    GOOD(xapc_terms_positions, terms, &positions, &n);
    assert_int_equal(n, 3);
    assert_memory_equal(positions, places, sizeof places);
    xapc_terms_free(terms);
    xapc_document_free(document);
}

static void test_values_of_a_slot(void **state)
{
    static const char *const given[] = {"un", "", "trois", "quatre"};
    xapc_writer *writer = new_database("slots");
    xapc_database *database;
    xapc_document *document;
    xapc_values *values;
    bool more;
    (void)state;
    GOOD(xapc_document_new, &document);
    for (size_t i = 0; i < 4; i++) {
        GOOD(xapc_document_set_value, document, 7, given[i], strlen(given[i]));
        GOOD(xapc_writer_add, writer, document, NULL);
    }
    GOOD(xapc_writer_commit, writer);
    GOOD(xapc_writer_database, writer, &database);
    GOOD(xapc_database_values, database, 7, &values);
    GOOD(xapc_values_next, values, &more);
    assert_true(more && xapc_values_docid(values) == 1);
    GOOD(xapc_values_skip_to, values, 2, &more);
    assert_true(more && xapc_values_docid(values) == 3 && xapc_values_value(values).len == 5);
    assert_memory_equal(xapc_values_value(values).ptr, "trois", 5);
    GOOD(xapc_values_next, values, &more);
    assert_true(more && xapc_values_docid(values) == 4);
    GOOD(xapc_values_next, values, &more);
    assert_true(!more && xapc_values_docid(values) == 0);
    GOOD(xapc_values_skip_to, values, 9, &more);
    assert_false(more);
    xapc_values_free(values);
    GOOD(xapc_database_values, database, 8, &values);
    GOOD(xapc_values_next, values, &more);
    assert_false(more);
    xapc_values_free(values);
    xapc_database_free(database);
    xapc_document_free(document);
    xapc_writer_free(writer);
}

static void test_compacting(void **state)
{
    xapc_writer *writer = new_database("loose");
    xapc_database *database;
    xapc_document *document;
    xapc_numbers numbers;
    xapc_docid docid;
    (void)state;
    GOOD(xapc_document_new, &document);
    GOOD(xapc_document_add_term, document, "gone", 4, 1);
    GOOD(xapc_writer_add, writer, document, NULL);
    GOOD(xapc_document_clear, document);
    GOOD(xapc_document_add_term, document, "kept", 4, 1);
    GOOD(xapc_writer_add, writer, document, &docid);
    assert_int_equal(docid, 2);
    GOOD(xapc_writer_delete_term, writer, "gone", 4);
    GOOD(xapc_writer_commit, writer);
    xapc_writer_free(writer);
    xapc_document_free(document);
    GOOD(xapc_database_open, "loose", &database);
    GOOD(xapc_database_compact, database, "tight");
    xapc_database_free(database);
    GOOD(xapc_database_open, "tight", &database);
    GOOD(xapc_database_numbers, database, &numbers);
    assert_int_equal(numbers.documents, 1);
    assert_int_equal(numbers.last_docid, 1);
    FAILS(XAPC_E_ARGUMENT, xapc_database_compact, database, "tight");
    xapc_database_free(database);
}

static void test_a_long_term_is_refused(void **state)
{
    xapc_writer *writer = new_database("long");
    xapc_document *document;
    char term[246];
    (void)state;
    memset(term, 'x', sizeof term);
    GOOD(xapc_document_new, &document);
    GOOD(xapc_document_add_term, document, term, 245, 1);
    GOOD(xapc_writer_add, writer, document, NULL);
    GOOD(xapc_document_add_term, document, term, 246, 1);
    FAILS(XAPC_E_ARGUMENT, xapc_writer_add, writer, document, NULL);
    xapc_document_free(document);
    xapc_writer_free(writer);
}

static void test_nothing_may_be_freed(void **state)
{
    (void)state;
    xapc_document_free(NULL);
    xapc_writer_free(NULL);
    xapc_database_free(NULL);
    xapc_terms_free(NULL);
    xapc_postings_free(NULL);
    xapc_values_free(NULL);
    xapc_query_free(NULL);
    xapc_enquire_free(NULL);
    xapc_facet_free(NULL);
    xapc_mset_free(NULL);
    xapc_eset_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_document_keeps_what_it_is_given),
        cmocka_unit_test(test_numbers_sort_as_values),
        cmocka_unit_test(test_words_of_a_text_are_stemmed),
        cmocka_unit_test(test_documents_are_replaced_and_deleted),
        cmocka_unit_test(test_a_transaction_can_be_taken_back),
        cmocka_unit_test(test_a_reader_moves_when_told),
        cmocka_unit_test(test_terms_postings_and_positions),
        cmocka_unit_test(test_metadata_and_spelling),
        cmocka_unit_test(test_what_cannot_be_opened_says_so),
        cmocka_unit_test(test_several_positions_at_once),
        cmocka_unit_test(test_values_of_a_slot),
        cmocka_unit_test(test_compacting),
        cmocka_unit_test(test_a_long_term_is_refused),
        cmocka_unit_test(test_nothing_may_be_freed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
