/* SPDX-License-Identifier: MIT */
/*
 * A search of an index that another engine keeps (base/engine.h). The plan is made with the engine's
 * dictionary (engine_lexicon.h), the engine finds the documents that may match (engine_query.h), and slices
 * of them are matched like segments of our own (engine_slice.h). So memory stays within what a slice of
 * documents takes, whatever the number of matches.
 */
#ifndef ECOI_SEARCHER_ENGINE_SEARCH_H
#define ECOI_SEARCHER_ENGINE_SEARCH_H

#include "searcher/hits.h"

typedef struct ecoi_engine_search ecoi_engine_search;

/* The snapshot, which is of another engine, must outlive it. */
eco_status ecoi_engine_search_open(const ecoi_snapshot *snapshot, ecoi_engine_search **out, eco_error *error);
/* NULL is allowed. `good`: nothing failed. */
void ecoi_engine_search_close(ecoi_engine_search *search, bool good);

/* Names of databases that the search does without, and why the first of them is missing; NULL: it has all. */
const char *ecoi_engine_search_missing(const ecoi_engine_search *search, const eco_error **out_why);

/* What to plan with: a snapshot of one segment that is a dictionary alone, until the next call of _slice or
 * _hits. */
const ecoi_snapshot *ecoi_engine_search_dictionary(ecoi_engine_search *search);

/* Asks the engine how many documents may match a plan made with the dictionary; *out_n: slices they come in.
 * What another plan found before is forgotten. `count_only`: slices are not likely to be asked for.
 * *out_exact: *out_count of them match, no more and no less. */
eco_status ecoi_engine_search_find(ecoi_engine_search *search, ecoi_query_node *plan, bool count_only,
                                   size_t *out_n, uint64_t *out_count, bool *out_exact, eco_error *error);
/* A snapshot in which segment `i` is the slice of that number, until the next call; ask for them in order, as
 * often as need be. */
eco_status ecoi_engine_search_slice(ecoi_engine_search *search, size_t i, const ecoi_snapshot **out,
                                    eco_error *error);
/* After the slices: a snapshot of one segment with the documents found, whole, in their order; *found become
 * its. `sketched`: their sketches are made. */
eco_status ecoi_engine_search_hits(ecoi_engine_search *search, ecoi_found *found, size_t n, bool sketched,
                                   const ecoi_snapshot **out, eco_error *error);

/* Calls `each` with the first `most` documents that have a term of the dictionary, in index order, until it
 * returns false. */
eco_status ecoi_engine_search_having(ecoi_engine_search *search, eco_text term, uint32_t most,
                                     bool (*each)(void *user, const eco_document *document), void *user,
                                     eco_error *error);

/* Calls `each` with every document in index order until it returns false. An error when databases are
 * missing. */
eco_status ecoi_engine_search_each(ecoi_engine_search *search,
                                   bool (*each)(void *user, const eco_document *document), void *user,
                                   eco_error *error);

#endif
