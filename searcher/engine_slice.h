/* SPDX-License-Identifier: MIT */
/*
 * What an engine found for a plan, made into a segment in memory: the documents, with only the postings that
 * the plan asks for. It then is matched, scored, counted and shown by the code that does so for our own
 * segments, with the statistics of the whole index; so the answer is theirs.
 */
#ifndef ECOI_SEARCHER_ENGINE_SLICE_H
#define ECOI_SEARCHER_ENGINE_SLICE_H

#include "base/vfs_memory.h"
#include "searcher/engine_lexicon.h"
#include "searcher/plan.h"

/* The words of a plan, and the terms of the lexicon that they stand for. */
typedef struct ecoi_engine_words {
    ecoi_word **words; /* each once */
    ecoi_use **uses;   /* by word: as they were planned, of the lexicon */
    size_t *n_uses;
    size_t n, cap, uses_cap, n_uses_cap;
    uint32_t *terms; /* ordinals in the lexicon, by rising bytes of the term, each once */
    bool *formed;    /* by term: some use asks for its forms */
    size_t n_terms;
} ecoi_engine_words; /* zero-initialise, dispose always */

/* Gathers them. In `arena`. */
eco_status ecoi_engine_words_gather(ecoi_engine_words *words, const ecoi_engine_lexicon *lexicon,
                                    ecoi_query_node *plan, ecoi_arena *arena, eco_error *error);
/* The words are used with so many segments from now on; uses in the first stay. In `arena`. */
eco_status ecoi_engine_words_use(const ecoi_engine_words *words, size_t n_segments, ecoi_arena *arena,
                                 eco_error *error);
void ecoi_engine_words_dispose(ecoi_engine_words *words);

/* Numbers of an engine's documents. */
typedef struct ecoi_docids {
    uint32_t *items;
    size_t n, cap;
} ecoi_docids; /* zero-initialise, free the items */

typedef enum ecoi_slice_of {
    ECOI_SLICE_QUERY,   /* what `query` finds, in the order of the index; `docids` is empty and takes it */
    ECOI_SLICE_RECORDS, /* of `docids`, which rise in an ordered reader, what their records say */
    ECOI_SLICE_WHOLE    /* `docids` as stored, in the order given */
} ecoi_slice_of;

/* Makes a segment of documents. The words' uses as `number` become those of the segment, in `arena`. */
typedef struct ecoi_engine_slice {
    const ecoi_engine_lexicon *lexicon;
    ecoi_engine_words *words;
    ecoi_slice_of of;
    const ecoi_engine_query *query;
    uint32_t most;   /* of what it finds; 0: all */
    uint64_t *total; /* NULL, or gets how much it finds */
    ecoi_docids *docids;
    size_t number;
    bool sketched; /* whole documents get sketches, so that near-duplicates are told */
} ecoi_engine_slice;
/* `memory`: initialised, and it must outlive the segment. */
eco_status ecoi_engine_slice_make(const ecoi_engine_slice *slice, ecoi_vfs_memory *memory, ecoi_arena *arena,
                                  ecoi_segment **out, eco_error *error);

#endif
