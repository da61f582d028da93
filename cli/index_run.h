/* SPDX-License-Identifier: MIT */
/* Running what takes a while: progress, signals, rejects, summary. */
#ifndef CLI_INDEX_RUN_H
#define CLI_INDEX_RUN_H

#include "cli/ecoindex.h"

#include <ecosearch/build.h>

/* Names by their numbers; the last has none. */
extern const cli_choice ecoindex_analyses[], ecoindex_engines[], ecoindex_logs[];

/* What a command does. */
typedef struct ecoindex_job {
    const char *name; /* as the user calls it */
    eco_status (*run)(const ecoindex_request *request, const eco_build_options *options,
                      eco_build_summary *out, eco_error *error);
    /* Prints what a person wants to know of its success; NULL: cli_build_summary_text does, of its failure
     * too. */
    void (*tell)(const ecoindex_request *request, const eco_build_summary *summary);
} ecoindex_job;

/* Runs the job and prints its summary; the exit code. */
int cli_run(const ecoindex_request *request, const ecoindex_job *job);

#endif
