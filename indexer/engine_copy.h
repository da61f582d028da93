/* SPDX-License-Identifier: MIT */
/*
 * A segment's documents and postings written to an engine's databases (base/engine.h): terms, positions,
 * forms, columns and texts exactly as the segment has them (store/engine_names.h, engine_record.h), documents
 * in its order, after those that are there. Postings are turned from by-term to by-document a group of
 * documents at a time.
 */
#ifndef ECOI_INDEXER_ENGINE_COPY_H
#define ECOI_INDEXER_ENGINE_COPY_H

#include "base/engine.h"
#include "indexer/previous.h"

typedef struct ecoi_engine_copy {
    const ecoi_engine *engine;
    const ecoi_segment *segment; /* NULL: no documents */
    const char *const *paths;    /* of the databases; a document's key decides which one it goes to */
    size_t n_paths;
    const ecoi_previous *previous; /* the databases are copies of its, and what this run deletes goes from
                                      them; NULL: they are made */
    ecoi_segment_writer *entries;  /* gets an entry of the register (register.h) a document; NULL: unwanted */
    const char *analysis, *fingerprint;
    eco_text words;
    bool (*tick)(void *user, uint64_t done,
                 uint64_t total); /* in documents; NULL: not wanted; false cancels */
    void *user;
} ecoi_engine_copy;

/* `out`: by path; of documents and their lengths they are exact, all else adds up what was ever added. On
 * failure databases may be left half written. */
eco_status ecoi_engine_copy_all(const ecoi_engine_copy *copy, ecoi_segment_numbers *out, eco_error *error);

#endif
