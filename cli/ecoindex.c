/* SPDX-License-Identifier: MIT */
/* ecoindex - makes an index and looks after it. */
#include "cli/ecoindex.h"

#include "cli/index_path.h"
#include "cli/message.h"
#include "cli/terminal.h"
#include "cli/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct command {
    const char *name, *help;
    const cli_command *table;
    int (*run)(const ecoindex_request *request);
    size_t min_words, max_words;
} command;

static const command commands[] = {
    {"build", "read sources and publish a new index in one step", &ecoindex_build_command, ecoindex_build, 1,
     SIZE_MAX},
    {"update", "read again what has changed in the sources, and publish that", &ecoindex_update_command,
     ecoindex_update, 0, SIZE_MAX},
    {"forget", "erase documents for good", &ecoindex_forget_command, ecoindex_forget, 0, SIZE_MAX},
    {"optimize", "merge all segments into one", &ecoindex_optimize_command, ecoindex_optimize, 0, 0},
    {"generations", "list the generations that are kept", &ecoindex_generations_command, ecoindex_generations,
     0, 0},
    {"rollback", "go back to an earlier generation", &ecoindex_rollback_command, ecoindex_rollback, 0,
     SIZE_MAX},
    {"check", "verify every part of an index", &ecoindex_check_command, ecoindex_check, 0, 0},
    {"info", "show what an index holds", &ecoindex_info_command, ecoindex_info, 0, 0},
    {"export", "write all documents as JSON Lines, or to a Xapian database", &ecoindex_export_command,
     ecoindex_export, 0, 0},
    {"import-xapian", "publish an index of the documents of a Xapian database", &ecoindex_import_command,
     ecoindex_import, 1, 1},
    {"inspect", "print a structure of an index for a person", &ecoindex_inspect_command, ecoindex_inspect, 0,
     2},
};
#define N_COMMANDS (sizeof commands / sizeof *commands)

int ecoindex_exit_code(eco_status status)
{
    switch (status) {
    case ECO_OK:
        return ECOINDEX_DONE;
    case ECO_E_ARGUMENT:
    case ECO_E_LIMIT:
        return ECOINDEX_USAGE;
    case ECO_E_CORRUPT:
    case ECO_E_VERSION:
    case ECO_E_ANALYSER:
    case ECO_E_DATA:
    case ECO_E_GATE:
        return ECOINDEX_DATA;
    case ECO_E_UNSUPPORTED:
        return ECOINDEX_UNAVAILABLE;
    case ECO_E_LOCKED:
        return ECOINDEX_LOCKED;
    default:
        return ECOINDEX_IO;
    }
}

static void print_help(void)
{
    puts("Usage: ecoindex COMMAND [arguments]\n\n"
         "Makes an index for ecosearch from files and folders, and looks after it.\n");
    for (size_t i = 0; i < N_COMMANDS; i++)
        printf("  %-14s %s\n", commands[i].name, commands[i].help);
    puts("\n  ecoindex COMMAND --help shows the options of a command; ecoindex --version the version.\n\n"
         "Examples:\n"
         "  ecoindex build ~/articles\n"
         "  ecoindex build crawl.jsonl.gz pages/ -i /srv/index --memory 2G --rejects rejects.tsv\n"
         "  zcat dump.gz | ecoindex build - -i /srv/index\n"
         "  ecoindex update -i /srv/index --wait 600\n"
         "  ecoindex check -i /srv/index && ecoindex info -i /srv/index\n\n"
         "Exit status: 0 done, 64 wrong usage, 65 damaged index, no usable data or a result too far\n"
         "from the last one to be published, 69 engine not installed, 74 input or output error,\n"
         "75 another writer holds the index, 130 or 143 stopped.");
}

static const command *find_command(const char *name)
{
    for (size_t i = 0; i < N_COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static const char *command_name(const void *all, size_t i)
{
    return ((const command *)all)[i].name;
}

static int report_unknown(const char *name)
{
    const char *close = cli_closest(name, N_COMMANDS, command_name, commands);
    if (close)
        cli_message("unknown command %s (did you mean %s?)", name, close);
    else
        cli_message("unknown command %s (see ecoindex --help)", name);
    return ECOINDEX_USAGE;
}

static bool check_words(const command *wanted, const ecoindex_request *request, cli_problem *problem)
{
    if (request->words.n < wanted->min_words)
        return cli_fail(problem, wanted->run == ecoindex_import
                                     ? "a DATABASE is needed"
                                     : "a SOURCE is needed: a file, a folder or - for standard input");
    if (request->words.n > wanted->max_words)
        return cli_fail(problem, "%s: one argument too many (the index is named with -i)",
                        request->words.items[wanted->max_words]);
    return true;
}

static int run_command(const command *wanted, ecoindex_request *request)
{
    request->index = cli_index_path(request->index_option);
    if (!request->index) {
        cli_message("no index is named (-i or $ECOSEARCH_INDEX) and there is no home folder");
        return ECOINDEX_USAGE;
    }
    return wanted->run(request);
}

static int read_and_run(const command *wanted, int argc, char **argv)
{
    ecoindex_request request = {0};
    cli_problem problem;
    int code = ECOINDEX_USAGE;
    bool good = cli_parse(wanted->table, 2, argc, argv, &request, &request.words, &problem);
    if (good && request.help) {
        cli_help(wanted->table);
        code = ECOINDEX_DONE;
    } else if (good && check_words(wanted, &request, &problem)) {
        code = run_command(wanted, &request);
    } else {
        cli_message("%s: %s", wanted->name, problem.message);
    }
    free(request.index);
    cli_list_dispose(&request.words);
    cli_list_dispose(&request.without);
    return code;
}

static int dispatch(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : NULL;
    if (!word) {
        cli_message("a command is needed, such as build, update or info (see ecoindex --help)");
        return ECOINDEX_USAGE;
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        print_help();
        return ECOINDEX_DONE;
    }
    if (strcmp(word, "--version") == 0) {
        printf("ecoindex %s\n", eco_version());
        return ECOINDEX_DONE;
    }
    const command *wanted = find_command(word);
    if (wanted)
        return read_and_run(wanted, argc, argv);
    if (*word != '-')
        return report_unknown(word);
    cli_message("%s: the command comes first, then its options (see ecoindex --help)", word);
    return ECOINDEX_USAGE;
}

int main(int argc, char **argv)
{
    cli_start("ecoindex");
    return cli_finish(dispatch(argc, argv), ECOINDEX_IO);
}
