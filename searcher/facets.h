/* SPDX-License-Identifier: MIT */
/* Counting the matches by region, source and month. */
#ifndef ECOI_SEARCHER_FACETS_H
#define ECOI_SEARCHER_FACETS_H

#include "base/map.h"
#include "searcher/snapshot.h"

typedef struct ecoi_facet_counts {
    unsigned wanted;                     /* ECO_FACET_... */
    uint64_t regions[ECO_N_REGIONS + 1]; /* the last: no region */
    ecoi_map sources, months;
    ecoi_buf source_counts, month_counts; /* u64 a key */
} ecoi_facet_counts;                      /* zero-initialise, dispose always */

/* False when memory ran out. */
bool ecoi_facets_count(ecoi_facet_counts *counts, const ecoi_snapshot *snapshot, size_t segment,
                       const ecoi_columns *columns, uint32_t doc);
/* The buckets of one facet, in the order that search.h promises, in `arena`; NULL when memory ran out. */
eco_bucket *ecoi_facets_buckets(const ecoi_facet_counts *counts, unsigned facet, ecoi_arena *arena,
                                size_t *out_n);
void ecoi_facets_dispose(ecoi_facet_counts *counts);

#endif
