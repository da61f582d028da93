/* SPDX-License-Identifier: MIT */
/* What the parts of evaluating by sets share: evaluate_tree.c prepares, evaluate.c makes sets,
 * evaluate_count.c counts. */
#ifndef ECOI_SEARCHER_EVALUATE_IMPL_H
#define ECOI_SEARCHER_EVALUATE_IMPL_H

#include "searcher/evaluate.h"

/* A word of one term, all of whose documents match. */
static inline bool ecoi_eval_is_plain(const ecoi_eval_node *n)
{
    return n->plan->op == ECOI_OP_WORD && n->n_lists == 1 && !n->checked;
}

/* Opens the exhaustive evaluator that checks documents, and binds the nodes to its own. */
eco_status ecoi_evaluator_checker(ecoi_evaluator *evaluator);
/* A container as a set, in the chunk's arena. */
bool ecoi_evaluator_container(ecoi_evaluator *evaluator, const ecoi_posting_list *list, uint32_t chunk,
                              ecoi_set *out);

#endif
