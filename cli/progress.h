/* SPDX-License-Identifier: MIT */
/* How a build is getting on: a bar on a terminal, else a line for each stage that is over; all on standard
 * error. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/terminal.h"

#include <ecosearch/build.h>

#define CLI_PROGRESS_STAGE 32

typedef enum cli_progress_kind { CLI_PROGRESS_NONE, CLI_PROGRESS_BAR, CLI_PROGRESS_LINES } cli_progress_kind;

typedef struct cli_progress {
    cli_page page;
    cli_progress_kind kind;
    char stage[CLI_PROGRESS_STAGE];
    double stage_start, last_drawn; /* seconds of a clock that never goes back */
    eco_progress now;
    bool drawn;
} cli_progress;

/* A bar if standard error is a terminal that can take one. */
void cli_progress_init(cli_progress *progress, bool quiet);

/* Takes in where the run stands; draws at most ten times a second. */
void cli_progress_update(cli_progress *progress, const eco_progress *now);

/* Takes the bar off the screen, to print something else. */
void cli_progress_clear(cli_progress *progress);

/* The last stage is over. */
void cli_progress_end(cli_progress *progress);

#endif
