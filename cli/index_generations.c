/* SPDX-License-Identifier: MIT */
/* ecoindex generations, ecoindex rollback */
#include "cli/ecoindex.h"
#include "cli/json.h"
#include "cli/message.h"
#include "cli/numbers.h"

#include <ecosearch/build.h>

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const cli_option list_options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Options"},
    ECOINDEX_OPTION_INDEX,
    ECOINDEX_OPTION_JSON("print an object a line"),
    ECOINDEX_OPTION_HELP,
    {0},
};

const cli_command ecoindex_generations_command = {
    .name = "ecoindex generations",
    .synopsis = "[options]",
    .about = "Lists the generations of the index that are kept, newest first: number, when it was published "
             "(UTC), "
             "documents, segments, bytes. The first is what is searched.",
    .options = list_options,
    .epilogue = NULL,
};

static const cli_option rollback_options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Options"},
    ECOINDEX_OPTION_INDEX,
    {CLI_FLAG, 0, "force", NULL, ECOINDEX_FIELD(force), NULL,
     "bring back documents that have been forgotten since"},
    ECOINDEX_OPTION_KEEP,
    ECOINDEX_OPTION_WAIT,
    ECOINDEX_OPTION_ALLOW_NETWORK,
    ECOINDEX_OPTION_HELP,
    {0},
};

const cli_command ecoindex_rollback_command = {
    .name = "ecoindex rollback",
    .synopsis = "[GENERATION] [options]",
    .about =
        "Publishes a copy of an earlier generation, by default of the one before; ecoindex generations lists "
        "those that are kept. Going back again goes one further. Files are shared, so that it costs nothing.",
    .options = rollback_options,
    .epilogue = NULL,
};

#define WHEN sizeof "2026-11-24 03:00:00"

static const char *when(int64_t seconds, char out[WHEN])
{
    time_t t = (time_t)seconds;
    struct tm parts;
    if (seconds == 0 || !gmtime_r(&t, &parts) || !strftime(out, WHEN, "%Y-%m-%d %H:%M:%S", &parts))
        snprintf(out, WHEN, "unknown");
    return out;
}

static void print_line(void *user, const eco_generation *g)
{
    char time[WHEN], documents[CLI_NUMBER], bytes[CLI_NUMBER];
    (void)user;
    if (!g->is_readable) {
        printf("%8" PRIu64 "  damaged or of another version\n", g->number);
        return;
    }
    printf("%8" PRIu64 "  %-19s  %s %s, %" PRIu64 " %s, %s", g->number, when(g->published, time),
           cli_count(g->documents, documents), cli_plural(g->documents, "document", "documents"), g->segments,
           cli_plural(g->segments, "segment", "segments"), cli_bytes(g->bytes, bytes));
    if (g->deleted)
        printf(", %s deleted", cli_count(g->deleted, documents));
    if (g->restores)
        printf(", a copy of %" PRIu64, g->restores);
    puts(g->is_current ? ", in use" : "");
}

static void print_json(void *user, const eco_generation *g)
{
    char time[WHEN];
    cli_json *json = user;
    cli_json_open(json, '{');
    cli_json_pair_count(json, "schema", 1);
    cli_json_pair_count(json, "generation", g->number);
    cli_json_pair_bool(json, "readable", g->is_readable);
    cli_json_pair_bool(json, "in_use", g->is_current);
    cli_json_pair_string(json, "published", g->published ? when(g->published, time) : NULL);
    cli_json_pair_count(json, "documents", g->documents);
    cli_json_pair_count(json, "deleted", g->deleted);
    cli_json_pair_count(json, "segments", g->segments);
    cli_json_pair_count(json, "bytes", g->bytes);
    cli_json_key(json, "restores");
    if (g->restores)
        cli_json_count(json, g->restores);
    else
        cli_json_string(json, NULL);
    cli_json_close(json, '}');
    cli_json_end(json);
}

static int fail(eco_status status, const eco_error *error)
{
    cli_message_error(error);
    return ecoindex_exit_code(status);
}

int ecoindex_generations(const ecoindex_request *request)
{
    eco_error error = {0};
    cli_json json;
    cli_json_init(&json, stdout);
    eco_status status =
        eco_generations(request->index, request->json ? print_json : print_line, &json, &error);
    return status == ECO_OK ? ECOINDEX_DONE : fail(status, &error);
}

static bool read_number(const char *text, uint64_t *out)
{
    char *end;
    errno = 0;
    *out = strtoull(text, &end, 10);
    return *text >= '0' && *text <= '9' && *end == '\0' && errno == 0 && *out > 0;
}

int ecoindex_rollback(const ecoindex_request *request)
{
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_error error = {0};
    uint64_t wanted = 0, now = 0;
    if (request->words.n > 1 || (request->words.n && !read_number(request->words.items[0], &wanted))) {
        cli_message("rollback: one number of a generation is wanted (see ecoindex generations)");
        return ECOINDEX_USAGE;
    }
    options.keep = request->keep < UINT_MAX ? (unsigned)request->keep : UINT_MAX;
    options.wait_seconds = (double)request->wait;
    options.force = request->force;
    options.allow_network = request->allow_network;
    eco_status status = eco_rollback(request->index, wanted, &options, &now, &error);
    if (status == ECO_E_GATE) {
        cli_message("%s (--force goes back all the same)", error.message);
        return ecoindex_exit_code(status);
    }
    if (status != ECO_OK)
        return fail(status, &error);
    printf("generation %" PRIu64 " is published\n", now);
    return ECOINDEX_DONE;
}
