/* SPDX-License-Identifier: MIT */
#include "cli/request.h"

#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

const cli_choice cli_region_modes[] = {{"focus", ECO_REGION_FOCUS}, {"mention", ECO_REGION_MENTION}, {0}};
const cli_choice cli_sorts[] = {{"relevance", ECO_SORT_RELEVANCE}, {"date", ECO_SORT_DATE}, {0}};
static const cli_choice colors[] = {
    {"auto", CLI_COLOR_AUTO}, {"always", CLI_COLOR_ALWAYS}, {"never", CLI_COLOR_NEVER}, {0}};
static const cli_choice formats[] = {{"text", CLI_FORMAT_TEXT},   {"json", CLI_FORMAT_JSON},
                                     {"jsonl", CLI_FORMAT_JSONL}, {"tsv", CLI_FORMAT_TSV},
                                     {"keys", CLI_FORMAT_KEYS},   {0}};
#define FACET_CHOICE(flag, name) {name, flag},
static const cli_choice facet_names[] = {CLI_FACET_LIST(FACET_CHOICE){0}};

#define FIELD CLI_REQUEST_FIELD

static const cli_option options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "What to find"},
    CLI_REQUEST_CONDITIONS,
    {CLI_HEADING, 0, "", NULL, 0, NULL, "What to show"},
    {CLI_COUNT, 'n', "limit", "N", FIELD(limit), NULL, "at most N documents; 0: all (default 10)"},
    {CLI_COUNT, 0, "offset", "N", FIELD(offset), NULL, "pass over the first N"},
    {CLI_FLAG, 0, "all", NULL, FIELD(all), NULL,
     "show near-duplicates too, the same text on other pages; otherwise the best of them stands for all, "
     "but with -n 0"},
    {CLI_CHOICE, 0, "sort", "ORDER", FIELD(sort), cli_sorts, "best first (the default) or newest first"},
    {CLI_SET, 0, "facet", "FACET", FIELD(facets), facet_names,
     "count all that is found by this (may be repeated, or joined by commas)"},
    {CLI_TEXT, 0, "map", "FILE", FIELD(map), NULL,
     "also draw a map of France with how many of all that is found are about each region (SVG)"},
    {CLI_CHOICE, 0, "format", "FORMAT", FIELD(format), formats,
     "text for people, JSON, one JSON object a line, tab-separated columns (rank, key, score, date, source, "
     "title), or "
     "keys alone"},
    {CLI_FLAG, 0, "explain", NULL, FIELD(explain), NULL, "show how each score came about"},
    {CLI_TEXT, 0, "explain-region", "KEY", FIELD(explain_region), NULL,
     "instead of a search: why the document of this key is about its regions, name by name (text or json)"},
    {CLI_FLAG, 0, "count", NULL, FIELD(count), NULL, "print only how many documents there are"},
    {CLI_CHOICE, 0, "color", "WHEN", FIELD(color), colors,
     "when to use colour (auto: on a terminal, unless NO_COLOR is set)"},
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Other"},
    {CLI_FLAG, 0, "print-synonyms", NULL, FIELD(print_synonyms), NULL,
     "print the built-in synonyms, which explain their format"},
    {CLI_FLAG, 'h', "help", NULL, FIELD(help), NULL, "show this page"},
    {CLI_FLAG, 0, "version", NULL, FIELD(version), NULL, "show the version"},
    {0},
};

static const char epilogue[] =
    "Queries, with French or English operators:\n"
    "  french tech             any of the words, best first   +must -mustnot\n"
    "  \"appel à projets\"       these words in this order      =exact form\n"
    "  a ET (b OU c) SAUF d    AND OR NOT, parentheses\n"
    "  startup NEAR/5 santé    at most 5 words apart          PARA(a b): one paragraph\n"
    "  AUMOINS/2(a b c)        at least 2 of them             ATLEAST/2(a b c)\n"
    "  innov* num?rique        any ending, any one letter     numerique~1: one typo\n"
    "  titre:robot zone:lead   in that part of the page       source:NAME region:NAME\n"
    "    zones: title/titre lead/chapo body/corps heading/intertitre caption/legende\n"
    "           comment/commentaire boilerplate/habillage paywall/abonnement\n"
    "  date:2016..2018         date:2016.. date:..2018-06     robot^2 weighs double\n"
    "  *                       every document\n"
    "\n"
    "Examples:\n"
    "  ecosearch French Tech --region centre\n"
    "  ecosearch '\"appel à projets\" OU subvention' --since 2018 --sort date\n"
    "  ecosearch 'innov* OU territoire' --facet region,month -n 3\n"
    "  ecosearch -n 0 --format keys -- '-startup +santé'\n"
    "\n"
    "Saved queries, and what is new for them: ecosearch saved --help\n"
    "\n"
    "Exit status: 0 found, 1 nothing found, 2 error, 64 a file of synonyms that cannot be understood.\n";

const cli_command cli_ecosearch = {
    .name = "ecosearch",
    .synopsis = "QUERY... [options]",
    .about = "Finds documents in an index made by ecoindex. Several QUERY words are joined by spaces; put "
             "those that the "
             "shell would change in single quotes.",
    .options = options,
    .epilogue = epilogue,
    .words_may_begin_with_dash = true,
};

static bool check_regions(const cli_request *request, cli_problem *problem)
{
    for (size_t i = 0; i < request->regions.n; i++) {
        eco_error error = {0};
        size_t index;
        const char *name = request->regions.items[i];
        if (eco_region_find(name, strlen(name), &index, &error) != ECO_OK)
            return cli_fail(problem, "--region: %s", error.message);
    }
    return true;
}

/* A date as a number that rises with time; what is not known counts as `rest`. */
static long day_number(eco_date date, int rest)
{
    long month = date.month ? date.month : rest, day = date.day ? date.day : rest;
    return (date.year * 100L + month) * 100L + day;
}

static bool check_dates(const cli_request *request, cli_problem *problem)
{
    eco_date since = request->since, until = request->until;
    if (!since.year || !until.year || day_number(since, 0) <= day_number(until, 99))
        return true;
    char from[16], to[16];
    eco_date_format(since, from);
    eco_date_format(until, to);
    return cli_fail(problem, "--since %s is later than --until %s", from, to);
}

static bool check_explain_region(const cli_request *request, cli_problem *problem)
{
    if (request->words.n > 0)
        return cli_fail(problem, "--explain-region takes a key and no QUERY");
    if (request->map)
        return cli_fail(problem, "--explain-region draws no map");
    if (request->format != CLI_FORMAT_TEXT && request->format != CLI_FORMAT_JSON)
        return cli_fail(problem, "--explain-region answers in text or json");
    return true;
}

bool cli_request_check(const cli_request *request, cli_problem *problem)
{
    if (request->synonyms && request->no_synonyms)
        return cli_fail(problem, "--synonyms and --no-synonyms contradict each other");
    return check_dates(request, problem) && check_regions(request, problem);
}

bool cli_request_read(cli_request *request, int argc, char **argv, cli_problem *problem)
{
    *request = (cli_request){.limit = 10};
    if (!cli_parse(&cli_ecosearch, 1, argc, argv, request, &request->words, problem))
        return false;
    if (request->help || request->version || request->print_synonyms)
        return true;
    if (request->explain_region)
        return check_explain_region(request, problem);
    if (request->words.n == 0)
        return cli_fail(problem, "a QUERY is needed ('*' finds every document; see --help)");
    if (!cli_request_check(request, problem))
        return false;
    request->query = cli_join(&request->words);
    return request->query ? true : cli_fail(problem, "not enough memory");
}

void cli_request_dispose(cli_request *request)
{
    cli_list_dispose(&request->words);
    cli_list_dispose(&request->regions);
    cli_list_dispose(&request->sources);
    free(request->query);
    request->query = NULL;
}

static size_t clamp(uint64_t n)
{
    return n < SIZE_MAX ? (size_t)n : SIZE_MAX;
}

static unsigned flags_of(const cli_request *request)
{
    bool keys_only = request->format == CLI_FORMAT_KEYS;
    return (request->plain ? ECO_SEARCH_PLAIN : 0) | (request->no_synonyms ? ECO_SEARCH_NO_SYNONYMS : 0) |
           (request->strict ? ECO_SEARCH_STRICT : 0) |
           (request->explain && !keys_only ? ECO_SEARCH_EXPLAIN : 0) |
           (keys_only ? ECO_SEARCH_KEYS_ONLY : 0) |
           (request->all || request->limit == 0 ? 0 : ECO_SEARCH_COLLAPSE);
}

eco_search_options cli_request_options(const cli_request *request, eco_synonyms *synonyms)
{
    eco_search_options search = ECO_SEARCH_OPTIONS_INIT;
    search.regions = request->regions.items;
    search.n_regions = request->regions.n;
    search.region_mode = (eco_region_mode)request->region_mode;
    search.sources = request->sources.items;
    search.n_sources = request->sources.n;
    search.since = request->since;
    search.until = request->until;
    search.limit = request->count ? 0 : request->limit ? clamp(request->limit) : SIZE_MAX;
    search.offset = request->count ? 0 : clamp(request->offset);
    search.sort = (eco_sort)request->sort;
    search.facets = request->facets | (request->map ? ECO_FACET_REGION : 0);
    search.flags = flags_of(request);
    search.max_clauses = clamp(request->max_clauses);
    search.timeout_ms = request->timeout_ms < UINT_MAX ? (unsigned)request->timeout_ms : UINT_MAX;
    search.synonyms = synonyms;
    return search;
}
