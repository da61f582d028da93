/* SPDX-License-Identifier: MIT */
/* The number of threads does not show, and they stop when they are told to. */
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

static int clean(void **state)
{
    (void)state;
    remove_folder("one");
    remove_folder("four");
    return 0;
}

static void the_bytes_are_the_same(void **state)
{
    (void)state;
    ecoi_plan one = tiny_plan(1, 25, 2000, 6), four = tiny_plan(4, 25, 2000, 6);
    assert_int_equal(four.workers, 4);
    for (unsigned round = 0; round < 5; ++round) {
        build_made_up("one", &one, "fr", 0, 1000);
        build_made_up("four", &four, "fr", 0, 1000);
        ecoi_buf a = segment_bytes("one"), b = segment_bytes("four");
        assert_int_equal(a.len, b.len);
        assert_memory_equal(a.data, b.data, a.len);
        ecoi_buf_dispose(&a);
        ecoi_buf_dispose(&b);
    }
}

static bool cancel_after(void *user, const eco_progress *progress)
{
    (void)progress;
    unsigned *left = user;
    return (*left)-- > 1;
}

static void cancels(void **state)
{
    (void)state;
    ecoi_plan plan = tiny_plan(4, 5, 200, 6);
    for (unsigned calls = 1; calls < 3; ++calls) {
        eco_build_options options = ECO_BUILD_OPTIONS_INIT;
        eco_writer *writer;
        unsigned left = calls;
        options.on_progress = cancel_after;
        options.user = &left;
        assert_int_equal(ecoi_writer_open_vfs(ecoi_vfs_posix(), &plan, "four", &options, &writer, NULL),
                         ECO_OK);
        eco_status status = ECO_OK;
        for (unsigned i = 0; status == ECO_OK && i < 100000; ++i) {
            char key[16];
            snprintf(key, sizeof key, "%u", i);
            status = eco_writer_add(writer, small_document(0, key, "Un titre", "et un corps de texte"), NULL);
        }
        if (status == ECO_OK)
            status = eco_writer_commit(writer, NULL, NULL);
        eco_writer_close(writer);
        assert_int_equal(status, ECO_E_CANCELLED);
        assert_int_equal(count_files("four", ""), 1); /* the lock */
    }
}

static void closing_stops_the_workers(void **state)
{
    (void)state;
    ecoi_plan plan = tiny_plan(4, 5, 200, 6);
    for (unsigned round = 0; round < 20; ++round) {
        eco_writer *writer;
        assert_int_equal(ecoi_writer_open_vfs(ecoi_vfs_posix(), &plan, "four", NULL, &writer, NULL), ECO_OK);
        add_made_up(writer, 0, round * 7);
        eco_writer_close(writer);
        assert_int_equal(count_files("four", ""), 1);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, clean, clean)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(the_bytes_are_the_same), TEST(cancels),
                                       TEST(closing_stops_the_workers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
