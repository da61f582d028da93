/* SPDX-License-Identifier: MIT */
/* What a run has done and what the index is now, for a monitor: OpenMetrics text, which the textfile
 * collector of Prometheus' node_exporter takes too. docs/operations.md lists the names. */
#ifndef CLI_METRICS_H
#define CLI_METRICS_H

#include <ecosearch/build.h>

typedef struct cli_metrics {
    const char *index;
    const char *command;              /* "update" */
    const eco_build_summary *summary; /* of a run that failed: as far as it is known */
    int exit_code;
    double seconds; /* that the run has taken */
} cli_metrics;

/* Replaces the file in one step. False, with a message: it could not be written. */
bool cli_metrics_write(const char *path, const cli_metrics *metrics);

#endif
