/* SPDX-License-Identifier: MIT */
#include "searcher/phrase.h"

#include <stdlib.h>

#include "base/buf.h"

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
        w->at = 0;
        w->ids = NULL;
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

/* The id's index in the container; it is there. */
static uint32_t index_of(ecoi_phrase_word *w, uint32_t id)
{
    const ecoi_container *c = w->reader.container;
    if (!w->ids)
        return ecoi_container_rank(c, id);
    uint32_t step = 1, low = w->at, last = c->n - 1;
    while (low + step <= last && w->ids[low + step] <= id) {
        low += step;
        step *= 2;
    }
    for (; step; step /= 2)
        if (low + step <= last && w->ids[low + step] <= id)
            low += step;
    return w->at = low;
}

/* Why a reader has failed. */
static eco_status failure_of(const ecoi_phrase *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->words[i].reader.no_memory)
            return ECO_E_NO_MEMORY;
    return ECO_E_CORRUPT;
}

bool ecoi_phrase_matches(ecoi_phrase *p, uint32_t id, eco_status *status)
{
    const uint32_t *positions;
    ecoi_phrase_word *rarest = &p->words[0];
    uint32_t n_starts = 0, n = ecoi_position_reader_read(&rarest->reader, index_of(rarest, id), &positions);
    bool damaged = n == 0;
    if (n > p->starts_cap && !ecoi_grow(&p->starts, &p->starts_cap, n, sizeof *p->starts)) {
        *status = ECO_E_NO_MEMORY;
        return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        p->starts[n_starts] = positions[i] - rarest->offset;
        n_starts += positions[i] >= rarest->offset;
    }
    for (size_t i = 1; n_starts && i < p->n; i++) {
        ecoi_phrase_word *w = &p->words[i];
        n_starts =
            ecoi_position_reader_keep(&w->reader, index_of(w, id), w->offset, p->starts, n_starts, &damaged);
    }
    if (damaged)
        *status = failure_of(p);
    return n_starts > 0;
}
