/* SPDX-License-Identifier: MIT */
/* An index with updates, deletions and forgotten keys: each byte of each file flipped in turn, and each
 * length a file may be cut to, is noticed by a check. */
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
#include "tests/indexer/disk.h"

#define DIR "index"

static void write_documents(disk *d, bool update, unsigned first, unsigned last, const char *word)
{
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    ecoi_plan plan = ecoi_plan_make(0, 1);
    eco_writer *writer;
    options.update = update;
    options.keep = 1;
    assert_int_equal(ecoi_writer_open_vfs(&d->vfs, &plan, DIR, &options, &writer, NULL), ECO_OK);
    for (unsigned i = first; i < last; i++) {
        char key[16], body[80];
        snprintf(key, sizeof key, "doc-%u", i);
        snprintf(body, sizeof body, "La région crée %u emplois %s", i % 7, word);
        assert_int_equal(eco_writer_add(writer, small_document(0, key, "Emplois", body), NULL), ECO_OK);
    }
    assert_int_equal(eco_writer_commit(writer, NULL, NULL), ECO_OK);
    eco_writer_close(writer);
}

static void make_index(disk *d)
{
    static const char *const keys[] = {"doc-3"};
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_forget_request request = ECO_FORGET_REQUEST_INIT;
    ecoi_plan plan = ecoi_plan_make(0, 1);
    disk_init(d);
    write_documents(d, false, 0, 40, "neufs");
    write_documents(d, true, 38, 44, "verts");
    request.keys = keys;
    request.n_keys = 1;
    options.keep = 1;
    assert_int_equal(ecoi_forget_vfs(&d->vfs, &plan, DIR, &request, &options, NULL, NULL), ECO_OK);
    assert_int_equal(disk_count(d, "generation-"), 1);
    assert_int_equal(disk_count(d, "segment-"), 2);
    assert_int_equal(disk_count(d, "ledger-"), 2);
    assert_int_equal(disk_count(d, "deleted-"), 1);
    assert_int_equal(disk_count(d, "forgotten-"), 1);
}

static unsigned n_findings;

static void count_finding(void *user, const eco_finding *finding)
{
    (void)user;
    assert_true(finding->file[0] && finding->place[0] && finding->message[0]);
    n_findings++;
}

static void assert_noticed(disk *d, const char *name, size_t at, const char *what)
{
    eco_error error = {0};
    n_findings = 0;
    eco_status status = ecoi_check_vfs(&d->vfs, DIR, false, count_finding, NULL, &error);
    if (status == ECO_OK)
        fail_msg("%s, byte %zu %s: not noticed", name, at, what);
    if (status == ECO_E_CORRUPT && n_findings == 0)
        fail_msg("%s, byte %zu %s: nothing is found wrong", name, at, what);
    assert_true(error.message[0]);
}

static void each_flipped_byte_is_noticed(void **state)
{
    disk d;
    (void)state;
    make_index(&d);
    assert_int_equal(ecoi_check_vfs(&d.vfs, DIR, false, NULL, NULL, NULL), ECO_OK);
    for (size_t i = 0; i < d.names.n; i++) {
        ecoi_buf *data = &d.names.items[i].node->data;
        for (size_t at = 0; at < data->len; at++) {
            uint8_t bit = (uint8_t)(1u << at % 8);
            data->data[at] ^= bit;
            assert_noticed(&d, d.names.items[i].name, at, "flipped");
            data->data[at] ^= bit;
        }
    }
    disk_dispose(&d);
}

static void each_cut_is_noticed(void **state)
{
    disk d;
    (void)state;
    make_index(&d);
    for (size_t i = 0; i < d.names.n; i++) {
        ecoi_buf *data = &d.names.items[i].node->data;
        size_t len = data->len;
        for (data->len = 0; data->len < len; data->len++)
            assert_noticed(&d, d.names.items[i].name, data->len, "is the end");
    }
    disk_dispose(&d);
}

static void a_missing_file_is_noticed(void **state)
{
    disk d;
    (void)state;
    make_index(&d);
    for (size_t i = 0; i < d.names.n; i++) {
        char *name = d.names.items[i].name, kept = *name;
        if (strncmp(name, "generation-", 11) == 0)
            continue;
        *name = 'X';
        assert_noticed(&d, name, 0, "missing");
        *name = kept;
    }
    disk_dispose(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_flipped_byte_is_noticed),
                                       cmocka_unit_test(each_cut_is_noticed),
                                       cmocka_unit_test(a_missing_file_is_noticed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
