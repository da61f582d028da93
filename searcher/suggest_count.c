/* SPDX-License-Identifier: MIT */
#include "searcher/engine_search.h"
#include "searcher/match.h"
#include "searcher/suggest_impl.h"

enum { MOST_CLAUSES = 1000 };

/* Words that a list would be content with one of become words that it needs. */
static void need_all(ecoi_query_node *plan)
{
    for (size_t i = 0; i < plan->n_children; i++) {
        if (plan->op == ECOI_OP_LIST && plan->occurs[i] == ECOI_SHOULD)
            plan->occurs[i] = ECOI_MUST;
        need_all(plan->children[i]);
    }
}

static eco_status count_segment(const ecoi_snapshot *snapshot, size_t segment, const ecoi_query_node *plan,
                                uint64_t most, uint64_t *out, eco_error *error)
{
    ecoi_match *match = NULL;
    ecoi_arena arena = {0};
    eco_status status = ecoi_match_new(snapshot, segment, plan, &arena, &match, error);
    if (!status) {
        for (uint32_t doc = 0; *out < most; doc++) {
            doc = ecoi_match_seek(match, doc);
            if (doc == ECOI_NO_DOC)
                break;
            ++*out;
        }
        status = ecoi_match_status(match, error);
    }
    ecoi_match_dispose(match);
    ecoi_arena_dispose(&arena);
    return status;
}

static eco_status count_own(const ecoi_suggest_request *request, const ecoi_query_node *plan, uint64_t most,
                            uint64_t *out, eco_error *error)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && i < request->snapshot->n_segments; i++)
        status = count_segment(request->snapshot, i, plan, most, out, error);
    return status;
}

/* What the engine cannot tell exactly is matched slice by slice. */
static eco_status count_in_engine(const ecoi_suggest_request *request, ecoi_query_node *plan, uint64_t most,
                                  uint64_t *out, eco_error *error)
{
    size_t n = 0;
    uint64_t count = 0;
    bool exact = false;
    eco_status status = ecoi_engine_search_find(request->engine, plan, true, &n, &count, &exact, error);
    if (!status && exact)
        *out = count < most ? count : most;
    for (size_t i = 0; !status && !exact && *out < most && i < n; i++) {
        const ecoi_snapshot *slice;
        status = ecoi_engine_search_slice(request->engine, i, &slice, error);
        if (!status)
            status = count_segment(slice, i, plan, most, out, error);
    }
    (void)ecoi_engine_search_dictionary(request->engine); /* what the request's snapshot is */
    return status;
}

static eco_status make_plan(const ecoi_suggest_request *request, eco_text query, bool together,
                            ecoi_arena *arena, ecoi_marks *marks, ecoi_query_node **out, eco_error *error)
{
    ecoi_ast *ast;
    ecoi_planner planner = {.snapshot = request->snapshot,
                            .analysis = request->analysis,
                            .arena = arena,
                            .marks = marks,
                            .max_clauses = MOST_CLAUSES,
                            .error = error};
    eco_status status = ecoi_ast_parse(query.ptr, query.len, request->parse_flags, arena, &ast, error);
    if (!status)
        status = ecoi_query_plan(&planner, ast, out);
    if (!status && together)
        need_all(*out);
    return status || !request->filter ? status : ecoi_query_filter(&planner, *out, request->filter, out);
}

eco_status ecoi_suggest_count(const ecoi_suggest_request *request, eco_text query, bool together,
                              uint64_t most, uint64_t *out, eco_error *error)
{
    ecoi_arena arena = {0};
    ecoi_marks marks = {0};
    ecoi_query_node *plan;
    *out = 0;
    eco_status status = make_plan(request, query, together, &arena, &marks, &plan, error);
    if (!status)
        status = request->engine ? count_in_engine(request, plan, most, out, error)
                                 : count_own(request, plan, most, out, error);
    ecoi_marks_dispose(&marks);
    ecoi_arena_dispose(&arena);
    return status == ECO_E_LIMIT || status == ECO_E_SYNTAX ? ECO_OK : status;
}
