/* SPDX-License-Identifier: MIT */
/*
 * Where each document came from, in order: for the few of which something has to be said when all have been
 * read. A document of the file before costs a byte; a new file what its path does not share with the one
 * before, 10 to 20 bytes in a walked folder.
 */
#ifndef ECOI_INDEXER_ORIGINS_H
#define ECOI_INDEXER_ORIGINS_H

#include "base/buf.h"
#include <ecosearch/base.h>

typedef struct ecoi_origin {
    eco_text path;   /* as found, "-" for standard input, "" for a document of eco_writer_add */
    uint64_t record; /* from 1; 0: the file as a whole */
} ecoi_origin;

typedef struct ecoi_origins {
    ecoi_buf bytes;
    ecoi_buf path; /* of the document before */
    uint64_t record;
    size_t last; /* where the last one begins */
} ecoi_origins;  /* zero-initialise, dispose always */

/* Notes where the next document came from. False when memory ran out. */
bool ecoi_origins_note(ecoi_origins *origins, ecoi_origin origin);
/* Takes the last one back; only once. */
void ecoi_origins_forget_last(ecoi_origins *origins);
void ecoi_origins_dispose(ecoi_origins *origins);

/* Reads them back, from the first on. Zero-initialise but for `origins`; dispose always. */
typedef struct ecoi_origin_walk {
    const ecoi_origins *origins;
    size_t at;
    ecoi_buf path;
    uint64_t record;
} ecoi_origin_walk;

/* The next document's; its path lives until the next call. False when memory ran out or there is none. */
bool ecoi_origins_next(ecoi_origin_walk *walk, ecoi_origin *out);
void ecoi_origin_walk_dispose(ecoi_origin_walk *walk);

#endif
