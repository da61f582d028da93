/* SPDX-License-Identifier: MIT */
/* What the parts of ranking by ranges share: rank_ranges.c bounds ranges and puts them in order, rank_visit.c
 * goes through one. */
#ifndef ECOI_SEARCHER_RANK_IMPL_H
#define ECOI_SEARCHER_RANK_IMPL_H

#include "searcher/ranges.h"
#include "searcher/rank.h"

enum { ECOI_BATCH_CHUNKS = 8 };

/* A word or a leaf in the range being visited. */
typedef struct ecoi_range_values {
    bool is_decoded; /* else the fields below say nothing */
    ecoi_range_docs docs;
    uint32_t n;
    uint16_t ids[ECOI_RANGE_DOCS];      /* theirs */
    float listed[ECOI_RANGE_DOCS];      /* their saturations, at most; of exact words exactly */
    float saturations[ECOI_RANGE_DOCS]; /* the same by place in the range; others' are undefined */
} ecoi_range_values;

struct ecoi_ranker {
    ecoi_leaves *leaves;
    ecoi_best *best;
    const ecoi_range_kernels *kernels;
    const uint8_t *allowed; /* a bitset of the chunk: no other document is a match; NULL: matches have all
                             * required leaves, and one that is no bonus */
    const uint8_t
        *refused;  /* a bitset of the chunk: deleted documents, which are none; NULL: there are none */
    bool exact;    /* a score is the sum of exact leaves */
    size_t driver; /* the required leaf that fewest documents have; leaves->n: there is none */
    /* ranges of some chunks, one chunk's after another's; a place is a number among them */
    ecoi_arena arena;
    uint32_t chunks[ECOI_BATCH_CHUNKS];
    size_t n_chunks, n_ranges;
    uint8_t **impacts; /* by leaf word, place */
    float *bounds;     /* by place: of any score, < 0: no match */
    uint8_t *levels;   /* by place: the order of the bounds in few steps */
    uint16_t *places;  /* room for all */
    /* in the range being visited */
    uint32_t range; /* of the chunk */
    size_t place;
    ecoi_range_values *words;    /* by leaf word */
    ecoi_range_values *in_range; /* by leaf; of one word: only whether it is decoded */
    float *leaf_bounds;          /* by leaf: of what it adds in any document */
    float sums[ECOI_RANGE_DOCS]; /* of the decoded leaves */
    float rest;                  /* what the others add at most */
};

static inline bool ecoi_rank_below(double bound, double threshold)
{
    return bound * ECOI_BOUND_SLACK < threshold;
}

/* Offers what of a range may be among the best. False when memory ran out; other failures are the
 * evaluator's. */
bool ecoi_rank_visit(ecoi_ranker *ranker, size_t place);

#endif
