/* SPDX-License-Identifier: MIT */
/*
 * What a page says about itself. Where it says different things, the first of these counts:
 *
 * - title: the block that html_title.c finds; else og:title, the headline of JSON-LD, <title> without the
 * site's name
 * - date: JSON-LD (datePublished, else dateCreated, of its article); <meta> (article:published_time, date,
 * the Dublin Core and other names of html_attributes.c); itemprop="datePublished"; JSON-LD of the page; the
 * first <time datetime> outside comments and lists of other pages; the page's address; a French date in a
 * short line above the text ("Publié le 12 mai 2016"), without its year ("mardi 3 avril") where the address
 * or the draft's date has one; what the draft has already. One before 1990 or that cannot be read is passed
 * over. The day of a crawl is none: it says when a page was still there, not when it was written.
 * - author: JSON-LD; <meta name="author">, article:author; itemprop or rel="author" and the class `author`;
 * the only person of JSON-LD; "Par ..." in a short line by the title. An address is no author.
 * - site: og:site_name; publisher or WebSite of JSON-LD; application-name; what <title> has beside the title
 * - url: <link rel="canonical">, og:url, if whole, and not the front page of all the site; the caller's
 * - language: <html lang>, og:locale or content-language: its first part, in lower case
 * - source: the draft's; the host of the url without "www."; the site
 */
#ifndef ECOI_CORPUS_HTML_META_H
#define ECOI_CORPUS_HTML_META_H

#include "corpus/html_zones.h"

/* html_ld.c: keeps what the page's JSON-LD states. False when memory ran out. */
bool ecoi_html_read_ld(ecoi_html *html);

/* Fills in the draft's url, and its source if the address tells it. False when memory ran out. */
bool ecoi_html_address(ecoi_reading *reading, eco_text url);

/* Fills in the draft's date and source, and the fields of `html`, once zones have been told. `url`: where the
 * page was found. False when memory ran out. */
bool ecoi_html_meta(ecoi_reading *reading, eco_text url);

#endif
