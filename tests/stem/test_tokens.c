/* SPDX-License-Identifier: MIT */
/* Kinds, positions and forms of what the rules make of a chunk, and byte spans into the author's text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/stem/support.h"

static const struct example {
    const char *text, *tokens;
} examples[] = {
    {"", ""},
    {" \n\t", ""},
    {"Un mot", "0 un|1 mot"},
    {"l’innovation", "0 elision l'|1 innovation"},
    {"L'Oréal", "0 compound loréal|0 elision l'|1 oréal"},
    {"L'État", "0 elision l'|1 état"},
    {"d'aujourd'hui", "0 elision d'|1 aujourd'hui"},
    {"Clust'R", "0 compound clustr|0 clust|1 r"},
    {"start-up", "0 compound startup|0 start|1 up"},
    {"start up", "0 start|0 compound startup|1 up"},
    {"dit-il", "0 dit|1 il"},
    {"chef-d'œuvre", "0 compound chefdoeuvre|0 chef|1 elision d'|2 oeuvre"},
    {"Auvergne-Rhône-Alpes", "0 compound auvergnerhônealpes|0 auvergne|1 rhône|2 alpes"},
    {"C.N.R.S.", "0 acronym cnrs"},
    {"R&D et R & D", "0 acronym r&d|1 et|2 acronym r&d"},
    {"88 000 €", "0 number 88000"},
    {"1 000 000,50", "0 number 1000000.50"},
    {"2016 300", "0 number 2016|1 number 300"},
    {"14/09/2016", "0 number 14|1 number 09|2 number 2016"},
    {"5.00TTC", "0 number 5.00|1 ttc"},
    {"20h30", "0 compound 20h30|0 number 20|1 h|2 number 30"},
    {"A380 5G 4x4", "0 a380|1 5g|2 4x4"},
    {"techStartup", "0 compound techstartup|0 tech|1 startup"},
    {"BUSINESSLes", "0 compound businessles|0 business|1 les"},
    {"LinkedIn iPhone PMEs", "0 linkedin|1 iphone|2 pmes"},
    {"C++ C# Notepad++", "0 c++|1 c#|2 notepad++"},
    {"#FrenchTech", "0 address #frenchtech|0 compound frenchtech|0 french|1 tech"},
    {"@eco_search", "0 address @eco_search|0 eco|1 search"},
    {"a.b@c-d.fr", "0 address a.b@c-d.fr|0 a|1 b|2 c|3 d|4 fr"},
    {"http://www.x.fr/", "0 address x.fr|0 http|1 www|2 x|3 fr"},
    {"voir x.fr/a?b.", "0 voir|1 address x.fr/a|1 x|2 fr|3 a|4 b"},
    {"entrepreneur·e·s", "0 entrepreneurs|0 variant entrepreneures"},
    {"étudiant(e)", "0 étudiant|0 variant étudiante"},
    {"acteurs/trices", "0 acteurs|0 variant actrices"},
    {"document(s)", "0 document|0 variant documents"},
    {"東京", "0 東|1 京"},
    {"bad\xff"
     "bytes\xc3",
     "0 bad|1 bytes"},
};

static void test_examples(void **state)
{
    workbench w = workbench_open("fr");
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        char *shown = show_tokens(&w, examples[i].text);
        assert_string_equal(shown, examples[i].tokens);
        free(shown);
    }
    workbench_close(&w);
}

/* The surface of every token, as it stands in the text. */
static void assert_surfaces(const workbench *w, const char *text, const char *expected)
{
    char shown[1024] = "";
    size_t n;
    const ecoi_token *tokens = tokens_of(w, text, strlen(text), &n);
    for (size_t i = 0; i < n; i++) {
        strcat(shown, i ? "|" : "");
        strncat(shown, text + tokens[i].start, tokens[i].len);
    }
    assert_string_equal(shown, expected);
}

static void test_surfaces(void **state)
{
    workbench w = workbench_open("fr");
    (void)state;
    assert_surfaces(&w, "Dès l’Été, à Évry", "Dès|l’|Été|à|Évry");
    assert_surfaces(&w, "re\u0301gion inno\u00advation", "re\u0301gion|inno\u00advation");
    assert_surfaces(&w, "«\u00a088\u202f000\u00a0€\u00a0»", "88\u202f000");
    assert_surfaces(&w, "un(e) étudiant(e)s", "un(e)|un(e)|étudiant(e)s|étudiant(e)s");
    assert_surfaces(&w, "start up !", "start|start up|up");
    assert_surfaces(&w, "(http://x.fr/a(b).)", "http://x.fr/a(b|http|x|fr|a|b");
    assert_surfaces(&w, "Œuvre", "Œuvre");
    workbench_close(&w);
}

static void test_terms_of_spellings(void **state)
{
    static const char *const alike[][2] = {
        {"élus", "ELUE"},        {"l'État", "l’état"},     {"œuvre", "oeuvres"},
        {"1er", "1ère"},         {"1,50", "1.5"},          {"aujourd'hui", "aujourdhui"},
        {"réalité", "REALITES"}, {"premières", "premier"}, {"développent", "développer"},
    };
    workbench w = workbench_open("fr");
    (void)state;
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
        char terms[2][ECOI_TERM_MAX + 1];
        for (int side = 0; side < 2; side++) {
            size_t n;
            const ecoi_token *tokens = tokens_of(&w, alike[i][side], strlen(alike[i][side]), &n);
            strcpy(terms[side], form_of(&w, &tokens[n - 1])->term);
        }
        assert_string_equal(terms[0], terms[1]);
    }
    workbench_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples),
        cmocka_unit_test(test_surfaces),
        cmocka_unit_test(test_terms_of_spellings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
