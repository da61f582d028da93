/* SPDX-License-Identifier: MIT */
/*
 * A plan as a query of an engine (base/engine.h): it finds all documents that match the plan, and as few
 * others as the engine can tell: those are left out afterwards, by the evaluators of our own segments.
 */
#ifndef ECOI_SEARCHER_ENGINE_QUERY_H
#define ECOI_SEARCHER_ENGINE_QUERY_H

#include "searcher/engine_lexicon.h"
#include "searcher/plan.h"

/* The plan's words have their terms from the lexicon, as those of segment 0. In `arena`. *out_exact: the
 * query finds what matches and nothing else. */
eco_status ecoi_engine_query_make(const ecoi_engine_lexicon *lexicon, const ecoi_query_node *plan,
                                  ecoi_arena *arena, ecoi_engine_query **out, bool *out_exact,
                                  eco_error *error);
/* The same where the place in the index lies in [first, end). */
eco_status ecoi_engine_query_within(ecoi_engine_query *query, uint32_t first, uint32_t end, ecoi_arena *arena,
                                    ecoi_engine_query **out, eco_error *error);

#endif
