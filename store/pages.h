/* SPDX-License-Identifier: MIT */
/*
 * A mapped file whose pages are verified when first touched. After the data:
 *   tail bytes (the owner's) | u32 CRC-32C of each page of the data
 *   | trailer: u64 data bytes, u32 tail bytes, u32 format version, u32 CRC-32C of tail, checksums and the
 * trailer so far, u32 magic
 */
#ifndef ECOI_STORE_PAGES_H
#define ECOI_STORE_PAGES_H

#include "base/buf.h"
#include "base/vfs.h"
#include "store/format.h"

typedef struct ecoi_pages {
    const ecoi_vfs *vfs;
    char *path;
    ecoi_map_region map;
    uint64_t data_len;
    const uint8_t *tail;
    uint32_t tail_len;
    const uint8_t *crcs;
    uint64_t n_pages;
    _Atomic uint64_t *verified; /* a bit a page */
} ecoi_pages;

/* Appends the trailer to `end`, which holds the tail and the checksums already. */
bool ecoi_pages_put_trailer(ecoi_buf *end, uint64_t data_len, size_t tail_len);

eco_status ecoi_pages_open(ecoi_pages *pages, const ecoi_vfs *vfs, const char *path, eco_error *error);
void ecoi_pages_close(ecoi_pages *pages);
/* Verifies the pages of [offset, offset + len) that have not been yet. Any thread. */
eco_status ecoi_pages_touch(const ecoi_pages *pages, uint64_t offset, uint64_t len, eco_error *error);

#endif
