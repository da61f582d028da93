/* SPDX-License-Identifier: MIT */
/* What the clauses of a list are to one another. */
#ifndef ECOI_SEARCHER_PLAN_LIST_H
#define ECOI_SEARCHER_PLAN_LIST_H

#include "searcher/plan.h"

/* Settles a LIST whose children and occurs are planned: function words ask for nothing beside other words,
 * conditions are on all it finds, and neighbouring words add to the score. *out: the list, or an AND of it
 * and its conditions. */
eco_status ecoi_plan_settle_list(ecoi_planner *planner, ecoi_query_node *list, ecoi_query_node **out);

#endif
