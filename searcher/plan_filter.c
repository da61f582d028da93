/* SPDX-License-Identifier: MIT */
#include "searcher/plan_filter.h"

#include <ecosearch/places.h>

#include "base/date.h"
#include "base/error.h"

static eco_status filter_plan(ecoi_planner *p, const ecoi_filter *filter, ecoi_query_node **out)
{
    ecoi_query_node *plan = ecoi_plan_new(p, ECOI_OP_FILTER, 0);
    ecoi_filter *copy = ecoi_arena_calloc(p->arena, 1, sizeof *copy);
    if (!plan || !copy)
        return ecoi_error_no_memory(p->error);
    *copy = *filter;
    plan->filter = copy;
    *out = plan;
    return ECO_OK;
}

eco_status ecoi_plan_field(ecoi_planner *p, const ecoi_ast *ast, ecoi_query_node **out)
{
    ecoi_filter filter = {.zone = ECOI_ANY_ZONE};
    size_t region;
    if (ast->kind == ECOI_AST_DATE) {
        filter.since = ecoi_date_pack(ast->since);
        filter.until = ecoi_date_pack(ast->until);
    } else if (ast->kind == ECOI_AST_SOURCE) {
        filter.sources = ecoi_arena_calloc(p->arena, 1, sizeof *filter.sources);
        if (!filter.sources)
            return ecoi_error_no_memory(p->error);
        filter.sources[0] = ast->text;
        filter.n_sources = 1;
    } else if (ast->kind == ECOI_AST_REGION) {
        eco_status status = eco_region_find(ast->text.ptr, ast->text.len, &region, p->error);
        if (status) {
            ecoi_error_range(p->error, ast->offset, ast->length);
            return status;
        }
        filter.focus = 1u << region;
    } else {
        filter.zone = ast->zone;
    }
    return filter_plan(p, &filter, out);
}

eco_status ecoi_query_filter(ecoi_planner *p, ecoi_query_node *plan, const ecoi_filter *filter,
                             ecoi_query_node **out)
{
    ecoi_query_node *both = ecoi_plan_new(p, ECOI_OP_AND, 2);
    if (!both)
        return ecoi_error_no_memory(p->error);
    both->children[0] = plan;
    both->n_children = 2;
    *out = both;
    return filter_plan(p, filter, &both->children[1]);
}
