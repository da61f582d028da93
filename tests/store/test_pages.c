/* SPDX-License-Identifier: MIT */
/* Paged files: bytes come back whatever the pieces they were written in; a flipped or missing byte is noticed
 * when its page is first touched, and not before. */
#include "tests/store/support.h"

#include <stdio.h>

#include "store/paged_file.h"
#include "store/pages.h"
#include "tests/store/memory_vfs.h"

#define PATH "a-paged-file"

/* Writes `len` known bytes in pieces, and a tail. */
static void write_paged(memory_vfs *memory, size_t len, size_t most_at_once, size_t tail_len)
{
    ecoi_paged_file file;
    ecoi_buf tail = {0};
    uint64_t seed = len;
    assert_int_equal(ecoi_paged_file_create(&file, &memory->vfs, PATH, NULL), ECO_OK);
    uint8_t *bytes = malloc(len + 1);
    for (size_t i = 0; i < len; i++)
        bytes[i] = (uint8_t)(i * 7 + i / 251);
    for (size_t at = 0, n; at < len; at += n) {
        n = 1 + draw(&seed) % most_at_once;
        n = n < len - at ? n : len - at;
        assert_int_equal(ecoi_paged_file_write(&file, bytes + at, n, NULL), ECO_OK);
    }
    for (size_t i = 0; i < tail_len; i++)
        assert_true(ecoi_buf_append_byte(&tail, (uint8_t)i));
    assert_int_equal(file.len, len);
    assert_int_equal(ecoi_paged_file_finish(&file, &tail, NULL), ECO_OK);
    assert_int_equal(file.len, memory->content.len);
    ecoi_paged_file_dispose(&file);
    ecoi_buf_dispose(&tail);
    free(bytes);
}

static void assert_content(const ecoi_pages *pages, size_t len, size_t tail_len)
{
    assert_int_equal(pages->data_len, len);
    assert_int_equal(pages->tail_len, tail_len);
    assert_int_equal(ecoi_pages_touch(pages, 0, len, NULL), ECO_OK);
    for (size_t i = 0; i < len; i++)
        assert_int_equal(pages->map.data[i], (uint8_t)(i * 7 + i / 251));
    for (size_t i = 0; i < tail_len; i++)
        assert_int_equal(pages->tail[i], (uint8_t)i);
}

static void bytes_come_back(void **state)
{
    static const size_t lengths[] = {
        0, 1, 63, ECOI_PAGE_SIZE - 1, ECOI_PAGE_SIZE, ECOI_PAGE_SIZE + 1, 3 * ECOI_PAGE_SIZE, 200000};
    static const size_t pieces[] = {3, 1000, 100000};
    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        for (size_t j = 0; j < sizeof pieces / sizeof *pieces; j++) {
            memory_vfs memory;
            ecoi_pages pages;
            size_t tail_len = i * 5;
            memory_vfs_init(&memory);
            write_paged(&memory, lengths[i], pieces[j], tail_len);
            assert_int_equal(ecoi_pages_open(&pages, &memory.vfs, PATH, NULL), ECO_OK);
            assert_content(&pages, lengths[i], tail_len);
            ecoi_pages_close(&pages);
            memory_vfs_dispose(&memory);
        }
}

static void sections_are_aligned(void **state)
{
    (void)state;
    memory_vfs memory;
    ecoi_paged_file file;
    memory_vfs_init(&memory);
    assert_int_equal(ecoi_paged_file_create(&file, &memory.vfs, PATH, NULL), ECO_OK);
    for (size_t i = 0; i < 3 * ECOI_SECTION_ALIGN; i++) {
        assert_int_equal(ecoi_paged_file_align(&file, NULL), ECO_OK);
        assert_int_equal(file.len % ECOI_SECTION_ALIGN, 0);
        uint64_t before = file.len;
        assert_int_equal(ecoi_paged_file_align(&file, NULL), ECO_OK);
        assert_int_equal(file.len, before);
        assert_int_equal(ecoi_paged_file_write(&file, "0123456789", i % 11, NULL), ECO_OK);
    }
    ecoi_paged_file_dispose(&file);
    assert_int_equal(memory.content.len, 0); /* an unfinished file is removed */
    memory_vfs_dispose(&memory);
}

static void only_the_data_can_be_touched(void **state)
{
    (void)state;
    memory_vfs memory;
    ecoi_pages pages;
    memory_vfs_init(&memory);
    write_paged(&memory, 1000, 100, 24);
    assert_int_equal(ecoi_pages_open(&pages, &memory.vfs, PATH, NULL), ECO_OK);
    assert_int_equal(ecoi_pages_touch(&pages, 1000, 0, NULL), ECO_OK);
    assert_int_equal(ecoi_pages_touch(&pages, 999, 2, NULL), ECO_E_CORRUPT);
    assert_int_equal(ecoi_pages_touch(&pages, 1001, 0, NULL), ECO_E_CORRUPT);
    assert_int_equal(ecoi_pages_touch(&pages, UINT64_MAX, 2, NULL), ECO_E_CORRUPT);
    assert_int_equal(ecoi_pages_touch(&pages, 2, UINT64_MAX, NULL), ECO_E_CORRUPT);
    ecoi_pages_close(&pages);
    memory_vfs_dispose(&memory);
}

/* ---- damage ---- */

static void assert_clean(eco_status status, const eco_error *error, const char *what, size_t at)
{
    if ((status != ECO_E_CORRUPT && status != ECO_E_VERSION) || !strstr(error->message, PATH))
        fail_msg("%s at %zu: status %d, \"%s\"", what, at, (int)status, error->message);
}

/* Opens and touches all; the status of what failed. */
static eco_status read_all(const memory_vfs *memory, eco_error *error)
{
    ecoi_pages pages;
    eco_status status = ecoi_pages_open(&pages, &memory->vfs, PATH, error);
    if (status)
        return status;
    status = ecoi_pages_touch(&pages, 0, pages.data_len, error);
    ecoi_pages_close(&pages);
    return status;
}

static void each_flipped_byte_and_each_cut_is_noticed(void **state)
{
    (void)state;
    memory_vfs memory;
    eco_error error;
    memory_vfs_init(&memory);
    write_paged(&memory, 700, 100, 40);
    size_t len = memory.content.len;
    for (size_t at = 0; at < len; at++)
        for (unsigned bit = 0; bit < 8; bit++) {
            memory.content.data[at] ^= (uint8_t)(1u << bit);
            assert_clean(read_all(&memory, &error), &error, "a flipped byte", at);
            memory.content.data[at] ^= (uint8_t)(1u << bit);
        }
    for (memory.content.len = 0; memory.content.len < len; memory.content.len++)
        assert_clean(read_all(&memory, &error), &error, "a cut", memory.content.len);
    assert_int_equal(read_all(&memory, &error), ECO_OK);
    memory_vfs_dispose(&memory);
}

static void another_version_is_told_apart_from_damage(void **state)
{
    (void)state;
    memory_vfs memory;
    eco_error error;
    memory_vfs_init(&memory);
    write_paged(&memory, 700, 100, 40);
    memory.content.data[memory.content.len - 12] ^= 2;
    assert_int_equal(read_all(&memory, &error), ECO_E_VERSION);
    assert_non_null(strstr(error.message, PATH));
    memory_vfs_dispose(&memory);
}

/* Damage in one page does not keep the others from being read. */
static void damage_is_noticed_where_it_is(void **state)
{
    enum { N_PAGES = 4 };
    (void)state;
    for (size_t damaged = 0; damaged < N_PAGES; damaged++) {
        memory_vfs memory;
        ecoi_pages pages;
        memory_vfs_init(&memory);
        write_paged(&memory, N_PAGES * ECOI_PAGE_SIZE - 1000, 1 << 20, 8);
        memory.content.data[damaged * ECOI_PAGE_SIZE + 5000] ^= 16;
        assert_int_equal(ecoi_pages_open(&pages, &memory.vfs, PATH, NULL), ECO_OK);
        for (size_t twice = 0; twice < 2; twice++)
            for (size_t page = 0; page < N_PAGES; page++)
                assert_int_equal(ecoi_pages_touch(&pages, page * ECOI_PAGE_SIZE, 1, NULL),
                                 page == damaged ? ECO_E_CORRUPT : ECO_OK);
        ecoi_pages_close(&pages);
        memory_vfs_dispose(&memory);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_come_back),
        cmocka_unit_test(sections_are_aligned),
        cmocka_unit_test(only_the_data_can_be_touched),
        cmocka_unit_test(each_flipped_byte_and_each_cut_is_noticed),
        cmocka_unit_test(another_version_is_told_apart_from_damage),
        cmocka_unit_test(damage_is_noticed_where_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
