/* SPDX-License-Identifier: MIT */
#include "base/error.h"
#include "searcher/deleted.h"
#include "searcher/evaluate_impl.h"
#include "searcher/match_impl.h"

/* The chunk being evaluated; `within`: documents outside it are of no interest, NULL: all are. */
typedef struct scope {
    uint32_t chunk, limit;
    const ecoi_set *within;
    bool loose; /* a node around checks each document: sets may say too much here, and walkers must stay */
} scope;

static bool set_of(ecoi_evaluator *e, ecoi_eval_node *n, scope s, ecoi_set *out);

bool ecoi_evaluator_container(ecoi_evaluator *e, const ecoi_posting_list *list, uint32_t chunk, ecoi_set *out)
{
    const ecoi_container *c = ecoi_posting_list_find(list, chunk);
    *out = (ecoi_set){0};
    if (!c)
        return true;
    out->n = c->n;
    if ((out->bits = ecoi_container_bits(c)))
        return true;
    uint16_t *ids = ecoi_arena_alloc(&e->chunk_arena, ECOI_CONTAINER_IDS * sizeof *ids);
    out->ids = ids;
    if (!ecoi_evaluator_fits(e, ids != NULL))
        return false;
    return ecoi_container_ids(c, ids) || ecoi_evaluator_damaged(e);
}

/* The documents of a word, whatever forms and zones they have it in. */
static bool word_set(ecoi_evaluator *e, ecoi_eval_node *n, uint32_t chunk, ecoi_set *out)
{
    ecoi_set *sets = ecoi_arena_alloc(&e->chunk_arena, (n->n_lists + 1) * sizeof *sets);
    bool ok = ecoi_evaluator_fits(e, sets != NULL);
    for (size_t i = 0; ok && i < n->n_lists; i++)
        ok = ecoi_evaluator_container(e, &n->lists[i], chunk, &sets[i]);
    return ok && ecoi_evaluator_fits(e, ecoi_set_or(e->kernels, sets, n->n_lists, &e->chunk_arena, out));
}

/* The documents of a set, all of which have all of the phrase's words, that have the phrase. */
static bool check_phrase(ecoi_evaluator *e, ecoi_phrase *phrase, scope s, ecoi_set set, ecoi_set *out)
{
    uint16_t *ids = ecoi_arena_alloc(&e->chunk_arena, (size_t)set.n * sizeof *ids + 1);
    uint32_t kept = 0;
    *out = (ecoi_set){0};
    if (!ecoi_evaluator_fits(e, ids != NULL) || set.n == 0)
        return ids != NULL;
    eco_status status = ecoi_phrase_enter(phrase, s.chunk, &e->chunk_arena);
    ecoi_set_walk walk = ecoi_set_walk_start(set);
    for (uint32_t n; !status && !ecoi_evaluator_is_late(e) &&
                     (n = ecoi_set_walk_some(&walk, ECOI_PHRASE_IDS, ids + kept));) {
        while (n && ids[kept + n - 1] >= s.limit) /* of a damaged bitset */
            n--;
        kept += ecoi_phrase_keep(phrase, ids + kept, n, &status);
    }
    if (status)
        return status == ECO_E_NO_MEMORY ? ecoi_evaluator_fits(e, false) : ecoi_evaluator_damaged(e);
    *out = (ecoi_set){.n = kept, .ids = ids};
    return true;
}

/* The documents of a set that the node's twin confirms. */
static bool check_each(ecoi_evaluator *e, ecoi_eval_node *n, scope s, ecoi_set set, ecoi_set *out)
{
    if (n->phrase)
        return check_phrase(e, n->phrase, s, set, out);
    uint16_t *ids = ecoi_arena_alloc(&e->chunk_arena, (size_t)set.n * sizeof *ids + 1);
    uint32_t base = s.chunk << ECOI_CHUNK_BITS, kept = 0;
    if (!ecoi_evaluator_fits(e, ids != NULL))
        return false;
    eco_status status = set.n ? ecoi_evaluator_checker(e) : ECO_OK;
    if (status)
        return ecoi_evaluator_fail(e, status);
    ecoi_set_walk walk = ecoi_set_walk_start(set);
    for (uint32_t id; set.n && !ecoi_evaluator_is_late(e) && (id = ecoi_set_walk_next(&walk)) < s.limit;)
        if (ecoi_match_check_node(e->checker, n->walker, base + id))
            ids[kept++] = (uint16_t)id;
    *out = (ecoi_set){.n = kept, .ids = ids};
    status = set.n ? ecoi_match_status(e->checker, &e->error) : ECO_OK;
    return !status || ecoi_evaluator_fail(e, status);
}

static bool intersect(ecoi_evaluator *e, ecoi_set a, ecoi_set b, ecoi_set *out)
{
    return ecoi_evaluator_fits(e, ecoi_set_and(e->kernels, a, b, &e->chunk_arena, out));
}

static bool narrow(ecoi_evaluator *e, scope s, ecoi_set *set)
{
    return !s.within || intersect(e, *set, *s.within, set);
}

/* A bound on how many documents the node has in the chunk: which of several sets to make first. Nodes that
 * are checked come last. */
static uint64_t cost_of(const ecoi_eval_node *n, uint32_t chunk)
{
    uint64_t sum = 0, least = UINT64_MAX;
    if (n->plan->op == ECOI_OP_FILTER || n->plan->op == ECOI_OP_ALL)
        return 2 * ECOI_CHUNK_DOCS;
    for (size_t i = 0; i < n->n_lists; i++) {
        const ecoi_container *c = ecoi_posting_list_find(&n->lists[i], chunk);
        sum += c ? c->n : 0;
    }
    for (size_t i = 0; i < n->plan->n_children; i++) {
        uint64_t cost = cost_of(n->children[i], chunk);
        sum += cost;
        least = cost < least ? cost : least;
    }
    if (n->plan->op == ECOI_OP_AND || n->plan->op == ECOI_OP_PHRASE)
        sum = least == UINT64_MAX ? 0 : least;
    return sum + (n->checked ? 4 * ECOI_CHUNK_DOCS : 0);
}

/* What all of some children have: the smallest first, and each within what is left by those before. */
static bool all_of(ecoi_evaluator *e, ecoi_eval_node **children, size_t n, scope s, ecoi_set *out)
{
    uint64_t *costs = ecoi_arena_alloc(&e->chunk_arena, (n + 1) * sizeof *costs);
    if (!ecoi_evaluator_fits(e, costs != NULL))
        return false;
    for (size_t i = 0; i < n; i++)
        costs[i] = cost_of(children[i], s.chunk);
    ecoi_set left = {0};
    for (size_t done = 0; done < n; done++) {
        size_t next = 0;
        for (size_t i = 1; i < n; i++)
            next = costs[i] < costs[next] ? i : next;
        costs[next] = UINT64_MAX;
        ecoi_set set;
        if (!set_of(e, children[next], s, &set))
            return false;
        left = set;
        s.within = &left;
        if (left.n == 0)
            break;
    }
    *out = left;
    return true;
}

static bool sets_of_children(ecoi_evaluator *e, ecoi_eval_node *n, scope s, ecoi_set **out)
{
    ecoi_set *sets = ecoi_arena_alloc(&e->chunk_arena, (n->plan->n_children + 1) * sizeof *sets);
    *out = sets;
    bool ok = ecoi_evaluator_fits(e, sets != NULL);
    for (size_t i = 0; ok && i < n->plan->n_children; i++)
        ok = set_of(e, n->children[i], s, &sets[i]);
    return ok;
}

static bool any_of(ecoi_evaluator *e, ecoi_eval_node *n, scope s, ecoi_set *out)
{
    ecoi_set *sets;
    return sets_of_children(e, n, s, &sets) &&
           ecoi_evaluator_fits(e, ecoi_set_or(e->kernels, sets, n->plan->n_children, &e->chunk_arena, out));
}

static bool at_least(ecoi_evaluator *e, ecoi_eval_node *n, scope s, ecoi_set *out)
{
    ecoi_set *sets;
    return sets_of_children(e, n, s, &sets) &&
           ecoi_evaluator_fits(e, ecoi_set_at_least(sets, n->plan->n_children,
                                                    n->plan->number ? n->plan->number : 1, &e->chunk_arena,
                                                    out));
}

static bool without(ecoi_evaluator *e, ecoi_eval_node *unwanted, scope s, ecoi_set *set)
{
    ecoi_set minus;
    if (set->n == 0)
        return true;
    s.within = set;
    return set_of(e, unwanted, s, &minus) &&
           ecoi_evaluator_fits(e, ecoi_set_without(e->kernels, *set, minus, &e->chunk_arena, set));
}

/* The children of a list with a given part to play. */
static size_t pick(ecoi_evaluator *e, const ecoi_eval_node *n, ecoi_occur occur, ecoi_eval_node ***out)
{
    size_t count = 0;
    *out = ecoi_arena_alloc(&e->chunk_arena, (n->plan->n_children + 1) * sizeof(ecoi_eval_node *));
    for (size_t i = 0; *out && i < n->plan->n_children; i++)
        if (n->plan->occurs[i] == occur)
            (*out)[count++] = n->children[i];
    return count;
}

static bool list_of(ecoi_evaluator *e, ecoi_eval_node *n, scope s, ecoi_set *out)
{
    ecoi_eval_node **some;
    size_t n_some = pick(e, n, ECOI_MUST, &some);
    bool ok = ecoi_evaluator_fits(e, some != NULL);
    if (ok && n_some) {
        ok = all_of(e, some, n_some, s, out);
    } else if (ok) {
        n_some = pick(e, n, ECOI_SHOULD, &some);
        ecoi_set *sets = ecoi_arena_alloc(&e->chunk_arena, (n_some + 1) * sizeof *sets);
        ok = ecoi_evaluator_fits(e, some && sets);
        for (size_t i = 0; ok && i < n_some; i++)
            ok = set_of(e, some[i], s, &sets[i]);
        ok = ok && ecoi_evaluator_fits(e, ecoi_set_or(e->kernels, sets, n_some, &e->chunk_arena, out));
    }
    n_some = ok && !s.loose ? pick(e, n, ECOI_MUST_NOT, &some) : 0;
    ok = ok && ecoi_evaluator_fits(e, some != NULL);
    for (size_t i = 0; ok && i < n_some; i++)
        ok = without(e, some[i], s, out);
    return ok;
}

static bool all_within(ecoi_evaluator *e, scope s, ecoi_set *out)
{
    if (!s.within)
        return ecoi_evaluator_fits(e, ecoi_set_all(s.limit, &e->chunk_arena, out));
    *out = *s.within;
    return true;
}

/* The parts together, then where they stand. A plain phrase has places of its own to look at, and always
 * does. */
static bool places_of(ecoi_evaluator *e, ecoi_eval_node *n, scope s, ecoi_set *out)
{
    bool check = n->checked && (!s.loose || n->phrase);
    scope parts = s;
    parts.loose = s.loose || n->checked;
    return all_of(e, n->children, n->plan->n_children, parts, out) &&
           (!check || check_each(e, n, s, *out, out));
}

static bool set_of(ecoi_evaluator *e, ecoi_eval_node *n, scope s, ecoi_set *out)
{
    *out = (ecoi_set){0};
    if (s.within && s.within->n == 0)
        return true;
    switch (n->plan->op) {
    case ECOI_OP_WORD:
        return word_set(e, n, s.chunk, out) && narrow(e, s, out) &&
               (!n->checked || s.loose || check_each(e, n, s, *out, out));
    case ECOI_OP_AND:
        return all_of(e, n->children, n->plan->n_children, s, out);
    case ECOI_OP_PHRASE:
    case ECOI_OP_NEAR:
    case ECOI_OP_PARA:
        return places_of(e, n, s, out);
    case ECOI_OP_OR:
    case ECOI_OP_BEST:
        return any_of(e, n, s, out);
    case ECOI_OP_ATLEAST:
        return at_least(e, n, s, out);
    case ECOI_OP_NOT:
        return set_of(e, n->children[0], s, out) && (s.loose || without(e, n->children[1], s, out));
    case ECOI_OP_LIST:
        return list_of(e, n, s, out);
    case ECOI_OP_ALL:
        return all_within(e, s, out);
    case ECOI_OP_FILTER:
        return n->filter ? ecoi_evaluator_fits(e, ecoi_filter_set_chunk(n->filter, s.chunk, s.limit, s.within,
                                                                        &e->chunk_arena, out))
                         : all_within(e, s, out) && check_each(e, n, s, *out, out);
    case ECOI_OP_WINDOW: /* decides no match */
    case ECOI_OP_NONE:
        break;
    }
    return true;
}

/* Bits of a damaged bitset beyond the segment's documents name no document. */
static bool trim(ecoi_evaluator *e, scope s, ecoi_set *set)
{
    ecoi_set all;
    return !set->bits || s.limit == ECOI_CHUNK_DOCS ||
           (ecoi_evaluator_fits(e, ecoi_set_all(s.limit, &e->chunk_arena, &all)) &&
            intersect(e, *set, all, set));
}

static bool leave_out_deleted(ecoi_evaluator *e, scope s, ecoi_set *set)
{
    ecoi_set gone = ecoi_deleted_set(e->snapshot, e->segment_number, s.chunk);
    return ecoi_evaluator_fits(e, ecoi_set_without(e->kernels, *set, gone, &e->chunk_arena, set));
}

static scope scope_of(const ecoi_evaluator *e, uint32_t chunk)
{
    return (scope){.chunk = chunk, .limit = ecoi_docs_in_chunk(e->n_docs, chunk)};
}

eco_status ecoi_evaluate_chunk(ecoi_evaluator *e, uint32_t chunk, ecoi_set *out, eco_error *error)
{
    scope s = scope_of(e, chunk);
    ecoi_arena_reset(&e->chunk_arena);
    if (!ecoi_evaluator_is_late(e) && set_of(e, e->root, s, out) && trim(e, s, out))
        leave_out_deleted(e, s, out);
    return ecoi_evaluator_report(e, error);
}
