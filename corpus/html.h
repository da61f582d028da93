/* SPDX-License-Identifier: MIT */
/*
 * One page of HTML to one document: its bytes from wherever they came (a file, a record of a crawl, a field
 * of JSON), its passages with their zones, and what the page says about itself.
 *
 * Steps, each a file: the charset (html_charset.c), markup to blocks of text (html_parse.c, by libxml2's SAX
 * interface), zones (html_zones.c), metadata (html_meta.c). Nothing outside the page is ever fetched.
 */
#ifndef ECOI_CORPUS_HTML_H
#define ECOI_CORPUS_HTML_H

#include "corpus/kind.h"

typedef struct ecoi_html ecoi_html;

/* Buffers that are kept from page to page; serves one thread. NULL when memory ran out. */
ecoi_html *ecoi_html_new(void);
void ecoi_html_free(ecoi_html *html);

/* What the caller knows about a page. Zero-initialise it. */
typedef struct ecoi_html_page {
    eco_text bytes;      /* as received; need no padding and are left as they are */
    const char *charset; /* of the transport ("Content-Type: ...; charset="), any case; NULL: unknown */
    eco_text url;        /* where it was found; unknown: {0} */
} ecoi_html_page;

/*
 * Fills reading->draft, which has been reset: passages, url, date, partial, `fields`, and `source` where the
 * draft has none yet. A date that the draft has already stays if the page states none. The key is the
 * caller's to set, before or after.
 *
 * The texts live until reading->html reads the next page. Returns DOCUMENT; AGAIN after a
 * reject (EMPTY: no text in it; BINARY) that names `where`, which opens the detail ("" or "on line 17: "),
 * and reading->record; or NO_MEMORY.
 */
ecoi_step ecoi_html_read(ecoi_reading *reading, const ecoi_html_page *page, const char *where);

/* Appends what the last page said about itself beyond the document's own members, as members of a JSON
 * object ("author", "site", "language"), each after a comma, or after "{" while `fields` is empty. The caller
 * closes the object. For readers that have fields of their own. False when memory ran out. */
bool ecoi_html_append_fields(const ecoi_html *html, ecoi_buf *fields);

/* Whether bytes look like the beginning of a page of HTML: a doctype or an element of HTML, behind a byte
 * order mark, an XML declaration, comments, or at the start of a line soon after something else. */
bool ecoi_html_looks(const char *head, size_t len);

#endif
