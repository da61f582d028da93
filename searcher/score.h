/* SPDX-License-Identifier: MIT */
/* The arithmetic of a score: every evaluator adds the same numbers up, to the last bit. */
#ifndef ECOI_SEARCHER_SCORE_H
#define ECOI_SEARCHER_SCORE_H

#include "searcher/accents.h"
#include "searcher/plan.h"

/* The weight of a word; a phrase counts as one rare word: its words' weights summed, unless most_idf is less.
 */
static inline float ecoi_score_idf(const ecoi_query_node *plan)
{
    if (plan->op == ECOI_OP_WORD)
        return plan->word->idf;
    float sum = 0;
    for (size_t i = 0; i < plan->n_children; i++)
        sum += plan->children[i]->word->idf;
    return plan->most_idf > 0 && plan->most_idf < sum ? plan->most_idf : sum;
}

/* What a word or phrase adds; saturation: ecoi_bm25_saturate of its weighted frequency. */
static inline double ecoi_score_value(double boost, float idf, float saturation)
{
    return boost * idf * (ECOI_BM25_K1 + 1) * saturation;
}

/* What occurrences of other forms than typed take from a weighted frequency they are counted in. */
static inline float ecoi_score_unlike(const ecoi_bm25 *bm25, uint32_t n, uint32_t n_title, uint32_t len,
                                      uint32_t title_len)
{
    return (1 - ECOI_UNLIKE_WEIGHT) * ecoi_bm25_frequency(bm25, n - n_title, len, n_title, title_len);
}

#endif
