/* SPDX-License-Identifier: MIT */
/* Typed with accents, a word ranks them first and still finds what lacks them; typed without, it finds all
 * alike. */
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

static void verbs_and_inflections_are_left_alone(void **state)
{
    (void)state;
    expect_found("signé", "verb participle infinitive");
    expect_found("préfère", "prefer preferring");
    expect_found("préférer", "prefer preferring");
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
            if (strstr(hit->explain[j].text, "without an accent")) {
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
    size_t n_unlike = ecoi_accents_unlike((eco_text){typed, strlen(typed)}, list, n, ordinals);
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

static void forms_that_differ_otherwise_are_not_unlike(void **state)
{
    static const char *const events[] = {"événement", "évènement", "evenement"};
    static const char *const elected[] = {"élu", "elu", "elus", "elue"};
    static const char *const verbs[] = {"créé", "crée", "créer", "cree"};
    const uint64_t once[] = {1, 1, 1, 1};
    (void)state;
    assert_string_equal(unlike("événement", events, once, 3), "2");
    assert_string_equal(unlike("élue", elected, once, 4), "3");
    assert_string_equal(unlike("élus", elected, once, 4), "12");
    assert_string_equal(unlike("créé", verbs, once, 4), "3");
    assert_string_equal(unlike("crée", verbs, once, 4), "3");
    assert_string_equal(unlike("œuvré", verbs, once, 4), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accents_typed_rank_first),
        cmocka_unit_test(no_accent_typed_asks_for_none),
        cmocka_unit_test(verbs_and_inflections_are_left_alone),
        cmocka_unit_test(quotes_stay_exact),
        cmocka_unit_test(an_explanation_says_so_and_sums_up),
        cmocka_unit_test(rare_slips_are_let_pass),
        cmocka_unit_test(forms_that_differ_otherwise_are_not_unlike),
    };
    return cmocka_run_group_tests(tests, build, close_index);
}
