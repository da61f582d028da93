/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/shim/support.h"

#include <stdio.h>

/* Xapian's check of a database deletes by another size than it made: no fault of ours. */
XAPC_API const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "new_delete_type_mismatch=0";
}

/* It lets go of no weights when a query fails while it is run. */
XAPC_API const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:Xapian::BM25Weight::clone\n";
}

xapc_error error_;

void expect_status(xapc_status status, xapc_status wanted, const char *call)
{
    if (status != wanted)
        fail_msg("%s: status %d (%s: %s) instead of %d", call, status, error_.exception, error_.message,
                 wanted);
}

xapc_docid add_words(xapc_writer *writer, const char *words, const char *const *values)
{
    xapc_document *document;
    xapc_docid docid;
    uint32_t position = 1;
    GOOD(xapc_document_new, &document);
    GOOD(xapc_document_set_data, document, words, strlen(words));
    for (const char *at = words; *at; position++) {
        size_t len = strcspn(at, " ");
        GOOD(xapc_document_add_posting, document, at, len, position, 1);
        at += len + strspn(at + len, " ");
    }
    for (uint32_t i = 0; values && values[i]; i++)
        GOOD(xapc_document_set_value, document, i, values[i], strlen(values[i]));
    GOOD(xapc_writer_add, writer, document, &docid);
    xapc_document_free(document);
    return docid;
}

xapc_query *term(const char *word)
{
    xapc_query *query;
    GOOD(xapc_query_term, word, strlen(word), 1, &query);
    return query;
}

xapc_query *terms_of(xapc_op op, uint32_t parameter, const char *words)
{
    xapc_query *parts[8], *query;
    size_t n = 0;
    char copy[128], *rest;
    snprintf(copy, sizeof copy, "%s", words);
    for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        parts[n++] = term(word);
    GOOD(xapc_query_combine, op, (const xapc_query *const *)parts, n, parameter, &query);
    while (n > 0)
        xapc_query_free(parts[--n]);
    return query;
}

void expect_found(xapc_database *database, xapc_query *query, const char *wanted)
{
    xapc_enquire *enquire;
    xapc_mset *mset;
    char found[256] = "";
    GOOD(xapc_enquire_new, database, &enquire);
    GOOD(xapc_enquire_set_query, enquire, query);
    GOOD(xapc_enquire_set_weight, enquire, XAPC_WEIGHT_BOOL, NULL);
    GOOD(xapc_enquire_mset, enquire, 0, 100, 100, &mset);
    for (size_t i = 0; i < xapc_mset_size(mset); i++) {
        xapc_hit hit;
        size_t len = strlen(found);
        GOOD(xapc_mset_hit, mset, i, &hit);
        snprintf(found + len, sizeof found - len, "%s%u", i ? " " : "", (unsigned)hit.docid);
    }
    assert_string_equal(found, wanted);
    xapc_mset_free(mset);
    xapc_enquire_free(enquire);
    xapc_query_free(query);
}
