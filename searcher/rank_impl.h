/* SPDX-License-Identifier: MIT */
/* What the parts of ranking by ranges share: rank_ranges.c bounds ranges and puts them in order, rank_visit.c
 * goes through one. */
#ifndef ECOI_SEARCHER_RANK_IMPL_H
#define ECOI_SEARCHER_RANK_IMPL_H

#include "searcher/ranges.h"
#include "searcher/rank.h"

enum { ECOI_BATCH_CHUNKS = 8 };

/* A word or a phrase in the range being visited: its documents, and by place their saturations, 0 of the
 * others: of exact words exactly, else at most. */
typedef struct ecoi_range_values {
    bool is_decoded; /* else the fields below say nothing */
    ecoi_range_docs docs;
    float saturations[ECOI_RANGE_DOCS];
} ecoi_range_values;

/* A leaf in the ranges of some chunks. */
typedef struct ecoi_range_leaf {
    const ecoi_leaf *leaf;
    const uint8_t *impacts;    /* by place */
    float factor;              /* what an impact of 1 adds */
    ecoi_range_values *values; /* its word's, or a phrase's own */
    /* in the range being visited */
    bool is_decoded; /* its values are among the sums */
    float bound;     /* of what it adds in any document */
} ecoi_range_leaf;

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
    uint8_t *impacts; /* by leaf word, place; then those of phrases */
    float *bounds;    /* by place: of any score, < 0: no match */
    uint8_t *levels;  /* by place: the order of the bounds in few steps */
    uint16_t *places; /* room for all */
    /* in the range being visited */
    uint32_t range; /* of the chunk */
    size_t place;
    ecoi_range_values *values;   /* by leaf word, then by leaf: of phrases */
    ecoi_range_leaf *of_leaves;  /* by leaf */
    float sums[ECOI_RANGE_DOCS]; /* of the decoded leaves */
    float rest;                  /* what the others add at most */
};

static inline bool ecoi_rank_below(double bound, double threshold)
{
    return bound * ECOI_BOUND_SLACK < threshold;
}

static inline const uint8_t *ecoi_rank_impacts(const ecoi_ranker *r, const ecoi_leaf_word *word)
{
    return r->impacts + (size_t)(word - r->leaves->words) * r->n_ranges;
}

/* Offers what of a range may be among the best. False when memory ran out; other failures are the
 * evaluator's. */
bool ecoi_rank_visit(ecoi_ranker *ranker, size_t place);

#endif
