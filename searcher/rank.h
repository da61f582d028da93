/* SPDX-License-Identifier: MIT */
/*
 * The best matches of a flat plan (leaf.h) without scoring the others: bounds from the impacts of blocks tell
 * which documents cannot be among the best any more. The answer is the exhaustive evaluator's, to the last
 * bit and in ties too: bounds only ever leave out.
 *
 * A set of matches is gone through in order (rank_set). A union of words is not even matched: windows of
 * 4,096 documents are visited, the most promising first, and in each only the words are gone through that
 * could lift a document over the threshold alone (MaxScore: Turtle and Flood, Query evaluation: strategies
 * and optimizations, 1995; by windows: Grand, Muir, Ferenczi, Lin, From MaxScore to block-max WAND, ECIR
 * 2020).
 */
#ifndef ECOI_SEARCHER_RANK_H
#define ECOI_SEARCHER_RANK_H

#include "searcher/best.h"
#include "searcher/leaf.h"

/* Offers what of a chunk's matches may be among the best. */
eco_status ecoi_rank_set(ecoi_leaves *leaves, uint32_t chunk, ecoi_set set, ecoi_best *best,
                         eco_error *error);

/* Whether the plan matches any document that has a leaf, and no other: then ecoi_rank_union ranks it. */
bool ecoi_rank_is_union(const ecoi_leaves *leaves);
eco_status ecoi_rank_union(ecoi_leaves *leaves, ecoi_best *best, eco_error *error);

/* Gives a match its date and its place; false when memory ran out. */
bool ecoi_rank_offer(ecoi_leaves *leaves, uint32_t id, double score, ecoi_best *best);

#endif
