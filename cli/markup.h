/* SPDX-License-Identifier: MIT */
/* Text of documents in HTML and XML. */
#ifndef CLI_MARKUP_H
#define CLI_MARKUP_H

#include <ecosearch/search.h>

#include <stdio.h>

/* The text with what means something in markup escaped, for contents and for values in double quotes.
 * Characters that XML or a reader could stumble over become spaces or U+FFFD. */
void cli_put_markup(FILE *out, eco_text text);

/* The same with <b> around the ranges, in rising order. */
void cli_put_marked(FILE *out, eco_text text, const eco_range *ranges, size_t n_ranges);

/* Whether the address is one of the web, which a page may link to: http or https. */
bool cli_is_web_address(eco_text url);

/* The address as an IRI, escaped: what may not stand in one is percent-encoded. */
void cli_put_address(FILE *out, eco_text url);

#endif
