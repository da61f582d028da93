/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/engine.h"
#include "base/error.h"
#include "indexer/document_fault.h"
#include "indexer/writer_impl.h"
#include "stem/recorded.h"
#include "stem/user_words.h"

enum { MOST_SHARDS = 1000 };

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
    if (!complete.analysis && !complete.update) /* an update's is that of its index */
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
    eco_build_options *o = &writer->options;
    eco_status status = ECO_OK;
    if (!o->analysis)
        o->analysis = "fr";
    if ((o->protected_words || o->stems) && strcmp(o->analysis, "fr") != 0)
        return ecoi_error_set(error, ECO_E_ARGUMENT,
                              "words are protected and given stems in analysis fr only");
    if (o->protected_words || o->stems)
        status = ecoi_user_words_load(o->protected_words, o->stems, &writer->words, error);
    eco_text words = {(const char *)writer->words.data, writer->words.len};
    return status ? status : ecoi_analyser_new_with(o->analysis, words, &writer->analyser, error);
}

/* What the options ask for must be what the generation has: it is added to as it is. */
static eco_status refuse_other_analysis(const eco_writer *writer, const char *fingerprint, eco_error *error)
{
    if (strcmp(fingerprint, writer->update.previous.manifest.fingerprint) == 0)
        return ECO_OK;
    return ecoi_error_set(
        error, ECO_E_ANALYSER,
        "index %s has another analysis or other words of the user's than asked for: build it again",
        writer->folder.dir);
}

/* An update leaves the documents where they are. */
static eco_status take_recorded_engine(eco_writer *writer, eco_error *error)
{
    const ecoi_manifest *m = &writer->update.previous.manifest;
    eco_build_options *o = &writer->options;
    const ecoi_engine *engine;
    if (!is_native(o) && strcmp(o->engine, m->engine) != 0)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "index %s is kept by the engine %s: build it again",
                              writer->folder.dir, m->engine);
    if (o->shards > 1 && o->shards != m->n_databases)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "index %s has %zu shards: build it again",
                              writer->folder.dir, m->n_databases);
    o->engine = m->engine;
    o->shards = (unsigned)m->n_databases;
    return is_native(o) ? ECO_OK : ecoi_engine_load(o->engine, &engine, error);
}

static eco_status open_recorded_analyser(eco_writer *writer, eco_error *error)
{
    const ecoi_manifest *m = &writer->update.previous.manifest;
    eco_text words = {(const char *)m->words.data, m->words.len};
    eco_build_options *o = &writer->options;
    o->no_stored_text = m->no_text;
    if (!o->max_record_bytes)
        o->max_record_bytes = m->max_record;
    eco_status status = ECO_OK;
    if (!o->analysis)
        o->analysis = m->analysis;
    if (o->protected_words || o->stems || strcmp(o->analysis, m->analysis) != 0) {
        status = open_analyser(writer, error);
        return status == ECO_OK
                   ? refuse_other_analysis(writer, ecoi_analyser_fingerprint(writer->analyser), error)
                   : status;
    }
    status = ecoi_analyser_recorded(writer->folder.dir, m->analysis, m->fingerprint, words, &writer->analyser,
                                    error);
    if (status == ECO_OK && !ecoi_buf_append(&writer->words, words.ptr, words.len))
        status = ecoi_error_no_memory(error);
    return status;
}

static eco_status open_folder(eco_writer *writer, const ecoi_vfs *vfs, const char *index_path,
                              eco_error *error)
{
    writer->folder.keep = writer->options.keep;
    writer->folder.wait = writer->options.wait_seconds;
    writer->folder.allow_network = writer->options.allow_network;
    writer->folder.go_on = tick;
    writer->folder.user = &writer->progress;
    return ecoi_folder_open(&writer->folder, vfs, index_path, error);
}

static eco_status open_parts(eco_writer *writer, const ecoi_vfs *vfs, const char *index_path,
                             eco_error *error)
{
    bool update = writer->options.update;
    eco_status status = update ? ECO_OK : open_analyser(writer, error);
    if (status == ECO_OK)
        status = open_folder(writer, vfs, index_path, error);
    if (status == ECO_OK && update && writer->folder.generation > 1) {
        status = ecoi_update_open(&writer->update, &writer->folder, error);
        if (status == ECO_OK)
            status = take_recorded_engine(writer, error);
        if (status == ECO_OK)
            status = open_recorded_analyser(writer, error);
    } else if (status == ECO_OK && update) {
        status = open_analyser(writer, error);
    }
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

uint64_t ecoi_writer_max_record(const eco_writer *writer)
{
    return writer->options.max_record_bytes;
}

ecoi_update *ecoi_writer_update(eco_writer *writer)
{
    return &writer->update;
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
    ecoi_update_dispose(&writer->update);
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

static eco_status take(eco_writer *writer, const eco_document *document, bool repair, ecoi_origin origin,
                       eco_error *error)
{
    eco_status status = ecoi_update_take(&writer->update, error);
    if (status != ECO_OK)
        return status;
    if (!ecoi_duplicates_note(&writer->duplicates, document->key, origin)) {
        ecoi_update_forget_last(&writer->update);
        return ecoi_error_no_memory(error);
    }
    status = ecoi_pipeline_add(writer->pipeline, document, repair, error);
    if (status != ECO_OK) {
        ecoi_duplicates_forget_last(&writer->duplicates);
        ecoi_update_forget_last(&writer->update);
    }
    return status;
}

static eco_status add(eco_writer *writer, const eco_document *document, bool repair, ecoi_origin origin,
                      eco_error *error)
{
    if (writer->committed)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "the writer has been committed: open another one");
    const char *fault = ecoi_document_fault(document);
    if (fault)
        return refuse(document, fault, error);
    bool wanted = true;
    eco_status status = ecoi_update_meet(&writer->update, document, &wanted, error);
    if (status == ECO_OK && wanted)
        status = take(writer, document, repair, origin, error);
    if (status != ECO_OK)
        return status;
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
