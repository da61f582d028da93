/* SPDX-License-Identifier: MIT */
/*
 * The stored documents of a segment unpacked into a file, so that they can be taken in any order: in the
 * segment itself a document costs the inflation of its whole block. Takes 8 bytes a document and the pages of
 * a map, which ecoi_spool_forget gives back.
 */
#ifndef ECOI_STORE_SPOOL_H
#define ECOI_STORE_SPOOL_H

#include "store/segment.h"

typedef struct ecoi_spool ecoi_spool;

/* Unpacks all documents to `path`, which must not exist; vfs->sync is not called. `from`, `vfs` must outlive
 * it. */
eco_status ecoi_spool_open(const ecoi_segment *from, const ecoi_vfs *vfs, const char *path, ecoi_spool **out,
                           eco_error *error);
/* Adds a document of the segment to a writer which stores texts as the segment does; *out_bytes: of its
 * record. */
eco_status ecoi_spool_copy(const ecoi_spool *spool, uint32_t doc, ecoi_segment_writer *writer,
                           uint64_t *out_bytes, eco_error *error);
void ecoi_spool_forget(const ecoi_spool *spool);
void ecoi_spool_close(ecoi_spool *spool); /* removes the file; NULL is allowed */

#endif
