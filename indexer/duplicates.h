/* SPDX-License-Identifier: MIT */
/*
 * Documents with one key: the last one stays. While documents come in only a hash of each key (8 bytes a
 * document) and where it came from (origins.h) are kept; at the end the few whose hashes meet have their keys
 * read back from the runs and compared.
 */
#ifndef ECOI_INDEXER_DUPLICATES_H
#define ECOI_INDEXER_DUPLICATES_H

#include "indexer/folder.h"
#include "indexer/origins.h"
#include "indexer/run.h"

typedef struct ecoi_duplicates {
    uint64_t *hashes; /* by document, in the order they came */
    size_t n, cap;
    ecoi_origins origins;
} ecoi_duplicates; /* zero-initialise, dispose always */

/* A document that is dropped, and the later one that stays. Texts have a NUL after their last byte. */
typedef struct ecoi_duplicate {
    eco_text key;
    ecoi_origin origin, kept;
    uint32_t doc, kept_doc; /* among the documents noted */
} ecoi_duplicate;

bool ecoi_duplicates_note(ecoi_duplicates *duplicates, eco_text key, ecoi_origin origin);
/* The document noted last was not taken after all. */
void ecoi_duplicates_forget_last(ecoi_duplicates *duplicates);

/* Marks in the runs' `dropped` every document whose key a later one has. The runs hold the documents noted,
 * in order. on_drop (NULL: not wanted) is called for each, in order. */
eco_status ecoi_duplicates_drop(const ecoi_duplicates *duplicates, const ecoi_folder *folder, ecoi_run *runs,
                                size_t n_runs, void (*on_drop)(void *user, const ecoi_duplicate *duplicate),
                                void *user, uint64_t *out_n_dropped, eco_error *error);

void ecoi_duplicates_dispose(ecoi_duplicates *duplicates);

#endif
