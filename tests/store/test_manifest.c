/* SPDX-License-Identifier: MIT */
/* Manifests: what is published is read, generations follow each other, the sweep leaves what is named, and a
 * damaged manifest is an error that names it. */
#include "tests/store/support.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/crc32c.h"
#include "store/manifest.h"

#define DIR   "manifest-folder"
#define FIRST DIR "/generation-00000001"

static const ecoi_vfs *vfs;

static bool remove_one(void *user, const char *name)
{
    char path[256];
    (void)user;
    snprintf(path, sizeof path, DIR "/%s", name);
    remove(path);
    return true;
}

static int start_over(void **state)
{
    (void)state;
    vfs = ecoi_vfs_posix();
    (void)vfs->list(vfs->self, DIR, remove_one, NULL);
    return vfs->make_dirs(vfs->self, DIR);
}

static int clean(void **state)
{
    start_over(state);
    return rmdir(DIR);
}

static void write_file(const char *name, const void *bytes, size_t len)
{
    char path[256];
    snprintf(path, sizeof path, DIR "/%s", name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static bool is_there(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, DIR "/%s", name);
    return access(path, F_OK) == 0;
}

static void publish(uint64_t generation, ecoi_manifest_segment *segments, size_t n)
{
    ecoi_manifest m = {.generation = generation,
                       .engine = "native",
                       .analysis = "fr",
                       .fingerprint = "0123456789abcdef",
                       .segments = segments,
                       .n_segments = n};
    eco_error error;
    if (ecoi_manifest_publish(vfs, DIR, &m, &error))
        fail_msg("%s", error.message);
}

/* ---- publishing and reading ---- */

static void what_is_published_is_read(void **state)
{
    (void)state;
    static ecoi_manifest_segment segments[300];
    ecoi_manifest got = {0};
    memset(segments, 0xff, sizeof segments); /* every number as large as can be */
    for (int i = 0; i < 300; i++) {
        snprintf(segments[i].name, sizeof segments[i].name, "segment-%055d", i);
        segments[i].ledger[0] = segments[i].deleted[0] = '\0';
        if (i % 2 == 0)
            snprintf(segments[i].ledger, sizeof segments[i].ledger, "ledger-%056d", i);
        if (i % 3 == 0)
            snprintf(segments[i].deleted, sizeof segments[i].deleted, "deleted-%055d", i);
    }
    assert_int_equal(strlen(segments[0].name), sizeof segments[0].name - 1);
    for (size_t n = 0; n <= 300; n += 100) {
        publish(n + 1, segments, n);
        assert_int_equal(ecoi_manifest_read(vfs, DIR, n + 1, &got, NULL), ECO_OK);
        assert_int_equal(got.generation, n + 1);
        assert_string_equal(got.engine, "native");
        assert_string_equal(got.analysis, "fr");
        assert_string_equal(got.fingerprint, "0123456789abcdef");
        assert_int_equal(got.n_segments, n);
        for (size_t i = 0; i < n; i++) {
            assert_string_equal(got.segments[i].name, segments[i].name);
            assert_int_equal(got.segments[i].bytes, segments[i].bytes);
            assert_string_equal(got.segments[i].ledger, segments[i].ledger);
            assert_string_equal(got.segments[i].deleted, segments[i].deleted);
            assert_int_equal(got.segments[i].n_deleted, *segments[i].deleted ? UINT64_MAX : 0);
            assert_memory_equal(&got.segments[i].numbers, &segments[i].numbers, sizeof segments[i].numbers);
        }
        ecoi_manifest_dispose(&got);
    }
}

static void what_a_run_needs_to_repeat_it_is_read(void **state)
{
    (void)state;
    char *sources[] = {"/data/web", "/a\nb%41 c", "/caf\xe9"};
    ecoi_manifest_segment segment = {.name = "segment-1",
                                     .numbers = {.n_docs = 7, .sum_lengths = 60, .sum_title_lengths = 9},
                                     .ledger = "ledger-1",
                                     .deleted = "deleted-1",
                                     .n_deleted = 7,
                                     .deleted_lengths = 60,
                                     .deleted_title_lengths = 9};
    ecoi_manifest m = {.generation = 3,
                       .published = 1700000000,
                       .restores = 1,
                       .engine = "native",
                       .analysis = "fr",
                       .fingerprint = "0123456789abcdef",
                       .no_text = true,
                       .max_record = 12345,
                       .sources = sources,
                       .n_sources = 3,
                       .files = "files-3",
                       .forgotten = "forgotten-2",
                       .segments = &segment,
                       .n_segments = 1},
                  got = {0};
    assert_int_equal(ecoi_manifest_publish(vfs, DIR, &m, NULL), ECO_OK);
    assert_int_equal(ecoi_manifest_read(vfs, DIR, 3, &got, NULL), ECO_OK);
    assert_int_equal(got.published, m.published);
    assert_int_equal(got.restores, 1);
    assert_true(got.no_text);
    assert_int_equal(got.max_record, 12345);
    assert_int_equal(got.n_sources, 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(got.sources[i], sources[i]);
    assert_string_equal(got.files, "files-3");
    assert_string_equal(got.forgotten, "forgotten-2");
    assert_int_equal(got.segments[0].n_deleted, 7);
    assert_int_equal(got.segments[0].deleted_lengths, 60);
    assert_int_equal(got.segments[0].deleted_title_lengths, 9);
    ecoi_manifest_dispose(&got);
}

static void the_newest_is_the_highest_number(void **state)
{
    (void)state;
    static const char *const others[] = {
        "generation-",          "generation-1",        "generation-000000009",
        "generation-00000099~", "generation-00000000", "generation--0000001",
        "generation- 00000001", "Generation-00000099", "lock",
        "generation-0000009x",  "xgeneration-00000099"};
    static const uint64_t rising[] = {1, 2, 9, 10, 99999999, 100000000, UINT64_MAX};
    uint64_t newest = 7;
    assert_int_equal(ecoi_manifest_newest(vfs, DIR "/none", &newest, NULL), ECO_OK);
    assert_int_equal(newest, 0);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        write_file(others[i], "", 0);
    assert_int_equal(ecoi_manifest_newest(vfs, DIR, &newest, NULL), ECO_OK);
    assert_int_equal(newest, 0);
    for (size_t i = 0; i < sizeof rising / sizeof *rising; i++) {
        publish(rising[i], NULL, 0);
        assert_int_equal(ecoi_manifest_newest(vfs, DIR, &newest, NULL), ECO_OK);
        assert_int_equal(newest, rising[i]);
    }
}

static void a_folder_that_is_a_file_is_an_error(void **state)
{
    (void)state;
    uint64_t newest = 7;
    eco_error error;
    write_file("file", "", 0);
    assert_int_not_equal(ecoi_manifest_newest(vfs, DIR "/file", &newest, &error), ECO_OK);
    assert_non_null(strstr(error.message, DIR "/file"));
    assert_int_equal(newest, 7);
}

static void a_leftover_of_a_killed_run_is_replaced(void **state)
{
    (void)state;
    ecoi_manifest got = {0};
    write_file("manifest.tmp", "half a manif", 12);
    publish(1, NULL, 0);
    assert_int_equal(ecoi_manifest_read(vfs, DIR, 1, &got, NULL), ECO_OK);
    assert_false(is_there("manifest.tmp"));
    ecoi_manifest_dispose(&got);
}

/* ---- damage ---- */

static void assert_bad(const void *text, size_t len, eco_status expected)
{
    ecoi_manifest got = {0};
    eco_error error = {0};
    write_file("generation-00000001", text, len);
    eco_status status = ecoi_manifest_read(vfs, DIR, 1, &got, &error);
    if (status != expected)
        fail_msg("status %d instead of %d: %s", (int)status, (int)expected, error.message);
    assert_non_null(strstr(error.message, FIRST));
    assert_null(got.segments);
}

static size_t read_first(char text[4096])
{
    FILE *file = fopen(FIRST, "rb");
    assert_non_null(file);
    size_t len = fread(text, 1, 4096, file);
    fclose(file);
    return len;
}

static void each_flipped_byte_and_each_cut_is_noticed(void **state)
{
    (void)state;
    char text[4096];
    ecoi_manifest_segment segment = {.name = "segment-00000001-0", .bytes = 1000};
    publish(1, &segment, 1);
    size_t len = read_first(text), version = strlen("ecosearch-index ");
    for (size_t at = 0; at < len; at++) {
        text[at] ^= 1;
        assert_bad(text, len, at == version ? ECO_E_VERSION : ECO_E_CORRUPT);
        text[at] ^= 1;
    }
    for (size_t cut = 0; cut < len; cut++)
        assert_bad(text, cut, ECO_E_CORRUPT);
}

static void another_version_is_told_whatever_follows(void **state)
{
    (void)state;
    static const char future[] = "ecosearch-index 3\nnothing we know\n";
    assert_bad(future, sizeof future - 1, ECO_E_VERSION);
}

static void publish_text(const char *text)
{
    char all[1024];
    size_t len = (size_t)snprintf(all, sizeof all, "%s", text);
    len += (size_t)snprintf(all + len, sizeof all - len, "crc32c %08x\n", ecoi_crc32c(0, all, len));
    write_file("generation-00000001", all, len);
}

static void an_index_of_version_1_is_read(void **state)
{
    (void)state;
    ecoi_manifest got = {0};
    publish_text("ecosearch-index 1\ngeneration 1\nengine native\nanalysis fr\nfingerprint 0123456789abcdef\n"
                 "segment segment-1 1000 10 9 8 7 6 5 4 3\n");
    assert_int_equal(ecoi_manifest_read(vfs, DIR, 1, &got, NULL), ECO_OK);
    assert_int_equal(got.n_segments, 1);
    assert_int_equal(got.segments[0].numbers.n_docs, 10);
    assert_string_equal(got.segments[0].ledger, "");
    assert_string_equal(got.segments[0].deleted, "");
    ecoi_manifest_dispose(&got);
}

static void more_deletions_than_documents_are_noticed(void **state)
{
    (void)state;
    static const char *const bad[] = {"deleted deleted-1 11 0 0",
                                      "deleted deleted-1 0 0 0",
                                      "deleted deleted-1 1 6 0",
                                      "deleted deleted-1 1 0 5",
                                      "deleted deleted-1 1",
                                      "deleted ../x 1 0 0",
                                      "ledger a/b",
                                      "ledger a b"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[512];
        ecoi_manifest got = {0};
        snprintf(text, sizeof text,
                 "ecosearch-index 2\ngeneration 1\nengine native\nanalysis fr\nfingerprint 0123456789abcdef\n"
                 "segment segment-1 1000 10 9 8 7 6 5 4 3\n%s\n",
                 bad[i]);
        publish_text(text);
        assert_int_equal(ecoi_manifest_read(vfs, DIR, 1, &got, NULL), ECO_E_CORRUPT);
    }
}

static void a_missing_generation_is_missing(void **state)
{
    (void)state;
    ecoi_manifest got = {0};
    eco_error error;
    assert_int_equal(ecoi_manifest_read(vfs, DIR, 1, &got, &error), ECO_E_MISSING);
    assert_non_null(strstr(error.message, FIRST));
}

/* ---- sweeping ---- */

/* Generation g names segment-g and, shared with its neighbours, segment-0. */
static void publish_with_files(uint64_t generation)
{
    ecoi_manifest_segment segments[2] = {{.name = "segment-0"}};
    snprintf(segments[0].deleted, sizeof segments[0].deleted, "deleted-%d", (int)generation);
    snprintf(segments[1].ledger, sizeof segments[1].ledger, "ledger-%d", (int)generation);
    segments[0].n_deleted = segments[0].numbers.n_docs = 1;
    write_file(segments[0].deleted, "d", 1);
    write_file(segments[1].ledger, "l", 1);
    snprintf(segments[1].name, sizeof segments[1].name, "segment-%d", (int)generation);
    write_file(segments[0].name, "s", 1);
    write_file(segments[1].name, "s", 1);
    publish(generation, segments, 2);
}

static void assert_left(uint64_t first, uint64_t last)
{
    for (uint64_t g = 1; g <= 5; g++) {
        char name[64];
        bool kept = g >= first && g <= last;
        snprintf(name, sizeof name, "generation-%08d", (int)g);
        assert_int_equal(is_there(name), kept);
        static const char *const parts[] = {"segment-%d", "deleted-%d", "ledger-%d"};
        for (size_t i = 0; i < 3; i++) {
            snprintf(name, sizeof name, parts[i], (int)g);
            assert_int_equal(is_there(name), kept);
        }
    }
    assert_int_equal(is_there("segment-0"), first <= last);
}

static void the_sweep_keeps_what_the_newest_name(void **state)
{
    (void)state;
    static const char *const strays[] = {"run-00000004-1.tmp", "run-00000005-0.tmp", "segment-99",
                                         "segment-00000001-0", "manifest.tmp",       "files-7",
                                         "forgotten-7"};
    static const char *const foreign[] = {"lock", "notes.txt", "a-segment-1", "generation-5"};
    for (uint64_t g = 1; g <= 5; g++)
        publish_with_files(g);
    for (size_t i = 0; i < sizeof strays / sizeof *strays; i++)
        write_file(strays[i], "x", 1);
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        write_file(foreign[i], "x", 1);
    for (unsigned keep = 5; keep >= 1; keep--) {
        assert_int_equal(ecoi_manifest_sweep(vfs, DIR, keep, NULL), ECO_OK);
        assert_left(6 - keep, 5);
        for (size_t i = 0; i < sizeof strays / sizeof *strays; i++)
            assert_false(is_there(strays[i]));
        for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
            assert_true(is_there(foreign[i]));
    }
    assert_int_equal(ecoi_manifest_sweep(vfs, DIR, 9, NULL), ECO_OK);
    assert_left(5, 5);
}

/* A damaged generation is none: it does not count, and goes with what only it may need. */
static void the_sweep_passes_over_a_damaged_manifest(void **state)
{
    (void)state;
    for (uint64_t g = 1; g <= 5; g++)
        publish_with_files(g);
    write_file("generation-00000004", "damaged", 7);
    assert_int_equal(ecoi_manifest_sweep(vfs, DIR, 2, NULL), ECO_OK);
    assert_true(is_there("generation-00000005"));
    assert_true(is_there("generation-00000003"));
    assert_false(is_there("generation-00000004"));
    assert_false(is_there("generation-00000002"));
}

/* What the newest needs cannot be known when it is damaged. */
static void the_sweep_removes_no_segment_beside_a_damaged_newest(void **state)
{
    (void)state;
    for (uint64_t g = 1; g <= 5; g++)
        publish_with_files(g);
    write_file("generation-00000005", "damaged", 7);
    write_file("segment-00000006-0", "of a killed run", 15);
    assert_int_equal(ecoi_manifest_sweep(vfs, DIR, 2, NULL), ECO_OK);
    assert_left(1, 5);
    assert_false(is_there("segment-00000006-0"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start_over, clean)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_published_is_read),
        TEST(what_a_run_needs_to_repeat_it_is_read),
        TEST(an_index_of_version_1_is_read),
        TEST(more_deletions_than_documents_are_noticed),
        TEST(the_newest_is_the_highest_number),
        TEST(a_folder_that_is_a_file_is_an_error),
        TEST(a_leftover_of_a_killed_run_is_replaced),
        TEST(each_flipped_byte_and_each_cut_is_noticed),
        TEST(another_version_is_told_whatever_follows),
        TEST(a_missing_generation_is_missing),
        TEST(the_sweep_keeps_what_the_newest_name),
        TEST(the_sweep_passes_over_a_damaged_manifest),
        TEST(the_sweep_removes_no_segment_beside_a_damaged_newest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
