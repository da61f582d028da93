/* SPDX-License-Identifier: MIT */
/* Words of a user's own: what the files say, what becomes of it, and what is wrong with a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "stem/recorded.h"
#include "stem/user_words.h"

static const char *write_file(const char *name, const char *text)
{
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    return name;
}

/* The list of two texts, either of which may be NULL; in a buffer of the test's. */
static eco_status load(const char *protected_words, const char *stems, char *out, eco_error *error)
{
    ecoi_buf list = {0};
    eco_status status = ecoi_user_words_load(protected_words ? write_file("kept", protected_words) : NULL,
                                             stems ? write_file("stems", stems) : NULL, &list, error);
    snprintf(out, 1024, "%.*s", (int)list.len, (const char *)list.data);
    ecoi_buf_dispose(&list);
    return status;
}

static void expect_list(const char *protected_words, const char *stems, const char *wanted)
{
    char list[1024];
    eco_error error = {0};
    if (load(protected_words, stems, list, &error))
        fail_msg("%s", error.message);
    assert_string_equal(list, wanted);
}

static void order_comments_and_doubles_do_not_matter(void **state)
{
    (void)state;
    expect_list("Tours\nclusters\n", NULL, "K\tclusters\nK\ttours\n");
    expect_list("# names\n\r\n  clusters \r\nTOURS\ntours\n# end", NULL, "K\tclusters\nK\ttours\n");
    expect_list(NULL, "vélo\tbécane\n", "T\tvélo\tbecane\n");
    expect_list("BerryVolt\n", "# c\nVÉLO\tBÉCANE\nvélo\tbecane\n", "W\tberryvolt\nT\tvélo\tbecane\n");
    expect_list("", "", "");
    expect_list(NULL, NULL, "");
}

static void what_changes_nothing_is_left_out(void **state)
{
    (void)state;
    expect_list("temps\n", NULL, "");       /* kept anyway */
    expect_list(NULL, "chats\tchat\n", ""); /* the stem it has */
    expect_list("chat\nchats\n", NULL, "K\tchats\n");
}

/* The term of a word's first token, and how many tokens there are. */
static const char *term(const ecoi_analyser *analyser, const char *word, size_t *out_n)
{
    static char out[ECOI_TERM_MAX + 1];
    ecoi_analysis *analysis;
    const ecoi_token *tokens;
    assert_int_equal(ecoi_analysis_new(analyser, &analysis, NULL), ECO_OK);
    assert_int_equal(ecoi_analysis_run(analysis, word, strlen(word), &tokens, out_n, NULL), ECO_OK);
    strcpy(out, ecoi_analysis_form(analysis, tokens[0].form)->term);
    ecoi_analysis_free(analysis);
    return out;
}

static void words_are_kept_and_given_stems(void **state)
{
    static const char list[] = "W\tberryvolt\nT\tbécane\tvelo\nK\ttours\nK\tventilateur\n";
    ecoi_analyser *analyser;
    size_t n;
    (void)state;
    assert_int_equal(ecoi_analyser_new_with("fr", (eco_text){list, sizeof list - 1}, &analyser, NULL),
                     ECO_OK);
    assert_string_equal(term(analyser, "Tours", &n), "tours");
    assert_string_equal(term(analyser, "tour", &n), "tour");
    assert_string_equal(term(analyser, "ventilateurs", &n), "ventilateur");
    assert_string_equal(term(analyser, "bécane", &n), "velo");
    assert_string_equal(term(analyser, "BECANE", &n), "velo");
    assert_string_equal(term(analyser, "BerryVolt", &n), "berryvolt");
    assert_int_equal(n, 1);
    ecoi_analyser_free(analyser);
}

static void the_fingerprint_covers_the_words(void **state)
{
    static const char *const lists[] = {"", "K\ttours\n", "K\tclusters\nK\ttours\n", "T\ttours\ttours\n",
                                        "T\ttours\ttouraine\n"};
    enum { N = sizeof lists / sizeof *lists };
    char fingerprints[N][32];
    (void)state;
    for (size_t i = 0; i < N; i++) {
        ecoi_analyser *analyser;
        assert_int_equal(
            ecoi_analyser_new_with("fr", (eco_text){lists[i], strlen(lists[i])}, &analyser, NULL), ECO_OK);
        strcpy(fingerprints[i], ecoi_analyser_fingerprint(analyser));
        ecoi_analyser_free(analyser);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(fingerprints[i], fingerprints[j]);
    }
    ecoi_analyser *plain;
    assert_int_equal(ecoi_analyser_new("fr", &plain, NULL), ECO_OK);
    assert_string_equal(ecoi_analyser_fingerprint(plain), fingerprints[0]);
    ecoi_analyser_free(plain);
}

/* What an index was made with is made again, or it is said what to do. */
static void another_analysis_is_refused(void **state)
{
    eco_text words = {"K\ttours\n", 8};
    ecoi_analyser *analyser, *again;
    eco_error error;
    (void)state;
    assert_int_equal(ecoi_analyser_new_with("fr", words, &analyser, NULL), ECO_OK);
    const char *fingerprint = ecoi_analyser_fingerprint(analyser);
    assert_int_equal(ecoi_analyser_recorded("index", "fr", fingerprint, words, &again, NULL), ECO_OK);
    ecoi_analyser_free(again);
    assert_int_equal(ecoi_analyser_recorded("index", "fr", fingerprint, (eco_text){NULL, 0}, &again, &error),
                     ECO_E_ANALYSER);
    assert_null(again);
    assert_non_null(strstr(error.message, "build the index again"));
    assert_int_equal(ecoi_analyser_recorded("index", "fr", "0", words, &again, &error), ECO_E_ANALYSER);
    assert_non_null(
        strstr(error.message, "build the index again, with its files of protected words and stems"));
    assert_int_equal(ecoi_analyser_recorded("index", "fr", "0", (eco_text){"x", 1}, &again, &error),
                     ECO_E_CORRUPT);
    ecoi_analyser_free(analyser);
}

static void malformed_lines_are_named(void **state)
{
    static const char *const bad[][3] = {
        {"a\n\nstart-up\n", NULL, "kept:3: \"start-up\" is not a single word"},
        {"la rue\n", NULL, "kept:1: \"la rue\" is not a single word"},
        {"l'eau\n", NULL, "kept:1: \"l'eau\" is not a single word"},
        {"…\n", NULL, "kept:1: \"…\" is not a single word"},
        {"2016\n", NULL, "kept:1: \"2016\" is not a single word"},
        {"\xff\n", NULL, "kept:1: this is no UTF-8 text"},
        {NULL, "vélo bécane\n", "stems:1: expected a word, a tab and its stem"},
        {NULL, "vélo\tbé cane\n", "stems:1: \"bé cane\" is not a single word"},
        {NULL, "vélo\t\n", "stems:1: expected a word, a tab and its stem"},
        {NULL, "vélo\ta\nvélo\tb\n", "stems:2: \"vélo\" has another stem in an earlier line"},
        {NULL, "BerryVolt\tvolt\n",
         "stems:1: \"BerryVolt\" is taken apart at its capitals: protect it instead"},
        {"tours\n", "Tours\ttouraine\n", "stems:1: \"tours\" is a protected word: it has no other stem"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char list[1024];
        eco_error error = {0};
        assert_int_equal(load(bad[i][0], bad[i][1], list, &error), ECO_E_ARGUMENT);
        assert_string_equal(error.message, bad[i][2]);
    }
    eco_error error;
    ecoi_buf list = {0};
    assert_int_equal(ecoi_user_words_load("nowhere", NULL, &list, &error), ECO_E_MISSING);
    ecoi_buf_dispose(&list);
}

static void nonsense_is_no_list(void **state)
{
    static const char *const nonsense[] = {"x",          "K\t",        "K",    "Ktours", "T\ttours",
                                           "T\ttours\t", "T\t\ttours", "Q\tx", "\n"};
    (void)state;
    for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++) {
        ecoi_analyser *analyser;
        eco_text list = {nonsense[i], strlen(nonsense[i])};
        assert_int_equal(ecoi_analyser_new_with("fr", list, &analyser, NULL), ECO_E_DATA);
        assert_null(analyser);
    }
    ecoi_analyser *analyser;
    assert_int_equal(ecoi_analyser_new_with("ws", (eco_text){"K\tx", 3}, &analyser, NULL), ECO_E_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_comments_and_doubles_do_not_matter),
        cmocka_unit_test(what_changes_nothing_is_left_out),
        cmocka_unit_test(words_are_kept_and_given_stems),
        cmocka_unit_test(the_fingerprint_covers_the_words),
        cmocka_unit_test(another_analysis_is_refused),
        cmocka_unit_test(malformed_lines_are_named),
        cmocka_unit_test(nonsense_is_no_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
