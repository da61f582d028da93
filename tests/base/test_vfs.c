/* SPDX-License-Identifier: MIT */
/* The real files: what the system does in part is done whole, what it refuses is told. The linker leads the
 * library's write, fsync and close here. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/vfs.h"

#define FOLDER "vfs-folder"
#define FILE_  FOLDER "/file"

static const ecoi_vfs *vfs;

/* ---- the system, held back ---- */

static struct {
    bool in_pieces;  /* writes a few bytes at a time, and is interrupted in between */
    int write_fails; /* errno of the write that comes after `room` bytes; 0: none */
    bool writes_nothing;
    size_t room;
    int fsync_fails, close_fails;
    unsigned n_writes;
} held;

ssize_t __real_write(int fd, const void *bytes, size_t len);
ssize_t __wrap_write(int fd, const void *bytes, size_t len);
ssize_t __wrap_write(int fd, const void *bytes, size_t len)
{
    held.n_writes++;
    if (held.writes_nothing)
        return 0;
    if (held.in_pieces && held.n_writes % 3 == 0) {
        errno = EINTR;
        return -1;
    }
    if (held.in_pieces && len > held.n_writes % 5 + 1)
        len = held.n_writes % 5 + 1;
    if (held.write_fails && held.room == 0) {
        errno = held.write_fails;
        return -1;
    }
    if (held.write_fails && len > held.room) /* what a full disk does: as much as fits */
        len = held.room;
    held.room -= held.write_fails ? len : 0;
    return __real_write(fd, bytes, len);
}

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __wrap_fsync(int fd)
{
    errno = held.fsync_fails;
    return held.fsync_fails ? -1 : __real_fsync(fd);
}

int __real_close(int fd);
int __wrap_close(int fd);
int __wrap_close(int fd)
{
    int result = __real_close(fd);
    errno = held.close_fails;
    return held.close_fails ? -1 : result;
}

static int start_over(void **state)
{
    (void)state;
    vfs = ecoi_vfs_posix();
    memset(&held, 0, sizeof held);
    remove(FILE_);
    return vfs->make_dirs(vfs->self, FOLDER);
}

static int clean(void **state)
{
    start_over(state);
    return rmdir(FOLDER);
}

/* ---- writing ---- */

static int write_file(const char *bytes, size_t len)
{
    ecoi_file *file;
    assert_int_equal(vfs->create(vfs->self, FILE_, &file), 0);
    int failed = vfs->write(vfs->self, file, bytes, len);
    int failed_close = vfs->close(vfs->self, file);
    return failed ? failed : failed_close;
}

static void assert_content(const char *bytes, size_t len)
{
    ecoi_map_region map;
    assert_int_equal(vfs->map(vfs->self, FILE_, &map), 0);
    assert_int_equal(map.len, len);
    if (len)
        assert_memory_equal(map.data, bytes, len);
    vfs->unmap(vfs->self, map);
}

static void what_is_written_in_pieces_is_whole(void **state)
{
    (void)state;
    char bytes[1000];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 31);
    held.in_pieces = true;
    assert_int_equal(write_file(bytes, sizeof bytes), 0);
    assert_true(held.n_writes > 300);
    assert_content(bytes, sizeof bytes);
}

static void a_full_disk_is_told(void **state)
{
    (void)state;
    held.write_fails = ENOSPC;
    held.room = 10;
    assert_int_equal(write_file("0123456789abcdef", 16), ENOSPC);
    assert_content("0123456789", 10);
}

static void a_write_that_makes_no_way_ends(void **state)
{
    (void)state;
    held.writes_nothing = true;
    assert_int_equal(write_file("x", 1), EIO);
}

static void a_sync_or_close_that_fails_is_told(void **state)
{
    (void)state;
    ecoi_file *file;
    assert_int_equal(vfs->create(vfs->self, FILE_, &file), 0);
    held.fsync_fails = EIO;
    assert_int_equal(vfs->sync(vfs->self, file), EIO);
    assert_int_equal(vfs->sync_dir(vfs->self, FOLDER), EIO);
    held.fsync_fails = 0;
    assert_int_equal(vfs->sync(vfs->self, file), 0);
    assert_int_equal(vfs->sync_dir(vfs->self, FOLDER), 0);
    held.close_fails = EDQUOT;
    assert_int_equal(vfs->close(vfs->self, file), EDQUOT);
}

/* ---- what is refused ---- */

static void what_is_in_the_way_is_told(void **state)
{
    (void)state;
    ecoi_file *file;
    ecoi_map_region map;
    assert_int_equal(vfs->map(vfs->self, FILE_, &map), ENOENT);
    assert_int_equal(vfs->remove(vfs->self, FILE_), ENOENT);
    assert_int_equal(vfs->rename(vfs->self, FILE_, FOLDER "/other"), ENOENT);
    assert_int_equal(vfs->create(vfs->self, FOLDER "/none/file", &file), ENOENT);
    assert_int_equal(vfs->sync_dir(vfs->self, FOLDER "/none"), ENOENT);
    assert_int_equal(vfs->map(vfs->self, FOLDER, &map), EISDIR);
    assert_int_equal(write_file("", 0), 0);
    assert_content("", 0);
    assert_int_equal(vfs->create(vfs->self, FILE_, &file), EEXIST);
    assert_int_equal(vfs->make_dirs(vfs->self, FILE_), ENOTDIR);
    assert_int_equal(vfs->make_dirs(vfs->self, FILE_ "/below"), ENOTDIR);
}

static void a_lock_is_held_once(void **state)
{
    (void)state;
    ecoi_lock *lock, *second;
    long holder = 0;
    assert_int_equal(vfs->lock(vfs->self, FILE_, &lock, &holder), 0);
    assert_int_equal(vfs->lock(vfs->self, FILE_, &second, &holder), EWOULDBLOCK);
    assert_int_equal(holder, getpid());
    vfs->unlock(vfs->self, lock);
    assert_int_equal(vfs->lock(vfs->self, FILE_, &lock, &holder), 0);
    vfs->unlock(vfs->self, lock);
}

static void a_local_file_system_is_no_network(void **state)
{
    (void)state;
    assert_null(vfs->network(vfs->self, "/dev/shm"));
    assert_null(vfs->network(vfs->self, "/proc/self/no/such/folder"));
    (void)vfs->network(vfs->self, "not/there/yet"); /* wherever the tests are run */
}

static void paths_have_one_slash(void **state)
{
    static const char *const cases[][3] = {
        {"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"", "b", "/b"}, {"/", "b", "/b"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = ecoi_path_join(cases[i][0], cases[i][1]);
        assert_string_equal(path, cases[i][2]);
        free(path);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start_over, clean)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_written_in_pieces_is_whole), TEST(a_full_disk_is_told),
        TEST(a_write_that_makes_no_way_ends),     TEST(a_sync_or_close_that_fails_is_told),
        TEST(what_is_in_the_way_is_told),         TEST(a_lock_is_held_once),
        TEST(a_local_file_system_is_no_network),  TEST(paths_have_one_slash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
