/* SPDX-License-Identifier: MIT */
/* Feeds of every kind, and what is wrong with real ones or meant to harm. */
#include "tests/corpus/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static heard listen_text(const char *text)
{
    return listen_bytes("fil.xml", text, strlen(text));
}

static bool says(const heard_document *document, const char *text)
{
    for (size_t i = 0; i < document->n_passages; i++)
        if (strstr(document->passages[i].text, text) != NULL)
            return true;
    return false;
}

static void expect_title(const heard_document *document, const char *title)
{
    assert_int_equal(document->passages[0].zone, ECO_ZONE_TITLE);
    assert_string_equal(document->passages[0].text, title);
}

static void a_feed_by_hugo_is_read(void **state)
{
    (void)state;
    heard all = listen_one(ECO_SOURCE_DIR "/tests/corpus/samples/rivage.rss");
    assert_int_equal(all.n, 2);
    assert_string_equal(all.documents[1].key, "https://rivage.example/tours-verrier/");
    assert_string_equal(all.documents[1].url, "https://rivage.example/tours-verrier/");
    assert_string_equal(all.documents[1].date, "2021-03-09");
    assert_string_equal(all.documents[1].source, "Le Rivage numérique");
    expect_title(&all.documents[1], "À Tours, un atelier verrier apprend à lire les fours");
    assert_true(says(&all.documents[1], "un logiciel que l’on comprend")); /* escaped twice */
    assert_int_equal(all.n_rejects, 0);
    forget(&all);
}

static const char wordpress[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"\n"
    "\txmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\n"
    "\txmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
    "\txmlns:atom=\"http://www.w3.org/2005/Atom\"\n\t>\n\n<channel>\n\t<title>Le Fil de l'Estuaire</title>\n"
    "\t<atom:link href=\"https://estuaire.example/feed/\" rel=\"self\" type=\"application/rss+xml\" />\n"
    "\t<link>https://estuaire.example</link>\n\t<item>\n\t\t<title>Deux &#038; deux font quatre</title>\n"
    "\t\t<link>https://estuaire.example/deux/</link>\n"
    "\t\t<dc:creator><![CDATA[Maëlle Kerdoncuff]]></dc:creator>\n"
    "\t\t<pubDate>Mon, 01 Feb 2016 07:30:12 +0000</pubDate>\n\t\t<category><![CDATA[Calcul]]></category>\n"
    "\t\t<guid isPermaLink=\"false\">https://estuaire.example/?p=12</guid>\n"
    "\t\t<description><![CDATA[<p>Un résumé de l&#8217;article [&#8230;]</p>]]></description>\n"
    "\t\t<content:encoded><![CDATA[<p>Le texte entier de l&#8217;article, avec <a href=\"/x\">un lien</a> et "
    "tout ce "
    "qui va avec.</p>\n<h2>Une suite</h2>\n<p>Et un second paragraphe qui termine le "
    "propos.</p>]]></content:encoded>\n"
    "\t</item>\n</channel>\n</rss>\n";

static void the_content_stands_before_the_summary(void **state)
{
    (void)state;
    heard all = listen_text(wordpress);
    assert_int_equal(all.n, 1);
    const heard_document *document = &all.documents[0];
    assert_string_equal(document->key, "https://estuaire.example/?p=12");
    assert_string_equal(document->url, "https://estuaire.example/deux/");
    assert_string_equal(document->date, "2016-02-01");
    assert_string_equal(document->source, "Le Fil de l'Estuaire");
    assert_non_null(strstr(document->fields, "\"author\":\"Maëlle Kerdoncuff\""));
    expect_title(document, "Deux & deux font quatre");
    assert_true(says(document, "Le texte entier de l’article, avec un lien"));
    assert_false(says(document, "résumé"));
    forget(&all);
}

static void atom_says_what_its_text_is(void **state)
{
    (void)state;
    heard all = listen_text(
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Atomes</title>"
        "<link rel='self' href='https://a.example/atom'/><author><name>Le site</name></author>"
        "<entry><title type='html'>Un &lt;em&gt;titre&lt;/em&gt;</title><id>urn:uuid:1</id>"
        "<link rel='enclosure' href='https://a.example/son'/><link href='https://a.example/1'/>"
        "<updated>2020-01-05T10:00:00Z</updated><published>2019-12-31T23:00:00Z</published>"
        "<author><name>Anne</name><uri>https://a.example/anne</uri></author>"
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Du texte 2 &lt; 3 en <b>gras</b> "
        "dans une "
        "page.</p></div></content></entry>"
        "<entry><title>Deux &lt;b&gt; trois</title><id>2</id><updated>2020-02-01T00:00:00Z</updated>"
        "<summary>Un résumé sans balises &amp; sans façon, comme il se doit.</summary></entry></feed>");
    assert_int_equal(all.n, 2);
    assert_string_equal(all.documents[0].key, "urn:uuid:1");
    assert_string_equal(all.documents[0].url, "https://a.example/1");
    assert_string_equal(all.documents[0].date, "2019-12-31");
    assert_non_null(strstr(all.documents[0].fields, "\"author\":\"Anne\""));
    expect_title(&all.documents[0], "Un titre");
    assert_true(says(&all.documents[0], "Du texte 2 < 3 en gras"));
    assert_string_equal(all.documents[1].key, "fil.xml#2"); /* no address: not unique */
    assert_string_equal(all.documents[1].date, "2020-02-01");
    expect_title(&all.documents[1], "Deux <b> trois");
    assert_true(says(&all.documents[1], "sans balises & sans façon"));
    forget(&all);
}

static void rdf_has_its_items_beside_the_channel(void **state)
{
    (void)state;
    heard all = listen_text("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rdf:RDF "
                            "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
                            " xmlns:dc='http://purl.org/dc/elements/1.1/' "
                            "xmlns='http://purl.org/rss/1.0/'><channel rdf:about='x'>"
                            "<title>L'\xe9t\xe9</title></channel><item "
                            "rdf:about='https://r.example/1'><title>Un \xe9t\xe9</title>"
                            "<link>https://r.example/1</link><description>La description de l'\xe9t\xe9, "
                            "assez longue.</description>"
                            "<dc:date>2009-06-01T08:00:00+02:00</dc:date></item></rdf:RDF>");
    assert_int_equal(all.n, 1);
    assert_string_equal(all.documents[0].key, "https://r.example/1");
    assert_string_equal(all.documents[0].source, "L'été");
    assert_string_equal(all.documents[0].date, "2009-06-01");
    assert_true(says(&all.documents[0], "La description de l'été"));
    forget(&all);
}

static void dates_are_as_in_mail(void **state)
{
    (void)state;
    static const struct {
        const char *written, *date;
    } cases[] = {
        {"Tue, 09 Mar 2021 08:00:00 +0100", "2021-03-09"},
        {"9 Mar 2021", "2021-03-09"},
        {"Sun, 6 November 1994 08:49:37 GMT", "1994-11-06"},
        {"06-Nov-94 08:49", "1994-11-06"},
        {"2021-03-09T08:00:00Z", "2021-03-09"},
        {"09/03/2021", "2021-03-09"},
        {"Sat, 30 Feb 2021 00:00:00 GMT", ""},
        {"hier", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[400];
        snprintf(text, sizeof text,
                 "<rss><channel><item><title>Un titre</title><pubDate>%s</pubDate></item></channel></rss>",
                 cases[i].written);
        heard all = listen_text(text);
        assert_int_equal(all.n, 1);
        assert_string_equal(all.documents[0].date, cases[i].date);
        assert_int_equal(all.counts.bad_dates, cases[i].date[0] == '\0');
        if (cases[i].date[0] == '\0')
            assert_non_null(strstr(all.documents[0].fields, cases[i].written));
        forget(&all);
    }
}

static void sloppy_feeds_are_read_all_the_same(void **state)
{
    (void)state;
    heard all = listen_text(
        "<rss><channel><title>Caf&eacute;</title><item><title>L'&eacute;t&eacute;&nbsp;: la suite</title>"
        "<content:encoded>Un texte & une esperluette nue, un préfixe inconnu.</content:encoded>"
        "</item><item><title>Encore un</title></item></channel></rss>");
    assert_int_equal(all.n, 2);
    assert_string_equal(all.documents[0].source, "Café");
    expect_title(&all.documents[0], "L'été\xc2\xa0: la suite");
    assert_true(says(&all.documents[0], "un préfixe inconnu"));
    assert_int_equal(all.n_rejects, 1);
    assert_int_equal(all.rejects[0].reason, ECO_REJECT_XML);
    assert_int_equal(all.rejects[0].record, 0);
    forget(&all);
}

static void feeds_cut_short_keep_what_there_is(void **state)
{
    (void)state;
    size_t len = strlen(wordpress);
    heard all = listen_bytes("fil.xml", wordpress, len - 80);
    assert_int_equal(all.n, 1);
    assert_int_equal(all.counts.damaged, 1);
    assert_int_equal(all.counts.rejected[ECO_REJECT_XML], 1);
    forget(&all);
}

static void entities_never_grow(void **state)
{
    (void)state;
    char text[4096], *p = text;
    p += sprintf(p, "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'boum'>");
    for (int i = 1; i < 12; i++)
        p += sprintf(p, "<!ENTITY a%d '&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;'>", i, i - 1, i - 1,
                     i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    sprintf(
        p,
        "]><rss><channel><item><title>Un titre &a11;</title><link href='&a11;'/><description>Du texte &a0; "
        "autour.</description></item></channel></rss>");
    heard all = listen_text(text);
    assert_int_equal(all.n, 1);
    assert_false(says(&all.documents[0], "boum"));
    assert_true(says(&all.documents[0], "Du texte"));
    forget(&all);
}

static void nothing_outside_is_fetched(void **state)
{
    (void)state;
    char text[1024];
    const char *secret = realpath(put_file(scratch(), "secret.txt", BYTES("mot-de-passe")), NULL);
    snprintf(text, sizeof text,
             "<!DOCTYPE rss SYSTEM 'file://%s' [<!ENTITY x SYSTEM 'file://%s'><!ENTITY %% y SYSTEM "
             "'file://%s'> %%y;]>"
             "<rss><channel><item><title>Un titre &x;</title></item></channel></rss>",
             secret, secret, secret);
    heard all = listen_text(text);
    assert_int_equal(all.n, 1);
    assert_false(says(&all.documents[0], "mot-de-passe"));
    forget(&all);
    free((char *)secret);
}

static void deep_and_long_things_end(void **state)
{
    (void)state;
    size_t deep = 100000;
    char *text = malloc(deep * 3 + 200), *p = text;
    p += sprintf(p, "<rss><channel><item><title>Un titre</title><description>");
    for (size_t i = 0; i < deep; i++)
        p += sprintf(p, "<a>");
    heard all = listen_bytes("profond.xml", text, (size_t)(p - text));
    assert_int_equal(all.counts.rejected[ECO_REJECT_XML], 1);
    forget(&all);
    p = text + sprintf(text, "<rss><channel><item><description>");
    memset(p, 'a', deep);
    p += deep;
    p += sprintf(p, "</description></item><item><title>Le suivant</title></item></channel></rss>");
    const char *path = put_file(scratch(), "long.xml", text, (size_t)(p - text));
    all = listen(&path, 1, 5000);
    assert_int_equal(all.n, 1);
    expect_title(&all.documents[0], "Le suivant");
    assert_int_equal(all.rejects[0].reason, ECO_REJECT_TOO_LONG);
    assert_int_equal(all.rejects[0].record, 1);
    forget(&all);
    free(text);
}

static void short_texts_are_bodies(void **state)
{
    (void)state;
    heard all = listen_text("<rss><channel><item><title>Un titre</title><description>Une "
                            "phrase.</description></item></channel></rss>");
    assert_int_equal(all.n, 1);
    expect_title(&all.documents[0], "Un titre");
    assert_string_equal(all.documents[0].passages[1].text, "Une phrase.");
    assert_int_equal(all.documents[0].passages[1].zone, ECO_ZONE_BODY);
    forget(&all);
}

static void a_feed_without_items_says_so(void **state)
{
    (void)state;
    heard all = listen_text("<rss version='2.0'><channel><title>Vide</title></channel></rss>");
    assert_int_equal(all.n, 0);
    assert_int_equal(all.counts.rejected[ECO_REJECT_EMPTY], 1);
    forget(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_feed_by_hugo_is_read),
        cmocka_unit_test(the_content_stands_before_the_summary),
        cmocka_unit_test(atom_says_what_its_text_is),
        cmocka_unit_test(rdf_has_its_items_beside_the_channel),
        cmocka_unit_test(dates_are_as_in_mail),
        cmocka_unit_test(sloppy_feeds_are_read_all_the_same),
        cmocka_unit_test(feeds_cut_short_keep_what_there_is),
        cmocka_unit_test(entities_never_grow),
        cmocka_unit_test(nothing_outside_is_fetched),
        cmocka_unit_test(deep_and_long_things_end),
        cmocka_unit_test(short_texts_are_bodies),
        cmocka_unit_test(a_feed_without_items_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
