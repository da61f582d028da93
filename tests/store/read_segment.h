/* SPDX-License-Identifier: MIT */
/* All that can be asked of a segment, as text. The promises that the headers of the store make whatever the
 * bytes are get checked on the way; a broken one aborts. */
#ifndef TESTS_STORE_READ_SEGMENT_H
#define TESTS_STORE_READ_SEGMENT_H

#include "base/buf.h"
#include "store/segment.h"
#include "tests/store/require.h"

/* Goes on after an error with what can still be read; returns the first. Appends to `out` (NULL: not wanted).
 */
eco_status read_segment(const ecoi_segment *segment, ecoi_buf *out, eco_error *error);

/* ---- lines of the text; `out` NULL: nothing happens ---- */

typedef struct document_numbers {
    uint32_t length, title_length, focus, mention;
} document_numbers;

void print_document(ecoi_buf *out, const eco_document *document, document_numbers numbers,
                    const ecoi_layout_passage *layout, size_t n_layout);
void print_term(ecoi_buf *out, eco_text term, const ecoi_term_form *forms, size_t n_forms);
void print_posting(ecoi_buf *out, uint32_t doc, uint32_t tf, const uint32_t *positions,
                   const uint16_t *ordinals);
void print_folded(ecoi_buf *out, eco_text folded, const ecoi_folded_use *uses, size_t n);

/* What a sound segment never shows. */
void print_note(ecoi_buf *out, const char *what, unsigned long long a, unsigned long long b);

#endif
