/* SPDX-License-Identifier: MIT */
/* The stored form of each document, and whether it is what layout and columns say. */
#include <inttypes.h>

#include "base/date.h"
#include "base/text.h"
#include "indexer/check_parts.h"

/* Whether all passages of the layout are stored, or only the titles (an index that keeps no text). */
static bool keeps_its_passages(const eco_document *stored, size_t n_layout)
{
    if (stored->n_passages >= n_layout)
        return stored->n_passages == n_layout;
    for (size_t i = 0; i < stored->n_passages; ++i)
        if (stored->passages[i].zone != ECO_ZONE_TITLE)
            return false;
    return true;
}

static void compare_regions(ecoi_checker *checker, const char *place, const eco_document *stored,
                            const ecoi_columns *columns, uint32_t doc)
{
    uint32_t focus = 0, mention = 0;
    for (size_t i = 0; i < stored->n_regions; ++i) {
        uint32_t bit = stored->regions[i].region < 32 ? (uint32_t)1 << stored->regions[i].region : 0;
        mention |= bit;
        focus |= stored->regions[i].focus ? bit : 0;
    }
    if (ecoi_column_get(&columns->focus, doc) != focus || ecoi_column_get(&columns->mention, doc) != mention)
        ecoi_check_report(checker, place, "its stored regions are not those in the columns of regions");
}

static eco_status check_document(ecoi_checker *checker, const ecoi_columns *columns, uint32_t doc)
{
    const eco_document *stored;
    const ecoi_layout_passage *layout;
    size_t n_layout;
    eco_error error;
    bool ok;
    char place[ECOI_CHECK_PLACE];
    ecoi_check_document_place(doc, place);
    ecoi_arena_reset(&checker->arena);
    eco_status status = ecoi_segment_document_cached(checker->segment, doc, &checker->cache, &checker->arena,
                                                     &stored, &error);
    if (status == ECO_OK)
        status = ecoi_segment_layout(checker->segment, doc, &checker->arena, &layout, &n_layout, &error);
    status = ecoi_check_call(checker, place, status, &error, &ok);
    if (status != ECO_OK || !ok)
        return status;
    if (!keeps_its_passages(stored, n_layout))
        ecoi_check_report(checker, place, "it has %zu passages and a layout of %zu", stored->n_passages,
                          n_layout);
    compare_regions(checker, place, stored, columns, doc);
    return ECO_OK;
}

static eco_status check_part(ecoi_check_part *part)
{
    eco_status status = ECO_OK;
    for (uint32_t doc = part->first;
         status == ECO_OK && doc < part->end && !ecoi_check_is_enough(&part->checker); ++doc)
        status = check_document(&part->checker, part->job, doc);
    return status;
}

eco_status ecoi_check_stored(ecoi_checker *checker)
{
    const ecoi_columns *columns;
    eco_error error;
    bool ok;
    eco_status status = ecoi_segment_columns(checker->segment, &columns, &error);
    status = ecoi_check_call(checker, "columns", status, &error, &ok);
    if (status != ECO_OK || !ok)
        return status;
    return ecoi_check_in_parts(checker, ecoi_segment_n_docs(checker->segment), check_part, columns, NULL);
}
