/* SPDX-License-Identifier: MIT */
/* What a database of another engine holds: names of terms and the words of documents, there and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "store/engine_forward.h"
#include "store/engine_names.h"
#include "store/engine_record.h"

enum { MOST_NAME = 245 };

static eco_text cut_key, cut_whole;

static bool note_cut(void *user, eco_text key, eco_text whole)
{
    static char kept[64];
    (void)user;
    snprintf(kept, sizeof kept, "%.*s", (int)key.len, key.ptr);
    cut_key = (eco_text){kept, key.len};
    cut_whole = whole;
    return true;
}

static eco_text name_of(ecoi_buf *out, char kind, const eco_text *texts)
{
    cut_key = cut_whole = (eco_text){NULL, 0};
    assert_true(ecoi_name_make(out, kind, texts, ecoi_name_n_texts(kind), note_cut, NULL));
    size_t zeros = 0;
    for (size_t i = 0; i < out->len; i++)
        zeros += out->data[i] == 0;
    assert_true(out->len + zeros <= MOST_NAME);
    return (eco_text){(const char *)out->data, out->len};
}

static void short_texts_stand_in_names_as_they_are(void **state)
{
    const eco_text texts[] = {{"etat", 4}, {"etat", 4}, {"état", 5}};
    eco_text parts[3];
    ecoi_buf name = {0};
    (void)state;
    eco_text made = name_of(&name, ECOI_NAME_FOLDED, texts);
    assert_true(ecoi_text_equal(made, (eco_text){"Oetat\tetat\tétat", 16}));
    assert_null(cut_key.ptr);
    assert_true(ecoi_name_parse(made, 3, parts));
    for (int i = 0; i < 3; i++)
        assert_true(ecoi_text_equal(parts[i], texts[i]));
    assert_false(ecoi_name_parse((eco_text){"Fone", 4}, 2, parts));
    ecoi_buf_dispose(&name);
}

/* Long ones, ones full of zeros, and ones that look as if they were cut. */
static void other_texts_are_cut_and_found_again(void **state)
{
    char text[255], zeros[200] = {0};
    const eco_text strange[] = {{text, sizeof text}, {zeros, sizeof zeros}, {"mot~0123456789abcdef", 20}};
    (void)state;
    memset(text, 'x', sizeof text);
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++) {
        ecoi_buf name = {0};
        eco_text part;
        char key[ECOI_CUT_KEY];
        eco_text made = name_of(&name, ECOI_NAME_TERM, &strange[i]);
        assert_true(ecoi_text_equal(cut_whole, strange[i]));
        assert_true(ecoi_name_parse(made, 1, &part));
        assert_true(ecoi_name_is_cut(part, key));
        assert_true(ecoi_text_equal(cut_key, (eco_text){key, strlen(key)}));
        ecoi_buf_dispose(&name);
    }
}

static void texts_that_differ_late_get_names_that_differ(void **state)
{
    char a[255], b[255];
    const eco_text texts[] = {{a, sizeof a}, {b, sizeof b}};
    ecoi_buf one = {0}, other = {0};
    (void)state;
    memset(a, 'x', sizeof a);
    memset(b, 'x', sizeof b);
    b[254] = 'y';
    assert_false(ecoi_text_equal(name_of(&one, ECOI_NAME_TERM, &texts[0]),
                                 name_of(&other, ECOI_NAME_TERM, &texts[1])));
    ecoi_buf_dispose(&one);
    ecoi_buf_dispose(&other);
}

static void words_come_back(void **state)
{
    const uint32_t le[] = {1, 4, 4000000000u}, robot[] = {2, 3, 9}, which[] = {0, 1, 0};
    const eco_text forms[] = {{"robots", 6}, {"rôbot", 6}};
    uint32_t numbers[3];
    eco_text *read;
    size_t n;
    ecoi_arena arena = {0};
    ecoi_buf bytes = {0};
    ecoi_forward_writer writer = {0};
    ecoi_forward forward;
    const ecoi_forward_forms met = {forms, 2, which};
    (void)state;
    ecoi_forward_begin(&writer, &bytes);
    assert_true(ecoi_forward_put(&writer, (eco_text){"le", 2}, le, 3, NULL));
    assert_true(ecoi_forward_put(&writer, (eco_text){"robot", 5}, robot, 3, &met));
    assert_true(ecoi_forward_put(&writer, (eco_text){"robotique", 9}, le, 1, NULL));
    ecoi_forward_open(&forward, (eco_text){(const char *)bytes.data, bytes.len});
    assert_true(ecoi_forward_next(&forward) && ecoi_forward_read(&forward));
    assert_true(ecoi_text_equal((eco_text){forward.text, forward.text_len}, (eco_text){"le", 2}));
    assert_true(!forward.has_forms && forward.n == 3);
    ecoi_forward_positions(&forward, numbers);
    assert_memory_equal(numbers, le, sizeof le);
    assert_true(ecoi_forward_next(&forward) && ecoi_forward_read(&forward));
    assert_true(ecoi_text_equal((eco_text){forward.text, forward.text_len}, (eco_text){"robot", 5}));
    assert_true(forward.has_forms && forward.n == 3);
    assert_true(ecoi_forward_get_forms(&forward, &arena, &read, &n, numbers));
    assert_int_equal(n, 2);
    assert_memory_equal(numbers, which, sizeof which);
    assert_true(ecoi_text_equal(read[0], forms[0]) && ecoi_text_equal(read[1], forms[1]));
    assert_true(ecoi_forward_next(&forward)); /* what was not asked for is passed over */
    assert_true(ecoi_text_equal((eco_text){forward.text, forward.text_len}, (eco_text){"robotique", 9}));
    assert_false(ecoi_forward_next(&forward));
    assert_false(forward.damaged);
    ecoi_forward_writer_dispose(&writer);
    ecoi_arena_dispose(&arena);
    ecoi_buf_dispose(&bytes);
}

/* Every choice of words looked for finds those that are there. */
static void words_are_found(void **state)
{
    enum { N = 9 };
    static const char *const words[N] = {"a", "ab", "abc", "abcde", "abd", "b", "ba", "bab", "c"};
    const uint32_t position = 7;
    (void)state;
    for (unsigned there = 0; there < 1u << N; there++) {
        ecoi_forward_writer writer = {0};
        ecoi_buf bytes = {0};
        ecoi_forward_begin(&writer, &bytes);
        for (unsigned i = 0; i < N; i++)
            if (there >> i & 1)
                assert_true(
                    ecoi_forward_put(&writer, (eco_text){words[i], strlen(words[i])}, &position, 1, NULL));
        for (unsigned wanted = there % 7; wanted < 1u << N; wanted += 7) {
            ecoi_forward forward;
            ecoi_forward_open(&forward, (eco_text){(const char *)bytes.data, bytes.len});
            for (unsigned i = 0; i < N; i++)
                if (wanted >> i & 1)
                    assert_int_equal(ecoi_forward_find(&forward, (eco_text){words[i], strlen(words[i])}),
                                     there >> i & 1);
            assert_false(forward.damaged);
        }
        ecoi_forward_writer_dispose(&writer);
        ecoi_buf_dispose(&bytes);
    }
}

static void a_record_comes_back(void **state)
{
    const ecoi_layout_passage passages[] = {{ECO_ZONE_TITLE, 3}, {ECO_ZONE_PAYWALL, 0}};
    const ecoi_record record = {.place = 0x01020304,
                                .date = 99,
                                .focus = 1,
                                .mention = 3,
                                .length = 12,
                                .title_length = 3,
                                .key = {"clé", 4},
                                .passages = passages,
                                .n_passages = 2};
    ecoi_record read;
    ecoi_arena arena = {0};
    ecoi_buf bytes = {0};
    (void)state;
    assert_true(ecoi_record_put(&bytes, &record) && ecoi_buf_append(&bytes, "rest", 4));
    for (size_t len = 0; len < bytes.len - 4; len++) /* cut short it is damaged */
        assert_int_equal(ecoi_record_get((eco_text){(const char *)bytes.data, len}, &arena, &read, NULL),
                         ECO_E_CORRUPT);
    assert_int_equal(ecoi_record_get((eco_text){(const char *)bytes.data, bytes.len}, &arena, &read, NULL),
                     ECO_OK);
    assert_true(read.place == record.place && read.date == 99 && read.focus == 1 && read.mention == 3);
    assert_true(read.length == 12 && read.title_length == 3 && !read.source.ptr);
    assert_true(ecoi_text_equal(read.key, record.key) && ecoi_text_equal(read.words, (eco_text){"rest", 4}));
    assert_int_equal(read.n_passages, 2);
    assert_memory_equal(read.passages, passages, sizeof passages);
    ecoi_arena_dispose(&arena);
    ecoi_buf_dispose(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_texts_stand_in_names_as_they_are),
        cmocka_unit_test(other_texts_are_cut_and_found_again),
        cmocka_unit_test(texts_that_differ_late_get_names_that_differ),
        cmocka_unit_test(words_come_back),
        cmocka_unit_test(words_are_found),
        cmocka_unit_test(a_record_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
