/* SPDX-License-Identifier: MIT */
/* Crawls: whole ones, and everything that is wrong with real ones. */
#include "tests/corpus/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

/* A crawl being made: its records one after another, and where each begins. */
typedef struct crawling {
    char *bytes;
    size_t len, starts[64], n;
} crawling;

static void put(crawling *crawl, const char *text, size_t len)
{
    crawl->bytes = realloc(crawl->bytes, crawl->len + len + 1);
    assert_non_null(crawl->bytes);
    memcpy(crawl->bytes + crawl->len, text, len);
    crawl->len += len;
}

static void put_text(crawling *crawl, const char *text)
{
    put(crawl, text, strlen(text));
}

/* A record of this type; its Content-Length is off by `lie`. */
static void put_record(crawling *crawl, const char *type, const char *headers, const void *content,
                       size_t len, int lie)
{
    char head[512];
    crawl->starts[crawl->n++] = crawl->len;
    snprintf(head, sizeof head,
             "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: http://www.site.example/%zu\r\n"
             "WARC-Date: 2019-04-12T08:30:00Z\r\n%sContent-Length: %ld\r\n\r\n",
             type, crawl->n, headers, (long)len + lie);
    put_text(crawl, head);
    put(crawl, content, len);
    put_text(crawl, "\r\n\r\n");
}

static void put_page(crawling *crawl, const char *title, int lie)
{
    char page[512];
    int n = snprintf(
        page, sizeof page,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><h1>%s</h1><p>Une phrase qui suit le "
        "titre de cette page, assez longue pour en faire partie.</p></body></html>",
        title);
    put_record(crawl, "response", "", page, (size_t)n, lie);
}

static void put_answer(crawling *crawl, const char *headers, const void *body, size_t len)
{
    char *answer = malloc(len + 512);
    size_t n = (size_t)sprintf(answer, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n%s\r\n",
                               headers);
    memcpy(answer + n, body, len);
    put_record(crawl, "response", "", answer, n + len, 0);
    free(answer);
}

static heard listen_crawl(crawling *crawl)
{
    heard all = listen_bytes("crawl.warc", crawl->bytes, crawl->len);
    free(crawl->bytes);
    *crawl = (crawling){0};
    return all;
}

static const char *title_of(const heard *all, size_t i)
{
    for (size_t j = 0; j < all->documents[i].n_passages; j++)
        if (strstr(all->documents[i].passages[j].text, "Page ") != NULL)
            return strstr(all->documents[i].passages[j].text, "Page ");
    return "";
}

static bool says(const heard_document *document, const char *text)
{
    for (size_t i = 0; i < document->n_passages; i++)
        if (strstr(document->passages[i].text, text) != NULL)
            return true;
    return false;
}

static void a_crawl_by_wget_is_read(void **state)
{
    (void)state;
    heard all = listen_one(ECO_SOURCE_DIR "/tests/corpus/samples/rivage.warc.gz");
    assert_int_equal(all.n, 4); /* one page was fetched twice, by its old address too */
    assert_string_equal(all.documents[1].key, "http://127.0.0.1:18080/tours-verrier.html");
    assert_true(says(&all.documents[1], "Verralis règle ses fours avec des capteurs")); /* gzip in chunks */
    assert_true(says(&all.documents[2], "la jeune société Laminor compte les algues")); /* deflate */
    assert_string_equal(all.documents[2].source, "127.0.0.1");
    assert_string_equal(all.documents[2].date, ""); /* the day of the crawl is none */
    assert_int_equal(all.counts.rejected[ECO_REJECT_HTTP], 1);
    assert_int_equal(all.counts.rejected[ECO_REJECT_REDIRECT], 1);
    assert_int_equal(all.counts.rejected[ECO_REJECT_TYPE], 1);
    assert_int_equal(all.n_rejects, 3);
    assert_int_equal(all.counts.damaged, 0);
    forget(&all);
}

static void records_have_their_kinds(void **state)
{
    (void)state;
    static const char text[] = "Page de texte\n\nUn paragraphe de texte sans balises, comme il est.";
    crawling crawl = {0};
    put_record(&crawl, "warcinfo", "", BYTES("software: rien"), 0);
    put_record(&crawl, "request", "", BYTES("GET / HTTP/1.1\r\n\r\n"), 0);
    put_record(&crawl, "conversion", "Content-Type: text/plain\r\n", BYTES(text), 0);
    put_record(&crawl, "resource", "Content-Type: text/html\r\n",
               BYTES("<html><body><p>Page nue, sans serveur.</p>"), 0);
    put_record(&crawl, "revisit", "", BYTES("HTTP/1.1 200 OK\r\n\r\n"), 0);
    put_record(&crawl, "metadata", "", BYTES("outlink: rien"), 0);
    put_record(&crawl, "response", "", BYTES("ceci n'est pas HTTP"), 0);
    heard all = listen_crawl(&crawl);
    assert_int_equal(all.n, 2);
    assert_string_equal(all.documents[0].key, "http://www.site.example/3");
    assert_string_equal(all.documents[0].url, "http://www.site.example/3");
    assert_string_equal(all.documents[0].source, "site.example");
    assert_string_equal(all.documents[0].date, "");
    assert_true(says(&all.documents[0], "Un paragraphe de texte sans balises"));
    assert_true(says(&all.documents[1], "Page nue"));
    assert_int_equal(all.n_rejects, 2);
    assert_int_equal(all.rejects[0].reason, ECO_REJECT_REDIRECT);
    assert_int_equal(all.rejects[0].record, 5);
    assert_int_equal(all.rejects[1].reason, ECO_REJECT_WARC);
    forget(&all);
}

static void lengths_that_lie_lose_nothing(void **state)
{
    (void)state;
    static const int lies[] = {-400, -100, -1, 1, 3, 5, 50, 700, 3000, 100000, 900000000};
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        crawling crawl = {0};
        put_page(&crawl, "Page un", 0);
        put_page(&crawl, "Page deux", lies[i] < -200 ? -200 : lies[i]);
        put_page(&crawl, "Page trois", 0);
        heard all = listen_crawl(&crawl);
        assert_int_equal(all.n, 3);
        assert_string_equal(title_of(&all, 1), "Page deux");
        assert_string_equal(title_of(&all, 2), "Page trois");
        assert_int_equal(all.n_rejects, 0);
        assert_true(all.counts.damaged == 1 || (lies[i] > 0 && lies[i] < 5)); /* line ends are nobody's */
        forget(&all);
    }
}

static void what_is_no_record_is_passed_over(void **state)
{
    (void)state;
    crawling crawl = {0};
    put_page(&crawl, "Page un", 0);
    put_text(&crawl, "WARC/1.0\r\nWARC-Type: response\r\nni longueur ni fin");
    put_text(&crawl, "\r\n\r\ndu bruit\r\n\r\n");
    put_page(&crawl, "Page deux", 0);
    heard all = listen_crawl(&crawl);
    assert_int_equal(all.n, 2);
    assert_string_equal(title_of(&all, 1), "Page deux");
    assert_true(all.n_rejects <= 1);
    forget(&all);
}

static void a_file_cut_short_is_read_as_far_as_it_goes(void **state)
{
    (void)state;
    crawling crawl = {0};
    put_page(&crawl, "Page un", 0);
    put_page(&crawl, "Page deux", 0);
    crawl.len -= 60;
    heard all = listen_crawl(&crawl);
    assert_int_equal(all.n, 2);
    assert_int_equal(all.counts.damaged, 1);
    assert_string_equal(title_of(&all, 1), "Page deux");
    forget(&all);
}

static void records_longer_than_one_may_be_are_passed_over(void **state)
{
    (void)state;
    size_t len = 200000;
    char *long_page = malloc(len);
    memset(long_page, 'x', len);
    crawling crawl = {0};
    put_page(&crawl, "Page un", 0);
    put_record(&crawl, "response", "", long_page, len, 0);
    put_page(&crawl, "Page deux", 0);
    const char *path = put_file(scratch(), "long.warc", crawl.bytes, crawl.len);
    heard all = listen(&path, 1, 4096);
    assert_int_equal(all.n, 2);
    assert_int_equal(all.n_rejects, 1);
    assert_int_equal(all.rejects[0].reason, ECO_REJECT_TOO_LONG);
    assert_int_equal(all.rejects[0].record, 2);
    forget(&all);
    free(crawl.bytes);
    free(long_page);
}

/* ---- gzip ---- */

/* A member of these bytes behind the file's others. */
static size_t put_member(uint8_t *out, const char *bytes, size_t len)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)bytes;
    z.avail_in = (uInt)len;
    z.next_out = out;
    z.avail_out = 1 << 16;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    size_t n = z.total_out;
    deflateEnd(&z);
    return n;
}

enum { PAGES = 6 };

/* Six pages, a member each. */
static size_t make_members(uint8_t *out, size_t starts[PAGES + 1])
{
    crawling crawl = {0};
    size_t n = 0;
    for (int i = 0; i < PAGES; i++) {
        char title[32];
        snprintf(title, sizeof title, "Page %d", i + 1);
        put_page(&crawl, title, 0);
        starts[i] = n;
        n += put_member(out + n, crawl.bytes + crawl.starts[i], crawl.len - crawl.starts[i]);
    }
    starts[PAGES] = n;
    free(crawl.bytes);
    return n;
}

static void a_member_cut_in_the_middle_loses_only_its_record(void **state)
{
    (void)state;
    static uint8_t bytes[1 << 18], cut[1 << 18];
    size_t starts[PAGES + 1], n = make_members(bytes, starts), member = starts[3] - starts[2];
    char dir[64];
    snprintf(dir, sizeof dir, "%s", scratch());
    for (size_t gone = 1; gone < member; gone += 3) {
        memcpy(cut, bytes, starts[3] - gone);
        memcpy(cut + starts[3] - gone, bytes + starts[3], n - starts[3]);
        heard all = listen_one(put_file(dir, "cut.warc.gz", cut, n - gone));

        assert_int_equal(all.n, PAGES - 1);
        assert_string_equal(title_of(&all, 1), "Page 2");
        assert_string_equal(title_of(&all, 2), "Page 4");
        assert_int_equal(all.n_rejects, 1);
        assert_int_equal(all.rejects[0].reason, ECO_REJECT_GZIP);
        assert_int_equal(all.rejects[0].record, 3);
        forget(&all);
    }
}

static void a_damaged_byte_loses_only_its_record(void **state)
{
    (void)state;
    static uint8_t bytes[1 << 18];
    size_t starts[PAGES + 1], n = make_members(bytes, starts);
    char dir[64];
    snprintf(dir, sizeof dir, "%s", scratch());
    for (size_t at = starts[2] + 10; at < starts[3]; at += 5) {
        bytes[at] ^= 0x55;
        heard all = listen_one(put_file(dir, "bad.warc.gz", bytes, n));
        assert_int_equal(all.n, PAGES - 1);
        assert_int_equal(all.counts.rejected[ECO_REJECT_GZIP], 1);
        assert_string_equal(title_of(&all, 2), "Page 4");
        forget(&all);
        bytes[at] ^= 0x55;
    }
    heard all = listen_one(put_file(dir, "tail.warc.gz", bytes, n - 5));
    assert_int_equal(all.n, PAGES - 1);
    assert_int_equal(all.counts.rejected[ECO_REJECT_GZIP], 1);
    forget(&all);
}

static void noise_between_members_is_passed_over(void **state)
{
    (void)state;
    static uint8_t bytes[1 << 18], noisy[1 << 19];
    size_t starts[PAGES + 1], n = make_members(bytes, starts), noise = 100000;
    memcpy(noisy, bytes, starts[4]);
    for (size_t i = 0; i < noise; i++)
        noisy[starts[4] + i] = (uint8_t)(i * 2654435761u >> 13 | 1);
    memcpy(noisy + starts[4] + noise, bytes + starts[4], n - starts[4]);
    heard all = listen_one(put_file(scratch(), "noise.warc.gz", noisy, n + noise));
    assert_int_equal(all.n, PAGES);
    assert_int_equal(all.counts.rejected[ECO_REJECT_GZIP], 1);
    forget(&all);
}

/* ---- HTTP ---- */

static const char html[] =
    "<html><body><h1>Page codée</h1><p>Une phrase après le titre, qui tient en une ligne, "
    "et une autre.</p></body></html>";

static void chunks_are_joined(void **state)
{
    (void)state;
    char body[1024] = "", cut[1024];
    size_t len = 0;
    for (size_t i = 0; i < sizeof html - 1; i += 20) {
        size_t n = sizeof html - 1 - i < 20 ? sizeof html - 1 - i : 20;
        len += (size_t)sprintf(body + len, "%zX;ext=1\r\n%.*s\r\n", n, (int)n, html + i);
    }
    len += (size_t)sprintf(body + len, "0\r\n\r\n");
    snprintf(cut, sizeof cut, "%.*s", 90, body);
    crawling crawl = {0};
    put_answer(&crawl, "Transfer-Encoding: chunked\r\n", body, len);
    put_answer(&crawl, "Transfer-Encoding: chunked\r\n", BYTES(html)); /* joined by the crawler */
    put_answer(&crawl, "Transfer-Encoding: chunked\r\n", cut, strlen(cut));
    put_answer(&crawl, "Transfer-Encoding: chunked\r\n",
               BYTES("ffffffffffffffffffff\r\n<p>Page trop longue</p>"));
    put_answer(&crawl, "Content-Length: 5000\r\n", BYTES(html));
    put_answer(&crawl, "Content-Length: 5\r\n", BYTES(html));
    heard all = listen_crawl(&crawl);
    assert_int_equal(all.n, 6);
    for (size_t i = 0; i < 6; i++)
        assert_true(says(&all.documents[i], i == 3 ? "Page trop longue" : "Page codée"));
    assert_true(says(&all.documents[5], "et une autre."));
    assert_int_equal(all.counts.damaged, 2); /* the cut chunks, the missing bytes */
    forget(&all);
}

static void compression_is_undone(void **state)
{
    (void)state;
    static uint8_t gzip[1 << 16], zlib[1 << 16];
    size_t n = put_member(gzip, BYTES(html));
    uLongf n_zlib = sizeof zlib;
    assert_int_equal(compress(zlib, &n_zlib, (const Bytef *)html, sizeof html - 1), Z_OK);
    crawling crawl = {0};
    put_answer(&crawl, "Content-Encoding: gzip\r\n", gzip, n);
    put_answer(&crawl, "Content-Encoding: gzip\r\n", BYTES(html)); /* inflated by the crawler */
    put_answer(&crawl, "Content-Encoding: deflate\r\n", zlib, n_zlib);
    put_answer(&crawl, "Content-Encoding: deflate\r\n", zlib + 2, n_zlib - 6); /* bare */
    put_answer(&crawl, "Content-Encoding: gzip\r\n", gzip, n - 12);
    put_answer(&crawl, "Content-Encoding: br\r\n", BYTES("\x1b\x2b\x00\xf8\x25"));
    heard all = listen_crawl(&crawl);
    assert_int_equal(all.n, 5);
    for (size_t i = 0; i < 5; i++)
        assert_true(says(&all.documents[i], "Page codée"));
    assert_int_equal(all.counts.damaged, 1);
    assert_int_equal(all.rejects[0].reason, ECO_REJECT_CODING);
    assert_non_null(strstr(all.rejects[0].detail, "br"));
    forget(&all);
}

static void bombs_are_not_inflated(void **state)
{
    (void)state;
    static char zeros[1 << 20];
    static uint8_t gzip[1 << 16];
    size_t n = put_member(gzip, zeros, sizeof zeros);
    crawling crawl = {0};
    put_answer(&crawl, "Content-Encoding: gzip\r\n", gzip, n);
    put_page(&crawl, "Page un", 0);
    const char *path = put_file(scratch(), "bomb.warc", crawl.bytes, crawl.len);
    heard all = listen(&path, 1, 1 << 16);
    assert_int_equal(all.n, 1);
    assert_int_equal(all.rejects[0].reason, ECO_REJECT_TOO_LONG);
    forget(&all);
    free(crawl.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_crawl_by_wget_is_read),
        cmocka_unit_test(records_have_their_kinds),
        cmocka_unit_test(lengths_that_lie_lose_nothing),
        cmocka_unit_test(what_is_no_record_is_passed_over),
        cmocka_unit_test(a_file_cut_short_is_read_as_far_as_it_goes),
        cmocka_unit_test(records_longer_than_one_may_be_are_passed_over),
        cmocka_unit_test(a_member_cut_in_the_middle_loses_only_its_record),
        cmocka_unit_test(a_damaged_byte_loses_only_its_record),
        cmocka_unit_test(noise_between_members_is_passed_over),
        cmocka_unit_test(chunks_are_joined),
        cmocka_unit_test(compression_is_undone),
        cmocka_unit_test(bombs_are_not_inflated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
