/* SPDX-License-Identifier: MIT */
#include "indexer/progress.h"

#include <time.h>

/* A person sees no more than 20 pictures a second, and a terminal is slow. */
static const double interval = 0.05;

double ecoi_seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool report(ecoi_progress *progress, double now)
{
    progress->called = now;
    if (progress->meter)
        progress->meter(progress->meter_user, &progress->last.bytes_done, &progress->last.bytes_total);
    eco_progress copy = progress->last;
    return progress->call(progress->user, &copy);
}

bool ecoi_progress_stage(ecoi_progress *progress, const char *stage)
{
    double now = ecoi_seconds_now();
    /* the stage that ends is told how far it came: its last ticks may have come too soon to be passed on */
    bool go_on = !progress->call || report(progress, now);
    progress->meter = NULL;
    progress->last.stage = stage;
    progress->last.bytes_done = progress->last.bytes_total = 0;
    return go_on && (!progress->call || report(progress, now));
}

bool ecoi_progress_tick(ecoi_progress *progress)
{
    if (!progress->call)
        return true;
    double now = ecoi_seconds_now();
    return now - progress->called < interval || report(progress, now);
}
