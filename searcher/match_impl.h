/* SPDX-License-Identifier: MIT */
/* What the parts of the exhaustive evaluator share: match.c moves, spans.c finds places, score.c adds up. */
#ifndef ECOI_SEARCHER_MATCH_IMPL_H
#define ECOI_SEARCHER_MATCH_IMPL_H

#include "searcher/match.h"

/* A run of positions. */
typedef struct ecoi_span {
    uint32_t start, len;
} ecoi_span;

typedef struct ecoi_node ecoi_node;
struct ecoi_node {
    const ecoi_query_node *plan;
    double boost; /* product of the boosts down to here */
    uint32_t doc;
    bool started; /* doc is where it was led */
    ecoi_node **children;
    ecoi_node **bonuses;
    ecoi_cursor *cursors; /* WORD */
    size_t n_cursors;
    bool restricted, has_unlike; /* WORD: as ecoi_word_is_restricted and so on say */
    uint32_t *heap;              /* of cursors' numbers: the one on the smallest document first */
    ecoi_span *spans;            /* of document spans_doc */
    size_t n_spans, spans_cap;
    uint32_t unlike, unlike_title; /* WORD: spans of other forms than typed; those of them in the title */
    uint32_t spans_doc;
};

struct ecoi_match {
    const ecoi_segment *segment;
    size_t segment_number;
    const ecoi_snapshot *snapshot;
    const ecoi_columns *columns;
    uint32_t n_docs;
    ecoi_arena *arena;
    ecoi_node *root;
    ecoi_node **nodes; /* all of them, for disposal */
    size_t n_nodes, nodes_cap;
    uint32_t *positions;
    uint16_t *ordinals;
    size_t positions_cap, ordinals_cap;
    ecoi_arena layout_arena;
    const ecoi_layout_passage *layout; /* of document layout_doc */
    size_t n_layout;
    uint32_t layout_doc;
    eco_status status;
    eco_error error;
};

/* Keeps the first failure; the walk ends with it. */
void ecoi_match_fail(ecoi_match *match, eco_status status);
/* Fails when a cursor of the word met bytes that make no sense. */
void ecoi_match_check_cursor(ecoi_match *match, const ecoi_node *word, const ecoi_cursor *cursor);

/* Moves a node to its first document >= target and returns it; ECOI_NO_DOC at the end. */
uint32_t ecoi_match_seek_node(ecoi_match *match, ecoi_node *node, uint32_t target);

/* Whether a node matches a document, which must not be smaller than those asked about before; the node stands
 * on it, or on ECOI_NO_DOC. Not to be mixed with seeking. */
bool ecoi_match_check_node(ecoi_match *match, ecoi_node *node, uint32_t doc);
/* Moves a word to its first document >= target, whatever forms and zones it has it in. */
uint32_t ecoi_match_seek_cursors(ecoi_match *match, ecoi_node *word, uint32_t target);

/* Calls `each` with every cursor of a word that stands on the word's document. */
void ecoi_match_each_cursor(ecoi_match *match, ecoi_node *word,
                            void (*each)(ecoi_match *match, ecoi_node *word, size_t cursor));

/* Fills node->spans with where it is found in its current document, rising. */
void ecoi_match_load_spans(ecoi_match *match, ecoi_node *node);
/* Whether a node whose children all match the document (NEAR, PARA, PHRASE, AND) does too. */
bool ecoi_match_verify(ecoi_match *match, ecoi_node *node, uint32_t doc);
bool ecoi_match_passes(ecoi_match *match, const ecoi_filter *filter, uint32_t doc);
/* Whether one passage of the document holds all children of the node. */
bool ecoi_match_in_one_passage(ecoi_match *match, ecoi_node *node, uint32_t doc);
bool ecoi_match_has_zone(ecoi_match *match, uint32_t doc, eco_zone zone);

#endif
