/* SPDX-License-Identifier: MIT */
#include "indexer/policy.h"

enum { MOST_TIERS = 20 };

static uint64_t live_bytes(const ecoi_policy_segment *s)
{
    double share = s->n_docs ? (double)(s->n_docs - s->n_deleted) / (double)s->n_docs : 0;
    return (uint64_t)((double)s->bytes * share);
}

static unsigned tier_of(uint64_t bytes)
{
    unsigned tier = 0;
    for (uint64_t limit = ECOI_TIER_UNIT; bytes >= limit && tier < MOST_TIERS; limit *= ECOI_TIER)
        ++tier;
    return tier;
}

/* The first of the last segments that are of a tier or lower. */
static size_t tail_of_tier(const ecoi_policy_segment *segments, size_t n, unsigned tier)
{
    while (n && tier_of(live_bytes(&segments[n - 1])) <= tier)
        --n;
    return n;
}

static size_t count_of_tier(const ecoi_policy_segment *segments, size_t first, size_t end, unsigned tier)
{
    size_t n = 0;
    for (size_t i = first; i < end; ++i)
        n += tier_of(live_bytes(&segments[i])) == tier;
    return n;
}

/* The longest row at the end that is to become one. What a merge makes may complete the row of the next tier:
 * all of that is merged at once. */
static size_t tail_to_merge(const ecoi_policy_segment *segments, size_t n)
{
    size_t chosen = n;
    for (unsigned tier = 0; tier <= MOST_TIERS; ++tier) {
        size_t first = tail_of_tier(segments, n, tier);
        uint64_t merged = 0;
        for (size_t i = chosen; i < n; ++i)
            merged += live_bytes(&segments[i]);
        size_t count = count_of_tier(segments, first, chosen < n ? chosen : n, tier);
        if (count + (chosen < n && tier_of(merged) == tier) >= ECOI_TIER)
            chosen = first;
    }
    return chosen;
}

size_t ecoi_policy_rows(const ecoi_policy_segment *segments, size_t n, ecoi_policy_row *out)
{
    size_t tail = tail_to_merge(segments, n), n_rows = 0;
    for (size_t i = 0; i < tail; ++i)
        if (segments[i].n_deleted && segments[i].n_deleted >= segments[i].n_docs / 3 + segments[i].n_docs % 3)
            out[n_rows++] = (ecoi_policy_row){i, 1};
    if (tail < n)
        out[n_rows++] = (ecoi_policy_row){tail, n - tail};
    return n_rows;
}
