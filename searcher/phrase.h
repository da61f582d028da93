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
    size_t number;   /* of the word in the phrase, */
    uint32_t offset; /* and where it stands from the first word on */
    ecoi_position_reader reader;
    uint32_t index;    /* of the document in the container */
    uint16_t *ids;     /* of the container, unless it has a bitset */
    uint32_t *indices; /* of the documents being looked at */
} ecoi_phrase_word;

typedef struct ecoi_phrase {
    ecoi_phrase_word *words; /* the rarest first */
    size_t n;
    uint32_t *starts; /* where it begins in the document asked about last */
    size_t starts_cap;
} ecoi_phrase; /* zero-initialise, dispose always */

/* `lists`, `offsets`: of its n words; lists must live as long as the phrase, whose words are in `arena`.
 * False when memory ran out. */
bool ecoi_phrase_open(ecoi_phrase *phrase, const ecoi_posting_list *const *lists, const uint32_t *offsets,
                      size_t n, ecoi_arena *arena);
void ecoi_phrase_dispose(ecoi_phrase *phrase);

/* How often the phrase is in a document that has all its words: their readers have entered its containers
 * (positions.h), and their indices name it. phrase->starts tells where. A failure is left in *status:
 * ECO_E_CORRUPT, ECO_E_NO_MEMORY.
 */
uint32_t ecoi_phrase_find(ecoi_phrase *phrase, eco_status *status);

/* Document after document: enters a chunk that all words have a container of; what that takes is in `arena`.
 */
eco_status ecoi_phrase_enter(ecoi_phrase *phrase, uint32_t chunk, ecoi_arena *arena);
/* Keeps those of n <= ECOI_PHRASE_IDS rising ids that have the phrase: all have its words. Returns how many;
 * calls go on with larger ids. A failure is left in *status. */
#define ECOI_PHRASE_IDS 256
uint32_t ecoi_phrase_keep(ecoi_phrase *phrase, uint16_t *ids, uint32_t n, eco_status *status);

#endif
