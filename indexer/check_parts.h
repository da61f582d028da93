/* SPDX-License-Identifier: MIT */
/* Checking things side by side: parts of them on all cores, their findings told in order. */
#ifndef ECOI_INDEXER_CHECK_PARTS_H
#define ECOI_INDEXER_CHECK_PARTS_H

#include "indexer/check.h"

enum { ECOI_CHECK_SUMS = 3 };

typedef struct ecoi_check_part {
    ecoi_checker checker; /* a copy with an arena of its own, whose findings wait for their turn */
    const void *job;
    uint32_t first, end;            /* its things: [first, end) */
    uint64_t sums[ECOI_CHECK_SUMS]; /* of its things; whatever the caller counts */
} ecoi_check_part;

/* Divides n things into parts and runs `run` on each, several at a time where there are many; what it shares
 * through `job` and checker must bear that. Then tells the findings in the order of the parts, and adds up
 * their sums (ECOI_CHECK_SUMS of them; NULL: not wanted). The first status that is not ECO_OK. */
eco_status ecoi_check_in_parts(ecoi_checker *checker, uint32_t n, eco_status (*run)(ecoi_check_part *part),
                               const void *job, uint64_t *sums);

#endif
