/* SPDX-License-Identifier: MIT */
/*
 * From a generation and what a run has made to the parts of the next one: segments that stay, the new one,
 * those that are merged (policy.h), and the rows beside them.
 */
#ifndef ECOI_INDEXER_ASSEMBLE_H
#define ECOI_INDEXER_ASSEMBLE_H

#include "indexer/plan.h"
#include "indexer/update.h"

typedef enum ecoi_assemble_how {
    ECOI_ASSEMBLE_BY_POLICY,
    ECOI_ASSEMBLE_PURGED, /* no deleted document stays in any file */
    ECOI_ASSEMBLE_ONE     /* one segment, without deleted documents */
} ecoi_assemble_how;

typedef struct ecoi_assembly {
    const ecoi_folder *folder;
    const ecoi_plan *plan;
    ecoi_update *update;
    ecoi_assemble_how how;
    bool store_text;
    bool keep_missing;
    bool (*tick)(void *user, uint64_t bytes_done, uint64_t bytes_total); /* false cancels */
    void *user;
} ecoi_assembly;

/* Of another engine only the register is assembled (engine_build.h makes the databases).
 *
 * Fills manifest->segments (the caller's to free), files, forgotten and sources with the segments of
 * assembly->update's generation before and `fresh` (NULL: none), whose documents are those of its ledger. All
 * parts are there, synced; on failure ecoi_folder_discard removes them. */
eco_status ecoi_assemble(const ecoi_assembly *assembly, const ecoi_manifest_segment *fresh,
                         ecoi_manifest *manifest, eco_error *error);

#endif
