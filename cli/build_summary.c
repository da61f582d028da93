/* SPDX-License-Identifier: MIT */
#include "cli/build_summary.h"

#include "cli/json.h"
#include "cli/numbers.h"
#include "cli/terminal.h"
#include "cli/utf8.h"

#define LABEL_COLUMNS 12

static void label(cli_page *page, const char *text)
{
    cli_page_print(page, "%-*s", LABEL_COLUMNS, text);
}

static double rate_of(uint64_t bytes, double seconds)
{
    return seconds > 0 ? (double)bytes / seconds : 0;
}

static void put_count(cli_page *page, const char *name, uint64_t n)
{
    char count[CLI_NUMBER];
    label(page, name);
    cli_page_print(page, "%s", cli_count(n, count));
    cli_page_newline(page);
}

static void put_replaced(cli_page *page, uint64_t n)
{
    char count[CLI_NUMBER];
    label(page, "replaced");
    cli_page_print(page, "%s ill-formed %s", cli_count(n, count),
                   cli_plural(n, "byte sequence", "byte sequences"));
    cli_page_newline(page);
}

static void put_bad_dates(cli_page *page, uint64_t n)
{
    char count[CLI_NUMBER];
    label(page, "undated");
    cli_page_print(page, "%s %s whose date could not be read", cli_count(n, count),
                   cli_plural(n, "document", "documents"));
    cli_page_newline(page);
}

static void put_damaged(cli_page *page, uint64_t n)
{
    char count[CLI_NUMBER];
    label(page, "damaged");
    cli_page_print(page, "%s %s read as far as the source goes", cli_count(n, count),
                   cli_plural(n, "document", "documents"));
    cli_page_newline(page);
}

static void put_rejected(cli_page *page, const eco_build_summary *summary)
{
    char count[CLI_NUMBER];
    put_count(page, "rejected", summary->rejected);
    for (unsigned i = 0; i < ECO_N_REJECT_REASONS; i++) {
        if (summary->rejected_by_reason[i] == 0)
            continue;
        cli_page_print(page, "  %s %s: %s", cli_count(summary->rejected_by_reason[i], count),
                       eco_reject_slug((eco_reject_reason)i), eco_reject_sentence((eco_reject_reason)i));
        cli_page_newline(page);
    }
}

static void put_bytes(cli_page *page, const eco_build_summary *summary)
{
    char bytes[CLI_NUMBER];
    label(page, "text");
    cli_page_print(page, "%s", cli_bytes(summary->text_bytes, bytes));
    cli_page_newline(page);
    label(page, "index");
    cli_page_print(page, "%s", cli_bytes(summary->index_bytes, bytes));
    if (summary->text_bytes > 0)
        cli_page_print(page, ", %.2f of the text",
                       (double)summary->index_bytes / (double)summary->text_bytes);
    cli_page_newline(page);
}

static void put_time(cli_page *page, const eco_build_summary *summary)
{
    char time[CLI_NUMBER], rate[CLI_NUMBER];
    label(page, "time");
    cli_page_print(page, "%s, %s of text", cli_seconds(summary->seconds_total, time),
                   cli_rate(rate_of(summary->text_bytes, summary->seconds_total), rate));
    cli_page_newline(page);
}

static void put_kept(cli_page *page, uint64_t n)
{
    char count[CLI_NUMBER];
    label(page, "kept");
    cli_page_print(page, "%s missing or cut in damaged files", cli_count(n, count));
    cli_page_newline(page);
}

/* A build adds all there is; what an update has done says more. */
static void put_changes(cli_page *page, const eco_build_summary *summary)
{
    put_count(page, "added", summary->added);
    if (summary->updated + summary->unchanged + summary->removed == 0)
        return;
    put_count(page, "updated", summary->updated);
    put_count(page, "removed", summary->removed);
    put_count(page, "unchanged", summary->unchanged);
    if (summary->kept)
        put_kept(page, summary->kept);
    if (summary->forgotten)
        put_count(page, "forgotten", summary->forgotten);
    put_count(page, "documents", summary->documents);
    put_count(page, "segments", summary->segments);
}

void cli_build_summary_text(const eco_build_summary *summary, const char *index)
{
    cli_page page;
    cli_page_init(&page, stdout, CLI_COLOR_NEVER);
    put_count(&page, "read", summary->read);
    put_changes(&page, summary);
    if (summary->rejected > 0)
        put_rejected(&page, summary);
    if (summary->replaced_bytes > 0)
        put_replaced(&page, summary->replaced_bytes);
    if (summary->bad_dates > 0)
        put_bad_dates(&page, summary->bad_dates);
    if (summary->damaged > 0)
        put_damaged(&page, summary->damaged);
    put_bytes(&page, summary);
    put_time(&page, summary);
    label(&page, "generation");
    if (summary->published)
        cli_page_print(&page, "%llu of %s", (unsigned long long)summary->generation, index);
    else if (summary->generation)
        cli_page_print(&page, "%llu of %s, as it was", (unsigned long long)summary->generation, index);
    else
        cli_page_print(&page, "none published");
    cli_page_newline(&page);
}

static void put_rejected_json(cli_json *json, const eco_build_summary *summary)
{
    cli_json_pair_count(json, "rejected", summary->rejected);
    cli_json_key(json, "rejected_by_reason");
    cli_json_open(json, '{');
    for (unsigned i = 0; i < ECO_N_REJECT_REASONS; i++)
        cli_json_pair_count(json, eco_reject_slug((eco_reject_reason)i), summary->rejected_by_reason[i]);
    cli_json_close(json, '}');
}

static void put_seconds_json(cli_json *json, const eco_build_summary *summary)
{
    cli_json_key(json, "seconds");
    cli_json_open(json, '{');
    cli_json_pair_real(json, "read", summary->seconds_read);
    cli_json_pair_real(json, "merge", summary->seconds_merge);
    cli_json_pair_real(json, "total", summary->seconds_total);
    cli_json_close(json, '}');
}

void cli_build_summary_json(const eco_build_summary *summary, const char *index)
{
    cli_json json;
    cli_json_init(&json, stdout);
    cli_json_open(&json, '{');
    cli_json_pair_count(&json, "schema", 1);
    cli_json_pair_string(&json, "index", index);
    if (summary->generation)
        cli_json_pair_count(&json, "generation", summary->generation);
    else
        cli_json_pair_string(&json, "generation", NULL);
    cli_json_pair_count(&json, "read", summary->read);
    cli_json_pair_count(&json, "documents", summary->documents);
    cli_json_pair_bool(&json, "published", summary->published);
    cli_json_pair_count(&json, "added", summary->added);
    cli_json_pair_count(&json, "updated", summary->updated);
    cli_json_pair_count(&json, "unchanged", summary->unchanged);
    cli_json_pair_count(&json, "removed", summary->removed);
    cli_json_pair_count(&json, "forgotten", summary->forgotten);
    cli_json_pair_count(&json, "kept", summary->kept);
    cli_json_pair_count(&json, "deleted", summary->deleted);
    cli_json_pair_count(&json, "segments", summary->segments);
    put_rejected_json(&json, summary);
    cli_json_pair_count(&json, "replaced_bytes", summary->replaced_bytes);
    cli_json_pair_count(&json, "bad_dates", summary->bad_dates);
    cli_json_pair_count(&json, "damaged", summary->damaged);
    cli_json_pair_count(&json, "tokens", summary->tokens);
    cli_json_pair_count(&json, "source_bytes", summary->source_bytes);
    cli_json_pair_count(&json, "text_bytes", summary->text_bytes);
    cli_json_pair_count(&json, "index_bytes", summary->index_bytes);
    put_seconds_json(&json, summary);
    cli_json_close(&json, '}');
    cli_json_end(&json);
}
