/* SPDX-License-Identifier: MIT */
#include "corpus/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"

static bool is_dash(const char *source)
{
    return strcmp(source, "-") == 0;
}

static void count_size(ecoi_walk *walk, const struct stat *info)
{
    if (S_ISREG(info->st_mode))
        walk->bytes += (uint64_t)info->st_size;
}

static eco_status check_source(ecoi_walk *walk, const char *source, bool *dash, eco_error *error)
{
    struct stat info;
    if (is_dash(source)) {
        if (*dash)
            return ecoi_error_set(error, ECO_E_ARGUMENT, "standard input (-) is given twice");
        *dash = true;
        walk->has_stream |= fstat(0, &info) != 0 || !S_ISREG(info.st_mode);
    } else if (stat(source, &info) != 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            return ecoi_error_os(error, errno == ENOTDIR ? ENOENT : errno, "%s", source);
        return ECO_OK; /* reported when its turn comes */
    } else {
        walk->has_stream |= !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
    }
    count_size(walk, &info);
    return ECO_OK;
}

eco_status ecoi_walk_start(ecoi_walk *walk, const char *const *sources, size_t n_sources, eco_error *error)
{
    bool dash = false;
    *walk = (ecoi_walk){.sources = sources, .n_sources = n_sources};
    for (size_t i = 0; i < n_sources; i++) {
        eco_status status = check_source(walk, sources[i], &dash, error);
        if (status != ECO_OK)
            return status;
    }
    return ECO_OK;
}

void ecoi_walk_leave_out(ecoi_walk *walk, const char *folder)
{
    struct stat info;
    walk->leaves_out = stat(folder, &info) == 0;
    if (!walk->leaves_out)
        return;
    walk->left_out_device = info.st_dev;
    walk->left_out_node = info.st_ino;
}

static bool set_path(ecoi_walk *walk, size_t keep, const char *name)
{
    walk->path.len = keep;
    bool slash = keep > 0 && walk->path.data[keep - 1] != '/';
    return (!slash || ecoi_buf_append_byte(&walk->path, '/')) &&
           ecoi_buf_append(&walk->path, name, strlen(name)) && ecoi_buf_reserve(&walk->path, 1) != NULL;
}

static const char *path_of(ecoi_walk *walk)
{
    walk->path.data[walk->path.len] = '\0';
    return (const char *)walk->path.data;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const ecoi_walk_entry *)a)->name, ((const ecoi_walk_entry *)b)->name);
}

static int64_t modified_of(const struct stat *info)
{
    return (int64_t)info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec;
}

static bool add_entry(ecoi_walk *walk, ecoi_walk_level *level, int folder, const char *name)
{
    struct stat info = {0};
    int failed = fstatat(folder, name, &info, 0) != 0 ? errno : 0;
    char *copy = ecoi_arena_copy(&level->names, name, strlen(name));
    if (copy == NULL || !ecoi_grow(&level->entries, &level->cap, level->n + 1, sizeof *level->entries))
        return false;
    level->entries[level->n++] = (ecoi_walk_entry){.name = copy,
                                                   .is_folder = S_ISDIR(info.st_mode),
                                                   .is_file = S_ISREG(info.st_mode),
                                                   .os_errno = failed,
                                                   .device = info.st_dev,
                                                   .node = info.st_ino,
                                                   .bytes = (uint64_t)info.st_size,
                                                   .modified = modified_of(&info)};
    if (failed == 0)
        count_size(walk, &info);
    return true;
}

/* Lists the folder of `path` into a new level. Sets *os_errno when the system refused, also half way
 * through. */
static bool list_folder(ecoi_walk *walk, int *os_errno)
{
    if (!ecoi_grow(&walk->levels, &walk->cap_levels, walk->n_levels + 1, sizeof *walk->levels))
        return false;
    DIR *folder = opendir(path_of(walk));
    *os_errno = folder == NULL ? errno : 0;
    if (folder == NULL)
        return true;
    ecoi_walk_level *level = &walk->levels[walk->n_levels++];
    *level = (ecoi_walk_level){.path_len = walk->path.len};
    bool ok = true;
    for (struct dirent *entry; ok && (errno = 0, entry = readdir(folder)) != NULL;)
        if (entry->d_name[0] != '.')
            ok = add_entry(walk, level, dirfd(folder), entry->d_name);
    *os_errno = ok ? errno : 0;
    closedir(folder);
    if (level->n > 1)
        qsort(level->entries, level->n, sizeof *level->entries, by_name);
    return ok;
}

static void drop_level(ecoi_walk *walk)
{
    ecoi_walk_level *level = &walk->levels[--walk->n_levels];
    ecoi_arena_dispose(&level->names);
    free(level->entries);
}

static ecoi_found found_here(ecoi_walk *walk, ecoi_found_what what)
{
    return (ecoi_found){.what = what,
                        .path = path_of(walk),
                        .below = path_of(walk) + walk->source_len,
                        .source = walk->next_source - 1,
                        .modified = ECOI_MODIFIED_UNKNOWN};
}

static ecoi_found trouble(ecoi_walk *walk, bool is_folder, const char *reason)
{
    ecoi_found found = found_here(walk, ECOI_FOUND_TROUBLE);
    if (is_folder) /* its path may be shorter than the source with its slash */
        found.below = "";
    found.is_folder = is_folder;
    found.reason = reason;
    return found;
}

/* Enters the folder of `path` unless it has been entered or is left out. Returns false, with *out or
 * no_memory set, on trouble. */
static bool enter(ecoi_walk *walk, uint64_t device, uint64_t node, ecoi_found *out)
{
    uint64_t identity[2] = {device, node};
    bool is_new = false;
    int failed = 0;
    if (walk->leaves_out && device == walk->left_out_device && node == walk->left_out_node)
        return true;
    walk->no_memory = ecoi_map_add(&walk->visited, identity, sizeof identity, &is_new) == ECOI_MAP_NONE ||
                      (is_new && !list_folder(walk, &failed)) || failed == ENOMEM;
    if (walk->no_memory)
        return false;
    if (failed != 0)
        *out = trouble(walk, true, strerror(failed));
    return failed == 0;
}

/* The next source: true when *out says something, false when a folder was entered. */
static bool next_source(ecoi_walk *walk, ecoi_found *out)
{
    const char *source = walk->sources[walk->next_source++], *slash = strrchr(source, '/');
    struct stat info = {0};
    ecoi_map_reset(&walk->visited);
    if (!set_path(walk, 0, source)) {
        walk->no_memory = true;
        return true;
    }
    walk->source_len = slash != NULL && slash[1] != '\0' ? (size_t)(slash + 1 - source) : 0;
    *out = found_here(walk, ECOI_FOUND_STREAM);
    if (is_dash(source))
        return true;
    out->what = ECOI_FOUND_FILE;
    if (stat(source, &info) != 0)
        *out = trouble(walk, true, strerror(errno));
    else if (S_ISDIR(info.st_mode)) {
        walk->source_len = walk->path.len + (source[walk->path.len - 1] != '/');
        return !enter(walk, info.st_dev, info.st_ino, out);
    }
    if (S_ISREG(info.st_mode)) {
        out->bytes = (uint64_t)info.st_size;
        out->modified = modified_of(&info);
    }
    return true;
}

/* The next entry of the innermost folder: true when *out says something. */
static bool next_entry(ecoi_walk *walk, ecoi_found *out)
{
    ecoi_walk_level *level = &walk->levels[walk->n_levels - 1];
    if (level->next == level->n) {
        drop_level(walk);
        return false;
    }
    ecoi_walk_entry entry = level->entries[level->next++];
    if (!set_path(walk, level->path_len, entry.name)) {
        walk->no_memory = true;
        return true;
    }
    *out = found_here(walk, ECOI_FOUND_FILE);
    out->bytes = entry.bytes;
    out->modified = entry.modified;
    if (entry.os_errno != 0)
        *out = trouble(walk, false, strerror(entry.os_errno));
    else if (entry.is_folder)
        return !enter(walk, entry.device, entry.node, out);
    else if (!entry.is_file)
        *out = trouble(walk, false, "not a regular file");
    return true;
}

eco_status ecoi_walk_next(ecoi_walk *walk, ecoi_found *out)
{
    bool said = false;
    *out = (ecoi_found){.what = ECOI_FOUND_END};
    while (!said && !walk->no_memory && (walk->n_levels > 0 || walk->next_source < walk->n_sources))
        said = walk->n_levels > 0 ? next_entry(walk, out) : next_source(walk, out);
    if (walk->no_memory)
        return ECO_E_NO_MEMORY;
    if (!said)
        out->what = ECOI_FOUND_END;
    return ECO_OK;
}

void ecoi_walk_dispose(ecoi_walk *walk)
{
    while (walk->n_levels > 0)
        drop_level(walk);
    free(walk->levels);
    ecoi_buf_dispose(&walk->path);
    ecoi_map_dispose(&walk->visited);
    *walk = (ecoi_walk){0};
}
