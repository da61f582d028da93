/* SPDX-License-Identifier: MIT */
/*
 * The best passage of a document for a query, in the author's own words, with the matches' byte ranges.
 *
 * The document's passages are analysed again: offsets are not stored in the index. Lead, body, heading,
 * caption and comment may be shown, a comment first only when it is worth twice what the rest offers; the
 * title, boilerplate and paywall notices never.
 *
 * A window is worth the weights of the distinct query words in it, each counted once. What else speaks for it
 * weighs only among equals: words close together, further occurrences, an early place, a sentence that begins
 * just before.
 */
#ifndef ECOI_SEARCHER_SNIPPET_H
#define ECOI_SEARCHER_SNIPPET_H

#include <ecosearch/document.h>
#include <ecosearch/search.h>

#include "base/arena.h"
#include "stem/analyser.h"

/* What to highlight: decides for a token's form whether it answers the query, and how much that is worth
 * (0: not at all; idf is a good measure). `group` numbers the query word it answers (0..63), so that a
 * passage with many different words beats one with the same word many times. */
typedef struct ecoi_highlighter {
    float (*weigh)(const void *user, const ecoi_form *form, unsigned *out_group);
    const void *user;
} ecoi_highlighter;

typedef struct ecoi_snippet {
    eco_text text;
    eco_range *ranges; /* of text, rising, not overlapping; neighbouring matches apart only by spaces or
                          punctuation of one phrase stay separate */
    size_t n_ranges;
} ecoi_snippet;

/* How much of a document is looked at. What lies beyond is not shown; a document without a match up to there
 * shows its beginning. */
#define ECOI_SNIPPET_MAX_TEXT    ((size_t)2 << 20) /* bytes of the passages that may be shown, together */
#define ECOI_SNIPPET_MAX_MATCHES 65536u

/* Builds a snippet of about `max_bytes` bytes (32 to 65,536; an ellipsis more or less) in `arena`: whole
 * words, never inside a character, white space runs collapsed to one space (a no-break space on its own
 * stays), at most two fragments joined by " … ", an ellipsis where the passage goes on before or after. Two
 * fragments are shown when together they hold query words that no single one holds, or when the first is a
 * short line. With no match: the beginning of the lead, else of the body, else of what may be shown; "" when
 * there is none. Ranges in overlap (a compound and its parts) are one. The time is linear in the text looked
 * at; scratch memory is bounded by the limits above. The memo of `analysis` grows as with any run. */
eco_status ecoi_snippet_make(ecoi_analysis *analysis, const eco_document *document,
                             const ecoi_highlighter *highlighter, size_t max_bytes, ecoi_arena *arena,
                             ecoi_snippet *out, eco_error *error);

/* The matches in one text as it stands (for titles). */
eco_status ecoi_highlight(ecoi_analysis *analysis, eco_text text, const ecoi_highlighter *highlighter,
                          ecoi_arena *arena, eco_range **out, size_t *out_n, eco_error *error);

#endif
