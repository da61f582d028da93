/* SPDX-License-Identifier: MIT */
/* The promises of analyser.h and of the face: any bytes, the same answer always, bounded words, reset, "ws".
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <ecosearch/analyse.h>

#include "base/utf8.h"
#include "tests/stem/support.h"

static void test_names(void **state)
{
    ecoi_analyser *analyser = (ecoi_analyser *)&analyser;
    eco_error error = {0};
    (void)state;
    assert_int_equal(ecoi_analyser_new("de", &analyser, &error), ECO_E_ARGUMENT);
    assert_null(analyser);
    assert_non_null(strstr(error.message, "'de'"));
    workbench w = workbench_open("ws");
    assert_string_equal(ecoi_analyser_name(w.analyser), "ws");
    workbench_close(&w);
}

static void test_fingerprint(void **state)
{
    workbench a = workbench_open("fr"), b = workbench_open("fr"), ws = workbench_open("ws");
    (void)state;
    assert_int_equal(strspn(ecoi_analyser_fingerprint(a.analyser), "0123456789abcdef"), 16);
    assert_int_equal(strlen(ecoi_analyser_fingerprint(a.analyser)), 16);
    assert_string_equal(ecoi_analyser_fingerprint(a.analyser), ecoi_analyser_fingerprint(b.analyser));
    assert_string_not_equal(ecoi_analyser_fingerprint(a.analyser), ecoi_analyser_fingerprint(ws.analyser));
    workbench_close(&a);
    workbench_close(&b);
    workbench_close(&ws);
}

static void test_ws(void **state)
{
    workbench w = workbench_open("ws");
    char long_word[600];
    size_t n;
    (void)state;
    char *shown = show_tokens(&w, "  L'été\tfut\n\ncourt-circuit l'été ");
    assert_string_equal(shown, "0 L'été|1 fut|2 court-circuit|3 l'été");
    free(shown);
    memset(long_word, 'x', sizeof long_word);
    memcpy(long_word + 254, "é", 2); /* the limit falls into it */
    const ecoi_token *tokens = tokens_of(&w, long_word, sizeof long_word, &n);
    assert_int_equal(n, 1);
    assert_int_equal(tokens[0].len, sizeof long_word);
    assert_int_equal(form_of(&w, &tokens[0])->form_len, 254);
    assert_int_equal(form_of(&w, &tokens[0])->flags, 0);
    tokens = tokens_of(&w, "\xff\x01\xfe", 3, &n); /* not UTF-8: as it stands */
    assert_int_equal(n, 2);
    workbench_close(&w);
}

static void test_forms(void **state)
{
    workbench w = workbench_open("fr");
    size_t n;
    (void)state;
    const ecoi_token *tokens = tokens_of(&w, "le Chat le chat startup start-up", 32, &n);
    assert_int_equal(tokens[0].form, 0);
    assert_int_equal(tokens[0].form, tokens[2].form);
    assert_int_equal(tokens[1].form, tokens[3].form);
    assert_true(form_of(&w, &tokens[0])->flags & ECOI_FORM_STOP);
    assert_int_equal(form_of(&w, &tokens[4])->flags, 0);
    assert_int_equal(form_of(&w, &tokens[5])->flags, ECOI_FORM_JOINED);
    assert_string_equal(form_of(&w, &tokens[4])->term, form_of(&w, &tokens[5])->term);
    tokens = tokens_of(&w, "combien 88 000", 14, &n);
    assert_true(form_of(&w, &tokens[0])->flags & ECOI_FORM_QUESTION);
    assert_int_equal(form_of(&w, &tokens[1])->flags, ECOI_FORM_NUMBER);
    workbench_close(&w);
}

static void test_reset(void **state)
{
    workbench w = workbench_open("fr");
    size_t n;
    (void)state;
    tokens_of(&w, "un deux trois l'innovation", 26, &n);
    assert_int_equal(ecoi_analysis_n_forms(w.analysis), 5);
    assert_true(ecoi_analysis_bytes(w.analysis) > 0);
    ecoi_analysis_reset(w.analysis);
    assert_int_equal(ecoi_analysis_n_forms(w.analysis), 0);
    char *shown = show_tokens(&w, "trois l'innovation");
    assert_string_equal(shown, "0 trois|1 elision l'|2 innovation");
    free(shown);
    assert_int_equal(ecoi_analysis_n_forms(w.analysis), 3);
    workbench_close(&w);
}

/* What was read before has no say in what is read now. */
static void test_memory_of_texts(void **state)
{
    static const char text[] =
        "L'Oréal start up R & D 88 000 étudiant·e·s #FrenchTech http://x.fr/?a Clust'R";
    workbench fresh = workbench_open("fr"), used = workbench_open("fr");
    (void)state;
    free(show_tokens(&used, "startup 88000 R&D L'Oréal start-up chose up start 000 88 frenchtech"));
    for (int round = 0; round < 3; round++) {
        char *a = show_tokens(&fresh, text), *b = show_tokens(&used, text);
        assert_string_equal(a, b);
        free(a);
        free(b);
    }
    workbench_close(&fresh);
    workbench_close(&used);
}

static void test_long_words(void **state)
{
    enum { LEN = 5000 };
    workbench w = workbench_open("fr");
    char *text = malloc(LEN);
    size_t n;
    (void)state;
    static const char *const fillers[] = {"a",  "é",  "a-",   "l'",     "a.", "1 ", "1,",
                                          "東", "a@", "a(e)", "\u0301", "œ",  "A"};
    for (size_t f = 0; f < sizeof fillers / sizeof *fillers; f++) {
        size_t unit = strlen(fillers[f]);
        for (size_t i = 0; i + unit <= LEN; i += unit)
            memcpy(text + i, fillers[f], unit);
        const ecoi_token *tokens = tokens_of(&w, text, LEN - LEN % unit, &n);
        check_tokens(&w, LEN, tokens, n);
    }
    free(text);
    workbench_close(&w);
}

static void check_hostile(const workbench *w, const char *bytes, size_t len)
{
    size_t n;
    char *text = malloc(len ? len : 1); /* exactly as long, so that reading on is noticed */
    memcpy(text, bytes, len);
    const ecoi_token *tokens = tokens_of(w, text, len, &n);
    check_tokens(w, len, tokens, n);
    free(text);
}

/* Both scans make the same tokens of a text. */
static void check_twins(const workbench *w, const workbench *scalar, const char *text, size_t len)
{
    size_t n, n_scalar;
    const ecoi_token *tokens = tokens_of(w, text, len, &n), *others = tokens_of(scalar, text, len, &n_scalar);
    assert_int_equal(n, n_scalar);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(tokens[i].start, others[i].start);
        assert_int_equal(tokens[i].len, others[i].len);
        assert_int_equal(tokens[i].position, others[i].position);
        assert_int_equal(tokens[i].kind, others[i].kind);
        assert_string_equal(form_of(w, &tokens[i])->form, form_of(scalar, &others[i])->form);
    }
}

static void test_hostile(void **state)
{
    static const char *const pieces[] = {
        "a", "É",   "œ", "7",  "000", " ",    "\u00a0", "’",      "'",        "-",      ".",
        "·", "(e)", "@", "#",  "://", "http", "++",     "\u0301", "&",        "\u00ad", "R",
        ",", "/",   "_", "東", "h",   "s",    "C",      "www.",   "\xe2\x80", "\xff",   "e"};
    workbench fr = workbench_open("fr"), ws = workbench_open("ws"), scalar = {0};
    uint64_t seed = 7;
    char bytes[400];
    (void)state;
    assert_int_equal(ecoi_analyser_new("fr", &scalar.analyser, NULL), ECO_OK);
    ecoi_analyser_use_scalar(scalar.analyser);
    assert_int_equal(ecoi_analysis_new(scalar.analyser, &scalar.analysis, NULL), ECO_OK);
    for (int round = 0; round < 20000; round++) {
        size_t len = 0, want = next_random(&seed) % 120;
        while (len < want) {
            const char *piece = pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)];
            if (round % 4 == 0) {
                bytes[len++] = (char)next_random(&seed);
                continue;
            }
            memcpy(bytes + len, piece, strlen(piece));
            len += strlen(piece);
        }
        check_hostile(&fr, bytes, len);
        check_hostile(&ws, bytes, len);
        check_twins(&fr, &scalar, bytes, len);
    }
    workbench_close(&scalar);
    workbench_close(&fr);
    workbench_close(&ws);
}

/* "xLETTERMARKt" */
static void write_word(char *out, uint32_t letter, uint32_t mark)
{
    *out++ = 'x';
    out += ecoi_utf8_encode(letter, out);
    if (mark)
        out += ecoi_utf8_encode(mark, out);
    memcpy(out, "t", 2);
}

/* A letter as one code point and as base and mark: the same form, for every letter of latin.def. */
static void test_composition(void **state)
{
    static const struct letter {
        unsigned letter, base, mark;
    } letters[] = {
#define X(letter, lower, base, mark, plain) {letter, base, mark},
#include "stem/latin.def"
#undef X
    };
    workbench w = workbench_open("fr");
    (void)state;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        char composed[32], decomposed[32];
        if (!letters[i].base)
            continue;
        write_word(composed, letters[i].letter, 0);
        write_word(decomposed, letters[i].base, letters[i].mark);
        char *a = show_tokens(&w, composed), *b = show_tokens(&w, decomposed);
        assert_string_equal(a, b);
        free(a);
        free(b);
    }
    workbench_close(&w);
}

static void test_fold(void **state)
{
    char out[ECOI_TERM_MAX + 1];
    char text[2000];
    (void)state;
    assert_int_equal(ecoi_fold("Île-de-France", strlen("Île-de-France"), out), 13);
    assert_string_equal(out, "ile-de-france");
    ecoi_fold("L’Haÿ-les-Roses", strlen("L’Haÿ-les-Roses"), out);
    assert_string_equal(out, "lhay-les-roses");
    memset(text, 'E', sizeof text);
    assert_int_equal(ecoi_fold(text, sizeof text, out), ECOI_TERM_MAX);
    assert_int_equal(ecoi_fold("", 0, out), 0);
}

static void test_face(void **state)
{
    eco_analyser *analyser;
    const eco_token *tokens;
    size_t n;
    eco_error error = {0};
    (void)state;
    assert_int_equal(eco_analyser_new(NULL, &analyser, &error), ECO_E_ARGUMENT);
    assert_int_equal(eco_analyser_new("xx", &analyser, &error), ECO_E_ARGUMENT);
    assert_int_equal(eco_analyser_new("fr", &analyser, &error), ECO_OK);
    assert_int_equal(eco_analyse(analyser, "l'Été", strlen("l'Été"), &tokens, &n, &error), ECO_OK);
    assert_int_equal(n, 2);
    assert_int_equal(tokens[0].kind, ECO_TOKEN_ELISION);
    assert_true(tokens[0].stop);
    assert_int_equal(tokens[1].offset, 2);
    assert_int_equal(tokens[1].length, 5);
    assert_int_equal(tokens[1].position, 1);
    assert_string_equal(tokens[1].form.ptr, "été");
    assert_string_equal(tokens[1].term.ptr, "ete");
    assert_false(tokens[1].stop);
    assert_int_equal(eco_analyse(analyser, NULL, 0, &tokens, &n, &error), ECO_OK);
    assert_int_equal(n, 0);
    assert_int_equal(eco_analyse(analyser, NULL, 1, &tokens, &n, &error), ECO_E_ARGUMENT);
    assert_int_equal(strlen(eco_analyser_fingerprint(analyser)), 16);
    eco_analyser_free(analyser);
    eco_analyser_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),       cmocka_unit_test(test_fingerprint),
        cmocka_unit_test(test_ws),          cmocka_unit_test(test_forms),
        cmocka_unit_test(test_reset),       cmocka_unit_test(test_memory_of_texts),
        cmocka_unit_test(test_long_words),  cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_composition), cmocka_unit_test(test_fold),
        cmocka_unit_test(test_face),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
