/* SPDX-License-Identifier: MIT */
/* Chance that is the same on every machine. */
#ifndef TESTS_SEARCHER_RANDOM_H
#define TESTS_SEARCHER_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

typedef struct dice {
    uint64_t state;
} dice;

/* 0 .. sides - 1 */
static inline unsigned roll(dice *d, unsigned sides)
{
    d->state = d->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(d->state >> 33) % sides;
}

static inline bool chance(dice *d, unsigned percent)
{
    return roll(d, 100) < percent;
}

/* Low numbers more often. */
static inline unsigned roll_low(dice *d, unsigned sides)
{
    unsigned a = roll(d, sides), b = roll(d, sides);
    return a < b ? a : b;
}

#endif
