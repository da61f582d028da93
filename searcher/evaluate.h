/* SPDX-License-Identifier: MIT */
/*
 * Matching set by set: what a plan matches in one chunk of a segment, as a set. Words are their containers as
 * they lie in the index; operators combine whole sets; only what needs positions (phrases, neighbours, exact
 * forms, zones) is checked a document at a time, by the exhaustive evaluator (match.h), and only in documents
 * that all else leaves over.
 *
 * One thread; chunks in rising order.
 */
#ifndef ECOI_SEARCHER_EVALUATE_H
#define ECOI_SEARCHER_EVALUATE_H

#include "searcher/deadline.h"
#include "searcher/filter_set.h"
#include "searcher/match.h"
#include "searcher/phrase.h"
#include "searcher/set.h"

/* A node of a plan over one segment. */
typedef struct ecoi_eval_node ecoi_eval_node;
struct ecoi_eval_node {
    const ecoi_query_node *plan;
    ecoi_posting_list *lists; /* WORD: one a use */
    size_t n_lists;
    ecoi_eval_node **children;
    struct ecoi_node *walker; /* its twin in the exhaustive evaluator */
    bool checked;             /* the sets of its words say too much: matches need positions */
    ecoi_phrase *phrase;      /* PHRASE of plain words */
    ecoi_filter_set *filter;  /* FILTER on columns alone */
};

typedef struct ecoi_evaluator {
    const ecoi_snapshot *snapshot;
    const ecoi_segment *segment;
    const ecoi_columns *columns;
    size_t segment_number;
    uint32_t n_docs, n_chunks;
    const ecoi_query_node *plan;
    const ecoi_set_kernels *kernels;
    ecoi_arena arena;       /* the tree */
    ecoi_arena chunk_arena; /* the sets of the chunk being evaluated */
    ecoi_eval_node *root;
    ecoi_match *checker, *scorer; /* NULL before they are needed */
    ecoi_eval_node **phrases;     /* the nodes with a phrase, for disposal */
    size_t n_phrases, phrases_cap;
    ecoi_deadline *deadline; /* NULL: there is none */
    eco_status status;
    eco_error error;
} ecoi_evaluator;

/* Both only dispose of an evaluator that was opened or is zero. */
eco_status ecoi_evaluator_open(ecoi_evaluator *evaluator, const ecoi_snapshot *snapshot, size_t segment,
                               const ecoi_query_node *plan, eco_error *error);
void ecoi_evaluator_dispose(ecoi_evaluator *evaluator);

/* What the plan matches in a chunk; the set lives until the next chunk. */
eco_status ecoi_evaluate_chunk(ecoi_evaluator *evaluator, uint32_t chunk, ecoi_set *out, eco_error *error);
/* How many documents of a segment a plan matches, where its dictionary alone tells: one word decides it. */
bool ecoi_count_is_known(const ecoi_query_node *plan, size_t segment, uint64_t *out);
/* How many documents the plan matches in all; the fewest sets that tell. */
eco_status ecoi_evaluate_count(ecoi_evaluator *evaluator, uint64_t *out, eco_error *error);

/* An exhaustive evaluator of the plan that is the caller's to move, opened at the first call. */
eco_status ecoi_evaluator_scorer(ecoi_evaluator *evaluator, ecoi_match **out, eco_error *error);

/* Keeps the first failure; false. The second one names the file. */
bool ecoi_evaluator_fail(ecoi_evaluator *evaluator, eco_status status);
bool ecoi_evaluator_damaged(ecoi_evaluator *evaluator);
/* Passes on whether memory sufficed, after keeping a failure. */
bool ecoi_evaluator_fits(ecoi_evaluator *evaluator, bool ok);
/* A step of work; true, and a failure, when the time is over. */
bool ecoi_evaluator_is_late(ecoi_evaluator *evaluator);
/* The failure that was kept, ECO_OK if none. */
eco_status ecoi_evaluator_report(const ecoi_evaluator *evaluator, eco_error *error);

#endif
