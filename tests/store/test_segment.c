/* SPDX-License-Identifier: MIT */
/* A segment against plain arrays of what was written to it; then each byte of it damaged in turn: the same
 * content, or an error that names the file. */
#include "tests/store/support.h"

#include <stdio.h>

#include "tests/store/memory_vfs.h"
#include "tests/store/model_segment.h"
#include "tests/store/read_segment.h"

#define PATH "a-segment"

static void end_text(ecoi_buf *text)
{
    assert_true(ecoi_buf_append_byte(text, '\0'));
}

static void assert_read_back(const model_segment *model, const memory_vfs *memory,
                             const ecoi_segment_numbers *numbers)
{
    ecoi_segment *segment;
    ecoi_buf got = {0}, expected = {0};
    eco_error error;
    if (ecoi_segment_open(&memory->vfs, PATH, &segment, &error) || read_segment(segment, &got, &error))
        fail_msg("%s", error.message);
    model_segment_describe(model, &expected);
    end_text(&got);
    end_text(&expected);
    assert_string_equal((const char *)got.data, (const char *)expected.data);
    assert_memory_equal(ecoi_segment_get_numbers(segment), numbers, sizeof *numbers);
    assert_int_equal(numbers->n_docs, model->n_documents);
    assert_int_equal(numbers->n_terms, model->n_terms);
    assert_string_equal(ecoi_segment_path(segment), PATH);
    assert_int_equal(ecoi_segment_bytes(segment), memory->content.len);
    ecoi_segment_close(segment);
    ecoi_buf_dispose(&got);
    ecoi_buf_dispose(&expected);
}

static void write_model(const model_segment *model, memory_vfs *memory)
{
    ecoi_segment_numbers numbers;
    eco_error error;
    memory_vfs_init(memory);
    if (model_segment_write(model, &memory->vfs, PATH, &numbers, &error))
        fail_msg("%s", error.message);
    assert_read_back(model, memory, &numbers);
}

static void round_trip(uint64_t seed, size_t n_documents, size_t n_terms)
{
    model_segment model = {0};
    memory_vfs memory;
    model_segment_make(&model, seed, n_documents, n_terms);
    write_model(&model, &memory);
    memory_vfs_dispose(&memory);
    model_segment_dispose(&model);
}

static void what_goes_in_comes_back(void **state)
{
    (void)state;
    round_trip(1, 0, 0);
    round_trip(2, 1, 0);
    round_trip(3, 1, 1);
    for (uint64_t seed = 4; seed < 40; seed++)
        round_trip(seed, seed, seed * 2);
    round_trip(40, 400, 500);
    round_trip(41, 9000, 24);
    round_trip(42, 70000, 6); /* beyond one chunk */
}

static void absent_terms_and_keys_are_not_found(void **state)
{
    (void)state;
    model_segment model = {0};
    memory_vfs memory;
    ecoi_segment *segment;
    ecoi_term term;
    ecoi_folded_walk folded;
    uint32_t doc = 0;
    bool found = true;
    char longest[ECOI_ENTRY_MAX + 10];
    memset(longest, 'a', sizeof longest);
    model_segment_make(&model, 5, 40, 40);
    write_model(&model, &memory);
    assert_int_equal(ecoi_segment_open(&memory.vfs, PATH, &segment, NULL), ECO_OK);
    for (size_t len = 0; len < sizeof longest; len++) {
        assert_int_equal(ecoi_segment_find_term(segment, longest, len, &term, &found, NULL), ECO_OK);
        assert_false(found);
        assert_int_equal(ecoi_segment_find_key(segment, (eco_text){longest, len}, &doc, NULL), ECO_OK);
        assert_int_equal(doc, ECOI_NO_DOC);
        if (len > 3)
            assert_int_equal(ecoi_segment_find_folded(segment, longest, len, &folded, &found, NULL), ECO_OK);
        assert_false(found);
    }
    ecoi_segment_close(segment);
    memory_vfs_dispose(&memory);
    model_segment_dispose(&model);
}

/* ---- limits ---- */

/* A term as long as may be with as many forms as may be, each used once, at the last positions there are. */
static void limit_terms(model_segment *m)
{
    enum { MOST_FORMS = UINT16_MAX };
    model_term *t = m->terms = ecoi_arena_calloc(&m->arena, 1, sizeof *t);
    char *longest = ecoi_arena_calloc(&m->arena, ECOI_ENTRY_MAX, 1);
    memset(longest, 0xff, ECOI_ENTRY_MAX);
    ecoi_term_form *forms = ecoi_arena_calloc(&m->arena, MOST_FORMS, sizeof *forms);
    for (size_t i = 0; i < MOST_FORMS; i++) {
        char *form = ecoi_arena_copy(&m->arena, longest, ECOI_ENTRY_MAX);
        form[ECOI_ENTRY_MAX - 1] = (char)i;
        form[ECOI_ENTRY_MAX - 2] = (char)(i >> 8);
        forms[i].form = (eco_text){form, ECOI_ENTRY_MAX};
        forms[i].folded = i % 2 ? forms[i].form : (eco_text){form, 1};
        forms[i].count = UINT64_MAX >> 1;
    }
    m->n_terms = 1;
    t->term = (eco_text){longest, ECOI_ENTRY_MAX};
    t->forms = forms;
    t->n_forms = MOST_FORMS;
    t->df = 1;
    t->cf = MOST_FORMS;
    t->docs = ecoi_arena_calloc(&m->arena, 1, 4);
    t->tfs = ecoi_arena_calloc(&m->arena, 1, 4);
    t->positions = ecoi_arena_calloc(&m->arena, MOST_FORMS, 4);
    t->ordinals = ecoi_arena_calloc(&m->arena, MOST_FORMS, 2);
    t->tfs[0] = MOST_FORMS;
    for (uint32_t i = 0; i < MOST_FORMS; i++) {
        t->positions[i] = UINT32_MAX - MOST_FORMS + i;
        t->ordinals[i] = (uint16_t)i;
    }
}

static void fields_may_be_as_large_as_the_limits(void **state)
{
    (void)state;
    enum { LONG = 1 << 20 };
    model_segment m = {.n_documents = 1};
    memory_vfs memory;
    eco_region_share regions[18];
    char *text = malloc(LONG);
    memset(text, 0x7f, LONG);
    for (size_t i = 0; i < 18; i++)
        regions[i] = (eco_region_share){(uint8_t)i, true, 1};
    eco_passage passage = {ECO_ZONE_BODY, {text, LONG}};
    ecoi_layout_passage layout = {ECO_ZONE_BODY, UINT32_MAX};
    model_document document = {
        .document = {.key = {text, 1024},
                     .url = {text, LONG},
                     .source = {text, 70000},
                     .fields = {text, LONG},
                     .date = {9999, 12, 31},
                     .passages = &passage,
                     .n_passages = 1,
                     .regions = regions,
                     .n_regions = 18,
                     .has_regions = true},
        .layout = &layout,
        .length = UINT32_MAX,
        .title_length = UINT32_MAX,
    };
    m.documents = &document;
    limit_terms(&m);
    write_model(&m, &memory);
    memory_vfs_dispose(&memory);
    model_segment_dispose(&m);
    free(text);
}

static void a_term_that_cannot_be_is_refused(void **state)
{
    (void)state;
    static const ecoi_term_form form = {{"a", 1}, {"a", 1}, 1};
    char longer[ECOI_ENTRY_MAX + 1] = "";
    memory_vfs memory;
    ecoi_segment_writer *w;
    eco_error e;
    memory_vfs_init(&memory);
    assert_int_equal(ecoi_segment_writer_open(&memory.vfs, PATH, true, &w, &e), ECO_OK);
    assert_int_equal(ecoi_segment_writer_begin_term(w, "", 0, NULL, 0, &e), ECO_E_ARGUMENT);
    assert_int_equal(ecoi_segment_writer_begin_term(w, longer, sizeof longer, NULL, 0, &e), ECO_E_ARGUMENT);
    assert_int_equal(ecoi_segment_writer_begin_term(w, "a", 1, &form, UINT16_MAX + 1, &e), ECO_E_ARGUMENT);
    ecoi_segment_writer_close(w);
    assert_int_equal(memory.content.len, 0); /* an unfinished file is removed */
    memory_vfs_dispose(&memory);
}

/* ---- damage ---- */

static void assert_same_or_clean(const memory_vfs *memory, const ecoi_buf *whole, const char *what, size_t at)
{
    ecoi_segment *segment = NULL;
    ecoi_buf got = {0};
    eco_error error = {0};
    eco_status status = ecoi_segment_open(&memory->vfs, PATH, &segment, &error);
    if (!status)
        status = read_segment(segment, &got, &error);
    ecoi_segment_close(segment);
    end_text(&got);
    if (status && ((status != ECO_E_CORRUPT && status != ECO_E_VERSION) || !strstr(error.message, PATH)))
        fail_msg("%s at %zu: status %d, \"%s\"", what, at, (int)status, error.message);
    if (!status && (got.len != whole->len || memcmp(got.data, whole->data, got.len) != 0))
        fail_msg("%s at %zu changes the content unnoticed", what, at);
    ecoi_buf_dispose(&got);
}

static void each_flipped_byte_and_each_cut_is_noticed_or_harmless(void **state)
{
    (void)state;
    model_segment model = {0};
    memory_vfs memory;
    ecoi_buf whole = {0};
    model_segment_make(&model, 9, 5, 13);
    write_model(&model, &memory);
    model_segment_describe(&model, &whole);
    end_text(&whole);
    size_t len = memory.content.len;
    for (size_t at = 0; at < len; at++) {
        memory.content.data[at] ^= (uint8_t)(1u << at % 8);
        assert_same_or_clean(&memory, &whole, "a flipped bit", at);
        memory.content.data[at] ^= 0xff;
        assert_same_or_clean(&memory, &whole, "a changed byte", at);
        memory.content.data[at] ^= (uint8_t)(0xff ^ 1u << at % 8);
    }
    for (memory.content.len = 0; memory.content.len < len; memory.content.len++)
        assert_same_or_clean(&memory, &whole, "a cut", memory.content.len);
    ecoi_buf_dispose(&whole);
    memory_vfs_dispose(&memory);
    model_segment_dispose(&model);
}

/* A segment of many pages: what lies in sound pages is still read, what is damaged is told. */
static void damage_in_a_large_segment_is_noticed_or_harmless(void **state)
{
    (void)state;
    model_segment model = {0};
    memory_vfs memory;
    ecoi_buf whole = {0};
    model_segment_make(&model, 10, 6000, 12);
    write_model(&model, &memory);
    model_segment_describe(&model, &whole);
    end_text(&whole);
    assert_true(memory.content.len > 5 * ECOI_PAGE_SIZE);
    for (size_t at = 777; at < memory.content.len; at += 29989) {
        memory.content.data[at] ^= (uint8_t)(1u << at % 8);
        assert_same_or_clean(&memory, &whole, "a flipped bit", at);
        memory.content.data[at] ^= (uint8_t)(1u << at % 8);
    }
    ecoi_buf_dispose(&whole);
    memory_vfs_dispose(&memory);
    model_segment_dispose(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_in_comes_back),
        cmocka_unit_test(absent_terms_and_keys_are_not_found),
        cmocka_unit_test(fields_may_be_as_large_as_the_limits),
        cmocka_unit_test(a_term_that_cannot_be_is_refused),
        cmocka_unit_test(each_flipped_byte_and_each_cut_is_noticed_or_harmless),
        cmocka_unit_test(damage_in_a_large_segment_is_noticed_or_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
