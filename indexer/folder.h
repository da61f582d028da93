/* SPDX-License-Identifier: MIT */
/*
 * The index folder as its one writer sees it: lock, names, leftovers, publishing.
 *
 *   lock                      held by the writer; never removed
 *   generation-GGGGGGGG       manifests (store/manifest.h)
 *   segment-GGGGGGGG-N        what manifests name, made by the run for generation G; beside a segment ledger-
 * and deleted- with the numbers of their own run, for all of them files- and forgotten- run-GGGGGGGG-N.tmp
 * under way; whoever holds the lock may remove those it did not make
 *
 * No name is used twice: G is newer than any manifest, N counts within a run.
 */
#ifndef ECOI_INDEXER_FOLDER_H
#define ECOI_INDEXER_FOLDER_H

#include <ecosearch/base.h>

#include "base/vfs.h"
#include "store/manifest.h"

/* Generations kept where the caller does not say: a reader that has just read an older manifest can still
 * open the files it names, and a bad run can be taken back, also one that is found out a run later. */
#define ECOI_GENERATIONS_KEPT 3u

typedef struct ecoi_folder {
    const ecoi_vfs *vfs;
    ecoi_vfs fleeting; /* the same without sync: runs that will be merged need not survive a crash */
    char *dir;
    ecoi_lock *lock;
    uint64_t generation; /* the one being made */
    /* Set before opening: */
    unsigned keep;      /* generations kept; 0: ECOI_GENERATIONS_KEPT */
    bool must_exist;    /* no index: ECO_E_MISSING, and nothing is made */
    double wait;        /* seconds to wait for the lock */
    bool allow_network; /* the folder may lie on a network file system */
    bool (*go_on)(
        void *user); /* asked while it waits; false ends it with ECO_E_CANCELLED. NULL: it goes on */
    void *user;
} ecoi_folder; /* zero-initialise, close always */

typedef struct ecoi_name {
    char text[64];
} ecoi_name;

/* Makes the folder where it is missing, takes its lock, removes what a killed run left. ECO_E_LOCKED:
 * another writer is at work; ECO_E_ARGUMENT: the folder has files in it and is no index; ECO_E_VERSION: a
 * newer one; ECO_E_UNSUPPORTED: it lies on a network file system, which is not allowed. */
eco_status ecoi_folder_open(ecoi_folder *folder, const ecoi_vfs *vfs, const char *dir, eco_error *error);
void ecoi_folder_close(ecoi_folder *folder);

ecoi_name ecoi_folder_run_name(const ecoi_folder *folder, uint32_t n);
ecoi_name ecoi_folder_segment_name(const ecoi_folder *folder, uint32_t n);
/* "KIND-GGGGGGGG-N": kind is "ledger", "deleted", "files" or "forgotten". */
ecoi_name ecoi_folder_part_name(const ecoi_folder *folder, const char *kind, uint32_t n);

/* "DIR/NAME" on the heap. */
eco_status ecoi_folder_path(const ecoi_folder *folder, const char *name, char **out, eco_error *error);
/* Failing is no error: the next writer removes it. */
void ecoi_folder_remove(const ecoi_folder *folder, const char *name);
eco_status ecoi_folder_rename(const ecoi_folder *folder, const char *from, const char *to, eco_error *error);

/* Removes the parts that this run has made, unless its manifest is there: what it names must stay. */
void ecoi_folder_discard(const ecoi_folder *folder);

/* Publishes folder->generation with the manifest's parts and removes what no kept generation needs. On
 * failure the parts that this run has made are removed, unless the new manifest is there all the same. */
eco_status ecoi_folder_publish(const ecoi_folder *folder, ecoi_manifest *manifest, eco_error *error);

#endif
