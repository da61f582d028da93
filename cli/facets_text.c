/* SPDX-License-Identifier: MIT */
#include "cli/numbers.h"
#include "cli/request.h"
#include "cli/utf8.h"

#define MOST_ROWS  20
#define WIDEST_BAR 24

/* The columns of one table. */
typedef struct table {
    const eco_bucket *buckets;
    size_t n;
    size_t label_width, count_width;
    uint64_t most;
} table;

static eco_text label_of(const eco_bucket *bucket)
{
    return bucket->label.len > 0 ? bucket->label : cli_text("(not known)");
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static table measure(const eco_bucket *buckets, size_t n)
{
    table t = {.buckets = buckets, .n = n < MOST_ROWS ? n : MOST_ROWS};
    for (size_t i = 0; i < t.n; i++) {
        char count[CLI_NUMBER];
        t.label_width = larger(t.label_width, cli_text_width(label_of(&buckets[i])));
        t.count_width = larger(t.count_width, cli_text_width(cli_text(cli_count(buckets[i].count, count))));
        t.most = buckets[i].count > t.most ? buckets[i].count : t.most;
    }
    return t;
}

/* A bar in eighths of a column, or in whole columns of ASCII. */
static void put_bar(cli_page *page, uint64_t count, uint64_t most)
{
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    size_t steps = page->block_elements ? 8 : 1;
    size_t length = (size_t)((double)count / (double)most * WIDEST_BAR * (double)steps + 0.5);
    length = length > 0 || count == 0 ? length : 1;
    cli_page_style(page, CLI_BAR);
    for (size_t i = 0; i < length / steps; i++)
        cli_page_put(page, cli_text(page->block_elements ? "█" : "#"));
    cli_page_put(page, cli_text(parts[length % steps]));
    cli_page_style(page, CLI_PLAIN);
}

static void put_row(cli_page *page, const table *t, const eco_bucket *bucket)
{
    char count[CLI_NUMBER];
    eco_text label = label_of(bucket);
    cli_count(bucket->count, count);
    cli_page_spaces(page, 2);
    cli_page_put(page, label);
    cli_page_spaces(page, t->label_width - cli_text_width(label) + 2 + t->count_width -
                              cli_text_width(cli_text(count)));
    cli_page_put(page, cli_text(count));
    if (page->is_terminal && page->column + 2 + WIDEST_BAR <= page->width) {
        cli_page_spaces(page, 2);
        put_bar(page, bucket->count, t->most);
    }
    cli_page_newline(page);
}

static void put_table(cli_page *page, const char *name, const eco_bucket *buckets, size_t n)
{
    table t = measure(buckets, n);
    cli_page_style(page, CLI_BOLD);
    cli_page_print(page, "by %s", name);
    cli_page_style(page, CLI_PLAIN);
    cli_page_newline(page);
    for (size_t i = 0; i < t.n; i++)
        put_row(page, &t, &buckets[i]);
    if (t.n < n) {
        cli_page_print(page, "  ... and %zu more (--format json lists all)", n - t.n);
        cli_page_newline(page);
    }
    cli_page_newline(page);
}

void cli_page_facets(cli_page *page, unsigned facets, const eco_results *results)
{
    static const struct {
        unsigned flag;
        const char *name;
    } all[] = {
#define FACET_ROW(flag, name) {flag, name},
        CLI_FACET_LIST(FACET_ROW)
#undef FACET_ROW
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const eco_bucket *buckets;
        size_t n = facets & all[i].flag ? eco_results_facet(results, all[i].flag, &buckets) : 0;
        if (n > 0)
            put_table(page, all[i].name, buckets, n);
    }
}
