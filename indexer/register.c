/* SPDX-License-Identifier: MIT */
#include "indexer/register.h"

#include "base/date.h"

/* Of the layout it has what its lengths ask for. */
eco_status ecoi_register_add(ecoi_segment_writer *writer, const ecoi_record *record, eco_error *error)
{
    const eco_passage passages[] = {{ECO_ZONE_TITLE, {"", 0}}, {ECO_ZONE_BODY, {"", 0}}};
    const ecoi_layout_passage layout[] = {{ECO_ZONE_TITLE, record->title_length},
                                          {ECO_ZONE_BODY, record->length}};
    const eco_document document = {.key = record->key,
                                   .source = record->source,
                                   .date = ecoi_date_unpack(record->date),
                                   .passages = passages,
                                   .n_passages = sizeof passages / sizeof *passages,
                                   .has_regions = true};
    const ecoi_new_document entry = {.document = &document,
                                     .passages = layout,
                                     .length = record->length,
                                     .title_length = record->title_length};
    return ecoi_segment_writer_add(writer, &entry, error);
}

eco_status ecoi_register_get(const ecoi_segment *segment, uint32_t doc, ecoi_entry *out, eco_error *error)
{
    const ecoi_columns *columns;
    eco_status status = ecoi_segment_columns(segment, &columns, error);
    if (!status)
        status = ecoi_segment_key(segment, doc, &out->key, error);
    if (status)
        return status;
    out->length = ecoi_column_get(&columns->lengths, doc);
    out->title_length = ecoi_column_get(&columns->title_lengths, doc);
    return ECO_OK;
}
