/* SPDX-License-Identifier: MIT */
/*
 * What one occurrence of a name is worth, and which of its senses is meant. The constants are in rules.h.
 */
#ifndef ECOI_PLACES_WEIGH_H
#define ECOI_PLACES_WEIGH_H

#include <ecosearch/focus.h>

#include "places/match.h"

/* What the certain names of a document say for the doubtful ones. */
typedef struct place_support {
    float department[GAZ_N_DEPARTMENTS];
    float region[ECO_N_REGIONS];
    float abroad;
    float council[ECO_N_REGIONS]; /* named outright or by the name of today's region */
} place_support;

/* The regions that an occurrence counts for: more than one only where the name means an area of several. */
typedef struct place_verdict {
    uint8_t regions[4];
    uint8_t n_regions;
    bool abroad;
    bool outright; /* its noun or number beside it */
    bool passing;  /* "Paris" that may be the State, an exception, a word in brackets */
    gaz_kind kind;
    uint8_t department; /* or GAZ_NONE */
    eco_place_why why;
    float weight; /* kind x evidence, for each region; 0: the name is not believed, n_regions may be 0 then */
} place_verdict;

float ecoi_places_weight_of_kind(gaz_kind kind);

/* `support` may be NULL: then only what needs no support is believed, and a name of several regions is
 * not. */
place_verdict ecoi_places_weigh(const place_match *match, const place_support *support);

#endif
