/* SPDX-License-Identifier: MIT */
/* A word and its synonyms in a plan: a document counts the best of them. */
#ifndef ECOI_SEARCHER_PLAN_BEST_H
#define ECOI_SEARCHER_PLAN_BEST_H

#include "searcher/plan.h"

/* Settles the weights of a BEST node whose children are planned: the first `n_typed` are what was typed,
 * `typed`; the others are its synonyms and weigh ECO_SYNONYM_WEIGHT of what they would by themselves, at most
 * that part of what was typed. A function word (AURA) leaves all the weight to its synonyms and is no match.
 */
void ecoi_plan_settle_best(ecoi_query_node *best, size_t n_typed, eco_text typed);

/* For pairs: the word that the node begins or ends with; of a word with synonyms (a BEST node with a
 * `number`) the one that was typed, of a compound the whole. */
ecoi_query_node *ecoi_plan_edge(ecoi_query_node *node, bool last);

#endif
