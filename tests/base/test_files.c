/* SPDX-License-Identifier: MIT */
/* The real file table. Runs in a scratch folder of its own. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/vfs.h"

#define VFS (ecoi_vfs_posix())

static void put(const char *path, const char *text)
{
    ecoi_file *file;
    assert_int_equal(VFS->create(VFS->self, path, &file), 0);
    assert_int_equal(VFS->write(VFS->self, file, text, strlen(text)), 0);
    assert_int_equal(VFS->sync(VFS->self, file), 0);
    assert_int_equal(VFS->close(VFS->self, file), 0);
}

/* What a run that failed half way may have left. */
static int clean(void **state)
{
    static const char *const left[] = {"f", "g", "empty", "d/e/a", "d/e/b", "lock"};
    (void)state;
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        (void)VFS->remove(VFS->self, left[i]);
    return 0;
}

static void what_is_written_is_mapped(void **state)
{
    (void)state;
    ecoi_file *file;
    ecoi_map_region map;
    put("f", "abc");
    assert_int_equal(VFS->create(VFS->self, "f", &file), EEXIST);
    assert_int_equal(VFS->map(VFS->self, "f", &map), 0);
    assert_int_equal(map.len, 3);
    assert_memory_equal(map.data, "abc", 3);
    VFS->forget(VFS->self, map);
    assert_memory_equal(map.data, "abc", 3);
    VFS->unmap(VFS->self, map);
    assert_int_equal(VFS->rename(VFS->self, "f", "g"), 0);
    assert_int_equal(VFS->map(VFS->self, "f", &map), ENOENT);
    assert_int_equal(VFS->remove(VFS->self, "g"), 0);
    assert_int_equal(VFS->remove(VFS->self, "g"), ENOENT);
}

static void an_empty_file_maps_to_nothing(void **state)
{
    (void)state;
    ecoi_map_region map;
    put("empty", "");
    assert_int_equal(VFS->map(VFS->self, "empty", &map), 0);
    assert_null(map.data);
    assert_int_equal(map.len, 0);
    VFS->unmap(VFS->self, map);
    assert_int_equal(VFS->map(VFS->self, ".", &map), EISDIR);
    assert_int_equal(VFS->remove(VFS->self, "empty"), 0);
}

typedef struct names {
    size_t n, most;
    bool has_a, has_dots;
} names;

static bool note(void *user, const char *name)
{
    names *all = user;
    all->has_a |= strcmp(name, "a") == 0;
    all->has_dots |= name[0] == '.';
    return ++all->n < all->most;
}

static void folders_are_made_and_listed(void **state)
{
    (void)state;
    names all = {.most = 10}, first = {.most = 1};
    assert_int_equal(VFS->make_dirs(VFS->self, "d/e/"), 0);
    assert_int_equal(VFS->make_dirs(VFS->self, "d/e"), 0);
    put("d/e/a", "1");
    put("d/e/b", "2");
    assert_int_equal(VFS->make_dirs(VFS->self, "d/e/a"), ENOTDIR);
    assert_int_equal(VFS->make_dirs(VFS->self, "d/e/a/x"), ENOTDIR);
    assert_int_equal(VFS->list(VFS->self, "d/e", note, &all), 0);
    assert_int_equal(all.n, 2);
    assert_true(all.has_a);
    assert_false(all.has_dots);
    assert_int_equal(VFS->list(VFS->self, "d/e", note, &first), 0);
    assert_int_equal(first.n, 1);
    assert_int_equal(VFS->list(VFS->self, "nowhere", note, &all), ENOENT);
    assert_int_equal(VFS->sync_dir(VFS->self, "d/e"), 0);
    assert_int_equal(VFS->sync_dir(VFS->self, "nowhere"), ENOENT);
    assert_int_equal(VFS->remove(VFS->self, "d/e/a"), 0);
    assert_int_equal(VFS->remove(VFS->self, "d/e/b"), 0);
}

static void a_lock_has_one_holder(void **state)
{
    (void)state;
    ecoi_lock *lock, *second = NULL;
    long holder = 0;
    assert_int_equal(VFS->lock(VFS->self, "lock", &lock, &holder), 0);
    assert_int_equal(VFS->lock(VFS->self, "lock", &second, &holder), EWOULDBLOCK);
    assert_int_equal(holder, getpid());
    assert_null(second);
    VFS->unlock(VFS->self, lock);
    assert_int_equal(VFS->lock(VFS->self, "lock", &lock, &holder), 0);
    VFS->unlock(VFS->self, lock);
}

static void a_lock_ends_with_its_holder(void **state)
{
    (void)state;
    ecoi_lock *lock;
    long holder = 0;
    int code;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(VFS->lock(VFS->self, "lock", &lock, &holder));
    assert_int_equal(waitpid(child, &code, 0), child);
    assert_int_equal(code, 0);
    assert_int_equal(VFS->lock(VFS->self, "lock", &lock, &holder), 0);
    VFS->unlock(VFS->self, lock);
    assert_int_equal(VFS->remove(VFS->self, "lock"), 0);
}

static void assert_join(const char *dir, const char *name, const char *path)
{
    char *joined = ecoi_path_join(dir, name);
    assert_string_equal(joined, path);
    free(joined);
}

static void paths_are_joined_by_one_slash(void **state)
{
    (void)state;
    assert_join("a", "b", "a/b");
    assert_join("a/", "b", "a/b");
    assert_join("/", "b", "/b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_mapped),   cmocka_unit_test(an_empty_file_maps_to_nothing),
        cmocka_unit_test(folders_are_made_and_listed), cmocka_unit_test(a_lock_has_one_holder),
        cmocka_unit_test(a_lock_ends_with_its_holder), cmocka_unit_test(paths_are_joined_by_one_slash),
    };
    return cmocka_run_group_tests(tests, clean, NULL);
}
