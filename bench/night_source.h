/* SPDX-License-Identifier: MIT */
/* The source that eco-night updates from: documents of a file of JSON Lines, a hundred a file. */
#ifndef ECO_BENCH_NIGHT_SOURCE_H
#define ECO_BENCH_NIGHT_SOURCE_H

#include <stddef.h>

enum { NIGHT_LINES_A_FILE = 100, NIGHT_QUERIES = 400, NIGHT_QUERY = 128 };

typedef struct night_source {
    char folder[512];
    size_t n_files, n_changes; /* files; those changed so far */
    size_t n_queries;
    char queries[NIGHT_QUERIES][NIGHT_QUERY]; /* words of documents, one to three, some as a phrase */
} night_source;

/* Divides `path` into files below `folder`/source; ends the program when it cannot. */
void night_source_make(night_source *source, const char *path, const char *folder);
/* Gives each document of so many files another word, of other files each time. */
void night_source_change(night_source *source, size_t n_files);

#endif
