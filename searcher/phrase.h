/* SPDX-License-Identifier: MIT */
/*
 * Phrases of plain words: which of the documents that have all the words have them at their places. Words are
 * taken in the order of their frequency, so that most documents are ruled out by the two rarest.
 */
#ifndef ECOI_SEARCHER_PHRASE_H
#define ECOI_SEARCHER_PHRASE_H

#include "searcher/set.h"
#include "store/positions.h"

/* A word of the phrase in the current chunk. */
typedef struct ecoi_phrase_word {
    const ecoi_posting_list *list;
    uint32_t offset; /* in the phrase */
    ecoi_position_reader reader;
    uint32_t at;   /* index that the next document's is not smaller than */
    uint16_t *ids; /* of the container, unless it has a bitset */
} ecoi_phrase_word;

typedef struct ecoi_phrase {
    ecoi_phrase_word *words; /* the rarest first */
    size_t n;
    uint32_t *starts; /* where it may begin in the current document */
    size_t starts_cap;
} ecoi_phrase; /* zero-initialise, dispose always */

void ecoi_phrase_dispose(ecoi_phrase *phrase);

/* Enters a chunk that all words have a container of; ids are in `arena`. ECO_E_CORRUPT, ECO_E_NO_MEMORY. */
eco_status ecoi_phrase_enter(ecoi_phrase *phrase, uint32_t chunk, ecoi_arena *arena);
/* Whether the phrase is in a document that has all its words; ids rise. A failure is left in *status. */
bool ecoi_phrase_matches(ecoi_phrase *phrase, uint32_t id, eco_status *status);

#endif
