/* SPDX-License-Identifier: MIT */
/* What the files snippet*.c share: matches found in passages, and fragments of passages. */
#ifndef ECOI_SEARCHER_SNIPPET_IMPL_H
#define ECOI_SEARCHER_SNIPPET_IMPL_H

#include "base/buf.h"
#include "searcher/snippet.h"

#define ECOI_SNIPPET_GROUPS 64

/* A token that answers the query. */
typedef struct ecoi_match {
    uint32_t passage;    /* number in the document */
    uint32_t start, end; /* bytes of the passage */
    float weight;
    uint8_t group;
} ecoi_match;

/* By passage, then start. */
typedef struct ecoi_matches {
    ecoi_match *items;
    size_t n, cap;
} ecoi_matches;

/* Adds the matches of one text, at most `max_bytes` of it, until there are ECOI_SNIPPET_MAX_MATCHES in all.
 */
eco_status ecoi_matches_find(ecoi_matches *matches, ecoi_analysis *analysis,
                             const ecoi_highlighter *highlighter, uint32_t passage, eco_text text,
                             size_t max_bytes, eco_error *error);

/* What one fragment of a snippet shows: bytes of a passage. */
typedef struct ecoi_fragment {
    uint32_t passage;
    size_t start, end;
} ecoi_fragment;

/* The fragment of about `budget` bytes around the bytes [start, end) of the text, whole words. */
ecoi_fragment ecoi_fragment_around(eco_text text, uint32_t passage, size_t start, size_t end, size_t budget);

/* Whether a sentence begins at most `reach` bytes before the byte `at`; *out is where. */
bool ecoi_sentence_before(eco_text text, size_t at, size_t reach, size_t *out);

/* Appends the fragment's text with white space collapsed, and to `ranges` (of eco_range) where its matches
 * came to lie. False when memory ran out. */
bool ecoi_fragment_print(eco_text text, ecoi_fragment fragment, const ecoi_matches *matches, ecoi_buf *out,
                         ecoi_buf *ranges);

#endif
