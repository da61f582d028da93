/* SPDX-License-Identifier: MIT */
/*
 * The words and phrases that make the score of a flat plan, looked up in any document of a chunk: an upper
 * bound of what one adds from the impacts of blocks, and what it adds exactly.
 *
 * A plan is flat when a document that matches it gets the sum of what its words and phrases add, each
 * wherever it is found: lists and unions of words, required or not, and what only restricts them. Bounds hold
 * because a phrase is found no more often than any of its words, and because the saturation of a sum is at
 * most the sum of saturations.
 */
#ifndef ECOI_SEARCHER_LEAF_H
#define ECOI_SEARCHER_LEAF_H

#include "searcher/evaluate.h"

#define ECOI_MOST_LEAVES 64
/* Sums of bounds are compared with room for their rounding. */
#define ECOI_BOUND_SLACK (1 + 1e-5)

/* The postings of one term of a word, in the current chunk. */
typedef struct ecoi_stream {
    const ecoi_posting_list *list;
    const ecoi_use *use;
    const ecoi_container *container; /* NULL: the term is not in the chunk */
    uint32_t index;                  /* of the word's current document; ECOI_NO_DOC: it is not there */
    uint32_t block, n_block;         /* whose ids are decoded; n_block 0: none */
    uint16_t ids[ECOI_BLOCK];
} ecoi_stream;

typedef struct ecoi_leaf_word {
    const ecoi_word *word;
    ecoi_stream *streams;
    size_t n_streams;
    bool by_positions; /* several terms, or forms that differ in worth: its frequency must be counted */
    uint32_t doc;      /* looked up last */
    bool is_found, has_positions;
    uint32_t *positions; /* of the document, rising, each once */
    size_t n_positions, cap;
    uint32_t n_unlike, n_unlike_title; /* of them, as the exhaustive evaluator counts (accents.h) */
} ecoi_leaf_word;

typedef struct ecoi_leaf {
    const ecoi_query_node *plan; /* WORD, PHRASE or WINDOW */
    double boost;
    float idf;
    double weight; /* what it adds at most: times a saturation */
    ecoi_leaf_word **words;
    size_t n_words;
    bool bonus; /* adds to the score and never decides a match */
} ecoi_leaf;

/* How the leaves make a score: as in the plan, without what adds nothing. */
typedef struct ecoi_leaf_sum ecoi_leaf_sum;
struct ecoi_leaf_sum {
    ecoi_leaf *leaf; /* NULL: the parts are added up, or only the best of them counts */
    bool is_best;
    ecoi_leaf_sum **parts;
    size_t n_parts;
};

typedef struct ecoi_leaves {
    ecoi_evaluator *evaluator;
    bool has_titles;
    float saturation[256]; /* upper bound of a stored impact, with the index's average lengths */
    ecoi_leaf *items;      /* in the order the exhaustive evaluator adds them up */
    size_t n, cap;
    ecoi_leaf_sum *sum;
    ecoi_leaf_word *words; /* each once */
    size_t n_words, words_cap;
    uint32_t chunk;
    uint32_t *scratch; /* positions of one term */
    uint16_t *ordinals;
    size_t scratch_cap, ordinals_cap;
} ecoi_leaves;

/* *out_flat false: the plan is not flat, or its words are too many or bound to zones: there are no leaves. */
eco_status ecoi_leaves_open(ecoi_leaves *leaves, ecoi_evaluator *evaluator, bool *out_flat);
void ecoi_leaves_dispose(ecoi_leaves *leaves); /* of a zeroed one too */

void ecoi_leaves_enter(ecoi_leaves *leaves, uint32_t chunk);

/* The index of an id in the stream's container, ECOI_NO_DOC when it is not there. */
uint32_t ecoi_stream_find(ecoi_leaves *leaves, ecoi_stream *stream, uint32_t id);
/* The largest saturation in the block that holds an index. */
static inline float ecoi_stream_bound(const ecoi_leaves *leaves, const ecoi_stream *stream, uint32_t index)
{
    return leaves->saturation[ecoi_container_block_impact(stream->container, index / ECOI_BLOCK)];
}

/* What a leaf may add in a document of the chunk, at most; 0: nothing. */
double ecoi_leaf_bound(ecoi_leaves *leaves, ecoi_leaf *leaf, uint32_t id);
/* The document's score, as the exhaustive evaluator has it. *out_found false: no leaf but a bonus is found.
 * Failures are the evaluator's. */
double ecoi_leaves_score(ecoi_leaves *leaves, uint32_t id, bool *out_found);

#endif
