/* SPDX-License-Identifier: MIT */
/* The postings of a term by every reader there is: a cursor that steps, leaps, goes by blocks; a list of
 * containers. The promises that headers make whatever the bytes are get checked on the way. */
#ifndef TESTS_STORE_READ_POSTINGS_H
#define TESTS_STORE_READ_POSTINGS_H

#include "base/buf.h"
#include "store/posting_list.h"

/* The bytes of a term, as ecoi_cursor_init takes them. */
typedef struct term_bytes {
    const uint8_t *data;
    size_t len;
    uint32_t df;
    unsigned ordinal_bits;
    uint32_t n_docs;
} term_bytes;

/* Appends what the steps find to `out` (NULL: not wanted), and a note where another reader finds otherwise.
 * False when any of them calls the bytes damaged. */
bool read_postings(const term_bytes *term, ecoi_buf *out);

#endif
