/* SPDX-License-Identifier: MIT */
/*
 * What a document is about: two passes over the names found in it. The first gathers names and lets the
 * certain ones support the doubtful; the second weighs each. Then the rule, in tally.c.
 */
#include "places/places.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "places/rules.h"
#include "places/tally.h"
#include "places/weigh.h"

/* A page that names more places than this is a directory; what follows would change nothing. */
enum { MOST_NAMES = 1 << 16 };

typedef struct occurrence {
    place_match match;
    size_t passage;
    size_t at; /* bytes of text that weighs before it */
    float zone, position;
} occurrence;

struct ecoi_places {
    place_scan scan;
    occurrence *names;
    size_t n_names, cap_names;
    eco_place_name *evidence;
    size_t n_evidence, cap_evidence;
    bool keep_set_aside; /* for an explanation */
    uint16_t *counts;    /* by node: how often it was met in this document */
    place_support support;
    region_tally tally;
    /* of the passage at hand */
    const eco_document *document;
    size_t passage, body_len;
    size_t run_end;       /* of the last name in the passage being weighed */
    uint32_t run_regions; /* what the names that follow each other at once there name */
    uint32_t homes;       /* a bit for each region that the name of the source names */
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

void ecoi_places_keep_set_aside(ecoi_places *places)
{
    places->keep_set_aside = true;
}

const eco_place_name *ecoi_places_evidence(const ecoi_places *places, size_t *out_n)
{
    *out_n = places->n_evidence;
    return places->evidence;
}

const region_tally *ecoi_places_tally(const ecoi_places *places)
{
    return &places->tally;
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
        .match = *match, .passage = places->passage, .at = places->tally.text_len + match->start};
    o->zone = weight_of_zone(zone);
    o->position = weight_of_position(places, zone, match);
    place_verdict v = ecoi_places_weigh(match, NULL);
    if (o->zone > 0 && v.weight > 0)
        add_support(&places->support, &v);
    return true;
}

static void start_document(ecoi_places *places, const eco_document *document)
{
    memset(&places->support, 0, sizeof places->support);
    places->tally = (region_tally){0};
    places->n_names = places->n_evidence = 0;
    places->body_len = 0;
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
            places->tally.text_len += passage->text.len;
    }
    return !places->no_memory;
}

static bool add_evidence(ecoi_places *places, const eco_place_name *name)
{
    if (!ecoi_grow(&places->evidence, &places->cap_evidence, places->n_evidence + 1,
                   sizeof *places->evidence))
        return false;
    places->evidence[places->n_evidence++] = *name;
    return true;
}

static void note(ecoi_places *places, const occurrence *o, const place_verdict *v, size_t region)
{
    eco_zone zone = places->document->passages[o->passage].zone;
    bool in_head = zone == ECO_ZONE_TITLE || zone == ECO_ZONE_LEAD;
    places->tally.mentioned |= (uint32_t)1 << region;
    if (o->zone > 0 && !v->passing)
        ecoi_tally_note(&places->tally, region,
                        &(naming){.at = o->at,
                                  .in_head = in_head,
                                  .outright = v->outright,
                                  .in_run = places->run_regions >> region & 1,
                                  .adjective = v->kind == GAZ_DEMONYM});
    places->run_regions |= (uint32_t)1 << region;
}

static const char *name_of_kind(gaz_kind kind)
{
    static const char *const names[] = {[GAZ_REGION] = "region",
                                        [GAZ_FORMER] = "former region",
                                        [GAZ_DEPARTMENT] = "department",
                                        [GAZ_CITY] = "city",
                                        [GAZ_TOWN] = "town",
                                        [GAZ_VILLAGE] = "village",
                                        [GAZ_AREA] = "area",
                                        [GAZ_LABEL] = "label",
                                        [GAZ_ORG] = "institution",
                                        [GAZ_PRESS] = "press",
                                        [GAZ_DEMONYM] = "adjective",
                                        [GAZ_COUNCIL] = "region",
                                        [GAZ_ABROAD] = "abroad"};
    return kind <= GAZ_ABROAD && names[kind] ? names[kind] : "";
}

/* 1 / sqrt(n) for the n-th time that the name is believed and weighs. */
static float repetition(ecoi_places *places, const occurrence *o)
{
    uint16_t *count = &places->counts[o->match.node - ecoi_gaz_nodes];
    if (o->zone > 0 && *count < UINT16_MAX)
        ++*count;
    return 1 / sqrtf((float)(*count ? *count : 1));
}

/* "dans le Bas-Rhin, le Haut-Rhin ou la Moselle": names that follow each other at once say one thing. */
static void follow_run(ecoi_places *places, const place_match *match)
{
    if (match->start > places->run_end + RUN_BYTES)
        places->run_regions = 0;
    places->run_end = match->start + match->len;
}

/* Second pass, for one name. */
static bool weigh_name(ecoi_places *places, const occurrence *o)
{
    place_verdict v = ecoi_places_weigh(&o->match, &places->support);
    eco_place_name name = {.passage = o->passage,
                           .offset = o->match.start,
                           .length = o->match.len,
                           .region = ECO_N_REGIONS,
                           .kind = "",
                           .why = v.why};
    if (v.weight <= 0)
        return !places->keep_set_aside || add_evidence(places, &name);
    name.kind = name_of_kind(v.kind);
    name.kind_weight = ecoi_places_weight_of_kind(v.kind);
    name.evidence = v.weight / name.kind_weight;
    name.zone = o->zone;
    name.position = o->position;
    name.repetition = repetition(places, o);
    name.list = 1;
    name.weight = v.weight * o->zone * o->position * name.repetition;
    name.abroad = v.abroad;
    if (v.abroad) {
        places->tally.abroad += name.weight;
        return !places->keep_set_aside || add_evidence(places, &name);
    }
    follow_run(places, &o->match);
    for (unsigned i = 0; i < v.n_regions; i++) {
        name.region = v.regions[i];
        note(places, o, &v, name.region);
        if (!add_evidence(places, &name))
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
    ecoi_places *places = user;
    const gaz_sense *sense = ecoi_gaz_senses_of(match->node);
    bool plain = match->node->n_senses == 1 && sense->guard < 2 && sense->region != GAZ_NONE;
    if (!plain || sense->kind >= GAZ_COUNCIL || places->tally.weights[sense->region] <= 0)
        return true;
    if (places->homes >> sense->region & 1)
        return true;
    places->homes |= (uint32_t)1 << sense->region;
    eco_place_name name = {.passage = places->document->n_passages,
                           .offset = match->start,
                           .length = match->len,
                           .region = sense->region,
                           .kind = name_of_kind((gaz_kind)sense->kind),
                           .why = ECO_PLACE_SOURCE,
                           .kind_weight = WEIGHT_SOURCE,
                           .evidence = 1,
                           .zone = 1,
                           .position = 1,
                           .repetition = 1,
                           .list = 1,
                           .weight = WEIGHT_SOURCE};
    places->no_memory = !add_evidence(places, &name);
    places->tally.weights[sense->region] += WEIGHT_SOURCE;
    return !places->no_memory;
}

static bool weigh_source(ecoi_places *places)
{
    eco_text source = places->document->source;
    places->homes = 0;
    ecoi_places_match(&places->scan, source.ptr, source.len, take_source, places);
    return !places->no_memory;
}

/* Sums the evidence of one passage, [from, n_evidence); thin where it is a list. */
static void sum_passage(ecoi_places *places, size_t from)
{
    uint32_t regions = 0;
    for (size_t i = from; i < places->n_evidence; i++)
        if (places->evidence[i].region < ECO_N_REGIONS && places->evidence[i].why != ECO_PLACE_AREA)
            regions |= (uint32_t)1 << places->evidence[i].region;
    unsigned n = count_bits(regions);
    float factor = n >= LIST_REGIONS ? LIST_PART / (float)n : 1;
    for (size_t i = from; i < places->n_evidence; i++) {
        eco_place_name *name = &places->evidence[i];
        if (name->region == ECO_N_REGIONS)
            continue;
        name->list = factor;
        name->weight *= factor;
        places->tally.weights[name->region] += name->weight;
    }
}

static bool weigh_all(ecoi_places *places)
{
    bool ok = true;
    for (size_t i = 0; i < places->n_names && ok;) {
        size_t passage = places->names[i].passage, from = places->n_evidence;
        places->run_end = 0;
        places->run_regions = 0;
        for (; i < places->n_names && places->names[i].passage == passage && ok; i++)
            ok = weigh_name(places, &places->names[i]);
        sum_passage(places, from);
    }
    for (size_t i = 0; i < places->n_names; i++)
        places->counts[places->names[i].match.node - ecoi_gaz_nodes] = 0;
    return ok;
}

eco_status ecoi_places_find(ecoi_places *places, const eco_document *document,
                            eco_region_share out[ECO_N_REGIONS], size_t *out_n, eco_error *error)
{
    start_document(places, document);
    if (!gather(places) || !weigh_all(places) || !weigh_source(places))
        return ecoi_error_no_memory(error);
    *out_n = ecoi_tally_share_out(&places->tally, out);
    return ECO_OK;
}
