/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as the postings of a term: documents and positions rise, nothing outside the bytes is read.
 *   u16 documents of the term, u8 bits of a form ordinal, u24 documents of the segment; then the postings
 */
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "tests/store/read_postings.h"
#include "tests/store/require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEADER = 6, MOST_BITS = 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEADER)
        return 0;
    size_t len = size - HEADER;
    uint32_t df = ecoi_load16(data), n_docs = 1 + (ecoi_load32(data + 2) >> 8);
    uint8_t *bytes = calloc(1, len + ECOI_OVERREAD);
    REQUIRE(bytes);
    memcpy(bytes, data + HEADER, len);
    term_bytes term = {bytes, len, df < n_docs ? df : n_docs, data[2] % (MOST_BITS + 1), n_docs};
    (void)read_postings(&term, NULL);
    free(bytes);
    return 0;
}
