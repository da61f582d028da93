/* SPDX-License-Identifier: MIT */
#include "indexer/writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "corpus/json.h"
#include "indexer/compact.h"
#include "indexer/document_fault.h"
#include "indexer/duplicates.h"
#include "indexer/engine_build.h"
#include "indexer/pipeline.h"
#include "indexer/progress.h"
#include "stem/user_words.h"

enum { MOST_SHARDS = 1000 };

struct eco_writer {
    eco_build_options options;
    ecoi_plan plan;
    ecoi_folder folder;
    ecoi_analyser *analyser;
    ecoi_buf words; /* the user's own */
    ecoi_pipeline *pipeline;
    ecoi_duplicates duplicates;
    ecoi_json *json; /* made when first needed */
    ecoi_progress progress;
    eco_build_summary summary;
    double opened;
    bool committed; /* or tried to */
};

/* ---- opening and closing ---- */

static bool is_native(const eco_build_options *options)
{
    return strcmp(options->engine, ECOI_ENGINE_NATIVE) == 0;
}

/* Before anything is read: an engine that is not installed is no reason to wait. */
static eco_status check_engine(const eco_build_options *options, eco_error *error)
{
    const ecoi_engine *engine;
    if (options->shards > MOST_SHARDS)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "an index has at most %d shards", MOST_SHARDS);
    if (is_native(options) && options->shards > 1)
        return ecoi_error_set(error, ECO_E_ARGUMENT,
                              "the engine native has no shards: choose the engine " ECOI_ENGINE_XAPIAN);
    if (!is_native(options) && strcmp(options->engine, ECOI_ENGINE_XAPIAN) != 0)
        return ecoi_error_set(error, ECO_E_ARGUMENT,
                              "there is no engine \"%.64s\": it is " ECOI_ENGINE_NATIVE
                              " or " ECOI_ENGINE_XAPIAN,
                              options->engine);
    return is_native(options) ? ECO_OK : ecoi_engine_load(options->engine, &engine, error);
}

eco_status ecoi_options_complete(const eco_build_options *options, eco_build_options *out, eco_error *error)
{
    eco_build_options complete = {0};
    if (options && options->struct_size < sizeof options->struct_size)
        return ecoi_error_set(error, ECO_E_ARGUMENT,
                              "options without their size: use ECO_BUILD_OPTIONS_INIT");
    if (options)
        memcpy(&complete, options,
               options->struct_size < sizeof complete ? options->struct_size : sizeof complete);
    complete.struct_size = sizeof complete;
    if (!complete.analysis)
        complete.analysis = "fr";
    if (!complete.engine)
        complete.engine = ECOI_ENGINE_NATIVE;
    if (!complete.shards)
        complete.shards = 1;
    eco_status status = check_engine(&complete, error);
    if (status != ECO_OK)
        return status;
    *out = complete;
    return ECO_OK;
}

static bool tick(void *user)
{
    return ecoi_progress_tick(user);
}

static eco_status open_analyser(eco_writer *writer, eco_error *error)
{
    const eco_build_options *o = &writer->options;
    eco_status status = ECO_OK;
    if ((o->protected_words || o->stems) && strcmp(o->analysis, "fr") != 0)
        return ecoi_error_set(error, ECO_E_ARGUMENT,
                              "words are protected and given stems in analysis fr only");
    if (o->protected_words || o->stems)
        status = ecoi_user_words_load(o->protected_words, o->stems, &writer->words, error);
    eco_text words = {(const char *)writer->words.data, writer->words.len};
    return status ? status : ecoi_analyser_new_with(o->analysis, words, &writer->analyser, error);
}

static eco_status open_parts(eco_writer *writer, const ecoi_vfs *vfs, const char *index_path,
                             eco_error *error)
{
    eco_status status = open_analyser(writer, error);
    if (status == ECO_OK)
        status = ecoi_folder_open(&writer->folder, vfs, index_path, error);
    if (status != ECO_OK)
        return status;
    ecoi_pipeline_options options = {
        &writer->folder,  writer->analyser, writer->plan, !writer->options.no_stored_text, tick,
        &writer->progress};
    return ecoi_pipeline_open(&options, &writer->pipeline, error);
}

eco_status ecoi_writer_open_vfs(const ecoi_vfs *vfs, const ecoi_plan *plan, const char *index_path,
                                const eco_build_options *options, eco_writer **out, eco_error *error)
{
    *out = NULL;
    if (!index_path || !*index_path)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "no index folder is named");
    eco_writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        return ecoi_error_no_memory(error);
    writer->opened = ecoi_seconds_now();
    eco_status status = ecoi_options_complete(options, &writer->options, error);
    if (status == ECO_OK) {
        writer->plan = plan ? *plan : ecoi_plan_make(writer->options.memory, writer->options.threads);
        writer->progress = (ecoi_progress){.call = writer->options.on_progress, .user = writer->options.user};
        writer->progress.last.stage = "read";
        status = open_parts(writer, vfs, index_path, error);
    }
    if (status != ECO_OK) {
        eco_writer_close(writer);
        return status;
    }
    *out = writer;
    return ECO_OK;
}

eco_status eco_writer_open(const char *index_path, const eco_build_options *options, eco_writer **out,
                           eco_error *error)
{
    return ecoi_writer_open_vfs(ecoi_vfs_posix(), NULL, index_path, options, out, error);
}

void eco_writer_close(eco_writer *writer)
{
    if (!writer)
        return;
    ecoi_pipeline_close(writer->pipeline);
    ecoi_folder_close(&writer->folder);
    ecoi_duplicates_dispose(&writer->duplicates);
    ecoi_buf_dispose(&writer->words);
    ecoi_json_free(writer->json);
    if (writer->analyser)
        ecoi_analyser_free(writer->analyser);
    free(writer);
}

void ecoi_writer_set_meter(eco_writer *writer,
                           void (*meter)(void *user, uint64_t *bytes_done, uint64_t *bytes_total), void *user)
{
    writer->progress.meter = meter;
    writer->progress.meter_user = user;
}

bool ecoi_writer_tick(eco_writer *writer)
{
    return ecoi_progress_tick(&writer->progress);
}

/* ---- adding ---- */

static eco_status refuse(const eco_document *document, const char *what, eco_error *error)
{
    int len = document->key.len > 200 ? 200 : (int)document->key.len;
    return ecoi_error_set(error, ECO_E_ARGUMENT, "document \"%.*s\": %s", document->key.ptr ? len : 0,
                          document->key.ptr ? document->key.ptr : "", what);
}

static eco_status add(eco_writer *writer, const eco_document *document, bool repair, ecoi_origin origin,
                      eco_error *error)
{
    if (writer->committed)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "the writer has been committed: open another one");
    const char *fault = ecoi_document_fault(document);
    if (fault)
        return refuse(document, fault, error);
    if (!ecoi_duplicates_note(&writer->duplicates, document->key, origin))
        return ecoi_error_no_memory(error);
    eco_status status = ecoi_pipeline_add(writer->pipeline, document, repair, error);
    if (status != ECO_OK) {
        ecoi_duplicates_forget_last(&writer->duplicates);
        return status;
    }
    ++writer->progress.last.documents;
    if (!ecoi_progress_tick(&writer->progress))
        return ecoi_error_set(error, ECO_E_CANCELLED, "the run was cancelled");
    return ECO_OK;
}

/* What the reader of corpus makes is JSON already; a caller's fields are checked, as export prints them. */
static eco_status check_fields(eco_writer *writer, const eco_document *document, eco_error *error)
{
    if (!document->fields.ptr)
        return ECO_OK;
    if (!writer->json)
        writer->json = ecoi_json_new();
    ecoi_json_result result =
        writer->json ? ecoi_json_check_object(writer->json, document->fields) : ECOI_JSON_NO_MEMORY;
    if (result == ECOI_JSON_NO_MEMORY)
        return ecoi_error_no_memory(error);
    return result == ECOI_JSON_OK ? ECO_OK : refuse(document, "its fields are not one JSON object", error);
}

eco_status eco_writer_add(eco_writer *writer, const eco_document *document, eco_error *error)
{
    eco_status status = check_fields(writer, document, error);
    ecoi_origin origin = {{"", 0}, writer->progress.last.documents + 1};
    return status == ECO_OK ? add(writer, document, true, origin, error) : status;
}

eco_status ecoi_writer_take(eco_writer *writer, const eco_document *document, ecoi_origin origin,
                            eco_error *error)
{
    return add(writer, document, false, origin, error);
}

/* ---- committing ---- */

static void report_duplicate(void *user, const ecoi_duplicate *duplicate)
{
    eco_writer *writer = user;
    const ecoi_origin *kept = &duplicate->kept;
    char detail[2048], record[48] = "";
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

/* All runs to one segment without duplicates; no segment when there is no document. */
static eco_status make_segment(eco_writer *writer, ecoi_manifest *manifest, eco_error *error)
{
    ecoi_run_list *runs = ecoi_pipeline_runs(writer->pipeline);
    uint64_t n_dropped = 0;
    eco_status status = ecoi_duplicates_drop(&writer->duplicates, &writer->folder, runs->items, runs->n,
                                             report_duplicate, writer, &n_dropped, error);
    if (status != ECO_OK || runs->n == 0)
        return status;
    writer->summary.rejected_by_reason[ECO_REJECT_DUPLICATE_KEY] = n_dropped;
    writer->summary.rejected = n_dropped;
    ecoi_compact_options options = {&writer->folder,
                                    &writer->plan,
                                    !writer->options.no_stored_text,
                                    ecoi_pipeline_has_single_batch(writer->pipeline),
                                    writer->options.reorder,
                                    merge_tick,
                                    &writer->progress};
    status = ecoi_compact(runs, &options, manifest->segments, error);
    manifest->n_segments = status == ECO_OK;
    return status;
}

/* A segment that will not be published after all. */
static void discard_segments(const eco_writer *writer, const ecoi_manifest *manifest)
{
    ecoi_engine_build_discard(&writer->folder, manifest);
    for (size_t i = 0; i < manifest->n_segments; ++i)
        ecoi_folder_remove(&writer->folder, manifest->segments[i].name);
}

/* Makes the engine's databases out of the segment. */
static eco_status hand_to_engine(eco_writer *writer, ecoi_manifest *manifest, eco_error *error)
{
    ecoi_engine_build build = {.folder = &writer->folder,
                               .name = writer->options.engine,
                               .n_shards = writer->options.shards,
                               .analysis = ecoi_analyser_name(writer->analyser),
                               .fingerprint = ecoi_analyser_fingerprint(writer->analyser),
                               .words = {(const char *)writer->words.data, writer->words.len},
                               .tick = merge_tick,
                               .user = &writer->progress};
    eco_status status = begin_stage(writer, "engine", error);
    if (status == ECO_OK)
        return ecoi_engine_build_run(&build, manifest, error);
    discard_segments(writer, manifest);
    return status;
}

static eco_status publish(eco_writer *writer, ecoi_manifest *manifest, eco_error *error)
{
    strncpy(manifest->engine, writer->options.engine, sizeof manifest->engine - 1);
    strncpy(manifest->analysis, ecoi_analyser_name(writer->analyser), sizeof manifest->analysis - 1);
    strncpy(manifest->fingerprint, ecoi_analyser_fingerprint(writer->analyser),
            sizeof manifest->fingerprint - 1);
    manifest->words = writer->words;
    return ecoi_folder_publish(&writer->folder, manifest, error);
}

static void sum_up(eco_writer *writer, const ecoi_manifest *manifest, double read, double merged)
{
    eco_build_summary *sum = &writer->summary;
    ecoi_pipeline_totals totals = ecoi_pipeline_get_totals(writer->pipeline);
    sum->read = totals.documents;
    sum->tokens = totals.tokens;
    sum->text_bytes = totals.text_bytes;
    sum->replaced_bytes = totals.replaced;
    sum->generation = writer->folder.generation;
    for (size_t i = 0; i < manifest->n_segments; ++i) {
        sum->documents += manifest->segments[i].numbers.n_docs;
        sum->index_bytes += manifest->segments[i].bytes;
    }
    sum->seconds_read = read - writer->opened;
    sum->seconds_merge = merged - read;
    sum->seconds_total = ecoi_seconds_now() - writer->opened;
}

eco_status eco_writer_commit(eco_writer *writer, eco_build_summary *out, eco_error *error)
{
    if (writer->committed)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "the writer has been committed already");
    writer->committed = true;
    ecoi_manifest_segment segment = {.bytes = 0};
    ecoi_manifest manifest = {.segments = &segment};
    double read = 0, merged = 0;
    eco_status status = ecoi_pipeline_finish(writer->pipeline, error);
    if (status == ECO_OK) {
        read = ecoi_seconds_now();
        status = begin_stage(writer, "merge", error);
    }
    if (status == ECO_OK)
        status = make_segment(writer, &manifest, error);
    if (status == ECO_OK && !is_native(&writer->options))
        status = hand_to_engine(writer, &manifest, error);
    if (status == ECO_OK) {
        merged = ecoi_seconds_now();
        status = begin_stage(writer, "publish", error);
        if (status != ECO_OK)
            discard_segments(writer, &manifest);
    }
    if (status == ECO_OK)
        status = publish(writer, &manifest, error);
    ecoi_engine_build_sweep(&writer->folder);
    if (status == ECO_OK)
        sum_up(writer, &manifest, read, merged);
    if (manifest.segments != &segment)
        free(manifest.segments);
    if (status == ECO_OK && out)
        *out = writer->summary;
    return status;
}
