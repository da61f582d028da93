/* SPDX-License-Identifier: MIT */
/* One opened generation: its segments and the sums that scoring takes over all of them. Read-only, counted.
 */
#ifndef ECOI_SEARCHER_SNAPSHOT_H
#define ECOI_SEARCHER_SNAPSHOT_H

#include <ecosearch/search.h>

#include "searcher/ranges.h"
#include "searcher/set.h"
#include "stem/analyser.h"
#include "store/bm25.h"
#include "store/deletions.h"

typedef struct ecoi_snapshot {
    _Atomic unsigned references;
    ecoi_manifest manifest;
    ecoi_segment **segments;
    ecoi_deletions *deletions; /* by segment */
    size_t n_segments;
    ecoi_analyser *analyser;
    _Atomic(ecoi_analysis *) spare; /* of the last search, for the next; NULL: none */
    uint64_t n_docs;                /* deleted ones left out, as in the averages of bm25 */
    ecoi_bm25 bm25;
    const ecoi_set_kernels *kernels;
    const ecoi_range_kernels *range_kernels;
    bool plain;                       /* analysis "ws": no pairs, no stop words */
    struct ecoi_engine_index *engine; /* another one keeps the index: there are no segments; NULL: our own */
} ecoi_snapshot;

/* The built-in synonyms, which live as long as the index. */
eco_synonyms *ecoi_index_synonyms(eco_index *index);
/* The index's current generation, to be given back with ecoi_snapshot_release. */
ecoi_snapshot *ecoi_index_snapshot(eco_index *index);
void ecoi_snapshot_release(ecoi_snapshot *snapshot);

/* An analysis for one search: the spare one or a new one. It is given back when all went well, else freed. */
eco_status ecoi_snapshot_analysis(ecoi_snapshot *snapshot, ecoi_analysis **out, eco_error *error);
void ecoi_snapshot_give_back(ecoi_snapshot *snapshot, ecoi_analysis *analysis);

#endif
