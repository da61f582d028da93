/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xapian_c.h in a page: FOLDER gets a database of the texts, which is then asked for QUERY's words.
 *   cc example.c $(pkg-config --cflags --libs xapian-c)
 *   ./a.out FOLDER QUERY TEXT... */
#include <stdio.h>
#include <string.h>

#include <xapian_c.h>

static int fail(const xapc_error *error)
{
    fprintf(stderr, "%s: %s\n", error->exception, error->message);
    return 1;
}

static xapc_status write_texts(const char *folder, char **texts, int n, xapc_error *error)
{
    xapc_writer *writer = NULL;
    xapc_document *document = NULL;
    xapc_status status = xapc_writer_open(folder, XAPC_CREATE_OR_OVERWRITE, &writer, error);
    if (!status)
        status = xapc_document_new(&document, error);
    for (int i = 0; !status && i < n; i++) {
        status = xapc_document_clear(document, error);
        if (!status)
            status = xapc_document_set_data(document, texts[i], strlen(texts[i]), error);
        if (!status)
            status = xapc_document_add_text(document, texts[i], strlen(texts[i]), "french", "", error);
        if (!status)
            status = xapc_writer_add(writer, document, NULL, error);
    }
    if (!status)
        status = xapc_writer_commit(writer, error);
    xapc_document_free(document);
    xapc_writer_free(writer);
    return status;
}

/* A word is the query here; a program would stem it and combine several. */
static xapc_status search(const char *folder, const char *word, xapc_error *error)
{
    xapc_database *database = NULL;
    xapc_query *query = NULL;
    xapc_enquire *enquire = NULL;
    xapc_mset *mset = NULL;
    xapc_buffer text = {0};
    xapc_status status = xapc_database_open(folder, &database, error);
    if (!status)
        status = xapc_query_term(word, strlen(word), 1, &query, error);
    if (!status)
        status = xapc_enquire_new(database, &enquire, error);
    if (!status)
        status = xapc_enquire_set_query(enquire, query, error);
    if (!status)
        status = xapc_enquire_mset(enquire, 0, 10, 0, &mset, error);
    for (size_t i = 0; !status && i < xapc_mset_size(mset); i++) {
        xapc_hit hit;
        xapc_document *document = NULL;
        status = xapc_mset_hit(mset, i, &hit, error);
        if (!status)
            status = xapc_mset_document(mset, i, &document, error);
        if (!status)
            status = xapc_document_data(document, &text, error);
        if (!status)
            printf("%u. %.3f %s\n", (unsigned)hit.rank + 1, hit.weight, text.ptr);
        xapc_document_free(document);
    }
    xapc_buffer_free(&text);
    xapc_mset_free(mset);
    xapc_enquire_free(enquire);
    xapc_query_free(query);
    xapc_database_free(database);
    return status;
}

int main(int argc, char **argv)
{
    xapc_error error = {0};
    if (argc < 4) {
        fprintf(stderr, "usage: %s FOLDER QUERY TEXT...\n", argv[0]);
        return 2;
    }
    if (write_texts(argv[1], argv + 3, argc - 3, &error) || search(argv[1], argv[2], &error))
        return fail(&error);
    return 0;
}
