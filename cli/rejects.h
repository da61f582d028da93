/* SPDX-License-Identifier: MIT */
/* Naming the documents that a build did not take: a few on standard error, all of them in a file when
 * asked. */
#ifndef CLI_REJECTS_H
#define CLI_REJECTS_H

#include <ecosearch/build.h>

#include <stdio.h>

typedef struct cli_rejects {
    FILE *file;       /* of --rejects, or NULL */
    const char *path; /* its name, or NULL */
    uint64_t n, most; /* met so far; how many are to be named on standard error */
    bool too_long;    /* a record was */
    int failure;      /* errno of the first write to the file that failed */
} cli_rejects;

/* `path` NULL: no file; "-": the list goes to standard error. False, with a message: the file cannot be
 * made. */
bool cli_rejects_open(cli_rejects *rejects, const char *path, bool quiet, bool verbose);

void cli_rejects_add(cli_rejects *rejects, const eco_reject *reject);

/* Says how many were not named. False, with a message: the file could not be written to its end. */
bool cli_rejects_close(cli_rejects *rejects);

#endif
