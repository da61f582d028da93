/* SPDX-License-Identifier: MIT */
/* ecoindex update */
#include "cli/index_path.h"
#include "cli/index_run.h"

#include <stddef.h>

static const cli_option options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Options"},
    ECOINDEX_OPTION_INDEX,
    {CLI_FLAG, 0, "keep-missing", NULL, ECOINDEX_FIELD(keep_missing), NULL,
     "keep documents that are not in their sources any more"},
    {CLI_FLAG, 0, "drop-missing", NULL, ECOINDEX_FIELD(drop_missing), NULL,
     "remove them even where their file is damaged"},
    {CLI_LIST, 0, "without", "SOURCE", ECOINDEX_FIELD(without), NULL,
     "remember this source no longer, and remove its documents (with --keep-missing they stay)"},
    ECOINDEX_OPTION_MEMORY,
    ECOINDEX_OPTION_THREADS,
    {CLI_SIZE, 0, "max-record", "SIZE", ECOINDEX_FIELD(max_record), NULL,
     "reject records longer than this (default: as the run before)"},
    ECOINDEX_OPTION_REJECTS,
    ECOINDEX_OPTION_FORCE,
    ECOINDEX_OPTION_KEEP,
    ECOINDEX_OPTION_WAIT,
    ECOINDEX_OPTION_ALLOW_NETWORK,
    ECOINDEX_OPTIONS_UNATTENDED,
    ECOINDEX_OPTION_JSON("print the summary as JSON"),
    ECOINDEX_OPTION_QUIET,
    ECOINDEX_OPTION_VERBOSE,
    ECOINDEX_OPTION_HELP,
    {0},
};

static const char epilogue[] =
    "A file whose size and time are as they were is not read; of the others only documents\n"
    "that are new or changed are indexed. What a file or folder that cannot be read held\n"
    "stays, and so does what is missing from a file that is cut, empty or has damaged\n"
    "records (\"kept\"), until it is whole again or --drop-missing is given. Nothing is\n"
    "published (65) when all documents would be lost, or of 20 and more a fifth or half of\n"
    "their text, or when a tenth of the records was rejected (10 at least); --force publishes\n"
    "all the same.\n";

const cli_command ecoindex_update_command = {
    .name = "ecoindex update",
    .synopsis = "[SOURCE...] [options]",
    .about =
        "Brings the index up to date with each SOURCE, or without any with those that it has been made from. "
        "Documents that have gone are removed; what was read from standard input stays. A SOURCE that is new "
        "is remembered until it is named --without. Analysis, words and whether text is stored are as the "
        "index has them; where there is "
        "no index one is built.",
    .options = options,
    .epilogue = epilogue,
};

static eco_status run(const ecoindex_request *request, const eco_build_options *how, eco_build_summary *out,
                      eco_error *error)
{
    cli_make_parents(request->index);
    return eco_update(request->index, request->words.items, request->words.n, how, out, error);
}

int ecoindex_update(const ecoindex_request *request)
{
    ecoindex_request as_the_index_has_it = *request;
    as_the_index_has_it.analysis = ECOINDEX_ANALYSIS_UNSAID;
    return cli_run(&as_the_index_has_it, &(ecoindex_job){"update", run, NULL});
}
