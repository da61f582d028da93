/* SPDX-License-Identifier: MIT */
/* What the words of a plan weigh beside one another. */
#ifndef ECOI_SEARCHER_PLAN_WEIGHTS_H
#define ECOI_SEARCHER_PLAN_WEIGHTS_H

#include "searcher/plan.h"

/* Takes the weight of the function words of a phrase that has others. */
void ecoi_plan_settle_phrase(ecoi_query_node *phrase);

/* Takes the weight of function words, once all is planned, where another word is asked for: they decide what
 * is found (robot ET la) and never the order. */
void ecoi_plan_settle_words(ecoi_query_node *root);

#endif
