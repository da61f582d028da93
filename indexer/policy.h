/* SPDX-License-Identifier: MIT */
/*
 * Which segments are merged when. Each run adds a small segment at the end; left alone they would become
 * many, and every word of every query is looked up in each.
 *
 * Tiers: a segment's tier is the power of ECOI_TIER that its live bytes reach, in units of ECOI_TIER_UNIT. As
 * soon as there are ECOI_TIER segments of one tier at the end - those of lower tiers behind and between them
 * come along - they become one, which then is of the next. So there are fewer than ECOI_TIER segments a tier,
 * and a document is copied at most once a tier: for an index of N documents and runs of n, log4(N / n) times
 * - for nightly updates of a hundredth three to four copies, at a fraction of what indexing it took. Merging
 * all each time would copy a hundred documents for each new one.
 *
 * A segment of which a third or more is deleted is written anew alone: each document copied so is paid for by
 * one deleted for every two, and never is more than a third of a segment waste.
 *
 * Only neighbours are merged: documents keep their order.
 */
#ifndef ECOI_INDEXER_POLICY_H
#define ECOI_INDEXER_POLICY_H

#include <stddef.h>
#include <stdint.h>

#define ECOI_TIER      4u
#define ECOI_TIER_UNIT ((uint64_t)1 << 20)

typedef struct ecoi_policy_segment {
    uint64_t bytes, n_docs, n_deleted;
} ecoi_policy_segment;

/* Neighbours that become one segment. */
typedef struct ecoi_policy_row {
    size_t first, n;
} ecoi_policy_row;

/* The rows to merge, from left to right, to `out` with room for n; returns how many. A row of one is written
 * anew for what is deleted in it. */
size_t ecoi_policy_rows(const ecoi_policy_segment *segments, size_t n, ecoi_policy_row *out);

#endif
