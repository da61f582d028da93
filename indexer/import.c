/* SPDX-License-Identifier: MIT */
/* eco_import_xapian and eco_export_xapian: between an index and a Xapian database. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "indexer/engine_copy.h"
#include "indexer/import_document.h"
#include "indexer/writer.h"
#include "store/manifest.h"

/* ---- in ---- */

typedef struct import {
    eco_writer *writer;
    eco_build_options options;
    const char *database;
    ecoi_arena arena; /* of a document */
    uint64_t n_read, n_taken, by_reason[ECO_N_REJECT_REASONS];
    eco_status status;
    eco_error error;
} import;

static void reject(import *in, const ecoi_engine_raw *raw, eco_reject_reason reason, const char *detail)
{
    in->by_reason[reason]++;
    if (in->options.on_reject)
        in->options.on_reject(in->options.user, &(eco_reject){reason, in->database, raw->docid, detail});
}

static bool take(void *user, const ecoi_engine_raw *raw)
{
    import *in = user;
    eco_document document;
    in->n_read++;
    ecoi_arena_reset(&in->arena);
    if (!ecoi_import_document(raw, &in->arena, &document)) {
        in->status = ecoi_error_no_memory(&in->error);
        return false;
    }
    if (document.n_passages == 0) {
        reject(in, raw, ECO_REJECT_EMPTY, "it has neither data nor terms without a prefix");
        return true;
    }
    in->status = eco_writer_add(in->writer, &document, &in->error);
    if (in->status == ECO_E_ARGUMENT) {
        reject(in, raw, ECO_REJECT_FIELD, in->error.message);
        in->status = ECO_OK;
        return true;
    }
    in->n_taken += !in->status;
    return !in->status;
}

static eco_status read_all(import *in, eco_error *error)
{
    const ecoi_engine *engine;
    eco_error why = {0};
    eco_status status = ecoi_engine_load(ECOI_ENGINE_XAPIAN, &engine, error);
    if (status != ECO_OK)
        return status;
    status = engine->each_raw(in->database, take, in, &why);
    if (status != ECO_OK)
        return ecoi_error_set(error, status, "%s: %s", in->database, why.message);
    if (in->status != ECO_OK && error)
        *error = in->error;
    return in->status;
}

static void complete(const import *in, eco_build_summary *summary)
{
    summary->read = in->n_read;
    for (int reason = 0; reason < ECO_N_REJECT_REASONS; ++reason) {
        summary->rejected += in->by_reason[reason];
        summary->rejected_by_reason[reason] += in->by_reason[reason];
    }
}

eco_status eco_import_xapian(const char *index_path, const char *database, const eco_build_options *options,
                             eco_build_summary *out, eco_error *error)
{
import in = {.database = database };
    eco_build_summary summary = {0};
    eco_status status = ecoi_options_complete(options, &in.options, error);
    if (status == ECO_OK && (!database || access(database, F_OK) != 0))
        return ecoi_error_set(error, ECO_E_MISSING, "%s: no such database", database ? database : "(none)");
    if (status == ECO_OK)
        status = eco_writer_open(index_path, &in.options, &in.writer, error);
    if (status == ECO_OK)
        status = read_all(&in, error);
    if (status == ECO_OK && in.n_taken)
        status = eco_writer_commit(in.writer, &summary, error);
    eco_writer_close(in.writer);
    ecoi_arena_dispose(&in.arena);
    if (status != ECO_OK)
        return status;
    complete(&in, &summary);
    if (in.n_taken == 0)
        status =
            ecoi_error_set(error, ECO_E_DATA, "%s: nothing could be taken; nothing is published", database);
    if (out)
        *out = summary;
    return status;
}

/* ---- out ---- */

static eco_status check_target(const ecoi_manifest *manifest, const char *index_path, const char *path,
                               eco_error *error)
{
    if (strcmp(manifest->engine, ECOI_ENGINE_NATIVE) != 0)
        return ecoi_error_set(error, ECO_E_UNSUPPORTED, "%s: kept in Xapian databases already: %s/%s",
                              index_path, index_path,
                              manifest->n_databases ? manifest->databases[0].name : "");
    if (manifest->n_segments > 1 || (manifest->n_segments == 1 && manifest->segments[0].n_deleted))
        return ecoi_error_set(
            error, ECO_E_UNSUPPORTED,
            "%s: it has several segments or deleted documents: ecoindex optimize makes it one", index_path);
    if (access(path, F_OK) == 0)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "%s: there is something already", path);
    return ECO_OK;
}

static eco_status export_segment(const ecoi_manifest *manifest, const char *index_path, const char *path,
                                 eco_error *error)
{
    ecoi_segment_numbers numbers;
    ecoi_segment *segment = NULL;
    ecoi_engine_copy copy = {.paths = &path,
                             .n_paths = 1,
                             .analysis = manifest->analysis,
                             .fingerprint = manifest->fingerprint,
                             .words = {(const char *)manifest->words.data, manifest->words.len}};
    eco_status status = ecoi_engine_load(ECOI_ENGINE_XAPIAN, &copy.engine, error);
    if (status == ECO_OK && manifest->n_segments) {
        char *file = ecoi_path_join(index_path, manifest->segments[0].name);
        status =
            file ? ecoi_segment_open(ecoi_vfs_posix(), file, &segment, error) : ecoi_error_no_memory(error);
        free(file);
    }
    copy.segment = segment;
    if (status == ECO_OK)
        status = ecoi_engine_copy_all(&copy, &numbers, error);
    ecoi_segment_close(segment);
    return status;
}

eco_status eco_export_xapian(const char *index_path, const char *path, eco_error *error)
{
    uint64_t newest;
    ecoi_manifest manifest = {0};
    eco_status status = ecoi_manifest_newest(ecoi_vfs_posix(), index_path, &newest, error);
    if (status == ECO_OK && newest == 0)
        return ecoi_error_set(error, ECO_E_MISSING, "%s: no index here", index_path);
    if (status == ECO_OK)
        status = ecoi_manifest_read(ecoi_vfs_posix(), index_path, newest, &manifest, error);
    if (status == ECO_OK)
        status = check_target(&manifest, index_path, path, error);
    if (status == ECO_OK)
        status = export_segment(&manifest, index_path, path, error);
    ecoi_manifest_dispose(&manifest);
    return status;
}
