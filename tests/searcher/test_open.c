/* SPDX-License-Identifier: MIT */
/* An index that cannot be opened as it is: one message that names the place. */
#include "tests/indexer/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <ecosearch/search.h>

#define DIR     "open-test"
#define SEGMENT DIR "/segment-00000001-0"

static int set_up(void **state)
{
    ecoi_plan plan = ecoi_plan_make(0, 1);
    (void)state;
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

static void assert_refused(const char *path, eco_status expected, const char *place)
{
    eco_index *index = NULL;
    eco_error error = {0};
    eco_status status = eco_index_open(path, &index, &error);
    if (status != expected || error.status != status || !strstr(error.message, place))
        fail_msg("status %d instead of %d: %s", (int)status, (int)expected, error.message);
    assert_null(index);
    assert_int_equal(eco_index_open(path, &index, NULL), expected);
}

static void write_file(const char *path, const void *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static void no_index_is_there(void **state)
{
    (void)state;
    assert_refused("nowhere", ECO_E_MISSING, "nowhere");
    clean(state);
    assert_refused(DIR, ECO_E_MISSING, DIR);
}

static void a_segment_is_missing(void **state)
{
    (void)state;
    assert_int_equal(unlink(SEGMENT), 0);
    assert_refused(DIR, ECO_E_CORRUPT, SEGMENT);
}

static void a_segment_is_cut_or_empty(void **state)
{
    (void)state;
    ecoi_buf content = read_file(SEGMENT);
    for (size_t len = 0; len < content.len; len += 1 + content.len / 20) {
        write_file(SEGMENT, content.data, len);
        assert_refused(DIR, ECO_E_CORRUPT, SEGMENT);
    }
    ecoi_buf_dispose(&content);
}

static void a_segment_is_another_s(void **state)
{
    ecoi_plan plan = ecoi_plan_make(0, 1);
    (void)state;
    build_made_up("another", &plan, "fr", 0, 21);
    ecoi_buf content = read_file("another/segment-00000001-0");
    write_file(SEGMENT, content.data, content.len);
    assert_refused(DIR, ECO_E_CORRUPT, SEGMENT);
    ecoi_buf_dispose(&content);
    remove_folder("another");
}

static void the_newest_manifest_is_damaged_or_newer(void **state)
{
    (void)state;
    write_file(DIR "/generation-00000002", "ecosearch-index 1\n", 18);
    assert_refused(DIR, ECO_E_CORRUPT, DIR "/generation-00000002");
    write_file(DIR "/generation-00000002", "ecosearch-index 9\n", 18);
    assert_refused(DIR, ECO_E_VERSION, DIR "/generation-00000002");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, clean)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_index_is_there),
        TEST(a_segment_is_missing),
        TEST(a_segment_is_cut_or_empty),
        TEST(a_segment_is_another_s),
        TEST(the_newest_manifest_is_damaged_or_newer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
