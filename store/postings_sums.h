/* SPDX-License-Identifier: MIT */
/*
 * The whole of a term's postings, decoded in bulk and added up: what verifying an index takes. Everything
 * that can be seen from the bytes alone is verified on the way: documents rise and are there, block headers,
 * ranks and the number of documents tell the truth, positions lie within their documents.
 */
#ifndef ECOI_STORE_POSTINGS_SUMS_H
#define ECOI_STORE_POSTINGS_SUMS_H

#include "store/posting_list.h"

typedef enum ecoi_postings_fault {
    ECOI_POSTINGS_SOUND,
    ECOI_POSTINGS_DAMAGED, /* the bytes make no sense */
    ECOI_POSTINGS_OUTSIDE, /* a position lies outside its document */
    ECOI_POSTINGS_NO_FORM  /* an ordinal names a form that there is not */
} ecoi_postings_fault;

typedef struct ecoi_postings_sums {
    uint64_t n_docs, n_positions;
    uint32_t doc; /* of a fault OUTSIDE: in which document */
} ecoi_postings_sums;

/* ends: by document of the segment, its positions are below. counts[n_forms]: set to the occurrences of each
 * form; all of a term without ordinals are its first one's. Sums are right when the list is sound. One
 * thread a list; no allocation. */
ecoi_postings_fault ecoi_postings_add_up(const ecoi_posting_list *list, const uint32_t *ends,
                                         uint64_t *counts, size_t n_forms, ecoi_postings_sums *out);

#endif
