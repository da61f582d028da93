/* SPDX-License-Identifier: MIT */
#include "searcher/evaluate.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/error.h"
#include "searcher/match_impl.h"

/* ---- the tree ---- */

/* Whether a word's documents are not all matches: some forms or zones do not count. */
static bool is_restricted(const ecoi_word *word, size_t segment)
{
    bool restricted = word->zone != ECOI_ANY_ZONE;
    for (size_t i = 0; !restricted && i < word->n_uses[segment]; i++)
        restricted = word->uses[segment][i].n_ordinals > 0;
    return restricted;
}

static eco_status open_lists(ecoi_evaluator *e, ecoi_eval_node *n, eco_error *error)
{
    const ecoi_word *word = n->plan->word;
    const ecoi_use *uses = word->uses[e->segment_number];
    n->n_lists = word->n_uses[e->segment_number];
    n->checked = is_restricted(word, e->segment_number);
    n->lists = ecoi_arena_calloc(&e->arena, n->n_lists + 1, sizeof *n->lists);
    eco_status status = n->lists ? ECO_OK : ecoi_error_no_memory(error);
    for (size_t i = 0; !status && i < n->n_lists; i++)
        status = ecoi_segment_posting_list(e->segment, &uses[i].term, &e->arena, &n->lists[i], error);
    return status;
}

static bool is_plain_word(const ecoi_eval_node *n)
{
    return n->plan->op == ECOI_OP_WORD && n->n_lists == 1 && !n->checked;
}

/* Prepares a phrase whose words are all plain. */
static eco_status open_phrase(ecoi_evaluator *e, ecoi_eval_node *n, eco_error *error)
{
    size_t count = n->plan->n_children;
    for (size_t i = 0; i < count; i++)
        if (!is_plain_word(n->children[i]))
            return ECO_OK;
    n->phrase = ecoi_arena_calloc(&e->arena, 1, sizeof *n->phrase);
    ecoi_phrase_word *words = ecoi_arena_calloc(&e->arena, count, sizeof *words);
    if (!n->phrase || !words ||
        !ecoi_grow(&e->phrases, &e->phrases_cap, e->n_phrases + 1, sizeof(ecoi_eval_node *)))
        return ecoi_error_no_memory(error);
    for (size_t i = 0; i < count; i++) {
        const ecoi_posting_list *list = &n->children[i]->lists[0];
        size_t at = i;
        for (; at > 0 && words[at - 1].list->df > list->df; at--)
            words[at] = words[at - 1];
        words[at] = (ecoi_phrase_word){.list = list, .offset = n->plan->offsets[i] - n->plan->offsets[0]};
    }
    n->phrase->words = words;
    n->phrase->n = count;
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

static eco_status open_checker(ecoi_evaluator *e)
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

/* ---- sets ---- */

/* The chunk being evaluated; `within`: documents outside it are of no interest, NULL: all are. */
typedef struct scope {
    uint32_t chunk, limit;
    const ecoi_set *within;
    bool loose; /* a node around checks each document: sets may say too much here, and walkers must stay */
} scope;

static bool fail(ecoi_evaluator *e, eco_status status)
{
    if (!e->status)
        e->status = status;
    return false;
}

/* Passes on whether memory sufficed. */
static bool fits(ecoi_evaluator *e, bool ok)
{
    return ok || fail(e, ecoi_error_no_memory(&e->error));
}

static bool fail_damaged(ecoi_evaluator *e)
{
    return fail(e, ecoi_error_set(&e->error, ECO_E_CORRUPT, "%s: damaged: the postings of a term",
                                  ecoi_segment_path(e->segment)));
}

static bool set_of(ecoi_evaluator *e, ecoi_eval_node *n, scope s, ecoi_set *out);

/* A container as a set. */
static bool container_set(ecoi_evaluator *e, const ecoi_posting_list *list, uint32_t chunk, ecoi_set *out)
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
    if (!fits(e, ids != NULL))
        return false;
    return ecoi_container_ids(c, ids) || fail_damaged(e);
}

/* The documents of a word, whatever forms and zones they have it in. */
static bool word_set(ecoi_evaluator *e, ecoi_eval_node *n, uint32_t chunk, ecoi_set *out)
{
    ecoi_set *sets = ecoi_arena_alloc(&e->chunk_arena, (n->n_lists + 1) * sizeof *sets);
    bool ok = fits(e, sets != NULL);
    for (size_t i = 0; ok && i < n->n_lists; i++)
        ok = container_set(e, &n->lists[i], chunk, &sets[i]);
    return ok && fits(e, ecoi_set_or(e->kernels, sets, n->n_lists, &e->chunk_arena, out));
}

/* The documents of a set, all of which have all of the phrase's words, that have the phrase. */
static bool check_phrase(ecoi_evaluator *e, ecoi_phrase *phrase, scope s, ecoi_set set, ecoi_set *out)
{
    uint16_t *ids = ecoi_arena_alloc(&e->chunk_arena, (size_t)set.n * sizeof *ids + 1);
    uint32_t kept = 0;
    *out = (ecoi_set){0};
    if (!fits(e, ids != NULL) || set.n == 0)
        return ids != NULL;
    eco_status status = ecoi_phrase_enter(phrase, s.chunk, &e->chunk_arena);
    ecoi_set_walk walk = ecoi_set_walk_start(set);
    for (uint32_t id; !status && (id = ecoi_set_walk_next(&walk)) < s.limit;) {
        ids[kept] = (uint16_t)id;
        kept += ecoi_phrase_matches(phrase, id, &status);
    }
    if (status)
        return status == ECO_E_NO_MEMORY ? fits(e, false) : fail_damaged(e);
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
    if (!fits(e, ids != NULL))
        return false;
    eco_status status = set.n ? open_checker(e) : ECO_OK;
    if (status)
        return fail(e, status);
    ecoi_set_walk walk = ecoi_set_walk_start(set);
    for (uint32_t id; set.n && (id = ecoi_set_walk_next(&walk)) < s.limit;)
        if (ecoi_match_check_node(e->checker, n->walker, base + id))
            ids[kept++] = (uint16_t)id;
    *out = (ecoi_set){.n = kept, .ids = ids};
    status = set.n ? ecoi_match_status(e->checker, &e->error) : ECO_OK;
    return !status || fail(e, status);
}

static bool intersect(ecoi_evaluator *e, ecoi_set a, ecoi_set b, ecoi_set *out)
{
    return fits(e, ecoi_set_and(e->kernels, a, b, &e->chunk_arena, out));
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
    if (!fits(e, costs != NULL))
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
    bool ok = fits(e, sets != NULL);
    for (size_t i = 0; ok && i < n->plan->n_children; i++)
        ok = set_of(e, n->children[i], s, &sets[i]);
    return ok;
}

static bool any_of(ecoi_evaluator *e, ecoi_eval_node *n, scope s, ecoi_set *out)
{
    ecoi_set *sets;
    return sets_of_children(e, n, s, &sets) &&
           fits(e, ecoi_set_or(e->kernels, sets, n->plan->n_children, &e->chunk_arena, out));
}

static bool at_least(ecoi_evaluator *e, ecoi_eval_node *n, scope s, ecoi_set *out)
{
    ecoi_set *sets;
    return sets_of_children(e, n, s, &sets) &&
           fits(e, ecoi_set_at_least(sets, n->plan->n_children, n->plan->number ? n->plan->number : 1,
                                     &e->chunk_arena, out));
}

static bool without(ecoi_evaluator *e, ecoi_eval_node *unwanted, scope s, ecoi_set *set)
{
    ecoi_set minus;
    if (set->n == 0)
        return true;
    s.within = set;
    return set_of(e, unwanted, s, &minus) &&
           fits(e, ecoi_set_without(e->kernels, *set, minus, &e->chunk_arena, set));
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
    bool ok = fits(e, some != NULL);
    if (ok && n_some) {
        ok = all_of(e, some, n_some, s, out);
    } else if (ok) {
        n_some = pick(e, n, ECOI_SHOULD, &some);
        ecoi_set *sets = ecoi_arena_alloc(&e->chunk_arena, (n_some + 1) * sizeof *sets);
        ok = fits(e, some && sets);
        for (size_t i = 0; ok && i < n_some; i++)
            ok = set_of(e, some[i], s, &sets[i]);
        ok = ok && fits(e, ecoi_set_or(e->kernels, sets, n_some, &e->chunk_arena, out));
    }
    n_some = ok && !s.loose ? pick(e, n, ECOI_MUST_NOT, &some) : 0;
    ok = ok && fits(e, some != NULL);
    for (size_t i = 0; ok && i < n_some; i++)
        ok = without(e, some[i], s, out);
    return ok;
}

static bool all_within(ecoi_evaluator *e, scope s, ecoi_set *out)
{
    if (!s.within)
        return fits(e, ecoi_set_all(s.limit, &e->chunk_arena, out));
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
        return all_within(e, s, out) && check_each(e, n, s, *out, out);
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
           (fits(e, ecoi_set_all(s.limit, &e->chunk_arena, &all)) && intersect(e, *set, all, set));
}

static scope scope_of(const ecoi_evaluator *e, uint32_t chunk)
{
    uint32_t left = e->n_docs - (chunk << ECOI_CHUNK_BITS);
    return (scope){.chunk = chunk, .limit = left < ECOI_CHUNK_DOCS ? left : ECOI_CHUNK_DOCS};
}

static eco_status report(const ecoi_evaluator *e, eco_error *error)
{
    if (e->status && error)
        *error = e->error;
    return e->status;
}

eco_status ecoi_evaluate_chunk(ecoi_evaluator *e, uint32_t chunk, ecoi_set *out, eco_error *error)
{
    scope s = scope_of(e, chunk);
    ecoi_arena_reset(&e->chunk_arena);
    if (set_of(e, e->root, s, out))
        trim(e, s, out);
    return report(e, error);
}

/* ---- counting ---- */

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
        return is_plain_word(n);
    if (plan->n_children < 1 || plan->n_children > 2 ||
        (plan->op != ECOI_OP_LIST && plan->op != ECOI_OP_AND && plan->op != ECOI_OP_OR))
        return false;
    out->all = plan->op == ECOI_OP_AND;
    for (size_t i = 0; i < plan->n_children; i++) {
        if (!is_plain_word(n->children[i]))
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
        if (!container_set(e, &s.a->lists[0], chunk, &a) || !container_set(e, &s.b->lists[0], chunk, &b))
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
    if (is_simple(e->root, &s)) {
        count_simple(e, s, out);
        return report(e, error);
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
