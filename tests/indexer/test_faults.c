/* SPDX-License-Identifier: MIT */
/* Each call of the file system fails in turn while an index is rebuilt: the generation before stays, or the
 * new one is there whole; nothing is left lying about. */
#include "tests/indexer/support.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "indexer/writer.h"
#include "tests/indexer/failing_vfs.h"

#define DIR "index"
enum { N_OLD = 30, N_NEW = 60 };

static int clean(void **state)
{
    (void)state;
    remove_folder(DIR);
    remove_folder("new");
    return 0;
}

static bool reorder; /* whether rebuild does */

/* Rebuilds through the failing files. */
static eco_status rebuild(failing_vfs *failing, const ecoi_plan *plan, eco_error *error)
{
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_writer *writer;
    *error = (eco_error){0};
    options.reorder = reorder;
    eco_status status = ecoi_writer_open_vfs(&failing->vfs, plan, DIR, &options, &writer, error);
    if (status != ECO_OK)
        return status;
    /* Documents are added one by one: adding may fail. */
    for (unsigned i = 0; status == ECO_OK && i < N_NEW; ++i) {
        char key[16], body[64];
        snprintf(key, sizeof key, "doc-%u", i % 50);
        snprintf(body, sizeof body, "La région de Tours crée %u emplois dans %u usines", i % 7, i % 11);
        status = eco_writer_add(writer, small_document(0, key, "Emplois", body), error);
    }
    if (status == ECO_OK)
        status = eco_writer_commit(writer, NULL, error);
    eco_writer_close(writer);
    return status;
}

static void start_over(const ecoi_plan *plan)
{
    remove_folder(DIR);
    build_made_up(DIR, plan, "fr", 0, N_OLD);
}

/* Names of files, their number: what may lie in the folder. */
static void assert_tidy(const failing_vfs *failing)
{
    if (failing->failed && (failing->for_good || strcmp(failing->failed, "remove") == 0))
        return; /* what could not be removed may be there: the next writer's work */
    assert_int_equal(count_files(DIR, "manifest.tmp"), 0);
    assert_int_equal(count_files(DIR, "run-"), 0);
    assert_int_equal(count_files(DIR, "segment-"), count_files(DIR, "generation-"));
}

/* One message that names the place and the reason. */
static void assert_told(const failing_vfs *failing, eco_status status, eco_status expected,
                        const eco_error *error)
{
    if (status != expected || error->status != status || error->os_errno != failing->with ||
        !strstr(error->message, DIR) || !strstr(error->message, strerror(failing->with)))
        fail_msg("call %u (%s): status %d, \"%s\"", failing->fail_at, failing->failed, (int)status,
                 error->message);
}

/* `with` leads to the status `expected`. */
static void fail_each_call(const ecoi_plan *plan, int with, eco_status expected, bool for_good)
{
    failing_vfs failing;
    eco_error error;
    unsigned n_failed = 0;
    start_over(plan);
    ecoi_buf old_text = dump_index(ecoi_vfs_posix(), DIR);
    failing_vfs_init(&failing);
    assert_int_equal(rebuild(&failing, plan, &error), ECO_OK);
    ecoi_buf new_text = dump_index(ecoi_vfs_posix(), DIR);
    unsigned n_calls = failing.n_calls;
    for (unsigned at = 1; at <= n_calls; ++at) {
        start_over(plan);
        failing_vfs_init(&failing);
        failing.fail_at = at;
        failing.with = with;
        failing.for_good = for_good;
        eco_status status = rebuild(&failing, plan, &error);
        n_failed += status != ECO_OK;
        if (status != ECO_OK)
            assert_told(&failing, status, expected, &error);
        ecoi_buf text = dump_index(ecoi_vfs_posix(), DIR);
        const char *is = (const char *)text.data;
        bool is_old = strcmp(is, (const char *)old_text.data) == 0,
             is_new = strcmp(is, (const char *)new_text.data) == 0;
        if (!(is_old || is_new) || (status == ECO_OK && !is_new))
            fail_msg("call %u (%s): a third state; %s", at, failing.failed, error.message);
        assert_sound(DIR);
        assert_tidy(&failing);
        ecoi_buf_dispose(&text);
        /* And the next writer finds nothing in its way. */
        failing.fail_at = 0;
        assert_int_equal(rebuild(&failing, plan, &error), ECO_OK);
        failing.failed = NULL;
        assert_tidy(&failing);
    }
    assert_true(n_failed > n_calls / 3);
    ecoi_buf_dispose(&old_text);
    ecoi_buf_dispose(&new_text);
}

static void one_run(void **state)
{
    (void)state;
    ecoi_plan plan = ecoi_plan_make(0, 1);
    fail_each_call(&plan, EIO, ECO_E_IO, false);
    fail_each_call(&plan, EACCES, ECO_E_DENIED, true);
}

static void several_runs(void **state)
{
    (void)state;
    ecoi_plan plan = tiny_plan(1, 9, UINT64_MAX, 4);
    fail_each_call(&plan, EIO, ECO_E_IO, false);
    fail_each_call(&plan, ENOSPC, ECO_E_NO_SPACE, true);
}

static void reordered(void **state)
{
    (void)state;
    ecoi_plan plan = tiny_plan(1, 9, UINT64_MAX, 4);
    reorder = true;
    fail_each_call(&plan, EIO, ECO_E_IO, false);
    reorder = false;
}

static void a_full_disk_is_named(void **state)
{
    (void)state;
    ecoi_plan plan = tiny_plan(1, 9, UINT64_MAX, 4);
    failing_vfs failing;
    eco_error error;
    bool done = false;
    start_over(&plan);
    ecoi_buf old_text = dump_index(ecoi_vfs_posix(), DIR);
    for (uint64_t room = 0; !done; room += 1500) {
        failing_vfs_init(&failing);
        failing.room = room;
        eco_status status = rebuild(&failing, &plan, &error);
        done = status == ECO_OK;
        if (done)
            break;
        failing.with = ENOSPC;
        assert_told(&failing, status, ECO_E_NO_SPACE, &error);
        ecoi_buf text = dump_index(ecoi_vfs_posix(), DIR);
        assert_string_equal((const char *)text.data, (const char *)old_text.data);
        assert_tidy(&failing);
        ecoi_buf_dispose(&text);
    }
    ecoi_buf_dispose(&old_text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, clean, clean)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(one_run), TEST(several_runs), TEST(reordered),
                                       TEST(a_full_disk_is_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
