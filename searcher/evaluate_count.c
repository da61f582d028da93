/* SPDX-License-Identifier: MIT */
/* How many documents a plan matches. */
#include "searcher/deleted.h"
#include "searcher/evaluate_impl.h"

/* The clauses of a plan that is nothing but words that must all, or may any, be there. */
typedef struct simple {
    ecoi_eval_node *a, *b; /* b NULL: one */
    bool all;
} simple;

static bool has_required(const ecoi_query_node *plan)
{
    for (size_t i = 0; plan->op == ECOI_OP_LIST && i < plan->n_children; i++)
        if (plan->occurs[i] == ECOI_MUST)
            return true;
    return false;
}

static bool is_simple(ecoi_eval_node *n, simple *out)
{
    const ecoi_query_node *plan = n->plan;
    *out = (simple){.a = n};
    if (plan->op == ECOI_OP_WORD)
        return ecoi_eval_is_plain(n);
    if (plan->op != ECOI_OP_LIST && plan->op != ECOI_OP_AND && plan->op != ECOI_OP_OR)
        return false;
    bool required = has_required(plan);
    out->all = plan->op == ECOI_OP_AND || required;
    out->a = NULL;
    for (size_t i = 0; i < plan->n_children; i++) {
        if (required && plan->occurs[i] == ECOI_SHOULD) /* decides nothing */
            continue;
        if (out->b || !ecoi_eval_is_plain(n->children[i]) ||
            (plan->op == ECOI_OP_LIST && plan->occurs[i] == ECOI_MUST_NOT))
            return false;
        *(out->a ? &out->b : &out->a) = n->children[i];
    }
    return out->a != NULL;
}

/* One word: its frequency. Two that may be there: both frequencies without what they share. */
static bool count_simple(ecoi_evaluator *e, simple s, uint64_t *out)
{
    uint64_t shared = 0;
    *out = s.a->lists[0].df;
    if (!s.b)
        return true;
    for (uint32_t chunk = 0; chunk < e->n_chunks; chunk++) {
        ecoi_set a, b;
        ecoi_arena_reset(&e->chunk_arena);
        if (!ecoi_posting_list_find(&s.a->lists[0], chunk) || !ecoi_posting_list_find(&s.b->lists[0], chunk))
            continue;
        if (!ecoi_evaluator_container(e, &s.a->lists[0], chunk, &a) ||
            !ecoi_evaluator_container(e, &s.b->lists[0], chunk, &b))
            return false;
        shared += ecoi_set_and_count(e->kernels, a, b);
    }
    *out = s.all ? shared : (uint64_t)s.a->lists[0].df + s.b->lists[0].df - shared;
    return true;
}

/* The clause that alone decides what the plan matches, as deep as there is one. */
static const ecoi_query_node *deciding(const ecoi_query_node *plan)
{
    for (const ecoi_query_node *only; plan->op == ECOI_OP_LIST; plan = only) {
        only = NULL;
        for (size_t i = 0; i < plan->n_children; i++) {
            if (plan->occurs[i] == ECOI_SHOULD && plan->n_children > 1)
                continue;
            if (only || plan->occurs[i] == ECOI_MUST_NOT)
                return plan;
            only = plan->children[i];
        }
        if (!only)
            return plan;
    }
    return plan;
}

bool ecoi_count_is_known(const ecoi_query_node *plan, size_t segment, uint64_t *out)
{
    plan = deciding(plan);
    if (plan->op != ECOI_OP_WORD || plan->word->n_uses[segment] > 1 ||
        ecoi_word_is_restricted(plan->word, segment))
        return false;
    *out = plan->word->n_uses[segment] ? plan->word->uses[segment][0].df : 0;
    return true;
}

eco_status ecoi_evaluate_count(ecoi_evaluator *e, uint64_t *out, eco_error *error)
{
    simple s;
    *out = 0;
    if (!ecoi_has_deletions(e->snapshot, e->segment_number) && is_simple(e->root, &s)) {
        count_simple(e, s, out);
        return ecoi_evaluator_report(e, error);
    }
    for (uint32_t chunk = 0; chunk < e->n_chunks; chunk++) {
        ecoi_set set;
        eco_status status = ecoi_evaluate_chunk(e, chunk, &set, error);
        if (status)
            return status;
        *out += set.n;
    }
    return ECO_OK;
}
