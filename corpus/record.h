/* SPDX-License-Identifier: MIT */
/*
 * One JSON object to one document.
 *
 * - id: the key
 * - title: one passage, zone TITLE
 * - body: a passage a line that is not blank
 * - html: a page as a crawler stored it, where there is no body; see html.h. The record's own title, url,
 * source and date go before what the page says
 * - url, source
 * - date: see dates.h; anything else leaves the document undated, is counted, and is kept in `fields` as
 *   written, since a bad date should not lose a document
 * - regions: an array of names, codes or slugs, or one of them; an unknown one rejects the record, since a
 *   misspelt region would silently go missing from what is asked by region
 * - a record as `ecoindex export` prints it is read back as it was: `key` stands for an absent id; `zones`,
 * an array of {zone, text}, for title and body, and `partial` and the members of `fields` count with it;
 *   `regions` may be {code, slug or name, share, focus}. In other records these names are like any other
 * - others: kept as they were written, in the order of the input, as one JSON object in `fields`
 *
 * null is the same as absent. Where a string is wanted a number stands for itself as written; any other type
 * rejects the record. Of keys that occur twice the last one counts. U+0000 in a string becomes U+FFFD.
 */
#ifndef ECOI_CORPUS_RECORD_H
#define ECOI_CORPUS_RECORD_H

#include "corpus/kind.h"

/* Fills the draft from a text that is followed by ECOI_INPUT_PADDING readable bytes and may be written to.
 * `where`, like "on line 17: " or "", opens the detail of a reject. DOCUMENT, AGAIN when the record was
 * rejected, or NO_MEMORY. */
ecoi_step ecoi_record_read(ecoi_reading *reading, eco_text text, const char *where);

#endif
