/* SPDX-License-Identifier: MIT */
/* What every program does alike: its start, one-line messages on standard error, and closing standard
 * output. */
#ifndef CLI_MESSAGE_H
#define CLI_MESSAGE_H

#include "cli/json.h"

/* To be called first. `name` starts every message and must stay valid. Descriptors 0 to 2 are made sure to be
 * open, so that no index file can be opened in their place; a file too large is an error, not a signal. */
void cli_start(const char *name);

/* "NAME: message" on standard error, made safe for a terminal. */
void cli_message(const char *format, ...) __attribute__((format(printf, 1, 2)));
void cli_message_error(const eco_error *error);

/* From now on each message is a line of JSON, {"time", "message"}, for what collects logs. */
void cli_message_as_json(void);

/* Begins such a line on standard error, {"time": now; the caller goes on and ends it. */
void cli_log_open(cli_json *json);

/* Whether standard output still takes what it is given; false: stop writing. */
bool cli_output_good(void);

/* Ends standard output. Returns `code` when all was written or the reader has gone away by itself; else says
 * why not and returns `failure`. */
int cli_finish(int code, int failure);

#endif
