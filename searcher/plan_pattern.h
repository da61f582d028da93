/* SPDX-License-Identifier: MIT */
/* Wildcards and typos in a plan. */
#ifndef ECOI_SEARCHER_PLAN_PATTERN_H
#define ECOI_SEARCHER_PLAN_PATTERN_H

#include "searcher/plan.h"

/* The forms that fit a WILDCARD or FUZZY node: an elision before it is passed over (l'innov*), words joined
 * by hyphens are looked for written together and, with wildcards, side by side (start-up*, Rhône-Alp*). */
eco_status ecoi_plan_pattern(ecoi_planner *p, const ecoi_ast *ast, eco_zone zone, ecoi_query_node **out);

#endif
