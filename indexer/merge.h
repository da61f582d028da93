/* SPDX-License-Identifier: MIT */
/*
 * Merging segments into one: documents one segment after another, then terms in byte order with their
 * postings, what is dropped left out as if it had never been there. The result is the same bytes as a segment
 * made of the documents at once, but for the borders of the blocks of stored documents.
 *
 * Documents are copied by the caller's thread; terms are divided into ranges, which threads encode and the
 * caller's thread adds to the segment in their order. The bytes are the same whatever the number of threads.
 *
 * Memory: the writer's; a thread 8 KiB a segment, the forms and the longest document of one term, and two
 * ranges of encoded terms; 4 bytes for each document of a segment that drops some; and the pages of the maps,
 * which are given back after map_bytes.
 */
#ifndef ECOI_INDEXER_MERGE_H
#define ECOI_INDEXER_MERGE_H

#include "base/vfs.h"
#include "store/segment.h"

typedef struct ecoi_merge_input {
    const char *path;
    const uint64_t *dropped; /* bit per document; NULL: none */
    uint32_t n_dropped;
    /* NULL, or the order its documents are to have (reorder.h): of an only input that drops nothing, with a
     * path for a file beside the segment. */
    const struct ecoi_permutation *permutation;
    const char *spool_path;
} ecoi_merge_input;

typedef struct ecoi_merge_options {
    const ecoi_vfs *vfs;     /* for reading */
    const ecoi_vfs *out_vfs; /* for writing: may sync or not */
    const char *out_path;    /* must not exist; removed on failure */
    bool store_text;
    unsigned n_threads; /* 0 and 1: the caller's alone */
    uint64_t map_bytes;
    bool (*tick)(void *user,
                 uint64_t bytes); /* so much of the inputs was read since the last call; false: cancel */
    void *user;
} ecoi_merge_options;

eco_status ecoi_merge(const ecoi_merge_input *inputs, size_t n_inputs, const ecoi_merge_options *options,
                      ecoi_segment_numbers *out_numbers, uint64_t *out_bytes, eco_error *error);

/* ---- between merge.c, merge_documents.c, merge_ranges.c and merge_terms.c ---- */

typedef struct ecoi_merge_source {
    const ecoi_merge_input *input;
    ecoi_segment *segment;
    uint32_t n_docs;
    uint32_t base;     /* number of its first document in the new segment */
    uint32_t *numbers; /* new number of each document, ECOI_NO_DOC: dropped; NULL: base + doc */
} ecoi_merge_source;

typedef struct ecoi_merger {
    const ecoi_merge_options *options;
    ecoi_merge_source *sources;
    size_t n;
    ecoi_segment_writer *writer;
    uint64_t read, unreported; /* bytes of maps since they were given back; since the last tick */
} ecoi_merger;

static inline uint32_t ecoi_merge_number(const ecoi_merge_source *source, uint32_t doc)
{
    return source->numbers ? source->numbers[doc] : source->base + doc;
}

/* Counts bytes read: gives maps back when it is time, ECO_E_CANCELLED at the caller's wish. On the caller's
 * thread. */
eco_status ecoi_merge_count(ecoi_merger *merger, uint64_t bytes, eco_error *error);

eco_status ecoi_merge_documents(ecoi_merger *merger, eco_error *error);
/* All terms, range by range. */
eco_status ecoi_merge_terms(ecoi_merger *merger, eco_error *error);

/* Terms from `from` on and before `to` (unknown: to the end). */
typedef struct ecoi_term_range {
    eco_text from, to;
} ecoi_term_range;

/* Merges the terms of one range after another; one a thread, over a merger whose writer has begun terms. */
typedef struct ecoi_term_merger ecoi_term_merger;

eco_status ecoi_term_merger_new(const ecoi_merger *merger, ecoi_term_merger **out, eco_error *error);
/* Appends the range's terms, encoded, to `out`. *out_read: bytes of postings read. */
eco_status ecoi_term_merger_run(ecoi_term_merger *term_merger, const ecoi_term_range *range, ecoi_buf *out,
                                uint64_t *out_read, eco_error *error);
void ecoi_term_merger_free(ecoi_term_merger *term_merger); /* NULL is allowed */

#endif
