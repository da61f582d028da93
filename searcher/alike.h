/* SPDX-License-Identifier: MIT */
/* Documents of a snapshot compared by their stored texts. */
#ifndef ECOI_SEARCHER_ALIKE_H
#define ECOI_SEARCHER_ALIKE_H

#include "searcher/snapshot.h"
#include "store/near.h"

typedef struct ecoi_alike {
    const ecoi_snapshot *snapshot;
    ecoi_arena arena; /* of the document being read */
    ecoi_document_cache cache;
    uint32_t cached;          /* segment of the cache */
    ecoi_shingles one, other; /* `one` is of the document compared last */
    uint32_t segment, doc;    /* that one */
    bool has_one;
} ecoi_alike; /* zero-initialise but for `snapshot`, dispose always */

/* Whether document `doc` of a segment is like another one. */
eco_status ecoi_alike_compare(ecoi_alike *alike, uint32_t segment, uint32_t doc, uint32_t other_segment,
                              uint32_t other_doc, bool *out, eco_error *error);
void ecoi_alike_dispose(ecoi_alike *alike);

#endif
