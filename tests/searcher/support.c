/* SPDX-License-Identifier: MIT */
#include "tests/searcher/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS_SIZE = 1024 };

static eco_text text_of(const char *text)
{
    return (eco_text){text, text ? strlen(text) : 0};
}

eco_index *index_of(const page *pages, size_t n, const eco_build_options *options)
{
    char folder[] = "index-XXXXXX";
    eco_writer *writer;
    eco_index *index;
    eco_build_options chosen = ECO_BUILD_OPTIONS_INIT;
    if (options)
        chosen = *options;
#ifdef ECO_TEST_ENGINE
    chosen.engine = ECO_TEST_ENGINE;
#endif
    assert_non_null(mkdtemp(folder));
    assert_int_equal(eco_writer_open(folder, &chosen, &writer, NULL), ECO_OK);
    for (size_t i = 0; i < n; i++) {
        const eco_passage passages[] = {{ECO_ZONE_TITLE, text_of(pages[i].title)},
                                        {ECO_ZONE_BODY, text_of(pages[i].body)}};
        size_t skip = pages[i].title == NULL;
        eco_document document = {
            .key = text_of(pages[i].key), .passages = passages + skip, .n_passages = 2 - skip};
        assert_int_equal(eco_writer_add(writer, &document, NULL), ECO_OK);
    }
    assert_int_equal(eco_writer_commit(writer, NULL, NULL), ECO_OK);
    eco_writer_close(writer);
    assert_int_equal(eco_index_open(folder, &index, NULL), ECO_OK);
    return index;
}

eco_results *ask(eco_index *index, const char *query, const eco_search_options *options)
{
    eco_results *results;
    eco_error error;
    if (eco_search(index, query, strlen(query), options, &results, &error))
        fail_msg("%s: %s", query, error.message);
    return results;
}

const char *keys_of(const eco_results *results, char *out)
{
    out[0] = '\0';
    for (size_t i = 0; i < eco_results_count(results); i++) {
        if (i)
            strncat(out, " ", KEYS_SIZE - strlen(out) - 1);
        strncat(out, eco_results_hit(results, i)->key.ptr, KEYS_SIZE - strlen(out) - 1);
    }
    return out;
}

const char *found(eco_index *index, const char *query, unsigned flags, char *out)
{
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    options.limit = SIZE_MAX;
    options.flags = flags;
    eco_results *results = ask(index, query, &options);
    keys_of(results, out);
    eco_results_free(results);
    return out;
}

eco_index *index_;

int close_index(void **state)
{
    (void)state;
    eco_index_close(index_);
    return 0;
}

void expect_found(const char *query, const char *wanted)
{
    char keys[KEYS_SIZE];
    found(index_, query, 0, keys);
    if (strcmp(keys, wanted) != 0)
        fail_msg("%s: %s, not %s", query, keys, wanted);
}
