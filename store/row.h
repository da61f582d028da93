/* SPDX-License-Identifier: MIT */
/*
 * A row of 64-bit numbers in a file of its own, beside the segments: what a generation knows of its documents
 * that changes without them (deletions), or that searching never needs (ledgers, files; manifest.h).
 *
 *   8 bytes "ecorow 1", u32 kind, u32 CRC-32C of all that follows it and of the kind, u64 n, n numbers
 */
#ifndef ECOI_STORE_ROW_H
#define ECOI_STORE_ROW_H

#include <ecosearch/base.h>

#include "base/vfs.h"

typedef enum ecoi_row_kind {
    ECOI_ROW_DELETED = 1, /* a bit per document of a segment, the first document in the lowest bit */
    ECOI_ROW_LEDGER,      /* of a segment's documents: hashes of contents and files (indexer/ledger.h) */
    ECOI_ROW_FILES,       /* ECOI_FILE_NUMBERS a file that was read, by rising hash */
    ECOI_ROW_FORGOTTEN    /* hashes of keys, rising */
} ecoi_row_kind;

typedef struct ecoi_row {
    uint64_t *items; /* NULL when n == 0 */
    size_t n;
} ecoi_row; /* free the items */

/* Writes and syncs a new file, which must not exist; a half-written one is removed. */
eco_status ecoi_row_write(const ecoi_vfs *vfs, const char *dir, const char *name, ecoi_row_kind kind,
                          const uint64_t *items, size_t n, eco_error *error);
/* ECO_E_CORRUPT names the file: damaged, or of another kind. */
eco_status ecoi_row_read(const ecoi_vfs *vfs, const char *dir, const char *name, ecoi_row_kind kind,
                         ecoi_row *out, eco_error *error);

#endif
