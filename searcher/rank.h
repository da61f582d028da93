/* SPDX-License-Identifier: MIT */
/*
 * The best matches of a flat plan (leaf.h) without scoring the others: bounds from the impacts of blocks tell
 * which documents cannot be among the best any more. The answer is the exhaustive evaluator's, to the last
 * bit and in ties too: bounds only ever leave out.
 *
 * Few matches are gone through in order. Many, or what words and phrases match that have not even been
 * matched, are ranked by ranges of 128 documents, which all terms share: a range is bounded by the sum of its
 * largest impacts, the most promising range comes first, and in each only the leaves are decoded that could
 * lift a document over the threshold (MaxScore: Turtle and Flood, Query evaluation: strategies and
 * optimizations, 1995; ranges best first: Mackenzie, Petri, Moffat, Anytime ranking on document-ordered
 * indexes, TOIS 2021). Of a word that few documents have, each of these is bounded by itself, and the ranges
 * then without the word.
 */
#ifndef ECOI_SEARCHER_RANK_H
#define ECOI_SEARCHER_RANK_H

#include "searcher/best.h"
#include "searcher/leaf.h"

/* Offers what of a chunk's matches may be among the best, one after another. */
eco_status ecoi_rank_set(ecoi_leaves *leaves, uint32_t chunk, ecoi_set set, ecoi_best *best,
                         eco_error *error);

/* What ranks by ranges keeps between them. */
typedef struct ecoi_ranker ecoi_ranker;

/* On failure too *out is to be freed. */
eco_status ecoi_ranker_new(ecoi_leaves *leaves, ecoi_best *best, ecoi_ranker **out, eco_error *error);
void ecoi_ranker_free(ecoi_ranker *ranker); /* NULL is allowed */

/* Offers what of a chunk's matches may be among the best; the matches as a bitset. Of plans whose leaves
 * alone do not decide what matches. */
eco_status ecoi_rank_dense(ecoi_ranker *ranker, uint32_t chunk, const uint8_t *bits, eco_error *error);

typedef enum ecoi_rank_kind {
    ECOI_RANK_SETS,     /* matches must be known */
    ECOI_RANK_UNION,    /* whatever has a leaf is a match */
    ECOI_RANK_REQUIRED, /* whatever has all required leaves is a match */
} ecoi_rank_kind;

ecoi_rank_kind ecoi_rank_kind_of(const ecoi_leaves *leaves);
/* Ranks all of the segment, without knowing the matches; of the other kinds of plan. */
eco_status ecoi_rank_all(ecoi_ranker *ranker, eco_error *error);

/* Gives a match its date and its place; false when memory ran out. */
bool ecoi_rank_offer(ecoi_leaves *leaves, uint32_t id, double score, ecoi_best *best);

#endif
