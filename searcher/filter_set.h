/* SPDX-License-Identifier: MIT */
/* Conditions on columns as sets: a document costs a few loads, and nothing is opened for it. */
#ifndef ECOI_SEARCHER_FILTER_SET_H
#define ECOI_SEARCHER_FILTER_SET_H

#include "searcher/plan.h"
#include "searcher/set.h"

/* A filter made ready for one segment. */
typedef struct ecoi_filter_set {
    const ecoi_filter *filter;
    const ecoi_columns *columns;
    const uint8_t *sources; /* by number: whether it passes; NULL: all do */
    uint32_t n_sources;
} ecoi_filter_set;

/* In `arena`. Zones are another's to check: false for a filter of one, or when memory ran out. */
bool ecoi_filter_set_open(ecoi_filter_set *set, const ecoi_filter *filter, const ecoi_segment *segment,
                          const ecoi_columns *columns, ecoi_arena *arena);
/* The documents of a chunk below `limit` that pass, of those in `within` (NULL: of all). False when memory
 * ran out. */
bool ecoi_filter_set_chunk(const ecoi_filter_set *set, uint32_t chunk, uint32_t limit, const ecoi_set *within,
                           ecoi_arena *arena, ecoi_set *out);

#endif
