/* SPDX-License-Identifier: MIT */
/*
 * What an update has to know of each document beside the index itself: a hash of its content, and one of the
 * file it came from. 16 bytes a document in memory while documents come in. In a row (store/row.h) beside
 * their segment it is either just that, or, where it is less, all contents and then for each run of documents
 * of one file that file and their number: 8 bytes a document of large files.
 */
#ifndef ECOI_INDEXER_LEDGER_H
#define ECOI_INDEXER_LEDGER_H

#include <ecosearch/document.h>

#include "indexer/permutation.h"
#include "indexer/run.h"
#include "store/row.h"

#define ECOI_LEDGER_NUMBERS 2 /* a document */
#define ECOI_NO_FILE        0 /* of a document that came from no file that could be met again */

typedef struct ecoi_ledger {
    uint64_t *items; /* content and file of each document, in the order they came */
    size_t n, cap;   /* numbers */
} ecoi_ledger;       /* zero-initialise, dispose always */

/* Of all that is indexed or stored of a document but its key. */
uint64_t ecoi_content_hash(const eco_document *document);
/* Of a file: its source as the manifest has it, its path below. Never ECOI_NO_FILE. */
uint64_t ecoi_file_hash(const char *source, const char *below);

bool ecoi_ledger_note(ecoi_ledger *ledger, uint64_t content, uint64_t file);
/* The document noted last was not taken after all. */
void ecoi_ledger_forget_last(ecoi_ledger *ledger);
/* Leaves out the documents that the runs drop; the runs hold the documents noted, in order. */
void ecoi_ledger_drop(ecoi_ledger *ledger, const ecoi_run *runs, size_t n_runs);
/* Puts the documents in another order; false when memory ran out. */
bool ecoi_ledger_reorder(ecoi_ledger *ledger, const ecoi_permutation *order);
/* Adds those of a segment's documents that are not dropped (a bit per document; NULL: all stay). */
bool ecoi_ledger_add_row(ecoi_ledger *ledger, const ecoi_row *row, const uint64_t *dropped);
/* The numbers of its row, to be freed. False: no memory. */
bool ecoi_ledger_to_row(const ecoi_ledger *ledger, ecoi_row *out);
/* Reads the row of a segment's ledger: ECOI_LEDGER_NUMBERS a document, to be freed. ECO_E_CORRUPT names the
 * file. */
eco_status ecoi_ledger_read(const ecoi_vfs *vfs, const char *dir, const char *name, uint32_t n_docs,
                            ecoi_row *out, eco_error *error);
void ecoi_ledger_dispose(ecoi_ledger *ledger);

#endif
