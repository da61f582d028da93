/* SPDX-License-Identifier: MIT */
/* A small generator of the tests' own: the same numbers on every machine. */
#ifndef TESTS_STORE_DRAW_H
#define TESTS_STORE_DRAW_H

#include <stdint.h>

static inline uint32_t draw(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

/* Below `n`, small numbers more often. */
static inline uint32_t draw_small(uint64_t *state, uint32_t n)
{
    return draw(state) % (1 + draw(state) % n);
}

#endif
