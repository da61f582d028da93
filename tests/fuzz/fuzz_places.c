/* SPDX-License-Identifier: MIT */
/* Any bytes as a page, a passage a line whose first byte gives its zone, and as a name to look up: evidence
 * that lies in the text, weights that are products of their factors, shares that sum to one at most. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <ecosearch/focus.h>

#define REQUIRE(condition)                                                                                   \
    do {                                                                                                     \
        if (!(condition))                                                                                    \
            abort();                                                                                         \
    } while (0)

enum { MOST_PASSAGES = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t part_into_passages(const char *text, size_t size, eco_passage *out)
{
    size_t n = 0;
    for (size_t at = 0; at < size && n < MOST_PASSAGES;) {
        const char *end = memchr(text + at, '\n', size - at);
        size_t len = end && n + 1 < MOST_PASSAGES ? (size_t)(end - text) - at : size - at;
        unsigned zone = (unsigned char)text[at] % (2 * ECO_N_ZONES);
        out[n++] = (eco_passage){zone < ECO_N_ZONES ? (eco_zone)zone : ECO_ZONE_BODY, {text + at, len}};
        at += len + 1;
    }
    return n;
}

static void check_name(const eco_document *document, const eco_place_name *name)
{
    REQUIRE(name->passage <= document->n_passages && name->length > 0 && name->region <= ECO_N_REGIONS);
    eco_text text =
        name->passage == document->n_passages ? document->source : document->passages[name->passage].text;
    REQUIRE(name->offset < text.len && name->length <= text.len - name->offset);
    REQUIRE(eco_place_why_text(name->why)[0] && eco_place_why_slug(name->why)[0]);
    float product =
        name->kind_weight * name->evidence * name->zone * name->position * name->repetition * name->list;
    REQUIRE(name->weight >= 0 && fabsf(product - name->weight) <= 1e-4f * (1 + product));
    bool set_aside = name->why >= ECO_PLACE_TRAP;
    REQUIRE(!set_aside || (name->weight == 0 && name->region == ECO_N_REGIONS && !name->abroad));
    REQUIRE(set_aside || name->abroad == (name->region == ECO_N_REGIONS));
}

static void check_regions(const eco_focus *focus)
{
    float sum = 0;
    for (size_t i = 0; i < focus->n_regions; i++) {
        const eco_focus_region *r = &focus->regions[i];
        REQUIRE(r->share.region < ECO_N_REGIONS && r->share.share > 0 && r->weight > 0);
        REQUIRE(r->share.focus == (r->why == ECO_FOCUS_YES) && eco_focus_why_text(r->why)[0]);
        REQUIRE(i == 0 || focus->regions[i - 1].share.focus || !r->share.focus);
        sum += r->share.share;
    }
    REQUIRE(sum < 1.001f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    eco_passage passages[MOST_PASSAGES];
    eco_document document = {.passages = passages, .n_passages = part_into_passages(text, size, passages)};
    document.source = document.n_passages ? passages[0].text : (eco_text){0};
    eco_focus *focus;
    size_t region;
    REQUIRE(eco_focus_explain(&document, &focus, NULL) == ECO_OK);
    for (size_t i = 0; i < focus->n_names; i++)
        check_name(&document, &focus->names[i]);
    check_regions(focus);
    eco_focus_free(focus);
    if (eco_region_find(text, size, &region, NULL) == ECO_OK)
        REQUIRE(region < ECO_N_REGIONS);
    return 0;
}
