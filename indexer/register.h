/* SPDX-License-Identifier: MIT */
/*
 * The register of an index that another engine keeps: segments without postings and texts, whose documents
 * are those of the databases. Beside them lie the rows that segments of our own have (ledger, deletions), so
 * that an update decides about documents as on an index of our own.
 */
#ifndef ECOI_INDEXER_REGISTER_H
#define ECOI_INDEXER_REGISTER_H

#include "store/engine_record.h"

typedef struct ecoi_entry {
    eco_text key; /* in the segment */
    uint32_t length, title_length;
} ecoi_entry;

/* To a writer that keeps no text: key, source, date and lengths of a document. */
eco_status ecoi_register_add(ecoi_segment_writer *writer, const ecoi_record *record, eco_error *error);
eco_status ecoi_register_get(const ecoi_segment *segment, uint32_t doc, ecoi_entry *out, eco_error *error);

#endif
