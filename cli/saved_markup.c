/* SPDX-License-Identifier: MIT */
/* Digests as a feed (Atom, RFC 4287) and as the body of a mail in HTML. */
#include "cli/markup.h"
#include "cli/numbers.h"
#include "cli/saved.h"
#include "cli/utf8.h"

#include <inttypes.h>
#include <string.h>

static uint64_t mix(uint64_t hash, eco_text text)
{
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * 0x100000001B3u; /* FNV-1a */
    return (hash ^ 0xFF) * 0x100000001B3u;                           /* texts end somewhere */
}

/* The same for the same three texts, as a UUID of version 8 (RFC 9562: what its maker says). */
static void put_id(const char *index, const char *name, eco_text key)
{
    uint64_t half[2];
    for (unsigned i = 0; i < 2; i++)
        half[i] = mix(mix(mix(0xCBF29CE484222325u + i, cli_text(index)), cli_text(name)), key);
    printf("<id>urn:uuid:%08x-%04x-8%03x-%04x-%012" PRIx64 "</id>\n", (unsigned)(half[0] >> 32),
           (unsigned)(half[0] >> 16 & 0xFFFF), (unsigned)(half[0] & 0xFFF),
           (unsigned)(half[1] >> 48 & 0x3FFF) | 0x8000u, half[1] & 0xFFFFFFFFFFFFu);
}

static void put_element(const char *name, eco_text text)
{
    printf("<%s>", name);
    cli_put_markup(stdout, text);
    printf("</%s>\n", name);
}

static void put_time_element(const char *name, time_t when)
{
    char text[CLI_TIME];
    printf("<%s>%s</%s>\n", name, cli_time(when, text), name);
}

static void begin_atom(saved_writer *writer)
{
    fputs("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
          stdout);
    put_id("", "ecosearch saved run", cli_text(""));
    put_element("title", cli_text("ecosearch"));
    put_time_element("updated", writer->now);
    fputs("<author><name>ecosearch</name></author>\n", stdout);
}

static eco_text title_of(const eco_hit *hit)
{
    return hit->title.len > 0 ? hit->title : cli_text("(no title)");
}

static void put_hit_atom(saved_writer *writer, const eco_hit *hit)
{
    const saved_news *news = writer->news;
    char date[16];
    eco_date_format(hit->date, date);
    fputs("<entry>\n", stdout);
    put_id(news->request->index, news->query->name, hit->key);
    put_element("title", title_of(hit));
    put_time_element("updated", writer->now);
    if (hit->date.day)
        printf("<published>%sT00:00:00Z</published>\n", date);
    if (hit->source.len > 0) {
        fputs("<author><name>", stdout);
        cli_put_markup(stdout, hit->source);
        fputs("</name></author>\n", stdout);
    }
    fputs("<category term=\"", stdout);
    cli_put_markup(stdout, cli_text(news->query->name));
    fputs("\"/>\n", stdout);
    if (cli_is_web_address(hit->url)) {
        fputs("<link rel=\"alternate\" href=\"", stdout);
        cli_put_address(stdout, hit->url);
        fputs("\"/>\n", stdout);
    }
    put_element("summary", hit->snippet);
    fputs("</entry>\n", stdout);
}

static void nothing(saved_writer *writer)
{
    (void)writer;
}

static void end_atom(saved_writer *writer)
{
    (void)writer;
    fputs("</feed>\n", stdout);
}

const saved_writing cli_saved_atom = {begin_atom, nothing, put_hit_atom, nothing, end_atom};

static void begin_html(saved_writer *writer)
{
    char text[CLI_TIME];
    printf("<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<title>ecosearch, %s</title>\n</head>\n<body>\n",
           cli_time(writer->now, text));
}

static void put_query_html(saved_writer *writer)
{
    const saved_news *news = writer->news;
    char count[CLI_NUMBER];
    fputs("<h2>", stdout);
    cli_put_markup(stdout, cli_text(news->query->name));
    fputs("</h2>\n<p><code>", stdout);
    cli_put_markup(stdout, cli_text(news->request->query));
    fputs("</code>: ", stdout);
    if (news->since_last)
        printf("%s new", news->shown ? cli_count(news->shown, count) : "nothing");
    else
        printf("%s %s", news->total ? cli_count(news->total, count) : "no",
               cli_plural(news->total, "document", "documents"));
    if (news->left_out > 0)
        printf("; %s more %s of these or of documents that were there before",
               cli_count(news->left_out, count),
               cli_plural(news->left_out, "is a near-duplicate", "are near-duplicates"));
    fputs("</p>\n", stdout);
    if (news->shown > 0)
        fputs("<ol>\n", stdout);
}

static void put_title_html(const eco_hit *hit)
{
    bool linked = cli_is_web_address(hit->url);
    if (linked) {
        fputs("<a href=\"", stdout);
        cli_put_address(stdout, hit->url);
        fputs("\">", stdout);
    }
    if (hit->title.len > 0)
        cli_put_marked(stdout, hit->title, hit->title_highlights, hit->n_title_highlights);
    else
        cli_put_markup(stdout, title_of(hit));
    fputs(linked ? "</a>" : "", stdout);
}

static void put_part_html(eco_text text)
{
    if (text.len == 0)
        return;
    fputs(" · ", stdout);
    cli_put_markup(stdout, text);
}

static void put_hit_html(saved_writer *writer, const eco_hit *hit)
{
    char date[16], text[CLI_NUMBER];
    (void)writer;
    eco_date_format(hit->date, date);
    fputs("<li><p>", stdout);
    put_title_html(hit);
    fputs("<br>\n<small>", stdout);
    cli_put_markup(stdout, hit->key);
    put_part_html(hit->source);
    put_part_html(cli_text(date));
    for (size_t i = 0; i < hit->n_regions; i++) {
        const eco_region *region = eco_region_at(hit->regions[i].region);
        put_part_html(cli_text(region ? region->name : "?"));
    }
    if (hit->n_alike > 0)
        printf(" · %s near-%s", cli_count(hit->n_alike, text),
               cli_plural(hit->n_alike, "duplicate", "duplicates"));
    fputs("</small><br>\n", stdout);
    cli_put_marked(stdout, hit->snippet, hit->highlights, hit->n_highlights);
    fputs("</p></li>\n", stdout);
}

static void end_query_html(saved_writer *writer)
{
    if (writer->news->shown > 0)
        fputs("</ol>\n", stdout);
}

static void end_html(saved_writer *writer)
{
    (void)writer;
    fputs("</body>\n</html>\n", stdout);
}

const saved_writing cli_saved_html = {begin_html, put_query_html, put_hit_html, end_query_html, end_html};
