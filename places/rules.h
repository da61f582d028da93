/* SPDX-License-Identifier: MIT */
/*
 * How much a name says about what a page is about: every constant with its reason.
 *
 * Weight of an occurrence = kind x evidence x zone x position x repetition, then x list for its passage. The
 * weights of a region's occurrences are summed; its share is its part of all weight, that of foreign places
 * counting less.
 *
 * The rule of focus (tally.c). A page is about a region that has
 *
 *   1. enough of the weight: FOCUS_SHARE of it; or EQUAL_SHARE, if that is EQUAL_PART of the largest share;
 *      but MANY_SHARE on a page that names MANY_REGIONS;
 *
 *   2. enough weight: FOCUS_WEIGHT, and more on longer pages;
 *
 *   3. been named clearly: twice, or in title or lead, or outright ("la region X"); names that follow each
 *      other at once ("le Bas-Rhin, le Haut-Rhin et la Moselle") are one. Where places abroad outweigh it
 *      outright is not enough, nor are adjectives alone, even where these weigh only ABROAD_ADJECTIVES of
 *      it. Where no region has, on a page of
 *      SHORT_BYTES at most, once is enough in the first NOTICE_BYTES with NOTICE_SHARE of the weight: dropped
 *      once in a report a name is a mention, in a notice it is the subject;
 *
 *   4. on a page of LONG_BYTES and more, been named in the first TOP_BYTES and in PRESENCE of its blocks of
 *      BLOCK_BYTES, or in MUCH_PRESENCE of them: rules for the whole country have a part for one region.
 *
 * What is named in passing counts for none of 3 and 4: "Paris" without a preposition, a noun or another town
 * beside it, which may be the State; exceptions of a rule ("ou, a Paris, ..."); words in brackets ("(le Smig
 * a Mayotte)").
 */
#ifndef ECOI_PLACES_RULES_H
#define ECOI_PLACES_RULES_H

/* Kind. The unit is a town named once in the middle of a page. */
#define WEIGHT_REGION     2.0f /* little else is meant by its name */
#define WEIGHT_FORMER     1.6f
#define WEIGHT_DEPARTMENT 1.4f
#define WEIGHT_CITY       1.2f
#define WEIGHT_TOWN       1.0f
#define WEIGHT_VILLAGE    0.8f /* often a surname or part of a longer name */
#define WEIGHT_AREA       1.0f
#define WEIGHT_LABEL      2.0f /* coined for the place */
#define WEIGHT_ORG        1.0f /* may act elsewhere */
#define WEIGHT_PRESS      0.3f /* quoted far from home */
#define WEIGHT_DEMONYM    0.9f
#define WEIGHT_COUNCIL    0.7f /* "la Region", on a page that names one region outright */
#define WEIGHT_ABROAD     1.0f
#define WEIGHT_SOURCE     0.5f /* the home region of the page's source: decides between equals, never alone */

/* Evidence. */
#define FACTOR_OUTRIGHT  1.5f /* "region X", "ville de X", "X (45)" */
#define FACTOR_AT        1.2f /* a, en, dans, base a */
#define FACTOR_PLAIN     1.0f
#define FACTOR_SUPPORTED 0.7f /* guarded, and believed because its department is named near */
#define SUPPORT_REGION   2.0f /* or because its region has this much certain weight */
#define FACTOR_PARIS     0.5f /* "Paris" alone is often the State, a head office or a date line */
#define FACTOR_AT_PARIS  0.75f
#define FACTOR_NAMESAKE  0.3f /* a small commune where foreign places outweigh its region */
#define FACTOR_ADDRESS   0.4f /* "75015 Paris": where to write to */
#define FACTOR_MENU      0.1f /* "| Guyane |": an item of a menu or banner; "In Paris", a special case */

/* Zones: what is not text of the page weighs nothing (it is a mention all the same). */
#define ZONE_TITLE   3.0f
#define ZONE_LEAD    1.8f
#define ZONE_BODY    1.0f
#define ZONE_HEADING 1.0f
#define ZONE_CAPTION 0.7f

/* Position in the body: news says where it happens at the top. */
#define FIRST_BYTES     250
#define FACTOR_FIRST    1.8f
#define EARLY_BYTES     700
#define FACTOR_EARLY    1.4f
#define FACTOR_DATELINE 1.5f /* "Orleans, le 3 avril": on top of the above */

/* A passage that names this many regions is a list or a menu; each then gets LIST_PART / number of its
 * weight. */
#define LIST_REGIONS 4
#define LIST_PART    1.5f

/* Names with no more between them are one run. */
#define RUN_BYTES 11

/* The n-th occurrence of one name counts 1 / sqrt(n). */

#define FACTOR_ABROAD     0.7f
#define ABROAD_ADJECTIVES 0.4f
#define FOCUS_SHARE       0.32f
#define EQUAL_SHARE       0.22f /* of three regions about alike */
#define EQUAL_PART        0.6f  /* of the largest share */
#define MANY_REGIONS      5
#define MANY_SHARE        0.42f
#define FOCUS_WEIGHT      2.0f /* a city in the first lines of a short page */
#define FOCUS_PER_KB      0.25f
#define FOCUS_WEIGHT_MOST 8.0f
#define SHORT_BYTES       800
#define NOTICE_BYTES      150
#define NOTICE_SHARE      0.5f
#define LONG_BYTES        1500
#define TOP_BYTES         700
#define BLOCK_BYTES       1000
#define PRESENCE          0.3f
#define MUCH_PRESENCE     0.6f

#define MENTION_WEIGHT 0.01f /* for shares: a region named only where nothing weighs */

#endif
