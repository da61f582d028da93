/* SPDX-License-Identifier: MIT */
/* ecosearch - asks an index a question. */
#include "cli/index_path.h"
#include "cli/message.h"
#include "cli/request.h"
#include "cli/saved.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { FOUND = 0, NOTHING_FOUND = 1, FAILED = 2, MALFORMED = 64 /* EX_USAGE of sysexits.h */ };

static void write_answer(const cli_request *request, const eco_results *results)
{
    if (request->count && request->format != CLI_FORMAT_JSON) {
        printf("%" PRIu64 "\n", eco_results_total(results));
        return;
    }
    switch ((cli_format)request->format) {
    case CLI_FORMAT_TEXT:
        cli_write_text(request, results);
        break;
    case CLI_FORMAT_JSON:
        cli_write_json(request, results);
        break;
    case CLI_FORMAT_JSONL:
        cli_write_jsonl(request, results);
        break;
    case CLI_FORMAT_TSV:
        cli_write_tsv(results);
        break;
    case CLI_FORMAT_KEYS:
        cli_write_keys(results);
        break;
    }
}

static int search(const cli_request *request, eco_index *index, eco_synonyms *synonyms)
{
    eco_search_options options = cli_request_options(request, synonyms);
    eco_results *results = NULL;
    eco_error error = {0};
    eco_status status = eco_search(index, request->query, strlen(request->query), &options, &results, &error);
    if (status != ECO_OK) {
        cli_report_query_error(request->query, &error);
        return FAILED;
    }
    write_answer(request, results);
    eco_text missing = eco_results_missing(results);
    if (missing.len)
        cli_message("only a part of the index has answered; missing: %s", missing.ptr);
    if (eco_results_timed_out(results))
        cli_message("stopped after %llu ms: there may be more and better answers",
                    (unsigned long long)request->timeout_ms);
    int code = eco_results_total(results) > 0 ? FOUND : NOTHING_FOUND;
    if (request->map && !cli_write_map(request, results))
        code = FAILED;
    eco_results_free(results);
    return code;
}

typedef struct explaining {
    const cli_request *request;
    eco_status status;
    eco_error *error;
} explaining;

static void explain_document(void *user, const eco_document *document)
{
    explaining *e = user;
    eco_focus *focus = NULL;
    e->status = eco_focus_explain(document, &focus, e->error);
    if (e->status != ECO_OK)
        return;
    if (e->request->format == CLI_FORMAT_JSON)
        cli_write_focus_json(document, focus);
    else
        cli_write_focus_text(e->request, document, focus);
    eco_focus_free(focus);
}

static int explain_region(const cli_request *request, eco_index *index)
{
    eco_error error = {0};
    explaining e = {request, ECO_OK, &error};
    const char *key = request->explain_region;
    eco_status status = eco_index_find(index, key, strlen(key), explain_document, &e, &error);
    if (status == ECO_OK && e.status == ECO_OK)
        return FOUND;
    cli_message_error(&error);
    return status == ECO_E_MISSING ? NOTHING_FOUND : FAILED;
}

static void report_open_error(eco_status status, const eco_error *error)
{
    if (status == ECO_E_MISSING)
        cli_message("%s (make an index with: ecoindex build SOURCE, or name one with -i)", error->message);
    else
        cli_message_error(error);
}

static int open_and_search(const cli_request *request, eco_synonyms *synonyms)
{
    char *path = cli_index_path(request->index);
    if (!path) {
        cli_message("no index is named (-i or $ECOSEARCH_INDEX) and there is no home folder");
        return FAILED;
    }
    eco_index *index = NULL;
    eco_error error = {0};
    eco_status status = eco_index_open(path, &index, &error);
    int code = FAILED;
    if (status == ECO_OK)
        code = request->explain_region ? explain_region(request, index) : search(request, index, synonyms);
    else
        report_open_error(status, &error);
    eco_index_close(index);
    free(path);
    return code;
}

static int answer(const cli_request *request)
{
    eco_synonyms *synonyms = NULL;
    eco_error error = {0};
    eco_status status = request->synonyms ? eco_synonyms_load(request->synonyms, &synonyms, &error) : ECO_OK;
    if (status != ECO_OK) {
        cli_message_error(&error);
        return status == ECO_E_ARGUMENT ? MALFORMED : FAILED;
    }
    int code = open_and_search(request, synonyms);
    eco_synonyms_free(synonyms);
    return code;
}

static int run(const cli_request *request)
{
    if (request->help)
        cli_help(&cli_ecosearch);
    else if (request->version)
        printf("ecosearch %s\n", eco_version());
    else if (request->print_synonyms)
        fputs(eco_synonyms_default(), stdout);
    else
        return answer(request);
    return FOUND;
}

int main(int argc, char **argv)
{
    cli_start("ecosearch");
    if (argc > 1 && strcmp(argv[1], "saved") == 0)
        return cli_finish(cli_saved(argc, argv), FAILED);
    cli_request request;
    cli_problem problem;
    int code = FAILED;
    if (cli_request_read(&request, argc, argv, &problem))
        code = run(&request);
    else
        cli_message("%s", problem.message);
    cli_request_dispose(&request);
    return cli_finish(code, FAILED);
}
