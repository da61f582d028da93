/* SPDX-License-Identifier: MIT */
/*
 * A generation that another engine keeps (base/engine.h): its databases, and readers of them for any number
 * of threads.
 *
 * The databases of an index folder are all there or there is an error. Of those of a list (engine_list.h)
 * some may be missing: down, slow, damaged, or of another build than most. Searches then go on without them
 * and say so; one that went missing while the index was open is tried again after a while.
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
/* Opens those of a list, and says in `manifest`, which is empty, what they have in common. An error when none
 * can be opened. */
eco_status ecoi_engine_index_open_list(const char *path, ecoi_manifest *manifest, ecoi_engine_index **out,
                                       eco_error *error);
void ecoi_engine_index_close(ecoi_engine_index *index); /* NULL is allowed */

const ecoi_engine *ecoi_engine_index_engine(const ecoi_engine_index *index);
/* Sums over all databases that were there when it was opened. */
const ecoi_segment_numbers *ecoi_engine_index_numbers(const ecoi_engine_index *index);
/* The places of its documents in their order are smaller. There are more places than documents where some
 * were deleted or databases are missing. */
uint64_t ecoi_engine_index_n_in_order(const ecoi_engine_index *index);
size_t ecoi_engine_index_n_places(const ecoi_engine_index *index);
/* Of the databases on this machine. */
void ecoi_engine_index_bytes(const ecoi_engine_index *index, ecoi_engine_bytes *out);

/* A reader for one search. */
typedef struct ecoi_engine_lease {
    ecoi_engine_reader *reader;
    size_t n_places; /* that it reads */
    uint64_t version;
    char *missing;   /* names of the other places, with a comma and a space between; NULL: none */
    eco_error why;   /* of the first of them */
} ecoi_engine_lease; /* zero-initialise */

eco_status ecoi_engine_index_take(ecoi_engine_index *index, ecoi_engine_lease *out, eco_error *error);
/* `good`: it met no error. An empty one is allowed. */
void ecoi_engine_index_give_back(ecoi_engine_index *index, ecoi_engine_lease *lease, bool good);

/* After a search failed with `why`: finds out which places are to be done without, and says whether another
 * try may succeed. */
bool ecoi_engine_index_may_retry(ecoi_engine_index *index, const eco_error *why);

#endif
