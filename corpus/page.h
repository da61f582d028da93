/* SPDX-License-Identifier: MIT */
/* Plain text to the passages of a document. */
#ifndef ECOI_CORPUS_PAGE_H
#define ECOI_CORPUS_PAGE_H

#include "corpus/kind.h"

/* Adds the text's passages, with their zones, to reading->draft, whose source helps to tell the site's
 * banner; a draft without a date gets that of a short line above the prose ("Publié le 12 mai 2016"). The
 * texts live as long as `text` and reading->text. DOCUMENT; AGAIN after a reject of `record` (BINARY, EMPTY);
 * or NO_MEMORY. */
ecoi_step ecoi_page_read(ecoi_reading *reading, eco_text text, uint64_t record);

/* For files that are one document of text: the whole file, with the key, source and date that its name gives
 * in the draft. DOCUMENT; END the second time and after a reject (TOO_LONG, BINARY); AGAIN after one of the
 * name; or NO_MEMORY. */
ecoi_step ecoi_page_take(ecoi_reading *reading, eco_text *text);

#endif
