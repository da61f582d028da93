/* SPDX-License-Identifier: MIT */
/* Conditions of a query. */
#ifndef ECOI_SEARCHER_PLAN_FILTER_H
#define ECOI_SEARCHER_PLAN_FILTER_H

#include "searcher/plan.h"

/* Plans a SOURCE, REGION, DATE or childless ZONE. ECO_E_PLACE: an unknown region; its range is set. */
eco_status ecoi_plan_field(ecoi_planner *planner, const ecoi_ast *ast, ecoi_query_node **out);

#endif
