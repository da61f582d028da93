/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/error.h"
#include "searcher/rank_impl.h"

/* ---- whether the leaves alone decide what matches ---- */

static bool is_union(const ecoi_query_node *plan)
{
    if (plan->op == ECOI_OP_WORD || plan->op == ECOI_OP_PHRASE)
        return true;
    if (plan->op != ECOI_OP_LIST && plan->op != ECOI_OP_OR && plan->op != ECOI_OP_BEST)
        return false;
    for (size_t i = 0; i < plan->n_children; i++)
        if (!is_union(plan->children[i]) || (plan->op == ECOI_OP_LIST && plan->occurs[i] != ECOI_SHOULD))
            return false;
    return true;
}

/* Whether all matches of a plan have required leaves, and whatever has these is a match. */
static bool is_required(const ecoi_query_node *plan)
{
    size_t n_must = 0;
    if (plan->op == ECOI_OP_WORD || plan->op == ECOI_OP_PHRASE)
        return true;
    if (plan->op != ECOI_OP_LIST && plan->op != ECOI_OP_AND)
        return false;
    for (size_t i = 0; i < plan->n_children; i++) {
        bool must = plan->op == ECOI_OP_AND || plan->occurs[i] == ECOI_MUST;
        n_must += must;
        if ((must && !is_required(plan->children[i])) ||
            (plan->op == ECOI_OP_LIST && plan->occurs[i] == ECOI_MUST_NOT))
            return false;
    }
    return n_must > 0;
}

ecoi_rank_kind ecoi_rank_kind_of(const ecoi_leaves *l)
{
    const ecoi_query_node *plan = l->evaluator->plan;
    if (is_union(plan) && plan->op != ECOI_OP_PHRASE)
        return ECOI_RANK_UNION;
    return is_required(plan) ? ECOI_RANK_REQUIRED : ECOI_RANK_SETS;
}

/* ---- the ranker ---- */

static uint64_t df_of(const ecoi_leaf_word *w)
{
    uint64_t df = 0;
    for (size_t i = 0; i < w->n_streams; i++)
        df += w->node->lists[i].df;
    return df;
}

static size_t rarest_required(const ecoi_leaves *l)
{
    size_t rarest = l->n;
    uint64_t least = UINT64_MAX;
    for (size_t i = 0; i < l->n; i++)
        for (size_t k = 0; l->items[i].required && k < l->items[i].n_words; k++) {
            uint64_t df = df_of(l->items[i].words[k]);
            rarest = df < least ? i : rarest;
            least = df < least ? df : least;
        }
    return rarest;
}

eco_status ecoi_ranker_new(ecoi_leaves *leaves, ecoi_best *best, ecoi_ranker **out, eco_error *error)
{
    ecoi_ranker *r = calloc(1, sizeof *r);
    *out = r;
    size_t n_values = leaves->n_words + leaves->n;
    if (!r || !(r->values = malloc(n_values * sizeof *r->values + 1)) ||
        !(r->of_leaves = malloc(leaves->n * sizeof *r->of_leaves + 1)))
        return ecoi_error_no_memory(error);
    r->leaves = leaves;
    r->best = best;
    r->kernels = leaves->evaluator->snapshot->range_kernels;
    r->driver = rarest_required(leaves);
    r->exact = ecoi_leaves_exact(leaves);
    for (size_t i = 0; i < leaves->n; i++) {
        const ecoi_leaf *leaf = &leaves->items[i];
        size_t at = leaf->n_words == 1 ? (size_t)(leaf->words[0] - leaves->words) : leaves->n_words + i;
        r->of_leaves[i] =
            (ecoi_range_leaf){.leaf = leaf, .factor = (float)(leaf->weight / 255), .values = &r->values[at]};
    }
    return ECO_OK;
}

void ecoi_ranker_free(ecoi_ranker *r)
{
    if (!r)
        return;
    ecoi_arena_dispose(&r->arena);
    free(r->values);
    free(r->of_leaves);
    free(r);
}

/* ---- the impacts of words ---- */

static void raise(uint8_t *impact, uint8_t to)
{
    *impact = to > *impact ? to : *impact;
}

static uint8_t stored_impact(const ecoi_leaves *l, uint8_t impact)
{
    return l->as_stored ? impact : l->impact[impact];
}

/* Of a container without impacts of ranges: an exact word's are worked out, another's are those of its
 * blocks. */
static bool work_out_impacts(ecoi_ranker *r, const ecoi_leaf_word *w, ecoi_stream *s, uint8_t *out)
{
    const ecoi_leaves *l = r->leaves;
    if (!ecoi_stream_decode(l->evaluator, s, w->exact))
        return false;
    for (uint32_t i = 0; w->exact && i < s->container->n; i++)
        raise(&out[s->ids[i] / ECOI_RANGE_DOCS], (uint8_t)(1 + (int)(s->saturations[i] * 254.99f)));
    for (uint32_t i = 0; !w->exact && i < s->container->n; i++)
        raise(&out[s->ids[i] / ECOI_RANGE_DOCS], stored_impact(l, ecoi_stream_impact(s, i)));
    return true;
}

static bool stream_impacts(ecoi_ranker *r, const ecoi_leaf_word *w, ecoi_stream *s, uint8_t *out)
{
    const ecoi_leaves *l = r->leaves;
    const ecoi_container *c = s->container;
    if (!c->ranges)
        return work_out_impacts(r, w, s, out);
    memcpy(out, c->ranges, c->n_ranges);
    for (uint32_t i = 0; !l->as_stored && i < c->n_ranges; i++)
        out[i] = l->impact[out[i]];
    return true;
}

/* The impacts of a word in the chunk entered. */
static bool word_impacts(ecoi_ranker *r, const ecoi_leaf_word *w, uint8_t *out)
{
    uint8_t more[ECOI_RANGES];
    memset(out, 0, ECOI_RANGES);
    for (size_t k = 0; k < w->n_streams; k++) {
        if (!w->streams[k].container)
            continue;
        if (w->n_streams == 1)
            return stream_impacts(r, w, &w->streams[k], out);
        memset(more, 0, sizeof more);
        if (!stream_impacts(r, w, &w->streams[k], more))
            return false;
        r->kernels->add_impacts(out, more, ECOI_RANGES);
    }
    return true;
}

/* ---- bounds ---- */

/* Enters chunks, as far as they hold what may be among the best. */
static bool enter_chunks(ecoi_ranker *r, uint32_t from, uint32_t to)
{
    ecoi_leaves *l = r->leaves;
    double threshold = ecoi_best_threshold(r->best);
    ecoi_leaves_forget(l);
    for (r->n_chunks = 0; from < to; from++) {
        double bound = 0;
        if (!ecoi_leaves_enter(l, from))
            return false;
        for (size_t i = 0; i < l->n; i++)
            bound += ecoi_leaf_chunk_bound(l, &l->items[i]);
        if (!ecoi_rank_below(bound, threshold))
            r->chunks[r->n_chunks++] = from;
    }
    r->n_ranges = r->n_chunks * ECOI_RANGES;
    return true;
}

static bool make_room(ecoi_ranker *r)
{
    size_t n = r->n_ranges, rows = r->leaves->n_words;
    for (size_t i = 0; i < r->leaves->n; i++)
        rows += r->leaves->items[i].n_words > 1;
    ecoi_arena_reset(&r->arena);
    r->impacts = ecoi_arena_alloc(&r->arena, rows * n + 4);
    r->bounds = ecoi_arena_alloc(&r->arena, n * sizeof *r->bounds);
    r->levels = ecoi_arena_alloc(&r->arena, n);
    r->places = ecoi_arena_alloc(&r->arena, n * sizeof *r->places);
    return ecoi_evaluator_fits(r->leaves->evaluator, r->impacts && r->bounds && r->levels && r->places);
}

/* Of the words whose documents are bounded by range. */
static bool read_impacts(ecoi_ranker *r, const ecoi_leaf_word *scanned)
{
    ecoi_leaves *l = r->leaves;
    for (size_t k = 0; k < r->n_chunks; k++) {
        if (!ecoi_leaves_enter(l, r->chunks[k]))
            return false;
        for (size_t i = 0; i < l->n_words; i++)
            if (&l->words[i] != scanned &&
                !word_impacts(r, &l->words[i], r->impacts + i * r->n_ranges + k * ECOI_RANGES))
                return false;
    }
    return true;
}

/* The impacts of a leaf are those of its word, or the least of its words'. */
static void set_leaf_impacts(ecoi_ranker *r)
{
    const ecoi_leaves *l = r->leaves;
    uint8_t *row = r->impacts + l->n_words * r->n_ranges;
    for (size_t i = 0; i < l->n; i++) {
        const ecoi_leaf *leaf = &l->items[i];
        const uint8_t *first = ecoi_rank_impacts(r, leaf->words[0]);
        r->of_leaves[i].impacts = leaf->n_words == 1 ? first : row;
        if (leaf->n_words == 1)
            continue;
        memcpy(row, first, r->n_ranges);
        for (size_t k = 1; k < leaf->n_words; k++)
            r->kernels->least_impacts(row, ecoi_rank_impacts(r, leaf->words[k]), r->n_ranges);
        row += r->n_ranges;
    }
}

static void forbid_empty(ecoi_ranker *r)
{
    for (size_t i = 0; i < r->n_ranges; i++) {
        uint64_t any = 0;
        for (size_t k = 0; k < ECOI_RANGE_DOCS / 8; k += 8)
            any |= ecoi_load64(r->allowed + i * (ECOI_RANGE_DOCS / 8) + k);
        if (!any)
            r->bounds[i] = -1;
    }
}

/* The last chunk may have fewer ranges. */
static void forbid_missing(ecoi_ranker *r)
{
    for (size_t k = 0; k < r->n_chunks; k++) {
        uint32_t n_docs = ecoi_docs_in_chunk(r->leaves->evaluator->n_docs, r->chunks[k]);
        for (size_t i = (n_docs + ECOI_RANGE_DOCS - 1) / ECOI_RANGE_DOCS; i < ECOI_RANGES; i++)
            r->bounds[k * ECOI_RANGES + i] = -1;
    }
}

/* By the leaves that have not been scanned. */
static void bound_ranges(ecoi_ranker *r)
{
    size_t n = r->leaves->n;
    memset(r->bounds, 0, r->n_ranges * sizeof *r->bounds);
    for (size_t i = 0; i < n; i++)
        if (!r->of_leaves[i].is_scanned)
            r->kernels->add_bounds(r->bounds, r->of_leaves[i].impacts, r->of_leaves[i].factor, r->n_ranges);
    for (size_t i = 0; i < n; i++)
        if (r->of_leaves[i].leaf->required && !r->of_leaves[i].is_scanned)
            r->kernels->require(r->bounds, r->of_leaves[i].impacts, r->n_ranges);
    forbid_missing(r);
    if (r->allowed)
        forbid_empty(r);
}

/* ---- scans and visits ---- */

static bool visit_ranges(ecoi_ranker *r)
{
    ecoi_rank_items ranges = {.bounds = r->bounds,
                              .levels = r->levels,
                              .order = r->places,
                              .n = r->n_ranges,
                              .visit = ecoi_rank_visit};
    return ecoi_rank_best_first(r, &ranges);
}

/* What is scanned next: the required leaf that fewest documents have, or the leaf that adds most; NULL: it
 * has too many.
 */
static ecoi_range_leaf *next_scan(ecoi_ranker *r)
{
    ecoi_range_leaf *next = r->driver < r->leaves->n ? &r->of_leaves[r->driver] : NULL;
    for (size_t i = 0; r->driver == r->leaves->n && i < r->leaves->n; i++) {
        ecoi_range_leaf *leaf = &r->of_leaves[i];
        if (!leaf->is_scanned && !leaf->leaf->bonus && (!next || leaf->factor > next->factor))
            next = leaf;
    }
    return next && ecoi_rank_is_scannable(r, next) ? next : NULL;
}

/* Scans leaves as long as they are short, and visits ranges for what is left. */
static bool scan_and_visit(ecoi_ranker *r)
{
    const ecoi_evaluator *e = r->leaves->evaluator;
    for (ecoi_range_leaf *next; (next = next_scan(r)) && !e->status;) {
        next->is_scanned = true;
        bound_ranges(r);
        if (!ecoi_rank_scan(r, next))
            return false;
        if (next->leaf->required ||
            ecoi_rank_below(r->kernels->largest(r->bounds, r->n_ranges), ecoi_best_threshold(r->best)))
            return true;
    }
    bound_ranges(r);
    return visit_ranges(r);
}

/* The word that is scanned first, if no other leaf has it; NULL: none is. */
static const ecoi_leaf_word *scanned_first(ecoi_ranker *r)
{
    const ecoi_range_leaf *first = next_scan(r);
    for (size_t i = 0; first && i < r->leaves->n; i++) {
        const ecoi_leaf *other = &r->leaves->items[i];
        for (size_t k = 0; other != first->leaf && k < other->n_words; k++)
            if (other->words[k] == first->leaf->words[0])
                return NULL;
    }
    return first ? first->leaf->words[0] : NULL;
}

static eco_status rank_chunks(ecoi_ranker *r, uint32_t from, uint32_t to, eco_error *error)
{
    for (size_t i = 0; i < r->leaves->n; i++)
        r->of_leaves[i].is_scanned = false;
    if (enter_chunks(r, from, to) && r->n_chunks && make_room(r) && read_impacts(r, scanned_first(r))) {
        set_leaf_impacts(r);
        if (!scan_and_visit(r))
            return ecoi_error_no_memory(error);
    }
    return ecoi_evaluator_report(r->leaves->evaluator, error);
}

eco_status ecoi_rank_all(ecoi_ranker *r, eco_error *error)
{
    uint32_t n_chunks = r->leaves->evaluator->n_chunks;
    eco_status status = ECO_OK;
    for (uint32_t from = 0; !status && from < n_chunks; from += ECOI_BATCH_CHUNKS) {
        uint32_t left = n_chunks - from;
        status = rank_chunks(r, from, from + (left < ECOI_BATCH_CHUNKS ? left : ECOI_BATCH_CHUNKS), error);
    }
    return status;
}

/* Whether a document that scores nothing may be among the best: there is a place left, or one after it that
 * scores nothing either has it. */
static bool may_score_nothing(const ecoi_ranker *r, uint32_t id)
{
    const ecoi_best *best = r->best;
    if (best->n < best->wanted)
        return true;
    return best->n && best->items[0].score <= 0 &&
           best->items[0].segment == r->leaves->evaluator->segment_number &&
           best->items[0].doc > (r->leaves->chunk << ECOI_CHUNK_BITS) + id;
}

/* Matches without any leaf score nothing: the first of them take the places that are left. */
static bool offer_rest(ecoi_ranker *r)
{
    ecoi_leaves *l = r->leaves;
    for (uint32_t first = 0; first < ECOI_CHUNK_DOCS && may_score_nothing(r, first); first += 64)
        for (uint64_t bits = ecoi_load64(r->allowed + first / 8); bits; bits &= bits - 1) {
            uint32_t id = first + (uint32_t)__builtin_ctzll(bits);
            bool found;
            ecoi_leaves_score(l, id, &found);
            if (!found && !ecoi_rank_offer(l, id, 0, r->best))
                return false;
        }
    return true;
}

eco_status ecoi_rank_dense(ecoi_ranker *r, uint32_t chunk, const uint8_t *bits, eco_error *error)
{
    r->allowed = bits;
    eco_status status = rank_chunks(r, chunk, chunk + 1, error);
    if (status)
        return status;
    if (!ecoi_leaves_enter(r->leaves, chunk))
        return ecoi_evaluator_report(r->leaves->evaluator, error);
    if (!offer_rest(r))
        return ecoi_error_no_memory(error);
    return ecoi_evaluator_report(r->leaves->evaluator, error);
}
