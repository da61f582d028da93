/* SPDX-License-Identifier: MIT */
/* The first half of a merge (merge.h): stored documents and columns, one segment after another. */
#include "indexer/merge.h"
#include "indexer/reorder.h"

/* Everything but the postings is read in this half; a document's part of it is taken to be average. */
static uint64_t bytes_a_document(const ecoi_merge_source *source)
{
    uint64_t postings = ecoi_segment_section_bytes(source->segment, ECOI_SECTION_POSTINGS);
    return (ecoi_segment_bytes(source->segment) - postings) / (source->n_docs ? source->n_docs : 1);
}

static eco_status copy_documents(ecoi_merger *merger, ecoi_merge_source *source, ecoi_arena *arena,
                                 eco_error *error)
{
    uint64_t a_document = bytes_a_document(source);
    const uint64_t *dropped = source->numbers ? source->input->dropped : NULL;
    eco_status status = ECO_OK;
    for (uint32_t doc = 0; status == ECO_OK && doc < source->n_docs;) {
        uint32_t first = doc;
        status = ecoi_segment_writer_copy(merger->writer, source->segment, &doc, dropped, arena, error);
        if (status == ECO_OK)
            status = ecoi_merge_count(merger, a_document * (doc - first), error);
    }
    ecoi_segment_forget(source->segment);
    return status;
}

eco_status ecoi_merge_documents(ecoi_merger *merger, eco_error *error)
{
    ecoi_arena arena = {0};
    eco_status status = ECO_OK;
    if (merger->sources[0].input->permutation)
        return ecoi_reorder_documents(merger, &merger->sources[0], error);
    for (size_t i = 0; status == ECO_OK && i < merger->n; ++i)
        status = copy_documents(merger, &merger->sources[i], &arena, error);
    ecoi_arena_dispose(&arena);
    return status;
}
