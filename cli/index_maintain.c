/* SPDX-License-Identifier: MIT */
/* ecoindex forget, ecoindex optimize */
#include "cli/index_run.h"
#include "cli/numbers.h"
#include "cli/terminal.h"

#include <stddef.h>

static const cli_option forget_options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Options"},
    ECOINDEX_OPTION_INDEX,
    {CLI_TEXT, 0, "source", "NAME", ECOINDEX_FIELD(source), NULL, "documents of this source"},
    {CLI_DATE, 0, "before", "DATE", ECOINDEX_FIELD(before), NULL, "documents certainly dated before DATE"},
    {CLI_FLAG, 0, "now", NULL, ECOINDEX_FIELD(now), NULL,
     "erase their texts at once: rewrites the files that have them and drops the generations before"},
    ECOINDEX_OPTION_KEEP,
    ECOINDEX_OPTION_WAIT,
    ECOINDEX_OPTION_ALLOW_NETWORK,
    ECOINDEX_OPTIONS_UNATTENDED,
    ECOINDEX_OPTION_JSON("print the summary as JSON"),
    ECOINDEX_OPTION_QUIET,
    ECOINDEX_OPTION_HELP,
    {0},
};

const cli_command ecoindex_forget_command = {
    .name = "ecoindex forget",
    .synopsis = "[KEY...] [options]",
    .about =
        "Erases documents for good: those with a KEY, those of a source, those before a date; of several "
        "conditions all must be met. No search finds them any more, and ecoindex update leaves their keys "
        "out "
        "even where a source still has them; ecoindex build starts afresh. Their texts go when the files "
        "that "
        "hold them are merged, and with the generations before this one, or at once with --now.",
    .options = forget_options,
    .epilogue = NULL,
};

static const cli_option optimize_options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Options"},
    ECOINDEX_OPTION_INDEX,
    ECOINDEX_OPTION_MEMORY,
    ECOINDEX_OPTION_THREADS,
    ECOINDEX_OPTION_KEEP,
    ECOINDEX_OPTION_WAIT,
    ECOINDEX_OPTION_ALLOW_NETWORK,
    ECOINDEX_OPTIONS_UNATTENDED,
    ECOINDEX_OPTION_JSON("print the summary as JSON"),
    ECOINDEX_OPTION_QUIET,
    ECOINDEX_OPTION_HELP,
    {0},
};

const cli_command ecoindex_optimize_command = {
    .name = "ecoindex optimize",
    .synopsis = "[options]",
    .about =
        "Merges all segments of the index into one, without deleted documents. Updates keep them few by "
        "themselves; this makes searching as fast as after a build, and takes as long as copying the index.",
    .options = optimize_options,
    .epilogue = NULL,
};

/* When the texts of what was forgotten are gone. */
static void tell_when(const ecoindex_request *request, const eco_build_summary *summary)
{
    char count[CLI_NUMBER];
    cli_page page;
    cli_page_init(&page, stdout, CLI_COLOR_NEVER);
    cli_page_print(&page, "forgotten: %s %s", cli_count(summary->removed, count),
                   cli_plural(summary->removed, "document", "documents"));
    cli_page_newline(&page);
    if (request->now)
        cli_page_print(&page,
                       "Their texts are erased from the index; no generation before this one is kept.");
    else if (summary->deleted)
        cli_page_print(
            &page,
            "The texts of %s deleted %s are still on disk: until their segments are merged, by updates "
            "or ecoindex optimize, and until the generations before this one go (--now does both).",
            cli_count(summary->deleted, count), cli_plural(summary->deleted, "document", "documents"));
    else if (summary->removed)
        cli_page_print(&page, "Their texts are still in the generations before this one (--now drops them).");
    cli_page_newline(&page);
}

static eco_status forget(const ecoindex_request *request, const eco_build_options *options,
                         eco_build_summary *out, eco_error *error)
{
    eco_forget_request what = ECO_FORGET_REQUEST_INIT;
    what.keys = request->words.items;
    what.n_keys = request->words.n;
    what.source = request->source;
    what.before = request->before;
    what.now = request->now;
    return eco_forget(request->index, &what, options, out, error);
}

int ecoindex_forget(const ecoindex_request *request)
{
    return cli_run(request, &(ecoindex_job){"forget", forget, tell_when});
}

static eco_status optimize(const ecoindex_request *request, const eco_build_options *options,
                           eco_build_summary *out, eco_error *error)
{
    return eco_optimize(request->index, options, out, error);
}

int ecoindex_optimize(const ecoindex_request *request)
{
    return cli_run(request, &(ecoindex_job){"optimize", optimize, NULL});
}
