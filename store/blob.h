/* SPDX-License-Identifier: MIT */
/*
 * A column of byte strings: value i of n, found by an offset for each group of ECOI_BLOB_GROUP values.
 *   per value: varint length, bytes; then u32 offset of each group; then u32 n, u32 number of groups
 */
#ifndef ECOI_STORE_BLOB_H
#define ECOI_STORE_BLOB_H

#include <ecosearch/base.h>

#include "base/buf.h"

#define ECOI_BLOB_GROUP 16

typedef struct ecoi_blob_writer {
    ecoi_buf bytes, offsets;
    uint32_t n;
} ecoi_blob_writer; /* zero-initialise, dispose always */

/* False when memory ran out or the column passes 4 GiB. */
bool ecoi_blob_add(ecoi_blob_writer *writer, const void *bytes, size_t len);
bool ecoi_blob_finish(const ecoi_blob_writer *writer, ecoi_buf *out);
void ecoi_blob_writer_dispose(ecoi_blob_writer *writer);

typedef struct ecoi_blob {
    const uint8_t *bytes, *bytes_end, *offsets;
    uint32_t n;
} ecoi_blob;

/* False when the section makes no sense. */
bool ecoi_blob_open(ecoi_blob *blob, const uint8_t *data, size_t len);
/* Value i < n, in place; false when damaged. */
bool ecoi_blob_get(const ecoi_blob *blob, uint32_t i, eco_text *out);

#endif
