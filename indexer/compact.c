/* SPDX-License-Identifier: MIT */
#include "indexer/compact.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "indexer/merge.h"
#include "indexer/reorder.h"

typedef struct compactor {
    const ecoi_compact_options *options;
    ecoi_run_list *runs;
    ecoi_permutation *order;
    uint64_t bytes_done, bytes_total;
} compactor;

static bool tick(void *user, uint64_t bytes)
{
    compactor *c = user;
    c->bytes_done += bytes;
    if (c->bytes_done > c->bytes_total)
        c->bytes_done = c->bytes_total;
    return !c->options->tick || c->options->tick(c->options->user, c->bytes_done, c->bytes_total);
}

static void free_inputs(ecoi_merge_input *inputs, size_t n)
{
    for (size_t i = 0; inputs && i < n; ++i)
        free((char *)inputs[i].path);
    free(inputs);
}

static eco_status make_inputs(const compactor *c, size_t at, size_t n, ecoi_merge_input **out,
                              eco_error *error)
{
    ecoi_merge_input *inputs = calloc(n, sizeof *inputs);
    eco_status status = inputs ? ECO_OK : ecoi_error_no_memory(error);
    for (size_t i = 0; status == ECO_OK && i < n; ++i) {
        const ecoi_run *run = &c->runs->items[at + i];
        char *path;
        status = ecoi_folder_path(c->options->folder, run->name.text, &path, error);
        inputs[i] = (ecoi_merge_input){.path = path, .dropped = run->dropped, .n_dropped = run->n_dropped};
    }
    if (status == ECO_OK) {
        *out = inputs;
        return ECO_OK;
    }
    free_inputs(inputs, n);
    return status;
}

static ecoi_merge_options merge_options(compactor *c, const ecoi_vfs *out_vfs, const char *out_path)
{
    const ecoi_compact_options *options = c->options;
    return (ecoi_merge_options){.vfs = options->folder->vfs,
                                .out_vfs = out_vfs,
                                .out_path = out_path,
                                .store_text = options->store_text,
                                .n_threads = options->plan->workers,
                                .map_bytes = options->plan->map_bytes,
                                .tick = tick,
                                .user = c};
}

/* Merges n runs from `at` on into a file of the given name; out->name is set by the caller. */
static eco_status merge_row(compactor *c, size_t at, size_t n, const ecoi_vfs *out_vfs, ecoi_run *out,
                            eco_error *error)
{
    const ecoi_compact_options *options = c->options;
    ecoi_merge_input *inputs = NULL;
    char *path = NULL;
    eco_status status = make_inputs(c, at, n, &inputs, error);
    if (status == ECO_OK)
        status = ecoi_folder_path(options->folder, out->name.text, &path, error);
    if (status == ECO_OK) {
        ecoi_merge_options merge = merge_options(c, out_vfs, path);
        status = ecoi_merge(inputs, n, &merge, &out->numbers, &out->bytes, error);
    }
    free_inputs(inputs, n);
    free(path);
    return status;
}

/* Puts `merged` in the place of n runs, whose files are removed. */
static void replace_row(compactor *c, size_t at, size_t n, const ecoi_run *merged)
{
    ecoi_run *items = c->runs->items;
    for (size_t i = 0; i < n; ++i)
        ecoi_run_discard(&items[at + i], c->options->folder);
    items[at] = *merged;
    memmove(&items[at + 1], &items[at + n], (c->runs->n - at - n) * sizeof *items);
    c->runs->n -= n - 1;
}

/* Makes one run of n runs from `at` on. */
static eco_status merge_into_run(compactor *c, size_t at, size_t n, eco_error *error)
{
    ecoi_run merged = {.name = ecoi_folder_run_name(c->options->folder, c->runs->n_names++)};
    eco_status status = merge_row(c, at, n, &c->options->folder->fleeting, &merged, error);
    if (status == ECO_OK) {
        replace_row(c, at, n, &merged);
        c->bytes_total += merged.bytes;
    }
    return status;
}

/* Merges rows of runs, from left to right, until few enough are left for one merge. */
static eco_status merge_rows(compactor *c, eco_error *error)
{
    size_t fan_in = c->options->plan->fan_in, at = 0;
    while (c->runs->n > fan_in) {
        size_t excess = c->runs->n - fan_in + 1, n = excess < fan_in ? excess : fan_in;
        if (at + n > c->runs->n)
            at = 0;
        eco_status status = merge_into_run(c, at++, n, error);
        if (status != ECO_OK)
            return status;
    }
    return ECO_OK;
}

static bool keep_on(void *user)
{
    return tick(user, 0);
}

/* The only run's documents in an order of their own. */
static eco_status reorder(compactor *c, ecoi_run *segment, eco_error *error)
{
    const ecoi_folder *folder = c->options->folder;
    const ecoi_plan *plan = c->options->plan;
    ecoi_name spool = ecoi_folder_run_name(folder, c->runs->n_names++);
    char *from = NULL, *to = NULL, *beside = NULL;
    eco_status status = ecoi_folder_path(folder, c->runs->items[0].name.text, &from, error);
    if (status == ECO_OK)
        status = ecoi_folder_path(folder, segment->name.text, &to, error);
    if (status == ECO_OK)
        status = ecoi_folder_path(folder, spool.text, &beside, error);
    if (status == ECO_OK) {
        ecoi_merge_options merge = merge_options(c, folder->vfs, to);
        ecoi_reorder_options how = {plan->memory, plan->workers, keep_on, c};
        status =
            ecoi_reorder(from, beside, &merge, &how, c->order, &segment->numbers, &segment->bytes, error);
    }
    free(from);
    free(to);
    free(beside);
    return status;
}

static eco_status make_reordered(compactor *c, ecoi_run *segment, eco_error *error)
{
    const ecoi_run_list *runs = c->runs;
    eco_status status = ECO_OK;
    if (runs->n > 1 || runs->items[0].n_dropped)
        status = merge_into_run(c, 0, runs->n, error);
    return status == ECO_OK ? reorder(c, segment, error) : status;
}

static eco_status make_segment(compactor *c, ecoi_run *segment, eco_error *error)
{
    ecoi_run_list *runs = c->runs;
    const ecoi_folder *folder = c->options->folder;
    if (c->options->reorder)
        return make_reordered(c, segment, error);
    if (runs->n > 1 || runs->items[0].n_dropped || !c->options->single_is_synced)
        return merge_row(c, 0, runs->n, folder->vfs, segment, error);
    segment->numbers = runs->items[0].numbers;
    segment->bytes = runs->items[0].bytes;
    return ecoi_folder_rename(folder, runs->items[0].name.text, segment->name.text, error);
}

eco_status ecoi_compact(ecoi_run_list *runs, const ecoi_compact_options *options, ecoi_manifest_segment *out,
                        ecoi_permutation *out_order, eco_error *error)
{
    compactor c = {.options = options, .runs = runs, .order = out_order};
    for (size_t i = 0; i < runs->n; ++i)
        c.bytes_total += runs->items[i].bytes;
    ecoi_run segment = {.name = ecoi_folder_segment_name(options->folder, 0)};
    eco_status status = merge_rows(&c, error);
    if (status == ECO_OK)
        status = make_segment(&c, &segment, error);
    if (status != ECO_OK)
        return status;
    ecoi_run_list_dispose(runs, options->folder);
    *out = (ecoi_manifest_segment){.bytes = segment.bytes, .numbers = segment.numbers};
    memcpy(out->name, segment.name.text, sizeof out->name);
    return ECO_OK;
}
