/* SPDX-License-Identifier: MIT */
/* How many documents a plan matches. */
#include "searcher/deleted.h"
#include "searcher/evaluate_impl.h"

/* The clauses of a plan that is nothing but words that must all, or may any, be there. */
typedef struct simple {
    ecoi_eval_node *a, *b; /* b NULL: one */
    bool all;
} simple;

static bool is_simple(ecoi_eval_node *n, simple *out)
{
    const ecoi_query_node *plan = n->plan;
    *out = (simple){.a = n};
    if (plan->op == ECOI_OP_WORD)
        return ecoi_eval_is_plain(n);
    if (plan->n_children < 1 || plan->n_children > 2 ||
        (plan->op != ECOI_OP_LIST && plan->op != ECOI_OP_AND && plan->op != ECOI_OP_OR))
        return false;
    out->all = plan->op == ECOI_OP_AND;
    for (size_t i = 0; i < plan->n_children; i++) {
        if (!ecoi_eval_is_plain(n->children[i]))
            return false;
        if (plan->op == ECOI_OP_LIST &&
            (plan->occurs[i] == ECOI_MUST_NOT || plan->occurs[i] != plan->occurs[0]))
            return false;
    }
    if (plan->op == ECOI_OP_LIST)
        out->all = plan->occurs[0] == ECOI_MUST;
    out->a = n->children[0];
    out->b = plan->n_children == 2 ? n->children[1] : NULL;
    return true;
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
