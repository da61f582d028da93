/* SPDX-License-Identifier: MIT */
/*
 * A generation of another engine: its databases lie in the index folder as ENGINE-GGGGGGGG-N, named by the
 * manifest of generation G like segments, and by no other.
 */
#ifndef ECOI_INDEXER_ENGINE_BUILD_H
#define ECOI_INDEXER_ENGINE_BUILD_H

#include "base/engine.h"
#include "indexer/folder.h"

typedef struct ecoi_engine_build {
    const ecoi_folder *folder;
    const char *name; /* of the engine */
    unsigned n_shards;
    const char *analysis, *fingerprint;
    eco_text words;
    bool (*tick)(void *user, uint64_t done, uint64_t total); /* NULL: not wanted; false cancels */
    void *user;
} ecoi_engine_build;

/* Puts the engine's databases in the place of the manifest's one segment (or none), whose file is removed. On
 * failure what was made is removed, and so is the segment. */
eco_status ecoi_engine_build_run(const ecoi_engine_build *build, ecoi_manifest *manifest, eco_error *error);
/* Removes the databases of a manifest that is not published after all. */
void ecoi_engine_build_discard(const ecoi_folder *folder, const ecoi_manifest *manifest);
/* Removes databases whose manifest is gone. */
void ecoi_engine_build_sweep(const ecoi_folder *folder);

#endif
