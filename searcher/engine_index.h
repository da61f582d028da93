/* SPDX-License-Identifier: MIT */
/* A generation that another engine keeps (base/engine.h): its databases, and readers of them for any number
 * of threads.
 */
#ifndef ECOI_SEARCHER_ENGINE_INDEX_H
#define ECOI_SEARCHER_ENGINE_INDEX_H

#include "base/engine.h"
#include "store/manifest.h"

typedef struct ecoi_engine_index ecoi_engine_index;

/* Opens the databases that a manifest names and checks that they are of one build and analysis.
 * ECO_E_UNSUPPORTED: the engine is not installed. */
eco_status ecoi_engine_index_open(const char *dir, const ecoi_manifest *manifest, ecoi_engine_index **out,
                                  eco_error *error);
void ecoi_engine_index_close(ecoi_engine_index *index); /* NULL is allowed */

const ecoi_engine *ecoi_engine_index_engine(const ecoi_engine_index *index);
/* Sums over all databases. */
const ecoi_segment_numbers *ecoi_engine_index_numbers(const ecoi_engine_index *index);
size_t ecoi_engine_index_n_places(const ecoi_engine_index *index);

/* A reader for one search, to be given back; `good`: it met no error. */
eco_status ecoi_engine_index_take(ecoi_engine_index *index, ecoi_engine_reader **out, eco_error *error);
void ecoi_engine_index_give_back(ecoi_engine_index *index, ecoi_engine_reader *reader, bool good);

#endif
