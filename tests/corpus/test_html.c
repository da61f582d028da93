/* SPDX-License-Identifier: MIT */
/* Pages of HTML to documents. */
#include "tests/corpus/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PROSE                                                                                                \
    "La fili\xc3\xa8re compte trente entreprises dans le bassin d'Orl\xc3\xa9"                               \
    "ans, et la m\xc3\xa9tropole veut les "                                                                  \
    "aider \xc3\xa0 recruter avant la fin de l'ann\xc3\xa9"                                                  \
    "e."
#define MORE                                                                                                 \
    "Le projet a \xc3\xa9t\xc3\xa9 vot\xc3\xa9 par les \xc3\xa9lus apr\xc3\xa8s un long d\xc3\xa9"           \
    "bat, et les travaux du b\xc3\xa2timent "                                                                \
    "doivent commencer au printemps sur les quais."

/* The one document that a page becomes. */
static const heard_document *one(heard *all, const char *name, const char *page)
{
    *all = listen_bytes(name, page, strlen(page));
    assert_int_equal(all->n, 1);
    assert_int_equal(all->n_rejects, 0);
    return &all->documents[0];
}

static const char *passage(const heard_document *document, eco_zone zone)
{
    for (size_t i = 0; i < document->n_passages; i++)
        if (document->passages[i].zone == zone)
            return document->passages[i].text;
    return "";
}

static eco_zone zone_of(const heard_document *document, const char *text)
{
    for (size_t i = 0; i < document->n_passages; i++)
        if (strcmp(document->passages[i].text, text) == 0)
            return document->passages[i].zone;
    fail_msg("no passage is \"%s\"", text);
    return ECO_N_ZONES;
}

static void expect_text(const char *name, const char *page, const char *text)
{
    heard all;
    const heard_document *document = one(&all, name, page);
    assert_string_equal(document->passages[0].text, text);
    forget(&all);
}

static void content_tells_the_kind(void **state)
{
    (void)state;
    expect_text("a.txt", "<!DOCTYPE html><p>Bonjour</p>", "Bonjour");
    expect_text("b", "\xef\xbb\xbf\n<!-- x --><HTML><BODY>Bonjour", "Bonjour");
    expect_text("c", "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\"><html><body>Bonjour</body></html>",
                "Bonjour");
    expect_text("d", "<div class=x>Bonjour</div>", "Bonjour");
    expect_text("e", "Warning: mysql_connect()\n<html><body><p>Bonjour", "Warning: mysql_connect()");
    expect_text("f.html", "1 < 2 et 3 > 2", "1 < 2 et 3 > 2");
    expect_text("g.html", "<3 la tech", "<3 la tech");
}

static void text_is_what_a_reader_sees(void **state)
{
    (void)state;
    expect_text("a",
                "<p>un \n\t <b>deux</b>&nbsp;&eacute;t&#233;&#x2026; <!-- rien --> a&amp;b &lt;c&gt;</p>",
                "un deux\xc2\xa0\xc3\xa9t\xc3\xa9\xe2\x80\xa6 a&b <c>");
    expect_text("b", "<p>l&#146;ann&eacute;e&#133;</p>",
                "l\xe2\x80\x99"
                "ann\xc3\xa9"
                "e\xe2\x80\xa6");
    expect_text("b", "<p>l'&eacutetat &eacute;tait &eacutecrit &lt2, &copy et &inconnu; AT&T</p>",
                "l'\xc3\xa9tat \xc3\xa9tait \xc3\xa9"
                "crit <2, \xc2\xa9 et &inconnu; AT&T");
    expect_text("c", "<p><script>a<b</script><style>p{}</style>vu<noscript>non</noscript></p>", "vu");
    expect_text("d", "<p>mot<span>s</span> coll\xc3\xa9s</p>", "mots coll\xc3\xa9s");
    expect_text("e", "<p>a<p>b", "a");
    expect_text("f", "<p>a<br>b", "a");
}

static void nothing_to_read_is_a_reject(void **state)
{
    (void)state;
    heard all = listen_bytes("a.html",
                             BYTES("<html><head><title>Titre</title></head><body><img src=x></body></html>"));
    assert_int_equal(all.n, 0);
    assert_int_equal(all.n_rejects, 1);
    assert_int_equal(all.rejects[0].reason, ECO_REJECT_EMPTY);
    forget(&all);
}

static void charset_is_what_the_bytes_are(void **state)
{
    (void)state;
    expect_text("mark", "\xef\xbb\xbf<meta charset=iso-8859-1><p>\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9");
    expect_text("lie", "<meta charset=iso-8859-1><p>\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9");
    expect_text("meta", "<meta charset=\"ISO-8859-15\"><p>5 \xa4 l'\xbduvre",
                "5 \xe2\x82\xac l'\xc5\x93uvre");
    expect_text("http-equiv",
                "<meta http-equiv=Content-Type content='text/html; charset=macintosh'><p>\x8et\x8e",
                "\xc3\xa9t\xc3\xa9");
    expect_text("false",
                "<meta charset=utf-8><p>l'\xe9t\xe9 \xe0 Orl\xe9"
                "ans",
                "l'\xc3\xa9t\xc3\xa9 \xc3\xa0 Orl\xc3\xa9"
                "ans");
    expect_text("none",
                "<p>l'\xe9t\xe9 \xe0 Orl\xe9"
                "ans",
                "l'\xc3\xa9t\xc3\xa9 \xc3\xa0 Orl\xc3\xa9"
                "ans");
    expect_text("unknown", "<meta charset='../../x'><p>\xe9t\xe9", "\xc3\xa9t\xc3\xa9");
    heard all = listen_bytes("utf-16.html", BYTES("\xff\xfe<\0p\0>\0\xe9\0t\0\xe9\0"));
    assert_int_equal(all.n, 1);
    assert_string_equal(all.documents[0].passages[0].text, "\xc3\xa9t\xc3\xa9");
    forget(&all);
}

static void nul_bytes_lose_nothing(void **state)
{
    (void)state;
    heard all = listen_bytes("a.html", BYTES("<html><body><p>un\0deux</p><p>trois</p></body></html>"));
    assert_int_equal(all.n, 1);
    assert_string_equal(all.documents[0].passages[0].text, "un\xef\xbf\xbd"
                                                           "deux");
    assert_string_equal(all.documents[0].passages[1].text, "trois");
    assert_int_equal(all.counts.replaced, 1);
    forget(&all);
}

static const char article[] =
    "<!DOCTYPE html><html lang=fr-FR><head><title>Orl\xc3\xa9"
    "ans recrute - Le Fil</title>"
    "<link rel=canonical href='https://www.fil.example/2019/orleans'></head><body class='newsletter "
    "comments-open'>"
    "<nav><ul><li><a href=/>Accueil</a></li><li><a href=/eco>\xc3\x89"
    "conomie</a></li></ul></nav>"
    "<div class='premium article'><h1>Orl\xc3\xa9"
    "ans recrute</h1><p class=chapo>La ville cherche des techniciens.</p>"
    "<p class=byline>Par Claire Morvan, le 12 mai 2019</p><p>" PROSE
    "</p><h2>Un plan en deux temps</h2><p>" MORE "</p>"
    "<figure><img src=x><figcaption>Le quai du Roi</figcaption></figure><ul><li>un bureau</li><li>une "
    "aide</li></ul>"
    "<div class=share-bar>Partager</div><div class=related><p>" MORE "</p></div><p>" PROSE " Oui.</p></div>"
    "<div id=comments><h3>2 commentaires</h3><div class=comment><b class=author>Yann</b><p>Bravo \xc3\xa0 "
    "tous !</p>"
    "<a class=comment-reply-link href=#>R\xc3\xa9pondre</a></div></div>"
    "<footer><p>Mentions l\xc3\xa9gales</p></footer></body></html>";

static void zones_follow_the_markup(void **state)
{
    (void)state;
    heard all;
    const heard_document *document = one(&all, "a.html", article);
    assert_string_equal(passage(document, ECO_ZONE_TITLE), "Orl\xc3\xa9"
                                                           "ans recrute");
    assert_ptr_equal(passage(document, ECO_ZONE_TITLE), document->passages[0].text);
    assert_string_equal(passage(document, ECO_ZONE_LEAD), "La ville cherche des techniciens.");
    assert_string_equal(passage(document, ECO_ZONE_HEADING), "Un plan en deux temps");
    assert_string_equal(passage(document, ECO_ZONE_CAPTION), "Le quai du Roi");
    assert_int_equal(zone_of(document, PROSE), ECO_ZONE_BODY);
    assert_int_equal(zone_of(document, PROSE " Oui."), ECO_ZONE_BODY);
    assert_int_equal(zone_of(document, "une aide"), ECO_ZONE_BODY);
    assert_int_equal(zone_of(document, "Accueil"), ECO_ZONE_BOILERPLATE);
    assert_int_equal(zone_of(document, "Partager"), ECO_ZONE_BOILERPLATE);
    assert_int_equal(zone_of(document, "Mentions l\xc3\xa9gales"), ECO_ZONE_BOILERPLATE);
    assert_int_equal(zone_of(document, "Bravo \xc3\xa0 tous !"), ECO_ZONE_COMMENT);
    assert_int_equal(zone_of(document, "R\xc3\xa9pondre"), ECO_ZONE_BOILERPLATE);
    assert_false(document->partial);
    forget(&all);
}

static void a_page_says_what_it_is(void **state)
{
    (void)state;
    heard all;
    const heard_document *document = one(&all, "a.html", article);
    assert_string_equal(document->url, "https://www.fil.example/2019/orleans");
    assert_string_equal(document->source, "fil.example");
    assert_string_equal(document->date, "2019-05-12");
    assert_string_equal(document->fields,
                        "{\"author\":\"Claire Morvan\",\"site\":\"Le Fil\",\"language\":\"fr\"}");
    forget(&all);
}

static void expect_date(const char *head, const char *body, const char *date)
{
    char page[2048];
    heard all;
    snprintf(page, sizeof page,
             "<html><head>%s</head><body><h1>Un titre</h1>%s<p>" PROSE "</p></body></html>", head, body);
    assert_string_equal(one(&all, "2001-a.html", page)->date, date);
    forget(&all);
}

#define LD                                                                                                   \
    "<script "                                                                                               \
    "type='application/ld+json'>{\"@type\":\"NewsArticle\",\n\"datePublished\":\"2011-01-01T10:00\"}</"      \
    "script>"
#define META "<meta property='article:published_time' content='2012-02-02T00:00:00Z'>"
#define TIME "<time datetime=2013-03-03>3 mars</time>"
#define LINK "<link rel=canonical href='https://a.example/2014/04/04/x'>"

static void dates_are_believed_in_order(void **state)
{
    (void)state;
    expect_date(LINK META LD, TIME, "2011-01-01");
    expect_date(LINK META, TIME, "2012-02-02");
    expect_date(LINK, TIME, "2013-03-03");
    expect_date(LINK, "<p>Publi\xc3\xa9 le 5 mai 2015</p>", "2014-04-04");
    expect_date("", "<p>Publi\xc3\xa9 le 5 mai 2015</p>", "2015-05-05");
    expect_date("<link rel=canonical href='https://a.example/2018/04/x'>", "<p>mardi 3 avril</p>",
                "2018-04-03");
    expect_date("", "<p>le 12/05/2016 \xc3\xa0 10h</p>", "2016-05-12");
    expect_date("", "<p>" MORE "</p>", "2001");
    expect_date("", "<p>" PROSE "</p><p>Le 12 mai 2016, tout avait ouvert.</p>", "2001"); /* below the text */
    expect_date("<meta name=date content='1970-01-01'>", "", "2001");
    expect_date("<script type='application/ld+json'>{nope</script>" META, "", "2012-02-02");
}

static void a_date_that_is_none_is_counted(void **state)
{
    (void)state;
    heard all;
    const heard_document *document =
        one(&all, "a.html", "<meta name=date content='hier'><h1>Titre</h1><p>" PROSE "</p>");
    assert_string_equal(document->date, "");
    assert_int_equal(all.counts.bad_dates, 1);
    forget(&all);
}

static void the_title_may_be_in_the_head_alone(void **state)
{
    (void)state;
    heard all;
    const heard_document *document = one(
        &all, "a.html", "<title>Un bel article | Le Fil</title><div><p>" PROSE "</p><p>" MORE "</p></div>");
    assert_string_equal(passage(document, ECO_ZONE_TITLE), "Un bel article");
    assert_int_equal(zone_of(document, PROSE), ECO_ZONE_BODY);
    forget(&all);
}

static void a_paywall_marks_the_page(void **state)
{
    (void)state;
    heard all;
    const heard_document *document =
        one(&all, "a.html",
            "<h1>Un titre</h1><div><p>" PROSE "</p><div class=offre><p>Article r\xc3\xa9serv\xc3\xa9 aux "
            "abonn\xc3\xa9s</p></div></div>");
    assert_true(document->partial);
    assert_string_equal(passage(document, ECO_ZONE_PAYWALL),
                        "Article r\xc3\xa9serv\xc3\xa9 aux abonn\xc3\xa9s");
    forget(&all);
    document =
        one(&all, "b.html",
            "<h1>Un titre</h1><div><p>" PROSE "</p><p>" MORE "</p></div><aside class=related><h3><a href=/b>"
            "Autre</a></h3><p>Article r\xc3\xa9serv\xc3\xa9 aux abonn\xc3\xa9s</p></aside>");
    assert_false(document->partial);
    forget(&all);
}

static void answers_of_a_forum_are_comments(void **state)
{
    (void)state;
    heard all;
    const heard_document *document = one(&all, "a.html",
                                         "<h1>Question</h1><div class=postbody><p>" PROSE
                                         "</p></div><div class=postbody><p>" MORE "</p></div>");
    assert_int_equal(zone_of(document, PROSE), ECO_ZONE_BODY);
    assert_int_equal(zone_of(document, MORE), ECO_ZONE_COMMENT);
    forget(&all);
}

static void nothing_is_fetched_or_grown(void **state)
{
    (void)state;
    heard all;
    const heard_document *document =
        one(&all, "a.html",
            "<!DOCTYPE html [<!ENTITY a \"aaaa\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]><html><body>"
            "<p>vu &a;&x;</p></body></html>");
    for (size_t i = 0; i < document->n_passages; i++)
        assert_null(strstr(document->passages[i].text, "root:"));
    assert_string_equal(document->passages[document->n_passages - 1].text, "vu &a;&x;");
    forget(&all);
}

/* A page made of a head, a piece many times over, and a tail. */
static heard listen_many(const char *head, const char *piece, size_t n, const char *tail, uint64_t max)
{
    size_t len = strlen(piece), size = strlen(head) + n * len + strlen(tail);
    char *page = malloc(size + 1), *p = page + sprintf(page, "%s", head);
    assert_non_null(page);
    for (size_t i = 0; i < n; i++, p += len)
        memcpy(p, piece, len);
    strcpy(p, tail);
    const char *path = put_file(scratch(), "a.html", page, size);
    heard all = listen(&path, 1, max);
    free(page);
    return all;
}

static void deep_and_wide_markup_is_read(void **state)
{
    (void)state;
    static const char *const pieces[] = {"<div>",          "<b>", "<ul><li>", "<div class=x id=y>", "</i>",
                                         "<h3><a href=/x>"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        heard all = listen_many("<html><body><h1>Titre</h1>", pieces[i], 100000, "<p>" PROSE "</p>", 0);
        assert_int_equal(all.n, 1);
        assert_string_equal(all.documents[0].passages[all.documents[0].n_passages - 1].text, PROSE);
        forget(&all);
    }
    static const char *const heads[] = {"<html><body><p>vu</p><p ", "<p "};
    for (size_t i = 0; i < 2; i++) {
        heard all = listen_many(heads[i], "b=c a=\"d\" ", 100000, "><p>" PROSE "</p>", 0);
        assert_int_equal(all.n, 1);
        assert_string_equal(all.documents[0].passages[all.documents[0].n_passages - 1].text, PROSE);
        forget(&all);
    }
}

static void white_space_is_no_markup(void **state)
{
    (void)state;
    static const char *const heads[] = {"<html>", "<!DOCTYPE html", "<html><body><b>", "<!-- ", "<p>vu</p"};
    static const char *const tails[] = {"<h1>Titre</h1>", "><h1>Titre</h1>", "<h1>Titre</h1>",
                                        "--><h1>Titre</h1>", "><h1>Titre</h1>"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        heard all = listen_many(heads[i], " \n", 50000, tails[i], 0);
        assert_int_equal(all.n, 1);
        assert_string_equal(passage(&all.documents[0], ECO_ZONE_TITLE), "Titre");
        forget(&all);
    }
}

static void a_long_page_is_read_as_far_as_the_limit(void **state)
{
    (void)state;
    heard all = listen_many("<html><body><h1>Titre</h1>", "<p>" PROSE "</p>", 100, "<p>fin</p>", 4096);
    assert_int_equal(all.n, 1);
    assert_int_equal(all.n_rejects, 0);
    assert_int_equal(all.counts.damaged, 1);
    assert_string_equal(passage(&all.documents[0], ECO_ZONE_TITLE), "Titre");
    assert_string_equal(passage(&all.documents[0], ECO_ZONE_BODY), PROSE);
    forget(&all);
}

static void what_pages_share_is_boilerplate(void **state)
{
    (void)state;
    static const char shared[] =
        "Une association d'habitants raconte ici ce qui se fait de neuf dans les quartiers.";
    const char *dir = scratch();
    for (int i = 0; i < 5; i++) {
        char name[32], page[2048];
        snprintf(name, sizeof name, "site/%d.html", i);
        snprintf(page, sizeof page,
                 "<h1>Titre %d</h1><div><h2>Pour candidater au programme</h2><p>Article %d. " PROSE
                 "</p><p>%s</p><p>%d. " MORE "</p></div>",
                 i, i, shared, i);
        (void)put_file(dir, name, page, strlen(page));
    }
    heard all = listen(&dir, 1, 0);
    assert_int_equal(all.n, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(zone_of(&all.documents[i], shared), i < 3 ? ECO_ZONE_BODY : ECO_ZONE_BOILERPLATE);
        assert_int_equal(zone_of(&all.documents[i], "Pour candidater au programme"), ECO_ZONE_HEADING);
    }
    forget(&all);
}

static void a_page_met_again_keeps_its_text(void **state)
{
    (void)state;
    static const char page[] = "<h1>Titre</h1><div><p>" PROSE "</p><p>" MORE "</p></div>";
    const char *dir = scratch();
    for (int i = 0; i < 6; i++) {
        char name[32];
        snprintf(name, sizeof name, "site/%d.html", i);
        (void)put_file(dir, name, page, strlen(page));
    }
    heard all = listen(&dir, 1, 0);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(zone_of(&all.documents[i], PROSE), ECO_ZONE_BODY);
    forget(&all);
}

static void a_short_notice_is_text(void **state)
{
    (void)state;
    heard all;
    const heard_document *document =
        one(&all, "a",
            "<html><body><nav><a href=/>Accueil</a></nav><h1>Br\xc3\xa8ve</h1><p>Le conseil a vot\xc3\xa9 "
            "hier.</p>"
            "<div>La halle ouvrira en mai.</div><ul><li><a href=/x>Nous suivre</a></ul></body></html>");
    assert_int_equal(zone_of(document, "Le conseil a vot\xc3\xa9 hier."), ECO_ZONE_BODY);
    assert_int_equal(zone_of(document, "La halle ouvrira en mai."), ECO_ZONE_BODY);
    assert_int_equal(zone_of(document, "Nous suivre"), ECO_ZONE_BOILERPLATE);
    assert_int_equal(zone_of(document, "Accueil"), ECO_ZONE_BOILERPLATE);
    forget(&all);
}

static void a_bold_line_above_the_text_is_a_heading(void **state)
{
    (void)state;
    heard all;
    const heard_document *document =
        one(&all, "a",
            "<html><head><title>x</title></head><body><table><tr><td><b>Nantes ouvre une halle</b></td></tr>"
            "<tr><td>" PROSE "</td></tr><tr><td>" MORE "</td></tr></table></body></html>");
    assert_int_equal(zone_of(document, "Nantes ouvre une halle"), ECO_ZONE_HEADING);
    forget(&all);
}

static void a_page_for_want_of_frames_is_read(void **state)
{
    (void)state;
    expect_text("a",
                "<html><frameset><frame src=a><noframes><body><p>" PROSE
                "</p></body></noframes></frameset></html>",
                PROSE);
}

static void a_title_may_begin_with_the_site(void **state)
{
    (void)state;
    static const char *const titles[] = {"Le Grand Journal de la Loire | Nantes ouvre",
                                         "Nantes ouvre | Le Grand Journal de la Loire"};
    for (size_t i = 0; i < 2; i++) {
        char page[2048];
        snprintf(page, sizeof page,
                 "<html><head><title>%s</title><link rel=canonical "
                 "href=\"https://www.grand-journal-loire.fr/a\"></head>"
                 "<body><div>" PROSE "</div><div>" MORE "</div></body></html>",
                 titles[i]);
        heard all;
        assert_string_equal(passage(one(&all, "a", page), ECO_ZONE_TITLE), "Nantes ouvre");
        forget(&all);
    }
}

/* More than a page may have, of which an image is nearly all. */
static void an_image_in_the_page_costs_no_text(void **state)
{
    (void)state;
    enum { IMAGE = 12 << 20 };
    char *page = malloc(IMAGE + 1024);
    assert_non_null(page);
    size_t n = (size_t)sprintf(page, "<html><body><p>" PROSE "</p><img src=\"data:image/png;base64,");
    memset(page + n, 'A', IMAGE);
    n += IMAGE;
    n += (size_t)sprintf(page + n, "\"><p>" MORE "</p></body></html>");
    heard all = listen_bytes("a.html", page, n);
    assert_int_equal(all.n, 1);
    assert_int_equal(all.documents[0].n_passages, 2);
    assert_string_equal(all.documents[0].passages[1].text, MORE);
    assert_int_equal(all.counts.damaged, 0);
    forget(&all);
    free(page);
}

/* Five pages of a source have a paragraph in common, between others of their own. */
static void a_quotation_stays_text(void **state)
{
    (void)state;
    const char *dir = scratch();
    for (int i = 0; i < 5; i++) {
        char name[32], page[2048];
        snprintf(name, sizeof name, "site/%d.html", i);
        snprintf(page, sizeof page,
                 "<html><body><h1>Page %d</h1><div><p>%d. " PROSE "</p><p>" MORE "</p><p>%d, puis. " PROSE
                 "</p></div></body></html>",
                 i, i, i);
        put_file(dir, name, page, strlen(page));
    }
    heard all = listen_one(dir);
    assert_int_equal(all.n, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(zone_of(&all.documents[i], MORE), ECO_ZONE_BODY);
    forget(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(content_tells_the_kind),
        cmocka_unit_test(text_is_what_a_reader_sees),
        cmocka_unit_test(nothing_to_read_is_a_reject),
        cmocka_unit_test(charset_is_what_the_bytes_are),
        cmocka_unit_test(nul_bytes_lose_nothing),
        cmocka_unit_test(zones_follow_the_markup),
        cmocka_unit_test(a_short_notice_is_text),
        cmocka_unit_test(a_bold_line_above_the_text_is_a_heading),
        cmocka_unit_test(a_page_for_want_of_frames_is_read),
        cmocka_unit_test(a_title_may_begin_with_the_site),
        cmocka_unit_test(an_image_in_the_page_costs_no_text),
        cmocka_unit_test(a_quotation_stays_text),
        cmocka_unit_test(a_page_says_what_it_is),
        cmocka_unit_test(dates_are_believed_in_order),
        cmocka_unit_test(a_date_that_is_none_is_counted),
        cmocka_unit_test(the_title_may_be_in_the_head_alone),
        cmocka_unit_test(a_paywall_marks_the_page),
        cmocka_unit_test(answers_of_a_forum_are_comments),
        cmocka_unit_test(nothing_is_fetched_or_grown),
        cmocka_unit_test(deep_and_wide_markup_is_read),
        cmocka_unit_test(white_space_is_no_markup),
        cmocka_unit_test(a_long_page_is_read_as_far_as_the_limit),
        cmocka_unit_test(what_pages_share_is_boilerplate),
        cmocka_unit_test(a_page_met_again_keeps_its_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
