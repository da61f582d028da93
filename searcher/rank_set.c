/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/error.h"
#include "searcher/rank.h"

bool ecoi_rank_offer(ecoi_leaves *l, uint32_t id, double score, ecoi_best *best)
{
    uint32_t doc = (l->chunk << ECOI_CHUNK_BITS) + id;
    return ecoi_best_offer(best, (ecoi_found){.score = score,
                                              .segment = (uint32_t)l->evaluator->segment_number,
                                              .doc = doc,
                                              .date = ecoi_column_get(&l->evaluator->columns->dates, doc)});
}

/* ---- one document after another ---- */

/* Whether the document's score may exceed the threshold: leaf by leaf, what it may add anywhere is replaced
 * by what its block allows. */
static bool may_exceed(ecoi_leaves *l, const double *bounds, double sum, uint32_t id, double threshold)
{
    for (size_t i = 0; i < l->n; i++) {
        sum += l->items[i].weight * ecoi_leaf_saturation(l, &l->items[i], id) - bounds[i];
        if (sum * ECOI_BOUND_SLACK <= threshold)
            return false;
    }
    return true;
}

/* Documents rise: one that only equals the worst of the best comes after it. */
static bool rank_one(ecoi_leaves *l, const double *bounds, double sum, uint32_t id, ecoi_best *best)
{
    double threshold = ecoi_best_threshold(best);
    bool found;
    if (threshold >= 0 && !may_exceed(l, bounds, sum, id, threshold))
        return true;
    double score = ecoi_leaves_score(l, id, &found);
    return score <= threshold || ecoi_rank_offer(l, id, score, best);
}

/* ---- many together ---- */

static void add_leaf(ecoi_leaves *l, const ecoi_leaf *leaf, const uint16_t *ids, uint32_t n, double *scores)
{
    uint16_t found[ECOI_STREAM_IDS];
    float saturations[ECOI_STREAM_IDS];
    ecoi_leaf_word *w = leaf->words[0];
    if (w->n_streams == 0)
        return;
    uint32_t m = ecoi_stream_find_all(l->evaluator, &w->streams[0], ids, n, found, saturations);
    for (uint32_t i = 0; i < m; i++)
        scores[found[i]] += ecoi_score_value(leaf->boost, leaf->idf, saturations[i]);
}

/* Of exact leaves that are all added up: in their order, as the exhaustive evaluator does. */
static bool rank_together(ecoi_leaves *l, const uint16_t *ids, uint32_t n, ecoi_best *best)
{
    double scores[ECOI_STREAM_IDS];
    memset(scores, 0, n * sizeof *scores);
    for (size_t i = 0; i < l->n; i++)
        add_leaf(l, &l->items[i], ids, n, scores);
    bool fits = true;
    for (uint32_t i = 0; fits && !l->evaluator->status && i < n; i++)
        if (scores[i] > ecoi_best_threshold(best))
            fits = ecoi_rank_offer(l, ids[i], scores[i], best);
    return fits;
}

eco_status ecoi_rank_set(ecoi_leaves *l, uint32_t chunk, ecoi_set set, ecoi_best *best, eco_error *error)
{
    ecoi_evaluator *e = l->evaluator;
    double bounds[ECOI_MOST_LEAVES], sum = 0;
    uint16_t ids[ECOI_STREAM_IDS];
    bool exact = ecoi_leaves_exact(l), fits = true;
    if (!ecoi_leaves_enter(l, chunk))
        return ecoi_evaluator_report(e, error);
    for (size_t i = 0; i < l->n; i++)
        sum += bounds[i] = ecoi_leaf_chunk_bound(l, &l->items[i]);
    ecoi_set_walk walk = ecoi_set_walk_start(set);
    for (uint32_t n; fits && set.n && (n = ecoi_set_walk_some(&walk, ECOI_STREAM_IDS, ids)) && !e->status &&
                     !ecoi_evaluator_is_late(e);) {
        double threshold = ecoi_best_threshold(best);
        if (threshold >= 0 && sum * ECOI_BOUND_SLACK <= threshold)
            break;
        if (exact)
            fits = rank_together(l, ids, n, best);
        for (uint32_t i = 0; !exact && fits && i < n && !e->status; i++)
            fits = rank_one(l, bounds, sum, ids[i], best);
    }
    return fits ? ecoi_evaluator_report(e, error) : ecoi_error_no_memory(error);
}
