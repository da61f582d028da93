/* SPDX-License-Identifier: MIT */
#include "indexer/engine_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/error.h"

/* Calls `each` for every file of a database until it returns an errno, which is returned. */
static int each_file(const char *path, int (*each)(void *user, int folder, const char *name), void *user)
{
    int failed = 0;
    DIR *folder = opendir(path);
    if (!folder)
        return errno;
    for (struct dirent *entry; !failed && (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            failed = each(user, dirfd(folder), entry->d_name);
    closedir(folder);
    return failed;
}

static int add_size(void *user, int folder, const char *name)
{
    uint64_t *bytes = user;
    struct stat info;
    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode))
        *bytes += (uint64_t)info.st_size;
    return 0;
}

uint64_t ecoi_database_size(const char *path)
{
    uint64_t bytes = 0;
    (void)each_file(path, add_size, &bytes);
    return bytes;
}

/* ---- copying ---- */

static int sync_path(int folder, const char *name, int flags)
{
    int file = openat(folder, name, flags | O_CLOEXEC);
    int failed = file < 0 || fsync(file) < 0 ? errno : 0;
    if (file >= 0)
        close(file);
    return failed;
}

static int sync_file(void *user, int folder, const char *name)
{
    (void)user;
    return sync_path(folder, name, O_RDONLY);
}

eco_status ecoi_database_sync(const char *path, eco_error *error)
{
    int failed = each_file(path, sync_file, NULL);
    if (!failed)
        failed = sync_path(AT_FDCWD, path, O_RDONLY | O_DIRECTORY);
    return failed ? ecoi_error_os(error, failed, "%s: cannot be synced", path) : ECO_OK;
}

static int write_all(int to, const char *bytes, size_t n)
{
    while (n) {
        ssize_t done = write(to, bytes, n);
        if (done < 0 && errno != EINTR)
            return errno;
        bytes += done > 0 ? done : 0;
        n -= done > 0 ? (size_t)done : 0;
    }
    return 0;
}

static int copy_by_reading(int from, int to)
{
    char bytes[1 << 16];
    for (;;) {
        ssize_t n = read(from, bytes, sizeof bytes);
        if (n == 0)
            return 0;
        if (n < 0 && errno != EINTR)
            return errno;
        int failed = n > 0 ? write_all(to, bytes, (size_t)n) : 0;
        if (failed)
            return failed;
    }
}

/* The kernel lets both files share their blocks where it can, else it copies. What it has copied when it
 * finds that it cannot stays: both files stand behind it. */
static int copy_bytes(int from, int to)
{
    enum { AT_ONCE = 1 << 30 };
    for (;;) {
        ssize_t n = copy_file_range(from, NULL, to, NULL, AT_ONCE, 0);
        if (n == 0)
            return 0;
        if (n < 0 && (errno == ENOSPC || errno == EIO || errno == EDQUOT))
            return errno;
        if (n < 0 && errno != EINTR)
            return copy_by_reading(from, to);
    }
}

typedef struct copying {
    int to; /* the folder */
} copying;

static int copy_file(void *user, int folder, const char *name)
{
    const copying *c = user;
    int from = openat(folder, name, O_RDONLY | O_CLOEXEC);
    if (from < 0)
        return errno;
    int to = openat(c->to, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    int failed = to < 0 ? errno : copy_bytes(from, to);
    if (!failed && fsync(to) < 0)
        failed = errno;
    if (to >= 0 && close(to) < 0 && !failed)
        failed = errno;
    close(from);
    return failed;
}

eco_status ecoi_database_copy(const char *from, const char *to, eco_error *error)
{
    copying c = {.to = -1};
    int failed = mkdir(to, 0777) < 0 ? errno : 0;
    if (!failed)
        c.to = open(to, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (!failed && c.to < 0)
        failed = errno;
    if (!failed)
        failed = each_file(from, copy_file, &c);
    if (!failed && fsync(c.to) < 0)
        failed = errno;
    if (c.to >= 0)
        close(c.to);
    return failed ? ecoi_error_os(error, failed, "%s: cannot be copied to %s", from, to) : ECO_OK;
}

/* ---- removing ---- */

static int remove_file(void *user, int folder, const char *name)
{
    (void)user;
    unlinkat(folder, name, 0);
    return 0;
}

void ecoi_database_remove(const char *path)
{
    (void)each_file(path, remove_file, NULL);
    rmdir(path);
}

typedef struct sweeper {
    const ecoi_vfs *vfs;
    const char *dir;
    ecoi_manifest *manifests;
    size_t n, cap;
    uint64_t newest;
    bool newest_is_damaged, unsure; /* unsure: what is named cannot be known */
} sweeper;

static bool note_database(void *user, const char *name)
{
    bool *any = user;
    *any = ecoi_manifest_is_database(name);
    return !*any;
}

static bool read_manifest(void *user, const char *name)
{
    sweeper *s = user;
    uint64_t generation = ecoi_manifest_number(name);
    if (!generation)
        return true;
    if (!ecoi_grow(&s->manifests, &s->cap, s->n + 1, sizeof *s->manifests)) {
        s->unsure = true;
        return false;
    }
    eco_status status = ecoi_manifest_read(s->vfs, s->dir, generation, &s->manifests[s->n], NULL);
    s->n += status == ECO_OK;
    s->unsure = s->unsure || (status != ECO_OK && status != ECO_E_CORRUPT && status != ECO_E_MISSING);
    if (generation > s->newest) {
        s->newest = generation;
        s->newest_is_damaged = status == ECO_E_CORRUPT;
    }
    return !s->unsure;
}

static bool is_named(const sweeper *s, const char *name)
{
    for (size_t i = 0; i < s->n; ++i)
        for (size_t k = 0; k < s->manifests[i].n_databases; ++k)
            if (strcmp(s->manifests[i].databases[k].name, name) == 0)
                return true;
    return false;
}

static bool sweep_name(void *user, const char *name)
{
    const sweeper *s = user;
    if (!ecoi_manifest_is_database(name) || is_named(s, name))
        return true;
    if (s->newest_is_damaged && strtoull(strchr(name, '-') + 1, NULL, 10) <= s->newest)
        return true;
    char *path = ecoi_path_join(s->dir, name);
    if (path)
        ecoi_database_remove(path);
    free(path);
    return true;
}

void ecoi_databases_sweep(const ecoi_vfs *vfs, const char *dir)
{
    sweeper s = {.vfs = vfs, .dir = dir};
    bool any = false;
    int failed = vfs->list(vfs->self, dir, note_database, &any);
    if (failed || !any)
        return;
    failed = vfs->list(vfs->self, dir, read_manifest, &s);
    if (!failed && !s.unsure)
        (void)vfs->list(vfs->self, dir, sweep_name, &s);
    for (size_t i = 0; i < s.n; ++i)
        ecoi_manifest_dispose(&s.manifests[i]);
    free(s.manifests);
}
