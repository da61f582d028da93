/* SPDX-License-Identifier: MIT */
/* What the parts of ranking by ranges share: rank_ranges.c bounds ranges, rank_order.c puts what is bounded
 * in order, rank_visit.c goes through one range, rank_scan.c through the documents of a rare word. */
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
    bool is_scanned;           /* all its documents have been offered: the others are bounded without it */
    /* in the range being visited */
    bool is_decoded; /* its values are among the sums */
    float bound;     /* of what it adds in any document */
} ecoi_range_leaf;

/* The documents of the leaf that is being scanned. */
typedef struct ecoi_rank_scanned {
    ecoi_range_leaf *leaf; /* NULL: none is */
    uint32_t *docs;        /* their number in the chunk, and above that the chunk's among the ranker's */
    float *saturations;
} ecoi_rank_scanned;

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
    ecoi_rank_scanned scanned;
};

static inline bool ecoi_rank_below(double bound, double threshold)
{
    return bound * ECOI_BOUND_SLACK < threshold;
}

static inline const uint8_t *ecoi_rank_impacts(const ecoi_ranker *r, const ecoi_leaf_word *word)
{
    return r->impacts + (size_t)(word - r->leaves->words) * r->n_ranges;
}

/* Things that are bounded, to be visited as long as they may hold one of the best. */
typedef struct ecoi_rank_items {
    const float *bounds; /* n of them, n a multiple of ECOI_RANGES; < 0: not to be visited */
    uint8_t *levels;     /* room for n */
    uint16_t *order;     /* room for n */
    size_t n;
    bool (*visit)(ecoi_ranker *ranker, uint32_t item); /* false: memory ran out */
} ecoi_rank_items;

/* Visits items level by level, until none is left that may hold one of the best. False: memory ran out. */
bool ecoi_rank_best_first(ecoi_ranker *ranker, const ecoi_rank_items *items);

/* Enters one of the ranker's chunks, by its number among them; a failure is the evaluator's. */
bool ecoi_rank_enter_chunk(ecoi_ranker *ranker, size_t number);
/* Enters a range: nothing is decoded there, every leaf bounded. */
void ecoi_rank_enter(ecoi_ranker *ranker, size_t place);
/* Offers a document of the range entered if it may be among the best. False when memory ran out; other
 * failures are the evaluator's. */
bool ecoi_rank_consider(ecoi_ranker *ranker, uint32_t at);
/* Offers what of a range, given by its place, may be among the best. As above. */
bool ecoi_rank_visit(ecoi_ranker *ranker, uint32_t place);

/* Whether a leaf's documents are few enough to look at each of them. */
bool ecoi_rank_is_scannable(const ecoi_ranker *ranker, const ecoi_range_leaf *leaf);
/* Offers what of a scannable leaf's documents may be among the best; the ranges are bounded without it. As
 * above. */
bool ecoi_rank_scan(ecoi_ranker *ranker, ecoi_range_leaf *leaf);

#endif
