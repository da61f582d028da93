/* SPDX-License-Identifier: MIT */
/* What ecosearch was asked, and the writers of its answer. */
#ifndef CLI_REQUEST_H
#define CLI_REQUEST_H

#include "cli/json.h"
#include "cli/options.h"
#include "cli/terminal.h"

#include <ecosearch/focus.h>
#include <ecosearch/search.h>

#include <stddef.h>

typedef enum cli_format {
    CLI_FORMAT_TEXT,
    CLI_FORMAT_JSON,
    CLI_FORMAT_JSONL,
    CLI_FORMAT_TSV,
    CLI_FORMAT_KEYS
} cli_format;

typedef struct cli_request {
    cli_list words;
    char *query; /* the words joined by spaces; owned */
    cli_list regions, sources;
    unsigned region_mode, sort, facets, format, color;
    eco_date since, until;
    uint64_t limit, offset, max_clauses, timeout_ms;
    const char *index, *synonyms, *explain_region, *map;
    bool plain, strict, no_synonyms, all, explain, count, print_synonyms, help, version;
} cli_request;

#define CLI_REQUEST_FIELD(name) offsetof(cli_request, name)

extern const cli_choice cli_region_modes[], cli_sorts[];

/* Rows of what is to be found, for each command that searches. */
#define CLI_REQUEST_CONDITIONS                                                                               \
    {CLI_LIST,                                                                                               \
     0,                                                                                                      \
     "region",                                                                                               \
     "REGION",                                                                                               \
     CLI_REQUEST_FIELD(regions),                                                                             \
     NULL,                                                                                                   \
     "only documents about this region: name, code, former region, department (may be repeated: any of "     \
     "them)"},                                                                                               \
        {CLI_CHOICE,                                                                                         \
         0,                                                                                                  \
         "region-mode",                                                                                      \
         "MODE",                                                                                             \
         CLI_REQUEST_FIELD(region_mode),                                                                     \
         cli_region_modes,                                                                                   \
         "what --region asks for: documents about it (the default), or any that mention it"},                \
        {CLI_DATE,                                                                                           \
         0,                                                                                                  \
         "since",                                                                                            \
         "DATE",                                                                                             \
         CLI_REQUEST_FIELD(since),                                                                           \
         NULL,                                                                                               \
         "only documents of DATE or later: 2016, 2016-05 or 2016-05-12"},                                    \
        {CLI_DATE, 0, "until", "DATE", CLI_REQUEST_FIELD(until), NULL, "only documents of DATE or earlier"}, \
        {CLI_LIST,                                                                                           \
         0,                                                                                                  \
         "source",                                                                                           \
         "NAME",                                                                                             \
         CLI_REQUEST_FIELD(sources),                                                                         \
         NULL,                                                                                               \
         "only documents of this source (may be repeated)"},                                                 \
        {CLI_FLAG,                                                                                           \
         0,                                                                                                  \
         "plain",                                                                                            \
         NULL,                                                                                               \
         CLI_REQUEST_FIELD(plain),                                                                           \
         NULL,                                                                                               \
         "take QUERY as plain words, without operators"},                                                    \
        {CLI_TEXT,                                                                                           \
         0,                                                                                                  \
         "synonyms",                                                                                         \
         "FILE",                                                                                             \
         CLI_REQUEST_FIELD(synonyms),                                                                        \
         NULL,                                                                                               \
         "take synonyms from this file instead of the built-in list"},                                       \
        {CLI_FLAG,                                                                                           \
         0,                                                                                                  \
         "no-synonyms",                                                                                      \
         NULL,                                                                                               \
         CLI_REQUEST_FIELD(no_synonyms),                                                                     \
         NULL,                                                                                               \
         "look for the words of QUERY alone"},                                                               \
        {CLI_COUNT,                                                                                          \
         0,                                                                                                  \
         "timeout-ms",                                                                                       \
         "N",                                                                                                \
         CLI_REQUEST_FIELD(timeout_ms),                                                                      \
         NULL,                                                                                               \
         "after N milliseconds show what was found until then"},                                             \
        {CLI_COUNT,                                                                                          \
         0,                                                                                                  \
         "max-clauses",                                                                                      \
         "N",                                                                                                \
         CLI_REQUEST_FIELD(max_clauses),                                                                     \
         NULL,                                                                                               \
         "how many words the query's wildcards may stand for (default 10,000)"},                             \
        {CLI_TEXT,                                                                                           \
         'i',                                                                                                \
         "index",                                                                                            \
         "INDEX",                                                                                            \
         CLI_REQUEST_FIELD(index),                                                                           \
         NULL,                                                                                               \
         "the index folder, or a file that lists the databases of several machines (default: "               \
         "$ECOSEARCH_INDEX, "                                                                                \
         "else "                                                                                             \
         "ecosearch/index below $XDG_DATA_HOME or ~/.local/share)"},                                         \
    {                                                                                                        \
        CLI_FLAG, 0, "strict", NULL, CLI_REQUEST_FIELD(strict), NULL,                                        \
            "a database of such a list that does not answer is an error; without it the others answer, "     \
            "with a "                                                                                        \
            "warning"                                                                                        \
    }

/* Whether conditions make sense together. False: the problem says why. */
bool cli_request_check(const cli_request *request, cli_problem *problem);

/* Reads the command line. False: the problem says why. */
bool cli_request_read(cli_request *request, int argc, char **argv, cli_problem *problem);
void cli_request_dispose(cli_request *request);

/* The table behind cli_request_read, for --help. */
extern const cli_command cli_ecosearch;

/* The library's options for the request; they point into it. `synonyms`: of its file, or NULL. */
eco_search_options cli_request_options(const cli_request *request, eco_synonyms *synonyms);

/* Each writes the whole answer to standard output in its format, and stops early once nobody reads it. */
void cli_write_text(const cli_request *request, const eco_results *results);
void cli_write_json(const cli_request *request, const eco_results *results);
void cli_write_jsonl(const cli_request *request, const eco_results *results);
void cli_write_tsv(const eco_results *results);
void cli_write_keys(const eco_results *results);

/* Why a document is about its regions; the focus is that of the document. */
void cli_write_focus_text(const cli_request *request, const eco_document *document, const eco_focus *focus);
void cli_write_focus_json(const eco_document *document, const eco_focus *focus);

/* Writes the map that was asked for. False: it could not be written, and it has been said. */
bool cli_write_map(const cli_request *request, const eco_results *results);

/* One hit; `indent`: columns of its rank. */
void cli_page_hit(cli_page *page, const cli_request *request, const eco_hit *hit, size_t indent);
void cli_json_hit(cli_json *json, const eco_hit *hit, bool explain);

/* The tables of facets, as part of a page. */
void cli_page_facets(cli_page *page, unsigned facets, const eco_results *results);

/* The facets there are. X(flag, name) */
#define CLI_FACET_LIST(X)                                                                                    \
    X(ECO_FACET_REGION, "region")                                                                            \
    X(ECO_FACET_SOURCE, "source")                                                                            \
    X(ECO_FACET_MONTH, "month")

/* The error's message and, where it has a range, the query with a caret below it. */
void cli_report_query_error(const char *query, const eco_error *error);

#endif
