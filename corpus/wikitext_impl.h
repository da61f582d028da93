/* SPDX-License-Identifier: MIT */
/* What the files of wikitext.h share. */
#ifndef ECOI_CORPUS_WIKITEXT_IMPL_H
#define ECOI_CORPUS_WIKITEXT_IMPL_H

#include "corpus/wikitext.h"

/* Begins a line that is a picture's caption; XML cannot hold it. */
#define ECOI_WIKI_CAPTION 0x01

/* wikitext_parts.c */

/* What stands for "name|argument|..." of a template: a part of it, or nothing. */
eco_text ecoi_wiki_template(eco_text content);
/* What stands for "target|...|label" of a link; *caption: it is that of a picture. */
eco_text ecoi_wiki_label(eco_text content, bool *caption);

/* wikitext_lines.c: adds lines free of marks to the draft as headings, captions and paragraphs. */
bool ecoi_wiki_lines(eco_text text, ecoi_draft *draft);

#endif
