/* SPDX-License-Identifier: MIT */
/* ecoindex inspect */
#include "cli/ecoindex.h"
#include "cli/message.h"
#include "cli/terminal.h"
#include "cli/utf8.h"

#include <ecosearch/inspect.h>

#include <stddef.h>

static const cli_option options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Options"},
    ECOINDEX_OPTION_INDEX,
    {CLI_COUNT, 'n', "lines", "N", ECOINDEX_FIELD(lines), NULL, "how many lines at most (default 200)"},
    ECOINDEX_OPTION_HELP,
    {0},
};

#define STRUCTURE(name, argument, what) "  " name " " argument "\n      " what "\n"
static const char epilogue[] = "Structures:\n" ECO_INSPECT_LIST(
    STRUCTURE) "\nTerms are as they are indexed: entrepris, not entreprises (eco-analyse tells). ^WORD is a\n"
               "word of boilerplate or a paywall notice. docs/format.md describes what is shown. Of a "
               "damaged\n"
               "index all is shown that can be read; lines that begin with ! say what cannot (exit 65).\n";

const cli_command ecoindex_inspect_command = {
    .name = "ecoindex inspect",
    .synopsis = "[STRUCTURE [ARGUMENT]] [options]",
    .about = "Prints a structure of the index as lines for a person, segment after segment.",
    .options = options,
    .epilogue = epilogue,
};

static bool put_line(void *user, const char *line)
{
    cli_page *page = user;
    cli_page_put(page, cli_text(line));
    cli_page_newline(page);
    return cli_output_good();
}

int ecoindex_inspect(const ecoindex_request *request)
{
    cli_page page;
    eco_error error = {0};
    eco_inspect_options how = ECO_INSPECT_OPTIONS_INIT;
    cli_page_init(&page, stdout, CLI_COLOR_NEVER);
    how.max_lines = request->lines;
    how.on_line = put_line;
    how.user = &page;
    const char *structure = request->words.n > 0 ? request->words.items[0] : NULL;
    const char *argument = request->words.n > 1 ? request->words.items[1] : NULL;
    eco_status status = eco_inspect(request->index, structure, argument, &how, &error);
    if (status != ECO_OK)
        cli_message_error(&error);
    return ecoindex_exit_code(status);
}
