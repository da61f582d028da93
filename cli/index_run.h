/* SPDX-License-Identifier: MIT */
/* Running what takes a while: progress, signals, rejects, summary. */
#ifndef CLI_INDEX_RUN_H
#define CLI_INDEX_RUN_H

#include "cli/ecoindex.h"

#include <ecosearch/build.h>

/* Names by their numbers; the last has none. */
extern const cli_choice ecoindex_analyses[], ecoindex_engines[], ecoindex_logs[];

/* eco_build, eco_update and what is called alike. */
typedef eco_status ecoindex_job(const char *index, const char *const *words, size_t n_words,
                                const eco_build_options *options, eco_build_summary *out, eco_error *error);

/* Runs the job, `name` as the user calls it, on the request's index and words and prints its summary; the
 * exit code. */
int cli_run(const ecoindex_request *request, const char *name, ecoindex_job *job);

#endif
