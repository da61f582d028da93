/* SPDX-License-Identifier: MIT */
#include "searcher/plan_best.h"

#include <string.h>

#include <ecosearch/synonyms.h>

#include "searcher/score.h"

static bool is_weightless(const ecoi_query_node *node)
{
    return node->op == ECOI_OP_WORD && node->word->weightless;
}

/* What the node can be worth in a document, but for how often it occurs: scores of children sum up. */
static float weight_of(const ecoi_query_node *node)
{
    float weight = 0;
    if (node->op == ECOI_OP_WORD || node->op == ECOI_OP_PHRASE)
        return is_weightless(node) ? 0 : ecoi_score_idf(node);
    for (size_t i = 0; i < node->n_children; i++) {
        float part = weight_of(node->children[i]);
        weight = node->op != ECOI_OP_BEST ? weight + part : part > weight ? part : weight;
    }
    return weight;
}

static void make_synonym(ecoi_query_node *node, eco_text typed, float boost)
{
    if (node->op == ECOI_OP_WORD || node->op == ECOI_OP_PHRASE) {
        node->boost *= boost;
        node->synonym_of = typed;
        return;
    }
    for (size_t i = 0; i < node->n_children; i++)
        make_synonym(node->children[i], typed, boost);
}

void ecoi_plan_settle_best(ecoi_query_node *best, size_t n_typed, eco_text typed)
{
    float most = 0;
    bool drop = is_weightless(best->children[0]);
    for (size_t i = 0; i < n_typed; i++) {
        float weight = weight_of(best->children[i]);
        most = weight > most ? weight : most;
    }
    for (size_t i = n_typed; i < best->n_children; i++) {
        float weight = weight_of(best->children[i]);
        bool too_much = !drop && most > 0 && weight > most;
        make_synonym(best->children[i], typed, ECO_SYNONYM_WEIGHT * (too_much ? most / weight : 1));
    }
    if (drop)
        memmove(best->children, best->children + 1, --best->n_children * sizeof *best->children);
}

static ecoi_query_node *edge_of_compound(ecoi_query_node *compound)
{
    size_t n = compound->n_children;
    for (size_t i = 1; i <= n; i++) /* the parts come first, and may be one word too */
        if (compound->children[i % n]->op == ECOI_OP_WORD)
            return compound->children[i % n];
    return compound;
}

ecoi_query_node *ecoi_plan_edge(ecoi_query_node *node, bool last)
{
    if (node->op != ECOI_OP_BEST)
        return node;
    if (node->number == 0)
        return edge_of_compound(node);
    node = node->children[0];
    return node->op == ECOI_OP_LIST && node->n_children
               ? ecoi_plan_edge(node->children[last ? node->n_children - 1 : 0], last)
               : ecoi_plan_edge(node, last);
}
