/* SPDX-License-Identifier: MIT */
/* Another order of a segment's documents (reorder.h). */
#ifndef ECOI_INDEXER_PERMUTATION_H
#define ECOI_INDEXER_PERMUTATION_H

#include <stdint.h>

/* old[new] and new[old]; n 0: the order is as it was. */
typedef struct ecoi_permutation {
    uint32_t n, *old_of, *new_of;
} ecoi_permutation; /* zero-initialise, dispose always */

void ecoi_permutation_dispose(ecoi_permutation *permutation);

#endif
