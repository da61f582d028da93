/* SPDX-License-Identifier: MIT */
/*
 * Two words near each other: the unordered features of Metzler and Croft (plan.h). How often they are found
 * so is how many occurrences of either have one of the other within reach, whichever are fewer, in the text
 * and in the title apart: never more often than either word, so that bounds made from a word's own frequency
 * hold.
 */
#ifndef ECOI_SEARCHER_WINDOW_H
#define ECOI_SEARCHER_WINDOW_H

#include <stddef.h>
#include <stdint.h>

/* n rising positions, `stride` numbers from one to the next. */
typedef struct ecoi_occurrences {
    const uint32_t *at;
    size_t n, stride;
} ecoi_occurrences;

typedef struct ecoi_window_frequency {
    uint32_t text, title;
} ecoi_window_frequency;

/* Positions below title_len are in the title. */
ecoi_window_frequency ecoi_window_count(ecoi_occurrences a, ecoi_occurrences b, uint32_t distance,
                                        uint32_t title_len);

#endif
