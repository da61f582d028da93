/* SPDX-License-Identifier: MIT */
/* eco_search: query to plan, plan to matches, matches to the best hits and facets. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/error.h"
#include "searcher/collapse.h"
#include "searcher/engine_index.h"
#include "searcher/engine_search.h"
#include "searcher/facets.h"
#include "searcher/rank.h"
#include "searcher/suggest.h"
#include "searcher/synonyms.h"

enum {
    DEFAULT_MAX_CLAUSES = 10000,
    FEW_MATCHES = 512, /* of a chunk: all of them are scored */
    FEW_MORE = 4       /* matches than wanted: some may be near-duplicates */
};

/* ---- one search ---- */

typedef struct search {
    eco_index *index;
    const ecoi_snapshot *snapshot;
    ecoi_snapshot *held;        /* the index's; `snapshot` is what is searched */
    ecoi_engine_search *engine; /* NULL: the segments are our own */
    size_t n_slices;            /* of what the engine found */
    bool has_asked;             /* it */
    bool has_hits;              /* `best` are of a snapshot of their own (ecoi_engine_search_hits) */
    const eco_search_options *options;
    ecoi_analysis *analysis;
    ecoi_arena arena;
    ecoi_marks marks;
    ecoi_query_node *plan;
    ecoi_filter filter; /* of the options */
    ecoi_facet_counts facets;
    ecoi_best best;
    uint64_t total;
    ecoi_deadline deadline; /* over: what there is is all there will be */
    eco_error *error;
} search;

static unsigned parse_flags(const search *s)
{
    return s->options->flags & ECO_SEARCH_PLAIN ? ECOI_PARSE_PLAIN : 0;
}

static bool any_filter(const ecoi_filter *f)
{
    return f->since || f->until || f->focus || f->mention || f->n_sources;
}

static eco_status filter_of_options(search *s, ecoi_filter *out)
{
    const eco_search_options *o = s->options;
    *out = (ecoi_filter){
        .since = ecoi_date_pack(o->since), .until = ecoi_date_pack(o->until), .zone = ECOI_ANY_ZONE};
    for (size_t i = 0; i < o->n_regions; i++) {
        size_t region;
        eco_status status = eco_region_find(o->regions[i], strlen(o->regions[i]), &region, s->error);
        if (status)
            return status;
        *(o->region_mode == ECO_REGION_MENTION ? &out->mention : &out->focus) |= 1u << region;
    }
    out->sources = ecoi_arena_calloc(&s->arena, o->n_sources + 1, sizeof *out->sources);
    if (!out->sources)
        return ecoi_error_no_memory(s->error);
    for (size_t i = 0; i < o->n_sources; i++)
        out->sources[i] = (eco_text){o->sources[i], strlen(o->sources[i])};
    out->n_sources = o->n_sources;
    return ECO_OK;
}

static eco_status expand_synonyms(search *s, ecoi_ast **ast)
{
    const ecoi_synonym_table *table;
    if (s->options->flags & ECO_SEARCH_NO_SYNONYMS || s->snapshot->plain)
        return ECO_OK;
    eco_synonyms *synonyms = s->options->synonyms ? s->options->synonyms : ecoi_index_synonyms(s->index);
    eco_status status = ecoi_synonyms_table(synonyms, s->snapshot->analyser, s->analysis, &table, s->error);
    return status ? status : ecoi_synonyms_expand(table, s->analysis, &s->arena, ast, s->error);
}

static eco_status make_plan(search *s, const char *query, size_t len)
{
    ecoi_ast *ast;
    eco_status status = ecoi_ast_parse(query, len, parse_flags(s), &s->arena, &ast, s->error);
    if (!status)
        status = filter_of_options(s, &s->filter);
    if (!status)
        status = ecoi_snapshot_analysis(s->held, &s->analysis, s->error);
    if (!status && s->engine)
        s->snapshot = ecoi_engine_search_dictionary(s->engine);
    if (!status)
        status = expand_synonyms(s, &ast);
    if (status)
        return status;
    ecoi_planner planner = {.snapshot = s->snapshot,
                            .analysis = s->analysis,
                            .arena = &s->arena,
                            .marks = &s->marks,
                            .max_clauses =
                                s->options->max_clauses ? s->options->max_clauses : DEFAULT_MAX_CLAUSES,
                            .error = s->error};
    status = ecoi_query_plan(&planner, ast, &s->plan);
    if (!status && any_filter(&s->filter))
        status = ecoi_query_filter(&planner, s->plan, &s->filter, &s->plan);
    return status;
}

static eco_status suggest(search *s, const char *query, size_t len, eco_results *results)
{
    ecoi_suggest_request request = {.snapshot =
                                        s->engine ? ecoi_engine_search_dictionary(s->engine) : s->snapshot,
                                    .engine = s->engine,
                                    .analysis = s->analysis,
                                    .query = {query, len},
                                    .parse_flags = parse_flags(s),
                                    .filter = any_filter(&s->filter) ? &s->filter : NULL,
                                    .total = s->total};
    eco_text better;
    if (s->options->flags & ECO_SEARCH_KEYS_ONLY)
        return ECO_OK;
    eco_status status = ecoi_suggest(&request, &s->arena, &better, s->error);
    return status ? status : ecoi_results_set_did_you_mean(results, better, s->error);
}

/* Counts a match that the total has already. */
static bool take(search *s, size_t segment, const ecoi_columns *columns, uint32_t doc, double score)
{
    ecoi_found found = {.segment = (uint32_t)segment,
                        .doc = doc,
                        .date = ecoi_column_get(&columns->dates, doc),
                        .score = score};
    return ecoi_best_offer(&s->best, found) &&
           ecoi_facets_count(&s->facets, s->snapshot, segment, columns, doc);
}

static bool only_counts(const search *s)
{
    return s->best.wanted == 0 && !s->facets.wanted;
}

static bool wants_scores(const search *s)
{
    return s->best.wanted && (!s->best.by_date || s->options->flags & ECO_SEARCH_EXPLAIN);
}

/* The slow twin of all else: every document in turn, every score in full. */
static eco_status collect_exhaustively(search *s, size_t segment)
{
    ecoi_match *match;
    const ecoi_columns *columns;
    ecoi_arena arena = {0};
    eco_status status = ecoi_segment_columns(s->snapshot->segments[segment], &columns, s->error);
    if (!status)
        status = ecoi_match_new(s->snapshot, segment, s->plan, &arena, &match, s->error);
    if (status) {
        ecoi_arena_dispose(&arena);
        return status;
    }
    for (uint32_t doc = ecoi_match_seek(match, 0);
         doc != ECOI_NO_DOC && !status && !ecoi_deadline_step(&s->deadline);
         doc = ecoi_match_seek(match, doc + 1)) {
        s->total++;
        if (!take(s, segment, columns, doc, wants_scores(s) ? ecoi_match_score(match) : 0))
            status = ecoi_error_no_memory(s->error);
    }
    if (!status)
        status = ecoi_match_status(match, s->error);
    ecoi_match_dispose(match);
    ecoi_arena_dispose(&arena);
    return status;
}

/* Looks at every match. */
static eco_status collect_set(search *s, ecoi_evaluator *e, void *user, uint32_t chunk, ecoi_set set)
{
    (void)user;
    ecoi_match *match = NULL;
    eco_status status = wants_scores(s) && set.n ? ecoi_evaluator_scorer(e, &match, s->error) : ECO_OK;
    ecoi_set_walk walk = ecoi_set_walk_start(set);
    for (uint32_t id; !status && set.n && !ecoi_evaluator_is_late(e) &&
                      (id = ecoi_set_walk_next(&walk)) < ECOI_CHUNK_DOCS;) {
        uint32_t doc = (chunk << ECOI_CHUNK_BITS) + id;
        double score = match && ecoi_match_at(match, doc) ? ecoi_match_score(match) : 0;
        if (!take(s, e->segment_number, e->columns, doc, score))
            status = ecoi_error_no_memory(s->error);
    }
    return !status && match ? ecoi_match_status(match, s->error) : status;
}

/* Calls `each` with the matches of every chunk. */
static eco_status each_chunk(search *s, ecoi_evaluator *e, void *user,
                             eco_status (*each)(search *s, ecoi_evaluator *e, void *user, uint32_t chunk,
                                                ecoi_set set))
{
    eco_status status = ECO_OK;
    for (uint32_t chunk = 0; !status && chunk < e->n_chunks; chunk++) {
        ecoi_set set;
        status = ecoi_evaluate_chunk(e, chunk, &set, s->error);
        if (status)
            break;
        s->total += set.n;
        status = each(s, e, user, chunk, set);
    }
    return status;
}

static eco_status add_count(search *s, ecoi_evaluator *e)
{
    uint64_t count;
    eco_status status = ecoi_evaluate_count(e, &count, s->error);
    s->total += status ? 0 : count;
    return status;
}

/* What ranks matches without looking at all of them. */
typedef struct rank {
    ecoi_leaves leaves;
    ecoi_ranker *ranker; /* NULL before it is needed */
} rank;

static eco_status open_ranker(search *s, rank *r)
{
    return r->ranker ? ECO_OK : ecoi_ranker_new(&r->leaves, &s->best, &r->ranker, s->error);
}

static eco_status rank_chunk(search *s, ecoi_evaluator *e, void *user, uint32_t chunk, ecoi_set set)
{
    rank *r = user;
    if (set.n < FEW_MATCHES)
        return ecoi_rank_set(&r->leaves, chunk, set, &s->best, s->error);
    eco_status status = open_ranker(s, r);
    if (!status && !ecoi_set_to_bits(&set, &e->chunk_arena))
        status = ecoi_error_no_memory(s->error);
    return status ? status : ecoi_rank_dense(r->ranker, chunk, set.bits, s->error);
}

static eco_status collect_ranked(search *s, ecoi_evaluator *e, rank *r)
{
    ecoi_rank_kind kind = ecoi_rank_kind_of(&r->leaves);
    bool with_total = !(s->options->flags & ECO_SEARCH_NO_TOTAL);
    /* what counting must match anyway is matched first; one word's documents are counted without */
    bool counts_by_matching = with_total && (r->leaves.n_required > 1 || !ecoi_leaves_exact(&r->leaves));
    if (kind == ECOI_RANK_SETS || (kind == ECOI_RANK_REQUIRED && counts_by_matching))
        return each_chunk(s, e, r, rank_chunk);
    eco_status status = open_ranker(s, r);
    if (!status)
        status = ecoi_rank_all(r->ranker, s->error);
    if (!status && with_total)
        status = add_count(s, e);
    return status;
}

static eco_status collect_sets(search *s, ecoi_evaluator *e)
{
    rank r = {0};
    bool flat = false;
    if (only_counts(s))
        return add_count(s, e);
    eco_status status = ECO_OK;
    if (wants_scores(s) && !s->best.by_date && !s->facets.wanted)
        status = ecoi_leaves_open(&r.leaves, e, &flat);
    if (status && s->error)
        *s->error = e->error;
    if (!status)
        status = flat ? collect_ranked(s, e, &r) : each_chunk(s, e, NULL, collect_set);
    ecoi_ranker_free(r.ranker);
    ecoi_leaves_dispose(&r.leaves);
    return status;
}

static eco_status collect(search *s, size_t segment)
{
    ecoi_evaluator evaluator = {0};
    uint64_t count;
    if (s->options->flags & ECO_SEARCH_EXHAUSTIVE)
        return collect_exhaustively(s, segment);
    if (only_counts(s) && !s->engine && ecoi_count_is_known(s->plan, segment, &count)) {
        s->total += count;
        return ECO_OK;
    }
    eco_status status = ecoi_evaluator_open(&evaluator, s->snapshot, segment, s->plan, s->error);
    evaluator.deadline = &s->deadline;
    if (!status)
        status = collect_sets(s, &evaluator);
    ecoi_evaluator_dispose(&evaluator);
    return status;
}

static eco_status collect_own(search *s)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && i < s->snapshot->n_segments; i++)
        status = collect(s, i);
    return status;
}

/* What another engine finds is matched again, slice by slice, unless only their number is asked for. */
static eco_status collect_from_engine(search *s)
{
    uint64_t count = 0;
    bool exact = false;
    eco_status status = s->has_asked ? ECO_OK
                                     : ecoi_engine_search_find(s->engine, s->plan, only_counts(s),
                                                               &s->n_slices, &count, &exact, s->error);
    s->has_asked = true;
    if (!status && exact && only_counts(s)) {
        s->total = count;
        return ECO_OK;
    }
    for (size_t i = 0; !status && i < s->n_slices; i++) {
        status = ecoi_engine_search_slice(s->engine, i, &s->snapshot, s->error);
        if (!status)
            status = collect(s, i);
    }
    return status;
}

static eco_status collect_all(search *s)
{
    eco_status status = s->engine ? collect_from_engine(s) : collect_own(s);
    if (status && !(status == ECO_E_TIMEOUT && s->deadline.is_over))
        return status;
    ecoi_best_settle(&s->best);
    if (s->total < s->best.n)
        s->total = s->best.n; /* not counted: what was found is a lower bound */
    return ECO_OK;
}

/* Another engine's documents, whole, of the best from the first-th on. */
static eco_status fetch_hits(search *s, size_t first, bool sketched)
{
    s->has_hits = true;
    return ecoi_engine_search_hits(s->engine, s->best.items + first, s->best.n - first, sketched,
                                   &s->snapshot, s->error);
}

/* Matches until so many are left without near-duplicates, or none are left at all: twice as many each time.
 */
static eco_status collect_collapsed(search *s, size_t wanted, uint64_t *left_out)
{
    size_t n = wanted > SIZE_MAX / 2 ? SIZE_MAX : wanted + wanted / 2 + FEW_MORE;
    for (;;) {
        s->best.n = 0;
        s->best.wanted = n;
        s->total = 0;
        eco_status status = collect_all(s);
        size_t found = s->best.n;
        if (!status && s->engine)
            status = fetch_hits(s, 0, true);
        if (!status)
            status = ecoi_collapse(s->snapshot, s->options, &s->best, s->error);
        *left_out = found - s->best.n;
        if (status || s->best.n >= wanted || found < n || s->deadline.is_over)
            return status;
        n = n > SIZE_MAX / 2 ? SIZE_MAX : n * 2;
        ecoi_facets_dispose(&s->facets); /* they have been counted */
        s->facets = (ecoi_facet_counts){.wanted = s->options->facets};
    }
}

static eco_status run(search *s, const char *query, size_t len, eco_results **out)
{
    const eco_search_options *o = s->options;
    uint64_t left_out = 0;
    size_t wanted = o->limit > SIZE_MAX - o->offset ? SIZE_MAX : o->limit ? o->limit + o->offset : 0;
    s->best.by_date = o->sort == ECO_SORT_DATE;
    s->best.wanted = wanted;
    s->facets.wanted = o->facets;
    eco_status status = make_plan(s, query, len);
    if (!status)
        status = wanted && o->flags & ECO_SEARCH_COLLAPSE ? collect_collapsed(s, wanted, &left_out)
                                                          : collect_all(s);
    if (status)
        return status;
    if (s->best.n > wanted)
        s->best.n = wanted;
    size_t first = o->offset < s->best.n ? o->offset : s->best.n;
    if (s->engine && !s->has_hits)
        status = fetch_hits(s, first, false);
    if (status)
        return status;
    ecoi_hit_request request = {.snapshot = s->snapshot,
                                .options = o,
                                .analysis = s->analysis,
                                .plan = s->plan,
                                .marks = &s->marks,
                                .found = s->best.items + first,
                                .n_found = s->best.n - first,
                                .total = s->total,
                                .n_left_out = left_out};
    status = ecoi_results_make(&request, &s->facets, out, s->error);
    if (!status && s->deadline.is_over)
        ecoi_results_set_timed_out(*out);
    return status || s->deadline.is_over ? status : suggest(s, query, len, *out);
}

/* Databases that are missing make the answer a part of the whole one, or none. */
static eco_status note_missing(search *s, eco_results *results)
{
    const eco_error *why;
    const char *missing = s->engine ? ecoi_engine_search_missing(s->engine, &why) : NULL;
    if (!missing)
        return ECO_OK;
    return ecoi_results_set_missing(results, (eco_text){missing, strlen(missing)}, s->error);
}

static eco_status open_engine(search *s)
{
    const eco_error *why;
    if (!s->held->engine)
        return ECO_OK;
    eco_status status = ecoi_engine_search_open(s->held, &s->engine, s->error);
    if (status || !(s->options->flags & ECO_SEARCH_STRICT) || !ecoi_engine_search_missing(s->engine, &why))
        return status;
    if (s->error)
        *s->error = *why;
    return why->status;
}

static eco_status search_once(eco_index *index, ecoi_snapshot *snapshot, eco_text query,
                              const eco_search_options *options, eco_results **out, eco_error *error)
{
    search s = {.index = index, .held = snapshot, .snapshot = snapshot, .options = options, .error = error};
    if (options->timeout_ms)
        s.deadline.at_us = ecoi_now_us() + (uint64_t)options->timeout_ms * 1000;
    eco_status status = open_engine(&s);
    if (!status)
        status = run(&s, query.ptr, query.len, out);
    if (!status)
        status = note_missing(&s, *out);
    if (status) {
        eco_results_free(*out);
        *out = NULL;
    }
    ecoi_facets_dispose(&s.facets);
    ecoi_marks_dispose(&s.marks);
    if (status)
        ecoi_analysis_free(s.analysis);
    else
        ecoi_snapshot_give_back(snapshot, s.analysis);
    ecoi_arena_dispose(&s.arena);
    ecoi_best_dispose(&s.best);
    ecoi_engine_search_close(s.engine, !status);
    return status;
}

/* Each time a database is found missing the others are asked again. */
static eco_status search_until_answered(eco_index *index, ecoi_snapshot *snapshot, eco_text query,
                                        const eco_search_options *options, eco_results **out,
                                        eco_error *error)
{
    eco_error why = {0};
    eco_status status = search_once(index, snapshot, query, options, out, &why);
    for (size_t i = 0; status && snapshot->engine && i < ecoi_engine_index_n_places(snapshot->engine); i++) {
        if (!ecoi_engine_index_may_retry(snapshot->engine, &why))
            break;
        status = search_once(index, snapshot, query, options, out, &why);
    }
    if (status && error)
        *error = why;
    return status;
}

eco_status eco_search(eco_index *index, const char *query, size_t query_len,
                      const eco_search_options *options, eco_results **out, eco_error *error)
{
    uint64_t start = ecoi_now_us();
    eco_search_options chosen = ECO_SEARCH_OPTIONS_INIT;
    if (options)
        memcpy(&chosen, options, options->struct_size < sizeof chosen ? options->struct_size : sizeof chosen);
    ecoi_snapshot *snapshot = ecoi_index_snapshot(index);
    *out = NULL;
    eco_status status =
        search_until_answered(index, snapshot, (eco_text){query, query_len}, &chosen, out, error);
    if (!status)
        ecoi_results_set_took(*out, ecoi_now_us() - start);
    ecoi_snapshot_release(snapshot);
    return status;
}
