/* SPDX-License-Identifier: MIT */
/* ecoindex import-xapian */
#include "cli/build_summary.h"
#include "cli/ecoindex.h"
#include "cli/index_path.h"
#include "cli/message.h"
#include "cli/rejects.h"

#include <stddef.h>

static const cli_option options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Options"},
    ECOINDEX_OPTION_INDEX,
    ECOINDEX_OPTION_MEMORY,
    ECOINDEX_OPTION_ALLOW_NETWORK,
    ECOINDEX_OPTION_REJECTS,
    ECOINDEX_OPTION_JSON("print the summary as JSON"),
    ECOINDEX_OPTION_QUIET,
    ECOINDEX_OPTION_VERBOSE,
    ECOINDEX_OPTION_HELP,
    {0},
};

const cli_command ecoindex_import_command = {
    .name = "ecoindex import-xapian",
    .synopsis = "DATABASE [options]",
    .about =
        "Publishes an index of the documents of a Xapian database. Those that ecoindex wrote come back as "
        "they "
        "were. Of others the data is the text, or lines of NAME=value as Omega writes them; where there is "
        "no text "
        "the terms are, in the order of their positions. Terms Q and U are keys, D dates; values are kept as "
        "further fields.",
    .options = options,
};

static void on_reject(void *user, const eco_reject *reject)
{
    cli_rejects_add(user, reject);
}

static int import(const ecoindex_request *request, cli_rejects *rejects)
{
    eco_build_options build = ECO_BUILD_OPTIONS_INIT;
    eco_build_summary summary = {0};
    eco_error error = {0};
    build.memory = request->memory;
    build.allow_network = request->allow_network;
    build.on_reject = on_reject;
    build.user = rejects;
    cli_make_parents(request->index);
    eco_status status = eco_import_xapian(request->index, request->words.items[0], &build, &summary, &error);
    bool listed = cli_rejects_close(rejects);
    if (request->json && status == ECO_OK)
        cli_build_summary_json(&summary, request->index);
    else if (!request->quiet && status == ECO_OK)
        cli_build_summary_text(&summary, request->index);
    if (status != ECO_OK)
        cli_message_error(&error);
    return status != ECO_OK ? ecoindex_exit_code(status) : listed ? ECOINDEX_DONE : ECOINDEX_IO;
}

int ecoindex_import(const ecoindex_request *request)
{
    cli_rejects rejects;
    if (!cli_rejects_open(&rejects, request->rejects, request->quiet, request->verbose))
        return ECOINDEX_IO;
    return import(request, &rejects);
}
