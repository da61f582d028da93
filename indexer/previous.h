/* SPDX-License-Identifier: MIT */
/*
 * The generation that a run starts from: its segments, what is deleted in them - which the run adds to - and
 * what is known of their documents. One thread at a time.
 */
#ifndef ECOI_INDEXER_PREVIOUS_H
#define ECOI_INDEXER_PREVIOUS_H

#include "indexer/folder.h"
#include "store/deletions.h"
#include "store/row.h"

typedef struct ecoi_previous_segment {
    ecoi_manifest_segment *named; /* in the manifest; its numbers of deletions are kept up to date */
    ecoi_segment *segment;
    ecoi_deletions deletions;
    ecoi_row ledger; /* ledger.h; empty: none is kept */
    uint64_t *met;   /* by document: its place in this run, 0: not met; NULL: none is */
    bool has_more;   /* deletions than were published */
} ecoi_previous_segment;

/* A document of it. */
typedef struct ecoi_place {
    uint32_t segment, doc;
} ecoi_place;

typedef struct ecoi_previous {
    const ecoi_folder *folder;
    ecoi_manifest manifest;
    ecoi_previous_segment *segments; /* of another engine: its register */
    size_t n_segments;
    ecoi_place *gone; /* deleted by this run */
    size_t n_gone, gone_cap;
    uint64_t n_docs, n_tokens; /* as published: documents that are not deleted, and their words */
} ecoi_previous;               /* zero-initialise, dispose always */

/* Opens the newest generation of the folder. ECO_E_MISSING: there is none; ECO_E_VERSION: another engine's,
 * without a register. */
eco_status ecoi_previous_open(ecoi_previous *previous, const ecoi_folder *folder, eco_error *error);
void ecoi_previous_dispose(ecoi_previous *previous);

static inline bool ecoi_previous_is_deleted(const ecoi_previous *previous, ecoi_place place)
{
    const uint64_t *bits = previous->segments[place.segment].deletions.bits;
    return bits && (bits[place.doc / 64] >> place.doc % 64 & 1);
}

/* The document that has a key and is not deleted. */
eco_status ecoi_previous_find(const ecoi_previous *previous, eco_text key, ecoi_place *out, bool *out_found,
                              eco_error *error);
/* Deletes a document, once. */
eco_status ecoi_previous_delete(ecoi_previous *previous, ecoi_place place, eco_error *error);
/* Documents that are not deleted now, and their words. */
uint64_t ecoi_previous_n_docs(const ecoi_previous *previous);
uint64_t ecoi_previous_n_tokens(const ecoi_previous *previous);

#endif
