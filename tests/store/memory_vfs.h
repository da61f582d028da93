/* SPDX-License-Identifier: MIT */
/* base/vfs_memory.h by a shorter name. */
#ifndef TESTS_STORE_MEMORY_VFS_H
#define TESTS_STORE_MEMORY_VFS_H

#include "base/vfs_memory.h"

typedef ecoi_vfs_memory memory_vfs;

static inline void memory_vfs_init(memory_vfs *memory)
{
    ecoi_vfs_memory_init(memory);
}

static inline void memory_vfs_dispose(memory_vfs *memory)
{
    ecoi_vfs_memory_dispose(memory);
}

#endif
