/* SPDX-License-Identifier: MIT */
/* A run: a sealed segment under a temporary name, part of an index being made. */
#ifndef ECOI_INDEXER_RUN_H
#define ECOI_INDEXER_RUN_H

#include "indexer/folder.h"
#include "store/segment.h"

typedef struct ecoi_run {
    ecoi_name name;
    uint32_t batch, part; /* runs are in order of batch, then part */
    uint64_t bytes;
    ecoi_segment_numbers numbers;
    uint64_t *dropped; /* bit per document that is not to be taken on; NULL: none */
    uint32_t n_dropped;
} ecoi_run;

/* Runs in order of their documents: each one's file is there and is the list's. */
typedef struct ecoi_run_list {
    ecoi_run *items;
    size_t n, cap;
    uint32_t n_names; /* given out */
} ecoi_run_list;

/* Drops a document of the run, once. False when memory ran out. */
bool ecoi_run_drop(ecoi_run *run, uint32_t doc);
/* Removes the file of a run and what the run holds. */
void ecoi_run_discard(ecoi_run *run, const ecoi_folder *folder);
/* Discards all runs and gives the list back. */
void ecoi_run_list_dispose(ecoi_run_list *list, const ecoi_folder *folder);

#endif
