/* SPDX-License-Identifier: MIT */
/* Whether the impacts of a term bound what its documents score: ranking passes over what they rule out, so
 * that one which is too small loses matches, and no answer shows it. */
#ifndef ECOI_INDEXER_CHECK_IMPACTS_H
#define ECOI_INDEXER_CHECK_IMPACTS_H

#include "store/bm25.h"
#include "store/segment.h"

typedef struct ecoi_impact_check {
    const ecoi_columns *columns;
    ecoi_bm25 bm25; /* with the segment's own average lengths, as its writer's */
    ecoi_posting_list list;
    size_t container; /* of the block that comes next */
    uint32_t block;
} ecoi_impact_check;

/* Starts on a segment. */
void ecoi_impact_check_open(ecoi_impact_check *check, const ecoi_segment *segment,
                            const ecoi_columns *columns);
/* Starts on a term, whose list lies in `arena`. */
eco_status ecoi_impact_check_begin(ecoi_impact_check *check, const ecoi_segment *segment,
                                   const ecoi_term *term, ecoi_arena *arena, eco_error *error);
/* The next block of a cursor over the term, with its positions. False: a bound does not hold. */
bool ecoi_impact_check_block(ecoi_impact_check *check, const ecoi_cursor *cursor, const uint32_t *positions);

#endif
