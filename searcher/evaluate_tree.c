/* SPDX-License-Identifier: MIT */
/* A plan made ready for one segment, and what may go wrong with it. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/error.h"
#include "searcher/evaluate_impl.h"
#include "searcher/match_impl.h"

/* ---- failures ---- */

bool ecoi_evaluator_fail(ecoi_evaluator *e, eco_status status)
{
    if (!e->status)
        e->status = status;
    return false;
}

bool ecoi_evaluator_fits(ecoi_evaluator *e, bool ok)
{
    return ok || ecoi_evaluator_fail(e, ecoi_error_no_memory(&e->error));
}

bool ecoi_evaluator_damaged(ecoi_evaluator *e)
{
    return ecoi_evaluator_fail(e,
                               ecoi_error_set(&e->error, ECO_E_CORRUPT, "%s: damaged: the postings of a term",
                                              ecoi_segment_path(e->segment)));
}

bool ecoi_evaluator_is_late(ecoi_evaluator *e)
{
    if (!e->deadline || !ecoi_deadline_step(e->deadline))
        return false;
    ecoi_evaluator_fail(e, ecoi_error_set(&e->error, ECO_E_TIMEOUT, "the time for the search was used up"));
    return true;
}

eco_status ecoi_evaluator_report(const ecoi_evaluator *e, eco_error *error)
{
    if (e->status && error)
        *error = e->error;
    return e->status;
}

/* ---- the tree ---- */

static eco_status open_lists(ecoi_evaluator *e, ecoi_eval_node *n, eco_error *error)
{
    const ecoi_word *word = n->plan->word;
    const ecoi_use *uses = word->uses[e->segment_number];
    n->n_lists = word->n_uses[e->segment_number];
    n->checked = ecoi_word_is_restricted(word, e->segment_number);
    n->lists = ecoi_arena_calloc(&e->arena, n->n_lists + 1, sizeof *n->lists);
    eco_status status = n->lists ? ECO_OK : ecoi_error_no_memory(error);
    for (size_t i = 0; !status && i < n->n_lists; i++)
        status = ecoi_segment_posting_list(e->segment, &uses[i].term, &e->arena, &n->lists[i], error);
    return status;
}

static eco_status open_filter(ecoi_evaluator *e, ecoi_eval_node *n, eco_error *error)
{
    ecoi_filter_set *set = ecoi_arena_alloc(&e->arena, sizeof *set);
    if (!set)
        return ecoi_error_no_memory(error);
    if (ecoi_filter_set_open(set, n->plan->filter, e->segment, e->columns, &e->arena))
        n->filter = set;
    return ECO_OK; /* else documents are checked one by one */
}

/* Prepares a phrase whose words are all plain. */
static eco_status open_phrase(ecoi_evaluator *e, ecoi_eval_node *n, eco_error *error)
{
    size_t count = n->plan->n_children;
    for (size_t i = 0; i < count; i++)
        if (!ecoi_eval_is_plain(n->children[i]))
            return ECO_OK;
    n->phrase = ecoi_arena_alloc(&e->arena, sizeof *n->phrase);
    const ecoi_posting_list **lists = ecoi_arena_alloc(&e->arena, count * sizeof *lists);
    if (!n->phrase || !lists ||
        !ecoi_grow(&e->phrases, &e->phrases_cap, e->n_phrases + 1, sizeof(ecoi_eval_node *)))
        return ecoi_error_no_memory(error);
    for (size_t i = 0; i < count; i++)
        lists[i] = &n->children[i]->lists[0];
    if (!ecoi_phrase_open(n->phrase, lists, n->plan->offsets, count, &e->arena))
        return ecoi_error_no_memory(error);
    e->phrases[e->n_phrases++] = n;
    return ECO_OK;
}

static eco_status build(ecoi_evaluator *e, const ecoi_query_node *plan, ecoi_eval_node **out,
                        eco_error *error)
{
    ecoi_eval_node *n = ecoi_arena_calloc(&e->arena, 1, sizeof *n);
    *out = n;
    if (!n || !(n->children = ecoi_arena_calloc(&e->arena, plan->n_children + 1, sizeof(ecoi_eval_node *))))
        return ecoi_error_no_memory(error);
    n->plan = plan;
    n->checked = (plan->op == ECOI_OP_PHRASE && plan->n_children > 1) || plan->op == ECOI_OP_NEAR ||
                 plan->op == ECOI_OP_PARA;
    eco_status status = plan->op == ECOI_OP_WORD ? open_lists(e, n, error) : ECO_OK;
    for (size_t i = 0; !status && i < plan->n_children; i++)
        status = build(e, plan->children[i], &n->children[i], error);
    if (!status && plan->op == ECOI_OP_FILTER)
        status = open_filter(e, n, error);
    if (!status && plan->op == ECOI_OP_PHRASE && n->checked)
        status = open_phrase(e, n, error);
    return status;
}

static void bind(ecoi_eval_node *n, ecoi_node *walker)
{
    n->walker = walker;
    for (size_t i = 0; i < n->plan->n_children; i++)
        bind(n->children[i], walker->children[i]);
}

static eco_status open_match(ecoi_evaluator *e, ecoi_match **match, eco_error *error)
{
    return *match ? ECO_OK : ecoi_match_new(e->snapshot, e->segment_number, e->plan, &e->arena, match, error);
}

eco_status ecoi_evaluator_checker(ecoi_evaluator *e)
{
    if (e->checker)
        return ECO_OK;
    eco_status status = open_match(e, &e->checker, &e->error);
    if (!status)
        bind(e->root, e->checker->root);
    return status;
}

eco_status ecoi_evaluator_scorer(ecoi_evaluator *e, ecoi_match **out, eco_error *error)
{
    eco_status status = open_match(e, &e->scorer, error);
    *out = e->scorer;
    return status;
}

eco_status ecoi_evaluator_open(ecoi_evaluator *e, const ecoi_snapshot *snapshot, size_t segment,
                               const ecoi_query_node *plan, eco_error *error)
{
    *e = (ecoi_evaluator){.snapshot = snapshot,
                          .segment = snapshot->segments[segment],
                          .segment_number = segment,
                          .plan = plan,
                          .kernels = snapshot->kernels};
    e->n_docs = ecoi_segment_n_docs(e->segment);
    e->n_chunks = (e->n_docs + ECOI_CHUNK_DOCS - 1) / ECOI_CHUNK_DOCS;
    eco_status status = ecoi_segment_columns(e->segment, &e->columns, error);
    return status ? status : build(e, plan, &e->root, error);
}

void ecoi_evaluator_dispose(ecoi_evaluator *e)
{
    ecoi_match_dispose(e->checker);
    ecoi_match_dispose(e->scorer);
    for (size_t i = 0; i < e->n_phrases; i++)
        ecoi_phrase_dispose(e->phrases[i]->phrase);
    free(e->phrases);
    ecoi_arena_dispose(&e->arena);
    ecoi_arena_dispose(&e->chunk_arena);
}
