/* SPDX-License-Identifier: MIT */
/*
 * The manifest: what one generation of an index consists of. A text file `generation-NNNNNNNN` of `key value`
 * lines ended by its checksum; the one with the highest number is the index. A damaged one is an error even
 * where an older one is intact: an old answer in the place of the right one would go unnoticed. Publishing
 * writes a temporary file, syncs it, and renames it: the only visible step. File names are never used twice.
 */
#ifndef ECOI_STORE_MANIFEST_H
#define ECOI_STORE_MANIFEST_H

#include <ecosearch/base.h>

#include "base/buf.h"
#include "base/vfs.h"
#include "store/segment.h"

#define ECOI_LOCK_NAME          "lock"
#define ECOI_ENGINE_NATIVE      "native" /* our own; the others are those of base/engine.h */
#define ECOI_MANIFEST_TEMPORARY "manifest.tmp"

/* Numbers a file in the row of files (row.h): hash of its source and path (indexer/ledger.h), modification
 * time in nanoseconds or ECOI_FILE_UNSURE, bytes, number of its source in the manifest. */
#define ECOI_FILE_NUMBERS 4
#define ECOI_FILE_UNSURE  UINT64_MAX /* it must be read again whatever its time says */

typedef struct ecoi_manifest_segment {
    char name[64]; /* file name in the index folder; of a database a folder there */
    uint64_t bytes;
    ecoi_segment_numbers numbers; /* as the file has them, deleted documents included */
    char ledger[64];              /* row of its documents' hashes; "": none is kept */
    char deleted[64];             /* row of bits; "": no document is deleted */
    uint64_t n_deleted, deleted_lengths, deleted_title_lengths; /* sums over those */
} ecoi_manifest_segment;

typedef struct ecoi_manifest {
    uint64_t generation; /* from 1 */
    int64_t published;   /* seconds since 1970; 0: unknown */
    uint64_t restores;   /* the generation that a rollback made this one a copy of; 0: it is none */
    char engine[16];     /* "native", "xapian" */
    char analysis[8];    /* "fr", "ws" */
    char fingerprint[17];
    ecoi_buf words;      /* the user's own, as the analyser takes them: lines of text; empty if none */
    bool no_text;        /* passages are not stored */
    uint64_t max_record; /* limit of a record's bytes; 0: unknown */
    char **sources;      /* what was read, absolute paths; standard input is not among them */
    size_t n_sources;
    char files[64];                  /* row of the files that were read; "": none */
    char forgotten[64];              /* row of hashes of the keys that an update leaves out; "": none */
    ecoi_manifest_segment *segments; /* of another engine: its register, keys and columns without postings */
    size_t n_segments;
    ecoi_manifest_segment *databases; /* of another engine, by shard; their numbers leave deletions out */
    size_t n_databases;
} ecoi_manifest; /* zero-initialise, dispose always */

void ecoi_manifest_dispose(ecoi_manifest *manifest);

/* The number in a manifest's file name, 0 for another file. */
uint64_t ecoi_manifest_number(const char *name);
/* Whether a file's name is that of a part of a generation: a segment or a row. */
bool ecoi_manifest_is_part(const char *name);
/* Whether a folder's name is that of another engine's database. */
bool ecoi_manifest_is_database(const char *name);

/* The number of the newest generation in the folder, 0 when there is none (an empty or missing folder
 * included). */
eco_status ecoi_manifest_newest(const ecoi_vfs *vfs, const char *dir, uint64_t *out, eco_error *error);

/* Reads one generation. ECO_E_MISSING: it is gone; ECO_E_CORRUPT, ECO_E_VERSION, ECO_E_UNSUPPORTED (another
 * engine's) name the file. */
eco_status ecoi_manifest_read(const ecoi_vfs *vfs, const char *dir, uint64_t generation, ecoi_manifest *out,
                              eco_error *error);

/* Publishes. manifest->generation must be newer than any in the folder; its parts are synced already. */
eco_status ecoi_manifest_publish(const ecoi_vfs *vfs, const char *dir, const ecoi_manifest *manifest,
                                 eco_error *error);

/* Keeps the newest `keep` generations that can be read and removes all other manifests, then every part or
 * temporary file that no manifest kept names. While the newest manifest is damaged only temporary files and
 * parts of later runs go;
 * once a newer one is published the damaged one counts for nothing. Only the holder of the lock may call it.
 * Failing to remove a file is no error. */
eco_status ecoi_manifest_sweep(const ecoi_vfs *vfs, const char *dir, unsigned keep, eco_error *error);

#endif
