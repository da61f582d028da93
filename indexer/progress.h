/* SPDX-License-Identifier: MIT */
/* Calls the caller's progress function, but not too often. One thread at a time. */
#ifndef ECOI_INDEXER_PROGRESS_H
#define ECOI_INDEXER_PROGRESS_H

#include <ecosearch/build.h>

/* Seconds of a clock that never goes back. */
double ecoi_seconds_now(void);

typedef struct ecoi_progress {
    bool (*call)(void *user, const eco_progress *progress); /* NULL: not wanted */
    void *user;
    void (*meter)(void *user, uint64_t *bytes_done, uint64_t *bytes_total); /* of "read"; NULL: unknown */
    void *meter_user;
    eco_progress last; /* stage and documents are kept up to date by the owner */
    double called;     /* when */
} ecoi_progress;

/* The end of the present stage, then a new one, are reported at once; the meter is done with. False: the
 * caller cancels. */
bool ecoi_progress_stage(ecoi_progress *progress, const char *stage);
/* To be called often. */
bool ecoi_progress_tick(ecoi_progress *progress);

#endif
