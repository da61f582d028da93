/* SPDX-License-Identifier: MIT */
/*
 * Puts documents into groups, one after another: a document that is like an earlier one (sketch.h) belongs to
 * its group, which is called after its first document. What is remembered are hashes of sketches and each
 * document's group, 64 bytes a document. The sketches are the owner's and may be in a map.
 *
 * Of a hash that many documents have (a standing phrase) a few are remembered, so that a document costs the
 * same whatever came before.
 */
#ifndef ECOI_STORE_NEAR_H
#define ECOI_STORE_NEAR_H

#include "store/sketch.h"

typedef struct ecoi_near {
    /* The sketch of a document remembered; NULL after trouble, which ends the search for alike ones. */
    const ecoi_sketch *(*sketch)(void *user, uint32_t doc);
    /* Whether documents whose sketches may be alike are; *out_alike. False after trouble. */
    bool (*alike)(void *user, uint32_t doc, uint32_t earlier, bool *out_alike);
    void *user;

    uint32_t *slots; /* document + 1 by a hash of its sketch, 0: free */
    size_t n_slots;
    uint32_t *groups; /* of each document seen */
} ecoi_near;

/* For at most n_docs documents, [0, n_docs); the functions have been set. False when memory ran out. */
bool ecoi_near_open(ecoi_near *near, size_t n_docs);
/* *out: the first document of the group that `doc` of this sketch belongs to, `doc` itself where it is like
 * no earlier one. Each document once. False after trouble. */
bool ecoi_near_add(ecoi_near *near, uint32_t doc, const ecoi_sketch *sketch, uint32_t *out);
/* Remembers a document of its own group, in the place of ecoi_near_add: it is compared with none before it.
 */
bool ecoi_near_keep(ecoi_near *near, uint32_t doc, const ecoi_sketch *sketch);
void ecoi_near_dispose(ecoi_near *near);

#endif
