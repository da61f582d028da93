/* SPDX-License-Identifier: MIT */
/* The generations that are kept, and going back to one. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/engine.h"
#include "base/error.h"
#include "indexer/folder.h"
#include "indexer/progress.h"
#include "indexer/writer.h"
#include "store/row.h"

typedef struct numbers {
    uint64_t *items;
    size_t n, cap;
    bool no_memory;
} numbers;

static bool note(void *user, const char *name)
{
    numbers *list = user;
    uint64_t generation = ecoi_manifest_number(name);
    if (!generation)
        return true;
    list->no_memory = !ecoi_grow(&list->items, &list->cap, list->n + 1, sizeof *list->items);
    if (!list->no_memory)
        list->items[list->n++] = generation;
    return !list->no_memory;
}

static int by_falling(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x < y) - (x > y);
}

/* The generations in the folder, newest first. */
static eco_status list(const ecoi_vfs *vfs, const char *dir, numbers *out, eco_error *error)
{
    int failed = vfs->list(vfs->self, dir, note, out);
    if (failed)
        return ecoi_error_os(error, failed, "%s: cannot list the folder", dir);
    if (out->no_memory)
        return ecoi_error_no_memory(error);
    if (out->n == 0)
        return ecoi_error_set(error, ECO_E_MISSING, "%s: no index here", dir);
    qsort(out->items, out->n, sizeof *out->items, by_falling);
    return ECO_OK;
}

static eco_generation describe(const ecoi_manifest *manifest, bool is_current)
{
    eco_generation g = {.number = manifest->generation,
                        .published = manifest->published,
                        .restores = manifest->restores,
                        .segments = manifest->n_databases ? manifest->n_databases : manifest->n_segments,
                        .is_current = is_current,
                        .is_readable = true};
    for (size_t i = 0; i < manifest->n_segments; ++i) {
        g.documents += manifest->segments[i].numbers.n_docs - manifest->segments[i].n_deleted;
        g.deleted += manifest->segments[i].n_deleted;
        g.bytes += manifest->segments[i].bytes;
    }
    for (size_t i = 0; i < manifest->n_databases; ++i)
        g.bytes += manifest->databases[i].bytes;
    return g;
}

/* One that is swept meanwhile is no longer there; a damaged one is told as such. */
static eco_status tell(const ecoi_vfs *vfs, const char *dir, const numbers *all, size_t at,
                       void (*each)(void *user, const eco_generation *generation), void *user,
                       eco_error *error)
{
    ecoi_manifest manifest = {0};
    eco_generation g = {.number = all->items[at], .is_current = at == 0};
    eco_status status = ecoi_manifest_read(vfs, dir, all->items[at], &manifest, error);
    if (status == ECO_E_MISSING)
        return ECO_OK;
    if (status == ECO_OK)
        g = describe(&manifest, at == 0);
    ecoi_manifest_dispose(&manifest);
    if (status == ECO_E_NO_MEMORY)
        return status;
    each(user, &g);
    return ECO_OK;
}

eco_status eco_generations(const char *index_path, void (*each)(void *user, const eco_generation *generation),
                           void *user, eco_error *error)
{
    const ecoi_vfs *vfs = ecoi_vfs_posix();
    numbers all = {0};
    if (!index_path || !*index_path)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "no index folder is named");
    eco_status status = list(vfs, index_path, &all, error);
    for (size_t i = 0; status == ECO_OK && i < all.n; ++i)
        status = tell(vfs, index_path, &all, i, each, user, error);
    free(all.items);
    return status;
}

/* ---- going back ---- */

/* The newest generation before the one that is there now - or that it is a copy of - which can be read. */
static eco_status read_before(const ecoi_folder *folder, const numbers *all, ecoi_manifest *out,
                              eco_error *error)
{
    uint64_t before = all->items[0];
    ecoi_manifest now = {0};
    eco_status status = ecoi_manifest_read(folder->vfs, folder->dir, before, &now, error);
    if (status == ECO_OK && now.restores)
        before = now.restores;
    ecoi_manifest_dispose(&now);
    if (status != ECO_OK && status != ECO_E_CORRUPT)
        return status;
    for (size_t i = 0; i < all->n; ++i) {
        if (all->items[i] >= before)
            continue;
        status = ecoi_manifest_read(folder->vfs, folder->dir, all->items[i], out, error);
        if (status != ECO_E_CORRUPT)
            return status;
    }
    return ecoi_error_set(error, ECO_E_DATA, "%s: no generation before %" PRIu64 " is kept", folder->dir,
                          before);
}

static eco_status read_one(const ecoi_folder *folder, uint64_t generation, ecoi_manifest *out,
                           eco_error *error)
{
    eco_status status = ecoi_manifest_read(folder->vfs, folder->dir, generation, out, error);
    if (status == ECO_E_MISSING)
        return ecoi_error_set(error, ECO_E_DATA, "%s: generation %" PRIu64 " is not kept", folder->dir,
                              generation);
    return status;
}

static eco_status read_forgotten(const ecoi_folder *folder, const ecoi_manifest *manifest, ecoi_row *out,
                                 eco_error *error)
{
    if (!*manifest->forgotten)
        return ECO_OK;
    return ecoi_row_read(folder->vfs, folder->dir, manifest->forgotten, ECOI_ROW_FORGOTTEN, out, error);
}

/* How many of the rising hashes are not among the others. */
static size_t count_others(const ecoi_row *all, const ecoi_row *among)
{
    size_t n = 0, at = 0;
    for (size_t i = 0; i < all->n; ++i) {
        while (at < among->n && among->items[at] < all->items[i])
            ++at;
        n += at == among->n || among->items[at] != all->items[i];
    }
    return n;
}

/* What has been forgotten for good is not brought back unasked. A present generation that cannot be read,
 * which is a reason to go back, says nothing of it. */
static eco_status refuse_forgotten(const ecoi_folder *folder, const ecoi_manifest *to, eco_error *error)
{
    ecoi_manifest now = {0};
    ecoi_row forgotten = {0}, forgotten_then = {0};
    eco_status status = ecoi_manifest_read(folder->vfs, folder->dir, folder->generation - 1, &now, error);
    if (status == ECO_OK)
        status = read_forgotten(folder, &now, &forgotten, error);
    ecoi_manifest_dispose(&now);
    if (status == ECO_OK)
        status = read_forgotten(folder, to, &forgotten_then, error);
    size_t n = status == ECO_OK ? count_others(&forgotten, &forgotten_then) : 0;
    if (n)
        status = ecoi_error_set(error, ECO_E_GATE,
                                "%zu documents have been forgotten since generation %" PRIu64
                                ", which going back would undo; nothing is published",
                                n, to->generation);
    free(forgotten.items);
    free(forgotten_then.items);
    return status == ECO_E_CORRUPT || status == ECO_E_MISSING ? ECO_OK : status;
}

static eco_status check_databases(const ecoi_folder *folder, const ecoi_manifest *manifest, eco_error *error)
{
    const ecoi_engine *engine;
    eco_status status = ecoi_engine_load(manifest->engine, &engine, error);
    for (size_t i = 0; status == ECO_OK && i < manifest->n_databases; ++i) {
        char *path;
        ecoi_engine_reader *reader = NULL;
        eco_error why;
        status = ecoi_folder_path(folder, manifest->databases[i].name, &path, error);
        if (status != ECO_OK)
            break;
        status = engine->open(&(ecoi_engine_place){.path = path}, 1, 0, &reader, &why);
        if (status != ECO_OK)
            ecoi_error_set(error, status, "%s: %s", path, why.message);
        engine->close(reader);
        free(path);
    }
    return status;
}

/* Every part must open: going back is no help if what is gone back to is damaged. */
static eco_status check_parts(const ecoi_folder *folder, const ecoi_manifest *manifest, eco_error *error)
{
    eco_status status = ECO_OK;
    if (manifest->n_databases)
        status = check_databases(folder, manifest, error);
    for (size_t i = 0; status == ECO_OK && i < manifest->n_segments; ++i) {
        ecoi_segment *segment = NULL;
        char *path;
        status = ecoi_folder_path(folder, manifest->segments[i].name, &path, error);
        if (status == ECO_OK)
            status = ecoi_segment_open(folder->vfs, path, &segment, error);
        ecoi_segment_close(segment);
        free(path);
    }
    return status;
}

eco_status ecoi_rollback_vfs(const ecoi_vfs *vfs, const char *index_path, uint64_t generation,
                             const eco_build_options *options, uint64_t *out_generation, eco_error *error)
{
    eco_build_options complete;
    ecoi_folder folder = {0};
    ecoi_manifest manifest = {0};
    numbers all = {0};
    if (!index_path || !*index_path)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "no index folder is named");
    eco_status status = ecoi_options_complete(options, &complete, error);
    folder.keep = complete.keep;
    folder.wait = complete.wait_seconds;
    folder.allow_network = complete.allow_network;
    folder.must_exist = true;
    if (status == ECO_OK)
        status = ecoi_folder_open(&folder, vfs, index_path, error);
    if (status == ECO_OK)
        status = list(vfs, index_path, &all, error);
    if (status == ECO_OK)
        status = generation ? read_one(&folder, generation, &manifest, error)
                            : read_before(&folder, &all, &manifest, error);
    if (status == ECO_OK)
        status = check_parts(&folder, &manifest, error);
    if (status == ECO_OK && !complete.force)
        status = refuse_forgotten(&folder, &manifest, error);
    if (status == ECO_OK) {
        manifest.restores = manifest.restores ? manifest.restores : manifest.generation;
        if (out_generation)
            *out_generation = folder.generation;
        status = ecoi_folder_publish(&folder, &manifest, error);
    }
    ecoi_manifest_dispose(&manifest);
    free(all.items);
    ecoi_folder_close(&folder);
    return status;
}

eco_status eco_rollback(const char *index_path, uint64_t generation, const eco_build_options *options,
                        uint64_t *out_generation, eco_error *error)
{
    return ecoi_rollback_vfs(ecoi_vfs_posix(), index_path, generation, options, out_generation, error);
}
