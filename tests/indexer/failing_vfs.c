/* SPDX-License-Identifier: MIT */
#include "tests/indexer/failing_vfs.h"

#include <errno.h>

static int count(failing_vfs *f, const char *function)
{
    ++f->n_calls;
    if (!f->fail_at || (f->for_good ? f->n_calls < f->fail_at : f->n_calls != f->fail_at))
        return 0;
    if (!f->failed)
        f->failed = function;
    return f->with;
}

#define REAL (ecoi_vfs_posix())
#define PASS(function, ...)                                                                                  \
    do {                                                                                                     \
        int failed = count(self, #function);                                                                 \
        return failed ? failed : REAL->function(REAL->self, __VA_ARGS__);                                    \
    } while (0)

static int create(void *self, const char *path, ecoi_file **out)
{
    PASS(create, path, out);
}

static int write_some(void *self, ecoi_file *file, const void *bytes, size_t len)
{
    failing_vfs *f = self;
    int failed = count(f, "write");
    if (!failed && len > f->room)
        failed = ENOSPC;
    if (failed) {
        /* What a full disk does: the first part is written. */
        (void)REAL->write(REAL->self, file, bytes, len < f->room ? len / 2 : f->room);
        return failed;
    }
    f->room -= len;
    return REAL->write(REAL->self, file, bytes, len);
}

static int sync_file(void *self, ecoi_file *file)
{
    PASS(sync, file);
}

static int close_file(void *self, ecoi_file *file)
{
    int failed = count(self, "close"), really = REAL->close(REAL->self, file);
    return failed ? failed : really;
}

static int map(void *self, const char *path, ecoi_map_region *out)
{
    PASS(map, path, out);
}

static void unmap(void *self, ecoi_map_region region)
{
    (void)self;
    REAL->unmap(REAL->self, region);
}

static void forget(void *self, ecoi_map_region region)
{
    (void)self;
    REAL->forget(REAL->self, region);
}

static int rename_file(void *self, const char *from, const char *to)
{
    PASS(rename, from, to);
}

static int remove_file(void *self, const char *path)
{
    PASS(remove, path);
}

static int make_dirs(void *self, const char *path)
{
    PASS(make_dirs, path);
}

static int sync_dir(void *self, const char *path)
{
    PASS(sync_dir, path);
}

static int list(void *self, const char *path, bool (*each)(void *user, const char *name), void *user)
{
    PASS(list, path, each, user);
}

static int lock(void *self, const char *path, ecoi_lock **out, long *out_holder)
{
    PASS(lock, path, out, out_holder);
}

static void unlock(void *self, ecoi_lock *held)
{
    (void)self;
    REAL->unlock(REAL->self, held);
}

void failing_vfs_init(failing_vfs *failing)
{
    *failing = (failing_vfs){.with = EIO, .room = UINT64_MAX};
    failing->vfs = (ecoi_vfs){.self = failing,
                              .create = create,
                              .write = write_some,
                              .sync = sync_file,
                              .close = close_file,
                              .map = map,
                              .unmap = unmap,
                              .forget = forget,
                              .rename = rename_file,
                              .remove = remove_file,
                              .make_dirs = make_dirs,
                              .sync_dir = sync_dir,
                              .list = list,
                              .lock = lock,
                              .unlock = unlock};
}
