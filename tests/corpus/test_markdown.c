/* SPDX-License-Identifier: MIT */
/* Markdown: how it is told from plain text, and what becomes of it. */
#include "tests/corpus/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/markdown.h"

static void expect(const heard_document *document, const char *const *passages, const eco_zone *zones,
                   size_t n)
{
    for (size_t i = 0; i < n && i < document->n_passages; i++) {
        assert_string_equal(document->passages[i].text, passages[i]);
        assert_int_equal(document->passages[i].zone, zones[i]);
    }
    assert_int_equal(document->n_passages, n);
}

static void a_post_of_a_blog_is_read(void **state)
{
    (void)state;
    static const char *const passages[] = {"À Tours, un atelier verrier apprend à lire les fours",
                                           "Dans une ancienne imprimerie du quartier des Deux-Lions, "
                                           "Verralis règle ses fours avec des capteurs conçus sur "
                                           "place et un logiciel que l'on comprend.",
                                           "Nous perdions une pièce sur cinq sans savoir pourquoi.",
                                           "Trois ans de mesures",
                                           "L'entreprise emploie quatorze personnes :",
                                           "dix verriers,",
                                           "trois ingénieures,",
                                           "un comptable.",
                                           "double four(double consigne) { return consigne * 0.98; }",
                                           "La salle des fours"};
    static const eco_zone zones[] = {ECO_ZONE_TITLE, ECO_ZONE_BODY,   ECO_ZONE_BODY, ECO_ZONE_HEADING,
                                     ECO_ZONE_BODY,  ECO_ZONE_BODY,   ECO_ZONE_BODY, ECO_ZONE_BODY,
                                     ECO_ZONE_BODY,  ECO_ZONE_CAPTION};
    heard all = listen_one(ECO_SOURCE_DIR "/tests/corpus/samples/blog/content/tours-verrier.md");
    assert_int_equal(all.n, 1);
    expect(&all.documents[0], passages, zones, 10);
    assert_string_equal(all.documents[0].key, "tours-verrier.md");
    assert_string_equal(all.documents[0].date, "2021-03-09");
    assert_string_equal(all.documents[0].fields, "{\"author\":\"Solène Guérineau\"}");
    forget(&all);
}

static void front_matter_has_its_forms(void **state)
{
    (void)state;
    static const struct {
        const char *text, *title, *date, *fields;
    } cases[] = {
        {"---\ntitle: 'Un : deux'\ndate: 2020-02-03\nauthors:\n  - Anne\n  - Paul\n---\nTexte.", "Un : deux",
         "2020-02-03", "{\"author\":\"Anne\"}"},
        {"+++\ntitle = \"Un\"\ndate = 2020-02-03T10:00:00Z\nauthors = [\"Anne\", \"Paul\"]\n+++\nTexte.",
         "Un", "2020-02-03", "{\"author\":\"Anne\"}"},
        {"---\r\ntitle: Un\r\nlang: fr\r\n...\r\nTexte.", "Un", "", "{\"language\":\"fr\"}"},
        {"---\ntitle: Un\ndate: hier\n---\nTexte.", "Un", "", "{\"date\":\"hier\"}"},
        {"# Un\n\n[Texte](x). **Fort**", "Un", "", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        heard all = listen_bytes("note.md", cases[i].text, strlen(cases[i].text));
        assert_int_equal(all.n, 1);
        assert_int_equal(all.documents[0].passages[0].zone, ECO_ZONE_TITLE);
        assert_string_equal(all.documents[0].passages[0].text, cases[i].title);
        assert_string_equal(all.documents[0].date, cases[i].date);
        if (cases[i].fields != NULL)
            assert_string_equal(all.documents[0].fields, cases[i].fields);
        forget(&all);
    }
}

static void marks_tell_it_from_plain_text(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
        bool is;
    } cases[] = {
        {"a", "---\ntitle: Un\n---\nTexte", true},
        {"a", "# Un titre\n\nDu texte avec [un lien](https://a.example).", true},
        {"a", "Du texte\n\n```\ncode\n```\n\n- un\n- deux\n", true},
        {"a", "# Un seul signe, et rien d'autre", false},
        {"a.md", "# Un seul signe, et rien d'autre", true},
        {"a.md.gz", "Du **gras** seulement", true},
        {"a.md", "Un texte sans aucune marque.\n\nIl est comme les autres.", false},
        {"a", "- un\n- deux\n\n> cité, **gras**", false},
        {"a", "Un texte -- avec des tirets.\n---\nEt un trait.", false},
        {"a", "#motdiese et # seul\n* * *\n", false},
        {"a", "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(ecoi_markdown_looks(cases[i].name, cases[i].text, strlen(cases[i].text)),
                         cases[i].is);
}

static void markup_becomes_text(void **state)
{
    (void)state;
    static const char text[] = "Titre\n=====\n\nUn *deux* **trois** `quatre` <span class=\"x\">cinq</span> "
                               "&eacute; <https://a.example>\n"
                               "![une image](a.png) et la suite\n\n| a | b |\n|---|---|\n| c | d "
                               "|\n\n<div>\n<p>bloc <b>brut</b></p>\n</div>\n\n"
                               "    code\n    encore\n\n1. un\n   - deux\n";
    static const char *const passages[] = {"Titre",     "Un deux trois quatre cinq é https://a.example",
                                           "une image", "et la suite",
                                           "a b",       "c d",
                                           "bloc brut", "code encore",
                                           "un",        "deux"};
    static const eco_zone zones[] = {ECO_ZONE_TITLE, ECO_ZONE_BODY, ECO_ZONE_CAPTION, ECO_ZONE_BODY,
                                     ECO_ZONE_BODY,  ECO_ZONE_BODY, ECO_ZONE_BODY,    ECO_ZONE_BODY,
                                     ECO_ZONE_BODY,  ECO_ZONE_BODY};
    heard all = listen_bytes("note.md", BYTES(text));
    assert_int_equal(all.n, 1);
    expect(&all.documents[0], passages, zones, 10);
    forget(&all);
}

static void nothing_and_noise_are_counted(void **state)
{
    (void)state;
    heard all = listen_bytes("note.md", BYTES("---\ntitle:\nx: y\n---\n\n![](a.png)\n"));
    assert_int_equal(all.n, 0);
    assert_int_equal(all.counts.rejected[ECO_REJECT_EMPTY], 1);
    forget(&all);
    char text[8200];
    memset(text, 'a', sizeof text);
    memcpy(text, "# Un\n[a](b)\n", 12);
    text[8000] = '\0';
    all = listen_bytes("note.md", text, sizeof text);
    assert_int_equal(all.counts.rejected[ECO_REJECT_BINARY], 1);
    forget(&all);
}

/* Ends within the time of a test. */
static void nesting_costs_no_more_than_length(void **state)
{
    (void)state;
    static const char *const marks[] = {"> ", "- ", "[", "![", "**", "`", "<", "![a](b)", "| ", "&"};
    size_t max = 100000;
    char *text = malloc(max + 40);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t n = strlen(marks[i]), len = (size_t)sprintf(text, "# Un\n\n[a](b)\n\n");
        for (; len + n < max; len += n)
            memcpy(text + len, marks[i], n);
        heard all = listen_bytes("note.md", text, len);
        assert_int_equal(all.n + all.n_rejects, 1);
        forget(&all);
    }
    free(text);
}

static void a_folder_may_mix_all_kinds(void **state)
{
    (void)state;
    heard all = listen_one(ECO_SOURCE_DIR "/tests/corpus/samples");
    size_t n[6] = {0};
    for (size_t i = 0; i < all.n; i++) {
        const char *key = all.documents[i].key;
        n[0] += strncmp(key, "blog/content/", 13) == 0;
        n[1] += strncmp(key, "http://127.0.0.1", 16) == 0;
        n[2] += strncmp(key, "https://rivage.example", 22) == 0;
        n[3] += strncmp(key, "https://wiki.rivage.example", 27) == 0;
        n[4] += strncmp(key, "site/", 5) == 0;
    }
    assert_int_equal(n[0], 2);
    assert_int_equal(n[1], 4);
    assert_int_equal(n[2], 2);
    assert_int_equal(n[3], 2);
    assert_int_equal(n[4], 3);
    forget(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_post_of_a_blog_is_read),      cmocka_unit_test(front_matter_has_its_forms),
        cmocka_unit_test(marks_tell_it_from_plain_text), cmocka_unit_test(markup_becomes_text),
        cmocka_unit_test(nothing_and_noise_are_counted), cmocka_unit_test(nesting_costs_no_more_than_length),
        cmocka_unit_test(a_folder_may_mix_all_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
