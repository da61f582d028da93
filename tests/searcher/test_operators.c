/* SPDX-License-Identifier: MIT */
/* What operators mean where two of them meet, on a handful of documents. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <ecosearch/ecosearch.h>

typedef struct page {
    const char *key, *source;
    eco_date date;
    eco_passage passages[3];
} page;

#define PASSAGE(zone, text)                                                                                  \
    {                                                                                                        \
        ECO_ZONE_##zone,                                                                                     \
        {                                                                                                    \
            text, sizeof(text) - 1                                                                           \
        }                                                                                                    \
    }

static const page pages[] = {
    {"a", "gazette", {2016, 5, 0}, {PASSAGE(TITLE, "Un robot"), PASSAGE(BODY, "Le robot mesure la tour.")}},
    {"b",
     "gazette",
     {2016, 0, 0},
     {PASSAGE(TITLE, "La Gazette"), PASSAGE(TITLE, "Budget de la ville"),
      PASSAGE(BODY, "D'un budget à un autre.")}},
    {"c",
     "agence",
     {2017, 1, 2},
     {PASSAGE(TITLE, "Mise"), PASSAGE(BODY, "Scène, budget et innovation"), PASSAGE(COMMENT, "Un robot ?")}},
    {"d",
     "agence",
     {2016, 1, 2},
     {PASSAGE(BODY, "La mise en scène d'un budget"), PASSAGE(COMMENT, "Quel budget, cette innovation !")}},
};
enum { N_PAGES = sizeof pages / sizeof *pages };

static char folder[] = "operators-test-XXXXXX";

static int build(void **state)
{
    eco_writer *writer;
    eco_index *index;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(eco_writer_open(folder, NULL, &writer, NULL), ECO_OK);
    for (size_t i = 0; i < N_PAGES; i++) {
        const page *p = &pages[i];
        eco_document document = {.key = {p->key, strlen(p->key)},
                                 .source = {p->source, strlen(p->source)},
                                 .date = p->date,
                                 .passages = p->passages};
        while (document.n_passages < 3 && p->passages[document.n_passages].text.len)
            document.n_passages++;
        assert_int_equal(eco_writer_add(writer, &document, NULL), ECO_OK);
    }
    assert_int_equal(eco_writer_commit(writer, NULL, NULL), ECO_OK);
    eco_writer_close(writer);
    assert_int_equal(eco_index_open(folder, &index, NULL), ECO_OK);
    *state = index;
    return 0;
}

static int dispose(void **state)
{
    eco_index_close(*state);
    return 0;
}

/* The query finds the pages of these keys, whatever their order. */
static void finds(eco_index *index, const char *query, const char *keys)
{
    eco_results *results;
    eco_error error;
    char found[N_PAGES + 1] = "";
    if (eco_search(index, query, strlen(query), NULL, &results, &error))
        fail_msg("%s: %s", query, error.message);
    for (size_t i = 0; i < N_PAGES; i++)
        for (size_t k = 0; k < eco_results_count(results); k++)
            if (strcmp(eco_results_hit(results, k)->key.ptr, pages[i].key) == 0)
                strcat(found, pages[i].key);
    eco_results_free(results);
    if (strcmp(found, keys) != 0)
        fail_msg("%s: finds %s instead of %s", query, found, keys);
}

static void every_title_is_a_title(void **state)
{
    finds(*state, "titre:gazette", "b");
    finds(*state, "titre:ville", "b");
    finds(*state, "titre:autre", "");
}

static void function_words_ask_for_nothing_beside_others(void **state)
{
    finds(*state, "un robot", "ac");
    finds(*state, "d'un robot", "ac");
    finds(*state, "qu'il d'un robot", "ac");
    finds(*state, "d'un", "bd");
    finds(*state, "\"d'un\" robot", "abcd");
}

/* They decide what is found, not its order. */
static void function_words_weigh_nothing_beside_others(void **state)
{
    static const char *const pairs[][2] = {{"robot ET la", "robot"},
                                           {"+la +robot", "robot"},
                                           {"(robot OU budget) ET \"un\"", "robot OU budget"},
                                           {"AUMOINS/2(robot la budget)", "robot OU budget"},
                                           {"la NEAR/9 robot", "robot"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        eco_results *with, *without;
        assert_int_equal(eco_search(*state, pairs[i][0], strlen(pairs[i][0]), NULL, &with, NULL), ECO_OK);
        assert_int_equal(eco_search(*state, pairs[i][1], strlen(pairs[i][1]), NULL, &without, NULL), ECO_OK);
        assert_true(eco_results_count(with) > 0);
        for (size_t k = 0; k < eco_results_count(with); k++) {
            const eco_hit *hit = eco_results_hit(with, k);
            size_t n = 0;
            for (size_t m = 0; m < eco_results_count(without); m++) {
                const eco_hit *same = eco_results_hit(without, m);
                n += strcmp(same->key.ptr, hit->key.ptr) == 0 && same->score == hit->score;
            }
            if (n != 1)
                fail_msg("%s: %s scores otherwise than in %s", pairs[i][0], hit->key.ptr, pairs[i][1]);
        }
        eco_results_free(with);
        eco_results_free(without);
    }
}

static void matches_without_weight_are_shown(void **state)
{
    finds(*state, "la OU introuvable", "abd");
    finds(*state, "la OU \"mots introuvables\" OU un", "abcd");
}

static void function_words_alone_have_weight(void **state)
{
    static const char *const queries[] = {"la", "la un", "\"la ville\"", "la -robot", "\"de la\" ET la"};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        eco_results *results;
        assert_int_equal(eco_search(*state, queries[i], strlen(queries[i]), NULL, &results, NULL), ECO_OK);
        assert_true(eco_results_count(results) > 0);
        assert_true(eco_results_hit(results, 0)->score > 0);
        eco_results_free(results);
    }
}

static void conditions_without_words_are_on_all_documents(void **state)
{
    finds(*state, "source:gazette", "ab");
    finds(*state, "source:gazette -robot", "b");
    finds(*state, "date:2016 source:agence -titre:robot", "d");
    finds(*state, "zone:comment", "cd");
    finds(*state, "zone:comment *", "cd");
    finds(*state, "zone:comment -robot", "d");
    finds(*state, "zone:comment date:2016", "d");
}

static void conditions_may_be_combined(void **state)
{
    finds(*state, "robot (source:agence OU source:gazette)", "ac");
    finds(*state, "robot (source:agence OU date:2016-05)", "ac");
    finds(*state, "budget (source:gazette OU date:2017)", "bc");
    finds(*state, "budget (* -source:agence)", "b");
    finds(*state, "budget AUMOINS/2(source:agence date:2016 zone:comment)", "cd");
    finds(*state, "* (source:gazette OU date:2017) -robot", "b");
}

static void para_is_about_one_passage(void **state)
{
    finds(*state, "PARA(budget innovation)", "cd");
    finds(*state, "PARA(budget NOT scène)", "bd");
    finds(*state, "PARA(innovation (budget -scène))", "d");
    finds(*state, "mise NEAR/3 budget", "c");
    finds(*state, "PARA(mise NEAR/3 budget)", "");
}

static void what_is_excluded_stays_so(void **state)
{
    finds(*state, "(* -budget) OU ville", "ab");
    finds(*state, "* SAUF (* -budget)", "bcd");
    finds(*state, "scène OU (source:gazette SAUF robot)", "bcd");
}

static void a_compound_stands_in_one_passage(void **state)
{
    finds(*state, "mise-en-scène", "d");
    finds(*state, "\"mise en scène\"", "d");
}

/* What must stand in one place is made of parts that must stand in one place. */
static void places_are_found_within_places(void **state)
{
    finds(*state, "PARA((budget NEAR/3 innovation) budget)", "cd");
    finds(*state, "(zone:body:budget OU ville) NEAR/6 innovation", "cd");
    finds(*state, "(budget NEAR/3 innovation) NEAR/3 (scène OU zone:comment:quel)", "cd");
}

static void explanations_sum_to_the_score_in_any_order(void **state)
{
    for (int sort = ECO_SORT_RELEVANCE; sort <= ECO_SORT_DATE; sort++) {
        eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
        eco_results *results;
        options.flags = ECO_SEARCH_EXPLAIN;
        options.sort = (eco_sort)sort;
        assert_int_equal(eco_search(*state, "budget^2 robot", 14, &options, &results, NULL), ECO_OK);
        assert_int_equal(eco_results_count(results), N_PAGES);
        for (size_t i = 0; i < N_PAGES; i++) {
            const eco_hit *hit = eco_results_hit(results, i);
            double sum = 0;
            for (size_t k = 0; k < hit->n_explain; k++)
                sum += hit->explain[k].depth == 0 ? hit->explain[k].value : 0;
            assert_true(hit->score > 0 && fabs(sum - hit->score) < 1e-6);
        }
        eco_results_free(results);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_title_is_a_title),
        cmocka_unit_test(function_words_ask_for_nothing_beside_others),
        cmocka_unit_test(function_words_weigh_nothing_beside_others),
        cmocka_unit_test(matches_without_weight_are_shown),
        cmocka_unit_test(function_words_alone_have_weight),
        cmocka_unit_test(conditions_without_words_are_on_all_documents),
        cmocka_unit_test(conditions_may_be_combined),
        cmocka_unit_test(para_is_about_one_passage),
        cmocka_unit_test(what_is_excluded_stays_so),
        cmocka_unit_test(a_compound_stands_in_one_passage),
        cmocka_unit_test(places_are_found_within_places),
        cmocka_unit_test(explanations_sum_to_the_score_in_any_order),
    };
    return cmocka_run_group_tests(tests, build, dispose);
}
