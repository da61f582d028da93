/* SPDX-License-Identifier: MIT */
/*
 * What part of the page each paragraph is, told from the text alone (see ECO_ZONE_LIST for the zones).
 *
 * A page is read in five steps, each a function of zones.c:
 *
 * 1. Notices: paragraphs that a standing phrase gives away (phrases.h), and what shares a block with them.
 * 2. Comments: from the head of the comment section, or the first signed comment, to the end.
 * 3. Head: what comes before the first prose (banner, title, credits), then the lead.
 * 4. Tail: what comes after the last prose (menus, lists of links, footers).
 * 5. Headings: short lines that stand alone between paragraphs.
 */
#ifndef ECOI_CORPUS_ZONES_H
#define ECOI_CORPUS_ZONES_H

#include "corpus/paragraphs.h"
#include "corpus/phrases.h"

/* A page as it was copied: site banner, title, lead, body, notices, forms and comments in one stream. At most
 * one paragraph becomes TITLE. `source` is what the site is called, if known: a first line that names it is a
 * banner. Returns whether a paywall cut the page. */
bool ecoi_zones_of_page(const ecoi_phrases *phrases, eco_text source, ecoi_paragraph *paragraphs, size_t n);

/* A body that its source calls so: everything is BODY but what cannot be mistaken (clean phrases, and what
 * follows the head of a comment section). Returns the same. */
bool ecoi_zones_of_body(const ecoi_phrases *phrases, ecoi_paragraph *paragraphs, size_t n);

#endif
