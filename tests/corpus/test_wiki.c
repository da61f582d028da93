/* SPDX-License-Identifier: MIT */
/* Dumps of wikis, and their markup reduced to text. */
#include "tests/corpus/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/wikitext.h"

static void expect(const heard_document *document, const char *const *passages, const eco_zone *zones,
                   size_t n)
{
    assert_int_equal(document->n_passages, n);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(document->passages[i].text, passages[i]);
        assert_int_equal(document->passages[i].zone, zones[i]);
    }
}

static void a_dump_is_read(void **state)
{
    (void)state;
    static const char *const passages[] = {"Verralis",
                                           "Verralis est une entreprise de Tours, fondée le 12 mai 2016 par "
                                           "sa directrice\xc2\xa0; elle fait du verre.",
                                           "Les fours, un soir de mars.",
                                           "Histoire",
                                           "Elle mesure ses fours depuis 3 ans et publie tout ce qu'elle "
                                           "sait. Voir le relevé et https://b.example.",
                                           "des verriers,",
                                           "des ingénieures.",
                                           "Notes et références",
                                           "Verre"};
    static const eco_zone zones[] = {ECO_ZONE_TITLE,   ECO_ZONE_LEAD,        ECO_ZONE_CAPTION,
                                     ECO_ZONE_HEADING, ECO_ZONE_BODY,        ECO_ZONE_BODY,
                                     ECO_ZONE_BODY,    ECO_ZONE_BOILERPLATE, ECO_ZONE_BOILERPLATE};
    heard all = listen_one(ECO_SOURCE_DIR "/tests/corpus/samples/rivage-wiki.xml");
    assert_int_equal(all.n, 2);
    expect(&all.documents[0], passages, zones, 9);
    assert_string_equal(all.documents[0].key, "https://wiki.rivage.example/wiki/Verralis");
    assert_string_equal(all.documents[0].source, "Wiki du Rivage");
    assert_string_equal(all.documents[0].date, "2021-05-02");
    assert_string_equal(all.documents[1].url, "https://wiki.rivage.example/wiki/Qui_paie_%3F");
    assert_int_equal(all.n_rejects, 2);
    assert_int_equal(all.rejects[0].reason, ECO_REJECT_REDIRECT);
    assert_int_equal(all.rejects[0].record, 2);
    assert_int_equal(all.rejects[1].reason, ECO_REJECT_NAMESPACE);
    assert_string_equal(all.rejects[1].detail, "of another namespace: Discussion:Verralis");
    forget(&all);
}

/* The paragraphs, each followed by "|". */
static const char *reduce(const char *wikitext)
{
    static char out[4096];
    ecoi_buf buf = {0};
    ecoi_draft draft = {0};
    size_t n = 0;
    assert_true(ecoi_wikitext_read((eco_text){wikitext, strlen(wikitext)}, &buf, &draft));
    out[0] = '\0';
    for (size_t i = 0; i < draft.n_passages; i++)
        n += (size_t)snprintf(out + n, sizeof out - n, "%.*s|", (int)draft.passages[i].text.len,
                              draft.passages[i].text.ptr);
    ecoi_draft_dispose(&draft);
    ecoi_buf_dispose(&buf);
    return out;
}

static void marks_become_text(void **state)
{
    (void)state;
    static const struct {
        const char *wiki, *text;
    } cases[] = {
        {"un ''deux'' '''trois''' '''''quatre''''' l''''or''", "un deux trois quatre l'or|"},
        {"[[Tours]], [[Tours (ville)|Tours]]s et [[:Catégorie:Loire]]", "Tours, Tourss et Catégorie:Loire|"},
        {"[[Catégorie:Loire]]\n[[en:Loire]]", ""},
        {"{{a|{{b|c}}|[[d]]}}reste", "reste|"},
        {"{{lang|en|start-up}} et {{Nombre|1200}} mots", "start-up et 1200 mots|"},
        {"{|\n| a\n{|\n| b\n|}\n|}\nreste", "reste|"},
        {"un<ref>{{x}}</ref><ref name=a/>, deux<ref group=\"b\">y</ref>", "un, deux|"},
        {"a<math>{{</math>b<gallery>\nF.jpg\n</gallery>c", "abc|"},
        {"<div class=\"x\">bloc</div> et <small>petit</small>", "bloc et petit|"},
        {"5 < 6 &lt; 7 &amp; &eacute; &#233; &bidon;", "5 < 6 < 7 & é é &bidon;|"},
        {"[https://a.example] [https://a.example/x le lien] [note]", "le lien [note]|"},
        {"== A ==\n; terme : définition\n----\n:: retrait", "A|terme : définition|retrait|"},
        {"un__NOTOC__ deux__init__", "un deux__init__|"},
        /* never closed */
        {"avant {{ouvert et la suite", "avant ouvert et la suite|"},
        {"avant [[ouvert et la suite", "avant ouvert et la suite|"},
        {"avant <!-- et la suite", "avant  et la suite|"},
        {"avant <ref>et la suite", "avant et la suite|"},
        {"avant <math>et la suite", "avant et la suite|"},
        {"avant {{a [[b}} après]]", "avant  après|"},
        {"fermé }} ]] |} de trop", "fermé   |} de trop|"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(reduce(cases[i].wiki), cases[i].text);
}

static char *repeat(const char *mark, size_t n)
{
    size_t len = strlen(mark);
    char *out = malloc(n * len + 1);
    for (size_t i = 0; i < n; i++)
        memcpy(out + i * len, mark, len + 1);
    return out;
}

/* Ends within the time of a test however marks are nested. */
static void nesting_costs_no_more_than_length(void **state)
{
    (void)state;
    static const char *const marks[] = {"{{",   "[[", "<ref>", "<math>", "<!--", "[http://a ",
                                        "{|\n", "''", "__A",   "}}",     "<a ",  "&a"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        char *text = repeat(marks[i], 300000);
        (void)reduce(text);
        free(text);
    }
}

static void dumps_cut_short_keep_what_there_is(void **state)
{
    (void)state;
    static const char dump[] =
        "<mediawiki><page><title>Un</title><ns>0</ns><revision><text>Premier.</text></revision></page>"
        "<page><title>Deux</title><ns>0</ns><revision><text>Deuxième, qui s'arr";
    heard all = listen_bytes("wiki.xml", BYTES(dump));
    assert_int_equal(all.n, 2);
    assert_string_equal(all.documents[0].key, "wiki.xml#1");
    assert_string_equal(all.documents[1].passages[1].text, "Deuxième, qui s'arr");
    assert_int_equal(all.counts.damaged, 1);
    assert_int_equal(all.counts.rejected[ECO_REJECT_XML], 1);
    forget(&all);
}

static void the_last_revision_counts(void **state)
{
    (void)state;
    heard all = listen_bytes(
        "wiki.xml", BYTES("<mediawiki><page><title>Un</title><revision><timestamp>2001-01-01T00:00:00Z"
                          "</timestamp><text>Avant.</text></revision><revision><timestamp>2002-02-02T"
                          "00:00:00Z</timestamp><text>Après.</text></revision></page></mediawiki>"));
    assert_int_equal(all.n, 1);
    assert_string_equal(all.documents[0].date, "2002-02-02");
    assert_string_equal(all.documents[0].passages[1].text, "Après.");
    forget(&all);
}

static void other_xml_is_named(void **state)
{
    (void)state;
    heard all =
        listen_bytes("sitemap.xml", BYTES("<?xml version='1.0'?>\n<urlset><url><loc>x</loc></url></urlset>"));
    assert_int_equal(all.n, 0);
    assert_int_equal(all.n_rejects, 1);
    assert_int_equal(all.rejects[0].reason, ECO_REJECT_TYPE);
    assert_non_null(strstr(all.rejects[0].detail, "<urlset>"));
    forget(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dump_is_read),
        cmocka_unit_test(marks_become_text),
        cmocka_unit_test(nesting_costs_no_more_than_length),
        cmocka_unit_test(dumps_cut_short_keep_what_there_is),
        cmocka_unit_test(the_last_revision_counts),
        cmocka_unit_test(other_xml_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
