/* SPDX-License-Identifier: MIT */
/* When a search must end. Reading the clock costs more than a step of work does, so only some steps look at
 * it. */
#ifndef ECOI_SEARCHER_DEADLINE_H
#define ECOI_SEARCHER_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

enum { ECOI_DEADLINE_STEPS = 64 };

typedef struct ecoi_deadline {
    uint64_t at_us; /* of the monotonic clock; 0: there is none */
    unsigned steps; /* until the clock is read again */
    bool is_over;
} ecoi_deadline;

static inline uint64_t ecoi_now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

/* A step of work; whether the time is over. Once it is, it stays so. */
static inline bool ecoi_deadline_step(ecoi_deadline *deadline)
{
    if (!deadline->at_us || deadline->is_over)
        return deadline->is_over;
    if (deadline->steps > 0) {
        deadline->steps--;
        return false;
    }
    deadline->steps = ECOI_DEADLINE_STEPS;
    return deadline->is_over = ecoi_now_us() >= deadline->at_us;
}

#endif
