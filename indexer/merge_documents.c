/* SPDX-License-Identifier: MIT */
/* The first half of a merge (merge.h): stored documents and columns, one segment after another. */
#include "base/error.h"
#include "indexer/merge.h"

/* Text bytes are stored for a segment as a whole. Where the passages are stored they give each document's;
 * where they are not, every document is taken to be average, the first one with the remainder. */
static uint64_t text_bytes_of(const ecoi_merger *merger, const ecoi_merge_source *source,
                              const eco_document *document, uint32_t doc)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < document->n_passages; ++i)
        bytes += document->passages[i].text.len;
    if (merger->options->store_text)
        return bytes;
    uint64_t total = ecoi_segment_get_numbers(source->segment)->text_bytes;
    return total / source->n_docs + (doc == 0 ? total % source->n_docs : 0);
}

/* A segment without stored text keeps the titles, which come first, and the layout of all: the passages that
 * are missing are put back without their text. */
static eco_status complete_passages(ecoi_merger *merger, const ecoi_merge_source *source, uint32_t doc,
                                    ecoi_new_document *copy, size_t n_layout, eco_error *error)
{
    const eco_document *stored = copy->document;
    if (stored->n_passages == n_layout)
        return ECO_OK;
    if (stored->n_passages > n_layout || merger->options->store_text)
        return ecoi_error_set(error, ECO_E_CORRUPT, "%s: document %u has %zu passages and a layout of %zu",
                              source->input->path, doc, stored->n_passages, n_layout);
    eco_passage *passages = ecoi_arena_calloc(&merger->arena, n_layout, sizeof *passages);
    eco_document *complete = ecoi_arena_alloc(&merger->arena, sizeof *complete);
    if (!passages || !complete)
        return ecoi_error_no_memory(error);
    for (size_t i = 0; i < n_layout; ++i)
        passages[i] =
            i < stored->n_passages ? stored->passages[i] : (eco_passage){copy->passages[i].zone, {NULL, 0}};
    *complete = *stored;
    complete->passages = passages;
    complete->n_passages = n_layout;
    copy->document = complete;
    return ECO_OK;
}

static eco_status copy_document(ecoi_merger *merger, const ecoi_merge_source *source,
                                const ecoi_columns *columns, uint32_t doc, eco_error *error)
{
    ecoi_new_document copy = {
        .length = ecoi_column_get(&columns->lengths, doc),
        .title_length = ecoi_column_get(&columns->title_lengths, doc),
    };
    size_t n_passages = 0;
    ecoi_arena_reset(&merger->arena);
    eco_status status = ecoi_segment_document_cached(source->segment, doc, &merger->documents, &merger->arena,
                                                     &copy.document, error);
    if (status == ECO_OK)
        status =
            ecoi_segment_layout(source->segment, doc, &merger->arena, &copy.passages, &n_passages, error);
    if (status != ECO_OK)
        return status;
    status = complete_passages(merger, source, doc, &copy, n_passages, error);
    if (status != ECO_OK)
        return status;
    copy.text_bytes = text_bytes_of(merger, source, copy.document, doc);
    return ecoi_segment_writer_add(merger->writer, &copy, error);
}

/* Everything but the postings is read in this half; a document's part of it is taken to be average. */
static uint64_t bytes_a_document(const ecoi_merge_source *source)
{
    uint64_t postings = ecoi_segment_section_bytes(source->segment, ECOI_SECTION_POSTINGS);
    return (ecoi_segment_bytes(source->segment) - postings) / (source->n_docs ? source->n_docs : 1);
}

static eco_status copy_documents(ecoi_merger *merger, ecoi_merge_source *source, eco_error *error)
{
    const ecoi_columns *columns;
    uint64_t bytes = bytes_a_document(source);
    eco_status status = ecoi_segment_columns(source->segment, &columns, error);
    for (uint32_t doc = 0; status == ECO_OK && doc < source->n_docs; ++doc) {
        if (ecoi_merge_number(source, doc) != ECOI_NO_DOC)
            status = copy_document(merger, source, columns, doc, error);
        if (status == ECO_OK)
            status = ecoi_merge_count(merger, bytes, error);
        if (status == ECO_OK && merger->read > merger->options->map_bytes) {
            merger->read = 0;
            status = ecoi_merge_reopen(merger, source, error);
            if (status == ECO_OK)
                status = ecoi_segment_columns(source->segment, &columns, error);
        }
    }
    return status;
}

eco_status ecoi_merge_documents(ecoi_merger *merger, eco_error *error)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < merger->n; ++i) {
        status = copy_documents(merger, &merger->sources[i], error);
        ecoi_document_cache_dispose(&merger->documents);
        if (status == ECO_OK)
            status = ecoi_merge_reopen(merger, &merger->sources[i], error);
    }
    return status;
}
