/* SPDX-License-Identifier: MIT */
/*
 * A word asks for the form it was typed in, without excluding others. An occurrence of another form of its
 * stem says less surely what the page is about (marcheur, of marché), and one that is bare where an accent
 * was typed (ETAT, Etat) may be another word: either counts ECOI_UNLIKE_WEIGHT of one, so that of pages alike
 * the one with the form typed ranks first. Number does not matter (the plural's s or x), and letters typed
 * bare take any accent.
 *
 * A form that no text has asks for nothing. Telling occurrences apart costs a look at each: forms that are
 * together less than 1 in ECOI_UNLIKE_RARE of their term's occurrences in the index are let pass, which
 * spares that to many words of a large one.
 *
 * A score can only fall by this, so bounds of scores made without it hold.
 */
#ifndef ECOI_SEARCHER_ACCENTS_H
#define ECOI_SEARCHER_ACCENTS_H

#include "store/segment.h"

#define ECOI_UNLIKE_WEIGHT 0.5f
#define ECOI_UNLIKE_RARE   100u

/* The ordinals of those of a term's forms that are not as typed, rising, to `out`, which has room for n.
 * Returns how many; 0 when they are rare. *out_any_alike: whether a form is as typed. */
size_t ecoi_accents_unlike(eco_text typed, const ecoi_term_form *forms, size_t n, uint32_t *out,
                           bool *out_any_alike);

#endif
