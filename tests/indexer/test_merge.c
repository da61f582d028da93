/* SPDX-License-Identifier: MIT */
/* Many runs merged are the index that one run makes. */
#include "tests/indexer/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "indexer/writer.h"

enum { N_DOCUMENTS = 400 };

static int clean(void **state)
{
    (void)state;
    remove_folder("one");
    remove_folder("many");
    return 0;
}

static void assert_same_index(const char *a, const char *b)
{
    ecoi_buf x = dump_index(ecoi_vfs_posix(), a), y = dump_index(ecoi_vfs_posix(), b);
    assert_string_equal((const char *)x.data, (const char *)y.data);
    ecoi_buf_dispose(&x);
    ecoi_buf_dispose(&y);
}

static void compare(const char *analysis, uint32_t batch_docs, uint64_t run_tokens, unsigned fan_in)
{
    ecoi_plan one = ecoi_plan_make(0, 1), many = tiny_plan(1, batch_docs, run_tokens, fan_in);
    clean(NULL);
    build_made_up("one", &one, analysis, 0, N_DOCUMENTS);
    build_made_up("many", &many, analysis, 0, N_DOCUMENTS);
    assert_sound("one");
    assert_sound("many");
    assert_same_index("one", "many");
    assert_int_equal(count_files("many", "run-"), 0);
}

static void batches_do_not_show(void **state)
{
    (void)state;
    compare("fr", 10, UINT64_MAX, 64);
    compare("ws", 10, UINT64_MAX, 64);
}

static void runs_within_batches_do_not_show(void **state)
{
    (void)state;
    compare("fr", 100, 500, 64);
    compare("fr", UINT32_MAX, 500, 64);
}

static void rows_of_merges_do_not_show(void **state)
{
    (void)state;
    compare("fr", 1, UINT64_MAX, 2);
    compare("fr", 7, UINT64_MAX, 16);
    compare("ws", 3, UINT64_MAX, 5);
}

/* Ranges of terms, merged side by side. */
static void threads_of_a_merge_do_not_show(void **state)
{
    (void)state;
    ecoi_plan one = ecoi_plan_make(0, 1), many = tiny_plan(3, 10, UINT64_MAX, 16);
    build_made_up("one", &one, "fr", 0, N_DOCUMENTS);
    build_made_up("many", &many, "fr", 0, N_DOCUMENTS);
    assert_sound("many");
    assert_same_index("one", "many");
}

/* Every document twice, the second time after all the first ones: as if the first ones had never been
 * there. */
static void dropped_documents_do_not_show(void **state)
{
    (void)state;
    ecoi_plan one = ecoi_plan_make(0, 1);
    build_made_up("one", &one, "fr", 0, N_DOCUMENTS);
    for (unsigned fan_in = 2; fan_in <= 64; fan_in *= 4) {
        remove_folder("many");
        ecoi_plan many = tiny_plan(1, 13, 800, fan_in);
        eco_build_options options = ECO_BUILD_OPTIONS_INIT;
        eco_build_summary summary;
        eco_writer *writer;
        assert_int_equal(ecoi_writer_open_vfs(ecoi_vfs_posix(), &many, "many", &options, &writer, NULL),
                         ECO_OK);
        add_made_up(writer, 100, 300);
        add_made_up(writer, 0, N_DOCUMENTS);
        assert_int_equal(eco_writer_commit(writer, &summary, NULL), ECO_OK);
        eco_writer_close(writer);
        assert_int_equal(summary.rejected, 200);
        assert_sound("many");
        assert_same_index("one", "many");
    }
}

/* The same with every other document in between left out. */
static void some_dropped_of_every_run(void **state)
{
    (void)state;
    ecoi_plan plan = tiny_plan(1, 20, UINT64_MAX, 64), one = ecoi_plan_make(0, 1);
    for (unsigned which = 0; which < 2; ++which) {
        eco_build_options options = ECO_BUILD_OPTIONS_INIT;
        eco_writer *writer;
        assert_int_equal(ecoi_writer_open_vfs(ecoi_vfs_posix(), which ? &plan : &one, which ? "many" : "one",
                                              &options, &writer, NULL),
                         ECO_OK);
        if (which)
            add_made_up(writer, 0, N_DOCUMENTS);
        else
            for (unsigned i = 0; i < N_DOCUMENTS; ++i)
                if (i % 3)
                    add_made_up(writer, i, i + 1);
        for (unsigned i = 0; i < N_DOCUMENTS; i += 3)
            add_made_up(writer, i, i + 1);
        assert_int_equal(eco_writer_commit(writer, NULL, NULL), ECO_OK);
        eco_writer_close(writer);
    }
    assert_sound("many");
    assert_same_index("one", "many");
}

/* Without stored text too: titles stay, all else is indexed alike. */
static void kept_text_does_not_show(void **state)
{
    (void)state;
    ecoi_plan plans[] = {ecoi_plan_make(0, 1), tiny_plan(1, 9, UINT64_MAX, 4)};
    for (unsigned i = 0; i < 2; ++i) {
        eco_build_options options = ECO_BUILD_OPTIONS_INIT;
        eco_writer *writer;
        options.no_stored_text = true;
        assert_int_equal(
            ecoi_writer_open_vfs(ecoi_vfs_posix(), &plans[i], i ? "many" : "one", &options, &writer, NULL),
            ECO_OK);
        add_made_up(writer, 0, N_DOCUMENTS);
        assert_int_equal(eco_writer_commit(writer, NULL, NULL), ECO_OK);
        eco_writer_close(writer);
    }
    assert_sound("one");
    assert_sound("many");
    assert_same_index("one", "many");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, clean, clean)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(batches_do_not_show),
        TEST(runs_within_batches_do_not_show),
        TEST(rows_of_merges_do_not_show),
        TEST(dropped_documents_do_not_show),
        TEST(some_dropped_of_every_run),
        TEST(kept_text_does_not_show),
        TEST(threads_of_a_merge_do_not_show),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
