/* SPDX-License-Identifier: MIT */
/*
 * Names of places in running text, each with what its surroundings say. No document is known here.
 */
#ifndef ECOI_PLACES_MATCH_H
#define ECOI_PLACES_MATCH_H

#include "places/gazetteer.h"
#include "places/words.h"

/* What the surroundings of a name tell. */
#define SEEN_AT          0x1u  /* a, en, dans, base a... */
#define SEEN_ARTICLE     0x2u  /* la Loire */
#define SEEN_REGION      0x4u  /* "region" or the like before it */
#define SEEN_DEPARTMENT  0x8u  /* "departement", "prefet" */
#define SEEN_TOWN        0x10u /* "ville", "maire", "metropole" */
#define SEEN_NUMBER      0x20u /* its department's number or name stands beside it: `department` is set */
#define SEEN_BRACKETS    0x40u /* alone in brackets */
#define SEEN_LISTED      0x80u /* joined by a comma or "et" to a name before it that had SEEN_AT or SEEN_TOWN */
#define SEEN_DATELINE    0x100u   /* first words of a text, before a date or dash */
#define SEEN_CAPITAL     0x200u   /* a capital that is not of a sentence or a line in capitals */
#define SEEN_LOWER       0x400u   /* written in lower case */
#define SEEN_TIED        0x800u   /* a hyphen ties it to a word that is no part of it */
#define SEEN_NEIGHBOUR   0x1000u  /* a capitalised word right before or after it */
#define SEEN_PERSON      0x2000u  /* a first name or title before it */
#define SEEN_STREET      0x4000u  /* rue, bataille, duc before it */
#define SEEN_MENU        0x8000u  /* alone between bars: an item of a menu or banner */
#define SEEN_POSTCODE    0x10000u /* with SEEN_NUMBER: the number is a postcode, this is an address */
#define SEEN_BEFORE_NAME 0x20000u /* another name follows at once */
#define SEEN_ALONE       0x40000u /* the whole of its text: a title, an item of a list */
#define SEEN_CASE                                                                                            \
    0x80000u /* so with its preposition, "In Paris": the heading of a special case; "ou, a                   \
                Paris": an exception of a general rule */
#define SEEN_OWN_ARTICLE 0x100000u /* it begins with an article in a capital: "a La Gacilly" */
#define SEEN_ASIDE       0x400000u /* in brackets with other words: "(ou le Smig a Mayotte)" */
#define SEEN_PAIRED      0x200000u /* joined by a comma or "et" to a name before it that is not abroad */

typedef struct place_match {
    size_t start, len; /* bytes in the text */
    const gaz_node *node;
    uint32_t seen;
    uint8_t department; /* said beside it, or GAZ_NONE */
    bool accent;        /* its first word has an accent, or is in capitals, which drop them */
} place_match;

/* Called for each match in reading order; false stops the scan. */
typedef bool place_match_fn(void *user, const place_match *match);

#define MATCH_WINDOW 256 /* words looked at together */

typedef struct place_scan {
    const char *text;
    word words[MATCH_WINDOW + 1]; /* and one without a shape after the last */
    size_t n;                     /* words held */
    size_t next;                  /* first that no match has used */
    size_t listed;                /* first word after the last match; 0: none */
    uint32_t last_seen;           /* of the last match */
    bool last_home;               /* the last match is no place abroad */
    bool at_text_start;           /* words[0] is the first of the text */
} place_scan;

/* Returns false when `on_match` stopped it. */
bool ecoi_places_match(place_scan *scan, const char *text, size_t len, place_match_fn *on_match, void *user);

/* context.c: fills in match->seen and match->department for the words [at, at + n). */
void ecoi_places_context(const place_scan *scan, size_t at, size_t n, place_match *match);

/* The longest name that begins with a word: its node and how many words it takes; NULL when there is none. */
const gaz_node *ecoi_places_longest(const place_scan *scan, size_t at, size_t *n_words);

#endif
