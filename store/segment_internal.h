/* SPDX-License-Identifier: MIT */
/* What the segment's writer and readers share; nobody outside store/ includes it. */
#ifndef ECOI_STORE_SEGMENT_INTERNAL_H
#define ECOI_STORE_SEGMENT_INTERNAL_H

#include <stdatomic.h>

#include "store/blob.h"
#include "store/pages.h"
#include "store/segment.h"

typedef struct ecoi_extent {
    uint64_t offset, len;
} ecoi_extent;

/* The tail: an extent for each section, then the numbers. All fields are u64 in file order. */
typedef struct ecoi_segment_tail {
    ecoi_extent sections[ECOI_N_SECTIONS];
    ecoi_segment_numbers numbers;
} ecoi_segment_tail;

struct ecoi_segment {
    ecoi_pages pages;
    ecoi_segment_tail tail;
    _Atomic uint32_t
        verified; /* a bit a section whose pages have all been; the one thing that reading changes */
    ecoi_columns columns;
    ecoi_blob keys, layout, source_names;
    ecoi_dictionary terms, forms;
    ecoi_arena names; /* copies of the source names, NUL-terminated */
    eco_text *sources;
    const ecoi_term_source *term_source; /* NULL: the dictionary is its own */
};

/* Start and length of a section after verifying all of it. */
eco_status ecoi_segment_section(const ecoi_segment *segment, ecoi_section section, const uint8_t **out,
                                size_t *out_len, eco_error *error);
/* ECO_E_CORRUPT naming the file. */
eco_status ecoi_segment_damaged(const ecoi_segment *segment, const char *what, eco_error *error);

/* Slot of a key's hash to start probing at. */
static inline uint32_t ecoi_key_slot(uint64_t hash, uint32_t n_slots)
{
    return (uint32_t)((hash >> 32) * n_slots >> 32);
}

/* Bits of a form ordinal. */
static inline unsigned ecoi_ordinal_bits(size_t n_forms)
{
    return n_forms < 2 ? 0 : 32u - (unsigned)__builtin_clz((uint32_t)n_forms - 1);
}

#endif
