/* SPDX-License-Identifier: MIT */
/* All that can be asked of a segment, as text. The promises that the headers of the store make whatever the
 * bytes are get checked on the way; a broken one aborts. */
#ifndef TESTS_STORE_READ_SEGMENT_H
#define TESTS_STORE_READ_SEGMENT_H

#include <stdio.h>

#include "base/buf.h"
#include "store/segment.h"

#define REQUIRE(condition)                                                                                   \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #condition);                          \
            abort();                                                                                         \
        }                                                                                                    \
    } while (0)

/* Goes on after an error with what can still be read; returns the first. Appends to `out` (NULL: not wanted).
 */
eco_status read_segment(const ecoi_segment *segment, ecoi_buf *out, eco_error *error);
/* What a cursor that has not moved yet finds by steps, and a note where leaps find otherwise. False when it
 * ends damaged. */
bool read_postings(const ecoi_cursor *fresh, uint32_t n_docs, ecoi_buf *out);

/* ---- lines of the text ---- */

typedef struct document_numbers {
    uint32_t length, title_length, focus, mention;
} document_numbers;

void print_document(ecoi_buf *out, const eco_document *document, document_numbers numbers,
                    const ecoi_layout_passage *layout, size_t n_layout);
void print_term(ecoi_buf *out, eco_text term, const ecoi_term_form *forms, size_t n_forms);
void print_posting(ecoi_buf *out, uint32_t doc, uint32_t tf, const uint32_t *positions,
                   const uint16_t *ordinals);
void print_folded(ecoi_buf *out, eco_text folded, const ecoi_folded_use *uses, size_t n);

#endif
