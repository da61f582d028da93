/* SPDX-License-Identifier: MIT */
/*
 * What the names of a page come to: the weight of each region, and whether the page is about it. The rule and
 * its constants are in rules.h.
 */
#ifndef ECOI_PLACES_TALLY_H
#define ECOI_PLACES_TALLY_H

#include <ecosearch/focus.h>

/* In how many blocks of BLOCK_BYTES of a page a region is named. */
typedef struct presence {
    size_t n_blocks, last_block; /* the latest one + 1; 0: none yet */
} presence;

typedef struct region_tally {
    float weights[ECO_N_REGIONS];
    float abroad;
    size_t text_len;    /* bytes of text that weighs */
    uint32_t mentioned; /* a bit for each region named anywhere */
    uint32_t weighed;   /* named where it weighs */
    uint32_t marked;    /* named twice, or in title or lead */
    uint32_t outright;  /* named with its noun or number */
    uint32_t placed;    /* named by more than adjectives */
    uint32_t at_top;    /* named in the first TOP_BYTES */
    uint32_t announced; /* named in the first NOTICE_BYTES */
    presence present[ECO_N_REGIONS];
} region_tally;

/* How a region is named. */
typedef struct naming {
    size_t at;     /* bytes of the text that weighs before it */
    bool in_head;  /* in title or lead */
    bool outright; /* with its noun or number */
    bool in_run;   /* it was named at once before */
    bool adjective;
} naming;

void ecoi_tally_note(region_tally *tally, size_t region, const naming *how);

/* What a region of a page of this length must weigh. */
float ecoi_tally_least_weight(size_t text_len);

/* What its share must be. */
float ecoi_tally_least_share(const region_tally *tally);

eco_focus_why ecoi_tally_why(const region_tally *tally, size_t region);

/* Every region mentioned: focus first, then by falling share, then by index. Returns their number. */
size_t ecoi_tally_share_out(const region_tally *tally, eco_region_share out[ECO_N_REGIONS]);

/* As it counts in shares: a mention weighs something. */
float ecoi_tally_weight(const region_tally *tally, size_t region);

#endif
