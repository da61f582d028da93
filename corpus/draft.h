/* SPDX-License-Identifier: MIT */
/* The document being made. It owns or borrows its texts until the next reset. Zero-initialise it. */
#ifndef ECOI_CORPUS_DRAFT_H
#define ECOI_CORPUS_DRAFT_H

#include <ecosearch/document.h>
#include <ecosearch/places.h>

#include "base/arena.h"

#define ECOI_KEY_MAX 1024 /* bytes of a document's key */

typedef struct ecoi_draft {
    eco_document document; /* complete after ecoi_draft_finish */
    ecoi_arena texts;
    eco_passage *passages;
    size_t n_passages, cap_passages;
    eco_region_share regions[ECO_N_REGIONS];
    bool has_shares;   /* they are given */
    bool bad_date;     /* it states one that could not be read */
    bool damaged;      /* its source breaks off or lies about its length; read as far as it goes */
    uint64_t replaced; /* ill-formed sequences that became U+FFFD in its text */
} ecoi_draft;

void ecoi_draft_reset(ecoi_draft *draft);
void ecoi_draft_dispose(ecoi_draft *draft);

/* Adds a passage after the others; the text is borrowed. False when memory ran out. */
bool ecoi_draft_add(ecoi_draft *draft, eco_zone zone, eco_text text);

/* States a region; one stated before is not stated twice. */
void ecoi_draft_add_region(ecoi_draft *draft, size_t region);

/* States a region with its share; false when it was stated before. */
bool ecoi_draft_add_share(ecoi_draft *draft, eco_region_share share);

/* Makes `document` whole: regions stated without shares share its focus evenly. */
const eco_document *ecoi_draft_finish(ecoi_draft *draft);

#endif
