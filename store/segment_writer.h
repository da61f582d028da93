/* SPDX-License-Identifier: MIT */
/* What the files that write a segment share; nobody outside store/ includes it. */
#ifndef ECOI_STORE_SEGMENT_WRITER_H
#define ECOI_STORE_SEGMENT_WRITER_H

#include "base/bytes.h"
#include "base/map.h"
#include "store/bm25.h"
#include "store/documents.h"
#include "store/segment_internal.h"
#include "store/term_encoder.h"

/* A form waiting to be written to the dictionary of folded forms. */
typedef struct ecoi_folded_form {
    eco_text folded;
    uint32_t term, ordinal;
    uint64_t count;
} ecoi_folded_form;

/* Columns under construction: one u32 a document each. */
typedef enum ecoi_column_name {
    ECOI_LENGTHS,
    ECOI_TITLE_LENGTHS,
    ECOI_DATES,
    ECOI_SOURCES,
    ECOI_FOCUS,
    ECOI_MENTION,
    ECOI_N_COLUMNS
} ecoi_column_name;

struct ecoi_segment_writer {
    ecoi_paged_file file;
    ecoi_segment_tail tail;
    bool store_text;
    ecoi_documents_writer documents;
    ecoi_blob_writer keys, layout;
    ecoi_map sources;
    ecoi_buf columns[ECOI_N_COLUMNS];
    ecoi_buf hashes; /* u64 a key */
    ecoi_buf sketches;
    bool has_sketch; /* of any document */
    ecoi_bm25 bm25;
    bool in_terms;
    ecoi_term_encoder *encoder; /* of begin_term and so on; NULL before the first */
    ecoi_buf encoded;           /* the term it has made */
    ecoi_dictionary_writer terms;
    ecoi_arena texts; /* of forms */
    ecoi_folded_form *forms;
    size_t n_forms, forms_cap;
    ecoi_buf scratch;
};

static inline uint32_t ecoi_writer_column(const ecoi_segment_writer *w, ecoi_column_name name, uint32_t doc)
{
    return ecoi_load32(w->columns[name].data + (size_t)doc * 4);
}

/* Adds what is stored of a document beside its record: key, layout (encoded), a value a column, and a sketch
 * (NULL: none). False when
 * memory ran out. */
bool ecoi_writer_add_columns(ecoi_segment_writer *w, eco_text key, const void *layout, size_t layout_len,
                             const uint32_t values[ECOI_N_COLUMNS], const ecoi_sketch *sketch);
/* The same from a document of a segment, whose pages are verified first. */
eco_status ecoi_writer_copy_columns(ecoi_segment_writer *w, const ecoi_segment *from, uint32_t doc,
                                    eco_error *error);
/* The block of stored documents that begins with `doc`. */
eco_status ecoi_segment_find_block(const ecoi_segment *from, uint32_t doc, ecoi_document_block *out,
                                   eco_error *error);
/* Number of a source, as in the sources column; 0 for none. False when memory ran out. */
bool ecoi_writer_source(ecoi_segment_writer *w, eco_text source, uint32_t *out);
/* ECO_E_LIMIT when no more documents fit. */
eco_status ecoi_writer_check_room(const ecoi_segment_writer *w, uint64_t n_docs, eco_error *error);

#endif
