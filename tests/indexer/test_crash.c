/* SPDX-License-Identifier: MIT */
/*
 * The life of an index - build, updates that change and add, a forgetting, a merge, a going back - on a disk
 * of which each call fails in turn, once or for good, and which loses power after each: the index is then as
 * it was before the step or as it is after it, and no third thing; a step that has said it is done is done;
 * and the next run finds nothing in its way.
 */
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
#include "tests/indexer/disk.h"

#define DIR "index"
enum { N_DOCS = 24, N_CUTS = 2 };

/* ---- the steps ---- */

static eco_status add_documents(eco_writer *writer, unsigned first, unsigned last, const char *word,
                                eco_error *error)
{
    eco_status status = ECO_OK;
    for (unsigned i = first; status == ECO_OK && i < last; i++) {
        char key[16], body[80];
        snprintf(key, sizeof key, "doc-%u", i);
        snprintf(body, sizeof body, "La région de Tours crée %u emplois %s dans %u usines", i % 7, word,
                 i % 11);
        status = eco_writer_add(writer, small_document(0, key, "Emplois", body), error);
    }
    return status;
}

static eco_status write_documents(const ecoi_vfs *vfs, const ecoi_plan *plan, bool update, unsigned first,
                                  unsigned last, const char *word, eco_error *error)
{
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_writer *writer;
    options.update = update;
    eco_status status = ecoi_writer_open_vfs(vfs, plan, DIR, &options, &writer, error);
    if (status != ECO_OK)
        return status;
    status = add_documents(writer, first, last, word, error);
    if (status == ECO_OK)
        status = eco_writer_commit(writer, NULL, error);
    eco_writer_close(writer);
    return status;
}

static eco_status forget_documents(const ecoi_vfs *vfs, const ecoi_plan *plan, bool now, eco_error *error)
{
    static const char *const keys[] = {"doc-3", "doc-25"};
    eco_forget_request request = ECO_FORGET_REQUEST_INIT;
    request.keys = keys + now;
    request.n_keys = 1;
    request.now = now;
    return ecoi_forget_vfs(vfs, plan, DIR, &request, NULL, NULL, error);
}

enum { N_STEPS = 9 };

static eco_status take_step(unsigned step, const ecoi_vfs *vfs, const ecoi_plan *plan, eco_error *error)
{
    eco_build_options past_forgetting = ECO_BUILD_OPTIONS_INIT;
    past_forgetting.force = true;
    *error = (eco_error){0};
    switch (step) {
    case 0:
        return write_documents(vfs, plan, false, 0, N_DOCS, "neufs", error);
    case 1:
        return write_documents(vfs, plan, true, N_DOCS - 4, N_DOCS + 4, "verts", error);
    case 2:
        return write_documents(vfs, plan, true, 0, 3, "bleus", error);
    case 3:
        return forget_documents(vfs, plan, false, error);
    case 4:
        return ecoi_rollback_vfs(vfs, DIR, 0, &past_forgetting, NULL, error);
    case 5:
        return write_documents(vfs, plan, true, 8, 10, "gris", error); /* the fourth: segments merge */
    case 6:
        return forget_documents(vfs, plan, true, error);
    case 7:
        return write_documents(vfs, plan, true, 40, 42, "rouges", error);
    default:
        return ecoi_optimize_vfs(vfs, plan, DIR, NULL, NULL, error);
    }
}

/* ---- what is there ---- */

static void report(void *user, const eco_finding *finding)
{
    fail_msg("%s: %s: %s: %s", (const char *)user, finding->file, finding->place, finding->message);
}

/* The index as text; "" where there is none. It must be sound. */
static char *state_of(disk *d, char *what)
{
    eco_error error;
    uint64_t newest = 0;
    assert_int_equal(ecoi_manifest_newest(&d->vfs, DIR, &newest, NULL), ECO_OK);
    if (newest == 0)
        return strdup("");
    if (ecoi_check_vfs(&d->vfs, DIR, false, report, what, &error))
        fail_msg("%s: %s", what, error.message);
    return (char *)dump_index(&d->vfs, DIR).data;
}

typedef struct step_states {
    unsigned step;
    const ecoi_plan *plan;
    disk before; /* the disk as the step finds it */
    char *old_text, *new_text;
    unsigned n_calls;
} step_states;

static void assert_old_or_new(const step_states *s, disk *d, bool is_done, char *what)
{
    char *text = state_of(d, what);
    bool is_new = strcmp(text, s->new_text) == 0;
    if (!is_new && (is_done || strcmp(text, s->old_text) != 0))
        fail_msg("%s: %s", what, is_done ? "it was said to be done, and is not" : "a third state");
    free(text);
}

static void assert_tidy(const disk *d, char *what)
{
    if (disk_count(d, "run-") || disk_count(d, "manifest.tmp"))
        fail_msg("%s: leftovers", what);
    assert_in_range(disk_count(d, "generation-"), 1, 3);
}

/* The step again, on what was left, and another run. */
static void assert_next_run(const step_states *s, disk *d, char *what)
{
    eco_error error;
    d->fail_at = 0;
    d->is_locked = false;
    eco_status status =
        write_documents(&d->vfs, s->plan, disk_count(d, "generation-") > 0, 0, 2, "encore", &error);
    if (status != ECO_OK)
        fail_msg("%s: the next run: %s", what, error.message);
    free(state_of(d, what));
    assert_tidy(d, what);
}

/* ---- failing ---- */

static void fail_call(const step_states *s, unsigned at, bool for_good)
{
    disk d;
    eco_error error;
    char what[128];
    disk_copy(&s->before, &d);
    d.fail_at = at;
    d.for_good = for_good;
    d.with = for_good ? ENOSPC : EIO;
    eco_status status = take_step(s->step, &d.vfs, s->plan, &error);
    snprintf(what, sizeof what, "step %u, call %u (%s) fails%s", s->step, at, d.failed ? d.failed : "none",
             for_good ? " and all after it" : "");
    d.fail_at = 0;
    assert_old_or_new(s, &d, status == ECO_OK, what);
    if (status != ECO_OK && (error.status != status || !error.message[0]))
        fail_msg("%s: nothing is said", what);
    if (!for_good && strcmp(d.failed, "remove") != 0) {
        assert_int_equal(disk_count(&d, "run-"), 0);
        assert_int_equal(disk_count(&d, "manifest.tmp"), 0);
    }
    assert_next_run(s, &d, what);
    disk_dispose(&d);
}

static void cut_power(const step_states *s, unsigned at)
{
    disk d, left;
    eco_error error;
    char what[128];
    disk_copy(&s->before, &d);
    d.fail_at = at;
    d.for_good = true; /* nobody is there any more to do anything */
    eco_status status = take_step(s->step, &d.vfs, s->plan, &error);
    for (unsigned i = 0; i < N_CUTS; i++) {
        snprintf(what, sizeof what, "step %u, power cut at call %u (%s), %u", s->step, at,
                 d.failed ? d.failed : "after all", i);
        disk_cut(&d, at * N_CUTS + i, &left);
        assert_old_or_new(s, &left, status == ECO_OK, what);
        assert_next_run(s, &left, what);
        disk_dispose(&left);
    }
    disk_dispose(&d);
}

static void look_at_step(step_states *s, void (*each)(const step_states *s))
{
    disk d;
    eco_error error;
    disk_copy(&s->before, &d);
    s->old_text = state_of(&d, "before");
    d.n_calls = 0;
    eco_status status = take_step(s->step, &d.vfs, s->plan, &error);
    if (status != ECO_OK)
        fail_msg("step %u: %s", s->step, error.message);
    s->n_calls = d.n_calls;
    s->new_text = state_of(&d, "after");
    if (strcmp(s->old_text, s->new_text) == 0)
        fail_msg("step %u changes nothing", s->step);
    assert_tidy(&d, "after");
    each(s);
    disk_dispose(&s->before);
    disk_copy(&d, &s->before);
    disk_dispose(&d);
    free(s->old_text);
    free(s->new_text);
}

static void go_through_life(const ecoi_plan *plan, void (*each)(const step_states *s))
{
    step_states s = {.plan = plan};
    disk_init(&s.before);
    for (s.step = 0; s.step < N_STEPS; s.step++)
        look_at_step(&s, each);
    disk_dispose(&s.before);
}

static void fail_each_call(const step_states *s)
{
    for (unsigned at = 1; at <= s->n_calls; at++) {
        fail_call(s, at, false);
        fail_call(s, at, true);
    }
}

static void cut_power_at_each_call(const step_states *s)
{
    for (unsigned at = 1; at <= s->n_calls + 1; at++)
        cut_power(s, at);
}

static void a_call_that_fails_leaves_the_old_or_the_new(void **state)
{
    ecoi_plan one = ecoi_plan_make(0, 1), several = tiny_plan(1, 9, UINT64_MAX, 4);
    (void)state;
    go_through_life(&one, fail_each_call);
    go_through_life(&several, fail_each_call);
}

static void a_power_cut_leaves_the_old_or_the_new(void **state)
{
    ecoi_plan several = tiny_plan(1, 9, UINT64_MAX, 4);
    (void)state;
    go_through_life(&several, cut_power_at_each_call);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_call_that_fails_leaves_the_old_or_the_new),
                                       cmocka_unit_test(a_power_cut_leaves_the_old_or_the_new)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
