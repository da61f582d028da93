/* SPDX-License-Identifier: MIT */
#include "indexer/folder.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "indexer/engine_files.h"
#include "indexer/progress.h"

/* ---- what lies in the folder ---- */

static bool begins(const char *name, const char *with)
{
    return strncmp(name, with, strlen(with)) == 0;
}

static bool is_ours(const char *name)
{
    return strcmp(name, ECOI_LOCK_NAME) == 0 || begins(name, "generation-") || begins(name, "run-") ||
           strcmp(name, ECOI_MANIFEST_TEMPORARY) == 0 || ecoi_manifest_is_part(name) ||
           ecoi_manifest_is_database(name);
}

static bool note_foreign(void *user, const char *name)
{
    char *foreign = user;
    if (is_ours(name))
        return true;
    snprintf(foreign, 256, "%s", name);
    return false;
}

/* An index is never mixed with a person's files: a folder without a generation must hold nothing else. */
static eco_status refuse_foreign(const ecoi_folder *folder, eco_error *error)
{
    char foreign[256] = "";
    int failed = folder->vfs->list(folder->vfs->self, folder->dir, note_foreign, foreign);
    if (failed)
        return ecoi_error_os(error, failed, "the folder %s cannot be listed", folder->dir);
    if (foreign[0])
        return ecoi_error_set(
            error, ECO_E_ARGUMENT,
            "the folder %s is no index and not empty (it holds %s): name another folder or an empty one",
            folder->dir, foreign);
    return ECO_OK;
}

/* ---- opening ---- */

static void sleep_a_while(void)
{
    struct timespec while_ = {.tv_nsec = 50 * 1000 * 1000};
    nanosleep(&while_, NULL);
}

/* Waits for the lock as long as the caller wants to; ECANCELED: not any more. */
static int try_lock(ecoi_folder *folder, const char *path, long *holder)
{
    double until = ecoi_seconds_now() + folder->wait;
    for (;;) {
        int failed = folder->vfs->lock(folder->vfs->self, path, &folder->lock, holder);
        if (failed != EWOULDBLOCK || ecoi_seconds_now() >= until)
            return failed;
        if (folder->go_on && !folder->go_on(folder->user))
            return ECANCELED;
        sleep_a_while();
    }
}

static eco_status take_lock(ecoi_folder *folder, eco_error *error)
{
    char *path;
    long holder = 0;
    eco_status status = ecoi_folder_path(folder, ECOI_LOCK_NAME, &path, error);
    if (status != ECO_OK)
        return status;
    int failed = try_lock(folder, path, &holder);
    if (failed == EWOULDBLOCK && holder)
        status =
            ecoi_error_set(error, ECO_E_LOCKED, "index %s is locked by process %ld", folder->dir, holder);
    else if (failed == EWOULDBLOCK)
        status = ecoi_error_set(error, ECO_E_LOCKED, "index %s is locked by another process", folder->dir);
    else if (failed == ECANCELED)
        status = ecoi_error_set(error, ECO_E_CANCELLED, "the run was cancelled");
    else if (failed)
        status = ecoi_error_os(error, failed, "%s cannot be locked", path);
    free(path);
    return status;
}

/* A generation that this program cannot read because it is newer stays; a damaged one is replaced by a new
 * one. */
static eco_status refuse_newer(const ecoi_folder *folder, uint64_t newest, eco_error *error)
{
    ecoi_manifest manifest = {0};
    eco_status status = ecoi_manifest_read(folder->vfs, folder->dir, newest, &manifest, error);
    ecoi_manifest_dispose(&manifest);
    return status == ECO_E_CORRUPT || status == ECO_E_MISSING ? ECO_OK : status;
}

static eco_status look_inside(ecoi_folder *folder, eco_error *error)
{
    uint64_t newest = 0;
    eco_status status = ecoi_manifest_newest(folder->vfs, folder->dir, &newest, error);
    if (status != ECO_OK)
        return status;
    folder->generation = newest + 1;
    return newest ? refuse_newer(folder, newest, error) : refuse_foreign(folder, error);
}

static eco_status refuse_missing(const ecoi_folder *folder, eco_error *error)
{
    uint64_t newest = 0;
    eco_status status = ecoi_manifest_newest(folder->vfs, folder->dir, &newest, error);
    if (status == ECO_OK && newest == 0)
        status = ecoi_error_set(error, ECO_E_MISSING, "%s: no index here", folder->dir);
    return status;
}

static int skip_sync(void *self, ecoi_file *file)
{
    (void)self;
    (void)file;
    return 0;
}

/* Over a network the lock may not reach other machines, and their readers lose files that are removed here.
 */
static eco_status refuse_network(const ecoi_folder *folder, eco_error *error)
{
    const char *name = folder->vfs->network ? folder->vfs->network(folder->vfs->self, folder->dir) : NULL;
    if (!name || folder->allow_network)
        return ECO_OK;
    return ecoi_error_set(error, ECO_E_UNSUPPORTED,
                          "index %s is on a network file system (%s), where its lock may not hold between "
                          "machines: keep it on a local disk, or allow it (--allow-network) where no other "
                          "machine uses it",
                          folder->dir, name);
}

eco_status ecoi_folder_open(ecoi_folder *folder, const ecoi_vfs *vfs, const char *dir, eco_error *error)
{
    folder->vfs = vfs;
    folder->keep = folder->keep ? folder->keep : ECOI_GENERATIONS_KEPT;
    folder->fleeting = *vfs;
    folder->fleeting.sync = skip_sync;
    folder->dir = strdup(dir);
    if (!folder->dir)
        return ecoi_error_no_memory(error);
    if (folder->must_exist) {
        eco_status missing = refuse_missing(folder, error);
        if (missing != ECO_OK)
            return missing;
    }
    eco_status status = refuse_network(folder, error);
    if (status != ECO_OK)
        return status;
    int failed = vfs->make_dirs(vfs->self, dir);
    if (failed)
        return ecoi_error_os(error, failed, "the index folder %s cannot be made", dir);
    status = look_inside(folder, error);
    if (status == ECO_OK)
        status = take_lock(folder, error);
    /* Another writer may have published between the first look and the lock. */
    if (status == ECO_OK)
        status = look_inside(folder, error);
    if (status == ECO_OK)
        status = ecoi_manifest_sweep(vfs, dir, folder->keep, error);
    if (status == ECO_OK)
        ecoi_databases_sweep(vfs, dir);
    return status;
}

void ecoi_folder_close(ecoi_folder *folder)
{
    if (folder->lock)
        folder->vfs->unlock(folder->vfs->self, folder->lock);
    free(folder->dir);
    *folder = (ecoi_folder){0};
}

/* ---- names ---- */

ecoi_name ecoi_folder_run_name(const ecoi_folder *folder, uint32_t n)
{
    ecoi_name name;
    snprintf(name.text, sizeof name.text, "run-%08" PRIu64 "-%" PRIu32 ".tmp", folder->generation, n);
    return name;
}

ecoi_name ecoi_folder_segment_name(const ecoi_folder *folder, uint32_t n)
{
    ecoi_name name;
    snprintf(name.text, sizeof name.text, "segment-%08" PRIu64 "-%" PRIu32, folder->generation, n);
    return name;
}

ecoi_name ecoi_folder_part_name(const ecoi_folder *folder, const char *kind, uint32_t n)
{
    ecoi_name name;
    snprintf(name.text, sizeof name.text, "%.20s-%08" PRIu64 "-%" PRIu32, kind, folder->generation, n);
    return name;
}

eco_status ecoi_folder_path(const ecoi_folder *folder, const char *name, char **out, eco_error *error)
{
    *out = ecoi_path_join(folder->dir, name);
    return *out ? ECO_OK : ecoi_error_no_memory(error);
}

void ecoi_folder_remove(const ecoi_folder *folder, const char *name)
{
    char *path;
    if (ecoi_folder_path(folder, name, &path, NULL) == ECO_OK)
        folder->vfs->remove(folder->vfs->self, path);
    free(path);
}

eco_status ecoi_folder_rename(const ecoi_folder *folder, const char *from, const char *to, eco_error *error)
{
    char *old_path = NULL, *new_path = NULL;
    eco_status status = ecoi_folder_path(folder, from, &old_path, error);
    if (status == ECO_OK)
        status = ecoi_folder_path(folder, to, &new_path, error);
    if (status == ECO_OK) {
        int failed = folder->vfs->rename(folder->vfs->self, old_path, new_path);
        if (failed)
            status = ecoi_error_os(error, failed, "%s cannot be renamed to %s", old_path, to);
    }
    free(old_path);
    free(new_path);
    return status;
}

/* ---- publishing ---- */

static eco_status sync_folder(const ecoi_folder *folder, eco_error *error)
{
    int failed = folder->vfs->sync_dir(folder->vfs->self, folder->dir);
    return failed ? ecoi_error_os(error, failed, "the folder %s cannot be synced", folder->dir) : ECO_OK;
}

/* Whether a part was made by this run. */
static bool is_own(const ecoi_folder *folder, const char *name)
{
    char number[32];
    const char *dash = strchr(name, '-');
    size_t len = (size_t)snprintf(number, sizeof number, "-%08" PRIu64 "-", folder->generation);
    return dash && ecoi_manifest_is_part(name) && strncmp(dash, number, len) == 0;
}

static bool remove_own(void *user, const char *name)
{
    const ecoi_folder *folder = user;
    if (is_own(folder, name))
        ecoi_folder_remove(folder, name);
    return true;
}

/* After a failure to publish the new manifest may be in place all the same (its last sync failed). */
void ecoi_folder_discard(const ecoi_folder *folder)
{
    uint64_t newest = 0;
    if (ecoi_manifest_newest(folder->vfs, folder->dir, &newest, NULL) == ECO_OK &&
        newest < folder->generation)
        (void)folder->vfs->list(folder->vfs->self, folder->dir, remove_own, (void *)folder);
    ecoi_databases_sweep(folder->vfs, folder->dir);
}

eco_status ecoi_folder_publish(const ecoi_folder *folder, ecoi_manifest *manifest, eco_error *error)
{
    manifest->generation = folder->generation;
    manifest->published = (int64_t)time(NULL);
    eco_status status = sync_folder(folder, error);
    if (status == ECO_OK)
        status = ecoi_manifest_publish(folder->vfs, folder->dir, manifest, error);
    if (status != ECO_OK)
        ecoi_folder_discard(folder);
    else /* what cannot be removed now is removed by the next writer */
        (void)ecoi_manifest_sweep(folder->vfs, folder->dir, folder->keep, NULL);
    ecoi_databases_sweep(folder->vfs, folder->dir);
    return status;
}
