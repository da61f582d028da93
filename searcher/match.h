/* SPDX-License-Identifier: MIT */
/*
 * The exhaustive evaluator: walks a plan over one segment a document at a time, in document order, and scores
 * each match in full. It is the reference that any faster evaluation is compared with.
 */
#ifndef ECOI_SEARCHER_MATCH_H
#define ECOI_SEARCHER_MATCH_H

#include "searcher/plan.h"

typedef struct ecoi_match ecoi_match;

/* Memory comes from `arena`. The matcher stands before the first document. */
eco_status ecoi_match_new(const ecoi_snapshot *snapshot, size_t segment, const ecoi_query_node *plan,
                          ecoi_arena *arena, ecoi_match **out, eco_error *error);
/* Gives back what is not in the arena. NULL is allowed. */
void ecoi_match_dispose(ecoi_match *match);

/* The first match >= target, ECOI_NO_DOC when there is none. Targets must not fall. */
uint32_t ecoi_match_seek(ecoi_match *match, uint32_t target);
/* Instead of walking: whether one document matches, on which it then stands. Documents must rise. */
bool ecoi_match_at(ecoi_match *match, uint32_t doc);
/* The score of the document it stands on. */
double ecoi_match_score(ecoi_match *match);
/* ECO_OK, or what went wrong so far: a match that failed finds nothing more. */
eco_status ecoi_match_status(const ecoi_match *match, eco_error *error);

/* Calls `each` with every contribution to the score of the current document; they sum to it. */
typedef struct ecoi_contribution {
    const ecoi_query_node *plan;
    double value;
    float idf;
    uint32_t tf_text, tf_title, len, title_len;
    uint32_t tf_unlike; /* of both: occurrences of other forms than typed (accents.h) */
} ecoi_contribution;
bool ecoi_match_explain(ecoi_match *match, bool (*each)(void *user, const ecoi_contribution *c), void *user);

#endif
