/* SPDX-License-Identifier: MIT */
#include "indexer/engine_build.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "indexer/engine_copy.h"

#define PREFIX ECOI_ENGINE_XAPIAN "-"

/* ---- folders of databases, which lie outside the table of files: the engine writes them itself ---- */

static void each_file(const char *path, void (*each)(void *user, int folder, const char *name), void *user)
{
    DIR *folder = opendir(path);
    if (!folder)
        return;
    for (struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            each(user, dirfd(folder), entry->d_name);
    closedir(folder);
}

static void add_size(void *user, int folder, const char *name)
{
    uint64_t *bytes = user;
    struct stat info;
    if (fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode))
        *bytes += (uint64_t)info.st_size;
}

static void remove_file(void *user, int folder, const char *name)
{
    (void)user;
    unlinkat(folder, name, 0);
}

static void remove_database(const ecoi_folder *folder, const char *name)
{
    char *path;
    if (ecoi_folder_path(folder, name, &path, NULL) != ECO_OK)
        return;
    each_file(path, remove_file, NULL);
    rmdir(path);
    free(path);
}

void ecoi_engine_build_discard(const ecoi_folder *folder, const ecoi_manifest *manifest)
{
    for (size_t i = 0; i < manifest->n_segments; ++i)
        if (strncmp(manifest->segments[i].name, PREFIX, strlen(PREFIX)) == 0)
            remove_database(folder, manifest->segments[i].name);
}

/* ---- sweeping ---- */

static bool has_manifest(const ecoi_folder *folder, uint64_t generation)
{
    char name[64], *path;
    snprintf(name, sizeof name, "generation-%08" PRIu64, generation);
    if (ecoi_folder_path(folder, name, &path, NULL) != ECO_OK)
        return true;
    bool there = access(path, F_OK) == 0;
    free(path);
    return there;
}

static bool sweep_name(void *user, const char *name)
{
    const ecoi_folder *folder = user;
    uint64_t generation;
    if (sscanf(name, PREFIX "%" SCNu64 "-", &generation) == 1 && !has_manifest(folder, generation))
        remove_database(folder, name);
    return true;
}

void ecoi_engine_build_sweep(const ecoi_folder *folder)
{
    (void)folder->vfs->list(folder->vfs->self, folder->dir, sweep_name, (void *)(uintptr_t)folder);
}

/* ---- building ---- */

static void name_database(const ecoi_engine_build *b, size_t i, char out[64])
{
    snprintf(out, 64, "%s-%08" PRIu64 "-%zu", b->name, b->folder->generation, i);
}

static eco_status make_paths(const ecoi_engine_build *b, char **paths, eco_error *error)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < b->n_shards; ++i) {
        char name[64];
        name_database(b, i, name);
        remove_database(b->folder, name);
        status = ecoi_folder_path(b->folder, name, &paths[i], error);
    }
    return status;
}

static eco_status copy(const ecoi_engine_build *b, const ecoi_engine *engine, const ecoi_segment *segment,
                       char **paths, ecoi_manifest_segment *out, eco_error *error)
{
    ecoi_segment_numbers *numbers = calloc(b->n_shards, sizeof *numbers);
    ecoi_engine_copy options = {.engine = engine,
                                .segment = segment,
                                .paths = (const char *const *)paths,
                                .n_paths = b->n_shards,
                                .analysis = b->analysis,
                                .fingerprint = b->fingerprint,
                                .words = b->words,
                                .tick = b->tick,
                                .user = b->user};
    eco_status status =
        numbers ? ecoi_engine_copy_all(&options, numbers, error) : ecoi_error_no_memory(error);
    for (size_t i = 0; status == ECO_OK && i < b->n_shards; ++i) {
        name_database(b, i, out[i].name);
        out[i].numbers = numbers[i];
        each_file(paths[i], add_size, &out[i].bytes);
    }
    free(numbers);
    return status;
}

/* The one segment of the manifest; NULL: there is none. */
static eco_status open_segment(const ecoi_engine_build *b, const ecoi_manifest *manifest, ecoi_segment **out,
                               eco_error *error)
{
    char *path = NULL;
    *out = NULL;
    if (manifest->n_segments == 0)
        return ECO_OK;
    eco_status status = ecoi_folder_path(b->folder, manifest->segments[0].name, &path, error);
    if (status == ECO_OK)
        status = ecoi_segment_open(b->folder->vfs, path, out, error);
    free(path);
    return status;
}

static eco_status run(const ecoi_engine_build *b, const ecoi_manifest *manifest, char **paths,
                      ecoi_manifest_segment *out, eco_error *error)
{
    const ecoi_engine *engine;
    ecoi_segment *segment = NULL;
    eco_status status = ecoi_engine_load(b->name, &engine, error);
    if (status == ECO_OK)
        status = open_segment(b, manifest, &segment, error);
    if (status == ECO_OK)
        status = make_paths(b, paths, error);
    if (status == ECO_OK)
        status = copy(b, engine, segment, paths, out, error);
    ecoi_segment_close(segment);
    return status;
}

eco_status ecoi_engine_build_run(const ecoi_engine_build *b, ecoi_manifest *manifest, eco_error *error)
{
    ecoi_manifest_segment *databases = calloc(b->n_shards, sizeof *databases);
    char **paths = calloc(b->n_shards, sizeof(char *));
    eco_status status =
        databases && paths ? run(b, manifest, paths, databases, error) : ecoi_error_no_memory(error);
    for (size_t i = 0; i < manifest->n_segments; ++i)
        ecoi_folder_remove(b->folder, manifest->segments[i].name);
    manifest->n_segments = 0;
    for (size_t i = 0; paths && i < b->n_shards; ++i)
        free(paths[i]);
    free(paths);
    if (status == ECO_OK) {
        manifest->segments = databases;
        manifest->n_segments = b->n_shards;
        return ECO_OK;
    }
    free(databases);
    ecoi_engine_build_sweep(b->folder);
    return status;
}
