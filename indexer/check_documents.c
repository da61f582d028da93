/* SPDX-License-Identifier: MIT */
/* What is known of each document without its stored form: key, columns, layout. */
#include <inttypes.h>
#include <stdio.h>

#include "indexer/check_parts.h"

enum { SUM_LENGTHS, SUM_TITLE_LENGTHS };

static void report(ecoi_checker *checker, uint32_t doc, const char *what)
{
    char place[ECOI_CHECK_PLACE];
    ecoi_check_report(checker, ecoi_check_document_place(doc, place), "%s", what);
}

static eco_status call(ecoi_checker *checker, uint32_t doc, eco_status status, const eco_error *error,
                       bool *ok)
{
    char place[ECOI_CHECK_PLACE];
    *ok = true;
    return status == ECO_OK
               ? status
               : ecoi_check_call(checker, ecoi_check_document_place(doc, place), status, error, ok);
}

static eco_status check_key(ecoi_checker *checker, uint32_t doc)
{
    eco_error error;
    uint32_t found = ECOI_NO_DOC;
    bool ok;
    eco_status status = ecoi_segment_find_doc_key(checker->segment, doc, &found, &error);
    status = call(checker, doc, status, &error, &ok);
    if (ok && found == ECOI_NO_DOC)
        report(checker, doc, "its key is not found in the table of keys");
    else if (ok && found != doc) {
        char place[ECOI_CHECK_PLACE];
        ecoi_check_report(checker, ecoi_check_document_place(doc, place),
                          "the table of keys gives document %" PRIu32 " for its key", found);
    }
    return status;
}

/* Positions as segment.h has them: passages one after another with one position free between. */
static void add_layout(ecoi_checker *checker, uint32_t doc, const ecoi_layout_passage *layout, size_t n,
                       const ecoi_columns *columns)
{
    uint64_t end = 0, title = 0;
    bool titles_over = false;
    for (size_t i = 0; i < n; ++i) {
        bool is_title = layout[i].zone == ECO_ZONE_TITLE;
        if (is_title && titles_over)
            report(checker, doc, "its layout has a title after the text");
        titles_over |= !is_title;
        end += layout[i].n_positions + (uint64_t)(layout[i].n_positions != 0);
        if (is_title && layout[i].n_positions)
            title = end - 1;
    }
    if (end > UINT32_MAX)
        report(checker, doc, "its layout has more positions than there can be");
    else
        checker->ends[doc] = (uint32_t)end;
    if (ecoi_column_get(&columns->title_lengths, doc) > title)
        report(checker, doc, "its title is longer than its layout has room for");
    if (ecoi_column_get(&columns->lengths, doc) > end - title)
        report(checker, doc, "its text is longer than its layout has room for");
}

static eco_status check_layout(ecoi_checker *checker, uint32_t doc, const ecoi_columns *columns)
{
    const ecoi_layout_passage *layout;
    size_t n;
    eco_error error;
    bool ok;
    ecoi_arena_reset(&checker->arena);
    eco_status status = ecoi_segment_layout(checker->segment, doc, &checker->arena, &layout, &n, &error);
    status = call(checker, doc, status, &error, &ok);
    if (status == ECO_OK && ok)
        add_layout(checker, doc, layout, n, columns);
    return status;
}

static void check_columns(ecoi_checker *checker, uint32_t doc, const ecoi_columns *columns)
{
    uint32_t source = ecoi_column_get(&columns->sources, doc), n = ecoi_segment_n_sources(checker->segment);
    if (source > n) {
        char place[ECOI_CHECK_PLACE];
        ecoi_check_report(checker, ecoi_check_document_place(doc, place),
                          "it has source %" PRIu32 " of %" PRIu32, source, n);
    }
    if (ecoi_column_get(&columns->focus, doc) & ~ecoi_column_get(&columns->mention, doc))
        report(checker, doc, "it is about a region that it does not name");
}

static eco_status check_part(ecoi_check_part *part)
{
    ecoi_checker *checker = &part->checker;
    const ecoi_columns *columns = part->job;
    eco_status status = ECO_OK;
    for (uint32_t doc = part->first; status == ECO_OK && doc < part->end && !ecoi_check_is_enough(checker);
         ++doc) {
        status = check_key(checker, doc);
        if (status == ECO_OK)
            status = check_layout(checker, doc, columns);
        check_columns(checker, doc, columns);
        part->sums[SUM_LENGTHS] += ecoi_column_get(&columns->lengths, doc);
        part->sums[SUM_TITLE_LENGTHS] += ecoi_column_get(&columns->title_lengths, doc);
    }
    return status;
}

eco_status ecoi_check_documents(ecoi_checker *checker)
{
    const ecoi_segment_numbers *numbers = ecoi_segment_get_numbers(checker->segment);
    const ecoi_columns *columns;
    uint64_t sums[ECOI_CHECK_SUMS];
    uint32_t n_stored = 0;
    eco_error error;
    bool ok;
    eco_status status = ecoi_segment_count_stored(checker->segment, &n_stored, &error);
    status = ecoi_check_call(checker, "documents", status, &error, &ok);
    if (status == ECO_OK && ok)
        ecoi_check_equal(checker, "documents", "documents", n_stored, numbers->n_docs);
    if (status == ECO_OK)
        status = ecoi_segment_columns(checker->segment, &columns, &error);
    status = ecoi_check_call(checker, "columns", status, &error, &ok);
    if (status != ECO_OK || !ok)
        return status;
    status = ecoi_check_in_parts(checker, ecoi_segment_n_docs(checker->segment), check_part, columns, sums);
    if (status != ECO_OK || ecoi_check_is_enough(checker))
        return status;
    ecoi_check_equal(checker, "columns", "tokens outside titles", sums[SUM_LENGTHS], numbers->sum_lengths);
    ecoi_check_equal(checker, "columns", "tokens of titles", sums[SUM_TITLE_LENGTHS],
                     numbers->sum_title_lengths);
    return ECO_OK;
}
