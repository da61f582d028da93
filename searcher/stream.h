/* SPDX-License-Identifier: MIT */
/*
 * The postings of one term in one chunk, where ranking looks documents up in any order. Blocks are decoded
 * when they are first needed, and kept; but not of a bitset, where what is asked for can be decoded alone.
 */
#ifndef ECOI_SEARCHER_STREAM_H
#define ECOI_SEARCHER_STREAM_H

#include "searcher/evaluate.h"
#include "searcher/ranges.h"

typedef struct ecoi_stream {
    const ecoi_posting_list *list;
    const ecoi_use *use;
    const ecoi_container *container; /* NULL: the term is not in the chunk */
    uint32_t index;                  /* of the word's current document; ECOI_NO_DOC: it is not there */
    /* private: of all documents of an array, as far as bits of blocks say so */
    uint32_t has_ids, has_tfs, has_saturations;
    const uint16_t *ids;
    const uint32_t *tfs;
    uint16_t *ids_room;
    uint32_t *tfs_room;
    float *saturations;
} ecoi_stream;

/* Enters a chunk: `list` and `use` are set. Room comes from `arena`; false when memory ran out. */
bool ecoi_stream_enter(ecoi_stream *stream, uint32_t chunk, ecoi_arena *arena);

/* The functions below leave damage with the evaluator; what they return then names no document. */

/* The index of an id in the container, ECOI_NO_DOC when it is not there. */
uint32_t ecoi_stream_find(ecoi_evaluator *evaluator, ecoi_stream *stream, uint32_t id);
/* The frequency of a document by its index; 0: damaged. */
uint32_t ecoi_stream_tf(ecoi_evaluator *evaluator, ecoi_stream *stream, uint32_t index);
/* Of n <= ECOI_STREAM_IDS rising ids, the places of those that the term has, to `found`, and their
 * saturations, which hold as those of a range do. Returns how many. */
#define ECOI_STREAM_IDS 256
uint32_t ecoi_stream_find_all(ecoi_evaluator *evaluator, ecoi_stream *stream, const uint16_t *ids, uint32_t n,
                              uint16_t *found, float *saturations);
/* The largest saturation of its block in 255ths, rounded up, with the segment's own average lengths. */
static inline uint8_t ecoi_stream_impact(const ecoi_stream *stream, uint32_t index)
{
    return ecoi_container_block_impact(stream->container, index / ECOI_BLOCK);
}

/* The documents of one range. */
ecoi_range_docs ecoi_stream_docs(ecoi_evaluator *evaluator, ecoi_stream *stream, uint32_t range);
/* The same, and their saturations by place, 0 where there is no document: ECOI_RANGE_DOCS of them. They hold
 * if all of a word's occurrences are those of this term, in the text. */
ecoi_range_docs ecoi_stream_saturations(ecoi_evaluator *evaluator, ecoi_stream *stream, uint32_t range,
                                        float *saturations);

/* A block of a container without a bitset: its ids, and their saturations, which hold as those of a range do.
 * Returns how many; 0: damaged. */
uint32_t ecoi_stream_block(ecoi_evaluator *evaluator, ecoi_stream *stream, uint32_t block,
                           const uint16_t **ids, const float **saturations);
/* Decodes the ids of a container without a bitset, and their saturations where these are wanted. */
bool ecoi_stream_decode(ecoi_evaluator *evaluator, ecoi_stream *stream, bool saturations);

#endif
