/* SPDX-License-Identifier: MIT */
/*
 * What an engine's database (base/engine.h) holds of a document beside its terms.
 *
 *   slot 0   the record: u32 place in the index, highest byte first (so that values sort as documents do),
 * then varints: packed date, focus bits, mention bits, length, title's length; key and source (length + 1,
 * bytes; 0: unknown); passages: how many, each positions << 3 | zone slot 1   first day the date may be, slot
 * 2 the last: packed, 4 bytes, highest first; none for an undated document slot 3   the place alone, 4 bytes,
 * for asking for a part of the index data     varint length of the record, the record, then the document's
 * record as in a segment (documents.h) metadata ECOI_META_...: texts
 */
#ifndef ECOI_STORE_ENGINE_RECORD_H
#define ECOI_STORE_ENGINE_RECORD_H

#include "base/arena.h"
#include "store/segment.h"

#define ECOI_SLOT_RECORD   0u
#define ECOI_SLOT_EARLIEST 1u
#define ECOI_SLOT_LATEST   2u
#define ECOI_SLOT_PLACE    3u
#define ECOI_N_SLOTS       4u

#define ECOI_ENGINE_SCHEMA    "2"
#define ECOI_META_SCHEMA      "schema"
#define ECOI_META_ANALYSIS    "analysis"
#define ECOI_META_FINGERPRINT "fingerprint"
#define ECOI_META_WORDS       "words"   /* the user's own */
#define ECOI_META_BUILD       "build"   /* 16 hex digits, alike in all shards of one build */
#define ECOI_META_NUMBERS     "numbers" /* those of ecoi_segment_numbers in its order */
#define ECOI_META_PLACES      "places"  /* decimal, alike in all shards: places are smaller */

typedef struct ecoi_record {
    uint32_t place;
    uint32_t date, focus, mention, length, title_length;
    eco_text key, source;
    const ecoi_layout_passage *passages;
    size_t n_passages;
    eco_text words; /* read only */
} ecoi_record;

/* Appends. False when memory ran out. */
bool ecoi_record_put(ecoi_buf *out, const ecoi_record *record);
/* Texts and `words`, the rest, point into `bytes`, passages are in `arena`. ECO_E_CORRUPT names no place. */
eco_status ecoi_record_get(eco_text bytes, ecoi_arena *arena, ecoi_record *out, eco_error *error);

/* The stored document of `data`; its key, date and source are the record's. */
eco_status ecoi_data_get(eco_text data, const ecoi_record *record, ecoi_arena *arena, eco_document *out,
                         eco_error *error);

static inline void ecoi_slot_number(uint32_t number, char out[4])
{
    out[0] = (char)(number >> 24);
    out[1] = (char)(number >> 16);
    out[2] = (char)(number >> 8);
    out[3] = (char)number;
}

/* False: it makes no sense. */
bool ecoi_places_get(eco_text text, uint64_t *out);

bool ecoi_numbers_put(ecoi_buf *out, const ecoi_segment_numbers *numbers);
/* False: it makes no sense. */
bool ecoi_numbers_get(eco_text text, ecoi_segment_numbers *out);

#endif
