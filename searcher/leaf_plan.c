/* SPDX-License-Identifier: MIT */
/* From a plan to its leaves. */
#include "searcher/leaf.h"

enum { MOST_STREAMS = 8 };

/* Impacts are stored with the average lengths of their own segment. Where the index's are larger a document
 * counts as shorter: x grows by no more than the ratio of the averages. */
static void bound_impacts(ecoi_leaves *l)
{
    const ecoi_segment_numbers *n = ecoi_segment_get_numbers(l->evaluator->segment);
    const ecoi_bm25 *index = &l->evaluator->snapshot->bm25;
    ecoi_bm25 own = ecoi_bm25_make((double)n->sum_lengths / (double)n->n_docs,
                                   (double)n->sum_title_lengths / (double)n->n_docs);
    float text = index->text_slope > 0 ? own.text_slope / index->text_slope : 1;
    float title = index->title_slope > 0 ? own.title_slope / index->title_slope : 1;
    float ratio = text > title ? text : title;
    l->as_stored = ratio <= 1;
    for (unsigned i = 0; !l->as_stored && i < 255; i++) {
        float s = (float)i / 255, x = ECOI_BM25_K1 * s / (1 - s) * ratio;
        l->impact[i] = (uint8_t)ceilf(ecoi_bm25_saturate(x) * 255);
    }
    l->impact[255] = 255;
}

static ecoi_leaf_word *find_word(ecoi_leaves *l, const ecoi_word *word)
{
    for (size_t i = 0; i < l->n_words; i++)
        if (l->words[i].word == word)
            return &l->words[i];
    return NULL;
}

/* The leaf word of a plan's word; bonuses name words of the list again. NULL: not to be had. */
static ecoi_leaf_word *add_word(ecoi_leaves *l, const ecoi_query_node *plan, const ecoi_eval_node *node)
{
    ecoi_leaf_word *w = find_word(l, plan->word);
    if (w || !node || node->n_lists > MOST_STREAMS || plan->word->zone != ECOI_ANY_ZONE ||
        l->n_words == l->words_cap)
        return w;
    w = &l->words[l->n_words];
    *w = (ecoi_leaf_word){.word = plan->word,
                          .node = node,
                          .n_streams = node->n_lists,
                          .first_stream = l->n_streams,
                          .doc = ECOI_NO_DOC};
    w->by_positions =
        node->n_lists > 1 || node->checked || ecoi_word_has_unlike(plan->word, l->evaluator->segment_number);
    w->exact = !w->by_positions && !l->has_titles;
    l->n_streams += w->n_streams;
    l->n_words++;
    return w;
}

static ecoi_leaf_sum *new_sum(ecoi_leaves *l, size_t n_parts)
{
    ecoi_leaf_sum *sum = ecoi_arena_calloc(&l->evaluator->arena, 1, sizeof *sum);
    if (sum)
        sum->parts = ecoi_arena_calloc(&l->evaluator->arena, n_parts + 1, sizeof(ecoi_leaf_sum *));
    return ecoi_evaluator_fits(l->evaluator, sum && sum->parts) ? sum : NULL;
}

/* A phrase has readers of its own, if positions are all there is to it. */
static bool open_phrase(ecoi_leaves *l, ecoi_leaf *leaf)
{
    const ecoi_posting_list *lists[ECOI_MOST_LEAVES];
    for (size_t i = 0; i < leaf->n_words; i++) {
        const ecoi_leaf_word *w = leaf->words[i];
        if (w->by_positions || w->n_streams != 1)
            return true;
        lists[i] = &w->node->lists[0];
    }
    leaf->phrase = ecoi_arena_alloc(&l->evaluator->arena, sizeof *leaf->phrase);
    return ecoi_evaluator_fits(l->evaluator,
                               leaf->phrase && ecoi_phrase_open(leaf->phrase, lists, leaf->plan->offsets,
                                                                leaf->n_words, &l->evaluator->arena));
}

/* NULL: not to be had. `node` NULL: a bonus, whose words the list has already. */
static ecoi_leaf_sum *add_leaf(ecoi_leaves *l, const ecoi_query_node *plan, const ecoi_eval_node *node,
                               double boost, bool sure)
{
    bool phrase = plan->op != ECOI_OP_WORD;
    size_t n = phrase ? plan->n_children : 1;
    ecoi_leaf_sum *sum = l->n < l->cap ? new_sum(l, 0) : NULL;
    ecoi_leaf *leaf = &l->items[l->n];
    if (!sum || n > ECOI_MOST_LEAVES)
        return NULL;
    *leaf = (ecoi_leaf){
        .plan = plan, .boost = boost * plan->boost, .n_words = n, .bonus = !node, .required = sure};
    leaf->words = ecoi_arena_alloc(&l->evaluator->arena, (n + 1) * sizeof *leaf->words);
    if (!ecoi_evaluator_fits(l->evaluator, leaf->words != NULL))
        return NULL;
    for (size_t i = 0; i < n; i++) {
        const ecoi_query_node *child = phrase ? plan->children[i] : plan;
        const ecoi_eval_node *twin = !node ? NULL : phrase ? node->children[i] : node;
        leaf->words[i] = add_word(l, child, twin);
        if (!leaf->words[i])
            return NULL;
    }
    if (plan->op == ECOI_OP_PHRASE && !open_phrase(l, leaf))
        return NULL;
    leaf->exact = !phrase && leaf->words[0]->exact;
    leaf->idf = ecoi_score_idf(plan);
    leaf->weight = ecoi_score_value(leaf->boost, leaf->idf, 1);
    sum->leaf = leaf;
    l->n++;
    l->n_required += sure;
    return leaf->weight >= 0 ? sum : NULL;
}

static bool has_occur(const ecoi_query_node *plan, ecoi_occur occur)
{
    for (size_t i = 0; i < plan->n_children; i++)
        if (plan->occurs[i] == occur)
            return true;
    return false;
}

static ecoi_leaf_sum *flatten(ecoi_leaves *l, const ecoi_eval_node *node, double boost, bool sure);

/* Adds the parts of a node's children; of a list but those that must not be there, and then its bonuses. */
static ecoi_leaf_sum *flatten_children(ecoi_leaves *l, const ecoi_eval_node *node, size_t n, double boost,
                                       bool sure)
{
    const ecoi_query_node *plan = node->plan;
    bool list = plan->op == ECOI_OP_LIST;
    ecoi_leaf_sum *sum = new_sum(l, n + plan->n_bonuses), *part = sum;
    for (size_t i = 0; part && i < n; i++) {
        if (list && plan->occurs[i] == ECOI_MUST_NOT)
            continue;
        bool child_sure = sure && (!list || plan->occurs[i] == ECOI_MUST);
        part = sum->parts[sum->n_parts++] = flatten(l, node->children[i], boost * plan->boost, child_sure);
    }
    for (size_t i = 0; part && i < plan->n_bonuses; i++)
        part = sum->parts[sum->n_parts++] = add_leaf(l, plan->bonuses[i], NULL, boost * plan->boost, false);
    return part ? sum : NULL;
}

/* Adds the leaves of a node which every match of the plan that has one of them is a match of; `sure`: every
 * match of the plan is. NULL: not flat. */
static ecoi_leaf_sum *flatten(ecoi_leaves *l, const ecoi_eval_node *node, double boost, bool sure)
{
    const ecoi_query_node *plan = node->plan;
    ecoi_leaf_sum *sum;
    switch (plan->op) {
    case ECOI_OP_WORD:
    case ECOI_OP_PHRASE:
        return add_leaf(l, plan, node, boost, sure);
    case ECOI_OP_FILTER:
    case ECOI_OP_ALL:
    case ECOI_OP_NONE:
        return new_sum(l, 0);
    case ECOI_OP_AND:
        return sure ? flatten_children(l, node, plan->n_children, boost, true) : NULL;
    case ECOI_OP_NOT:
        return sure ? flatten_children(l, node, 1, boost, true) : NULL;
    case ECOI_OP_OR:
        return flatten_children(l, node, plan->n_children, boost, false);
    case ECOI_OP_BEST:
        sum = flatten_children(l, node, plan->n_children, boost, false);
        if (sum)
            sum->is_best = true;
        return sum;
    case ECOI_OP_LIST:
        if (!sure && (has_occur(plan, ECOI_MUST) || has_occur(plan, ECOI_MUST_NOT)))
            return NULL;
        return flatten_children(l, node, plan->n_children, boost, sure);
    default:
        return NULL;
    }
}

eco_status ecoi_leaves_open(ecoi_leaves *l, ecoi_evaluator *e, bool *out_flat)
{
    *l = (ecoi_leaves){
        .evaluator = e, .cap = ECOI_MOST_LEAVES, .words_cap = ECOI_MOST_LEAVES, .chunk = ECOI_NO_DOC};
    l->items = ecoi_arena_alloc(&e->arena, l->cap * sizeof *l->items);
    l->words = ecoi_arena_alloc(&e->arena, l->words_cap * sizeof *l->words);
    l->chunks = ecoi_arena_calloc(&e->arena, e->n_chunks + 1, sizeof(ecoi_stream *));
    if (!ecoi_evaluator_fits(l->evaluator, l->items && l->words && l->chunks))
        return e->status;
    l->has_titles = e->columns->title_lengths.width > 0 || e->columns->title_lengths.constant > 0;
    l->sum = flatten(l, e->root, 1, true);
    *out_flat = l->sum != NULL;
    if (*out_flat)
        bound_impacts(l);
    return e->status;
}
