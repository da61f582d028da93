/* SPDX-License-Identifier: MIT */
/*
 * The best matches of a flat plan (leaf.h) without scoring the others: bounds from the impacts of blocks tell
 * which documents cannot be among the best any more. The answer is the exhaustive evaluator's, to the last
 * bit and in ties too: bounds only ever leave out.
 *
 * Few matches are gone through in order. Many, or a union of words that has not even been matched, are ranked
 * by windows of 4,096 documents: the most promising window first, and in each only the words are gone through
 * that could lift a document over the threshold (MaxScore: Turtle and Flood, Query evaluation: strategies and
 * optimizations, 1995; by windows: Grand, Muir, Ferenczi, Lin, From MaxScore to block-max WAND, ECIR 2020).
 */
#ifndef ECOI_SEARCHER_RANK_H
#define ECOI_SEARCHER_RANK_H

#include "searcher/best.h"
#include "searcher/leaf.h"

/* Offers what of a chunk's matches may be among the best, one after another. */
eco_status ecoi_rank_set(ecoi_leaves *leaves, uint32_t chunk, ecoi_set set, ecoi_best *best,
                         eco_error *error);

/* What ranks by windows keeps between them. */
typedef struct ecoi_ranker ecoi_ranker;

/* On failure too *out is to be freed. */
eco_status ecoi_ranker_new(ecoi_leaves *leaves, ecoi_best *best, ecoi_ranker **out, eco_error *error);
void ecoi_ranker_free(ecoi_ranker *ranker); /* NULL is allowed */

/* Offers what of a chunk's matches may be among the best; the matches as a bitset. */
eco_status ecoi_rank_dense(ecoi_ranker *ranker, uint32_t chunk, const uint8_t *bits, eco_error *error);

/* Whether the plan matches any document that has a leaf, and no other: then ecoi_rank_union ranks it. */
bool ecoi_rank_is_union(const ecoi_leaves *leaves);
eco_status ecoi_rank_union(ecoi_ranker *ranker, eco_error *error);

/* Gives a match its date and its place; false when memory ran out. */
bool ecoi_rank_offer(ecoi_leaves *leaves, uint32_t id, double score, ecoi_best *best);

#endif
