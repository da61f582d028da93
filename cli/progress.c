/* SPDX-License-Identifier: MIT */
#include "cli/progress.h"

#include "cli/message.h"
#include "cli/numbers.h"
#include "cli/utf8.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define REDRAW_SECONDS 0.1
#define BAR_COLUMNS    20

static double clock_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool can_draw(void)
{
    const char *term = getenv("TERM");
    return isatty(STDERR_FILENO) && term && *term && strcmp(term, "dumb") != 0;
}

static cli_progress_kind kind_of(bool quiet, cli_log log)
{
    if (quiet)
        return CLI_PROGRESS_NONE;
    if (log == CLI_LOG_JSON)
        return CLI_PROGRESS_JSON;
    return log == CLI_LOG_AUTO && can_draw() ? CLI_PROGRESS_BAR : CLI_PROGRESS_LINES;
}

void cli_progress_init(cli_progress *progress, bool quiet, cli_log log)
{
    *progress = (cli_progress){.kind = kind_of(quiet, log)};
    cli_page_init(&progress->page, stderr, CLI_COLOR_AUTO);
}

void cli_progress_clear(cli_progress *progress)
{
    if (progress->drawn)
        fputs("\r\033[K", stderr);
    progress->drawn = false;
}

static double share_done(const eco_progress *now)
{
    if (now->bytes_total == 0)
        return 0;
    double share = (double)now->bytes_done / (double)now->bytes_total;
    return share < 1 ? share : 1;
}

static size_t append(char *line, size_t size, size_t used, const char *text)
{
    size_t len = strlen(text);
    if (used + len >= size)
        return used;
    memcpy(line + used, text, len + 1);
    return used + len;
}

static size_t append_bar(char *line, size_t size, size_t used, double share)
{
    char percent[16];
    size_t full = (size_t)(share * BAR_COLUMNS + 0.5);
    for (size_t i = 0; i < BAR_COLUMNS; i++)
        used = append(line, size, used, i < full ? "█" : "░");
    snprintf(percent, sizeof percent, " %3.0f %%", share * 100);
    return append(line, size, used, percent);
}

static size_t append_left(char *line, size_t size, size_t used, double share, double seconds)
{
    if (share <= 0.01 || seconds < 0.5)
        return used;
    char left[64];
    unsigned whole = (unsigned)(seconds / share - seconds + 0.5);
    snprintf(left, sizeof left, "  %u:%02u left", whole / 60, whole % 60);
    return append(line, size, used, left);
}

static void draw(cli_progress *progress, double seconds)
{
    char line[512], text[160], count[CLI_NUMBER], rate[CLI_NUMBER];
    const eco_progress *now = &progress->now;
    snprintf(text, sizeof text, "%-8s", progress->stage);
    size_t used = append(line, sizeof line, 0, text);
    if (now->bytes_total > 0)
        used = append_bar(line, sizeof line, used, share_done(now));
    snprintf(text, sizeof text, "  %s %s  %s", cli_count(now->documents, count),
             cli_plural(now->documents, "document", "documents"),
             cli_rate(seconds > 0 ? (double)now->bytes_done / seconds : 0, rate));
    used = append(line, sizeof line, used, text);
    append_left(line, sizeof line, used, share_done(now), seconds);
    cli_progress_clear(progress);
    /* A line that wraps cannot be taken back, so a narrow terminal gets the stage alone. */
    bool fits = cli_text_width(cli_text(line)) < progress->page.width;
    fputs(fits ? line : progress->stage, stderr);
    fflush(stderr);
    progress->drawn = true;
}

static void put_stage_json(const cli_progress *progress, double seconds)
{
    cli_json json;
    cli_log_open(&json);
    cli_json_pair_string(&json, "stage", progress->stage);
    cli_json_pair_count(&json, "documents", progress->now.documents);
    cli_json_pair_count(&json, "bytes", progress->now.bytes_done);
    cli_json_pair_real(&json, "seconds", seconds);
    cli_json_close(&json, '}');
    cli_json_end(&json);
}

static void end_stage(cli_progress *progress)
{
    cli_progress_clear(progress);
    if (!*progress->stage)
        return;
    double seconds = clock_seconds() - progress->stage_start;
    if (progress->kind == CLI_PROGRESS_LINES)
        fprintf(stderr, "ecoindex: stage=%s documents=%" PRIu64 " bytes=%" PRIu64 " seconds=%.3f\n",
                progress->stage, progress->now.documents, progress->now.bytes_done, seconds);
    else if (progress->kind == CLI_PROGRESS_JSON)
        put_stage_json(progress, seconds);
}

static void begin_stage(cli_progress *progress, const char *stage, double time)
{
    end_stage(progress);
    snprintf(progress->stage, sizeof progress->stage, "%s", stage);
    progress->stage_start = time;
    progress->last_drawn = time - REDRAW_SECONDS;
}

void cli_progress_update(cli_progress *progress, const eco_progress *now)
{
    if (progress->kind == CLI_PROGRESS_NONE)
        return;
    double time = clock_seconds();
    if (strncmp(progress->stage, now->stage, sizeof progress->stage - 1) != 0)
        begin_stage(progress, now->stage, time);
    progress->now = *now;
    if (progress->kind == CLI_PROGRESS_BAR && time - progress->last_drawn >= REDRAW_SECONDS) {
        draw(progress, time - progress->stage_start);
        progress->last_drawn = time;
    }
}

void cli_progress_end(cli_progress *progress)
{
    end_stage(progress);
    progress->stage[0] = '\0';
}

/* What the line about a run says, as X(name, number). */
#define RUN_COUNTS(X)                                                                                        \
    X("generation", summary->generation)                                                                     \
    X("documents", summary->documents)                                                                       \
    X("added", summary->added)                                                                               \
    X("updated", summary->updated)                                                                           \
    X("removed", summary->removed)                                                                           \
    X("unchanged", summary->unchanged)                                                                       \
    X("kept", summary->kept)                                                                                 \
    X("rejected", summary->rejected)

static void put_run_json(const eco_build_summary *summary, int exit_code, double seconds)
{
    cli_json json;
    cli_log_open(&json);
    cli_json_pair_string(&json, "stage", "run");
    cli_json_pair_count(&json, "exit", (uint64_t)exit_code);
    cli_json_pair_bool(&json, "published", summary->published);
#define PUT_COUNT(name, n) cli_json_pair_count(&json, name, n);
    RUN_COUNTS(PUT_COUNT)
#undef PUT_COUNT
    cli_json_pair_real(&json, "seconds", seconds);
    cli_json_close(&json, '}');
    cli_json_end(&json);
}

void cli_progress_run(const cli_progress *progress, const eco_build_summary *summary, int exit_code,
                      double seconds)
{
    if (progress->kind == CLI_PROGRESS_JSON)
        put_run_json(summary, exit_code, seconds);
    if (progress->kind != CLI_PROGRESS_LINES)
        return;
    fprintf(stderr, "ecoindex: stage=run exit=%d published=%s", exit_code, summary->published ? "yes" : "no");
#define PUT_COUNT(name, n) fprintf(stderr, " " name "=%" PRIu64, n);
    RUN_COUNTS(PUT_COUNT)
#undef PUT_COUNT
    fprintf(stderr, " seconds=%.3f\n", seconds);
}
