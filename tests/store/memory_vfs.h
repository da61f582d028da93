/* SPDX-License-Identifier: MIT */
/* One file in memory. Each map of it is a block of exactly its length, so that AddressSanitizer sees a read
 * of one byte too many. */
#ifndef TESTS_STORE_MEMORY_VFS_H
#define TESTS_STORE_MEMORY_VFS_H

#include "base/buf.h"
#include "base/vfs.h"

typedef struct memory_vfs {
    ecoi_vfs vfs;     /* hand this out; any path is the file's */
    ecoi_buf content; /* of the file; change it as you like between maps */
} memory_vfs;

/* The file is not there until it is created. */
void memory_vfs_init(memory_vfs *memory);
void memory_vfs_dispose(memory_vfs *memory);

#endif
