/* SPDX-License-Identifier: MIT */
/*
 * Merging segments into one: documents one segment after another, then terms in byte order with their
 * postings, what is dropped left out as if it had never been there. The result is the same bytes as a segment
 * made of the documents at once, but for the borders of the blocks of stored documents.
 *
 * Memory: the writer's, 8 KiB a segment, 4 bytes for each document of a segment that drops some, the forms
 * and the longest document of one term, and the pages of the maps: these are let go of after map_bytes.
 */
#ifndef ECOI_INDEXER_MERGE_H
#define ECOI_INDEXER_MERGE_H

#include "base/vfs.h"
#include "store/segment.h"

typedef struct ecoi_merge_input {
    const char *path;
    const uint64_t *dropped; /* bit per document; NULL: none */
    uint32_t n_dropped;
} ecoi_merge_input;

typedef struct ecoi_merge_options {
    const ecoi_vfs *vfs;     /* for reading */
    const ecoi_vfs *out_vfs; /* for writing: may sync or not */
    const char *out_path;    /* must not exist; removed on failure */
    bool store_text;
    uint64_t map_bytes;
    bool (*tick)(void *user,
                 uint64_t bytes); /* so much of the inputs was read since the last call; false: cancel */
    void *user;
} ecoi_merge_options;

eco_status ecoi_merge(const ecoi_merge_input *inputs, size_t n_inputs, const ecoi_merge_options *options,
                      ecoi_segment_numbers *out_numbers, uint64_t *out_bytes, eco_error *error);

/* ---- between merge.c, merge_documents.c and merge_terms.c ---- */

typedef struct ecoi_merge_source {
    const ecoi_merge_input *input;
    ecoi_segment *segment;
    uint32_t n_docs;
    uint32_t base;     /* number of its first document in the new segment */
    uint32_t *numbers; /* new number of each document, ECOI_NO_DOC: dropped; NULL: base + doc */
    ecoi_term_walk walk;
    uint64_t prefix; /* of the walk's term, for comparing */
} ecoi_merge_source;

typedef struct ecoi_merger {
    const ecoi_merge_options *options;
    ecoi_merge_source *sources;
    size_t n;
    ecoi_segment_writer *writer;
    ecoi_arena arena;
    ecoi_document_cache documents; /* of the source whose documents are being copied */
    uint64_t read, unreported;     /* bytes of maps since they were let go of; since the last tick */
} ecoi_merger;

static inline uint32_t ecoi_merge_number(const ecoi_merge_source *source, uint32_t doc)
{
    return source->numbers ? source->numbers[doc] : source->base + doc;
}

/* Opens a source's map anew, so that the pages it has touched are no longer held. */
eco_status ecoi_merge_reopen(ecoi_merger *merger, ecoi_merge_source *source, eco_error *error);
/* Counts bytes read; ECO_E_CANCELLED at the caller's wish. */
eco_status ecoi_merge_count(ecoi_merger *merger, uint64_t bytes, eco_error *error);

eco_status ecoi_merge_documents(ecoi_merger *merger, eco_error *error);
eco_status ecoi_merge_terms(ecoi_merger *merger, eco_error *error);

#endif
