/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "indexer/check.h"

/* One document in all the places that know of it. */
typedef struct document_view {
    uint32_t doc;
    char place[32];
    eco_text key;
    const eco_document *stored;
    const ecoi_layout_passage *layout;
    size_t n_layout;
} document_view;

static eco_status check_key(ecoi_checker *checker, document_view *view)
{
    eco_error error;
    uint32_t found = ECOI_NO_DOC;
    bool ok;
    eco_status status = ecoi_segment_key(checker->segment, view->doc, &view->key, &error);
    if (status == ECO_OK)
        status = ecoi_segment_find_key(checker->segment, view->key, &found, &error);
    status = ecoi_check_call(checker, view->place, status, &error, &ok);
    if (ok && found == ECOI_NO_DOC)
        ecoi_check_report(checker, view->place, "its key is not found in the table of keys");
    else if (ok && found != view->doc)
        ecoi_check_report(checker, view->place, "the table of keys gives document %u for its key", found);
    return status;
}

static eco_status read_document(ecoi_checker *checker, document_view *view, bool *ok)
{
    eco_error error;
    ecoi_arena_reset(&checker->arena);
    eco_status status = ecoi_segment_document_cached(checker->segment, view->doc, &checker->cache,
                                                     &checker->arena, &view->stored, &error);
    if (status == ECO_OK)
        status = ecoi_segment_layout(checker->segment, view->doc, &checker->arena, &view->layout,
                                     &view->n_layout, &error);
    return ecoi_check_call(checker, view->place, status, &error, ok);
}

/* Whether all passages of the layout are stored, or only the titles (an index that keeps no text). */
static bool keeps_its_passages(const document_view *view)
{
    const eco_document *stored = view->stored;
    if (stored->n_passages >= view->n_layout)
        return stored->n_passages == view->n_layout;
    for (size_t i = 0; i < stored->n_passages; ++i)
        if (stored->passages[i].zone != ECO_ZONE_TITLE)
            return false;
    return true;
}

/* Positions as segment.h has them: passages one after another with one position free between. */
static void check_layout(ecoi_checker *checker, const document_view *view, const ecoi_columns *columns)
{
    uint64_t end = 0, title = 0;
    bool titles_over = false;
    for (size_t i = 0; i < view->n_layout; ++i) {
        const ecoi_layout_passage *passage = &view->layout[i];
        bool is_title = passage->zone == ECO_ZONE_TITLE;
        if (is_title && titles_over)
            ecoi_check_report(checker, view->place, "passage %zu of its layout is a title after the text", i);
        titles_over |= !is_title;
        end += passage->n_positions + (uint64_t)(passage->n_positions != 0);
        if (is_title && passage->n_positions)
            title = end - 1;
    }
    if (end > UINT32_MAX)
        ecoi_check_report(checker, view->place, "its layout has more positions than there can be");
    else
        checker->ends[view->doc] = (uint32_t)end;
    if (ecoi_column_get(&columns->title_lengths, view->doc) > title)
        ecoi_check_report(checker, view->place, "its title is longer than its layout has room for");
    if (ecoi_column_get(&columns->lengths, view->doc) > end - title)
        ecoi_check_report(checker, view->place, "its text is longer than its layout has room for");
    if (!keeps_its_passages(view))
        ecoi_check_report(checker, view->place, "it has %zu passages and a layout of %zu",
                          view->stored->n_passages, view->n_layout);
}

static void check_columns(ecoi_checker *checker, const document_view *view, const ecoi_columns *columns)
{
    const eco_document *stored = view->stored;
    uint32_t source = ecoi_column_get(&columns->sources, view->doc), focus = 0, mention = 0;
    for (size_t i = 0; i < stored->n_regions; ++i) {
        uint32_t bit = stored->regions[i].region < 32 ? (uint32_t)1 << stored->regions[i].region : 0;
        mention |= bit;
        focus |= stored->regions[i].focus ? bit : 0;
    }
    if (!ecoi_text_equal(view->key, stored->key))
        ecoi_check_report(checker, view->place, "its stored key is not the one in the column of keys");
    if (ecoi_column_get(&columns->dates, view->doc) != ecoi_date_pack(stored->date))
        ecoi_check_report(checker, view->place, "its stored date is not the one in the column of dates");
    if (source > ecoi_segment_n_sources(checker->segment))
        ecoi_check_report(checker, view->place, "it has source %u of %u", source,
                          ecoi_segment_n_sources(checker->segment));
    else if (source && !ecoi_text_equal(ecoi_segment_source(checker->segment, source), stored->source))
        ecoi_check_report(checker, view->place, "its stored source is not the one in the column of sources");
    if (ecoi_column_get(&columns->focus, view->doc) != focus ||
        ecoi_column_get(&columns->mention, view->doc) != mention)
        ecoi_check_report(checker, view->place, "its stored regions are not those in the columns of regions");
}

static eco_status check_document(ecoi_checker *checker, const ecoi_columns *columns, uint32_t doc)
{
    document_view view = {.doc = doc};
    bool ok;
    snprintf(view.place, sizeof view.place, "document %u", doc);
    eco_status status = check_key(checker, &view);
    if (status == ECO_OK)
        status = read_document(checker, &view, &ok);
    if (status != ECO_OK || !ok)
        return status;
    check_layout(checker, &view, columns);
    check_columns(checker, &view, columns);
    return ECO_OK;
}

eco_status ecoi_check_documents(ecoi_checker *checker)
{
    const ecoi_segment_numbers *numbers = ecoi_segment_get_numbers(checker->segment);
    const ecoi_columns *columns;
    uint64_t sum_lengths = 0, sum_title_lengths = 0;
    uint32_t n = ecoi_segment_n_docs(checker->segment);
    eco_error error;
    bool ok;
    eco_status status = ecoi_segment_columns(checker->segment, &columns, &error);
    status = ecoi_check_call(checker, "columns", status, &error, &ok);
    if (status != ECO_OK || !ok)
        return status;
    for (uint32_t doc = 0; status == ECO_OK && doc < n && !ecoi_check_is_enough(checker); ++doc) {
        status = check_document(checker, columns, doc);
        sum_lengths += ecoi_column_get(&columns->lengths, doc);
        sum_title_lengths += ecoi_column_get(&columns->title_lengths, doc);
    }
    if (status != ECO_OK || ecoi_check_is_enough(checker))
        return status;
    ecoi_check_equal(checker, "columns", "documents", n, numbers->n_docs);
    ecoi_check_equal(checker, "columns", "tokens outside titles", sum_lengths, numbers->sum_lengths);
    ecoi_check_equal(checker, "columns", "tokens of titles", sum_title_lengths, numbers->sum_title_lengths);
    return ECO_OK;
}
