/* SPDX-License-Identifier: MIT */
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

eco_status ecoi_rank_set(ecoi_leaves *l, uint32_t chunk, ecoi_set set, ecoi_best *best, eco_error *error)
{
    ecoi_evaluator *e = l->evaluator;
    double bounds[ECOI_MOST_LEAVES], sum = 0;
    if (!ecoi_leaves_enter(l, chunk))
        return ecoi_evaluator_report(e, error);
    for (size_t i = 0; i < l->n; i++)
        sum += bounds[i] = ecoi_leaf_chunk_bound(l, &l->items[i]);
    ecoi_set_walk walk = ecoi_set_walk_start(set);
    for (uint32_t id; set.n && (id = ecoi_set_walk_next(&walk)) < ECOI_CHUNK_DOCS && !e->status &&
                      !ecoi_evaluator_is_late(e);) {
        /* documents rise: one that only equals the worst of the best comes after it */
        double threshold = ecoi_best_threshold(best);
        bool found;
        if (threshold >= 0 && sum * ECOI_BOUND_SLACK <= threshold)
            break;
        if (threshold >= 0 && !may_exceed(l, bounds, sum, id, threshold))
            continue;
        double score = ecoi_leaves_score(l, id, &found);
        if (score > threshold && !ecoi_rank_offer(l, id, score, best))
            return ecoi_error_no_memory(error);
    }
    return ecoi_evaluator_report(e, error);
}
