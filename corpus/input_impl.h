/* SPDX-License-Identifier: MIT */
/* What the files of input.h share. */
#ifndef ECOI_CORPUS_INPUT_IMPL_H
#define ECOI_CORPUS_INPUT_IMPL_H

#include "corpus/input.h"

/* Bytes read at a time: fits the second-level cache together with what is inflated from it. */
#define ECOI_INPUT_CHUNK ((size_t)256 << 10)
/* Compressed bytes kept behind those being inflated. After a cut member zlib notices within a few kilobytes,
 * by an impossible block. */
#define ECOI_INPUT_HISTORY ((size_t)64 << 10)

/* Ends the stream. */
void ecoi_input_fail(ecoi_input *input, ecoi_input_problem problem, const char *detail);

/* Reads up to `len` bytes of the file; 0 at its end or after trouble. */
size_t ecoi_input_read_file(ecoi_input *input, uint8_t *out, size_t len);

/* Adds at least one byte to the window, or sets `end`. */
void ecoi_input_fill(ecoi_input *input);

/* input_gzip.c: the first member begins at raw_off. */
void ecoi_input_start_gzip(ecoi_input *input);
/* Inflates up to `len` bytes; 0 at the end or after trouble. */
size_t ecoi_input_read_gzip(ecoi_input *input, uint8_t *out, size_t len);

#endif
