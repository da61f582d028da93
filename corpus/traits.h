/* SPDX-License-Identifier: MIT */
/* What a paragraph looks like, from its characters alone. Paragraphs of more than ECOI_TRAITS_MAX_LEN bytes,
 * and fairly long ones that end like a sentence, are PROSE without a further look. */
#ifndef ECOI_CORPUS_TRAITS_H
#define ECOI_CORPUS_TRAITS_H

#include "corpus/paragraphs.h"

#define ECOI_TRAITS_MAX_LEN 400

enum {
    ECOI_TRAIT_PROSE = 1,      /* sentences: long, or fairly long and ending like one */
    ECOI_TRAIT_SHORT = 2,      /* as short as a title: at most 16 words and 140 bytes */
    ECOI_TRAIT_TINY = 4,       /* as short as a menu entry: at most 4 words and 32 bytes */
    ECOI_TRAIT_FINAL = 8,      /* ends with . ; , : ... */
    ECOI_TRAIT_ITEM = 16,      /* begins with a bullet, a dash, a number, a note mark or a time of day */
    ECOI_TRAIT_MENU = 32,      /* short names between bars, dots, slashes or chevrons, or nothing but names */
    ECOI_TRAIT_DASHES = 64,    /* three or more short names between spaced dashes */
    ECOI_TRAIT_CAPITALS = 128, /* no lower case */
    ECOI_TRAIT_GLUED = 256,    /* words run together: "BUSINESSLes", "ActualitésNumérique" */
    ECOI_TRAIT_ONE_WORD = 512,
    ECOI_TRAIT_SIGNS = 1024,   /* hardly a letter in it */
    ECOI_TRAIT_INITIALS = 2048 /* "g.m", "A. B.": a signature */
};

uint16_t ecoi_traits_of(eco_text paragraph, uint16_t *n_words);

#endif
