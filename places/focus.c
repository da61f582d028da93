/* SPDX-License-Identifier: MIT */
/*
 * What a document is about: two passes over the names found in it. The first gathers names and lets the
 * certain ones support the doubtful; the second weighs each. Then the rule of rules.h.
 */
#include "places/places.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "places/rules.h"
#include "places/weigh.h"

/* A page that names more places than this is a directory; what follows would change nothing. */
enum { MOST_NAMES = 1 << 16 };

typedef struct occurrence {
    place_match match;
    size_t passage;
    size_t at;    /* bytes of text that weighs before it */
    float factor; /* zone x position */
} occurrence;

/* In how many blocks of BLOCK_BYTES of a page a region is named. */
typedef struct presence {
    size_t n_blocks, last_block; /* last_block + 1; 0: none yet */
} presence;

struct ecoi_places {
    place_scan scan;
    occurrence *names;
    size_t n_names, cap_names;
    ecoi_place_evidence *evidence;
    size_t n_evidence, cap_evidence;
    uint16_t *counts; /* by node: how often it was met in this document */
    place_support support;
    float weights[ECO_N_REGIONS];
    float abroad;
    uint32_t mentioned; /* a bit for each region named anywhere */
    uint32_t weighed;   /* named where it weighs */
    uint32_t marked;    /* named twice, in title or lead, or outright */
    uint32_t at_top;    /* named in the first TOP_BYTES */
    uint32_t announced; /* named in the first NOTICE_BYTES */
    presence present[ECO_N_REGIONS];
    /* of the passage at hand */
    const eco_document *document;
    size_t passage, body_len, text_len;
    bool no_memory;
};

eco_status ecoi_places_new(ecoi_places **out, eco_error *error)
{
    ecoi_places *places = calloc(1, sizeof *places);
    uint16_t *counts = calloc(ecoi_gaz_n_nodes, sizeof *counts);
    if (!places || !counts) {
        free(places);
        free(counts);
        return ecoi_error_no_memory(error);
    }
    places->counts = counts;
    *out = places;
    return ECO_OK;
}

void ecoi_places_free(ecoi_places *places)
{
    if (!places)
        return;
    free(places->names);
    free(places->evidence);
    free(places->counts);
    free(places);
}

const ecoi_place_evidence *ecoi_places_evidence(const ecoi_places *places, size_t *out_n)
{
    *out_n = places->n_evidence;
    return places->evidence;
}

static float weight_of_zone(eco_zone zone)
{
    switch (zone) {
    case ECO_ZONE_TITLE:
        return ZONE_TITLE;
    case ECO_ZONE_LEAD:
        return ZONE_LEAD;
    case ECO_ZONE_BODY:
        return ZONE_BODY;
    case ECO_ZONE_HEADING:
        return ZONE_HEADING;
    case ECO_ZONE_CAPTION:
        return ZONE_CAPTION;
    default:
        return 0;
    }
}

static float weight_of_position(const ecoi_places *places, eco_zone zone, const place_match *match)
{
    size_t at = places->body_len + match->start;
    float factor = zone != ECO_ZONE_BODY || at >= EARLY_BYTES ? 1
                   : at >= FIRST_BYTES                        ? FACTOR_EARLY
                                                              : FACTOR_FIRST;
    return match->seen & SEEN_DATELINE && zone != ECO_ZONE_TITLE ? factor * FACTOR_DATELINE : factor;
}

static void add_support(place_support *support, const place_verdict *v)
{
    if (v->abroad)
        support->abroad += v->weight;
    if (v->n_regions != 1)
        return;
    support->region[v->regions[0]] += v->weight;
    if (v->kind <= GAZ_FORMER && (v->kind == GAZ_REGION || v->outright))
        support->council[v->regions[0]] += v->weight;
    if (v->department != GAZ_NONE)
        support->department[v->department] += v->weight;
}

/* First pass, for each name. */
static bool take_name(void *user, const place_match *match)
{
    ecoi_places *places = user;
    if (places->n_names == MOST_NAMES)
        return false;
    if (!ecoi_grow(&places->names, &places->cap_names, places->n_names + 1, sizeof *places->names)) {
        places->no_memory = true;
        return false;
    }
    eco_zone zone = places->document->passages[places->passage].zone;
    occurrence *o = &places->names[places->n_names++];
    *o = (occurrence){
        .match = *match, .passage = places->passage, .at = places->text_len + match->start};
    o->factor = weight_of_zone(zone) * weight_of_position(places, zone, match);
    place_verdict v = ecoi_places_weigh(match, NULL);
    if (o->factor > 0 && v.weight > 0)
        add_support(&places->support, &v);
    return true;
}

static void start_document(ecoi_places *places, const eco_document *document)
{
    memset(&places->support, 0, sizeof places->support);
    memset(places->weights, 0, sizeof places->weights);
    places->abroad = 0;
    memset(places->present, 0, sizeof places->present);
    places->mentioned = places->weighed = places->marked = places->at_top = places->announced = 0;
    places->n_names = places->n_evidence = 0;
    places->body_len = places->text_len = 0;
    places->document = document;
    places->no_memory = false;
}

static bool gather(ecoi_places *places)
{
    const eco_document *document = places->document;
    for (size_t i = 0; i < document->n_passages; i++) {
        const eco_passage *passage = &document->passages[i];
        places->passage = i;
        if (!ecoi_places_match(&places->scan, passage->text.ptr, passage->text.len, take_name, places))
            break;
        if (passage->zone == ECO_ZONE_BODY)
            places->body_len += passage->text.len;
        if (weight_of_zone(passage->zone) > 0)
            places->text_len += passage->text.len;
    }
    return !places->no_memory;
}

static bool add_evidence(ecoi_places *places, const occurrence *o, uint8_t region, float weight)
{
    size_t n = places->n_evidence;
    if (!ecoi_grow(&places->evidence, &places->cap_evidence, n + 1, sizeof *places->evidence))
        return false;
    places->evidence[places->n_evidence++] = (ecoi_place_evidence){.passage = o->passage,
                                                                   .offset = o->match.start,
                                                                   .length = o->match.len,
                                                                   .region = region,
                                                                   .weight = weight};
    return true;
}

static void be_present(presence *p, size_t at)
{
    size_t block = at / BLOCK_BYTES + 1;
    p->n_blocks += block != p->last_block;
    p->last_block = block;
}

static void mark(ecoi_places *places, const occurrence *o, const place_verdict *v, uint8_t r)
{
    eco_zone zone = places->document->passages[o->passage].zone;
    bool in_head = zone == ECO_ZONE_TITLE || zone == ECO_ZONE_LEAD;
    uint32_t region = 1u << r;
    places->mentioned |= region;
    if (o->factor <= 0 || v->metonym)
        return;
    be_present(&places->present[r], o->at);
    if (places->weighed & region || in_head || v->outright)
        places->marked |= region;
    places->weighed |= region;
    if (o->at < TOP_BYTES)
        places->at_top |= region;
    if (o->at < NOTICE_BYTES)
        places->announced |= region;
}

/* Second pass, for one name. */
static bool weigh_name(ecoi_places *places, const occurrence *o)
{
    place_verdict v = ecoi_places_weigh(&o->match, &places->support);
    float weight = v.weight * o->factor;
    if (v.weight > 0) {
        uint16_t *count = &places->counts[o->match.node - ecoi_gaz_nodes];
        if (o->factor > 0 && *count < UINT16_MAX)
            ++*count;
        weight /= sqrtf((float)(*count ? *count : 1));
    }
    if (v.abroad)
        places->abroad += weight;
    for (unsigned i = 0; i < v.n_regions && v.weight > 0; i++) {
        mark(places, o, &v, v.regions[i]);
        if (!add_evidence(places, o, v.regions[i], weight))
            return false;
    }
    return true;
}

static unsigned count_bits(uint32_t bits)
{
    unsigned n = 0;
    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

/* The home of the page's source ("Lyon Entreprises", "breizh-tech-info"): read for its plain names only,
 * whatever their case. */
static bool take_source(void *user, const place_match *match)
{
    uint32_t *regions = user;
    const gaz_sense *sense = ecoi_gaz_senses_of(match->node);
    bool plain = match->node->n_senses == 1 && sense->guard < 2 && sense->region != GAZ_NONE;
    if (plain && sense->kind < GAZ_COUNCIL)
        *regions |= 1u << sense->region;
    return true;
}

static void weigh_source(ecoi_places *places)
{
    uint32_t regions = 0;
    eco_text source = places->document->source;
    ecoi_places_match(&places->scan, source.ptr, source.len, take_source, &regions);
    for (size_t r = 0; r < ECO_N_REGIONS; r++)
        if (regions >> r & 1 && places->weights[r] > 0)
            places->weights[r] += WEIGHT_SOURCE;
}

/* Sums the evidence of one passage, [from, n_evidence); thin where it is a list. */
static void sum_passage(ecoi_places *places, size_t from)
{
    uint32_t regions = 0;
    for (size_t i = from; i < places->n_evidence; i++)
        regions |= 1u << places->evidence[i].region;
    unsigned n = count_bits(regions);
    float factor = n >= LIST_REGIONS ? LIST_PART / (float)n : 1;
    for (size_t i = from; i < places->n_evidence; i++) {
        ecoi_place_evidence *e = &places->evidence[i];
        e->weight *= factor;
        places->weights[e->region] += e->weight;
    }
}

static bool weigh_all(ecoi_places *places)
{
    bool ok = true;
    for (size_t i = 0; i < places->n_names && ok;) {
        size_t passage = places->names[i].passage, from = places->n_evidence;
        for (; i < places->n_names && places->names[i].passage == passage && ok; i++)
            ok = weigh_name(places, &places->names[i]);
        sum_passage(places, from);
    }
    for (size_t i = 0; i < places->n_names; i++)
        places->counts[places->names[i].match.node - ecoi_gaz_nodes] = 0;
    return ok;
}

static float focus_weight(size_t text_len)
{
    float kb = text_len > 1000 ? (float)(text_len - 1000) / 1000 : 0;
    float weight = FOCUS_WEIGHT + FOCUS_PER_KB * kb;
    return weight < FOCUS_WEIGHT_MOST ? weight : FOCUS_WEIGHT_MOST;
}

static bool goes_before(const eco_region_share *a, const eco_region_share *b)
{
    if (a->focus != b->focus)
        return a->focus;
    if (a->share != b->share)
        return a->share > b->share;
    return a->region < b->region;
}

static void insert_share(eco_region_share *list, size_t n, eco_region_share share)
{
    for (; n > 0 && goes_before(&share, &list[n - 1]); n--)
        list[n] = list[n - 1];
    list[n] = share;
}

/* A long page is about what it begins with and comes back to. */
static bool runs_through(const ecoi_places *places, size_t r)
{
    if (places->text_len < LONG_BYTES)
        return true;
    size_t n_blocks = (places->text_len + BLOCK_BYTES - 1) / BLOCK_BYTES;
    return places->at_top >> r & 1 && (float)places->present[r].n_blocks >= PRESENCE * (float)n_blocks;
}

/* The regions that have been named often, high or clearly enough. */
static uint32_t named_enough(const ecoi_places *places)
{
    bool notice = places->text_len <= SHORT_BYTES && !places->marked;
    return notice ? places->announced : places->marked;
}

static size_t share_out(const ecoi_places *places, eco_region_share out[ECO_N_REGIONS])
{
    uint32_t may_focus = named_enough(places);
    float total = places->abroad * FACTOR_ABROAD, enough = focus_weight(places->text_len);
    size_t n = 0;
    for (size_t r = 0; r < ECO_N_REGIONS; r++)
        if (places->mentioned >> r & 1)
            total += places->weights[r] > MENTION_WEIGHT ? places->weights[r] : MENTION_WEIGHT;
    for (size_t r = 0; r < ECO_N_REGIONS; r++) {
        if (!(places->mentioned >> r & 1))
            continue;
        float weight = places->weights[r] > MENTION_WEIGHT ? places->weights[r] : MENTION_WEIGHT;
        eco_region_share share = {.region = (uint8_t)r, .share = weight / total};
        bool may = may_focus >> r & 1 && runs_through(places, r);
        share.focus = may && weight >= enough && share.share >= FOCUS_SHARE;
        insert_share(out, n++, share);
    }
    return n;
}

eco_status ecoi_places_find(ecoi_places *places, const eco_document *document,
                            eco_region_share out[ECO_N_REGIONS], size_t *out_n, eco_error *error)
{
    start_document(places, document);
    if (!gather(places) || !weigh_all(places))
        return ecoi_error_no_memory(error);
    weigh_source(places);
    *out_n = share_out(places, out);
    return ECO_OK;
}
