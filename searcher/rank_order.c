/* SPDX-License-Identifier: MIT */
#include "searcher/rank_impl.h"

/* The most promising go first, then ever more of the others at once: their order matters less. */
enum { FIRST_ITEMS = 8, MORE_AT_ONCE = 2, LEVELS = 256 };

static bool reaches(const ecoi_ranker *r, float bound)
{
    return !ecoi_rank_below(bound, ecoi_best_threshold(r->best));
}

/* A few: the largest bound first. */
static void sort_items(const ecoi_rank_items *items, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        uint16_t item = items->order[i];
        size_t at = i;
        for (; at > 0 && items->bounds[items->order[at - 1]] < items->bounds[item]; at--)
            items->order[at] = items->order[at - 1];
        items->order[at] = item;
    }
}

static bool visit_some(ecoi_ranker *r, const ecoi_rank_items *items, size_t n)
{
    ecoi_evaluator *e = r->leaves->evaluator;
    if (n <= 2 * FIRST_ITEMS)
        sort_items(items, n);
    for (size_t i = 0; i < n && !e->status && !ecoi_evaluator_is_late(e); i++)
        if (reaches(r, items->bounds[items->order[i]]) && !items->visit(r, items->order[i]))
            return false;
    return true;
}

bool ecoi_rank_best_first(ecoi_ranker *r, const ecoi_rank_items *items)
{
    const ecoi_evaluator *e = r->leaves->evaluator;
    uint32_t counts[LEVELS] = {0};
    float most = r->kernels->largest(items->bounds, items->n), scale = most > 0 ? (LEVELS - 2) / most : 0;
    r->kernels->levels(items->bounds, scale, items->levels, items->n);
    for (size_t i = 0; i < items->n; i++)
        counts[items->levels[i]]++;
    size_t wanted = FIRST_ITEMS;
    for (unsigned high = LEVELS - 1; high > 0 && !e->status; wanted *= MORE_AT_ONCE) {
        if (most > 0 && !reaches(r, (float)high / scale))
            break;
        unsigned low = high;
        size_t n = counts[low];
        while (low > 1 && n < wanted)
            n += counts[--low];
        n = r->kernels->between(items->levels, (uint8_t)low, (uint8_t)high, items->order, items->n);
        if (!visit_some(r, items, n))
            return false;
        high = low - 1;
    }
    return true;
}
