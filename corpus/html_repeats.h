/* SPDX-License-Identifier: MIT */
/*
 * Lines that the pages of one source have in common: a slogan, a call to donate, who the author is. A line
 * that REPEATS_PAGES earlier pages of the source had is marked ECOI_HTML_AGAIN, unless so much of the page's
 * prose is known that it must be one that was read before (a crawl meets a page several times). Headings are
 * left alone: what stands below "Pour candidater" differs; and so is prose between new prose, a quotation.
 *
 * The lines met are kept by their hashes in a table of fixed size; a new one takes the place of that of its
 * four neighbours which fewest pages had. What is marked follows from the order of the pages alone, and pages
 * are read in one order whatever the number of threads.
 */
#ifndef ECOI_CORPUS_HTML_REPEATS_H
#define ECOI_CORPUS_HTML_REPEATS_H

#include "corpus/html_zones.h"

enum { ECOI_REPEATS_PAGES = 3 };

typedef struct ecoi_repeats ecoi_repeats;

/* Marks and remembers the lines of a page; `source` names whose it is, and nothing is done where it is empty.
 * False when memory ran out. */
bool ecoi_html_repeats(ecoi_html_view *view, eco_text source);

#endif
