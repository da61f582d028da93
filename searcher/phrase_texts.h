/* SPDX-License-Identifier: MIT */
/*
 * The spellings of a phrase. A compound takes as many positions as it has parts, and one where it is written
 * together: "start-up lyonnaise" is three words, "startup lyonnaise" two. So a phrase is looked for with its
 * compounds joined and apart; together written words come apart where the analyser knows them
 * (stem/pairs.def).
 */
#ifndef ECOI_SEARCHER_PHRASE_TEXTS_H
#define ECOI_SEARCHER_PHRASE_TEXTS_H

#include "base/arena.h"
#include "stem/analyser.h"

/* Compounds of a phrase that are taken both ways, those typed apart or with a hyphen before those typed
 * together; further ones stay as typed. */
#define ECOI_PHRASE_COMPOUNDS 3
#define ECOI_PHRASE_TEXTS     (1u << ECOI_PHRASE_COMPOUNDS)

/* The phrase as typed, then its other spellings, in `arena`. */
eco_status ecoi_phrase_texts(const ecoi_analyser *analyser, ecoi_analysis *analysis, eco_text phrase,
                             ecoi_arena *arena, eco_text out[ECOI_PHRASE_TEXTS], size_t *out_n,
                             eco_error *error);

#endif
