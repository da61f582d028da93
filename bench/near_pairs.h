/* SPDX-License-Identifier: MIT */
/*
 * Near-duplicates made of documents, as they are found on ten sites that carry one release: for each original
 * one variant of each kind, the same in every run.
 *   edited     2 to 10 of 100 words replaced by others of the corpus, or left out, and two sentences swapped
 *   cut        the first 30 to 90 of 100 words
 *   wrapped    10 to 40 of 100 words more around it, teasers of other documents, taken for body
 *   both       cut, edited and wrapped
 * Originals that are alike themselves count as one, which is found out by comparing each with all others.
 */
#ifndef BENCH_NEAR_PAIRS_H
#define BENCH_NEAR_PAIRS_H

#include <ecosearch/document.h>

#include "base/arena.h"

/* Fewer words of body: no original. */
#define NEAR_WORDS_MIN 60

typedef enum near_kind {
    NEAR_ORIGINAL,
    NEAR_EDITED,
    NEAR_CUT,
    NEAR_WRAPPED,
    NEAR_BOTH,
    NEAR_N_KINDS
} near_kind;

typedef struct near_document {
    eco_document document; /* one passage of body a sentence */
    uint32_t origin;       /* number of its original */
    near_kind kind;
} near_document;

typedef struct near_set {
    ecoi_arena arena;
    near_document *items; /* in an order that mixes them */
    size_t n, n_originals;
} near_set; /* zero-initialise, dispose always */

/* Takes at most `most` originals of the sources. ECO_E_ARGUMENT when fewer than two will do. */
eco_status near_set_make(const char *const *sources, size_t n_sources, size_t most, near_set *out,
                         eco_error *error);
void near_set_dispose(near_set *set);

const char *near_kind_name(near_kind kind);

#endif
