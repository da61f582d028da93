/* SPDX-License-Identifier: MIT */
/*
 * Terms made ready for a segment. Encoding a term takes the time, adding it to the segment takes little: so
 * several encoders may work for one writer, each on a thread of its own, and what they made is added in the
 * order of the terms.
 */
#ifndef ECOI_STORE_TERM_ENCODER_H
#define ECOI_STORE_TERM_ENCODER_H

#include "store/segment.h"

typedef struct ecoi_term_encoder ecoi_term_encoder;

/* For a writer whose terms have begun (ecoi_segment_writer_begin_terms); it must outlive the encoder.
 * Encoders only read what the writer keeps of the documents. */
eco_status ecoi_term_encoder_new(const ecoi_segment_writer *writer, ecoi_term_encoder **out,
                                 eco_error *error);
void ecoi_term_encoder_free(ecoi_term_encoder *encoder); /* NULL is allowed */

/* As the writer's functions of these names; `out` takes the encoded term, after what it holds already. One
 * term at a time: begin, add any number of times, end. After a failure the encoder is only to be freed. */
eco_status ecoi_term_encoder_begin(ecoi_term_encoder *encoder, const char *term, size_t len,
                                   const ecoi_term_form *forms, size_t n_forms, ecoi_buf *out,
                                   eco_error *error);
eco_status ecoi_term_encoder_add_postings(ecoi_term_encoder *encoder, const ecoi_posting_run *run,
                                          eco_error *error);
eco_status ecoi_term_encoder_end(ecoi_term_encoder *encoder, eco_error *error);

/* Adds encoded terms to the writer, in the order they lie in. They rise, and come after all terms added. */
eco_status ecoi_segment_writer_add_terms(ecoi_segment_writer *writer, const ecoi_buf *encoded,
                                         eco_error *error);

#endif
