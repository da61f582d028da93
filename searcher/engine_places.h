/* SPDX-License-Identifier: MIT */
/* The databases of an index of another engine: which are there, and whether they belong together. Part of
 * engine_index.h. */
#ifndef ECOI_SEARCHER_ENGINE_PLACES_H
#define ECOI_SEARCHER_ENGINE_PLACES_H

#include "searcher/engine_list.h"
#include "store/manifest.h"

typedef struct ecoi_engine_state {
    ecoi_engine_listed listed;
    ecoi_segment_numbers numbers;
    uint64_t n_places; /* in the order of documents */
    char build[20], fingerprint[20], analysis[8];
    bool excluded;     /* for as long as the index is open */
    double down_until; /* seconds of a steady clock; 0: it is there */
    eco_error why;     /* it is not */
} ecoi_engine_state;

/* Opens a database alone and reads what it says of itself. Of a failure the message names the place. */
eco_status ecoi_engine_state_read(ecoi_engine_state *state, const ecoi_engine *engine, unsigned timeout_ms,
                                  ecoi_buf *out_words, eco_error *error);

/* Excludes those that are of another build than most are. */
void ecoi_engine_states_agree(ecoi_engine_state *states, size_t n);

bool ecoi_engine_state_is_there(const ecoi_engine_state *state, double now);
double ecoi_engine_seconds(void);

#endif
