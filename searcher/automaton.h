/* SPDX-License-Identifier: MIT */
/*
 * Automata over UTF-8 text that a sorted dictionary can be walked with: wildcard patterns, and all words
 * within one or two edits (insertion, deletion, substitution, transposition of neighbours: optimal string
 * alignment, in which no part is edited twice). Both go by characters, not bytes; an ill-formed byte counts
 * as one character.
 *
 * An automaton never changes: any number of threads may use it, each with its own walk.
 */
#ifndef ECOI_SEARCHER_AUTOMATON_H
#define ECOI_SEARCHER_AUTOMATON_H

#include <ecosearch/base.h>

#include "base/buf.h"

typedef struct ecoi_automaton ecoi_automaton;

/* `pattern`: folded text of at most 255 bytes (else ECO_E_LIMIT) with * (any run) and ? (one character);
 * \ takes the character after it as it is. */
eco_status ecoi_automaton_wildcard(const char *pattern, size_t len, ecoi_automaton **out, eco_error *error);
/* `word`: folded text of at most 63 characters (else ECO_E_LIMIT); edits 1 or 2. The first character may
 * differ. A word not longer than the edits is within reach of the empty word and of every short one: expand
 * with care. */
eco_status ecoi_automaton_fuzzy(const char *word, size_t len, unsigned edits, ecoi_automaton **out,
                                eco_error *error);
void ecoi_automaton_free(ecoi_automaton *automaton);

/* Whether the word is accepted. For fuzzy automata *out_edits is the distance (may be NULL). */
bool ecoi_automaton_match(const ecoi_automaton *automaton, const char *word, size_t len, unsigned *out_edits);

/* For walking a sorted list of words: called with each word in rising byte order (or any order: only the
 * saving is lost). Says whether the word matches. When it does not, *out_skip_to (may be NULL) receives a
 * lower bound greater than the word: every well-formed word that could still match and is greater than this
 * one is >= it. *out_end is set when no greater word can match; the buffer is then empty. An empty buffer
 * without *out_end (after a match, for an ill-formed word or one of more than 255 bytes, when memory ran out)
 * says nothing: go on with the next word. The walk keeps the states of the last word, so what the next one
 * has in common with it is not read again. The automaton must outlive it. */
typedef struct ecoi_automaton_walk ecoi_automaton_walk;
eco_status ecoi_automaton_walk_new(const ecoi_automaton *automaton, ecoi_automaton_walk **out,
                                   eco_error *error);
void ecoi_automaton_walk_free(ecoi_automaton_walk *walk);
bool ecoi_automaton_walk_step(ecoi_automaton_walk *walk, const char *word, size_t len, unsigned *out_edits,
                              ecoi_buf *out_skip_to, bool *out_end);

/* The literal prefix that every accepted word has; may be empty. */
eco_text ecoi_automaton_prefix(const ecoi_automaton *automaton);

#endif
