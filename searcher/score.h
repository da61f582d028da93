/* SPDX-License-Identifier: MIT */
/* The arithmetic of a score: every evaluator adds the same numbers up, to the last bit. */
#ifndef ECOI_SEARCHER_SCORE_H
#define ECOI_SEARCHER_SCORE_H

#include "searcher/plan.h"

/* The weight of a word; a phrase counts as one rare word: its words' weights summed. */
static inline float ecoi_score_idf(const ecoi_query_node *plan)
{
    if (plan->op == ECOI_OP_WORD)
        return plan->word->idf;
    float sum = 0;
    for (size_t i = 0; i < plan->n_children; i++)
        sum += plan->children[i]->word->idf;
    return sum;
}

/* What a word or phrase adds; saturation: ecoi_bm25_saturate of its weighted frequency. */
static inline double ecoi_score_value(double boost, float idf, float saturation)
{
    return boost * idf * (ECOI_BM25_K1 + 1) * saturation;
}

#endif
