/* SPDX-License-Identifier: MIT */
#include "cli/rejects.h"

#include "cli/columns.h"
#include "cli/message.h"
#include "cli/numbers.h"
#include "cli/utf8.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#define MOST_NAMED 5

static bool is_standard_error(const char *path)
{
    return strcmp(path, "-") == 0;
}

bool cli_rejects_open(cli_rejects *rejects, const char *path, bool quiet, bool verbose)
{
    *rejects = (cli_rejects){.path = path, .most = quiet ? 0 : verbose ? UINT64_MAX : MOST_NAMED};
    if (!path)
        return true;
    if (is_standard_error(path)) {
        rejects->file = stderr;
        rejects->most = 0;
        return true;
    }
    rejects->file = fopen(path, "we");
    if (!rejects->file)
        cli_message("%s: %s", path, strerror(errno));
    return rejects->file != NULL;
}

static void write_line(FILE *file, const eco_reject *reject)
{
    cli_put_escaped(file, cli_text(eco_reject_slug(reject->reason)));
    putc('\t', file);
    cli_put_escaped(file, cli_text(reject->path));
    fprintf(file, "\t%" PRIu64 "\t", reject->record);
    cli_put_escaped(file, cli_text(reject->detail));
    putc('\n', file);
}

static void name(const eco_reject *reject)
{
    const char *detail =
        reject->detail && *reject->detail ? reject->detail : eco_reject_sentence(reject->reason);
    if (reject->record > 0)
        cli_message("%s, record %" PRIu64 ": not taken: %s", reject->path, reject->record, detail);
    else
        cli_message("%s: not taken: %s", reject->path, detail);
}

void cli_rejects_add(cli_rejects *rejects, const eco_reject *reject)
{
    rejects->n++;
    rejects->too_long |= reject->reason == ECO_REJECT_TOO_LONG;
    if (rejects->n <= rejects->most)
        name(reject);
    if (!rejects->file || rejects->failure)
        return;
    write_line(rejects->file, reject);
    if (ferror(rejects->file))
        rejects->failure = errno ? errno : EIO;
}

static void say_how_many_more(const cli_rejects *rejects)
{
    if (rejects->most == 0 || rejects->n <= rejects->most)
        return;
    char count[CLI_NUMBER];
    cli_count(rejects->n - rejects->most, count);
    if (rejects->path)
        cli_message("... and %s more (%s lists them)", count, rejects->path);
    else
        cli_message("... and %s more (--rejects FILE lists them)", count);
}

bool cli_rejects_close(cli_rejects *rejects)
{
    say_how_many_more(rejects);
    if (rejects->too_long && rejects->most > 0)
        cli_message("records that are too long are taken with a larger --memory or --max-record");
    if (!rejects->file || rejects->file == stderr)
        return true;
    if (fclose(rejects->file) != 0 && !rejects->failure)
        rejects->failure = errno;
    if (rejects->failure)
        cli_message("%s: %s", rejects->path, strerror(rejects->failure));
    return rejects->failure == 0;
}
