/* SPDX-License-Identifier: MIT */
/*
 * Words that a user decides over: protected ones, which are never stemmed, and ones whose stem is given.
 *
 *   protected words   a word a line; "tours" keeps Tours apart from tour. Capitals and accents do not matter,
 * the plural in s or x is protected too, and capitals inside (BerryVolt) no longer part it stems
 * word<TAB>stem a line: the word is indexed under the stem, taken as it is but for capitals and accents.
 * Other forms of the word need lines of their own
 *
 * Either file is as base/lines.h says. What would change nothing - the analyser does so anyway - is left out,
 * and the rest is written in a form that does not depend on order, comments or doubles: the list. The
 * analyser takes the list, its fingerprint covers it, and the index's manifest carries it, so that searching
 * needs no file.
 */
#ifndef ECOI_STEM_USER_WORDS_H
#define ECOI_STEM_USER_WORDS_H

#include "base/buf.h"
#include "stem/lexicon.h"

/* Reads the files, of which either may be NULL, for the analysis "fr", and appends the list to `out`; it may
 * stay empty. ECO_E_ARGUMENT: a line cannot be understood, "FILE:LINE: reason". */
eco_status ecoi_user_words_load(const char *protected_path, const char *stems_path, ecoi_buf *out,
                                eco_error *error);

/* Adds a list to the lexicon. *out_fits false: it is none. */
eco_status ecoi_user_words_add(ecoi_lexicon *lexicon, eco_text list, bool *out_fits, eco_error *error);

/* How many words a list has. */
size_t ecoi_user_words_count(eco_text list);

#endif
