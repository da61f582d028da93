/* SPDX-License-Identifier: MIT */
/* How a build is getting on: a bar on a terminal, else a line for each stage that is over; all on standard
 * error. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/terminal.h"

#include <ecosearch/build.h>

#define CLI_PROGRESS_STAGE 32

typedef enum cli_progress_kind {
    CLI_PROGRESS_NONE,
    CLI_PROGRESS_BAR,
    CLI_PROGRESS_LINES, /* key=value */
    CLI_PROGRESS_JSON
} cli_progress_kind;

typedef enum cli_log { CLI_LOG_AUTO, CLI_LOG_TEXT, CLI_LOG_JSON } cli_log;

typedef struct cli_progress {
    cli_page page;
    cli_progress_kind kind;
    char stage[CLI_PROGRESS_STAGE];
    double stage_start, last_drawn; /* seconds of a clock that never goes back */
    eco_progress now;
    bool drawn;
} cli_progress;

/* CLI_LOG_AUTO: a bar if standard error is a terminal that can take one, else lines. */
void cli_progress_init(cli_progress *progress, bool quiet, cli_log log);

/* Takes in where the run stands; draws at most ten times a second. */
void cli_progress_update(cli_progress *progress, const eco_progress *now);

/* Takes the bar off the screen, to print something else. */
void cli_progress_clear(cli_progress *progress);

/* The last stage is over. */
void cli_progress_end(cli_progress *progress);

/* One line about the run as a whole, where stages have theirs. */
void cli_progress_run(const cli_progress *progress, const eco_build_summary *summary, int exit_code,
                      double seconds);

#endif
