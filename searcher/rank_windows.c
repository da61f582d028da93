/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/error.h"
#include "searcher/deleted.h"
#include "searcher/rank.h"

enum { WINDOW = 4096, WINDOWS_A_CHUNK = ECOI_CHUNK_DOCS / WINDOW, MOST_LARGEST = 1000 };

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

bool ecoi_rank_is_union(const ecoi_leaves *l)
{
    return l->evaluator->plan->op != ECOI_OP_PHRASE && is_union(l->evaluator->plan);
}

/* A window to visit. */
typedef struct window {
    double bound; /* of any score in it */
    uint32_t chunk, number;
} window;

struct ecoi_ranker {
    ecoi_leaves *leaves;
    ecoi_best *best;
    ecoi_arena arena;
    const uint8_t *allowed; /* a bitset of the chunk: no other document is a match; NULL: all are */
    const uint8_t *refused; /* the same of deleted documents, which are none; NULL: there are none */
    bool sums_are_scores;   /* of the active leaves, but for rounding */
    uint8_t *impacts;       /* the largest by leaf word, stream (word after word), chunk and window */
    size_t n_streams, n_windows;
    window *windows;
    /* in the window being visited: */
    uint32_t first;                       /* its first id */
    double word_bounds[ECOI_MOST_LEAVES]; /* by word: of its saturation */
    double leaf_bounds[ECOI_MOST_LEAVES]; /* by leaf: of what it adds */
    size_t order[ECOI_MOST_LEAVES];       /* of the leaves that are no bonus: the least bound first */
    size_t n_order, n_passive;            /* leaves that cannot lift a document over the threshold together */
    double passive;                       /* what those and the bonuses may add */
    float sums[WINDOW];                   /* by document: what the active leaves add, at most */
    uint64_t touched[WINDOW / 64];        /* documents with a sum */
} ranker;

/* ---- bounds of windows ---- */

static void note_impacts(const ecoi_container *c, uint8_t *impacts)
{
    uint32_t first = 0;
    for (uint32_t block = 0; block < c->n_blocks; block++) {
        uint32_t last = ecoi_container_block_last(c, block);
        uint8_t impact = ecoi_container_block_impact(c, block);
        for (uint32_t w = first / WINDOW; w <= last / WINDOW; w++)
            impacts[w] = impact > impacts[w] ? impact : impacts[w];
        first = last + 1;
    }
}

static bool note_all_impacts(ecoi_ranker *r)
{
    const ecoi_leaves *l = r->leaves;
    for (size_t i = 0; i < l->n_words; i++)
        r->n_streams += l->words[i].n_streams;
    r->n_windows = (size_t)l->evaluator->n_chunks * WINDOWS_A_CHUNK;
    r->impacts = ecoi_arena_calloc(&r->arena, r->n_streams * r->n_windows + 1, 1);
    r->windows = ecoi_arena_alloc(&r->arena, (r->n_windows + 1) * sizeof *r->windows);
    if (!r->impacts || !r->windows)
        return false;
    uint8_t *impacts = r->impacts;
    for (size_t i = 0; i < l->n_words; i++)
        for (size_t k = 0; k < l->words[i].n_streams; k++, impacts += r->n_windows) {
            const ecoi_posting_list *list = l->words[i].streams[k].list;
            for (size_t c = 0; c < list->n_containers; c++)
                note_impacts(&list->containers[c],
                             impacts + (size_t)list->containers[c].chunk * WINDOWS_A_CHUNK);
        }
    return true;
}

/* Fills word_bounds and leaf_bounds for a window; returns their sum. */
static double bound_window(ecoi_ranker *r, size_t number)
{
    const ecoi_leaves *l = r->leaves;
    const uint8_t *impact = r->impacts + number;
    double sum = 0;
    for (size_t i = 0; i < l->n_words; i++) {
        float bound = 0;
        for (size_t k = 0; k < l->words[i].n_streams; k++, impact += r->n_windows)
            bound += l->saturation[*impact];
        r->word_bounds[i] = bound < 1 ? bound : 1;
    }
    for (size_t i = 0; i < l->n; i++) {
        double least = 1;
        for (size_t k = 0; k < l->items[i].n_words; k++) {
            double bound = r->word_bounds[l->items[i].words[k] - l->words];
            least = bound < least ? bound : least;
        }
        sum += r->leaf_bounds[i] = l->items[i].weight * least;
    }
    return sum;
}

static int by_bound(const void *a, const void *b)
{
    const window *x = a, *y = b;
    if (x->bound != y->bound)
        return x->bound > y->bound ? -1 : 1;
    return x->chunk != y->chunk ? (x->chunk > y->chunk ? 1 : -1)
                                : (x->number > y->number) - (x->number < y->number);
}

/* Whether any word is in the window that was bounded last, one without weight too. */
static bool has_words(const ecoi_ranker *r)
{
    for (size_t i = 0; i < r->leaves->n_words; i++)
        if (r->word_bounds[i] > 0)
            return true;
    return false;
}

/* Lists windows [from, to) in which anything is, the most promising first. */
static size_t list_windows(ecoi_ranker *r, size_t from, size_t to)
{
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        double bound = bound_window(r, i);
        if (has_words(r))
            r->windows[n++] =
                (window){bound, (uint32_t)(i / WINDOWS_A_CHUNK), (uint32_t)(i % WINDOWS_A_CHUNK)};
    }
    if (n > 1)
        qsort(r->windows, n, sizeof *r->windows, by_bound);
    return n;
}

/* ---- one window ---- */

static bool below(double bound, double threshold)
{
    return bound * ECOI_BOUND_SLACK < threshold;
}

/* Divides the leaves into those whose documents must be looked at and those that are passive: they cannot
 * lift a document over the threshold without one of the others. */
static void divide(ecoi_ranker *r, double threshold)
{
    const ecoi_leaves *l = r->leaves;
    r->n_order = r->n_passive = 0;
    r->passive = 0;
    for (size_t i = 0; i < l->n; i++) {
        if (l->items[i].bonus) {
            r->passive += r->leaf_bounds[i];
            continue;
        }
        size_t at = r->n_order++;
        for (; at > 0 && r->leaf_bounds[r->order[at - 1]] > r->leaf_bounds[i]; at--)
            r->order[at] = r->order[at - 1];
        r->order[at] = i;
    }
    while (r->n_passive < r->n_order && below(r->passive + r->leaf_bounds[r->order[r->n_passive]], threshold))
        r->passive += r->leaf_bounds[r->order[r->n_passive++]];
}

/* What a block's postings are worth, at most: exactly but for rounding where there are no titles. */
static void value_block(const ecoi_ranker *r, const uint16_t *ids, const uint32_t *tfs, uint32_t n,
                        double weight, float bound, float *values)
{
    const ecoi_evaluator *e = r->leaves->evaluator;
    const ecoi_bm25 *bm25 = &e->snapshot->bm25;
    uint32_t base = r->leaves->chunk << ECOI_CHUNK_BITS, lens[ECOI_BLOCK];
    ecoi_column_gather(&e->columns->lengths, base, ids, n, lens);
    float factor = (float)weight, k1_base = ECOI_BM25_K1 * bm25->text_base,
          k1_slope = ECOI_BM25_K1 * bm25->text_slope;
    for (uint32_t i = 0; i < n; i++) {
        float tf = (float)(int32_t)tfs[i], len = (float)(int32_t)lens[i]; /* signed: one instruction each */
        values[i] = factor * tf / (tf + (k1_base + k1_slope * len));
    }
    if (!r->leaves->has_titles)
        return;
    for (uint32_t i = 0; i < n; i++)
        if (ecoi_column_get(&e->columns->title_lengths, base + ids[i]))
            values[i] = factor * bound;
}

static void add_block(ecoi_ranker *r, const ecoi_container *c, uint32_t block, double weight, float bound)
{
    uint16_t ids[ECOI_BLOCK];
    uint32_t tfs[ECOI_BLOCK], n = ecoi_container_block_ids(c, block, ids);
    float values[ECOI_BLOCK];
    if (n == 0 || !ecoi_container_block_tfs(c, block, tfs)) {
        ecoi_evaluator_damaged(r->leaves->evaluator);
        return;
    }
    value_block(r, ids, tfs, n, weight, bound, values);
    uint32_t from = 0, to = n;
    while (from < to && ids[from] < r->first)
        from++;
    while (to > from && ids[to - 1] >= r->first + WINDOW)
        to--;
    for (uint32_t i = from; i < to; i++) {
        uint32_t at = ids[i] - r->first;
        r->sums[at] += values[i];
        r->touched[at / 64] |= (uint64_t)1 << at % 64;
    }
}

/* The postings of one term in the window, but for blocks of which no document can exceed the threshold. */
static void add_stream(ecoi_ranker *r, const ecoi_stream *s, double weight, double others, double threshold)
{
    const ecoi_container *c = s->container;
    if (!c)
        return;
    uint32_t end = r->first + WINDOW;
    for (uint32_t block = ecoi_container_find_block(c, r->first); block < c->n_blocks; block++) {
        if (block && ecoi_container_block_last(c, block - 1) + 1 >= end)
            break;
        float bound = r->leaves->saturation[ecoi_container_block_impact(c, block)];
        if (!below(weight * bound + others, threshold))
            add_block(r, c, block, weight, bound);
    }
}

static void add_active(ecoi_ranker *r, double threshold)
{
    ecoi_leaves *l = r->leaves;
    double all = r->passive;
    for (size_t i = r->n_passive; i < r->n_order; i++)
        all += r->leaf_bounds[r->order[i]];
    for (size_t i = r->n_passive; i < r->n_order; i++) {
        const ecoi_leaf *leaf = &l->items[r->order[i]];
        const ecoi_leaf_word *word = leaf->words[0];
        for (size_t k = 0; k < word->n_streams; k++) {
            /* several terms of one word add up to its bound: each leaves the others all of it */
            double others = word->n_streams > 1 ? all : all - r->leaf_bounds[r->order[i]];
            add_stream(r, &word->streams[k], leaf->weight, others, threshold);
        }
    }
}

/* Replaces the bounds of passive leaves and bonuses by those of the document's blocks, the largest first. */
static bool may_reach(ecoi_ranker *r, double sum, uint32_t id, double threshold)
{
    ecoi_leaves *l = r->leaves;
    sum += r->passive;
    if (below(sum, threshold))
        return false;
    for (size_t i = r->n_passive; i-- > 0;) {
        size_t leaf = r->order[i];
        sum += ecoi_leaf_bound(l, &l->items[leaf], id) - r->leaf_bounds[leaf];
        if (below(sum, threshold))
            return false;
    }
    for (size_t i = 0; i < l->n; i++)
        if (l->items[i].bonus) {
            sum += ecoi_leaf_bound(l, &l->items[i], id) - r->leaf_bounds[i];
            if (below(sum, threshold))
                return false;
        }
    return true;
}

/* Keeps the `wanted` largest values seen, the smallest of them at the root. */
static void keep_largest(float *heap, size_t *n, size_t wanted, float value)
{
    size_t i = *n;
    if (i < wanted) {
        for (++*n; i && heap[(i - 1) / 2] > value; i = (i - 1) / 2)
            heap[i] = heap[(i - 1) / 2];
        heap[i] = value;
        return;
    }
    if (value <= heap[0])
        return;
    i = 0;
    for (size_t child; (child = 2 * i + 1) < wanted; i = child) {
        child += child + 1 < wanted && heap[child + 1] < heap[child];
        if (value <= heap[child])
            break;
        heap[i] = heap[child];
    }
    heap[i] = value;
}

static uint64_t matches_of_word(const ecoi_ranker *r, uint32_t word)
{
    uint64_t bits = r->touched[word];
    if (bits && r->refused)
        bits &= ~ecoi_load64(r->refused + r->first / 8 + word * 8);
    return bits && r->allowed ? bits & ecoi_load64(r->allowed + r->first / 8 + word * 8) : bits;
}

/* Before the best are all found, the sums of a window tell a threshold for it: where there are no titles and
 * every form counts they are scores but for rounding and for what else adds to them. */
static double threshold_of_sums(ecoi_ranker *r, double threshold)
{
    float largest[MOST_LARGEST];
    size_t n = 0, wanted = r->best->wanted;
    if (threshold >= 0 || wanted > MOST_LARGEST || !r->sums_are_scores)
        return threshold;
    for (uint32_t word = 0; word < WINDOW / 64; word++)
        for (uint64_t bits = matches_of_word(r, word); bits; bits &= bits - 1)
            keep_largest(largest, &n, wanted, r->sums[word * 64 + (uint32_t)__builtin_ctzll(bits)]);
    return n == wanted ? largest[0] / ECOI_BOUND_SLACK : threshold;
}

/* Scores a document unless it cannot reach the threshold; false when memory ran out. */
static bool offer(ecoi_ranker *r, uint32_t id, double sum, double threshold)
{
    bool found;
    if (r->leaves->evaluator->status || !may_reach(r, sum, id, threshold))
        return true;
    double score = ecoi_leaves_score(r->leaves, id, &found);
    return !found || below(score, threshold) || ecoi_rank_offer(r->leaves, id, score, r->best);
}

static bool offer_touched(ecoi_ranker *r)
{
    double floor = threshold_of_sums(r, ecoi_best_threshold(r->best)), threshold = floor;
    for (uint32_t word = 0; word < WINDOW / 64; word++) {
        for (uint64_t bits = matches_of_word(r, word); bits; bits &= bits - 1) {
            uint32_t at = word * 64 + (uint32_t)__builtin_ctzll(bits);
            if (below(r->sums[at] + r->passive, threshold))
                continue;
            if (!offer(r, r->first + at, r->sums[at], threshold))
                return false;
            threshold = ecoi_best_threshold(r->best);
            threshold = threshold > floor ? threshold : floor;
        }
        for (uint64_t bits = r->touched[word]; bits; bits &= bits - 1)
            r->sums[word * 64 + (uint32_t)__builtin_ctzll(bits)] = 0;
        r->touched[word] = 0;
    }
    return true;
}

static void enter_chunk(ecoi_ranker *r, uint32_t chunk)
{
    const ecoi_evaluator *e = r->leaves->evaluator;
    ecoi_leaves_enter(r->leaves, chunk);
    r->refused = ecoi_deleted_set(e->snapshot, e->segment_number, chunk).bits;
}

static bool visit(ecoi_ranker *r, const window *w)
{
    double threshold = ecoi_best_threshold(r->best);
    if (w->chunk != r->leaves->chunk)
        enter_chunk(r, w->chunk);
    r->first = w->number * WINDOW;
    bound_window(r, (size_t)w->chunk * WINDOWS_A_CHUNK + w->number);
    divide(r, threshold);
    add_active(r, threshold);
    return offer_touched(r);
}

/* Whether somewhere only the best of several leaves counts: then their sum is too much. */
static bool has_best(const ecoi_leaf_sum *sum)
{
    bool has = sum->is_best;
    for (size_t i = 0; !has && i < sum->n_parts; i++)
        has = has_best(sum->parts[i]);
    return has;
}

eco_status ecoi_ranker_new(ecoi_leaves *leaves, ecoi_best *best, ecoi_ranker **out, eco_error *error)
{
    ecoi_ranker *r = calloc(1, sizeof *r);
    *out = r;
    if (!r)
        return ecoi_error_no_memory(error);
    r->leaves = leaves;
    r->best = best;
    r->sums_are_scores = !leaves->has_titles;
    for (size_t i = 0; i < leaves->n; i++) /* a phrase's sum is that of its first word */
        r->sums_are_scores = r->sums_are_scores && (leaves->items[i].bonus || leaves->items[i].n_words == 1);
    r->sums_are_scores = r->sums_are_scores && !has_best(leaves->sum);
    for (size_t i = 0; i < leaves->n_words; i++)
        r->sums_are_scores = r->sums_are_scores && !leaves->words[i].by_positions;
    return note_all_impacts(r) ? ECO_OK : ecoi_error_no_memory(error);
}

void ecoi_ranker_free(ecoi_ranker *r)
{
    if (!r)
        return;
    ecoi_arena_dispose(&r->arena);
    free(r);
}

/* Visits windows until none can have a document that is among the best. */
static eco_status visit_windows(ecoi_ranker *r, size_t from, size_t to, eco_error *error)
{
    const ecoi_evaluator *e = r->leaves->evaluator;
    size_t n = list_windows(r, from, to);
    for (size_t i = 0; i < n && !e->status && !below(r->windows[i].bound, ecoi_best_threshold(r->best)); i++)
        if (!visit(r, &r->windows[i]))
            return ecoi_error_no_memory(error);
    return ecoi_evaluator_report(r->leaves->evaluator, error);
}

eco_status ecoi_rank_union(ecoi_ranker *r, eco_error *error)
{
    enter_chunk(r, 0);
    return visit_windows(r, 0, r->n_windows, error);
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
static bool offer_rest(ecoi_ranker *r, const uint8_t *allowed)
{
    ecoi_leaves *l = r->leaves;
    for (uint32_t first = 0; first < ECOI_CHUNK_DOCS && may_score_nothing(r, first); first += 64)
        for (uint64_t bits = ecoi_load64(allowed + first / 8); bits; bits &= bits - 1) {
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
    size_t first = (size_t)chunk * WINDOWS_A_CHUNK;
    enter_chunk(r, chunk);
    r->allowed = bits;
    eco_status status = visit_windows(r, first, first + WINDOWS_A_CHUNK, error);
    if (status)
        return status;
    if (!offer_rest(r, bits))
        return ecoi_error_no_memory(error);
    return ecoi_evaluator_report(r->leaves->evaluator, error);
}
