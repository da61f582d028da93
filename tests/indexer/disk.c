/* SPDX-License-Identifier: MIT */
#include "tests/indexer/disk.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { SECTOR = 512 };

struct ecoi_file {
    disk_node *node;
};

static int count(disk *d, const char *function)
{
    ++d->n_calls;
    if (!d->fail_at || (d->for_good ? d->n_calls < d->fail_at : d->n_calls != d->fail_at))
        return 0;
    if (!d->failed)
        d->failed = function;
    return d->with;
}

/* ---- names ---- */

static void let_go(disk_node *node)
{
    if (node && --node->references == 0) {
        ecoi_buf_dispose(&node->data);
        free(node);
    }
}

static disk_entry *find(const disk_names *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->items[i].name, name) == 0)
            return &names->items[i];
    return NULL;
}

static void drop(disk_names *names, const char *name)
{
    disk_entry *entry = find(names, name);
    if (!entry)
        return;
    let_go(entry->node);
    *entry = names->items[--names->n];
}

static void put(disk_names *names, const char *name, disk_node *node)
{
    ++node->references;
    drop(names, name);
    assert_true(ecoi_grow(&names->items, &names->cap, names->n + 1, sizeof *names->items));
    snprintf(names->items[names->n].name, sizeof names->items->name, "%s", name);
    names->items[names->n++].node = node;
}

static void apply(disk_names *names, const disk_change *change)
{
    if (change->to[0])
        put(names, change->to, change->node);
    if (change->from[0])
        drop(names, change->from);
}

static void change_names(disk *d, const char *from, const char *to, disk_node *node)
{
    assert_true(ecoi_grow(&d->changes, &d->changes_cap, d->n_changes + 1, sizeof *d->changes));
    disk_change *change = &d->changes[d->n_changes++];
    snprintf(change->from, sizeof change->from, "%s", from);
    snprintf(change->to, sizeof change->to, "%s", to);
    change->node = node;
    ++node->references;
    apply(&d->names, change);
}

static void forget_changes(disk *d)
{
    while (d->n_changes)
        let_go(d->changes[--d->n_changes].node);
}

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* ---- the table ---- */

static disk_node *new_node(void)
{
    disk_node *node = calloc(1, sizeof *node);
    assert_non_null(node);
    return node;
}

static int create(void *self, const char *path, ecoi_file **out)
{
    disk *d = self;
    int failed = count(d, "create");
    if (!failed && find(&d->names, base_of(path)))
        failed = EEXIST;
    if (failed)
        return failed;
    disk_node *node = new_node();
    change_names(d, "", base_of(path), node);
    *out = malloc(sizeof **out);
    assert_non_null(*out);
    (*out)->node = node;
    ++node->references;
    return 0;
}

static int write_some(void *self, ecoi_file *file, const void *bytes, size_t len)
{
    int failed = count(self, "write");
    assert_true(ecoi_buf_append(&file->node->data, bytes, failed ? len / 2 : len));
    return failed;
}

static int sync_file(void *self, ecoi_file *file)
{
    int failed = count(self, "sync");
    if (!failed)
        file->node->synced = file->node->data.len;
    return failed;
}

static int close_file(void *self, ecoi_file *file)
{
    int failed = count(self, "close");
    let_go(file->node);
    free(file);
    return failed;
}

static int map(void *self, const char *path, ecoi_map_region *out)
{
    disk *d = self;
    int failed = count(d, "map");
    disk_entry *entry = find(&d->names, base_of(path));
    if (failed || !entry)
        return failed ? failed : ENOENT;
    size_t len = entry->node->data.len;
    uint8_t *copy = len ? malloc(len) : NULL;
    if (len)
        memcpy(copy, entry->node->data.data, len);
    *out = (ecoi_map_region){copy, len};
    return 0;
}

static void unmap(void *self, ecoi_map_region region)
{
    (void)self;
    free((void *)region.data);
}

static void forget(void *self, ecoi_map_region region)
{
    (void)self;
    (void)region;
}

static int rename_file(void *self, const char *from, const char *to)
{
    disk *d = self;
    int failed = count(d, "rename");
    disk_entry *entry = find(&d->names, base_of(from));
    if (failed || !entry)
        return failed ? failed : ENOENT;
    change_names(d, base_of(from), base_of(to), entry->node);
    return 0;
}

static int remove_file(void *self, const char *path)
{
    disk *d = self;
    int failed = count(d, "remove");
    disk_entry *entry = find(&d->names, base_of(path));
    if (failed || !entry)
        return failed ? failed : ENOENT;
    change_names(d, base_of(path), "", entry->node);
    return 0;
}

static int make_dirs(void *self, const char *path)
{
    (void)path;
    return count(self, "make_dirs");
}

static void copy_names(const disk_names *from, disk_names *to)
{
    while (to->n)
        let_go(to->items[--to->n].node);
    for (size_t i = 0; i < from->n; i++)
        put(to, from->items[i].name, from->items[i].node);
}

static int sync_dir(void *self, const char *path)
{
    disk *d = self;
    int failed = count(d, "sync_dir");
    (void)path;
    if (failed)
        return failed;
    copy_names(&d->names, &d->safe);
    forget_changes(d);
    return 0;
}

static int list(void *self, const char *path, bool (*each)(void *user, const char *name), void *user)
{
    disk *d = self;
    int failed = count(d, "list");
    disk_names copy = {0};
    (void)path;
    if (failed)
        return failed;
    copy_names(&d->names, &copy); /* files are removed while they are listed */
    for (size_t i = 0; i < copy.n && each(user, copy.items[i].name);)
        i++;
    copy_names(&(disk_names){0}, &copy);
    free(copy.items);
    return 0;
}

static int lock(void *self, const char *path, ecoi_lock **out, long *out_holder)
{
    disk *d = self;
    int failed = count(d, "lock");
    (void)path;
    *out_holder = 0;
    if (failed || d->is_locked)
        return failed ? failed : EWOULDBLOCK;
    d->is_locked = true;
    *out = (ecoi_lock *)d;
    return 0;
}

static void unlock(void *self, ecoi_lock *held)
{
    disk *d = self;
    (void)held;
    d->is_locked = false;
}

void disk_init(disk *d)
{
    *d = (disk){.with = EIO};
    d->vfs = (ecoi_vfs){d,           create,      write_some, sync_file, close_file, map,  unmap,  forget,
                        rename_file, remove_file, make_dirs,  sync_dir,  list,       lock, unlock, NULL};
}

void disk_dispose(disk *d)
{
    forget_changes(d);
    copy_names(&(disk_names){0}, &d->names);
    copy_names(&(disk_names){0}, &d->safe);
    free(d->names.items);
    free(d->safe.items);
    free(d->changes);
}

/* ---- copies ---- */

static disk_node *copy_node(const disk_node *from, size_t len)
{
    disk_node *node = new_node();
    assert_true(ecoi_buf_append(&node->data, from->data.data, len));
    node->synced = len;
    return node;
}

static uint32_t draw(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

/* Of what was not synced some sectors are there, some are zero, and the end is anywhere. */
static disk_node *cut_node(const disk_node *from, uint64_t *state)
{
    size_t loose = from->data.len - from->synced;
    size_t len = from->synced + (draw(state) % 2 ? loose : loose ? draw(state) % loose : 0);
    disk_node *node = copy_node(from, len);
    for (size_t at = from->synced; at < len; at += SECTOR)
        if (draw(state) % 2)
            memset(node->data.data + at, 0, len - at < SECTOR ? len - at : SECTOR);
    return node;
}

void disk_copy(const disk *from, disk *to)
{
    disk_init(to);
    for (size_t i = 0; i < from->names.n; i++) {
        const disk_entry *entry = &from->names.items[i];
        disk_node *node = copy_node(entry->node, entry->node->data.len);
        put(&to->names, entry->name, node);
        put(&to->safe, entry->name, node);
    }
}

void disk_cut(const disk *from, uint64_t seed, disk *to)
{
    disk_names names = {0};
    uint64_t state = seed;
    copy_names(&from->safe, &names);
    for (size_t i = 0; i < from->n_changes; i++)
        if (draw(&state) % 2)
            apply(&names, &from->changes[i]);
    disk_init(to);
    for (size_t i = 0; i < names.n; i++) {
        disk_node *node = cut_node(names.items[i].node, &state);
        put(&to->names, names.items[i].name, node);
        put(&to->safe, names.items[i].name, node);
    }
    copy_names(&(disk_names){0}, &names);
    free(names.items);
}

size_t disk_count(const disk *d, const char *prefix)
{
    size_t n = 0;
    for (size_t i = 0; i < d->names.n; i++)
        n += strncmp(d->names.items[i].name, prefix, strlen(prefix)) == 0;
    return n;
}
