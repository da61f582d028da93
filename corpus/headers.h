/* SPDX-License-Identifier: MIT */
/*
 * Lines "Name: value", as WARC records, HTTP answers and mail have them. A value is its first line: the
 * folded lines that old servers sent are passed over.
 */
#ifndef ECOI_CORPUS_HEADERS_H
#define ECOI_CORPUS_HEADERS_H

#include <ecosearch/base.h>

/* Bytes up to and with the blank line that ends the headers at the start of `text`; 0: there is none. Lines
 * end with CR LF or LF. */
size_t ecoi_headers_len(eco_text text);

/* The value of the first header of this name (any case), trimmed; unknown where there is none. */
eco_text ecoi_headers_get(eco_text headers, const char *name);

/* A number of nothing but digits; false for anything else, and beyond 2^63. */
bool ecoi_headers_number(eco_text value, uint64_t *out);

/* "text/html; charset=utf-8": what is before the first ";". */
eco_text ecoi_media_type(eco_text value);
/* The charset in it, without its quotes; unknown where there is none. */
eco_text ecoi_media_charset(eco_text value);

/* Whether texts are equal in any case of ASCII letters. */
bool ecoi_text_is(eco_text text, const char *other);
bool ecoi_text_begins(eco_text text, const char *with);

#endif
