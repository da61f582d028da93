/* SPDX-License-Identifier: MIT */
/* Many threads on one index, while a writer publishes and another thread refreshes. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <ecosearch/ecosearch.h>

enum { N_READERS = 4, N_PUBLISHES = 200, N_DOCS = 10 };

static char folder[] = "threads-test-XXXXXX";
static eco_index *shared;
static atomic_bool stop;
static atomic_int failures;

/* Writes N_DOCS documents, all with the words that the readers ask for, or half of them anew. */
static void write_documents(bool update, int generation)
{
    static const char title[] = "Label French Tech";
    char body[80];
    int body_len =
        snprintf(body, sizeof body, "La French Tech Loire Valley est à Orléans, page %d.", generation);
    const eco_passage passages[] = {{ECO_ZONE_TITLE, {title, sizeof title - 1}},
                                    {ECO_ZONE_BODY, {body, (size_t)body_len}}};
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_writer *writer;
    options.update = update;
    options.threads = 1;
    assert_int_equal(eco_writer_open(folder, &options, &writer, NULL), ECO_OK);
    for (int i = update ? N_DOCS / 2 : 0; i < N_DOCS; i++) {
        char key[32];
        int len = snprintf(key, sizeof key, "%d", i);
        eco_document document = {
            .key = {key, (size_t)len}, .passages = passages, .n_passages = 2, .has_regions = true};
        assert_int_equal(eco_writer_add(writer, &document, NULL), ECO_OK);
    }
    assert_int_equal(eco_writer_commit(writer, NULL, NULL), ECO_OK);
    eco_writer_close(writer);
}

/* Every generation holds N_DOCS documents, whichever way it came about. */
static void publish(int generation)
{
    if (generation % 10 == 8)
        assert_int_equal(eco_optimize(folder, NULL, NULL, NULL), ECO_OK);
    else if (generation % 10 == 9)
        assert_int_equal(eco_rollback(folder, 0, NULL, NULL, NULL), ECO_OK);
    else
        write_documents(generation % 10 != 0, generation);
}

static void *read_on(void *refresh)
{
    while (!atomic_load(&stop)) {
        static const char query[] = "\"french tech\" +label";
        eco_results *results;
        bool changed;
        if (eco_search(shared, query, sizeof query - 1, NULL, &results, NULL) ||
            eco_results_total(results) != N_DOCS || eco_results_count(results) != N_DOCS ||
            (refresh && eco_index_refresh(shared, &changed, NULL)))
            atomic_fetch_add(&failures, 1);
        eco_results_free(results);
    }
    return NULL;
}

/* Files that were removed while somebody read them are gone with the last reader. */
static void assert_no_file_is_held(void)
{
    char line[1024];
    FILE *maps = fopen("/proc/self/maps", "r");
    while (maps && fgets(line, sizeof line, maps))
        if (strstr(line, folder))
            fail_msg("still mapped: %s", line);
    if (maps)
        fclose(maps);
}

static void readers_see_whole_generations(void **state)
{
    pthread_t readers[N_READERS];
    bool changed;
    (void)state;
    assert_non_null(mkdtemp(folder));
    publish(0);
    assert_int_equal(eco_index_open(folder, &shared, NULL), ECO_OK);
    for (int i = 0; i < N_READERS; i++)
        pthread_create(&readers[i], NULL, read_on, i == 0 ? &stop : NULL);
    for (int i = 1; i <= N_PUBLISHES; i++)
        publish(i);
    atomic_store(&stop, true);
    for (int i = 0; i < N_READERS; i++)
        pthread_join(readers[i], NULL);
    assert_int_equal(atomic_load(&failures), 0);
    assert_int_equal(eco_index_refresh(shared, &changed, NULL), ECO_OK);
    eco_index_info info;
    eco_index_get_info(shared, &info);
    assert_int_equal(info.generation, N_PUBLISHES + 1);
    eco_index_close(shared);
    assert_no_file_is_held();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(readers_see_whole_generations)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
