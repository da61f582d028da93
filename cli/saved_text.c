/* SPDX-License-Identifier: MIT */
/* Digests for people and for programs. */
#include "cli/message.h"
#include "cli/numbers.h"
#include "cli/saved.h"
#include "cli/utf8.h"

#include <string.h>

static void begin_text(saved_writer *writer)
{
    cli_page_init(&writer->page, stdout, CLI_COLOR_AUTO);
}

static void put_query_text(saved_writer *writer)
{
    const saved_news *news = writer->news;
    cli_page *page = &writer->page;
    char count[CLI_NUMBER];
    cli_page_style(page, CLI_BOLD);
    cli_page_put(page, cli_text(news->query->name));
    cli_page_style(page, CLI_PLAIN);
    cli_page_put(page, cli_text(": "));
    cli_page_put(page, cli_text(news->request->query));
    cli_page_newline(page);
    if (news->since_last)
        cli_page_print(page, "%s new", news->shown ? cli_count(news->shown, count) : "nothing");
    else
        cli_page_print(page, "%s %s", news->total ? cli_count(news->total, count) : "no",
                       cli_plural(news->total, "document", "documents"));
    if (news->left_out > 0)
        cli_page_print(page, "; %s more %s of these or of documents that were there before",
                       cli_count(news->left_out, count),
                       cli_plural(news->left_out, "is a near-duplicate", "are near-duplicates"));
    cli_page_newline(page);
    cli_page_newline(page);
}

static void put_hit_text(saved_writer *writer, const eco_hit *hit)
{
    char rank[CLI_NUMBER];
    size_t indent = strlen(cli_count(writer->news->shown, rank)) + 2;
    cli_page_hit(&writer->page, writer->news->request, hit, indent);
}

static void nothing(saved_writer *writer)
{
    (void)writer;
}

const saved_writing cli_saved_text = {begin_text, put_query_text, put_hit_text, nothing, nothing};

static void begin_json(saved_writer *writer)
{
    cli_json *json = &writer->json;
    cli_json_init(json, stdout);
    cli_json_open(json, '{');
    cli_json_pair_count(json, "schema", 1);
    cli_json_pair_time(json, "time", writer->now);
    cli_json_key(json, "saved");
    cli_json_open(json, '[');
}

static void put_query_json(saved_writer *writer)
{
    const saved_news *news = writer->news;
    cli_json *json = &writer->json;
    cli_json_open(json, '{');
    cli_json_pair_string(json, "name", news->query->name);
    cli_json_pair_string(json, "query", news->request->query);
    cli_json_pair_string(json, "index", news->request->index);
    cli_json_pair_bool(json, "since_last", news->since_last);
    cli_json_pair_time(json, "last_run", (time_t)news->query->last_run);
    cli_json_pair_count(json, "total", news->total);
    cli_json_pair_count(json, "shown", news->shown);
    cli_json_pair_count(json, "near_duplicates_left_out", news->left_out);
    cli_json_key(json, "hits");
    cli_json_open(json, '[');
}

static void put_hit_json(saved_writer *writer, const eco_hit *hit)
{
    cli_json_hit(&writer->json, hit, false);
}

static void end_query_json(saved_writer *writer)
{
    cli_json_close(&writer->json, ']');
    cli_json_close(&writer->json, '}');
}

static void end_json(saved_writer *writer)
{
    cli_json_close(&writer->json, ']');
    cli_json_close(&writer->json, '}');
    cli_json_end(&writer->json);
}

const saved_writing cli_saved_json = {begin_json, put_query_json, put_hit_json, end_query_json, end_json};
