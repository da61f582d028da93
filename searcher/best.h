/* SPDX-License-Identifier: MIT */
/* The best matches so far: a heap with the worst of them at its root. */
#ifndef ECOI_SEARCHER_BEST_H
#define ECOI_SEARCHER_BEST_H

#include "searcher/hits.h"

typedef struct ecoi_best {
    ecoi_found *items; /* n of at most `wanted` */
    size_t n, cap, wanted;
    bool by_date;
} ecoi_best; /* zero-initialise, dispose always */

/* Takes a match if it is among the best. Which matches stay does not depend on their order. False when memory
 * ran out. */
bool ecoi_best_offer(ecoi_best *best, ecoi_found found);
/* Puts the best first. No offers after that. */
void ecoi_best_settle(ecoi_best *best);
void ecoi_best_dispose(ecoi_best *best);

/* A match with a smaller score is not among the best. */
static inline double ecoi_best_threshold(const ecoi_best *best)
{
    return best->n == best->wanted && best->n ? best->items[0].score : -1;
}

#endif
