/* SPDX-License-Identifier: MIT */
/* Synonyms: what is read, what is found, in which order, and what stays as it was typed. */
#include <math.h>
#include <string.h>

#include "searcher/snapshot.h"
#include "searcher/synonyms.h"
#include "tests/searcher/support.h"

static const page pages[] = {
    {"start", NULL, "Une start-up de Lyon lève des fonds."},
    {"jeune", NULL, "Une jeune pousse de Lyon lève des fonds."},
    {"both", NULL, "Cette start-up est une jeune pousse de Lyon."},
    {"apart", NULL, "Une pousse de bambou et une jeune fille."},
    {"ia", NULL, "Un institut pour l'IA à Grenoble."},
    {"long", NULL, "Un institut pour l'intelligence artificielle à Grenoble."},
    {"half", NULL, "L'intelligence collective à Grenoble."},
    {"aura", NULL, "Il aura un institut."},
    {"region", NULL, "La région Auvergne-Rhône-Alpes finance l'institut."},
    {"paca", NULL, "La région PACA finance un lycée."},
    {"pac", NULL, "La PAC finance un lycée agricole."},
    {"provence", NULL, "La région Provence-Alpes-Côte d'Azur finance un lycée."},
    {"rd", NULL, "Le budget de recherche et développement."},
    {"incub", NULL, "Un incubateur ouvre."},
    {"accel", NULL, "Un accélérateur ouvre."},
};

static int build(void **state)
{
    (void)state;
    index_ = index_of(pages, sizeof pages / sizeof *pages, NULL);
    return 0;
}

static void expect_alone(const char *query, const char *wanted)
{
    char keys[1024];
    assert_string_equal(found(index_, query, ECO_SEARCH_NO_SYNONYMS, keys), wanted);
}

static void either_finds_the_other_and_ranks_itself_first(void **state)
{
    (void)state;
    expect_found("startup", "start both jeune");
    expect_found("\"jeune pousse\"", "jeune both");
    expect_found("jeune pousse", "jeune both apart start");
    expect_found("jeunes pousses", "jeune both apart start");
    expect_found("IA", "ia long");
    expect_found("ia", "ia long");
    expect_found("l'IA", "ia long");
    expect_found("+intelligence +artificielle", "long ia");
    expect_found("R&D", "rd");
    expect_found("R & D", "rd");
    expect_alone("startup", "start both");
    expect_alone("IA", "ia");
}

static void capitals_are_not_stemmed(void **state)
{
    (void)state;
    expect_found("PACA", "paca provence");
    expect_found("PAC", "pac");
    expect_found("Provence-Alpes-Côte d'Azur", "provence paca");
}

static void as_written_is_as_written(void **state)
{
    (void)state;
    expect_found("AURA", "region");
    expect_found("+institut +AURA", "region");
    expect_found("aura", "aura");
    expect_found("Auvergne-Rhône-Alpes", "region");
}

static void what_differs_is_kept_apart(void **state)
{
    (void)state;
    expect_found("incubateur", "incub");
    expect_found("accélérateur", "accel");
}

static void quotes_patterns_and_exclusions_are_left_alone(void **state)
{
    (void)state;
    expect_found("\"IA\"", "ia");
    expect_found("=IA", "ia");
    expect_found("startup~1", "start both");
    expect_found("startu*", "start both");
    expect_found("+lyon -startup", "jeune");
    expect_found("lyon SAUF startup", "jeune");
}

static void synonyms_work_inside_operators(void **state)
{
    (void)state;
    expect_found("startup NEAR/3 lyon", "start both jeune");
    expect_found("PARA(startup fonds)", "start jeune");
    expect_found("startup ET fonds", "start jeune");
    expect_found("AUMOINS/2(startup fonds bambou)", "start jeune");
    expect_found("zone:corps:IA", "ia long");
    expect_found("titre:IA", "");
    expect_found("(jeune pousse) ET fonds", "jeune start");
}

static double score_of(const char *query, const char *key)
{
    eco_results *results = ask(index_, query, NULL);
    double score = 0;
    for (size_t i = 0; i < eco_results_count(results); i++)
        if (strcmp(eco_results_hit(results, i)->key.ptr, key) == 0)
            score = eco_results_hit(results, i)->score;
    eco_results_free(results);
    return score;
}

static void a_document_with_both_counts_the_best(void **state)
{
    char keys[1024];
    (void)state;
    double with = score_of("startup", "both");
    found(index_, "startup", 0, keys);
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    options.flags = ECO_SEARCH_NO_SYNONYMS;
    eco_results *results = ask(index_, "startup", &options);
    double without = 0;
    for (size_t i = 0; i < eco_results_count(results); i++)
        if (strcmp(eco_results_hit(results, i)->key.ptr, "both") == 0)
            without = eco_results_hit(results, i)->score;
    assert_true(with > 0 && fabs(with - without) < 1e-9);
    eco_results_free(results);
}

/* Two pages alike but for the word: the synonym's is worth its weight, and twice as much where asked for. */
static void a_synonym_weighs_less(void **state)
{
    (void)state;
    double typed = score_of("startup", "start"), synonym = score_of("startup", "jeune");
    assert_true(synonym > 0.9 * ECO_SYNONYM_WEIGHT * typed && synonym < 1.1 * ECO_SYNONYM_WEIGHT * typed);
    assert_true(fabs(score_of("startup^2", "jeune") - 2 * synonym) < 1e-6);
}

static void an_explanation_names_the_synonym_and_sums_up(void **state)
{
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    bool named = false;
    (void)state;
    options.flags = ECO_SEARCH_EXPLAIN;
    eco_results *results = ask(index_, "institut IA", &options);
    for (size_t i = 0; i < eco_results_count(results); i++) {
        const eco_hit *hit = eco_results_hit(results, i);
        double sum = 0;
        for (size_t j = 0; j < hit->n_explain; j++) {
            sum += hit->explain[j].depth == 0 ? hit->explain[j].value : 0;
            named =
                named || (strcmp(hit->key.ptr, "long") == 0 &&
                          strcmp(hit->explain[j].text, "\"intelligence artificielle\" (synonym of IA)") == 0);
        }
        assert_true(fabs(sum - hit->score) < 1e-6);
    }
    assert_true(named);
    eco_results_free(results);
}

static void synonyms_are_highlighted(void **state)
{
    (void)state;
    eco_results *results = ask(index_, "IA", NULL);
    const eco_hit *hit = eco_results_hit(results, 1);
    assert_string_equal(hit->key.ptr, "long");
    assert_int_equal(hit->n_highlights, 2);
    eco_results_free(results);
}

static eco_status parse(const char *text, eco_error *error)
{
    eco_synonyms *synonyms;
    eco_status status = eco_synonyms_parse("mine", text, strlen(text), &synonyms, error);
    assert_true((status == ECO_OK) == (synonyms != NULL));
    eco_synonyms_free(synonyms);
    return status;
}

static void malformed_lines_are_named(void **state)
{
    static const char *const bad[][2] = {
        {"a", "mine:1: there is only one word: write synonyms with commas or => between"},
        {"# c\n\na, b\n, c", "mine:4: a word is missing beside a comma or =>"},
        {"a,, b", "mine:1: a word is missing beside a comma or =>"},
        {"a =>", "mine:1: a word is missing beside a comma or =>"},
        {"=> a", "mine:1: a word is missing beside a comma or =>"},
        {"a => b => c", "mine:1: there is more than one => in the line"},
        {"a, b\na, …", "mine:2: \"…\" has neither letters nor figures"},
        {"a, b, a", "mine:1: \"a\" stands twice in the line"},
        {"a, 1 2 3 4 5 6 7 8 9", "mine:1: \"1 2 3 4 5 6 7 8 9\" is more than 8 words"},
        {"a, \xff", "mine:1: this is no UTF-8 text"},
        {"a, \x01", "mine:1: there is a control character in the line"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        eco_error error;
        assert_int_equal(parse(bad[i][0], &error), ECO_E_ARGUMENT);
        assert_string_equal(error.message, bad[i][1]);
    }
    assert_int_equal(parse("", NULL), ECO_OK);
    assert_int_equal(parse("\xef\xbb\xbf"
                           "a, b\r\n\r\n#\r\n= c => d\r\n",
                           NULL),
                     ECO_OK);
}

static void a_list_of_ones_own_takes_the_place_of_the_built_in(void **state)
{
    static const char text[] = "lycée => institut\nbambou, lycée agricole\n";
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    eco_synonyms *synonyms;
    char keys[1024];
    (void)state;
    assert_int_equal(eco_synonyms_parse("mine", text, strlen(text), &synonyms, NULL), ECO_OK);
    options.synonyms = synonyms;
    static const char *const queries[][2] = {{"bambou", "apart pac"},
                                             {"lycée agricole", "pac paca apart provence"},
                                             {"IA", "ia"},
                                             {"+paca +institut", ""},
                                             {"+lycée +Grenoble", "ia long"}};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        eco_results *results = ask(index_, queries[i][0], &options);
        assert_string_equal(keys_of(results, keys), queries[i][1]);
        eco_results_free(results);
    }
    eco_synonyms_free(synonyms);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(either_finds_the_other_and_ranks_itself_first),
        cmocka_unit_test(capitals_are_not_stemmed),
        cmocka_unit_test(as_written_is_as_written),
        cmocka_unit_test(what_differs_is_kept_apart),
        cmocka_unit_test(quotes_patterns_and_exclusions_are_left_alone),
        cmocka_unit_test(synonyms_work_inside_operators),
        cmocka_unit_test(a_document_with_both_counts_the_best),
        cmocka_unit_test(a_synonym_weighs_less),
        cmocka_unit_test(an_explanation_names_the_synonym_and_sums_up),
        cmocka_unit_test(synonyms_are_highlighted),
        cmocka_unit_test(malformed_lines_are_named),
        cmocka_unit_test(a_list_of_ones_own_takes_the_place_of_the_built_in),
    };
    return cmocka_run_group_tests(tests, build, close_index);
}
