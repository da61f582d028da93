/* SPDX-License-Identifier: MIT */
/* Answers for people. */
#include "cli/message.h"
#include "cli/numbers.h"
#include "cli/request.h"
#include "cli/utf8.h"

#include <inttypes.h>
#include <stdio.h>

#define SEPARATOR " · "

/* Columns of "12. ", the same for all hits of a page. */
static size_t rank_width(const eco_results *results)
{
    const eco_hit *last = eco_results_hit(results, eco_results_count(results) - 1);
    char text[CLI_NUMBER];
    return cli_text_width(cli_text(cli_count(last->rank, text))) + 2;
}

static void put_title(cli_page *page, const eco_hit *hit, size_t indent)
{
    char rank[CLI_NUMBER];
    cli_count(hit->rank, rank);
    cli_page_spaces(page, indent - 2 - cli_text_width(cli_text(rank)));
    cli_page_print(page, "%s. ", rank);
    if (hit->title.len > 0)
        cli_page_wrap(page, hit->title, indent, hit->title_highlights, hit->n_title_highlights, CLI_BOLD,
                      CLI_BOLD_HIGHLIGHT);
    else
        cli_page_put(page, cli_text("(no title)"));
    cli_page_newline(page);
}

/* Parts stay whole: a line that has no room for one more goes on below. */
static void put_part(cli_page *page, eco_text text, size_t indent)
{
    if (text.len == 0)
        return;
    bool first = page->column <= indent;
    if (!first && page->column + cli_text_width(cli_text(SEPARATOR)) + cli_text_width(text) > page->width) {
        cli_page_newline(page);
        cli_page_spaces(page, indent);
    } else if (!first) {
        cli_page_put(page, cli_text(SEPARATOR));
    }
    cli_page_put(page, text);
}

static void put_regions(cli_page *page, const eco_hit *hit, size_t indent)
{
    for (size_t i = 0; i < hit->n_regions; i++) {
        const eco_region *region = eco_region_at(hit->regions[i].region);
        char text[128];
        snprintf(text, sizeof text, "%s %.0f %%", region ? region->name : "?",
                 100 * (double)hit->regions[i].share);
        put_part(page, cli_text(text), indent);
    }
}

static void put_alike(cli_page *page, const eco_hit *hit, size_t indent)
{
    char text[64];
    if (hit->n_alike == 0)
        return;
    snprintf(text, sizeof text, "%" PRIu64 " near-%s (--all)", hit->n_alike,
             cli_plural(hit->n_alike, "duplicate", "duplicates"));
    put_part(page, cli_text(text), indent);
}

static void put_origin(cli_page *page, const eco_hit *hit, size_t indent)
{
    char date[16];
    eco_date_format(hit->date, date);
    cli_page_spaces(page, indent);
    cli_page_style(page, CLI_DIM);
    put_part(page, hit->key, indent);
    put_part(page, hit->source, indent);
    put_part(page, cli_text(date), indent);
    put_regions(page, hit, indent);
    if (hit->partial)
        put_part(page, cli_text("partial: the rest is for subscribers"), indent);
    put_alike(page, hit, indent);
    cli_page_style(page, CLI_PLAIN);
    cli_page_newline(page);
}

static void put_url(cli_page *page, const eco_hit *hit, size_t indent)
{
    if (hit->url.len == 0)
        return;
    cli_page_spaces(page, indent);
    cli_page_style(page, CLI_DIM);
    cli_page_put(page, hit->url);
    cli_page_style(page, CLI_PLAIN);
    cli_page_newline(page);
}

static void put_snippet(cli_page *page, const eco_hit *hit, size_t indent)
{
    if (hit->snippet.len == 0)
        return;
    cli_page_spaces(page, indent);
    cli_page_wrap(page, hit->snippet, indent, hit->highlights, hit->n_highlights, CLI_PLAIN, CLI_HIGHLIGHT);
    cli_page_newline(page);
}

/* The score and what it is made of; each value under the one it is part of, texts aligned at one column. */
static void put_explain(cli_page *page, const eco_hit *hit, size_t indent)
{
    unsigned deepest = 0;
    for (size_t i = 0; i < hit->n_explain; i++)
        deepest = hit->explain[i].depth > deepest ? hit->explain[i].depth : deepest;
    size_t text_column = indent + 2 * (deepest + 1) + 12;
    cli_page_spaces(page, indent);
    cli_page_print(page, "%-10.4f = score", hit->score);
    cli_page_newline(page);
    for (size_t i = 0; i < hit->n_explain; i++) {
        const eco_explain_line *line = &hit->explain[i];
        cli_page_spaces(page, indent + 2 * (line->depth + 1));
        cli_page_print(page, "%.4f ", line->value);
        if (page->column < text_column)
            cli_page_spaces(page, text_column - page->column);
        cli_page_paragraph(page, line->text, text_column);
        cli_page_newline(page);
    }
}

void cli_page_hit(cli_page *page, const cli_request *request, const eco_hit *hit, size_t indent)
{
    put_title(page, hit, indent);
    put_origin(page, hit, indent);
    put_url(page, hit, indent);
    put_snippet(page, hit, indent);
    if (request->explain)
        put_explain(page, hit, indent);
    cli_page_newline(page);
}

static void put_hits(cli_page *page, const cli_request *request, const eco_results *results)
{
    size_t n = eco_results_count(results);
    size_t indent = n ? rank_width(results) : 0;
    for (size_t i = 0; i < n && cli_output_good(); i++)
        cli_page_hit(page, request, eco_results_hit(results, i), indent);
}

static void put_page_hint(cli_page *page, const eco_results *results)
{
    size_t n = eco_results_count(results);
    uint64_t total = eco_results_total(results);
    if (n == 0) {
        cli_page_put(page, cli_text("; --offset passes over all of them"));
        return;
    }
    uint64_t first = eco_results_hit(results, 0)->rank, last = eco_results_hit(results, n - 1)->rank;
    if (n < total)
        cli_page_print(page, "; shown: %" PRIu64 " to %" PRIu64, first, last);
    if (last < total - eco_results_left_out(results))
        cli_page_print(page, ", next page: --offset %" PRIu64, last);
}

static void put_did_you_mean(cli_page *page, const eco_results *results)
{
    eco_text better = eco_results_did_you_mean(results);
    if (better.len == 0)
        return;
    cli_page_put(page, cli_text("Did you mean: "));
    cli_page_style(page, CLI_BOLD);
    cli_page_put(page, better);
    cli_page_style(page, CLI_PLAIN);
    cli_page_newline(page);
}

static void put_summary(cli_page *page, const eco_results *results)
{
    uint64_t total = eco_results_total(results);
    char count[CLI_NUMBER], time[CLI_NUMBER];
    cli_page_print(page, "%s %s, %s", total ? cli_count(total, count) : "no",
                   cli_plural(total, "document", "documents"),
                   cli_seconds((double)eco_results_took_us(results) / 1e6, time));
    if (total > 0)
        put_page_hint(page, results);
    cli_page_newline(page);
}

void cli_write_text(const cli_request *request, const eco_results *results)
{
    cli_page page;
    cli_page_init(&page, stdout, (cli_color)request->color);
    put_hits(&page, request, results);
    cli_page_facets(&page, request->facets, results);
    put_summary(&page, results);
    put_did_you_mean(&page, results);
}
