/* SPDX-License-Identifier: MIT */
/* Small text files that a user writes: lines of UTF-8, where # begins a line that is a comment. What is wrong
 * is said as "FILE:LINE: reason" with ECO_E_ARGUMENT. */
#ifndef ECOI_BASE_LINES_H
#define ECOI_BASE_LINES_H

#include <ecosearch/base.h>

#include "base/buf.h"

#define ECOI_LINES_MAX_FILE ((size_t)16 << 20)
#define ECOI_LINES_MAX_LINE 4096u

typedef struct ecoi_lines {
    const char *name; /* for messages */
    const char *next, *end;
    size_t number; /* of the line, from 1 */
    eco_text line; /* without white space around it */
} ecoi_lines;

/* The text must live as long as lines are read. A byte order mark is passed over. */
void ecoi_lines_init(ecoi_lines *lines, const char *name, const char *text, size_t len);
/* The next line that is neither empty nor a comment; *out_more false at the end. ECO_E_ARGUMENT: ill-formed
 * UTF-8, a control character other than a tab, or a line of more than ECOI_LINES_MAX_LINE bytes. */
eco_status ecoi_lines_next(ecoi_lines *lines, bool *out_more, eco_error *error);
/* For what the caller finds wrong with the line. Returns ECO_E_ARGUMENT. */
eco_status ecoi_lines_fail(const ecoi_lines *lines, eco_error *error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The text without white space at its ends. */
eco_text ecoi_lines_trim(eco_text text);
/* Reads a whole file of at most ECOI_LINES_MAX_FILE bytes into an empty buffer of the caller's. */
eco_status ecoi_lines_read_file(const char *path, ecoi_buf *out, eco_error *error);

#endif
