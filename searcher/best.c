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

static void swap(ecoi_found *a, ecoi_found *b)
{
    ecoi_found t = *a;
    *a = *b;
    *b = t;
}

static void sink(ecoi_best *h, size_t i, size_t n)
{
    for (;;) {
        size_t worst = i, left = 2 * i + 1;
        for (size_t child = left; child < n && child <= left + 1; child++)
            if (before(h, &h->items[worst], &h->items[child]))
                worst = child;
        if (worst == i)
            return;
        swap(&h->items[i], &h->items[worst]);
        i = worst;
    }
}

bool ecoi_best_offer(ecoi_best *h, ecoi_found found)
{
    if (h->wanted == 0)
        return true;
    if (h->n == h->wanted) {
        if (before(h, &found, &h->items[0])) {
            h->items[0] = found;
            sink(h, 0, h->n);
        }
        return true;
    }
    if (!ecoi_grow(&h->items, &h->cap, h->n + 1, sizeof *h->items))
        return false;
    size_t i = h->n++;
    h->items[i] = found;
    for (; i && before(h, &h->items[(i - 1) / 2], &h->items[i]); i = (i - 1) / 2)
        swap(&h->items[(i - 1) / 2], &h->items[i]);
    return true;
}

void ecoi_best_settle(ecoi_best *h)
{
    for (size_t n = h->n; n > 1; n--) {
        swap(&h->items[0], &h->items[n - 1]);
        sink(h, 0, n - 1);
    }
}

void ecoi_best_dispose(ecoi_best *h)
{
    free(h->items);
    *h = (ecoi_best){0};
}
