/* SPDX-License-Identifier: MIT */
#include "base/vfs_memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int create(void *self, const char *path, ecoi_file **out)
{
    ecoi_vfs_memory *memory = self;
    (void)path;
    memory->content.len = 0;
    *out = self;
    return 0;
}

static int write_all(void *self, ecoi_file *file, const void *bytes, size_t len)
{
    ecoi_vfs_memory *memory = self;
    (void)file;
    return ecoi_buf_append(&memory->content, bytes, len) ? 0 : ENOMEM;
}

static int do_nothing(void *self, ecoi_file *file)
{
    (void)self;
    (void)file;
    return 0;
}

static int map(void *self, const char *path, ecoi_map_region *out)
{
    const ecoi_vfs_memory *memory = self;
    size_t len = memory->content.len;
    uint8_t *copy = len ? malloc(len) : NULL;
    (void)path;
    if (len && !copy)
        return ENOMEM;
    if (len)
        memcpy(copy, memory->content.data, len);
    *out = (ecoi_map_region){copy, len};
    return 0;
}

static void unmap(void *self, ecoi_map_region region)
{
    (void)self;
    free((void *)(uintptr_t)region.data);
}

static void forget(void *self, ecoi_map_region region)
{
    (void)self;
    (void)region;
}

static int remove_file(void *self, const char *path)
{
    ecoi_vfs_memory *memory = self;
    (void)path;
    memory->content.len = 0;
    return 0;
}

void ecoi_vfs_memory_init(ecoi_vfs_memory *memory)
{
    *memory = (ecoi_vfs_memory){{.self = memory,
                                 .create = create,
                                 .write = write_all,
                                 .sync = do_nothing,
                                 .close = do_nothing,
                                 .map = map,
                                 .unmap = unmap,
                                 .forget = forget,
                                 .remove = remove_file},
                                {0}};
}

void ecoi_vfs_memory_dispose(ecoi_vfs_memory *memory)
{
    ecoi_buf_dispose(&memory->content);
}
