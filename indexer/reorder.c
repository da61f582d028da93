/* SPDX-License-Identifier: MIT */
#include "indexer/reorder.h"

#include <stdlib.h>

#include "base/error.h"
#include "store/spool.h"

void ecoi_permutation_dispose(ecoi_permutation *permutation)
{
    free(permutation->old_of);
    free(permutation->new_of);
    *permutation = (ecoi_permutation){0};
}

/* Half of the budget is for the threads' counts and the order; the index has what they leave, at most a half.
 */
static unsigned fitting_threads(const ecoi_reorder_options *options, const ecoi_forward *forward)
{
    uint64_t fixed = (uint64_t)forward->n_docs * ECOI_BISECT_BYTES_A_DOC;
    uint64_t left = options->memory / 2 > fixed ? options->memory / 2 - fixed : 0;
    uint64_t fit = left / ((uint64_t)forward->n_terms * ECOI_BISECT_BYTES_A_TERM + 1);
    return fit < options->n_threads ? (unsigned)(fit ? fit : 1) : options->n_threads;
}

eco_status ecoi_reorder_find(const ecoi_segment *segment, const ecoi_reorder_options *options,
                             ecoi_permutation *out, eco_error *error)
{
    uint32_t n = ecoi_segment_n_docs(segment);
    ecoi_permutation p = {n, malloc(((size_t)n + 1) * sizeof *p.old_of),
                          malloc(((size_t)n + 1) * sizeof *p.new_of)};
    ecoi_forward forward = {0};
    eco_status status = p.old_of && p.new_of ? ECO_OK : ecoi_error_no_memory(error);
    if (status == ECO_OK)
        status = ecoi_forward_make(segment, options->memory / 2 / sizeof *forward.terms, &forward, error);
    if (status == ECO_OK)
        status = ecoi_bisect(&forward, fitting_threads(options, &forward), options->keep_on, options->user,
                             p.old_of, error);
    ecoi_forward_dispose(&forward);
    if (status != ECO_OK) {
        ecoi_permutation_dispose(&p);
        return status;
    }
    for (uint32_t doc = 0; doc < n; ++doc)
        p.new_of[p.old_of[doc]] = doc;
    *out = p;
    return ECO_OK;
}

static eco_status copy_all(ecoi_merger *merger, const ecoi_merge_source *source, const ecoi_spool *spool,
                           eco_error *error)
{
    const ecoi_permutation *p = source->input->permutation;
    eco_status status = ECO_OK;
    uint64_t bytes = 0, since_forgotten = 0;
    for (uint32_t doc = 0; status == ECO_OK && doc < p->n; ++doc) {
        status = ecoi_spool_copy(spool, p->old_of[doc], merger->writer, &bytes, error);
        if (status == ECO_OK)
            status = ecoi_merge_count(merger, bytes, error);
        since_forgotten += bytes;
        if (since_forgotten > merger->options->map_bytes) {
            ecoi_spool_forget(spool);
            since_forgotten = 0;
        }
    }
    return status;
}

eco_status ecoi_reorder_documents(ecoi_merger *merger, const ecoi_merge_source *source, eco_error *error)
{
    ecoi_spool *spool = NULL;
    eco_status status =
        ecoi_spool_open(source->segment, merger->options->out_vfs, source->input->spool_path, &spool, error);
    ecoi_segment_forget(source->segment);
    if (status == ECO_OK)
        status = copy_all(merger, source, spool, error);
    ecoi_spool_close(spool);
    return status;
}

eco_status ecoi_reorder(const char *path, const char *spool_path, const ecoi_merge_options *merge,
                        const ecoi_reorder_options *options, ecoi_permutation *out_order,
                        ecoi_segment_numbers *out_numbers, uint64_t *out_bytes, eco_error *error)
{
    ecoi_segment *segment = NULL;
    eco_status status = ecoi_segment_open(merge->vfs, path, &segment, error);
    if (status == ECO_OK)
        status = ecoi_reorder_find(segment, options, out_order, error);
    ecoi_segment_close(segment);
    if (status == ECO_OK) {
        ecoi_merge_input input = {.path = path, .permutation = out_order, .spool_path = spool_path};
        status = ecoi_merge(&input, 1, merge, out_numbers, out_bytes, error);
    }
    return status;
}
