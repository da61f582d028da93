/* SPDX-License-Identifier: MIT */
/* What every program does alike: its start, one-line messages on standard error, and closing standard
 * output. */
#ifndef CLI_MESSAGE_H
#define CLI_MESSAGE_H

#include <ecosearch/base.h>

/* To be called first. `name` starts every message and must stay valid. Descriptors 0 to 2 are made sure to be
 * open, so that no index file can be opened in their place; a file too large is an error, not a signal. */
void cli_start(const char *name);

/* "NAME: message" on standard error, made safe for a terminal. */
void cli_message(const char *format, ...) __attribute__((format(printf, 1, 2)));
void cli_message_error(const eco_error *error);

/* Whether standard output still takes what it is given; false: stop writing. */
bool cli_output_good(void);

/* Ends standard output. Returns `code` when all was written or the reader has gone away by itself; else says
 * why not and returns `failure`. */
int cli_finish(int code, int failure);

#endif
