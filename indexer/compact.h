/* SPDX-License-Identifier: MIT */
/*
 * Runs to one segment. A single run that drops nothing and is synced already is renamed; otherwise all are
 * merged, and where there are more than the plan's fan-in, rows of neighbours first, no more of them than it
 * takes.
 */
#ifndef ECOI_INDEXER_COMPACT_H
#define ECOI_INDEXER_COMPACT_H

#include "indexer/permutation.h"
#include "indexer/plan.h"
#include "indexer/run.h"
#include "store/manifest.h"

typedef struct ecoi_compact_options {
    const ecoi_folder *folder;
    const ecoi_plan *plan;
    bool store_text;
    bool single_is_synced; /* a single run may become the segment as it is */
    bool reorder;          /* see reorder.h */
    bool (*tick)(void *user, uint64_t bytes_done, uint64_t bytes_total); /* false cancels */
    void *user;
} ecoi_compact_options;

/* At least one run. *out_order: that of the documents, where it is another one than the runs'; the caller's
 * to dispose of. On success the list is empty and the segment is there, synced; on failure the list holds the
 * runs that are left. */
eco_status ecoi_compact(ecoi_run_list *runs, const ecoi_compact_options *options, ecoi_manifest_segment *out,
                        ecoi_permutation *out_order, eco_error *error);

#endif
