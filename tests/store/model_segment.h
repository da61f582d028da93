/* SPDX-License-Identifier: MIT */
/* A segment's content as plain arrays: written through the segment writer, and described as read_segment
 * describes what it reads. Nothing here knows a byte of the format. */
#ifndef TESTS_STORE_MODEL_SEGMENT_H
#define TESTS_STORE_MODEL_SEGMENT_H

#include "base/arena.h"
#include "base/buf.h"
#include "store/segment.h"

typedef struct model_document {
    eco_document document;
    const ecoi_layout_passage *layout; /* one a passage */
    uint32_t length, title_length;
} model_document;

typedef struct model_term {
    eco_text term;
    const ecoi_term_form *forms;
    size_t n_forms; /* 0: the term itself */
    uint32_t df, *docs, *tfs, *positions;
    uint16_t *ordinals; /* NULL for one form */
    uint64_t cf;
} model_term;

typedef struct model_segment {
    ecoi_arena arena;
    model_document *documents;
    size_t n_documents;
    model_term *terms; /* rising */
    size_t n_terms;
} model_segment; /* zero-initialise, dispose always */

/* Made-up documents of all shapes and terms of all densities. */
void model_segment_make(model_segment *model, uint64_t seed, size_t n_documents, size_t n_terms);
void model_segment_dispose(model_segment *model);
eco_status model_segment_write(const model_segment *model, const ecoi_vfs *vfs, const char *path,
                               ecoi_segment_numbers *out, eco_error *error);
void model_segment_describe(const model_segment *model, ecoi_buf *out);

#endif
