/* SPDX-License-Identifier: MIT */
/* JSON Lines to documents. */
#include "tests/corpus/support.h"

#include <ecosearch/places.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static heard read_lines(const char *text)
{
    return listen_bytes("r.jsonl", text, strlen(text));
}

/* The only document of a text; the caller forgets it. */
static heard read_one(const char *text)
{
    heard all = read_lines(text);
    assert_int_equal(all.n_rejects, 0);
    assert_int_equal(all.n, 1);
    return all;
}

static void expect_reject(const char *text, eco_reject_reason reason, const char *detail)
{
    heard all = read_lines(text);
    assert_int_equal(all.n_rejects, 1);
    assert_int_equal(all.rejects[0].reason, reason);
    assert_string_equal(all.rejects[0].detail, detail);
    assert_non_null(strstr(all.rejects[0].path, "r.jsonl"));
    forget(&all);
}

static void a_record_has_its_parts(void **state)
{
    (void)state;
    heard all = read_one(
        "{\"id\":\"k\",\"title\":\" Un titre \",\"body\":\"Un.\\n\\nDeux.\\r\\nTrois.\",\"url\":\"http://u\","
        "\"date\":\"2016-05-03T10:00:00Z\",\"source\":\"s\"}");
    const heard_document *document = &all.documents[0];
    assert_string_equal(document->key, "k");
    assert_string_equal(document->url, "http://u");
    assert_string_equal(document->source, "s");
    assert_string_equal(document->date, "2016-05-03");
    assert_null(document->fields);
    assert_false(document->has_regions);
    assert_int_equal(document->n_passages, 4);
    assert_int_equal(document->passages[0].zone, ECO_ZONE_TITLE);
    assert_string_equal(document->passages[0].text, "Un titre");
    assert_int_equal(document->passages[1].zone, ECO_ZONE_BODY);
    assert_string_equal(document->passages[2].text, "Deux.");
    assert_string_equal(document->passages[3].text, "Trois.");
    forget(&all);
}

static void what_is_unknown_is_unknown(void **state)
{
    (void)state;
    heard all =
        read_one("{\"title\":\"t\",\"url\":null,\"date\":null,\"source\":null,\"id\":null,\"body\":null}");
    assert_string_equal(all.documents[0].key, "r.jsonl#1");
    assert_null(all.documents[0].url);
    assert_null(all.documents[0].source);
    assert_null(all.documents[0].fields);
    assert_string_equal(all.documents[0].date, "");
    forget(&all);
}

static void a_record_without_id_is_known_by_its_address(void **state)
{
    (void)state;
    heard all = read_one("{\"url\":\"https://a.example/1\",\"body\":\"Du texte.\"}");
    assert_string_equal(all.documents[0].key, "https://a.example/1");
    assert_string_equal(all.documents[0].url, "https://a.example/1");
    forget(&all);
    all = read_one("{\"id\":\"\",\"url\":\"\",\"body\":\"Du texte.\"}");
    assert_string_equal(all.documents[0].key, "r.jsonl#1");
    forget(&all);
}

static void other_keys_are_kept_as_written(void **state)
{
    (void)state;
    heard all = read_one("{\"z\" : 1.50, \"title\":\"t\", \"\\u00e9\": \"\\u00e9\", \"a\":[1, {\"b\" "
                         ":null}],\"m\":12345678901234567890123}");
    assert_string_equal(
        all.documents[0].fields,
        "{\"z\":1.50,\"\\u00e9\":\"\\u00e9\",\"a\":[1, {\"b\" :null}],\"m\":12345678901234567890123}");
    forget(&all);
}

static void the_last_of_equal_keys_counts(void **state)
{
    (void)state;
    heard all = read_one("{\"x\":1,\"title\":\"a\",\"y\":2,\"title\":\"b\",\"\\u0078\":3,\"id\":1,\"id\":2}");
    assert_string_equal(all.documents[0].key, "2");
    assert_int_equal(all.documents[0].n_passages, 1);
    assert_string_equal(all.documents[0].passages[0].text, "b");
    assert_string_equal(all.documents[0].fields, "{\"y\":2,\"\\u0078\":3}");
    forget(&all);
}

static void numbers_stand_for_themselves(void **state)
{
    (void)state;
    heard all = read_one("{\"id\":42,\"title\":1984,\"date\":2016}");
    assert_string_equal(all.documents[0].key, "42");
    assert_string_equal(all.documents[0].passages[0].text, "1984");
    assert_string_equal(all.documents[0].date, "2016");
    forget(&all);
}

static void bad_dates_are_kept_as_fields(void **state)
{
    (void)state;
    heard all = read_one("{\"title\":\"t\",\"date\":\"2016-02-30\",\"a\":1}");
    assert_string_equal(all.documents[0].date, "");
    assert_string_equal(all.documents[0].fields, "{\"date\":\"2016-02-30\",\"a\":1}");
    forget(&all);
    all = read_one("{\"title\":\"t\",\"date\":{\"year\":2016}}");
    assert_string_equal(all.documents[0].fields, "{\"date\":{\"year\":2016}}");
    forget(&all);
    all = read_one("{\"title\":\"t\",\"date\":\"\"}");
    assert_null(all.documents[0].fields);
    assert_int_equal(all.counts.bad_dates, 0);
    forget(&all);
}

static void dates_are_read_as_they_are_written(void **state)
{
    (void)state;
    static const struct {
        const char *written, *date;
    } cases[] = {
        {"2016", "2016"},
        {" 2016-05-12T10:00:00+02:00 ", "2016-05-12"},
        {"20160512", "2016-05-12"},
        {"20160512T1000", "2016-05-12"},
        {"12/05/2016", "2016-05-12"},
        {"1/2/2016 10:00", "2016-02-01"},
        {"31.12.2016", "2016-12-31"},
        {"31-12-2016", "2016-12-31"},
        {"05/2016", "2016-05"},
        {"2016-13", ""},
        {"20161312", ""},
        {"20160500", ""},
        {"201605", ""},
        {"05/13/2016", ""},
        {"30/02/2016", ""},
        {"12/05/16", ""},
        {"0/05/2016", ""},
        {"12/0/2016", ""},
        {"13/2016", ""},
        {"12/05/2016x", ""},
        {"12/05/20161", ""},
        {"12 mai 2016", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char line[128];
        snprintf(line, sizeof line, "{\"title\":\"t\",\"date\":\"%s\"}", cases[i].written);
        heard all = read_one(line);
        assert_string_equal(all.documents[0].date, cases[i].date);
        assert_int_equal(all.counts.bad_dates, cases[i].date[0] == '\0');
        assert_true((all.documents[0].fields != NULL) == (cases[i].date[0] == '\0'));
        forget(&all);
    }
    heard all = read_one("{\"title\":\"t\",\"date\":20160512}");
    assert_string_equal(all.documents[0].date, "2016-05-12");
    forget(&all);
}

static void regions_are_resolved(void **state)
{
    (void)state;
    size_t occitanie;
    assert_int_equal(eco_region_find(BYTES("Occitanie"), &occitanie, NULL), ECO_OK);
    heard all = read_one("{\"title\":\"t\",\"regions\":[\"Occitanie\",\"Occitanie\"]}");
    assert_true(all.documents[0].has_regions);
    assert_int_equal(all.documents[0].n_regions, 1);
    assert_int_equal(all.documents[0].regions[0].region, occitanie);
    assert_true(all.documents[0].regions[0].focus);
    assert_true(all.documents[0].regions[0].share == 1.0f);
    assert_null(all.documents[0].fields);
    forget(&all);
    all = read_one("{\"title\":\"t\",\"regions\":\"Occitanie\"}");
    assert_int_equal(all.documents[0].n_regions, 1);
    forget(&all);
    all = read_one("{\"title\":\"t\",\"regions\":[]}");
    assert_true(all.documents[0].has_regions);
    assert_int_equal(all.documents[0].n_regions, 0);
    forget(&all);
    all = read_lines("{\"title\":\"t\",\"regions\":[\"Occitanie\",\"Syldavie\"]}");
    assert_int_equal(all.n, 0);
    assert_int_equal(all.rejects[0].reason, ECO_REJECT_FIELD);
    assert_memory_equal(all.rejects[0].detail, "regions: ", 9);
    forget(&all);
    expect_reject("{\"title\":\"t\",\"regions\":[true]}", ECO_REJECT_FIELD,
                  "regions: expected names of regions, found true or false");
    expect_reject("{\"title\":\"t\",\"regions\":{}}", ECO_REJECT_FIELD,
                  "regions: an object without code, slug or name");
}

static void what_export_prints_is_read_back(void **state)
{
    (void)state;
    heard all = read_one(
        "{\"key\":\"k\",\"title\":\"T\",\"partial\":true,\"zones\":[{\"zone\":\"title\",\"text\":\"T\"},"
        "{\"zone\":\"chapo\",\"text\":\" un\\n deux \"},{\"zone\":\"comment\",\"text\":\"\"}],"
        "\"regions\":[{\"code\":\"24\",\"share\":0.75,\"focus\":true},"
        "{\"slug\":\"bretagne\",\"share\":0.125,\"focus\":false}],\"fields\":{\"a\":[1]},\"b\":2}");
    const heard_document *document = &all.documents[0];
    assert_string_equal(document->key, "k");
    assert_true(document->partial);
    assert_int_equal(document->n_passages, 2);
    assert_int_equal(document->passages[1].zone, ECO_ZONE_LEAD);
    assert_string_equal(document->passages[1].text, " un\n deux ");
    assert_string_equal(document->fields, "{\"a\":[1],\"b\":2}");
    assert_int_equal(document->n_regions, 2);
    assert_true(document->regions[0].focus && document->regions[0].share == 0.75f);
    assert_false(document->regions[1].focus);
    assert_true(document->regions[1].share == 0.125f);
    forget(&all);
    all = read_one("{\"title\":\"T\",\"zones\":[{\"zone\":\"body\",\"text\":\"b\"}],\"fields\":{}}");
    assert_int_equal(all.documents[0].n_passages, 2);
    assert_null(all.documents[0].fields);
    forget(&all);
}

static void names_of_export_may_mean_other_things(void **state)
{
    (void)state;
    heard all = read_one(
        "{\"id\":\"i\",\"key\":\"k\",\"title\":\"t\",\"zones\":[\"A\"],\"partial\":1,\"fields\":{\"a\":1}}");
    assert_string_equal(all.documents[0].key, "i");
    assert_string_equal(all.documents[0].fields,
                        "{\"key\":\"k\",\"zones\":[\"A\"],\"partial\":1,\"fields\":{\"a\":1}}");
    forget(&all);
#define ZONES "\"zones\":[{\"zone\":\"body\",\"text\":\"b\"}]"
    expect_reject("{" ZONES ",\"body\":\"x\"}", ECO_REJECT_FIELD, "zones: together with body");
    expect_reject("{" ZONES ",\"partial\":3}", ECO_REJECT_FIELD,
                  "partial: expected true or false, found a number");
    expect_reject("{\"zones\":[{\"zone\":\"cave\",\"text\":\"b\"}]}", ECO_REJECT_FIELD,
                  "zones: an object without a zone that exists");
    expect_reject("{\"zones\":[{\"zone\":\"body\"}]}", ECO_REJECT_FIELD,
                  "zones: an object whose text is no string");
    expect_reject("{\"zones\":[{\"zone\":\"body\",\"text\":\"b\"},1]}", ECO_REJECT_FIELD,
                  "zones: expected objects with zone and text, found a number");
#undef ZONES
    expect_reject("{\"title\":\"t\",\"regions\":[{\"code\":\"24\",\"share\":1.5}]}", ECO_REJECT_FIELD,
                  "regions: a share that is no number in (0, 1]");
    expect_reject(
        "{\"title\":\"t\",\"regions\":[{\"code\":\"24\",\"share\":0.5},{\"code\":\"24\",\"share\":0.1}]}",
        ECO_REJECT_FIELD, "regions: a region twice");
    expect_reject(
        "{\"title\":\"t\",\"regions\":[{\"code\":\"24\",\"share\":0.9},{\"code\":\"53\",\"share\":0.2}]}",
        ECO_REJECT_FIELD, "regions: the shares sum to more than 1");
    expect_reject("{\"title\":\"t\",\"regions\":[{\"code\":\"24\",\"share\":0.9},\"bretagne\"]}",
                  ECO_REJECT_FIELD, "regions: shares for some regions and not for all");
}

static void rejects_name_place_and_reason(void **state)
{
    (void)state;
    expect_reject("{\"title\":\"t\"}\n\n[1]\n", ECO_REJECT_JSON,
                  "on line 3: expected an object, found an array");
    expect_reject("{\"title\":\"t\"}\nno\n", ECO_REJECT_JSON, "neither a number nor true, false or null");
    expect_reject("{\"title\":\"t\"}\n{\"title\":\"t\"\n", ECO_REJECT_JSON,
                  "an object or array is not closed");
    expect_reject("{\"title\":[1]}", ECO_REJECT_FIELD, "title: expected a string, found an array");
    expect_reject("{\"id\":true,\"title\":\"t\"}", ECO_REJECT_FIELD,
                  "id: expected a string, found true or false");
    expect_reject("{\"body\":{\"a\":1}}", ECO_REJECT_FIELD, "body: expected a string, found an object");
    expect_reject("{\"id\":\"a\"}", ECO_REJECT_EMPTY, "neither title nor body has text");
    expect_reject("{\"title\":\" \\n \",\"body\":\"\\u00a0\"}", ECO_REJECT_EMPTY,
                  "neither title nor body has text");
}

static void lines_end_in_many_ways(void **state)
{
    (void)state;
    heard all = read_lines("\xef\xbb\xbf{\"title\":\"a\"}\r\n\r\n  \n{\"title\":\"b\"}\n\n{\"title\":\"c\"}");
    assert_int_equal(all.n, 3);
    assert_int_equal(all.n_rejects, 0);
    assert_string_equal(all.documents[2].key, "r.jsonl#3");
    assert_string_equal(all.documents[2].passages[0].text, "c");
    forget(&all);
}

static void one_bad_line_costs_one_line(void **state)
{
    (void)state;
    heard all = read_lines("{\"title\":\"a\"}\n{\"title\":\"b\"\n{\"title\":\"c\"}\n\0{\"title\":\"d\"}\n");
    assert_int_equal(all.n, 2);
    assert_string_equal(all.documents[1].key, "r.jsonl#3");
    assert_int_equal(all.rejects[0].record, 2);
    forget(&all);
    all = listen_bytes("r.jsonl", BYTES("{\"title\":\"a\"}\n{\"title\":\"b\0\"}\n{\"title\":\"c\"}\n"));
    assert_int_equal(all.n, 2);
    assert_int_equal(all.rejects[0].reason, ECO_REJECT_JSON);
    forget(&all);
    all = read_lines("{\"title\":\"a\n{\"title\":\"b\"}\n"); /* the first line is the bad one */
    assert_int_equal(all.n, 1);
    assert_int_equal(all.rejects[0].record, 1);
    forget(&all);
}

static void escaped_nul_is_replaced(void **state)
{
    (void)state;
    heard all = read_one("{\"id\":\"k\\u0000\",\"title\":\"a\\u0000b\",\"body\":\"c\\u0000\"}");
    assert_string_equal(all.documents[0].key, "k\xef\xbf\xbd");
    assert_string_equal(all.documents[0].passages[0].text, "a\xef\xbf\xbd"
                                                           "b");
    assert_string_equal(all.documents[0].passages[1].text, "c\xef\xbf\xbd");
    assert_int_equal(all.counts.replaced, 3);
    forget(&all);
}

static void keys_have_limits(void **state)
{
    (void)state;
    char text[1200];
    for (int len = 1023; len <= 1026; len++) {
        snprintf(text, sizeof text, "{\"id\":\"%0*d\",\"title\":\"t\"}", len, 7);
        heard all = read_lines(text);
        assert_int_equal(all.n, len <= 1024);
        assert_int_equal(all.counts.rejected[ECO_REJECT_FIELD], len > 1024);
        forget(&all);
    }
    heard all = read_one("{\"id\":\"\",\"title\":\"t\"}");
    assert_string_equal(all.documents[0].key, "r.jsonl#1");
    forget(&all);
}

/* A limit of n bytes takes lines of n bytes, and passes over longer ones without holding them. */
static void long_lines_are_passed_over(void **state)
{
    (void)state;
    size_t len = (size_t)3 << 20;
    char *text = malloc(len);
    memset(text, 'x', len);
    static const char first[] = "{\"title\":\"a\"}\n{\"title\":\"", last[] = "\"}\n{\"title\":\"c\"}\n";
    memcpy(text, first, sizeof first - 1);
    memcpy(text + len - (sizeof last - 1), last, sizeof last - 1);
    const char *path = put_file(scratch(), "r.jsonl", text, len);
    size_t long_line = len - 14 - 14 - 1; /* without its line feed */
    for (size_t limit = long_line - 1; limit <= long_line; limit++) {
        heard all = listen(&path, 1, limit);
        assert_int_equal(all.n, limit == long_line ? 3 : 2);
        assert_string_equal(all.documents[all.n - 1].key, "r.jsonl#3");
        if (limit < long_line) {
            assert_int_equal(all.rejects[0].reason, ECO_REJECT_TOO_LONG);
            assert_int_equal(all.rejects[0].record, 2);
            assert_memory_equal(all.rejects[0].detail, "longer than ", 12);
        }
        forget(&all);
    }
    heard all = listen(&path, 1, 100);
    assert_int_equal(all.n, 2);
    forget(&all);
    free(text);
}

static void arrays_and_spread_objects_are_read(void **state)
{
    (void)state;
    heard all = read_lines(
        "[\n  {\"title\": \"a\", \"n\": [1,\n 2]},\n 5,\n  {\"id\": \"x\", \"title\": \"b\"}\n]\n");
    assert_int_equal(all.n, 2);
    assert_string_equal(all.documents[0].key, "r.jsonl#1");
    assert_string_equal(all.documents[0].fields, "{\"n\":[1,  2]}");
    assert_string_equal(all.documents[1].key, "x");
    assert_string_equal(all.rejects[0].detail, "expected an object, found a number");
    forget(&all);
    all = read_one("{\n  \"title\": \"a\",\n  \"body\": \"b\"\n}\n");
    assert_int_equal(all.documents[0].n_passages, 2);
    forget(&all);
    expect_reject("[{\"title\":\"a\"},\n{\"title\":\"b\"}", ECO_REJECT_JSON,
                  "JSON that is not one object a line: an object or array is not closed");
    expect_reject("[]", ECO_REJECT_EMPTY, "JSON that is not one object a line: an empty array");
    expect_reject("{\n\"title\":\"a\"\n}\n{\n\"title\":\"b\"\n}\n", ECO_REJECT_JSON,
                  "something follows the value");
}

/* A first line that is damaged does not make a page of text of all the others. */
static void a_bad_first_line_costs_one_line(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
    } cases[] = {
        {"r.jsonl", "[1,2]\n{\"id\":\"a\",\"title\":\"t\"}\n"},
        {"r.JSON", "{not json\n{\"id\":\"a\",\"title\":\"t\"}\n"},
        {"r.ndjson.gz", "\nTitre\n{\"id\":\"a\",\"title\":\"t\"}\n"},
        {"r.txt", "{not json\n{\"id\":\"a\",\"title\":\"t\"}\n"},
        {"r.txt", "[1,2]\n{\"id\":\"a\",\"title\":\"t\"}\n"},
        {"r", "{'id':1}\n\n{\"id\":\"a\",\"title\":\"t\"}\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        heard all = listen_bytes(cases[i].name, cases[i].text, strlen(cases[i].text));
        assert_int_equal(all.n, 1);
        assert_string_equal(all.documents[0].key, "a");
        assert_int_equal(all.n_rejects, 1);
        assert_int_equal(all.rejects[0].reason, ECO_REJECT_JSON);
        assert_int_equal(all.rejects[0].record, 1);
        forget(&all);
    }
    heard all = listen_bytes("r", BYTES("id\n{\"title\":\"a\"}\n{\"title\":\"b\"}\n{\"title\":\"c\"}\n"));
    assert_int_equal(all.n, 3);
    assert_int_equal(all.n_rejects, 1);
    forget(&all);
}

static void prose_may_show_an_object(void **state)
{
    (void)state;
    heard all = listen_bytes("r.txt", BYTES("Un exemple\n\n{\"title\":\"a\"}\n"));
    assert_int_equal(all.n, 1);
    assert_int_equal(all.n_rejects, 0);
    forget(&all);
}

static void text_that_begins_with_a_bracket(void **state)
{
    (void)state;
    static const char *const texts[] = {"{accolade} un texte", "[Photo] un texte", "{", "[",
                                        "[1, 2, 3]",           "{{ a }}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        heard all = listen_bytes("r.txt", texts[i], strlen(texts[i]));
        assert_int_equal(all.n, 1);
        assert_string_equal(all.documents[0].passages[0].text, texts[i]);
        forget(&all);
    }
}

static void utf16_lines_are_read(void **state)
{
    (void)state;
    static const char ascii[] = "{\"title\":\"a\"}\n{\"title\":\"b\"}\n";
    char wide[2 * sizeof ascii] = {'\xff', '\xfe'};
    for (size_t i = 0; i < sizeof ascii - 1; i++)
        wide[2 + 2 * i] = ascii[i];
    heard all = listen_bytes("r.jsonl", wide, sizeof wide - 2 + 2);
    assert_int_equal(all.n, 2);
    forget(&all);
}

/* Bodies that their source calls so: only what cannot be mistaken leaves BODY. */
static void bodies_are_zoned_with_care(void **state)
{
    (void)state;
    heard all = read_one("{\"title\":\"t\",\"body\":\"Commentaires\\nPartager\\nNewsletter\\nUn "
                         "texte.\\nArticle r\\u00e9serv\\u00e9 aux abonn\\u00e9s\\n"
                         "3 commentaires\\nUn mot.\\nMerci pour votre commentaire.\"}");
    static const eco_zone zones[] = {ECO_ZONE_TITLE,   ECO_ZONE_BODY,    ECO_ZONE_BODY,
                                     ECO_ZONE_BODY,    ECO_ZONE_BODY,    ECO_ZONE_PAYWALL,
                                     ECO_ZONE_COMMENT, ECO_ZONE_COMMENT, ECO_ZONE_BOILERPLATE};
    assert_int_equal(all.documents[0].n_passages, 9);
    for (size_t i = 0; i < 9; i++)
        assert_int_equal(all.documents[0].passages[i].zone, zones[i]);
    assert_true(all.documents[0].partial);
    forget(&all);
}

/* As crawlers store pages. */
static void pages_of_html_are_bodies(void **state)
{
    (void)state;
    heard all = listen_bytes(
        "pages.jsonl",
        BYTES("{\"id\":1,\"url\":\"https://a.example/"
              "1\",\"date\":\"2016-05-12\",\"html\":\"<html><head><title>Un titre</title>"
              "</head><body><h1>Un titre</h1><p>Un paragraphe de texte, assez long pour en \\u00eatre "
              "un.</p></body></html>\"}\n"
              "{\"id\":2,\"title\":\"Le sien\",\"author\":\"Anne\",\"html\":\"<h1>Un autre</h1><p>Un second "
              "paragraphe, qui en est "
              "un.</p>\"}\n"
              "{\"id\":3,\"body\":\"Un texte\",\"html\":\"<p>le m\\u00eame</p>\"}\n"
              "{\"id\":4,\"html\":\"<p> </p>\"}\n{\"id\":5,\"title\":\"Un titre\",\"html\":12}\n"));
    assert_int_equal(all.n, 4);
    assert_string_equal(all.documents[0].url, "https://a.example/1");
    assert_string_equal(all.documents[0].date, "2016-05-12");
    assert_string_equal(all.documents[0].passages[0].text, "Un titre");
    assert_int_equal(all.documents[0].passages[0].zone, ECO_ZONE_TITLE);
    assert_string_equal(all.documents[1].passages[0].text, "Le sien");
    assert_string_equal(all.documents[1].fields, "{\"author\":\"Anne\"}");
    for (size_t i = 1; i < all.documents[1].n_passages; i++)
        assert_int_not_equal(all.documents[1].passages[i].zone, ECO_ZONE_TITLE);
    assert_non_null(
        strstr(all.documents[2].fields, "\"html\":")); /* there is a body: it is a field like others */
    assert_string_equal(all.documents[3].fields, "{\"html\":12}");
    assert_int_equal(all.counts.rejected[ECO_REJECT_EMPTY], 1);
    assert_int_equal(all.rejects[0].record, 4);
    forget(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_has_its_parts),
        cmocka_unit_test(what_is_unknown_is_unknown),
        cmocka_unit_test(a_record_without_id_is_known_by_its_address),
        cmocka_unit_test(other_keys_are_kept_as_written),
        cmocka_unit_test(the_last_of_equal_keys_counts),
        cmocka_unit_test(numbers_stand_for_themselves),
        cmocka_unit_test(pages_of_html_are_bodies),
        cmocka_unit_test(bad_dates_are_kept_as_fields),
        cmocka_unit_test(dates_are_read_as_they_are_written),
        cmocka_unit_test(regions_are_resolved),
        cmocka_unit_test(what_export_prints_is_read_back),
        cmocka_unit_test(names_of_export_may_mean_other_things),
        cmocka_unit_test(rejects_name_place_and_reason),
        cmocka_unit_test(lines_end_in_many_ways),
        cmocka_unit_test(one_bad_line_costs_one_line),
        cmocka_unit_test(escaped_nul_is_replaced),
        cmocka_unit_test(keys_have_limits),
        cmocka_unit_test(long_lines_are_passed_over),
        cmocka_unit_test(arrays_and_spread_objects_are_read),
        cmocka_unit_test(a_bad_first_line_costs_one_line),
        cmocka_unit_test(prose_may_show_an_object),
        cmocka_unit_test(text_that_begins_with_a_bracket),
        cmocka_unit_test(utf16_lines_are_read),
        cmocka_unit_test(bodies_are_zoned_with_care),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
