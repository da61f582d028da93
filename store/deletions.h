/* SPDX-License-Identifier: MIT */
/*
 * Which documents of a segment are deleted in a generation: a bit a document, in a row of its own (row.h)
 * that the manifest names. The segment itself never changes; merging leaves deleted documents out for good.
 */
#ifndef ECOI_STORE_DELETIONS_H
#define ECOI_STORE_DELETIONS_H

#include "store/manifest.h"

typedef struct ecoi_deletions {
    uint64_t *bits;     /* whole chunks of documents (format.h), so that sets can be combined; NULL: none */
    uint32_t *in_chunk; /* deleted documents of each chunk */
    uint64_t n;
} ecoi_deletions; /* zero-initialise, dispose always */

/* Room for the bits of so many documents, in 64-bit words. */
static inline size_t ecoi_deletions_words(uint64_t n_docs)
{
    return (size_t)((n_docs + ECOI_CHUNK_DOCS - 1) / ECOI_CHUNK_DOCS * (ECOI_CHUNK_DOCS / 64));
}

/* Reads the deletions of a segment as a manifest names them; zero where there are none. ECO_E_CORRUPT names
 * the file: damaged, or not the number of documents that the manifest says. */
eco_status ecoi_deletions_read(const ecoi_vfs *vfs, const char *dir, const ecoi_manifest_segment *segment,
                               ecoi_deletions *out, eco_error *error);
void ecoi_deletions_dispose(ecoi_deletions *deletions);

#endif
