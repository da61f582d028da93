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

#include "searcher/score.h"
#include "searcher/stream.h"

#define ECOI_MOST_LEAVES 64
/* Sums of bounds are compared with room for their rounding. */
#define ECOI_BOUND_SLACK (1 + 1e-5)

typedef struct ecoi_leaf_word {
    const ecoi_word *word;
    const ecoi_eval_node *node; /* its lists, one a stream */
    ecoi_stream *streams;       /* in the chunk entered */
    size_t n_streams;
    size_t first_stream; /* among those of all words */
    bool by_positions;   /* several terms, or forms that differ in worth: its frequency must be counted */
    bool exact;          /* its frequency is its posting's, all of it in the text */
    uint32_t doc;        /* looked up last */
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
    ecoi_phrase *phrase; /* PHRASE of words whose positions need no sieving: theirs; else NULL */
    bool bonus;          /* adds to the score and never decides a match */
    bool required;       /* no match is without it */
    bool exact;          /* an exact word */
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
    bool as_stored;      /* stored impacts hold with the index's average lengths; else */
    uint8_t impact[256]; /* what each is with those, at most */
    ecoi_leaf *items;    /* in the order the exhaustive evaluator adds them up */
    size_t n, cap;
    ecoi_leaf_sum *sum;
    ecoi_leaf_word *words; /* each once */
    size_t n_words, words_cap, n_streams;
    size_t n_required;
    uint32_t chunk;
    ecoi_stream **chunks; /* by chunk: the streams of all words; NULL: not entered yet */
    ecoi_arena arena;     /* theirs */
    uint32_t *scratch;    /* positions of one term */
    uint16_t *ordinals;
    size_t scratch_cap, ordinals_cap;
} ecoi_leaves;

/* *out_flat false: the plan is not flat, or its words are too many or bound to zones: there are no leaves. */
eco_status ecoi_leaves_open(ecoi_leaves *leaves, ecoi_evaluator *evaluator, bool *out_flat);
void ecoi_leaves_dispose(ecoi_leaves *leaves); /* of a zeroed one too */

/* The saturation that a stored impact stands for, at most. */
static inline float ecoi_leaves_saturation(const ecoi_leaves *leaves, uint8_t impact)
{
    return (float)(leaves->as_stored ? impact : leaves->impact[impact]) / 255;
}

/* Chunks may be entered in any order, again and again: what was decoded is kept. A failure is the
 * evaluator's. */
bool ecoi_leaves_enter(ecoi_leaves *leaves, uint32_t chunk);
/* Lets go of all chunks. */
void ecoi_leaves_forget(ecoi_leaves *leaves);

/* Whether a score is the sum of exact words. */
bool ecoi_leaves_exact(const ecoi_leaves *leaves);
/* What a leaf may add anywhere in the chunk. */
double ecoi_leaf_chunk_bound(const ecoi_leaves *leaves, const ecoi_leaf *leaf);
/* The saturation of a leaf in a document of the chunk, at most; of an exact leaf exactly. 0: it is not there.
 */
float ecoi_leaf_saturation(ecoi_leaves *leaves, const ecoi_leaf *leaf, uint32_t id);
/* The document's score, as the exhaustive evaluator has it. *out_found false: a required leaf is not found,
 * or no leaf but a bonus is. Failures are the evaluator's. */
double ecoi_leaves_score(ecoi_leaves *leaves, uint32_t id, bool *out_found);

#endif
