/* SPDX-License-Identifier: MIT */
/*
 * The files that sources consist of: which have been read before and are as they were, which have been met in
 * this run. The generation keeps them as a row of ECOI_FILE_NUMBERS each (store/manifest.h).
 *
 * A file is as it was when its size and its time of modification are. A file changed within the clock's grain
 * of the run may change again without a new time: it is kept as unsure, and read again by the next run, as is
 * one of which a document gave way to another of the same key (were the other to go, its own would be
 * missed).
 */
#ifndef ECOI_INDEXER_FILES_H
#define ECOI_INDEXER_FILES_H

#include "base/map.h"
#include "corpus/walk.h"
#include "store/row.h"

typedef struct ecoi_source_file {
    uint64_t hash; /* ledger.h */
    int64_t modified;
    uint64_t bytes;
    uint32_t source; /* number in the list */
    uint64_t place;  /* among the files and documents met in this run, from 1; 0: not met */
    bool unsure;     /* modified and bytes prove nothing */
    bool is_read;    /* in this run */
    bool is_damaged; /* it could not be read, or not to its end */
    bool is_mangled; /* it was read to its end, and there were damaged records in it */
} ecoi_source_file;

typedef struct ecoi_files_source {
    char *path;
    bool is_read;    /* in this run */
    bool is_damaged; /* not all that is in it could be listed */
    bool is_dropped; /* the next generation does not remember it */
} ecoi_files_source;

typedef struct ecoi_files {
    ecoi_map numbers; /* of hashes */
    ecoi_source_file *items;
    size_t cap;
    ecoi_files_source *sources;
    size_t n_sources;
    uint64_t n_met;  /* files and documents, in this run */
    int64_t started; /* nanoseconds since 1970 */
} ecoi_files;        /* zero-initialise, dispose always */

/* Adds a source, copied, unless it is there; its number, UINT32_MAX when memory ran out. */
uint32_t ecoi_files_source_number(ecoi_files *files, const char *path);
/* Drops a source and, as if it had been read and found empty, its files. False: there is none at `path`. */
bool ecoi_files_drop_source(ecoi_files *files, const char *path);
/* Sources that are not dropped. */
size_t ecoi_files_n_kept_sources(const ecoi_files *files);
/* Adds files as a row has them. */
eco_status ecoi_files_load(ecoi_files *files, const ecoi_row *row, eco_error *error);
/* A file is met in source number `source`; NULL: no memory. The file is to be read unless it is as it was. */
ecoi_source_file *ecoi_files_meet(ecoi_files *files, uint32_t source, const ecoi_found *found,
                                  bool *out_wanted);
/* NULL: unknown. */
ecoi_source_file *ecoi_files_find(const ecoi_files *files, uint64_t hash);
/* The row of what is there now, by the numbers of sources once the dropped ones are left out: files that were
 * met, and those of sources that were not or not wholly read; with `keep_missing` all. False when memory ran
 * out. */
bool ecoi_files_row(const ecoi_files *files, bool keep_missing, ecoi_row *out);
void ecoi_files_dispose(ecoi_files *files);

#endif
