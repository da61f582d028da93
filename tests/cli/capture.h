/* SPDX-License-Identifier: MIT */
/* A stream whose text can be compared. */
#ifndef TESTS_CLI_CAPTURE_H
#define TESTS_CLI_CAPTURE_H

#include <stdio.h>
#include <stdlib.h>

typedef struct capture {
    FILE *out;
    char *text;
    size_t len;
} capture;

static inline void capture_open(capture *c)
{
    c->out = open_memstream(&c->text, &c->len);
}

/* The text stays until capture_free. */
static inline const char *capture_end(capture *c)
{
    fclose(c->out);
    return c->text;
}

static inline void capture_free(capture *c)
{
    free(c->text);
}

#endif
