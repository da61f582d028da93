/* SPDX-License-Identifier: MIT */
/*
 * A segment's documents and postings written to an engine's databases (base/engine.h): terms, positions,
 * forms, columns and texts exactly as the segment has them (store/engine_names.h, engine_record.h), documents
 * in its order. Postings are turned from by-term to by-document a group of documents at a time.
 */
#ifndef ECOI_INDEXER_ENGINE_COPY_H
#define ECOI_INDEXER_ENGINE_COPY_H

#include "base/engine.h"
#include "store/segment.h"

typedef struct ecoi_engine_copy {
    const ecoi_engine *engine;
    const ecoi_segment *segment; /* NULL: no documents */
    const char *const
        *paths; /* of the databases, which are made; a document's key decides which one it goes to */
    size_t n_paths;
    const char *analysis, *fingerprint;
    eco_text words;
    bool (*tick)(void *user, uint64_t done,
                 uint64_t total); /* in documents; NULL: not wanted; false cancels */
    void *user;
} ecoi_engine_copy;

/* `out`: by path; their sums are the segment's. On failure databases may be left half written. */
eco_status ecoi_engine_copy_all(const ecoi_engine_copy *copy, ecoi_segment_numbers *out, eco_error *error);

#endif
