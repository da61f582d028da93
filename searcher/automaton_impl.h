/* SPDX-License-Identifier: MIT */
/*
 * What the files automaton*.c share. An automaton is a list of at most 255 elements (characters, any
 * character, any run); a state is the set of elements up to which the text so far may have been read, one bit
 * each. A step looks up which elements the character fits and shifts: no table of states is ever built.
 */
#ifndef ECOI_SEARCHER_AUTOMATON_IMPL_H
#define ECOI_SEARCHER_AUTOMATON_IMPL_H

#include "searcher/automaton.h"

#define ECOI_AUTOMATON_MAX_PATTERN 255 /* bytes, so elements too */
#define ECOI_AUTOMATON_MAX_FUZZY   63  /* characters: one bit each and one for the end */
#define ECOI_AUTOMATON_MAX_EDITS   2

enum { ECOI_AUTOMATON_WORDS = 4 }; /* of 64 bits in a set of elements and the end */

typedef struct ecoi_element_set {
    uint64_t bits[ECOI_AUTOMATON_WORDS];
} ecoi_element_set;

/* A character of the pattern and the elements it fits, the any-character ones among them. */
typedef struct ecoi_letter {
    uint32_t code_point;
    ecoi_element_set fits;
} ecoi_letter;

typedef union ecoi_automaton_state {
    ecoi_element_set wildcard;
    struct {
        /* reached[d]: with at most d edits. swapped[d]: the last character was the second of the two next
         * elements, and d - 1 edits had sufficed before it. */
        uint64_t reached[ECOI_AUTOMATON_MAX_EDITS + 1], swapped[ECOI_AUTOMATON_MAX_EDITS + 1];
    } fuzzy;
} ecoi_automaton_state;

struct ecoi_automaton {
    unsigned edits; /* 0: a wildcard pattern */
    unsigned n;     /* elements; the bit of the end is n */
    ecoi_element_set stars;
    ecoi_element_set other; /* elements that a character fits which the pattern does not name */
    char prefix[ECOI_AUTOMATON_MAX_PATTERN + 1];
    size_t prefix_len;
    uint8_t ascii[128]; /* 1 + number of the letter, 0: not named */
    unsigned n_letters;
    ecoi_letter letters[ECOI_AUTOMATON_MAX_PATTERN]; /* by rising code point */
};

/* Adds the letter if it is new; returns its elements. Letters are sorted by ecoi_automaton_seal, after which
 * none is added. */
ecoi_element_set *ecoi_automaton_letter(ecoi_automaton *automaton, uint32_t code_point);
void ecoi_automaton_seal(ecoi_automaton *automaton);

static inline void ecoi_element_add(ecoi_element_set *set, unsigned element)
{
    set->bits[element / 64] |= (uint64_t)1 << element % 64;
}

static inline bool ecoi_element_has(const ecoi_element_set *set, unsigned element)
{
    return set->bits[element / 64] >> element % 64 & 1;
}

/* The elements that a character fits. */
const ecoi_element_set *ecoi_automaton_fits(const ecoi_automaton *automaton, uint32_t code_point);

/* Each kind's states. */
void ecoi_wildcard_start(const ecoi_automaton *automaton, ecoi_automaton_state *out);
bool ecoi_wildcard_step(const ecoi_automaton *automaton, const ecoi_automaton_state *state,
                        const ecoi_element_set *fits, ecoi_automaton_state *out);
bool ecoi_wildcard_accepts(const ecoi_automaton *automaton, const ecoi_automaton_state *state);
void ecoi_fuzzy_start(const ecoi_automaton *automaton, ecoi_automaton_state *out);
bool ecoi_fuzzy_step(const ecoi_automaton *automaton, const ecoi_automaton_state *state,
                     const ecoi_element_set *fits, ecoi_automaton_state *out);
bool ecoi_fuzzy_accepts(const ecoi_automaton *automaton, const ecoi_automaton_state *state,
                        unsigned *out_edits);

/* The same for either kind. A step returns whether any text that goes on from here can be accepted. */
void ecoi_automaton_start(const ecoi_automaton *automaton, ecoi_automaton_state *out);
bool ecoi_automaton_step(const ecoi_automaton *automaton, const ecoi_automaton_state *state,
                         const ecoi_element_set *fits, ecoi_automaton_state *out);
bool ecoi_automaton_accepts(const ecoi_automaton *automaton, const ecoi_automaton_state *state,
                            unsigned *out_edits);

#endif
