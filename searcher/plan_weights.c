/* SPDX-License-Identifier: MIT */
#include "searcher/plan_weights.h"

#include "searcher/score.h"

void ecoi_plan_settle_phrase(ecoi_query_node *phrase)
{
    bool any = false;
    for (size_t i = 0; i < phrase->n_children; i++)
        any = any || !phrase->children[i]->word->weightless;
    for (size_t i = 0; any && i < phrase->n_children; i++)
        if (phrase->children[i]->word->weightless)
            phrase->children[i]->word->idf = 0;
}

void ecoi_plan_settle_compound(ecoi_query_node *compound)
{
    float most = 0;
    for (size_t i = 0; i < compound->n_children; i++)
        if (compound->children[i]->op == ECOI_OP_WORD && compound->children[i]->word->idf > most)
            most = compound->children[i]->word->idf;
    for (size_t i = 0; i < compound->n_children; i++)
        if (compound->children[i]->op == ECOI_OP_PHRASE)
            compound->children[i]->most_idf = most;
}

static bool is_function_word(const ecoi_query_node *node)
{
    return node->weightless || (node->op == ECOI_OP_WORD && node->word->weightless);
}

/* Whether a word that has weight is asked for. */
static bool asks(const ecoi_query_node *node)
{
    bool any = node->op == ECOI_OP_WORD || node->op == ECOI_OP_PHRASE;
    size_t n = any ? 0 : node->op == ECOI_OP_NOT ? 1 : node->n_children;
    if (is_function_word(node))
        return false;
    for (size_t i = 0; !any && i < n; i++)
        if (node->op != ECOI_OP_LIST || node->occurs[i] != ECOI_MUST_NOT)
            any = asks(node->children[i]);
    return any;
}

static void take_weight(ecoi_query_node *node, bool function_word)
{
    function_word = function_word || is_function_word(node);
    if (node->op == ECOI_OP_WORD && function_word)
        node->word->idf = 0;
    for (size_t i = 0; i < node->n_children; i++)
        if (node->op != ECOI_OP_PHRASE || function_word)
            take_weight(node->children[i], function_word);
}

void ecoi_plan_settle_words(ecoi_query_node *root)
{
    if (asks(root))
        take_weight(root, false);
}
