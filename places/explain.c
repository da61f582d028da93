/* SPDX-License-Identifier: MIT */
/* The public explanation of what a document is about. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "places/places.h"

#define CASE_SLUG(name, number, slug, meaning)                                                               \
    case name:                                                                                               \
        return slug;
#define CASE_MEANING(name, number, slug, meaning)                                                            \
    case name:                                                                                               \
        return meaning;

const char *eco_place_why_slug(eco_place_why why)
{
    switch (why) {
        ECO_PLACE_WHY_LIST(CASE_SLUG)
    }
    return "";
}

const char *eco_place_why_text(eco_place_why why)
{
    switch (why) {
        ECO_PLACE_WHY_LIST(CASE_MEANING)
    }
    return "";
}

const char *eco_focus_why_slug(eco_focus_why why)
{
    switch (why) {
        ECO_FOCUS_WHY_LIST(CASE_SLUG)
    }
    return "";
}

const char *eco_focus_why_text(eco_focus_why why)
{
    switch (why) {
        ECO_FOCUS_WHY_LIST(CASE_MEANING)
    }
    return "";
}

/* An explanation in one piece of memory: itself, its regions, its names. */
typedef struct explanation {
    eco_focus focus;
    eco_focus_region regions[ECO_N_REGIONS];
    eco_place_name names[];
} explanation;

static eco_status copy_out(const ecoi_places *places, const eco_region_share *shares, size_t n_shares,
                           eco_focus **out, eco_error *error)
{
    size_t n_names;
    const eco_place_name *names = ecoi_places_evidence(places, &n_names);
    const region_tally *tally = ecoi_places_tally(places);
    explanation *e = malloc(sizeof *e + n_names * sizeof *names);
    if (!e)
        return ecoi_error_no_memory(error);
    if (n_names > 0)
        memcpy(e->names, names, n_names * sizeof *names);
    for (size_t i = 0; i < n_shares; i++) {
        size_t region = shares[i].region;
        e->regions[i] =
            (eco_focus_region){shares[i], ecoi_tally_weight(tally, region), ecoi_tally_why(tally, region)};
    }
    e->focus = (eco_focus){.regions = e->regions,
                           .n_regions = n_shares,
                           .names = e->names,
                           .n_names = n_names,
                           .abroad = tally->abroad,
                           .least_weight = ecoi_tally_least_weight(tally->text_len),
                           .least_share = ecoi_tally_least_share(tally),
                           .text_bytes = tally->text_len};
    *out = &e->focus;
    return ECO_OK;
}

eco_status eco_focus_explain(const eco_document *document, eco_focus **out, eco_error *error)
{
    if (!document || !out)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "a document and a place for the answer are needed");
    ecoi_places *places = NULL;
    eco_region_share shares[ECO_N_REGIONS];
    size_t n_shares = 0;
    eco_status status = ecoi_places_new(&places, error);
    if (status)
        return status;
    ecoi_places_keep_set_aside(places);
    status = ecoi_places_find(places, document, shares, &n_shares, error);
    if (!status)
        status = copy_out(places, shares, n_shares, out, error);
    ecoi_places_free(places);
    return status;
}

void eco_focus_free(eco_focus *focus)
{
    free(focus); /* the first member of its explanation */
}
