/* SPDX-License-Identifier: MIT */
/* What the words of a plan weigh beside one another. */
#ifndef ECOI_SEARCHER_PLAN_WEIGHTS_H
#define ECOI_SEARCHER_PLAN_WEIGHTS_H

#include "searcher/plan.h"

/* Takes the weight of the function words of a phrase that has others. */
void ecoi_plan_settle_phrase(ecoi_query_node *phrase);

/* Settles a BEST node of a compound that is one word however it is written (stem/pairs.def): its parts side
 * by side weigh at most what they do written together, so that start-up ranks pages as startup does. Other
 * compounds, such as names of places, keep the weight of all their parts. */
void ecoi_plan_settle_compound(ecoi_query_node *compound);

/* Takes the weight of function words, once all is planned, where another word is asked for: they decide what
 * is found (robot ET la) and never the order. */
void ecoi_plan_settle_words(ecoi_query_node *root);

#endif
