/* SPDX-License-Identifier: MIT */
/*
 * A word typed with accents asks for them, without excluding what lacks them: bare capitals (ETAT, Etat) and
 * pages without accents are found too. An occurrence of the same letters that is bare where an accent was
 * typed counts ECOI_UNLIKE_WEIGHT of one, so that of pages alike the accented one ranks first. Letters typed
 * bare ask for nothing, nor does a word typed without any accent; other inflections than the plural's s or x
 * are not looked at (préfère, préférer), and neither is a final é that may be a verb's (signé, signe, beside
 * signer).
 *
 * Telling occurrences apart costs a look at each. Forms that are together less than 1 in ECOI_UNLIKE_RARE of
 * their term's occurrences in the index are let pass, which spares that to most words of a large one.
 *
 * A score can only fall by this, so bounds of scores made without it hold.
 */
#ifndef ECOI_SEARCHER_ACCENTS_H
#define ECOI_SEARCHER_ACCENTS_H

#include "store/segment.h"

#define ECOI_UNLIKE_WEIGHT 0.75f
#define ECOI_UNLIKE_RARE   100u

/* The ordinals of those of a term's forms that lack an accent of the form typed, rising, to `out`, which has
 * room for n. Returns how many; 0 when they are rare. */
size_t ecoi_accents_unlike(eco_text typed, const ecoi_term_form *forms, size_t n, uint32_t *out);

#endif
