/* SPDX-License-Identifier: MIT */
/*
 * The folders of an engine's databases in the index folder, ENGINE-GGGGGGGG-N. They lie outside the table of
 * files (base/vfs.h), for the engine writes them itself. What a generation names never changes: an update
 * works on copies, which share their bytes with the old ones where the file system can do that.
 */
#ifndef ECOI_INDEXER_ENGINE_FILES_H
#define ECOI_INDEXER_ENGINE_FILES_H

#include "store/manifest.h"

/* Bytes of a database's files. */
uint64_t ecoi_database_size(const char *path);
/* Copies a database, synced, to a folder that is made. A copy that fails is to be removed. */
eco_status ecoi_database_copy(const char *from, const char *to, eco_error *error);
/* Everything in it is durable afterwards. */
eco_status ecoi_database_sync(const char *path, eco_error *error);
/* Failing is no error: the next writer removes it. */
void ecoi_database_remove(const char *path);

/* Removes the databases in the index folder that no manifest there names. While the newest manifest is
 * damaged only those of later runs go: what it names cannot be known. */
void ecoi_databases_sweep(const ecoi_vfs *vfs, const char *dir);

#endif
