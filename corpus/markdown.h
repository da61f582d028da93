/* SPDX-License-Identifier: MIT */
/*
 * Markdown (CommonMark with tables and the like, by md4c) to passages: a heading, a paragraph, an item of a
 * list, a row of a table, a block of code each; of a link its text, of a picture its description as a
 * caption. Markup of HTML in between is left out.
 *
 * Markdown has no mark of its own: most of it is also fine plain text. A text is taken for it when its
 * beginning (ECOI_KIND_HEAD bytes)
 *   - is front matter (front_matter.h), or
 *   - shows two kinds of marks, one of them a heading "# ", a fence of code or a link "](", or
 *   - shows one kind of mark, and the file's name ends in .md, .markdown, .mdown or .mkd.
 * The other kinds are emphasis "**", a quotation "> ", two items of a list "- " or "* ", a heading that is
 * underlined.
 */
#ifndef ECOI_CORPUS_MARKDOWN_H
#define ECOI_CORPUS_MARKDOWN_H

#include "base/buf.h"
#include "corpus/draft.h"

bool ecoi_markdown_looks(const char *name, const char *head, size_t len);

/* Adds the passages of `text`, UTF-8, which may be no longer than 4 GiB; they live in `out`, which is
 * overwritten. The first heading of the first level is the title where `has_title` is false. False when
 * memory ran out. */
bool ecoi_markdown_read(eco_text text, bool has_title, ecoi_buf *out, ecoi_draft *draft);

#endif
