/* SPDX-License-Identifier: MIT */
/* The best matches made into results: stored fields, snippets, explanations. */
#ifndef ECOI_SEARCHER_HITS_H
#define ECOI_SEARCHER_HITS_H

#include "searcher/facets.h"
#include "searcher/plan.h"

typedef struct ecoi_found {
    double score;
    uint32_t segment, doc, date;
    uint32_t n_alike; /* near-duplicates of it that were left out */
} ecoi_found;

typedef struct ecoi_hit_request {
    const ecoi_snapshot *snapshot;
    const eco_search_options *options;
    ecoi_analysis *analysis;
    const ecoi_query_node *plan;
    const ecoi_marks *marks;
    const ecoi_found *found; /* best first, offset passed over */
    size_t n_found;
    uint64_t total;
    uint64_t n_left_out; /* of the matches, as near-duplicates */
} ecoi_hit_request;

eco_status ecoi_results_make(const ecoi_hit_request *request, const ecoi_facet_counts *facets,
                             eco_results **out, eco_error *error);
/* What eco_results_did_you_mean answers: a copy of `query`. */
eco_status ecoi_results_set_did_you_mean(eco_results *results, eco_text query, eco_error *error);
/* What eco_results_missing answers: a copy. */
eco_status ecoi_results_set_missing(eco_results *results, eco_text names, eco_error *error);
void ecoi_results_set_timed_out(eco_results *results);
void ecoi_results_set_took(eco_results *results, uint64_t microseconds);

#endif
