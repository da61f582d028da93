/* SPDX-License-Identifier: MIT */
/* The indexer's parts that need no index: plan, sorting, forms, batches. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "indexer/batch.h"
#include "indexer/forms.h"
#include "indexer/origins.h"
#include "indexer/plan.h"
#include "indexer/sort.h"

static void sizes_follow_from_memory_alone(void **state)
{
    (void)state;
    for (uint64_t memory = 0; memory <= (uint64_t)4 << 30; memory += (uint64_t)37 << 20) {
        ecoi_plan one = ecoi_plan_make(memory, 1);
        for (unsigned threads = 2; threads < 64; threads *= 2) {
            ecoi_plan many = ecoi_plan_make(memory, threads);
            assert_int_equal(many.batch_text, one.batch_text);
            assert_int_equal(many.batch_docs, one.batch_docs);
            assert_int_equal(many.run_tokens, one.run_tokens);
            assert_int_equal(many.run_forms, one.run_forms);
            assert_int_equal(many.fan_in, one.fan_in);
            assert_int_equal(many.max_record, one.max_record);
            assert_true(many.in_flight > many.workers || many.workers == 1);
            assert_true(many.in_flight * many.batch_text * ECOI_BATCH_COST <= many.memory);
        }
    }
}

static void origins_come_back(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        uint64_t record;
    } cases[] = {{"", 1},
                 {"", 2},
                 {"", 9},
                 {"d/a.txt", 0},
                 {"d/ab.txt", 0},
                 {"d/b.jsonl", 1},
                 {"d/b.jsonl", 300},
                 {"-", 1},
                 {"-", 1},
                 {"-", 1},
                 {"d", 0},
                 {"d", 0},
                 {"x/y", 7},
                 {"x/y", 8},
                 {"x/yz", 999}};
    enum { N = sizeof cases / sizeof *cases };
    ecoi_origins origins = {0};
    ecoi_origin_walk walk = {.origins = &origins};
    ecoi_origin origin;
    for (size_t i = 0; i < N; ++i) {
        assert_true(ecoi_origins_note(&origins, (ecoi_origin){{"d/a.forgotten", 13}, 5}));
        ecoi_origins_forget_last(&origins);
        assert_true(ecoi_origins_note(
            &origins, (ecoi_origin){{cases[i].path, strlen(cases[i].path)}, cases[i].record}));
    }
    for (size_t i = 0; i < 5000; ++i)
        assert_true(ecoi_origins_note(&origins, (ecoi_origin){{"x/yz", 4}, 1000 + i}));
    assert_true(origins.bytes.len < 5300);
    for (size_t i = 0; i < N; ++i) {
        assert_true(ecoi_origins_next(&walk, &origin));
        assert_int_equal(origin.record, cases[i].record);
        assert_int_equal(origin.path.len, strlen(cases[i].path));
        assert_memory_equal(origin.path.ptr, cases[i].path, origin.path.len);
    }
    for (size_t i = 0; i < 5000; ++i) {
        assert_true(ecoi_origins_next(&walk, &origin));
        assert_int_equal(origin.record, 1000 + i);
        assert_memory_equal(origin.path.ptr, "x/yz", 4);
    }
    assert_false(ecoi_origins_next(&walk, &origin));
    ecoi_origin_walk_dispose(&walk);
    ecoi_origins_dispose(&origins);
}

static int compare_items(const void *a, const void *b)
{
    const ecoi_sort_item *x = a, *y = b;
    int order = memcmp(x->text, y->text, x->len < y->len ? x->len : y->len);
    if (!order)
        order = (x->len > y->len) - (x->len < y->len);
    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static void sorts_as_a_plain_sort_does(void **state)
{
    (void)state;
    enum { N = 3000 };
    static char texts[N][24];
    static ecoi_sort_item items[N], spare[N], expected[N];
    srand(7);
    for (unsigned round = 0; round < 20; ++round) {
        unsigned letters = round % 2 ? 2 : 255;
        for (uint32_t i = 0; i < N; ++i) {
            uint32_t len = 1 + (uint32_t)rand() % 20;
            for (uint32_t j = 0; j < len; ++j)
                texts[i][j] = (char)((unsigned)rand() % letters);
            items[i] = expected[i] = (ecoi_sort_item){0, texts[i], len, i};
        }
        ecoi_sort(items, spare, N);
        qsort(expected, N, sizeof *expected, compare_items);
        for (uint32_t i = 0; i < N; ++i)
            assert_int_equal(items[i].number, expected[i].number);
    }
}

static ecoi_term_form form(const char *text, const char *folded, uint64_t count)
{
    return (ecoi_term_form){{text, strlen(text)}, {folded, strlen(folded)}, count};
}

static void unites_forms(void **state)
{
    (void)state;
    ecoi_form_list list = {0};
    ecoi_term_form forms[] = {form("élus", "elus", 3), form("elu", "elu", 4), form("élu", "elu", 4),
                              form("élus", "elus", 2), form("elue", "elue", 0)};
    for (size_t i = 0; i < 5; ++i)
        assert_true(ecoi_form_list_add(&list, &forms[i], i));
    ecoi_form_list_rank(&list);
    assert_int_equal(list.n_ranked, 3);
    assert_string_equal(list.ranked[0].form.ptr, "élus");
    assert_int_equal(list.ranked[0].count, 5);
    assert_string_equal(list.ranked[1].form.ptr, "elu");
    assert_string_equal(list.ranked[2].form.ptr, "élu");
    assert_int_equal(ecoi_form_list_ordinal(&list, 0), 0);
    assert_int_equal(ecoi_form_list_ordinal(&list, 1), 1);
    assert_int_equal(ecoi_form_list_ordinal(&list, 2), 2);
    assert_int_equal(ecoi_form_list_ordinal(&list, 3), 0);
    assert_false(ecoi_form_list_is_plain(&list, "elu", 3));
    ecoi_form_list_dispose(&list);
}

static void knows_a_plain_term(void **state)
{
    (void)state;
    ecoi_form_list list = {0};
    ecoi_term_form port = form("port", "port", 9), accented = form("élu", "elu", 1);
    assert_true(ecoi_form_list_add(&list, &port, 0));
    ecoi_form_list_rank(&list);
    assert_true(ecoi_form_list_is_plain(&list, "port", 4));
    assert_false(ecoi_form_list_is_plain(&list, "por", 3));
    ecoi_form_list_clear(&list);
    assert_true(ecoi_form_list_add(&list, &accented, 0));
    ecoi_form_list_rank(&list);
    assert_false(ecoi_form_list_is_plain(&list, "elu", 3));
    ecoi_form_list_dispose(&list);
}

static void bounds_the_number_of_forms(void **state)
{
    (void)state;
    enum { N = ECOI_FORMS_MAX + 10 };
    ecoi_form_list list = {0};
    char(*texts)[8] = calloc(N, sizeof *texts);
    assert_non_null(texts);
    for (size_t i = 0; i < N; ++i) {
        snprintf(texts[i], sizeof *texts, "%zu", i);
        ecoi_term_form one = form(texts[i], texts[i], 1);
        assert_true(ecoi_form_list_add(&list, &one, i));
    }
    ecoi_form_list_rank(&list);
    assert_int_equal(list.n_ranked, ECOI_FORMS_MAX);
    assert_int_equal(list.ranked[ECOI_FORMS_MAX - 1].count, 11);
    ecoi_form_list_dispose(&list);
    free(texts);
}

static void copies_documents(void **state)
{
    (void)state;
    ecoi_batch batch = {0};
    uint64_t replaced = 0;
    char body[] = "corps", title[] = "titre",
         bad[] = "a\xff"
                 "b\xc3";
    eco_passage passages[] = {
        {ECO_ZONE_BODY, {body, 5}}, {ECO_ZONE_TITLE, {title, 5}}, {ECO_ZONE_LEAD, {bad, 4}}};
    eco_document document = {.key = {"k", 1}, .passages = passages, .n_passages = 3};
    assert_true(ecoi_batch_add(&batch, &document, true, &replaced));
    memset(body, 'x', 5);
    const eco_document *copy = &batch.documents[0];
    assert_int_equal(copy->passages[0].zone, ECO_ZONE_TITLE);
    assert_int_equal(copy->passages[1].zone, ECO_ZONE_BODY);
    assert_string_equal(copy->passages[1].text.ptr, "corps");
    assert_string_equal(copy->passages[2].text.ptr, "a\xEF\xBF\xBD"
                                                    "b\xEF\xBF\xBD");
    assert_int_equal(copy->passages[2].text.len, 8);
    assert_int_equal(replaced, 2);
    assert_null(copy->url.ptr);
    ecoi_batch_dispose(&batch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_follow_from_memory_alone),
        cmocka_unit_test(origins_come_back),
        cmocka_unit_test(sorts_as_a_plain_sort_does),
        cmocka_unit_test(unites_forms),
        cmocka_unit_test(knows_a_plain_term),
        cmocka_unit_test(bounds_the_number_of_forms),
        cmocka_unit_test(copies_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
