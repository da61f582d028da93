/* SPDX-License-Identifier: MIT */
#include "indexer/merge.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/error.h"
#include "indexer/run.h"

enum { TICK_BYTES = 256 << 10 };

/* New numbers of the documents of a source that drops some; returns how many stay. */
static uint32_t number_documents(ecoi_merge_source *source)
{
    uint32_t next = source->base;
    for (uint32_t doc = 0; doc < source->n_docs; ++doc)
        source->numbers[doc] = ecoi_bit(source->input->dropped, doc) ? ECOI_NO_DOC : next++;
    return next - source->base;
}

static eco_status open_source(ecoi_merger *merger, ecoi_merge_source *source, const ecoi_merge_input *input,
                              uint64_t *base, eco_error *error)
{
    source->input = input;
    eco_status status = ecoi_segment_open(merger->options->vfs, input->path, &source->segment, error);
    if (status != ECO_OK)
        return status;
    source->n_docs = ecoi_segment_n_docs(source->segment);
    source->base = (uint32_t)*base;
    if (*base + source->n_docs >= ECOI_NO_DOC)
        return ecoi_error_set(error, ECO_E_LIMIT, "a segment holds at most %u documents", ECOI_NO_DOC - 1);
    if (!input->n_dropped) {
        *base += source->n_docs;
        return ECO_OK;
    }
    source->numbers = malloc(((size_t)source->n_docs + 1) * sizeof *source->numbers);
    if (!source->numbers)
        return ecoi_error_no_memory(error);
    *base += number_documents(source);
    return ECO_OK;
}

static eco_status open_sources(ecoi_merger *merger, const ecoi_merge_input *inputs, eco_error *error)
{
    uint64_t base = 0;
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < merger->n; ++i)
        status = open_source(merger, &merger->sources[i], &inputs[i], &base, error);
    return status;
}

static void forget_maps(ecoi_merger *merger)
{
    merger->read = 0;
    for (size_t i = 0; i < merger->n; ++i)
        ecoi_segment_forget(merger->sources[i].segment);
}

eco_status ecoi_merge_count(ecoi_merger *merger, uint64_t bytes, eco_error *error)
{
    merger->read += bytes;
    merger->unreported += bytes;
    if (merger->read > merger->options->map_bytes)
        forget_maps(merger);
    if (merger->unreported < TICK_BYTES || !merger->options->tick)
        return ECO_OK;
    bytes = merger->unreported;
    merger->unreported = 0;
    if (merger->options->tick(merger->options->user, bytes))
        return ECO_OK;
    return ecoi_error_set(error, ECO_E_CANCELLED, "the run was cancelled");
}

static void close_sources(ecoi_merger *merger)
{
    for (size_t i = 0; merger->sources && i < merger->n; ++i) {
        ecoi_segment_close(merger->sources[i].segment);
        free(merger->sources[i].numbers);
    }
    free(merger->sources);
}

eco_status ecoi_merge(const ecoi_merge_input *inputs, size_t n_inputs, const ecoi_merge_options *options,
                      ecoi_segment_numbers *out_numbers, uint64_t *out_bytes, eco_error *error)
{
    ecoi_merger merger = {.options = options, .n = n_inputs};
    merger.sources = calloc(n_inputs ? n_inputs : 1, sizeof *merger.sources);
    eco_status status = merger.sources ? open_sources(&merger, inputs, error) : ecoi_error_no_memory(error);
    if (status == ECO_OK)
        status = ecoi_segment_writer_open(options->out_vfs, options->out_path, options->store_text,
                                          &merger.writer, error);
    if (status == ECO_OK)
        status = ecoi_merge_documents(&merger, error);
    if (status == ECO_OK)
        status = ecoi_segment_writer_begin_terms(merger.writer, error);
    if (status == ECO_OK)
        status = ecoi_merge_terms(&merger, error);
    if (status == ECO_OK)
        status = ecoi_segment_writer_finish(merger.writer, out_numbers, out_bytes, error);
    ecoi_segment_writer_close(merger.writer);
    close_sources(&merger);
    return status;
}
