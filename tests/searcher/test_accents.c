/* SPDX-License-Identifier: MIT */
/* A word ranks the form it was typed in first and still finds the others of its stem; accents that were typed
 * are part of it, accents that were not are not. */
#include <math.h>
#include <string.h>

#include "searcher/accents.h"
#include "stem/analyser.h"
#include "tests/searcher/support.h"

/* Alike but for accents; what ties comes in this order. */
static const page pages[] = {
    {"capitals", "REUNION DES ELEVES", "LES ELEVES ET L'ETAT."},
    {"bare", "Reunion des eleves", "Les eleves et l'Etat."},
    {"accents", "Réunion des élèves", "Les élèves et l'État."},
    {"verb", NULL, "Il signe un accord."},
    {"participle", NULL, "Il signé un accord."},
    {"infinitive", NULL, "Il va signer un accord."},
    {"prefer", NULL, "On préfère la mer."},
    {"preferring", NULL, "On préférait la mer."},
    {"market-capitals", NULL, "MARCHE COUVERT."},
    {"market", NULL, "Le marché couvert."},
    {"walk", NULL, "La marche couverte."},
};

static int build(void **state)
{
    (void)state;
    index_ = index_of(pages, sizeof pages / sizeof *pages, NULL);
    return 0;
}

static void accents_typed_rank_first(void **state)
{
    (void)state;
    expect_found("état", "accents capitals bare");
    expect_found("État", "accents capitals bare");
    expect_found("élève", "accents capitals bare");
    expect_found("réunion", "accents capitals bare");
    expect_found("titre:réunion", "accents capitals bare");
    expect_found("+réunion +élève", "accents capitals bare");
    expect_found("l'État", "accents capitals bare");
}

static void no_accent_typed_asks_for_none(void **state)
{
    (void)state;
    expect_found("etat", "capitals bare accents");
    expect_found("ETAT", "capitals bare accents");
    expect_found("eleve", "capitals bare accents");
    expect_found("Elève", "accents capitals bare"); /* the capital is bare, the rest is not */
}

static void the_form_typed_ranks_first(void **state)
{
    (void)state;
    expect_found("signé", "participle verb infinitive");
    expect_found("signer", "infinitive verb participle");
    expect_found("préférait", "preferring prefer");
}

/* Bare capitals may be either word. */
static void capitals_that_spell_another_word_are_found(void **state)
{
    (void)state;
    expect_found("marché", "market market-capitals");
    expect_found("marchés", "market market-capitals");
    expect_found("marcher", "market-capitals walk");
    expect_found("marche", "market-capitals market walk");
    expect_found("MARCHE", "market-capitals market walk");
    expect_found("\"marché\"", "market");
    expect_found("+couvert -marché", "walk");
}

static void a_form_that_no_page_has_asks_for_nothing(void **state)
{
    (void)state;
    expect_found("préférer", "prefer preferring");
    expect_found("signèrent", "verb participle infinitive");
}

static void number_is_no_other_form(void **state)
{
    (void)state;
    expect_found("élève", "accents capitals bare");
    expect_found("accord accords", "verb participle infinitive");
}

static void quotes_stay_exact(void **state)
{
    (void)state;
    expect_found("\"état\"", "accents");
    expect_found("\"etat\"", "capitals bare accents");
}

static void an_explanation_says_so_and_sums_up(void **state)
{
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    size_t n_said = 0;
    (void)state;
    options.flags = ECO_SEARCH_EXPLAIN;
    eco_results *results = ask(index_, "élèves", &options);
    for (size_t i = 0; i < eco_results_count(results); i++) {
        const eco_hit *hit = eco_results_hit(results, i);
        double sum = 0;
        for (size_t j = 0; j < hit->n_explain; j++) {
            sum += hit->explain[j].depth == 0 ? hit->explain[j].value : 0;
            if (strstr(hit->explain[j].text, "in another form")) {
                assert_true(hit->explain[j].value == 2);
                n_said++;
            }
        }
        assert_true(fabs(sum - hit->score) < 1e-6);
    }
    assert_int_equal(n_said, 2);
    eco_results_free(results);
}

/* Forms in the order given, with counts; which are unlike, as a string of their ordinals. */
static const char *unlike(const char *typed, const char *const *forms, const uint64_t *counts, size_t n)
{
    static char out[16];
    char folded[8][ECOI_TERM_MAX + 1];
    ecoi_term_form list[8];
    uint32_t ordinals[8];
    for (size_t i = 0; i < n; i++) {
        size_t len = ecoi_fold(forms[i], strlen(forms[i]), folded[i]);
        list[i] = (ecoi_term_form){{forms[i], strlen(forms[i])}, {folded[i], len}, counts[i]};
    }
    bool alike;
    size_t n_unlike = ecoi_accents_unlike((eco_text){typed, strlen(typed)}, list, n, ordinals, &alike);
    for (size_t i = 0; i < n_unlike; i++)
        out[i] = (char)('0' + ordinals[i]);
    out[n_unlike] = '\0';
    return out;
}

static void rare_slips_are_let_pass(void **state)
{
    static const char *const forms[] = {"congé", "congés", "conge", "conges"};
    (void)state;
    assert_string_equal(unlike("congé", forms, (const uint64_t[]){90, 90, 1, 2}, 4), "23");
    assert_string_equal(unlike("congés", forms, (const uint64_t[]){900, 900, 1, 2}, 4), "");
    assert_string_equal(unlike("conge", forms, (const uint64_t[]){1, 1, 1, 1}, 4), "");
}

static void only_number_and_accents_not_typed_are_let_pass(void **state)
{
    static const char *const events[] = {"événement", "évènement", "evenement"};
    static const char *const elected[] = {"élu", "elu", "élus", "élue"};
    static const char *const verbs[] = {"créé", "crée", "créer", "cree"};
    const uint64_t once[] = {1, 1, 1, 1};
    (void)state;
    assert_string_equal(unlike("événement", events, once, 3), "2");
    assert_string_equal(unlike("evenements", events, once, 3), "");
    assert_string_equal(unlike("élus", elected, once, 4), "13");
    assert_string_equal(unlike("elu", elected, once, 4), "3");
    assert_string_equal(unlike("créé", verbs, once, 4), "123");
    assert_string_equal(unlike("cree", verbs, once, 4), "2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accents_typed_rank_first),
        cmocka_unit_test(no_accent_typed_asks_for_none),
        cmocka_unit_test(the_form_typed_ranks_first),
        cmocka_unit_test(capitals_that_spell_another_word_are_found),
        cmocka_unit_test(a_form_that_no_page_has_asks_for_nothing),
        cmocka_unit_test(number_is_no_other_form),
        cmocka_unit_test(quotes_stay_exact),
        cmocka_unit_test(an_explanation_says_so_and_sums_up),
        cmocka_unit_test(rare_slips_are_let_pass),
        cmocka_unit_test(only_number_and_accents_not_typed_are_let_pass),
    };
    return cmocka_run_group_tests(tests, build, close_index);
}
