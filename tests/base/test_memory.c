/* SPDX-License-Identifier: MIT */
/* Buffers, arenas and maps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/map.h"

static void a_buffer_grows(void **state)
{
    (void)state;
    ecoi_buf buf = {0};
    for (unsigned i = 0; i < 1000; i++)
        assert_true(ecoi_buf_append_byte(&buf, (uint8_t)i));
    assert_true(ecoi_buf_append(&buf, "", 0));
    assert_int_equal(buf.len, 1000);
    for (unsigned i = 0; i < 1000; i++)
        assert_int_equal(buf.data[i], (uint8_t)i);
    assert_non_null(ecoi_buf_reserve(&buf, 5000));
    assert_int_equal(buf.len, 1000);
    assert_true(buf.cap >= 6000);
    ecoi_buf_dispose(&buf);
    assert_null(buf.data);
}

static void numbers_and_formats_are_appended(void **state)
{
    (void)state;
    ecoi_buf buf = {0};
    assert_true(ecoi_buf_append32(&buf, 0x04030201u));
    assert_true(ecoi_buf_append64(&buf, 0x0c0b0a0908070605u));
    assert_true(ecoi_buf_append_varint(&buf, 300));
    assert_true(ecoi_buf_appendf(&buf, "%d-%s", 7, "sept"));
    assert_int_equal(buf.len, 4 + 8 + 2 + 6);
    for (unsigned i = 0; i < 12; i++)
        assert_int_equal(buf.data[i], i + 1);
    assert_memory_equal(buf.data + 12,
                        "\xac\x02"
                        "7-sept",
                        8);
    ecoi_buf_dispose(&buf);
}

static void what_cannot_be_had_changes_nothing(void **state)
{
    (void)state;
    ecoi_buf buf = {0};
    assert_true(ecoi_buf_append(&buf, "ab", 2));
    assert_null(ecoi_buf_reserve(&buf, SIZE_MAX));
    assert_int_equal(buf.len, 2);
    assert_memory_equal(buf.data, "ab", 2);
    uint64_t *items = NULL;
    size_t cap = 0;
    assert_false(ecoi_grow(&items, &cap, SIZE_MAX / 4, sizeof *items));
    assert_null(items);
    assert_int_equal(cap, 0);
    ecoi_buf_dispose(&buf);
}

static void an_arena_keeps_what_it_gave(void **state)
{
    (void)state;
    enum { N = 500 };
    ecoi_arena arena = {0};
    char *copies[N];
    for (unsigned i = 0; i < N; i++) {
        char text[16];
        int len = snprintf(text, sizeof text, "mot %u", i);
        copies[i] = ecoi_arena_copy(&arena, text, (size_t)len);
        unsigned char *block = ecoi_arena_alloc(&arena, i * 7);
        assert_int_equal((uintptr_t)block % 16, 0);
        memset(block, 0xff, i * 7);
    }
    for (unsigned i = 0; i < N; i++) {
        char text[16];
        snprintf(text, sizeof text, "mot %u", i);
        assert_string_equal(copies[i], text);
    }
    uint32_t *cleared = ecoi_arena_calloc(&arena, 3, sizeof *cleared);
    assert_int_equal(cleared[0] | cleared[1] | cleared[2], 0);
    assert_null(ecoi_arena_calloc(&arena, SIZE_MAX / 2, 4));
    assert_null(ecoi_arena_copy(&arena, "", SIZE_MAX));
    ecoi_arena_dispose(&arena);
}

static void a_reset_arena_keeps_one_block(void **state)
{
    (void)state;
    ecoi_arena arena = {0};
    ecoi_arena_reset(&arena);
    for (unsigned i = 0; i < 100; i++)
        assert_non_null(ecoi_arena_alloc(&arena, 1000));
    size_t before = arena.total;
    ecoi_arena_reset(&arena);
    assert_true(arena.total > 0 && arena.total < before);
    size_t kept = arena.total;
    assert_non_null(ecoi_arena_alloc(&arena, 1000));
    assert_int_equal(arena.total, kept);
    assert_non_null(ecoi_arena_alloc(&arena, 50 << 20));
    assert_true(arena.total > 50 << 20);
    ecoi_arena_reset(&arena);
    assert_true(arena.total < 2 << 20);
    assert_non_null(memset(ecoi_arena_alloc(&arena, 5000), 1, 5000));
    ecoi_arena_dispose(&arena);
    assert_int_equal(arena.total, 0);
}

static void an_unknown_text_stays_unknown(void **state)
{
    (void)state;
    ecoi_arena arena = {0};
    eco_text out = {"x", 1};
    assert_true(ecoi_arena_text(&arena, (eco_text){NULL, 0}, &out));
    assert_null(out.ptr);
    assert_true(ecoi_arena_text(&arena, (eco_text){"", 0}, &out));
    assert_non_null(out.ptr);
    assert_int_equal(out.len, 0);
    ecoi_arena_dispose(&arena);
}

static void a_map_numbers_keys_in_order(void **state)
{
    (void)state;
    enum { N = 20000 };
    ecoi_map map = {0};
    char key[16];
    bool is_new;
    assert_int_equal(ecoi_map_find(&map, "a", 1), ECOI_MAP_NONE);
    for (int round = 0; round < 2; round++) {
        for (unsigned i = 0; i < N; i++) {
            int len = snprintf(key, sizeof key, "%u", i);
            assert_int_equal(ecoi_map_add(&map, key, (size_t)len, &is_new), i);
            assert_true(is_new);
        }
        for (unsigned i = 0; i < N; i++) {
            int len = snprintf(key, sizeof key, "%u", i);
            assert_int_equal(ecoi_map_find(&map, key, (size_t)len), i);
            assert_int_equal(ecoi_map_add(&map, key, (size_t)len, &is_new), i);
            assert_false(is_new);
            assert_string_equal(map.entries[i].key, key);
        }
        assert_int_equal(ecoi_map_find(&map, "x", 1), ECOI_MAP_NONE);
        assert_true(ecoi_map_bytes(&map) > N * 8);
        ecoi_map_reset(&map);
        assert_int_equal(ecoi_map_find(&map, "1", 1), ECOI_MAP_NONE);
    }
    ecoi_map_dispose(&map);
}

static void keys_may_hold_any_bytes(void **state)
{
    (void)state;
    ecoi_map map = {0};
    assert_int_equal(ecoi_map_add(&map, "", 0, NULL), 0);
    assert_int_equal(ecoi_map_add(&map, "\0", 1, NULL), 1);
    assert_int_equal(ecoi_map_add(&map, "a\0b", 3, NULL), 2);
    assert_int_equal(ecoi_map_add(&map, "a\0c", 3, NULL), 3);
    assert_int_equal(ecoi_map_find(&map, "", 0), 0);
    assert_int_equal(ecoi_map_find(&map, "a\0c", 3), 3);
    ecoi_map_dispose(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buffer_grows),
        cmocka_unit_test(numbers_and_formats_are_appended),
        cmocka_unit_test(what_cannot_be_had_changes_nothing),
        cmocka_unit_test(an_arena_keeps_what_it_gave),
        cmocka_unit_test(a_reset_arena_keeps_one_block),
        cmocka_unit_test(an_unknown_text_stays_unknown),
        cmocka_unit_test(a_map_numbers_keys_in_order),
        cmocka_unit_test(keys_may_hold_any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
