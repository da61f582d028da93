/* SPDX-License-Identifier: MIT */
#include "searcher/phrase.h"

#include <stdlib.h>

#include "base/buf.h"

bool ecoi_phrase_open(ecoi_phrase *p, const ecoi_posting_list *const *lists, const uint32_t *offsets,
                      size_t n, ecoi_arena *arena)
{
    *p = (ecoi_phrase){.words = ecoi_arena_calloc(arena, n, sizeof *p->words)};
    if (!p->words)
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at > 0 && p->words[at - 1].list->df > lists[i]->df; at--)
            p->words[at] = p->words[at - 1];
        p->words[at] = (ecoi_phrase_word){.list = lists[i], .number = i, .offset = offsets[i] - offsets[0]};
    }
    p->n = n;
    return true;
}

void ecoi_phrase_dispose(ecoi_phrase *p)
{
    for (size_t i = 0; i < p->n; i++)
        ecoi_position_reader_dispose(&p->words[i].reader);
    free(p->starts);
    p->n = 0;
}

eco_status ecoi_phrase_enter(ecoi_phrase *p, uint32_t chunk, ecoi_arena *arena)
{
    for (size_t i = 0; i < p->n; i++) {
        ecoi_phrase_word *w = &p->words[i];
        const ecoi_container *c = ecoi_posting_list_find(w->list, chunk);
        ecoi_position_reader_enter(&w->reader, c);
        w->index = 0;
        w->ids = NULL;
        w->indices = ecoi_arena_alloc(arena, ECOI_PHRASE_IDS * sizeof *w->indices);
        if (!w->indices)
            return ECO_E_NO_MEMORY;
        if (ecoi_container_bits(c))
            continue;
        w->ids = ecoi_arena_alloc(arena, ECOI_CONTAINER_IDS * sizeof *w->ids);
        if (!w->ids)
            return ECO_E_NO_MEMORY;
        if (!ecoi_container_ids(c, w->ids))
            return ECO_E_CORRUPT;
    }
    return ECO_OK;
}

/* An id's index in an array that has it, at `from` or after it. */
static uint32_t index_in_array(const uint16_t *ids, uint32_t n, uint32_t from, uint32_t id)
{
    uint32_t step = 1, low = from, last = n - 1;
    while (low + step <= last && ids[low + step] <= id) {
        low += step;
        step *= 2;
    }
    for (; step; step /= 2)
        if (low + step <= last && ids[low + step] <= id)
            low += step;
    return low;
}

/* The indices of ids that are all there; false: damaged. */
static bool find_indices(ecoi_phrase_word *w, const uint16_t *ids, uint32_t n)
{
    uint16_t found[ECOI_PHRASE_IDS];
    const ecoi_container *c = w->reader.container;
    if (!w->ids)
        return ecoi_container_find_in_bits(c, ids, n, found, w->indices) == n;
    for (uint32_t i = 0; i < n; i++)
        w->indices[i] = w->index = index_in_array(w->ids, c->n, w->index, ids[i]);
    return true;
}

/* Why a reader has failed. */
static eco_status failure_of(const ecoi_phrase *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->words[i].reader.no_memory)
            return ECO_E_NO_MEMORY;
    return ECO_E_CORRUPT;
}

uint32_t ecoi_phrase_find(ecoi_phrase *p, eco_status *status)
{
    const uint32_t *positions;
    ecoi_phrase_word *rarest = &p->words[0];
    uint32_t n_starts = 0, n = ecoi_position_reader_read(&rarest->reader, rarest->index, &positions);
    bool damaged = n == 0;
    if (n > p->starts_cap && !ecoi_grow(&p->starts, &p->starts_cap, n, sizeof *p->starts)) {
        *status = ECO_E_NO_MEMORY;
        return 0;
    }
    for (uint32_t i = 0; i < n; i++) {
        p->starts[n_starts] = positions[i] - rarest->offset;
        n_starts += positions[i] >= rarest->offset;
    }
    for (size_t i = 1; n_starts && i < p->n; i++) {
        ecoi_phrase_word *w = &p->words[i];
        n_starts = ecoi_position_reader_keep(&w->reader, w->index, w->offset, p->starts, n_starts, &damaged);
    }
    if (damaged)
        *status = failure_of(p);
    return n_starts;
}

uint32_t ecoi_phrase_keep(ecoi_phrase *p, uint16_t *ids, uint32_t n, eco_status *status)
{
    uint32_t kept = 0;
    for (size_t i = 0; i < p->n; i++)
        if (!find_indices(&p->words[i], ids, n))
            *status = ECO_E_CORRUPT;
    for (uint32_t k = 0; !*status && k < n; k++) {
        for (size_t i = 0; i < p->n; i++)
            p->words[i].index = p->words[i].indices[k];
        ids[kept] = ids[k];
        kept += ecoi_phrase_find(p, status) > 0;
    }
    return kept;
}
