/* SPDX-License-Identifier: MIT */
/* The end of a writer: runs to a segment, that and the generation before to the next one. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "indexer/assemble.h"
#include "indexer/compact.h"
#include "indexer/engine_build.h"
#include "indexer/gates.h"
#include "indexer/writer_impl.h"

static void report_duplicate(void *user, const ecoi_duplicate *duplicate)
{
    eco_writer *writer = user;
    const ecoi_origin *kept = &duplicate->kept;
    char detail[2048], record[48] = "";
    ecoi_update_note_duplicate(&writer->update, duplicate->doc, duplicate->kept_doc);
    if (!writer->options.on_reject)
        return;
    if (kept->record)
        snprintf(record, sizeof record, "%srecord %" PRIu64, kept->path.len ? ", " : "", kept->record);
    snprintf(detail, sizeof detail, "%s%s has the same key, %s, and is taken", kept->path.ptr, record,
             duplicate->key.ptr);
    eco_reject reject = {ECO_REJECT_DUPLICATE_KEY, duplicate->origin.path.ptr, duplicate->origin.record,
                         detail};
    writer->options.on_reject(writer->options.user, &reject);
}

static bool merge_tick(void *user, uint64_t bytes_done, uint64_t bytes_total)
{
    ecoi_progress *progress = user;
    progress->last.bytes_done = bytes_done;
    progress->last.bytes_total = bytes_total;
    return ecoi_progress_tick(progress);
}

static eco_status begin_stage(eco_writer *writer, const char *stage, eco_error *error)
{
    if (ecoi_progress_stage(&writer->progress, stage))
        return ECO_OK;
    return ecoi_error_set(error, ECO_E_CANCELLED, "the run was cancelled");
}

/* ---- the new segment ---- */

/* Decides which documents stay, new and old. */
static eco_status settle(eco_writer *writer, ecoi_run_list *runs, eco_error *error)
{
    uint64_t n_dropped = 0;
    eco_status status = ecoi_duplicates_drop(&writer->duplicates, &writer->folder, runs->items, runs->n,
                                             report_duplicate, writer, &n_dropped, error);
    if (status == ECO_OK)
        status =
            ecoi_update_settle(&writer->update, runs->items, runs->n, writer->options.keep_missing, error);
    n_dropped += writer->update.n_dropped;
    writer->summary.rejected_by_reason[ECO_REJECT_DUPLICATE_KEY] = n_dropped;
    writer->summary.rejected = n_dropped;
    if (status == ECO_OK)
        ecoi_ledger_drop(&writer->update.ledger, runs->items, runs->n);
    return status;
}

/* All runs to one segment of the documents that stay; *out_any false: there are none. */
static eco_status make_segment(eco_writer *writer, ecoi_manifest_segment *out, bool *out_any,
                               eco_error *error)
{
    ecoi_run_list *runs = ecoi_pipeline_runs(writer->pipeline);
    eco_status status = settle(writer, runs, error);
    *out_any = status == ECO_OK && writer->update.ledger.n > 0;
    if (!*out_any)
        return status;
    ecoi_compact_options options = {&writer->folder,
                                    &writer->plan,
                                    !writer->options.no_stored_text,
                                    ecoi_pipeline_has_single_batch(writer->pipeline),
                                    writer->options.reorder,
                                    merge_tick,
                                    &writer->progress};
    ecoi_permutation order = {0};
    status = ecoi_compact(runs, &options, out, &order, error);
    if (status == ECO_OK && !ecoi_ledger_reorder(&writer->update.ledger, &order))
        status = ecoi_error_no_memory(error);
    ecoi_permutation_dispose(&order);
    return status;
}

/* ---- the gates ---- */

void ecoi_writer_set_counts(eco_writer *writer, uint64_t records, uint64_t rejected)
{
    writer->gated = true;
    writer->n_records = records;
    writer->n_rejected = rejected;
}

/* The generation that a build from scratch replaces; one that cannot be read protects nothing. */
static void read_numbers_before(const eco_writer *writer, ecoi_gate_numbers *out)
{
    const ecoi_folder *folder = &writer->folder;
    ecoi_manifest before = {0};
    if (ecoi_manifest_read(folder->vfs, folder->dir, folder->generation - 1, &before, NULL) != ECO_OK)
        return;
    for (size_t i = 0; i < before.n_segments; ++i) {
        const ecoi_manifest_segment *s = &before.segments[i];
        out->documents_before += s->numbers.n_docs - s->n_deleted;
        out->words_before += s->numbers.sum_lengths + s->numbers.sum_title_lengths - s->deleted_lengths -
                             s->deleted_title_lengths;
    }
    ecoi_manifest_dispose(&before);
}

static eco_status check_gates(const eco_writer *writer, const ecoi_manifest_segment *fresh, eco_error *error)
{
    ecoi_gate_numbers n = {.read = writer->n_records, .rejected = writer->n_rejected};
    if (!writer->gated || writer->options.force || writer->folder.generation == 1)
        return ECO_OK;
    uint64_t new_docs = fresh ? fresh->numbers.n_docs : 0;
    n.words_after = fresh ? fresh->numbers.sum_lengths + fresh->numbers.sum_title_lengths : 0;
    if (writer->update.has_previous) {
        n.documents_before = writer->update.previous.n_docs;
        n.documents_lost = writer->update.n_removed;
        n.words_before = writer->update.previous.n_tokens;
        n.words_after += ecoi_previous_n_tokens(&writer->update.previous);
    } else {
        read_numbers_before(writer, &n);
        n.documents_lost = n.documents_before > new_docs ? n.documents_before - new_docs : 0;
    }
    return ecoi_gates_check(&n, error);
}

/* ---- publishing ---- */

static bool is_native(const eco_writer *writer)
{
    return strcmp(writer->options.engine, ECOI_ENGINE_NATIVE) == 0;
}

/* Puts the new documents into the engine's databases; *fresh is then their part of the register. */
static eco_status hand_to_engine(eco_writer *writer, ecoi_manifest_segment *fresh, ecoi_manifest *manifest,
                                 eco_error *error)
{
    ecoi_engine_build build = {.folder = &writer->folder,
                               .name = writer->options.engine,
                               .n_shards = writer->options.shards,
                               .analysis = manifest->analysis,
                               .fingerprint = manifest->fingerprint,
                               .words = {(const char *)manifest->words.data, manifest->words.len},
                               .previous = writer->update.has_previous ? &writer->update.previous : NULL,
                               .tick = merge_tick,
                               .user = &writer->progress};
    eco_status status = begin_stage(writer, "engine", error);
    return status == ECO_OK ? ecoi_engine_build_run(&build, fresh, manifest, error) : status;
}

static eco_status assemble(eco_writer *writer, ecoi_manifest_segment *fresh, ecoi_manifest *manifest,
                           eco_error *error)
{
    ecoi_assembly assembly = {.folder = &writer->folder,
                              .plan = &writer->plan,
                              .update = &writer->update,
                              .store_text = is_native(writer) && !writer->options.no_stored_text,
                              .keep_missing = writer->options.keep_missing,
                              .tick = merge_tick,
                              .user = &writer->progress};
    strncpy(manifest->engine, writer->options.engine, sizeof manifest->engine - 1);
    strncpy(manifest->analysis, ecoi_analyser_name(writer->analyser), sizeof manifest->analysis - 1);
    strncpy(manifest->fingerprint, ecoi_analyser_fingerprint(writer->analyser),
            sizeof manifest->fingerprint - 1);
    manifest->no_text = writer->options.no_stored_text;
    manifest->max_record = writer->options.max_record_bytes;
    manifest->words = writer->words;
    writer->words = (ecoi_buf){0};
    eco_status status = is_native(writer) ? ECO_OK : hand_to_engine(writer, fresh, manifest, error);
    return status == ECO_OK ? ecoi_assemble(&assembly, fresh, manifest, error) : status;
}

static void sum_up(eco_writer *writer, const ecoi_manifest *manifest, double read, double merged)
{
    eco_build_summary *sum = &writer->summary;
    ecoi_pipeline_totals totals = ecoi_pipeline_get_totals(writer->pipeline);
    sum->read = totals.documents;
    sum->tokens = totals.tokens;
    sum->text_bytes = totals.text_bytes;
    sum->replaced_bytes = totals.replaced;
    sum->generation = manifest->generation;
    sum->segments = manifest->n_databases ? manifest->n_databases : manifest->n_segments;
    for (size_t i = 0; i < manifest->n_segments; ++i) {
        sum->documents += manifest->segments[i].numbers.n_docs - manifest->segments[i].n_deleted;
        sum->deleted += manifest->segments[i].n_deleted;
        sum->index_bytes += manifest->segments[i].bytes;
    }
    for (size_t i = 0; i < manifest->n_databases; ++i)
        sum->index_bytes += manifest->databases[i].bytes;
    sum->updated = writer->update.n_updated;
    sum->removed = writer->update.n_removed;
    sum->forgotten = writer->update.n_forgotten;
    sum->kept = writer->update.n_kept;
    sum->unchanged = writer->update.previous.n_docs - sum->updated - sum->removed;
    sum->seconds_read = read - writer->opened;
    sum->seconds_merge = merged - read;
    sum->seconds_total = ecoi_seconds_now() - writer->opened;
}

/* From the runs to the parts of the next generation; *out_changed false: there is none to publish. */
static eco_status make_parts(eco_writer *writer, ecoi_manifest *manifest, bool *out_changed, eco_error *error)
{
    ecoi_manifest_segment fresh = {.bytes = 0};
    bool any = false;
    eco_status status = make_segment(writer, &fresh, &any, error);
    if (status == ECO_OK)
        status = check_gates(writer, any ? &fresh : NULL, error);
    writer->summary.added = any ? fresh.numbers.n_docs - writer->update.n_updated : 0;
    *out_changed = any;
    if (status == ECO_OK && !any)
        status = ecoi_update_is_change(&writer->update, writer->options.keep_missing, out_changed, error);
    return status == ECO_OK && *out_changed ? assemble(writer, any ? &fresh : NULL, manifest, error) : status;
}

static eco_status commit(eco_writer *writer, ecoi_manifest *manifest, eco_error *error)
{
    double read = 0, merged = 0;
    bool changed = false;
    eco_status status = ecoi_pipeline_finish(writer->pipeline, error);
    if (status == ECO_OK) {
        read = ecoi_seconds_now();
        status = begin_stage(writer, "merge", error);
    }
    if (status == ECO_OK)
        status = make_parts(writer, manifest, &changed, error);
    if (status == ECO_OK) {
        merged = ecoi_seconds_now();
        status = begin_stage(writer, "publish", error);
    }
    if (status != ECO_OK)
        ecoi_folder_discard(&writer->folder);
    else if (changed)
        status = ecoi_folder_publish(&writer->folder, manifest, error);
    writer->summary.published = status == ECO_OK && changed;
    if (status == ECO_OK || status == ECO_E_GATE)
        sum_up(writer, changed ? manifest : &writer->update.previous.manifest, read, merged);
    return status;
}

eco_status eco_writer_commit(eco_writer *writer, eco_build_summary *out, eco_error *error)
{
    if (writer->committed)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "the writer has been committed already");
    writer->committed = true;
    ecoi_manifest manifest = {0};
    eco_status status = commit(writer, &manifest, error);
    ecoi_manifest_dispose(&manifest);
    if ((status == ECO_OK || status == ECO_E_GATE) && out)
        *out = writer->summary;
    return status;
}
