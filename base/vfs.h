/* SPDX-License-Identifier: MIT */
/*
 * Every access to files that the index makes goes through one of these tables, so that tests can make any
 * call fail. ecoi_vfs_posix() is the real one. `self` is passed back to each function. Paths are
 * NUL-terminated. On failure a function returns the errno (never 0); on success 0.
 */
#ifndef ECOI_BASE_VFS_H
#define ECOI_BASE_VFS_H

#include <ecosearch/base.h>

typedef struct ecoi_file ecoi_file; /* open for writing at its end */

typedef struct ecoi_map_region {
    const uint8_t *data; /* NULL when len == 0 */
    size_t len;
} ecoi_map_region;

typedef struct ecoi_lock ecoi_lock;

typedef struct ecoi_vfs {
    void *self;
    /* Creates a file that must not exist; write() writes everything or fails; close() without sync() loses
     * nothing but promises nothing; close() frees the handle whatever it returns. */
    int (*create)(void *self, const char *path, ecoi_file **out);
    int (*write)(void *self, ecoi_file *file, const void *bytes, size_t len);
    int (*sync)(void *self, ecoi_file *file);
    int (*close)(void *self, ecoi_file *file);
    /* Maps a whole file read-only. */
    int (*map)(void *self, const char *path, ecoi_map_region *out);
    void (*unmap)(void *self, ecoi_map_region region);
    /* Gives back the memory a map takes; it stays readable. Any thread. */
    void (*forget)(void *self, ecoi_map_region region);
    int (*rename)(void *self, const char *from, const char *to);
    int (*remove)(void *self, const char *path);
    int (*make_dirs)(void *self, const char *path); /* parents too; existing is fine */
    int (*sync_dir)(void *self, const char *path);
    /* Calls `each` with every name in a folder ("." and ".." left out), in no order, until it returns
     * false. */
    int (*list)(void *self, const char *path, bool (*each)(void *user, const char *name), void *user);
    /* A lock that the kernel drops when the process dies. EWOULDBLOCK: held by process *out_holder (0:
     * unknown). */
    int (*lock)(void *self, const char *path, ecoi_lock **out, long *out_holder);
    void (*unlock)(void *self, ecoi_lock *lock);
    /* The network file system that holds a path, which need not be there yet, or NULL: one of this machine's
     * own. Member NULL: all are. */
    const char *(*network)(void *self, const char *path);
} ecoi_vfs;

const ecoi_vfs *ecoi_vfs_posix(void);

/* "DIR/NAME" on the heap, NULL when memory ran out. */
char *ecoi_path_join(const char *dir, const char *name);

#endif
