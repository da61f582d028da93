/* SPDX-License-Identifier: MIT */
/* A file written from front to back with a checksum of every page; see pages.h for its reader. */
#ifndef ECOI_STORE_PAGED_FILE_H
#define ECOI_STORE_PAGED_FILE_H

#include "base/buf.h"
#include "base/vfs.h"
#include "store/format.h"

typedef struct ecoi_paged_file {
    const ecoi_vfs *vfs;
    char *path;
    ecoi_file *file; /* NULL once closed */
    ecoi_buf page;   /* bytes of the page being filled */
    ecoi_buf crcs;   /* u32 each full page */
    uint64_t len;    /* bytes so far */
} ecoi_paged_file;

eco_status ecoi_paged_file_create(ecoi_paged_file *file, const ecoi_vfs *vfs, const char *path,
                                  eco_error *error);
eco_status ecoi_paged_file_write(ecoi_paged_file *file, const void *bytes, size_t len, eco_error *error);
/* Fills with zero bytes up to a multiple of ECOI_SECTION_ALIGN. */
eco_status ecoi_paged_file_align(ecoi_paged_file *file, eco_error *error);
/* Writes the last page, then `tail` + the page checksums + the trailer (pages.h), syncs and closes. */
eco_status ecoi_paged_file_finish(ecoi_paged_file *file, const ecoi_buf *tail, eco_error *error);
/* Frees; an unfinished file is closed and removed. */
void ecoi_paged_file_dispose(ecoi_paged_file *file);

#endif
