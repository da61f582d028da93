/* SPDX-License-Identifier: MIT */
/*
 * The postings of one term in one chunk, where ranking looks documents up in any order. What was decoded last
 * is kept: a block, or all of a container that is small enough.
 */
#ifndef ECOI_SEARCHER_STREAM_H
#define ECOI_SEARCHER_STREAM_H

#include "searcher/evaluate.h"

typedef struct ecoi_stream {
    const ecoi_posting_list *list;
    const ecoi_use *use;
    const ecoi_container *container; /* NULL: the term is not in the chunk */
    uint32_t index;                  /* of the word's current document; ECOI_NO_DOC: it is not there */
    /* private: the decoded documents are those of index [first, first + n) */
    uint32_t first, n;
    bool has_ids, has_tfs;
    const uint16_t *ids;
    const uint32_t *tfs;
    float *saturations; /* of all documents, where it is an exact word's and decoded whole; else NULL */
    uint16_t *ids_room; /* for ECOI_BLOCK, or for all of a container that is decoded whole */
    uint32_t *tfs_room;
} ecoi_stream;

/* Enters a chunk: `list` and `use` are set. Room comes from `arena`; false when memory ran out. */
bool ecoi_stream_enter(ecoi_stream *stream, uint32_t chunk, ecoi_arena *arena);

/* The index of an id in the container, ECOI_NO_DOC when it is not there. The functions below leave damage
 * with the evaluator; what they return then names no document. */
uint32_t ecoi_stream_find(ecoi_evaluator *evaluator, ecoi_stream *stream, uint32_t id);
/* The frequency of a document by its index; 0: damaged. */
uint32_t ecoi_stream_tf(ecoi_evaluator *evaluator, ecoi_stream *stream, uint32_t index);
/* The largest saturation of its block in 255ths, rounded up, with the segment's own average lengths. */
static inline uint8_t ecoi_stream_impact(const ecoi_stream *stream, uint32_t index)
{
    return ecoi_container_block_impact(stream->container, index / ECOI_BLOCK);
}

/* The documents of one range, decoded: their ids, rising, and their frequencies (NULL: not wanted); room for
 * ECOI_RANGE_DOCS each. Returns how many. */
uint32_t ecoi_stream_range(ecoi_evaluator *evaluator, ecoi_stream *stream, uint32_t range, uint16_t *ids,
                           uint32_t *tfs);

/* The first decoded document that is in the range or after it: its place among the decoded; n: there is none.
 */
uint32_t ecoi_stream_find_range(const ecoi_stream *stream, uint32_t range);

/* Decodes all of a container without stored impacts of ranges. */
bool ecoi_stream_decode(ecoi_evaluator *evaluator, ecoi_stream *stream);

#endif
