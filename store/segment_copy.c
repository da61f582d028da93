/* SPDX-License-Identifier: MIT */
/* Documents from one segment to another. */
#include "base/error.h"
#include "store/segment_writer.h"

static eco_status copy_columns(ecoi_segment_writer *w, const ecoi_segment *from, const ecoi_columns *columns,
                               uint32_t doc, eco_error *error)
{
    uint32_t values[ECOI_N_COLUMNS] = {[ECOI_LENGTHS] = ecoi_column_get(&columns->lengths, doc),
                                       [ECOI_TITLE_LENGTHS] = ecoi_column_get(&columns->title_lengths, doc),
                                       [ECOI_DATES] = ecoi_column_get(&columns->dates, doc),
                                       [ECOI_FOCUS] = ecoi_column_get(&columns->focus, doc),
                                       [ECOI_MENTION] = ecoi_column_get(&columns->mention, doc)};
    eco_text source = ecoi_segment_source(from, ecoi_column_get(&columns->sources, doc)), key, layout;
    ecoi_sketch sketch;
    eco_status status = ecoi_segment_key(from, doc, &key, error);
    if (!status)
        status = ecoi_segment_sketch(from, doc, &sketch, error);
    if (!status && !ecoi_blob_get(&from->layout, doc, &layout))
        status = ecoi_segment_damaged(from, "the layout of a document", error);
    if (!status && (!ecoi_writer_source(w, source, &values[ECOI_SOURCES]) ||
                    !ecoi_writer_add_columns(w, key, layout.ptr, layout.len, values, &sketch)))
        status = ecoi_error_no_memory(error);
    return status;
}

/* Text bytes are stored for a segment as a whole. Where the passages are stored they give each document's;
 * where they are not, every document is taken to be average, the first one with the remainder. */
static eco_status subtract_text(ecoi_segment_writer *w, const ecoi_segment *from, uint32_t doc,
                                ecoi_arena *arena, eco_error *error)
{
    uint64_t total = from->tail.numbers.text_bytes, n_docs = from->tail.numbers.n_docs;
    uint64_t bytes = total / n_docs + (doc == 0 ? total % n_docs : 0);
    if (w->store_text) {
        const eco_document *document;
        ecoi_arena_reset(arena);
        eco_status status = ecoi_segment_document(from, doc, arena, &document, error);
        if (status)
            return status;
        bytes = 0;
        for (size_t i = 0; i < document->n_passages; i++)
            bytes += document->passages[i].text.len;
    }
    w->tail.numbers.text_bytes -= bytes;
    return ECO_OK;
}

eco_status ecoi_segment_find_block(const ecoi_segment *from, uint32_t doc, ecoi_document_block *out,
                                   eco_error *error)
{
    const uint8_t *index;
    size_t index_len;
    eco_status status = ecoi_segment_section(from, ECOI_SECTION_DOC_BLOCKS, &index, &index_len, error);
    if (status)
        return status;
    uint64_t section_len = from->tail.sections[ECOI_SECTION_DOCUMENTS].len;
    if (!ecoi_documents_find_block(index, index_len, doc, out) || out->first != doc ||
        out->end > from->tail.numbers.n_docs || out->offset > section_len ||
        out->len > section_len - out->offset)
        return ecoi_segment_damaged(from, "the index of stored documents", error);
    return ECO_OK;
}

eco_status ecoi_writer_copy_columns(ecoi_segment_writer *w, const ecoi_segment *from, uint32_t doc,
                                    eco_error *error)
{
    const uint8_t *layouts;
    size_t layouts_len;
    const ecoi_columns *columns;
    eco_status status = ecoi_segment_columns(from, &columns, error);
    if (!status)
        status = ecoi_segment_section(from, ECOI_SECTION_LAYOUT, &layouts, &layouts_len, error);
    if (!status)
        status = copy_columns(w, from, columns, doc, error);
    return status;
}

eco_status ecoi_segment_writer_copy(ecoi_segment_writer *w, const ecoi_segment *from, uint32_t *doc,
                                    const uint64_t *dropped, ecoi_arena *arena, eco_error *error)
{
    const uint8_t *layouts;
    size_t layouts_len;
    const ecoi_columns *columns;
    ecoi_document_block block;
    eco_status status = ecoi_segment_columns(from, &columns, error);
    if (!status)
        status = ecoi_segment_section(from, ECOI_SECTION_LAYOUT, &layouts, &layouts_len, error);
    if (!status)
        status = ecoi_segment_find_block(from, *doc, &block, error);
    if (!status)
        status = ecoi_writer_check_room(w, block.end - block.first, error);
    if (!status && *doc == 0)
        w->tail.numbers.text_bytes += from->tail.numbers.text_bytes;
    for (; !status && *doc < block.end; ++*doc) {
        status = ecoi_bit(dropped, *doc) ? subtract_text(w, from, *doc, arena, error)
                                         : copy_columns(w, from, columns, *doc, error);
    }
    if (!status)
        status = ecoi_documents_copy(&w->documents, &from->pages,
                                     from->tail.sections[ECOI_SECTION_DOCUMENTS].offset, &block, dropped,
                                     arena, &w->file, error);
    return status;
}
