/* SPDX-License-Identifier: MIT */
/*
 * The markup of MediaWiki reduced to paragraphs.
 *
 * Left out: templates (but for the few that stand for words: dates, numbers, quotations), tables, references,
 * formulas, categories, links to other languages, comments and magic words. A link becomes its label, a
 * picture its caption, a list an item a line. After the headings that end an article ("Notes et références",
 * "Voir aussi") everything is boilerplate.
 *
 * What is never closed is text but for its opening mark. Linear in the text, whatever its nesting.
 */
#ifndef ECOI_CORPUS_WIKITEXT_H
#define ECOI_CORPUS_WIKITEXT_H

#include "base/buf.h"
#include "corpus/draft.h"

/* Adds the paragraphs of `text`, which is UTF-8, to the draft; they live in `out`, which is overwritten.
 * False when memory ran out. */
bool ecoi_wikitext_read(eco_text text, ecoi_buf *out, ecoi_draft *draft);

#endif
