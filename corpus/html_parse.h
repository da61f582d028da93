/* SPDX-License-Identifier: MIT */
/* What html_parse.c and html_attributes.c share while a page is parsed. */
#ifndef ECOI_CORPUS_HTML_PARSE_H
#define ECOI_CORPUS_HTML_PARSE_H

#include "corpus/html_impl.h"

/* Ends the paragraph at hand, if it has text. */
void ecoi_html_end_block(ecoi_html *html);

/* An element begins: keeps the facts that its attributes state, or sees to it that its text is kept. Returns
 * its cues; *out_link: whether it leads elsewhere, and not within the page. `attributes`: names and values in
 * turn up to NULL; or NULL. */
uint32_t ecoi_html_attributes(ecoi_html *html, ecoi_tag tag, const char *const *attributes, bool *out_link);

/* Whether an attribute of this name, in whatever case, means anything there. */
bool ecoi_html_asks_for(eco_text name);

/* html_thin.c: the page without what the parser would read in vain; valid until the next. html->runs keeps
 * what was taken out and is text. False when memory ran out. */
bool ecoi_html_thin(ecoi_html *html, eco_text page, eco_text *out);

/* An element ends: so does a fact that is its text, if one is being read. */
void ecoi_html_end_fact(ecoi_html *html);

#endif
