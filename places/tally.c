/* SPDX-License-Identifier: MIT */
#include "places/tally.h"

#include "places/rules.h"

void ecoi_tally_note(region_tally *tally, size_t region, const naming *how)
{
    uint32_t bit = (uint32_t)1 << region;
    presence *p = &tally->present[region];
    size_t block = how->at / BLOCK_BYTES + 1;
    p->n_blocks += block != p->last_block;
    p->last_block = block;
    if (how->in_head || (tally->weighed & bit && !how->in_run))
        tally->marked |= bit;
    if (how->outright)
        tally->outright |= bit;
    tally->weighed |= bit;
    if (!how->adjective)
        tally->placed |= bit;
    if (how->at < TOP_BYTES)
        tally->at_top |= bit;
    if (how->at < NOTICE_BYTES)
        tally->announced |= bit;
}

float ecoi_tally_least_weight(size_t text_len)
{
    float kb = text_len > 1000 ? (float)(text_len - 1000) / 1000 : 0;
    float weight = FOCUS_WEIGHT + FOCUS_PER_KB * kb;
    return weight < FOCUS_WEIGHT_MOST ? weight : FOCUS_WEIGHT_MOST;
}

float ecoi_tally_weight(const region_tally *tally, size_t region)
{
    return tally->weights[region] > MENTION_WEIGHT ? tally->weights[region] : MENTION_WEIGHT;
}

static bool has(uint32_t regions, size_t region)
{
    return regions >> region & 1;
}

static float whole_weight(const region_tally *tally)
{
    float whole = tally->abroad * FACTOR_ABROAD;
    for (size_t r = 0; r < ECO_N_REGIONS; r++)
        if (has(tally->mentioned, r))
            whole += ecoi_tally_weight(tally, r);
    return whole;
}

float ecoi_tally_least_share(const region_tally *tally)
{
    float largest = 0;
    unsigned n = 0;
    for (size_t r = 0; r < ECO_N_REGIONS; r++) {
        n += tally->weights[r] > 0;
        largest = tally->weights[r] > largest ? tally->weights[r] : largest;
    }
    if (n >= MANY_REGIONS)
        return MANY_SHARE;
    float share = largest / whole_weight(tally), equal = EQUAL_PART * share;
    if (share < FOCUS_SHARE || equal >= FOCUS_SHARE)
        return FOCUS_SHARE;
    return equal > EQUAL_SHARE ? equal : EQUAL_SHARE;
}

/* Often, high or clearly enough; in a notice where none is, once. */
static bool is_named_enough(const region_tally *tally, size_t region, float share)
{
    if (tally->text_len <= SHORT_BYTES && !(tally->marked | tally->outright))
        return share >= NOTICE_SHARE && has(tally->announced, region);
    uint32_t enough = tally->marked | tally->outright;
    if (tally->abroad > ecoi_tally_weight(tally, region))
        enough = tally->marked & tally->placed;
    else if (tally->abroad > ABROAD_ADJECTIVES * ecoi_tally_weight(tally, region))
        enough &= tally->placed;
    return has(enough, region);
}

static eco_focus_why why(const region_tally *tally, size_t region, float share)
{
    bool is_long = tally->text_len >= LONG_BYTES;
    float n_blocks = (float)((tally->text_len + BLOCK_BYTES - 1) / BLOCK_BYTES);
    if (share < ecoi_tally_least_share(tally))
        return ECO_FOCUS_SHARE;
    if (ecoi_tally_weight(tally, region) < ecoi_tally_least_weight(tally->text_len))
        return ECO_FOCUS_WEIGHT;
    if (!is_named_enough(tally, region, share))
        return ECO_FOCUS_ONCE;
    float part = (float)tally->present[region].n_blocks / n_blocks;
    if (is_long && !has(tally->at_top, region) && part < MUCH_PRESENCE)
        return ECO_FOCUS_LATE;
    if (is_long && part < PRESENCE)
        return ECO_FOCUS_PART;
    return ECO_FOCUS_YES;
}

eco_focus_why ecoi_tally_why(const region_tally *tally, size_t region)
{
    return why(tally, region, ecoi_tally_weight(tally, region) / whole_weight(tally));
}

static bool goes_before(const eco_region_share *a, const eco_region_share *b)
{
    if (a->focus != b->focus)
        return a->focus;
    if (a->share != b->share)
        return a->share > b->share;
    return a->region < b->region;
}

static void insert(eco_region_share *list, size_t n, eco_region_share share)
{
    for (; n > 0 && goes_before(&share, &list[n - 1]); n--)
        list[n] = list[n - 1];
    list[n] = share;
}

size_t ecoi_tally_share_out(const region_tally *tally, eco_region_share out[ECO_N_REGIONS])
{
    float whole = whole_weight(tally);
    size_t n = 0;
    for (size_t r = 0; r < ECO_N_REGIONS; r++) {
        if (!has(tally->mentioned, r))
            continue;
        eco_region_share share = {.region = (uint8_t)r, .share = ecoi_tally_weight(tally, r) / whole};
        share.focus = why(tally, r, share.share) == ECO_FOCUS_YES;
        insert(out, n++, share);
    }
    return n;
}
