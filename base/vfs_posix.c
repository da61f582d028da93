/* SPDX-License-Identifier: MIT */
#include "base/vfs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

struct ecoi_file {
    int fd;
};

struct ecoi_lock {
    int fd;
};

static int posix_create(void *self, const char *path, ecoi_file **out)
{
    (void)self;
    ecoi_file *file = malloc(sizeof *file);
    if (!file)
        return ENOMEM;
    file->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file->fd < 0) {
        int failed = errno;
        free(file);
        return failed;
    }
    *out = file;
    return 0;
}

static int write_all(int fd, const uint8_t *bytes, size_t len)
{
    while (len) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        if (n == 0)
            return EIO;
        bytes += n;
        len -= (size_t)n;
    }
    return 0;
}

static int posix_write(void *self, ecoi_file *file, const void *bytes, size_t len)
{
    (void)self;
    return write_all(file->fd, bytes, len);
}

static int posix_sync(void *self, ecoi_file *file)
{
    (void)self;
    return fsync(file->fd) == 0 ? 0 : errno;
}

static int posix_close(void *self, ecoi_file *file)
{
    (void)self;
    int failed = close(file->fd) == 0 ? 0 : errno;
    free(file);
    return failed;
}

static int posix_map(void *self, const char *path, ecoi_map_region *out)
{
    (void)self;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    struct stat st;
    int failed = 0;
    if (fstat(fd, &st) != 0) {
        failed = errno;
    } else if (!S_ISREG(st.st_mode)) {
        failed = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
    } else if (st.st_size == 0) {
        *out = (ecoi_map_region){NULL, 0};
    } else {
        void *data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
        if (data == MAP_FAILED)
            failed = errno;
        else
            *out = (ecoi_map_region){data, (size_t)st.st_size};
    }
    close(fd);
    return failed;
}

static void posix_unmap(void *self, ecoi_map_region region)
{
    (void)self;
    if (region.data)
        munmap((void *)(uintptr_t)region.data, region.len);
}

static void posix_forget(void *self, ecoi_map_region region)
{
    (void)self;
    if (region.data)
        madvise((void *)(uintptr_t)region.data, region.len, MADV_DONTNEED);
}

static int posix_rename(void *self, const char *from, const char *to)
{
    (void)self;
    return rename(from, to) == 0 ? 0 : errno;
}

static int posix_remove(void *self, const char *path)
{
    (void)self;
    return unlink(path) == 0 ? 0 : errno;
}

static int make_dir(const char *path)
{
    return mkdir(path, 0777) == 0 || errno == EEXIST ? 0 : errno;
}

static int posix_make_dirs(void *self, const char *path)
{
    (void)self;
    char *partial = strdup(path);
    if (!partial)
        return ENOMEM;
    int failed = 0;
    for (char *slash = strchr(partial + 1, '/'); slash && !failed; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        failed = make_dir(partial);
        *slash = '/';
    }
    if (!failed)
        failed = make_dir(partial);
    struct stat st;
    if (!failed && stat(path, &st) == 0 && !S_ISDIR(st.st_mode))
        failed = ENOTDIR;
    free(partial);
    return failed;
}

static int posix_sync_dir(void *self, const char *path)
{
    (void)self;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    int failed = fsync(fd) == 0 ? 0 : errno;
    close(fd);
    return failed;
}

static int posix_list(void *self, const char *path, bool (*each)(void *user, const char *name), void *user)
{
    (void)self;
    DIR *dir = opendir(path);
    if (!dir)
        return errno;
    struct dirent *entry;
    errno = 0;
    while ((entry = readdir(dir))) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && !each(user, entry->d_name))
            break;
        errno = 0;
    }
    int failed = entry ? 0 : errno;
    closedir(dir);
    return failed;
}

static long read_holder(int fd)
{
    char text[32] = {0};
    return pread(fd, text, sizeof text - 1, 0) > 0 ? strtol(text, NULL, 10) : 0;
}

static int write_holder(int fd)
{
    char text[32];
    int len = snprintf(text, sizeof text, "%ld\n", (long)getpid());
    if (ftruncate(fd, 0) != 0 || pwrite(fd, text, (size_t)len, 0) != len)
        return errno ? errno : EIO;
    return 0;
}

static int posix_lock(void *self, const char *path, ecoi_lock **out, long *out_holder)
{
    (void)self;
    ecoi_lock *lock = malloc(sizeof *lock);
    if (!lock)
        return ENOMEM;
    lock->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    int failed = lock->fd < 0 ? errno : 0;
    if (!failed && flock(lock->fd, LOCK_EX | LOCK_NB) != 0) {
        failed = errno;
        *out_holder = read_holder(lock->fd);
    }
    if (!failed)
        failed = write_holder(lock->fd);
    if (failed) {
        if (lock->fd >= 0)
            close(lock->fd);
        free(lock);
        return failed;
    }
    *out = lock;
    return 0;
}

static void posix_unlock(void *self, ecoi_lock *lock)
{
    (void)self;
    if (ftruncate(lock->fd, 0) != 0) {
        /* a stale process number in an unlocked file misleads nobody: it is read only while the lock is
         * held */
    }
    close(lock->fd);
    free(lock);
}

/* Those whose locks or removed files other machines may see otherwise, by the numbers of linux/magic.h. */
static const char *name_network(unsigned long magic)
{
    switch (magic) {
    case 0x6969:
        return "NFS";
    case 0x517B:
    case 0xFF534D42:
    case 0xFE534D42:
        return "SMB";
    case 0x5346414F:
    case 0x6B414653:
        return "AFS";
    case 0x73757245:
        return "Coda";
    case 0x564C:
        return "NCP";
    default:
        return NULL;
    }
}

static const char *posix_network(void *self, const char *path)
{
    struct statfs found;
    char *at = strdup(path), *slash;
    const char *name = NULL;
    (void)self;
    int failed = at ? statfs(at, &found) : -1;
    while (at && failed && errno == ENOENT && (slash = strrchr(at, '/')) != NULL && slash != at) {
        *slash = '\0';
        failed = statfs(at, &found);
    }
    if (failed && errno == ENOENT)
        failed = statfs(*path == '/' ? "/" : ".", &found);
    if (!failed)
        name = name_network((unsigned long)found.f_type & 0xFFFFFFFF);
    free(at);
    return name;
}

const ecoi_vfs *ecoi_vfs_posix(void)
{
    static const ecoi_vfs posix = {
        .create = posix_create,
        .write = posix_write,
        .sync = posix_sync,
        .close = posix_close,
        .map = posix_map,
        .unmap = posix_unmap,
        .forget = posix_forget,
        .rename = posix_rename,
        .remove = posix_remove,
        .make_dirs = posix_make_dirs,
        .sync_dir = posix_sync_dir,
        .list = posix_list,
        .lock = posix_lock,
        .unlock = posix_unlock,
        .network = posix_network,
    };
    return &posix;
}

char *ecoi_path_join(const char *dir, const char *name)
{
    size_t dir_len = strlen(dir), name_len = strlen(name);
    bool slash = dir_len == 0 || dir[dir_len - 1] != '/';
    char *path = malloc(dir_len + slash + name_len + 1);
    if (!path)
        return NULL;
    memcpy(path, dir, dir_len);
    if (slash)
        path[dir_len] = '/';
    memcpy(path + dir_len + slash, name, name_len + 1);
    return path;
}
