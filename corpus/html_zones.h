/* SPDX-License-Identifier: MIT */
/*
 * What part of the page each block is, told from its markup, its text, and where it stands.
 *
 * 1. Measure (html_marks.c): what each block looks like (traits.h, phrases.h), whether it is prose
 * (sentences, at most half of them linked, with function words), and sums over the elements that hold it.
 * 2. Title (html_title.c): the block most like what the page calls itself.
 * 3. Marks (html_marks.c): cues of names (html_cues.c) are believed but where an element holds the title or
 *    half of the page's prose: "premium" on all of an article says nothing. Lists of linked titles, and what
 *    follows a phrase like "Sur le même sujet", are marked as related.
 * 4. Area (html_zones.c): the innermost element with three quarters of the prose, and the one around it that
 *    has the title too.
 * 5. Zones (html_zones.c): the first rule of the table there that fits.
 */
#ifndef ECOI_CORPUS_HTML_ZONES_H
#define ECOI_CORPUS_HTML_ZONES_H

#include "corpus/html_impl.h"
#include "corpus/traits.h"

typedef struct ecoi_html_view {
    ecoi_html *html;
    ecoi_html_block *blocks;
    ecoi_html_holder *holders;
    ecoi_paragraph *paragraphs; /* one a block */
    size_t n, n_holders;
    size_t title;          /* a block, or n */
    uint32_t inner, outer; /* holders: see 4 above */
    size_t first, last;    /* blocks: first and last prose of the inner area; first == n: none */
} ecoi_html_view;

static inline bool ecoi_html_holds(const ecoi_html_view *view, uint32_t holder, size_t block)
{
    const ecoi_html_holder *h = &view->holders[holder];
    return block >= h->first && block - h->first < h->n_blocks;
}

static inline bool ecoi_html_is_heading(const ecoi_html_block *block)
{
    return block->tag >= ECOI_TAG_H1 && block->tag <= ECOI_TAG_H6;
}

/* Whether a share of at least `percent` of it is linked. */
static inline bool ecoi_html_is_linked(const ecoi_html_block *block, unsigned percent)
{
    return (uint64_t)block->link_len * 100 >= (uint64_t)block->len * percent;
}

/* html_marks.c */
void ecoi_html_measure(ecoi_html_view *view, const ecoi_phrases *phrases);
void ecoi_html_mark(ecoi_html_view *view);
/* The cues of a block, those of all that holds it included; after marking. */
static inline uint32_t ecoi_html_cues_of(const ecoi_html_view *view, size_t block)
{
    return view->blocks[block].cues | view->holders[view->blocks[block].holder].all;
}

/* html_title.c: the number of the title's block, or n. */
size_t ecoi_html_find_title(const ecoi_html_view *view);
/* What the page calls itself: og:title, the headline of JSON-LD, or <title> without the site's name; empty
 * when it says nothing. */
eco_text ecoi_html_stated_title(const ecoi_html *html);
/* The first or the last part of a page's title, which names of sites and sections share with it; without the
 * signs around it. */
eco_text ecoi_html_title_part(eco_text title, bool last_part);
/* What its site is called, or empty. */
eco_text ecoi_html_site(const ecoi_html *html);

#endif
