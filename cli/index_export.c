/* SPDX-License-Identifier: MIT */
/* ecoindex export */
#include "cli/ecoindex.h"
#include "cli/json.h"
#include "cli/message.h"
#include "cli/region_json.h"
#include "cli/utf8.h"

#include <ecosearch/build.h>
#include <ecosearch/search.h>

#include <stddef.h>

enum { TO_JSONL, TO_XAPIAN };
static const cli_choice targets[] = {{"jsonl", TO_JSONL}, {"xapian", TO_XAPIAN}, {0}};

static const cli_option options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Options"},
    ECOINDEX_OPTION_INDEX,
    {CLI_CHOICE, 0, "to", "FORMAT", ECOINDEX_FIELD(export_to), targets,
     "JSON Lines on standard output (the default), or a Xapian database with all terms (package "
     "libecosearch-xapian)"},
    {CLI_TEXT, 'o', "output", "FOLDER", ECOINDEX_FIELD(output), NULL,
     "the database to make, where nothing is yet"},
    ECOINDEX_OPTION_HELP,
    {0},
};

const cli_command ecoindex_export_command = {
    .name = "ecoindex export",
    .synopsis = "[options]",
    .about = "Writes all documents to standard output, one JSON object a line: key, title, url, date, "
             "source, partial, "
             "zones with their text, regions with their shares, the key of the first document that it is a "
             "near-duplicate of, and further fields. ecoindex build reads it back as it was. Zones are "
             "title, lead, body, heading, caption, comment, boilerplate and paywall.",
    .options = options,
};

static eco_text title_of(const eco_document *document)
{
    for (size_t i = 0; i < document->n_passages; i++)
        if (document->passages[i].zone == ECO_ZONE_TITLE)
            return document->passages[i].text;
    return (eco_text){0};
}

static void put_zones(cli_json *json, const eco_document *document)
{
    cli_json_key(json, "zones");
    cli_json_open(json, '[');
    for (size_t i = 0; i < document->n_passages; i++) {
        cli_json_open(json, '{');
        cli_json_pair_string(json, "zone", eco_zone_slug(document->passages[i].zone));
        cli_json_pair_text(json, "text", document->passages[i].text);
        cli_json_close(json, '}');
    }
    cli_json_close(json, ']');
}

static bool put_document(void *user, const eco_document *document, eco_text near_duplicate_of)
{
    cli_json *json = user;
    cli_json_open(json, '{');
    cli_json_pair_text(json, "key", document->key);
    cli_json_pair_text(json, "title", title_of(document));
    cli_json_pair_text(json, "url", document->url);
    cli_json_pair_date(json, "date", document->date);
    cli_json_pair_text(json, "source", document->source);
    cli_json_pair_bool(json, "partial", document->partial);
    put_zones(json, document);
    cli_json_key(json, "regions");
    cli_json_regions(json, document->regions, document->n_regions, true);
    cli_json_pair_text(json, "near_duplicate_of", near_duplicate_of);
    cli_json_key(json, "fields");
    cli_json_raw(json, document->fields);
    cli_json_close(json, '}');
    cli_json_end(json);
    return cli_output_good();
}

static int export_xapian(const ecoindex_request *request)
{
    eco_error error = {0};
    if (!request->output) {
        cli_message("export: --to xapian needs an --output FOLDER");
        return ECOINDEX_USAGE;
    }
    eco_status status = eco_export_xapian(request->index, request->output, &error);
    if (status != ECO_OK)
        cli_message_error(&error);
    return ecoindex_exit_code(status);
}

int ecoindex_export(const ecoindex_request *request)
{
    if (request->export_to == TO_XAPIAN)
        return export_xapian(request);
    eco_index *index = NULL;
    eco_error error = {0};
    cli_json json;
    cli_json_init(&json, stdout);
    eco_status status = eco_index_open(request->index, &index, &error);
    if (status == ECO_OK)
        status = eco_index_each_near(index, put_document, &json, &error);
    if (status != ECO_OK)
        cli_message_error(&error);
    eco_index_close(index);
    return ecoindex_exit_code(status);
}
