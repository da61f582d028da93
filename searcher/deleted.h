/* SPDX-License-Identifier: MIT */
/*
 * Statistics without deleted documents: they are then what an index of the others alone would have. Only
 * segments that have deletions are looked at closer; elsewhere the dictionary's numbers hold.
 */
#ifndef ECOI_SEARCHER_DELETED_H
#define ECOI_SEARCHER_DELETED_H

#include "searcher/snapshot.h"

static inline bool ecoi_has_deletions(const ecoi_snapshot *snapshot, size_t segment)
{
    return snapshot->deletions && snapshot->deletions[segment].bits; /* another engine has none */
}

static inline bool ecoi_is_deleted(const ecoi_snapshot *snapshot, size_t segment, uint32_t doc)
{
    const uint64_t *bits = ecoi_has_deletions(snapshot, segment) ? snapshot->deletions[segment].bits : NULL;
    return bits && (bits[doc / 64] >> doc % 64 & 1);
}

/* The deleted documents of a chunk; empty where there are none. */
ecoi_set ecoi_deleted_set(const ecoi_snapshot *snapshot, size_t segment, uint32_t chunk);

/* In how many documents that are not deleted the term is. */
eco_status ecoi_live_df(const ecoi_snapshot *snapshot, size_t segment, const ecoi_term *term, uint32_t *out,
                        eco_error *error);
/* How often it occurs in them. */
eco_status ecoi_live_cf(const ecoi_snapshot *snapshot, size_t segment, const ecoi_term *term, uint64_t *out,
                        eco_error *error);
/* How often each of its forms does, by ordinal: n counts, as many as the term has forms (one if it has none),
 * in `arena`. */
eco_status ecoi_live_forms(const ecoi_snapshot *snapshot, size_t segment, const ecoi_term_walk *walk,
                           const ecoi_term_form *forms, size_t n, ecoi_arena *arena, const uint64_t **out,
                           eco_error *error);

#endif
