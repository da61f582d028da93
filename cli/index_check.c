/* SPDX-License-Identifier: MIT */
/* ecoindex check */
#include "cli/ecoindex.h"
#include "cli/json.h"
#include "cli/message.h"
#include "cli/numbers.h"
#include "cli/terminal.h"
#include "cli/utf8.h"

#include <ecosearch/build.h>
#include <ecosearch/search.h>

#include <stddef.h>

static const cli_option options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Options"},
    ECOINDEX_OPTION_INDEX,
    {CLI_FLAG, 0, "deep", NULL, ECOINDEX_FIELD(deep), NULL,
     "also read the stored documents, analyse them again and compare them with the postings: as long as half "
     "a build"},
    ECOINDEX_OPTION_JSON("print the findings as JSON"),
    {CLI_FLAG, 'q', "quiet", NULL, ECOINDEX_FIELD(quiet), NULL, "print findings only"},
    ECOINDEX_OPTION_HELP,
    {0},
};

const cli_command ecoindex_check_command = {
    .name = "ecoindex check",
    .synopsis = "[options]",
    .about = "Verifies every checksum of the index and that its parts agree with each other. Each defect is "
             "printed with "
             "the file and the place where it is; then the exit status is 65.",
    .options = options,
};

typedef struct findings {
    cli_page page;
    cli_json *json; /* NULL: text */
    uint64_t n;
} findings;

static void put_json(cli_json *json, const eco_finding *finding)
{
    cli_json_open(json, '{');
    cli_json_pair_string(json, "file", finding->file);
    cli_json_pair_string(json, "place", finding->place);
    cli_json_pair_string(json, "message", finding->message);
    cli_json_close(json, '}');
}

static void put_text(cli_page *page, const eco_finding *finding)
{
    cli_page_put(page, cli_text(finding->file));
    if (finding->place && *finding->place)
        cli_page_print(page, ": %s", finding->place);
    cli_page_print(page, ": %s", finding->message);
    cli_page_newline(page);
}

static void on_finding(void *user, const eco_finding *finding)
{
    findings *all = user;
    all->n++;
    if (all->json)
        put_json(all->json, finding);
    else
        put_text(&all->page, finding);
}

static eco_status say_sound(const char *path, eco_error *error)
{
    eco_index *index = NULL;
    eco_status status = eco_index_open(path, &index, error);
    if (status != ECO_OK)
        return status;
    eco_index_info info;
    eco_index_get_info(index, &info);
    char documents[CLI_NUMBER], postings[CLI_NUMBER], bytes[CLI_NUMBER];
    printf("index is sound: %s %s, %s %s, %s\n", cli_count(info.documents, documents),
           cli_plural(info.documents, "document", "documents"), cli_count(info.postings, postings),
           cli_plural(info.postings, "posting", "postings"), cli_bytes(info.bytes_total, bytes));
    eco_index_close(index);
    return ECO_OK;
}

/* A damaged index whose defects have been listed needs no further message. */
static int conclude(const ecoindex_request *request, eco_status status, eco_error *error, uint64_t n)
{
    if (status == ECO_OK && !request->quiet && !request->json)
        status = say_sound(request->index, error);
    if (status == ECO_E_CORRUPT && n > 0)
        cli_message("%s: damaged, %llu %s", request->index, (unsigned long long)n,
                    cli_plural(n, "finding", "findings"));
    else if (status != ECO_OK)
        cli_message_error(error);
    return ecoindex_exit_code(status);
}

int ecoindex_check(const ecoindex_request *request)
{
    cli_json json;
    findings all = {.json = request->json ? &json : NULL};
    eco_error error = {0};
    cli_page_init(&all.page, stdout, CLI_COLOR_NEVER);
    cli_json_init(&json, stdout);
    if (request->json) {
        cli_json_open(&json, '{');
        cli_json_key(&json, "findings");
        cli_json_open(&json, '[');
    }
    eco_status status =
        (request->deep ? eco_check_deep : eco_check)(request->index, on_finding, &all, &error);
    if (request->json) {
        cli_json_close(&json, ']');
        cli_json_pair_bool(&json, "sound", status == ECO_OK);
        cli_json_close(&json, '}');
        cli_json_end(&json);
    }
    return conclude(request, status, &error, all.n);
}
