/* SPDX-License-Identifier: MIT */
#include "store/near.h"

#include <stdlib.h>
#include <string.h>

enum {
    INDEXED = 12, /* hashes of a document in the table */
    SLOTS_A_DOC = 15,
    SAME_MAX = 8,       /* documents remembered of one hash */
    CANDIDATES_MAX = 32 /* documents compared with one */
};

/* Documents met while one is looked for. */
typedef struct candidates {
    uint32_t docs[CANDIDATES_MAX];
    uint8_t shared[CANDIDATES_MAX]; /* hashes */
    size_t n;
} candidates;

static size_t slot_of(const ecoi_near *near, uint32_t value)
{
    return (size_t)((uint64_t)(value * 0x9e3779b1u) * near->n_slots >> 32);
}

static size_t next_slot(const ecoi_near *near, size_t slot)
{
    return slot + 1 < near->n_slots ? slot + 1 : 0;
}

static bool has_value(const ecoi_sketch *sketch, uint32_t value)
{
    for (size_t i = 0; i < INDEXED; i++)
        if (sketch->values[i] == value)
            return true;
    return false;
}

static void add_candidate(candidates *all, uint32_t doc)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->docs[i] == doc) {
            all->shared[i]++;
            return;
        }
    if (all->n == CANDIDATES_MAX)
        return;
    all->shared[all->n] = 1;
    all->docs[all->n++] = doc;
}

/* Takes the one that shares most, of several the first: what it is like is most likely found there. */
static uint32_t take_best(candidates *all)
{
    size_t best = 0;
    for (size_t i = 1; i < all->n; i++)
        if (all->shared[i] > all->shared[best])
            best = i;
    uint32_t doc = all->docs[best];
    all->n--;
    memmove(all->docs + best, all->docs + best + 1, (all->n - best) * sizeof *all->docs);
    memmove(all->shared + best, all->shared + best + 1, all->n - best);
    return doc;
}

/* Adds the documents that are remembered with this hash; *out_free is where another one goes. Returns how
 * many there are; SIZE_MAX after trouble. */
static size_t look_up(const ecoi_near *near, uint32_t value, candidates *all, size_t *out_free)
{
    size_t slot = slot_of(near, value), n = 0;
    for (; near->slots[slot]; slot = next_slot(near, slot)) {
        uint32_t doc = near->slots[slot] - 1;
        const ecoi_sketch *sketch = near->sketch(near->user, doc);
        if (!sketch)
            return SIZE_MAX;
        if (!has_value(sketch, value))
            continue;
        if (all)
            add_candidate(all, doc);
        n++;
    }
    *out_free = slot;
    return n;
}

static bool remember(ecoi_near *near, uint32_t doc, const ecoi_sketch *sketch)
{
    for (size_t i = 0; i < INDEXED && sketch->values[i] != ECOI_SKETCH_NONE; i++) {
        size_t slot = 0, n = look_up(near, sketch->values[i], NULL, &slot);
        if (n == SIZE_MAX)
            return false;
        if (n < SAME_MAX)
            near->slots[slot] = doc + 1;
    }
    return true;
}

bool ecoi_near_open(ecoi_near *near, size_t n_docs)
{
    near->n_slots = n_docs * SLOTS_A_DOC + SLOTS_A_DOC;
    near->slots = calloc(near->n_slots, sizeof *near->slots);
    near->groups = calloc(n_docs ? n_docs : 1, sizeof *near->groups);
    return near->slots && near->groups;
}

bool ecoi_near_add(ecoi_near *near, uint32_t doc, const ecoi_sketch *sketch, uint32_t *out)
{
    candidates all = {.n = 0};
    ecoi_sketch own = *sketch; /* the owner may move it while others are looked at */
    *out = near->groups[doc] = doc;
    for (size_t i = 0, slot; i < ECOI_SKETCH_VALUES && own.values[i] != ECOI_SKETCH_NONE; i++)
        if (look_up(near, own.values[i], &all, &slot) == SIZE_MAX)
            return false;
    while (all.n > 0) {
        bool alike = false;
        uint32_t earlier = take_best(&all);
        const ecoi_sketch *other = near->sketch(near->user, earlier);
        if (!other)
            return false;
        if (!ecoi_sketch_may_be_alike(&own, other))
            continue;
        if (!near->alike(near->user, doc, earlier, &alike))
            return false;
        if (alike) {
            *out = near->groups[doc] = near->groups[earlier];
            break;
        }
    }
    return remember(near, doc, &own);
}

bool ecoi_near_keep(ecoi_near *near, uint32_t doc, const ecoi_sketch *sketch)
{
    near->groups[doc] = doc;
    return remember(near, doc, sketch);
}

void ecoi_near_dispose(ecoi_near *near)
{
    free(near->slots);
    free(near->groups);
    near->slots = near->groups = NULL;
}
