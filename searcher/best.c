/* SPDX-License-Identifier: MIT */
#include "searcher/best.h"

#include <stdlib.h>

#include "base/buf.h"

/* Whether a comes before b in the answer. */
static bool before(const ecoi_best *h, const ecoi_found *a, const ecoi_found *b)
{
    if (h->by_date && a->date != b->date)
        return a->date > b->date;
    if (!h->by_date && a->score != b->score)
        return a->score > b->score;
    return a->segment != b->segment ? a->segment < b->segment : a->doc < b->doc;
}

/* Puts a match in the place of the worst of n, which is gone, and the worst of them at the root. */
static void replace_worst(ecoi_best *h, ecoi_found found, size_t n)
{
    size_t hole = 0;
    for (size_t child; (child = 2 * hole + 1) < n; hole = child) {
        child += child + 1 < n && before(h, &h->items[child], &h->items[child + 1]);
        if (!before(h, &found, &h->items[child]))
            break;
        h->items[hole] = h->items[child];
    }
    h->items[hole] = found;
}

bool ecoi_best_offer(ecoi_best *h, ecoi_found found)
{
    if (h->wanted == 0)
        return true;
    if (h->n == h->wanted) {
        if (before(h, &found, &h->items[0]))
            replace_worst(h, found, h->n);
        return true;
    }
    if (!ecoi_grow(&h->items, &h->cap, h->n + 1, sizeof *h->items))
        return false;
    size_t hole = h->n++;
    for (; hole && before(h, &h->items[(hole - 1) / 2], &found); hole = (hole - 1) / 2)
        h->items[hole] = h->items[(hole - 1) / 2];
    h->items[hole] = found;
    return true;
}

void ecoi_best_settle(ecoi_best *h)
{
    for (size_t n = h->n; n > 1; n--) {
        ecoi_found last = h->items[n - 1];
        h->items[n - 1] = h->items[0];
        replace_worst(h, last, n - 1);
    }
}

void ecoi_best_dispose(ecoi_best *h)
{
    free(h->items);
    *h = (ecoi_best){0};
}
