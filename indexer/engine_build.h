/* SPDX-License-Identifier: MIT */
/*
 * The databases of a generation that another engine keeps. They lie in the index folder as ENGINE-GGGGGGGG-N,
 * made by the run for generation G, and are named by its manifest and by those that go back to it.
 *
 * A build makes them; an update copies those of the generation before (engine_files.h) and changes the
 * copies. So a generation is published by one rename however many databases it has, and the ones before stay
 * as they were for their readers and for going back.
 */
#ifndef ECOI_INDEXER_ENGINE_BUILD_H
#define ECOI_INDEXER_ENGINE_BUILD_H

#include "base/engine.h"
#include "indexer/previous.h"

typedef struct ecoi_engine_build {
    const ecoi_folder *folder;
    const char *name; /* of the engine */
    unsigned n_shards;
    const char *analysis, *fingerprint;
    eco_text words;
    const ecoi_previous *previous; /* what it deletes goes from its databases; NULL: they are made anew */
    bool compact; /* write copies once more, as small as can be, without what was deleted, as new ones are */
    bool (*tick)(void *user, uint64_t done, uint64_t total); /* NULL: not wanted; false cancels */
    void *user;
} ecoi_engine_build;

/* Makes manifest->databases out of those before and a new segment (NULL: none), which becomes an entry in the
 * register: *fresh is that one afterwards. On failure the databases made are removed. */
eco_status ecoi_engine_build_run(const ecoi_engine_build *build, ecoi_manifest_segment *fresh,
                                 ecoi_manifest *manifest, eco_error *error);

#endif
