/* SPDX-License-Identifier: MIT */
/* eco_check notices every flipped byte and every cut of a segment. */
#include "tests/indexer/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/manifest.h"
#include "tests/store/damage_segment.h"

#define DIR     "index"
#define SEGMENT DIR "/segment-00000001-0"

static int set_up(void **state)
{
    (void)state;
    ecoi_plan plan = ecoi_plan_make(0, 1);
    remove_folder(DIR);
    build_made_up(DIR, &plan, "fr", 0, 20);
    return 0;
}

static int clean(void **state)
{
    (void)state;
    remove_folder(DIR);
    return 0;
}

static void count_finding(void *user, const eco_finding *finding)
{
    ++*(unsigned *)user;
    assert_true(finding->file[0] && finding->place[0] && finding->message[0]);
}

static void write_file(const char *path, const uint8_t *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static void assert_noticed(const char *what, size_t at)
{
    unsigned n_findings = 0;
    eco_error error = {0};
    eco_status status = eco_check(DIR, count_finding, &n_findings, &error);
    if (status == ECO_OK || !error.message[0])
        fail_msg("%s at %zu is not noticed", what, at);
}

static void a_sound_index_has_no_findings(void **state)
{
    (void)state;
    unsigned n_findings = 0;
    assert_int_equal(eco_check(DIR, count_finding, &n_findings, NULL), ECO_OK);
    assert_int_equal(n_findings, 0);
}

static void each_flipped_byte_is_noticed(void **state)
{
    (void)state;
    ecoi_buf content = read_file(SEGMENT);
    for (size_t at = 0; at < content.len; at += 1 + at % 7) {
        content.data[at] ^= (uint8_t)(1u << at % 8);
        write_file(SEGMENT, content.data, content.len);
        assert_noticed("a flipped byte", at);
        content.data[at] ^= (uint8_t)(1u << at % 8);
    }
    ecoi_buf_dispose(&content);
}

static void each_cut_is_noticed(void **state)
{
    (void)state;
    ecoi_buf content = read_file(SEGMENT);
    for (size_t len = 0; len < content.len; len += 1 + len / 50) {
        write_file(SEGMENT, content.data, len);
        assert_noticed("a cut", len);
    }
    ecoi_buf_dispose(&content);
}

static void a_missing_segment_is_noticed(void **state)
{
    (void)state;
    assert_int_equal(unlink(SEGMENT), 0);
    assert_noticed("a missing segment", 0);
}

static void another_index_s_segment_is_noticed(void **state)
{
    (void)state;
    ecoi_plan plan = ecoi_plan_make(0, 1);
    build_made_up("other", &plan, "fr", 0, 21);
    ecoi_buf content = read_file("other/segment-00000001-0");
    write_file(SEGMENT, content.data, content.len);
    remove_folder("other");
    assert_noticed("another index's segment", 0);
    ecoi_buf_dispose(&content);
}

static void a_damaged_manifest_is_noticed(void **state)
{
    (void)state;
    const char *path = DIR "/generation-00000001";
    ecoi_buf content = read_file(path);
    for (size_t at = 0; at < content.len; ++at) {
        content.data[at] ^= 1;
        write_file(path, content.data, content.len);
        assert_noticed("a flipped byte of the manifest", at);
        content.data[at] ^= 1;
    }
    ecoi_buf_dispose(&content);
}

/* ---- the texts themselves ---- */

static void a_sound_index_agrees_with_its_texts(void **state)
{
    (void)state;
    unsigned n_findings = 0;
    eco_error error = {0};
    if (eco_check_deep(DIR, count_finding, &n_findings, &error) != ECO_OK)
        fail_msg("%s", error.message);
    assert_int_equal(n_findings, 0);
}

/* One term of one document, at a position. */
static void write_term(ecoi_segment_writer *writer, const char *term, uint32_t position)
{
    const uint32_t doc = 0, tf = 1;
    ecoi_posting_run run = {1, &doc, &tf, &position, NULL};
    assert_int_equal(ecoi_segment_writer_begin_term(writer, term, strlen(term), NULL, 0, NULL), ECO_OK);
    assert_int_equal(ecoi_segment_writer_add_postings(writer, &run, NULL), ECO_OK);
    assert_int_equal(ecoi_segment_writer_end_term(writer, NULL), ECO_OK);
}

/* Puts a segment of the text "un deux" in the index's place whose terms are others' or elsewhere. */
static void write_liar_at(const char *first, const char *second, uint32_t first_at, uint32_t second_at)
{
    ecoi_layout_passage layout = {ECO_ZONE_BODY, 2};
    ecoi_new_document document = {small_document(0, "k", NULL, "un deux"), &layout, 2, 0, 7, NULL};
    ecoi_manifest_segment named = {.name = "segment-00000002-0"};
    ecoi_manifest one = {0};
    ecoi_segment_writer *writer;
    ecoi_plan plan = ecoi_plan_make(0, 1);
    remove_folder(DIR);
    build_made_up(DIR, &plan, "ws", 0, 1);
    assert_int_equal(ecoi_manifest_read(ecoi_vfs_posix(), DIR, 1, &one, NULL), ECO_OK);
    assert_int_equal(
        ecoi_segment_writer_open(ecoi_vfs_posix(), DIR "/segment-00000002-0", true, &writer, NULL), ECO_OK);
    assert_int_equal(ecoi_segment_writer_add(writer, &document, NULL), ECO_OK);
    write_term(writer, first, first_at);
    write_term(writer, second, second_at);
    assert_int_equal(ecoi_segment_writer_finish(writer, &named.numbers, &named.bytes, NULL), ECO_OK);
    ecoi_segment_writer_close(writer);
    ecoi_manifest_segment old = one.segments[0];
    one.segments[0] = named;
    one.generation = 2;
    assert_int_equal(ecoi_manifest_publish(ecoi_vfs_posix(), DIR, &one, NULL), ECO_OK);
    one.segments[0] = old;
    ecoi_manifest_dispose(&one);
}

static void write_liar(const char *first, const char *second, bool swapped)
{
    write_liar_at(first, second, !swapped, swapped);
}

static void assert_deep(unsigned findings)
{
    unsigned n_findings = 0;
    assert_int_equal(eco_check(DIR, count_finding, &n_findings, NULL), ECO_OK);
    assert_int_equal(eco_check_deep(DIR, count_finding, &n_findings, NULL),
                     findings ? ECO_E_CORRUPT : ECO_OK);
    assert_int_equal(n_findings, findings);
}

static void postings_that_are_not_the_texts_are_noticed(void **state)
{
    (void)state;
    write_liar("deux", "un", false);
    assert_deep(0);
    write_liar("deux", "un", true); /* where the other is */
    assert_deep(2);
    write_liar("deux", "uns", false); /* one too many, one missing */
    assert_deep(2);
}

/* ---- structures behind sound checksums ---- */

static char last_finding[256];

static void keep_finding(void *user, const eco_finding *finding)
{
    count_finding(user, finding);
    snprintf(last_finding, sizeof last_finding, "%s: %s", finding->place, finding->message);
}

static void assert_found(const char *finding)
{
    unsigned n_findings = 0;
    assert_int_equal(eco_check(DIR, keep_finding, &n_findings, NULL), ECO_E_CORRUPT);
    assert_int_equal(n_findings, 1);
    assert_string_equal(last_finding, finding);
}

static void positions_outside_their_document_are_noticed(void **state)
{
    (void)state;
    write_liar_at("deux", "un", 0, 3);
    assert_found("term \"un\": its positions in document 0 lie outside it");
}

static void an_impact_that_bounds_nothing_is_noticed(void **state)
{
    (void)state;
    /* postings begin with those of "deux", these with the impact */
    const uint8_t change[] = {ECOI_SECTION_POSTINGS, 0, 0, 1};
    const char *path = DIR "/segment-00000002-0";
    unsigned n_findings = 0;
    ecoi_buf damaged = {0};
    write_liar("deux", "un", false);
    ecoi_buf content = read_file(path);
    damage_segment(&content, change, sizeof change, &damaged);
    assert_int_equal(damaged.len, content.len);
    write_file(path, damaged.data, damaged.len);
    assert_int_equal(eco_check(DIR, keep_finding, &n_findings, NULL), ECO_OK);
    assert_int_equal(eco_check_deep(DIR, keep_finding, &n_findings, NULL), ECO_E_CORRUPT);
    assert_int_equal(n_findings, 1);
    assert_string_equal(last_finding, "term \"deux\": a document scores more than its impacts say there are");
    ecoi_buf_dispose(&content);
    ecoi_buf_dispose(&damaged);
}

static void a_key_in_two_segments_is_noticed(void **state)
{
    (void)state;
    ecoi_manifest one = {0};
    ecoi_manifest_segment both[2];
    ecoi_plan plan = ecoi_plan_make(0, 1);
    remove_folder(DIR);
    build_made_up(DIR, &plan, "ws", 0, 1);
    assert_int_equal(ecoi_manifest_read(ecoi_vfs_posix(), DIR, 1, &one, NULL), ECO_OK);
    ecoi_buf content = read_file(SEGMENT);
    write_file(DIR "/segment-00000002-0", content.data, content.len);
    ecoi_manifest_segment *only = one.segments;
    both[0] = both[1] = *only;
    strcpy(both[1].name, "segment-00000002-0");
    one.segments = both;
    one.n_segments = 2;
    one.generation = 2;
    assert_int_equal(ecoi_manifest_publish(ecoi_vfs_posix(), DIR, &one, NULL), ECO_OK);
    one.segments = only;
    unsigned n_findings = 0;
    assert_int_equal(eco_check(DIR, keep_finding, &n_findings, NULL), ECO_E_CORRUPT);
    assert_int_equal(n_findings, only->numbers.n_docs);
    assert_non_null(strstr(last_finding, "its key is that of document"));
    ecoi_buf_dispose(&content);
    ecoi_manifest_dispose(&one);
}

static void write_many(void)
{
    enum { N = 9000 };
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_writer *writer;
    remove_folder(DIR);
    assert_int_equal(eco_writer_open(DIR, &options, &writer, NULL), ECO_OK);
    for (unsigned i = 0; i < N; i++) {
        char key[16], body[64];
        snprintf(key, sizeof key, "doc-%u", i);
        snprintf(body, sizeof body, "mot%u et lieu%u", i, i * 7);
        assert_int_equal(eco_writer_add(writer, small_document(0, key, "Titre", body), NULL), ECO_OK);
    }
    assert_int_equal(eco_writer_commit(writer, NULL, NULL), ECO_OK);
    eco_writer_close(writer);
}

/* So many that threads share them. */
static void an_index_in_parts_is_sound(void **state)
{
    unsigned n_findings = 0;
    (void)state;
    write_many();
    assert_int_equal(eco_check(DIR, count_finding, &n_findings, NULL), ECO_OK);
    assert_int_equal(eco_check_deep(DIR, count_finding, &n_findings, NULL), ECO_OK);
    assert_int_equal(n_findings, 0);
}

static void each_damaged_page_is_named(void **state)
{
    unsigned n_findings = 0;
    (void)state;
    write_many();
    ecoi_buf content = read_file(SEGMENT);
    assert_true(content.len > 3 * ECOI_PAGE_SIZE);
    content.data[10] ^= 1;
    content.data[2 * ECOI_PAGE_SIZE + 10] ^= 1;
    write_file(SEGMENT, content.data, content.len);
    assert_int_equal(eco_check(DIR, count_finding, &n_findings, NULL), ECO_E_CORRUPT);
    assert_int_equal(n_findings, 2);
    ecoi_buf_dispose(&content);
}

static void an_index_without_texts_is_checked_as_deep_as_it_goes(void **state)
{
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_writer *writer;
    unsigned n_findings = 0;
    eco_error error;
    (void)state;
    remove_folder(DIR);
    options.no_stored_text = true;
    assert_int_equal(eco_writer_open(DIR, &options, &writer, NULL), ECO_OK);
    assert_int_equal(eco_writer_add(writer, small_document(0, "k", "Titre", "port"), NULL), ECO_OK);
    assert_int_equal(eco_writer_commit(writer, NULL, NULL), ECO_OK);
    eco_writer_close(writer);
    assert_int_equal(eco_check_deep(DIR, count_finding, &n_findings, &error), ECO_E_UNSUPPORTED);
    assert_non_null(strstr(error.message, "all else is sound"));
    assert_int_equal(n_findings, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, clean)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_sound_index_has_no_findings),
        TEST(each_flipped_byte_is_noticed),
        TEST(each_cut_is_noticed),
        TEST(a_missing_segment_is_noticed),
        TEST(another_index_s_segment_is_noticed),
        TEST(a_damaged_manifest_is_noticed),
        TEST(a_sound_index_agrees_with_its_texts),
        TEST(postings_that_are_not_the_texts_are_noticed),
        TEST(positions_outside_their_document_are_noticed),
        TEST(an_impact_that_bounds_nothing_is_noticed),
        TEST(a_key_in_two_segments_is_noticed),
        TEST(an_index_in_parts_is_sound),
        TEST(each_damaged_page_is_named),
        TEST(an_index_without_texts_is_checked_as_deep_as_it_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
