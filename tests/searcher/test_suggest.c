/* SPDX-License-Identifier: MIT */
/* "Did you mean": what is suggested, how it is written, and when nothing is. */
#include <stdio.h>
#include <string.h>

#include "searcher/suggest_impl.h"
#include "tests/searcher/support.h"

static const page pages[] = {
    {"1", "Laurent Wauquiez à Lyon", "Le président de la région, Laurent Wauquiez, a visité Numélink."},
    {"2", "NUMÉLINK", "Le pôle Numélink fédère les entreprises du numérique."},
    {"3", "La philosophie du libre", "Une philosophie, un métier. La qualité avant tout."},
    {"4", "Qualité", "La démarche de qualité de l'hôpital."},
    {"5", "Appel à projets", "Un appel à projets pour l'innovation sociale."},
    {"6", "Innovation", "L'innovation et les entrepreneurs. Un chat dort."},
    {"7", "Peinture", "Les entrepeneurs de la peinture à l'huile."}, /* a slip of the page's own */
    {"8", "Défilé", "Un char passe."},
    {"10", "BerryVolt", "La start-up BerryVolt ferme ses portes."},
    {"9", "Le char", "Le char de la pluie, le char du soleil, char après char."},
};

enum { N_PAGES = sizeof pages / sizeof *pages, N_MORE = 40 };

/* The pages, and many more on one thing. */
static eco_index *index_with(const eco_build_options *options)
{
    static char keys[N_MORE][8];
    page all[N_PAGES + N_MORE];
    memcpy(all, pages, sizeof pages);
    for (int i = 0; i < N_MORE; i++) {
        sprintf(keys[i], "m%d", i);
        all[N_PAGES + i] = (page){keys[i], NULL, "Des entrepreneurs et encore des entrepreneurs."};
    }
    return index_of(all, N_PAGES + N_MORE, options);
}

static int build(void **state)
{
    (void)state;
    index_ = index_with(NULL);
    return 0;
}

static void expect_with(const char *query, const char *wanted, const eco_search_options *options)
{
    eco_results *results = ask(index_, query, options);
    eco_text better = eco_results_did_you_mean(results);
    if (!better.ptr != !wanted || (wanted && strcmp(better.ptr, wanted) != 0))
        fail_msg("%s: %s, not %s", query, better.ptr ? better.ptr : "nothing", wanted ? wanted : "nothing");
    eco_results_free(results);
}

static void expect(const char *query, const char *wanted)
{
    expect_with(query, wanted, NULL);
}

static void words_are_put_right_as_the_pages_write_them(void **state)
{
    (void)state;
    expect("Wauqiez", "Wauquiez");
    expect("numelinck", "Numélink");
    expect("NUMELINCK", "Numélink");
    expect("kalite", "qualité");
    expect("ôpital", "hôpital");
    expect("inovation", "innovation");
    expect("innovatoin", "innovation");
}

static void the_rest_of_the_query_stays_as_it_was(void **state)
{
    (void)state;
    expect("  +Wauqiez   -\"chat dort\"", "  +Wauquiez   -\"chat dort\"");
    expect("titre:Wauqiez^2", "titre:Wauquiez^2");
    expect("\"apel à projets\"", "\"appel à projets\"");
    expect("=inovation", "=innovation");
    expect("l'inovation", "l'innovation");
}

static void compounds_are_put_right_whole_or_in_part(void **state)
{
    (void)state;
    expect("start-upp", "start-up");
    expect("BerryVoltt", "BerryVolt");
    expect("innovation-siciale", "innovation-sociale");
    expect("wauquiez-philosophie", NULL); /* both are known: no slip */
}

static void several_words_are_put_right_together(void **state)
{
    (void)state;
    expect("+laurant +wauqiez", "+Laurent +Wauquiez");
    expect("laurant wauqiez", "Laurent Wauquiez");
    expect("\"inovation siciale\"", "\"innovation sociale\"");
}

/* "entrepeneurs" is nearer to what was typed, but is a slip of one page. */
static void a_frequent_word_is_worth_an_error_more(void **state)
{
    (void)state;
    expect("entreppeneurs", "entrepreneurs");
}

/* Known words are put right only when together they find nothing, for one far more frequent. */
static void words_that_go_together_are_preferred(void **state)
{
    (void)state;
    expect("+pluie +chat", NULL);
    expect("+pluie +wauquiez", NULL);
    expect("+chaz +dort", "+chat +dort");
    expect("+chaz +pluie", "+char +pluie");
    expect("chaz pluie", "char pluie");
}

static void nothing_is_suggested_for_what_is_found(void **state)
{
    (void)state;
    expect("wauquiez", NULL);
    expect("entrepeneurs", NULL); /* the page with the slip is found */
    expect("numélink", NULL);
    expect("*", NULL);
}

static void nothing_is_suggested_without_a_near_word(void **state)
{
    (void)state;
    expect("zxqvwk", NULL);
    expect("wau", NULL);
    expect("Wauqiez*", NULL);
    expect("12345678", NULL);
    expect("https://wauqiez.fr/", NULL);
    expect("* -wauquiez -Wauqiez source:nowhere", NULL);
}

/* What the conditions of the search leave nothing of is no suggestion. */
static void conditions_count(void **state)
{
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    static const char *const nowhere[] = {"nowhere"};
    (void)state;
    options.sources = nowhere;
    options.n_sources = 1;
    expect_with("Wauqiez", NULL, &options);
    expect("Wauqiez source:nowhere", NULL);
    options = (eco_search_options)ECO_SEARCH_OPTIONS_INIT;
    options.flags = ECO_SEARCH_PLAIN;
    expect_with("((Wauqiez", "((Wauquiez", &options);
    options.flags = ECO_SEARCH_KEYS_ONLY;
    expect_with("Wauqiez", NULL, &options);
}

static void without_stored_text_there_are_accents_but_no_capitals(void **state)
{
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_index *kept = index_;
    (void)state;
    options.no_stored_text = true;
    index_ = index_with(&options);
    expect("Wauqiez", "Wauquiez"); /* it is in a title, and titles are kept */
    expect("hopitall", "hôpital");
    eco_index_close(index_);
    index_ = kept;
}

static float cost(const char *typed, const char *word)
{
    return ecoi_suggest_cost((eco_text){typed, strlen(typed)}, (eco_text){word, strlen(word)});
}

static void errors_by_ear_cost_half(void **state)
{
    static const char *const alike[][2] = {{"filosofie", "philosofie"},  {"inovation", "innovation"},
                                           {"kalite", "qualite"},        {"opital", "hopital"},
                                           {"stile", "style"},           {"numelinck", "numelink"},
                                           {"apartement", "appartement"}};
    (void)state;
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
        assert_true(cost(alike[i][0], alike[i][1]) == 0.5f);
        assert_true(cost(alike[i][1], alike[i][0]) == 0.5f);
    }
    assert_true(cost("projet", "projet") == 0);
    assert_true(cost("porjet", "projet") == 1);
    assert_true(cost("prjet", "projet") == 1);
    assert_true(cost("projat", "projet") == 1);
    assert_true(cost("", "a") == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_put_right_as_the_pages_write_them),
        cmocka_unit_test(the_rest_of_the_query_stays_as_it_was),
        cmocka_unit_test(compounds_are_put_right_whole_or_in_part),
        cmocka_unit_test(several_words_are_put_right_together),
        cmocka_unit_test(a_frequent_word_is_worth_an_error_more),
        cmocka_unit_test(words_that_go_together_are_preferred),
        cmocka_unit_test(nothing_is_suggested_for_what_is_found),
        cmocka_unit_test(nothing_is_suggested_without_a_near_word),
        cmocka_unit_test(conditions_count),
        cmocka_unit_test(without_stored_text_there_are_accents_but_no_capitals),
        cmocka_unit_test(errors_by_ear_cost_half),
    };
    return cmocka_run_group_tests(tests, build, close_index);
}
