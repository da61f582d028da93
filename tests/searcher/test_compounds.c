/* SPDX-License-Identifier: MIT */
/* A compound is found however it is written and however it is asked for, in quotes too. */
#include <string.h>

#include "searcher/phrase_texts.h"
#include "tests/searcher/support.h"

static const page pages[] = {
    {"hyphen", NULL, "Une start-up lyonnaise ouvre un bureau."},
    {"joined", NULL, "Une startup lyonnaise ouvre un bureau."},
    {"apart", NULL, "Une start up lyonnaise ouvre un bureau."},
    {"other", NULL, "Un start lent, puis up et encore rien de plus pour elle."},
    {"weekend", NULL, "Un weekend au bureau."},
};

static int build(void **state)
{
    (void)state;
    index_ = index_of(pages, sizeof pages / sizeof *pages, NULL);
    return 0;
}

/* In any order. */
static void expect(const char *query, const char *const *wanted, size_t n)
{
    char keys[1024];
    size_t len = 0;
    found(index_, query, 0, keys);
    for (size_t i = 0; i < n; i++) {
        if (!strstr(keys, wanted[i]))
            fail_msg("%s: %s is missing from %s", query, wanted[i], keys);
        len += strlen(wanted[i]) + (i > 0);
    }
    if (strlen(keys) != len)
        fail_msg("%s: too many: %s", query, keys);
}

static void all_spellings_find_one_another(void **state)
{
    static const char *const queries[] = {"start-up",
                                          "startup",
                                          "+start +up +lyonnaise",
                                          "(start up) ET lyonnaise",
                                          "\"start-up\"",
                                          "\"startup lyonnaise\"",
                                          "\"start-up lyonnaise\"",
                                          "\"start up lyonnaise\"",
                                          "\"une startup lyonnaise ouvre\"",
                                          "\"une startup\" NEAR/5 bureau",
                                          "PARA(startup lyonnaise)"};
    static const char *const all[] = {"hyphen", "joined", "apart"};
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        expect(queries[i], all, 3);
    expect("start up", (const char *const[]){"hyphen", "joined", "apart", "other"}, 4);
    expect("week end", (const char *const[]){"weekend"}, 1);
    expect("\"week-end au bureau\"", (const char *const[]){"weekend"}, 1);
}

static void words_apart_are_no_compound(void **state)
{
    (void)state;
    expect("\"startup parisienne\"", NULL, 0);
    expect("\"up start\"", NULL, 0);
    expect("+start +up -lyonnaise", (const char *const[]){"other"}, 1);
    expect("lyonnaise -\"startup lyonnaise\"", NULL, 0);
}

static void all_spellings_rank_alike(void **state)
{
    static const page ranked[] = {
        {"title", "La start-up et la startup", "Une start-up qui ouvre, un start."},
        {"synonym", "Startup", "Une jeune pousse lyonnaise ouvre un bureau, et la startup aussi."},
        {"parts", NULL, "Le start et le up d'une startup, la start-up lyonnaise."},
        {"weekend", NULL, "Un weekend au bureau."},
        {"week-end", NULL, "Un week-end au bureau, ou un autre week-end en ville."},
    };
    static const char *const joined[] = {
        "startup",       "startup lyonnaise", "+startup ouvre", "\"startup\" bureau",
        "titre:startup", "startup^2 bureau",  "week-end bureau"};
    static const char *const hyphened[] = {
        "start-up",       "start-up lyonnaise", "+start-up ouvre", "\"start-up\" bureau",
        "titre:start-up", "start-up^2 bureau",  "weekend bureau"};
    const unsigned flags[] = {0, ECO_SEARCH_NO_SYNONYMS};
    eco_index *index = index_of(ranked, sizeof ranked / sizeof *ranked, NULL);
    (void)state;
    for (size_t i = 0; i < 2 * (sizeof joined / sizeof *joined); i++) {
        eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
        options.flags = flags[i % 2];
        eco_results *a = ask(index, joined[i / 2], &options), *b = ask(index, hyphened[i / 2], &options);
        assert_int_equal(eco_results_count(a), eco_results_count(b));
        for (size_t k = 0; k < eco_results_count(a); k++) {
            assert_string_equal(eco_results_hit(a, k)->key.ptr, eco_results_hit(b, k)->key.ptr);
            assert_true(eco_results_hit(a, k)->score == eco_results_hit(b, k)->score);
        }
        eco_results_free(a);
        eco_results_free(b);
    }
    eco_index_close(index);
}

static void a_phrase_has_few_spellings(void **state)
{
    ecoi_analyser *analyser;
    ecoi_analysis *analysis;
    ecoi_arena arena = {0};
    eco_text texts[ECOI_PHRASE_TEXTS];
    size_t n;
    static const char many[] = "la start-up, un week-end, vice-président, le tiers-lieu";
    static const char two[] = "une startup du week-end";
    (void)state;
    assert_int_equal(ecoi_analyser_new("fr", &analyser, NULL), ECO_OK);
    assert_int_equal(ecoi_analysis_new(analyser, &analysis, NULL), ECO_OK);
    assert_int_equal(
        ecoi_phrase_texts(analyser, analysis, (eco_text){two, strlen(two)}, &arena, texts, &n, NULL), ECO_OK);
    assert_int_equal(n, 4);
    assert_string_equal(texts[0].ptr, "une startup du week-end");
    assert_string_equal(texts[1].ptr, "une start up du week-end");
    assert_string_equal(texts[2].ptr, "une startup du weekend");
    assert_string_equal(texts[3].ptr, "une start up du weekend");
    assert_int_equal(
        ecoi_phrase_texts(analyser, analysis, (eco_text){many, strlen(many)}, &arena, texts, &n, NULL),
        ECO_OK);
    assert_int_equal(n, ECOI_PHRASE_TEXTS);
    assert_string_equal(texts[7].ptr, "la startup, un weekend, viceprésident, le tiers-lieu");
    ecoi_arena_dispose(&arena);
    ecoi_analysis_free(analysis);
    ecoi_analyser_free(analyser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_spellings_find_one_another),
        cmocka_unit_test(words_apart_are_no_compound),
        cmocka_unit_test(all_spellings_rank_alike),
        cmocka_unit_test(a_phrase_has_few_spellings),
    };
    return cmocka_run_group_tests(tests, build, close_index);
}
