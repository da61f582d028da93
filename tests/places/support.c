/* SPDX-License-Identifier: MIT */
#include "tests/places/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static eco_passage passage_of(const char *line, size_t len)
{
    static const char letters[] = "TLxHKCBP"; /* in the order of eco_zone */
    const char *letter = len > 2 && line[1] == ':' ? strchr(letters, line[0]) : NULL;
    if (!letter)
        return (eco_passage){ECO_ZONE_BODY, {line, len}};
    return (eco_passage){(eco_zone)(letter - letters), {line + 2, len - 2}};
}

static void check(const eco_document *document, const ecoi_places *places, const eco_region_share *shares,
                  size_t n)
{
    float sum = 0;
    for (size_t i = 0; i < n; i++) {
        assert_true(shares[i].share > 0 && shares[i].share <= 1 && shares[i].region < ECO_N_REGIONS);
        sum += shares[i].share;
    }
    assert_true(sum < 1.0001f);
    size_t n_evidence;
    const eco_place_name *evidence = ecoi_places_evidence(places, &n_evidence);
    for (size_t i = 0; i < n_evidence; i++) {
        assert_true(evidence[i].passage < document->n_passages && evidence[i].weight >= 0);
        assert_true(evidence[i].offset + evidence[i].length <=
                    document->passages[evidence[i].passage].text.len);
    }
}

static const char *slugs(const char *page, bool focus_only)
{
    static char out[1024];
    eco_passage passages[64];
    eco_document document = {.passages = passages};
    for (const char *line = page; *line && document.n_passages < 64;) {
        size_t len = strcspn(line, "\n");
        passages[document.n_passages++] = passage_of(line, len);
        line += len + (line[len] == '\n');
    }
    ecoi_places *places;
    eco_region_share shares[ECO_N_REGIONS];
    size_t n;
    assert_int_equal(ecoi_places_new(&places, NULL), ECO_OK);
    assert_int_equal(ecoi_places_find(places, &document, shares, &n, NULL), ECO_OK);
    check(&document, places, shares, n);
    ecoi_places_free(places);
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        if (focus_only && !shares[i].focus)
            continue;
        strcat(out, out[0] ? "," : "");
        strcat(out, eco_region_at(shares[i].region)->slug);
    }
    return out[0] ? out : strcpy(out, "-");
}

const char *focus_of(const char *page)
{
    return slugs(page, true);
}

const char *regions_of(const char *page)
{
    return slugs(page, false);
}
