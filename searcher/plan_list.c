/* SPDX-License-Identifier: MIT */
#include "searcher/plan_list.h"

#include "base/error.h"
#include "searcher/plan_best.h"

static bool holds_only(const ecoi_query_node *plan, ecoi_op a, ecoi_op b)
{
    if (plan->op == ECOI_OP_WORD || plan->op == ECOI_OP_NONE)
        return false;
    for (size_t i = 0; i < plan->n_children; i++)
        if (!holds_only(plan->children[i], a, b))
            return false;
    return plan->n_children > 0 || plan->op == a || plan->op == b;
}

/* A condition, or several combined: nothing of it is looked for in texts. */
static bool is_condition(const ecoi_query_node *plan)
{
    return holds_only(plan, ECOI_OP_FILTER, ECOI_OP_ALL) && !holds_only(plan, ECOI_OP_ALL, ECOI_OP_ALL);
}

/* Whether a clause is more than function words and conditions. */
static bool has_weight(const ecoi_query_node *plan)
{
    return plan->op != ECOI_OP_NONE && !plan->weightless && !is_condition(plan);
}

static bool add_bonus(ecoi_planner *p, ecoi_query_node *list, ecoi_op op, float weight, ecoi_query_node *a,
                      ecoi_query_node *b)
{
    ecoi_query_node *bonus = ecoi_plan_new(p, op, 2);
    if (!bonus)
        return false;
    bonus->boost = weight;
    bonus->number = ECOI_WINDOW_DISTANCE;
    bonus->children[0] = a;
    bonus->children[1] = b;
    bonus->offsets[1] = 1;
    bonus->n_children = 2;
    list->bonuses[list->n_bonuses++] = bonus;
    return true;
}

/* Neighbouring words of a list, as phrases that only add to the score. */
static eco_status add_pairs(ecoi_planner *p, ecoi_query_node *list)
{
    for (size_t i = 0; i + 1 < list->n_children; i++) {
        ecoi_query_node *a = ecoi_plan_edge(list->children[i], true);
        ecoi_query_node *b = ecoi_plan_edge(list->children[i + 1], false);
        if (a->op != ECOI_OP_WORD || b->op != ECOI_OP_WORD || list->occurs[i] == ECOI_MUST_NOT ||
            list->occurs[i + 1] == ECOI_MUST_NOT || !has_weight(a) || !has_weight(b))
            continue;
        if (!add_bonus(p, list, ECOI_OP_PHRASE, ECOI_PAIR_WEIGHT, a, b) ||
            !add_bonus(p, list, ECOI_OP_WINDOW, ECOI_WINDOW_WEIGHT, a, b))
            return ecoi_error_no_memory(p->error);
    }
    return ECO_OK;
}

/* Function and question words ask for nothing as long as another word does. */
static void drop_weightless(ecoi_query_node *list)
{
    bool any = false;
    for (size_t i = 0; i < list->n_children; i++)
        any = any || (has_weight(list->children[i]) && list->occurs[i] != ECOI_MUST_NOT);
    if (!any)
        return;
    size_t n = 0;
    for (size_t i = 0; i < list->n_children; i++)
        if (list->occurs[i] != ECOI_SHOULD || has_weight(list->children[i]) ||
            is_condition(list->children[i])) {
            list->children[n] = list->children[i];
            list->occurs[n++] = list->occurs[i];
        }
    list->n_children = n;
}

static bool any_wanted(const ecoi_query_node *list)
{
    for (size_t i = 0; i < list->n_children; i++)
        if (list->occurs[i] != ECOI_MUST_NOT)
            return true;
    return false;
}

/* region:, source:, date: and zone: alone, and what combines them, are in a list conditions on what its words
 * find, not one more thing to find. Without words they are on all documents. */
static eco_status lift_filters(ecoi_planner *p, ecoi_query_node *list, ecoi_query_node **out)
{
    ecoi_query_node *all = ecoi_plan_new(p, ECOI_OP_AND, list->n_children + 1);
    size_t n = 0;
    if (!all)
        return ecoi_error_no_memory(p->error);
    all->children[all->n_children++] = list;
    for (size_t i = 0; i < list->n_children; i++) {
        if (list->occurs[i] != ECOI_MUST_NOT && is_condition(list->children[i])) {
            all->children[all->n_children++] = list->children[i];
            continue;
        }
        list->children[n] = list->children[i];
        list->occurs[n++] = list->occurs[i];
    }
    *out = list;
    if (n == list->n_children)
        return ECO_OK;
    list->n_children = n;
    if (!any_wanted(list)) {
        list->occurs[n] = ECOI_SHOULD;
        list->children[n] = ecoi_plan_new(p, ECOI_OP_ALL, 0);
        if (!list->children[n])
            return ecoi_error_no_memory(p->error);
        list->n_children++;
    }
    *out = all;
    return ECO_OK;
}

eco_status ecoi_plan_settle_list(ecoi_planner *p, ecoi_query_node *list, ecoi_query_node **out)
{
    drop_weightless(list);
    eco_status status = lift_filters(p, list, out);
    return status || p->snapshot->plain ? status : add_pairs(p, list);
}
