/* SPDX-License-Identifier: MIT */
/* One file in memory. Each map of it is a block of exactly its length, so that AddressSanitizer sees a read
 * of one byte too many. */
#ifndef ECOI_BASE_VFS_MEMORY_H
#define ECOI_BASE_VFS_MEMORY_H

#include "base/buf.h"
#include "base/vfs.h"

typedef struct ecoi_vfs_memory {
    ecoi_vfs vfs;     /* hand this out; any path is the file's */
    ecoi_buf content; /* of the file; change it as you like between maps */
} ecoi_vfs_memory;

/* The file is not there until it is created. */
void ecoi_vfs_memory_init(ecoi_vfs_memory *memory);
/* Maps outlive it. */
void ecoi_vfs_memory_dispose(ecoi_vfs_memory *memory);

#endif
