/* SPDX-License-Identifier: MIT */
/* ecosearch saved add, list, remove, run */
#include "cli/saved.h"

#include "cli/columns.h"
#include "cli/index_path.h"
#include "cli/message.h"
#include "cli/numbers.h"
#include "cli/saved_keys.h"
#include "cli/utf8.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { DONE = 0, FAILED = 2 };

/* The search comes first: its rows are those of ecosearch itself. */
typedef struct saved_command {
    cli_request search;
    const char *state;
    bool since_last;
    unsigned format;
} saved_command;

#define FIELD(name) offsetof(saved_command, name)
#define OPTION_STATE                                                                                         \
    {                                                                                                        \
        CLI_TEXT, 0, "state", "FOLDER", FIELD(state), NULL,                                                  \
            "where saved queries are kept (default: ecosearch below $XDG_STATE_HOME or ~/.local/state)"      \
    }
#define OPTION_HELP                                                                                          \
    {                                                                                                        \
        CLI_FLAG, 'h', "help", NULL, FIELD(search.help), NULL, "show this page"                              \
    }

static const cli_option add_options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "What to find"},
    CLI_REQUEST_CONDITIONS,
    {CLI_HEADING, 0, "", NULL, 0, NULL, "What to show"},
    {CLI_FLAG, 0, "all", NULL, FIELD(search.all), NULL,
     "near-duplicates too, the same text on other pages; otherwise the best of them stands for all"},
    {CLI_CHOICE, 0, "sort", "ORDER", FIELD(search.sort), cli_sorts,
     "best first (the default) or newest first"},
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Other"},
    OPTION_STATE,
    OPTION_HELP,
    {0},
};

static const cli_command add_table = {
    .name = "ecosearch saved add",
    .synopsis = "NAME QUERY... [options]",
    .about = "Saves a query under a name. What the index holds now counts as seen: ecosearch saved run "
             "--since-last shows what has come to it since. The index, as a whole path, is saved with it.",
    .options = add_options,
    .words_may_begin_with_dash = true,
};

static const cli_option plain_options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Options"}, OPTION_STATE, OPTION_HELP, {0}};

static const cli_command list_table = {
    .name = "ecosearch saved list",
    .synopsis = "[options]",
    .about =
        "Lists the saved queries, tab-separated: name, time of the last run (or of saved add), arguments.",
    .options = plain_options,
};

static const cli_command remove_table = {
    .name = "ecosearch saved remove",
    .synopsis = "NAME... [options]",
    .about = "Removes saved queries.",
    .options = plain_options,
};

static const cli_choice formats[] = {
    {"text", SAVED_TEXT}, {"json", SAVED_JSON}, {"atom", SAVED_ATOM}, {"html", SAVED_HTML}, {0}};

static const cli_option run_options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Options"},
    {CLI_FLAG, 0, "since-last", NULL, FIELD(since_last), NULL,
     "only documents that have come to the index since the last such run, all of them; they then count as "
     "seen"},
    {CLI_CHOICE, 0, "format", "FORMAT", FIELD(format), formats,
     "text for people, JSON, an Atom feed, or HTML for the body of a mail"},
    OPTION_STATE,
    OPTION_HELP,
    {0},
};

static const cli_command run_table = {
    .name = "ecosearch saved run",
    .synopsis = "[NAME...] [options]",
    .about =
        "Asks the saved queries of these names, or all of them: the ten best documents of each, or with "
        "--since-last what is new. Near-duplicates are shown once; one of a document that the query finds "
        "before it, new or not, is only counted (saved add --all shows each).",
    .options = run_options,
    .epilogue = "A document is new when its key is; one that has changed is not, nor one that comes back.\n"
                "Only when the digest has been written to its end does it count as seen.\n\n"
                "Exit status: 0 something to show, 1 nothing, 2 error.\n",
};

bool cli_saved_request(const saved_query *query, cli_request *request)
{
    saved_command command = {0};
    cli_problem problem;
    bool good = cli_parse(&add_table, 0, (int)query->n_args, (char **)query->args, &command,
                          &command.search.words, &problem) &&
                (command.search.words.n > 0 || cli_fail(&problem, "there is no query")) &&
                cli_request_check(&command.search, &problem);
    if (good && !(command.search.query = cli_join(&command.search.words)))
        good = cli_fail(&problem, "not enough memory");
    if (!good)
        cli_message("saved query %s: %s", query->name, problem.message);
    *request = command.search;
    return good;
}

/* How many documents the query finds now, which also shows whether it can be understood. */
static bool count(eco_index *index, const cli_request *request, uint64_t *out)
{
    eco_synonyms *synonyms = NULL;
    eco_results *results = NULL;
    eco_error error = {0};
    eco_status status = request->synonyms ? eco_synonyms_load(request->synonyms, &synonyms, &error) : ECO_OK;
    if (status != ECO_OK) {
        cli_message_error(&error);
        return false;
    }
    eco_search_options options = cli_request_options(request, synonyms);
    options.limit = 0;
    status = eco_search(index, request->query, strlen(request->query), &options, &results, &error);
    if (status == ECO_OK)
        *out = eco_results_total(results);
    else
        cli_report_query_error(request->query, &error);
    eco_results_free(results);
    eco_synonyms_free(synonyms);
    return status == ECO_OK;
}

static bool add_seen(saved_list *list, const char *name, const cli_request *request, const char *path,
                     eco_index *index)
{
    saved_keys keys;
    saved_query *query;
    uint64_t found = 0;
    bool good = count(index, request, &found) && cli_saved_keys_open(&keys, list->folder, path);
    if (!good)
        return false;
    good = cli_saved_keys_look(&keys, index) && cli_saved_add(list, name, request, path, &query);
    if (good) {
        query->last_run = (int64_t)time(NULL);
        query->keys_id = keys.id;
        query->seen = keys.looks;
        good = cli_saved_write(list);
    }
    cli_saved_keys_dispose(&keys);
    if (good) {
        fputs("saved: ", stdout);
        cli_put_escaped(stdout, cli_text(name));
        printf(" finds %" PRIu64 " %s now; what comes to the index from now on is new\n", found,
               cli_plural(found, "document", "documents"));
    }
    return good;
}

static bool add_to_index(saved_list *list, const char *name, const cli_request *request, const char *path)
{
    eco_index *index = NULL;
    eco_error error = {0};
    if (eco_index_open(path, &index, &error) != ECO_OK) {
        cli_message_error(&error);
        return false;
    }
    bool good = add_seen(list, name, request, path, index);
    eco_index_close(index);
    return good;
}

static char *whole_path(const char *path)
{
    char *whole = path ? realpath(path, NULL) : NULL;
    if (!whole)
        cli_message("%s: %s", path ? path : "the index", strerror(errno));
    return whole;
}

static int add(saved_list *list, saved_command *command)
{
    cli_request *request = &command->search;
    cli_list query = {request->words.items + 1, request->words.n - 1};
    const char *name = request->words.items[0];
    if (cli_saved_find(list, name)) {
        cli_message("there is a saved query %s already (ecosearch saved remove %s)", name, name);
        return FAILED;
    }
    char *given = cli_index_path(request->index), *index = whole_path(given);
    char *synonyms = request->synonyms && index ? whole_path(request->synonyms) : NULL;
    bool good = index && (synonyms || !request->synonyms);
    request->synonyms = synonyms;
    request->query = cli_join(&query);
    good = good && request->query && add_to_index(list, name, request, index);
    free(synonyms);
    free(index);
    free(given);
    return good ? DONE : FAILED;
}

static int show_list(saved_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const saved_query *query = &list->items[i];
        char when[CLI_TIME];
        cli_put_escaped(stdout, cli_text(query->name));
        printf("\t%s", cli_time((time_t)query->last_run, when));
        for (size_t j = 0; j < query->n_args; j++) {
            putchar(j ? ' ' : '\t');
            cli_put_escaped(stdout, cli_text(query->args[j]));
        }
        putchar('\n');
    }
    return DONE;
}

static int remove_queries(saved_list *list, const cli_list *names)
{
    for (size_t i = 0; i < names->n; i++) {
        saved_query *query = cli_saved_find(list, names->items[i]);
        if (!query) {
            cli_message("there is no saved query %s; none is removed", names->items[i]);
            return FAILED;
        }
        cli_saved_remove(list, query);
    }
    return cli_saved_write(list) ? DONE : FAILED;
}

typedef struct verb {
    const char *name, *help;
    const cli_command *table;
    size_t min_words, max_words;
    const char *missing;
} verb;

enum { ADD, LIST, REMOVE, RUN, N_VERBS };

static const verb verbs[N_VERBS] = {
    [ADD] = {"add", "save a query under a name", &add_table, 2, SIZE_MAX, "a NAME and a QUERY are needed"},
    [LIST] = {"list", "list the saved queries", &list_table, 0, 0, NULL},
    [REMOVE] = {"remove", "remove saved queries", &remove_table, 1, SIZE_MAX, "a NAME is needed"},
    [RUN] = {"run", "ask them again; with --since-last show what is new", &run_table, 0, SIZE_MAX, NULL},
};

static void print_help(void)
{
    puts("Usage: ecosearch saved COMMAND [arguments]\n\n"
         "Keeps queries and shows what is new for them.\n");
    for (size_t i = 0; i < N_VERBS; i++)
        printf("  %-8s %s\n", verbs[i].name, verbs[i].help);
    puts("\n  ecosearch saved COMMAND --help shows the options of a command; to search for the word\n"
         "  \"saved\" write: ecosearch -- saved\n\n"
         "Examples:\n"
         "  ecosearch saved add centre 'French Tech' --region centre\n"
         "  ecosearch saved run --since-last\n"
         "  ecosearch saved run --since-last --format html | mail -a 'Content-Type: text/html' ...");
}

static const char *verb_name(const void *all, size_t i)
{
    return ((const verb *)all)[i].name;
}

static const verb *find_verb(const char *name)
{
    for (size_t i = 0; i < N_VERBS; i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    const char *close = cli_closest(name, N_VERBS, verb_name, verbs);
    if (close)
        cli_message("saved: unknown command %s (did you mean %s?)", name, close);
    else
        cli_message("saved: unknown command %s (see ecosearch saved --help)", name);
    return NULL;
}

static bool read_command(const verb *wanted, int argc, char **argv, saved_command *command,
                         cli_problem *problem)
{
    cli_request *request = &command->search;
    if (!cli_parse(wanted->table, 3, argc, argv, command, &request->words, problem))
        return false;
    if (request->help)
        return true;
    if (request->words.n < wanted->min_words)
        return cli_fail(problem, "%s", wanted->missing);
    if (request->words.n > wanted->max_words)
        return cli_fail(problem, "%s: one argument too many", request->words.items[wanted->max_words]);
    return wanted != &verbs[ADD] || cli_request_check(request, problem);
}

static int run_verb(const verb *wanted, saved_command *command)
{
    saved_list list;
    int code = FAILED;
    if (!cli_saved_open(&list, command->state))
        code = FAILED;
    else if (wanted == &verbs[ADD])
        code = add(&list, command);
    else if (wanted == &verbs[LIST])
        code = show_list(&list);
    else if (wanted == &verbs[REMOVE])
        code = remove_queries(&list, &command->search.words);
    else
        code =
            cli_saved_run(&list, &command->search.words, command->since_last, (saved_format)command->format);
    cli_saved_dispose(&list);
    return code;
}

int cli_saved(int argc, char **argv)
{
    saved_command command = {0};
    cli_problem problem;
    if (argc < 3) {
        cli_message("saved: a command is needed: add, list, remove or run (see ecosearch saved --help)");
        return FAILED;
    }
    if (strcmp(argv[2], "--help") == 0 || strcmp(argv[2], "-h") == 0) {
        print_help();
        return DONE;
    }
    const verb *wanted = find_verb(argv[2]);
    if (!wanted)
        return FAILED;
    int code = FAILED;
    if (!read_command(wanted, argc, argv, &command, &problem))
        cli_message("saved %s: %s", wanted->name, problem.message);
    else if (command.search.help) {
        cli_help(wanted->table);
        code = DONE;
    } else {
        code = run_verb(wanted, &command);
    }
    cli_request_dispose(&command.search);
    return code;
}
