/* SPDX-License-Identifier: MIT */
/* What ecosearch was asked, and the writers of its answer. */
#ifndef CLI_REQUEST_H
#define CLI_REQUEST_H

#include "cli/options.h"
#include "cli/terminal.h"

#include <ecosearch/focus.h>
#include <ecosearch/search.h>

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
