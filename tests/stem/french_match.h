/* SPDX-License-Identifier: MIT */
/* Whether a query finds a text, as far as the analysis decides it: what searcher does, on one text and
 * without ranking.
 *
 * A word finds a token of the same term; typed without accents it also finds every token that is spelled so
 * when the accents are left out. Function words are not asked for beside others. A compound or address finds
 * itself or its parts in a row, a word known to be two written together these two. In quotes, words find
 * forms, one position after the other: typed with accents that form, typed without any accents. */
#ifndef ECOI_TESTS_STEM_FRENCH_MATCH_H
#define ECOI_TESTS_STEM_FRENCH_MATCH_H

#include "tests/stem/support.h"

bool french_match(const workbench *w, const char *query, const char *text);

#endif
