/* SPDX-License-Identifier: MIT */
/*
 * "Did you mean": a query that finds little, with words put right from the index's own dictionary.
 *
 * Asked when nothing was found, or at most ECOI_SUGGEST_FEW documents and a word is in none. Words the index
 * does not know are put right; when it knows them all and finds nothing, one of them may be. Candidates are
 * within one edit, of words of 6 letters and more within two (the first letter then stays, or becomes one
 * that sounds alike), and cost no more than 1 for every 4 letters. The best is the one that
 *     ln(1 + documents that have all words of the corrected query) - 5 * cost
 * is largest for: the noisy channel of Kernighan, Church and Gale (A spelling correction program based on a
 * noisy channel model, 1990), with documents counted under the search's own filters. suggest_cost.c has the
 * costs. A suggestion always finds more than the query did.
 */
#ifndef ECOI_SEARCHER_SUGGEST_H
#define ECOI_SEARCHER_SUGGEST_H

#include "searcher/plan.h"

#define ECOI_SUGGEST_FEW 10u

typedef struct ecoi_suggest_request {
    const ecoi_snapshot *snapshot;     /* of another engine its dictionary */
    struct ecoi_engine_search *engine; /* NULL: our own */
    ecoi_analysis *analysis;
    eco_text query;
    unsigned parse_flags;      /* ECOI_PARSE_... that the query was read with */
    const ecoi_filter *filter; /* conditions beside the query, or NULL */
    uint64_t total;            /* what the query found */
} ecoi_suggest_request;

/* The query put right, in `arena`, or unknown: all bytes but those of the words replaced are the query's
 * own. A word is written as the index's texts have it, accents and, as a rule, capitals included. */
eco_status ecoi_suggest(const ecoi_suggest_request *request, ecoi_arena *arena, eco_text *out,
                        eco_error *error);

#endif
