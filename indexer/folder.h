/* SPDX-License-Identifier: MIT */
/*
 * The index folder as its one writer sees it: lock, names, leftovers, publishing.
 *
 *   lock                      held by the writer; never removed
 *   generation-GGGGGGGG       manifests (store/manifest.h)
 *   segment-GGGGGGGG-N        what manifests name; made by the run for generation G
 *   run-GGGGGGGG-N.tmp        under way; whoever holds the lock may remove those it did not make
 *
 * No name is used twice: G is newer than any manifest, N counts within a run.
 */
#ifndef ECOI_INDEXER_FOLDER_H
#define ECOI_INDEXER_FOLDER_H

#include <ecosearch/base.h>

#include "base/vfs.h"
#include "store/manifest.h"

/* Generations kept: the new one and the one before, so that a reader that has just read the older manifest
 * can still open the files it names, and a bad run can be taken back. */
#define ECOI_GENERATIONS_KEPT 2u

typedef struct ecoi_folder {
    const ecoi_vfs *vfs;
    ecoi_vfs fleeting; /* the same without sync: runs that will be merged need not survive a crash */
    char *dir;
    ecoi_lock *lock;
    uint64_t generation; /* the one being made */
} ecoi_folder;           /* zero-initialise, close always */

typedef struct ecoi_name {
    char text[64];
} ecoi_name;

/* Makes the folder where it is missing, takes its lock, removes what a killed run left. ECO_E_LOCKED:
 * another writer is at work; ECO_E_ARGUMENT: the folder has files in it and is no index; ECO_E_VERSION: a
 * newer one. */
eco_status ecoi_folder_open(ecoi_folder *folder, const ecoi_vfs *vfs, const char *dir, eco_error *error);
void ecoi_folder_close(ecoi_folder *folder);

ecoi_name ecoi_folder_run_name(const ecoi_folder *folder, uint32_t n);
ecoi_name ecoi_folder_segment_name(const ecoi_folder *folder, uint32_t n);

/* "DIR/NAME" on the heap. */
eco_status ecoi_folder_path(const ecoi_folder *folder, const char *name, char **out, eco_error *error);
/* Failing is no error: the next writer removes it. */
void ecoi_folder_remove(const ecoi_folder *folder, const char *name);
eco_status ecoi_folder_rename(const ecoi_folder *folder, const char *from, const char *to, eco_error *error);

/* Publishes folder->generation with the manifest's segments and removes what no kept generation needs. On
 * failure the segments are removed, unless the new manifest is there all the same. */
eco_status ecoi_folder_publish(const ecoi_folder *folder, ecoi_manifest *manifest, eco_error *error);

#endif
