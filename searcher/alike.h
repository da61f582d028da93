/* SPDX-License-Identifier: MIT */
/*
 * Documents of a snapshot compared by their stored texts. Near-duplicates come in groups, so the same
 * documents are compared again and again: what was made of the last ones is kept, 8 MiB at most, but for the
 * document that others are compared with.
 */
#ifndef ECOI_SEARCHER_ALIKE_H
#define ECOI_SEARCHER_ALIKE_H

#include "searcher/snapshot.h"
#include "store/near.h"

enum { ECOI_ALIKE_KEPT = 512 };

/* A document's shingles. */
typedef struct ecoi_alike_document {
    bool is_known;
    uint32_t segment, doc;
    ecoi_shingles shingles;
} ecoi_alike_document;

typedef struct ecoi_alike {
    const ecoi_snapshot *snapshot;
    ecoi_arena arena; /* of the document being read */
    ecoi_document_cache cache;
    uint32_t cached;                           /* segment of the cache */
    ecoi_alike_document kept[ECOI_ALIKE_KEPT]; /* each at a place that its number tells, or the next one */
    ecoi_alike_document *one;                  /* of those: what was asked about last; NULL: nothing was */
} ecoi_alike;                                  /* zero-initialise but for `snapshot`, dispose always */

/* Whether document `doc` of a segment is like another one. */
eco_status ecoi_alike_compare(ecoi_alike *alike, uint32_t segment, uint32_t doc, uint32_t other_segment,
                              uint32_t other_doc, bool *out, eco_error *error);
void ecoi_alike_dispose(ecoi_alike *alike);

#endif
