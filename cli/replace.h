/* SPDX-License-Identifier: MIT */
/* Files that others read at any time: they are replaced in one step, so that nobody sees half of one, and
 * what was there stays when the new content cannot be written. */
#ifndef CLI_REPLACE_H
#define CLI_REPLACE_H

#include <stdbool.h>
#include <stdio.h>

typedef struct cli_replacement {
    FILE *file;       /* to be written to */
    const char *path; /* the caller's; must stay valid until the end */
    char *scratch;    /* the file's name until it takes its place */
} cli_replacement;

/* Begins a new content for `path`, in a file beside it. False, with a message: it cannot be made. */
bool cli_replace_begin(cli_replacement *replacement, const char *path);

/* Puts it in its place, on disk for good. False, with a message: it could not be written, and the old content
 * stays. */
bool cli_replace_end(cli_replacement *replacement);

#endif
