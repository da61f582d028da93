/* SPDX-License-Identifier: MIT */
/* What is done to an index without reading sources: forgetting documents, merging its segments. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "indexer/assemble.h"
#include "indexer/engine_build.h"
#include "indexer/progress.h"
#include "indexer/writer.h"

typedef struct maintainer {
    eco_build_options options;
    ecoi_plan plan;
    ecoi_folder folder;
    ecoi_update update;
    ecoi_progress progress;
    double opened;
} maintainer;

static bool tick(void *user)
{
    return ecoi_progress_tick(user);
}

static bool merge_tick(void *user, uint64_t bytes_done, uint64_t bytes_total)
{
    ecoi_progress *progress = user;
    progress->last.bytes_done = bytes_done;
    progress->last.bytes_total = bytes_total;
    return ecoi_progress_tick(progress);
}

static eco_status open_index(maintainer *m, const ecoi_vfs *vfs, const ecoi_plan *plan,
                             const char *index_path, const eco_build_options *options, eco_error *error)
{
    m->opened = ecoi_seconds_now();
    if (!index_path || !*index_path)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "no index folder is named");
    eco_status status = ecoi_options_complete(options, &m->options, error);
    if (status != ECO_OK)
        return status;
    m->plan = plan ? *plan : ecoi_plan_make(m->options.memory, m->options.threads);
    m->progress = (ecoi_progress){.call = m->options.on_progress, .user = m->options.user};
    m->progress.last.stage = "merge";
    m->folder.keep = m->options.keep;
    m->folder.wait = m->options.wait_seconds;
    m->folder.allow_network = m->options.allow_network;
    m->folder.go_on = tick;
    m->folder.user = &m->progress;
    m->folder.must_exist = true;
    status = ecoi_folder_open(&m->folder, vfs, index_path, error);
    return status == ECO_OK ? ecoi_update_open(&m->update, &m->folder, error) : status;
}

static void close_index(maintainer *m)
{
    ecoi_update_dispose(&m->update);
    ecoi_folder_close(&m->folder);
}

/* The manifest of the next generation but for its parts: what the one before says. */
static eco_status inherit(const maintainer *m, ecoi_manifest *out, eco_error *error)
{
    const ecoi_manifest *before = &m->update.previous.manifest;
    memcpy(out->engine, before->engine, sizeof out->engine);
    memcpy(out->analysis, before->analysis, sizeof out->analysis);
    memcpy(out->fingerprint, before->fingerprint, sizeof out->fingerprint);
    out->no_text = before->no_text;
    out->max_record = before->max_record;
    return ecoi_buf_append(&out->words, before->words.data, before->words.len) ? ECO_OK
                                                                               : ecoi_error_no_memory(error);
}

static void sum_up(const maintainer *m, const ecoi_manifest *manifest, bool published, eco_build_summary *out)
{
    *out =
        (eco_build_summary){.generation = manifest->generation,
                            .segments = manifest->n_databases ? manifest->n_databases : manifest->n_segments,
                            .removed = m->update.n_removed,
                            .published = published};
    for (size_t i = 0; i < manifest->n_segments; ++i) {
        out->documents += manifest->segments[i].numbers.n_docs - manifest->segments[i].n_deleted;
        out->deleted += manifest->segments[i].n_deleted;
        out->index_bytes += manifest->segments[i].bytes;
    }
    for (size_t i = 0; i < manifest->n_databases; ++i)
        out->index_bytes += manifest->databases[i].bytes;
    out->unchanged = out->documents;
    out->seconds_merge = out->seconds_total = ecoi_seconds_now() - m->opened;
}

/* What is deleted goes from the engine's databases; where nothing of it may stay, these are written anew. */
static eco_status change_engine(maintainer *m, ecoi_assemble_how how, ecoi_manifest *manifest,
                                eco_error *error)
{
    ecoi_engine_build build = {.folder = &m->folder,
                               .name = manifest->engine,
                               .n_shards = (unsigned)m->update.previous.manifest.n_databases,
                               .analysis = manifest->analysis,
                               .fingerprint = manifest->fingerprint,
                               .words = {(const char *)manifest->words.data, manifest->words.len},
                               .previous = &m->update.previous,
                               .compact = how != ECOI_ASSEMBLE_BY_POLICY};
    return ecoi_engine_build_run(&build, NULL, manifest, error);
}

static eco_status assemble_and_publish(maintainer *m, ecoi_assemble_how how, ecoi_manifest *manifest,
                                       eco_error *error)
{
    bool is_native = strcmp(m->update.previous.manifest.engine, ECOI_ENGINE_NATIVE) == 0;
    ecoi_assembly assembly = {.folder = &m->folder,
                              .plan = &m->plan,
                              .update = &m->update,
                              .how = how,
                              .store_text = is_native && !m->update.previous.manifest.no_text,
                              .keep_missing = true, /* no source was read: none can miss anything */
                              .tick = merge_tick,
                              .user = &m->progress};
    eco_status status = inherit(m, manifest, error);
    if (status == ECO_OK && !is_native)
        status = change_engine(m, how, manifest, error);
    if (status == ECO_OK)
        status = ecoi_assemble(&assembly, NULL, manifest, error);
    if (status == ECO_OK && !ecoi_progress_stage(&m->progress, "publish"))
        status = ecoi_error_set(error, ECO_E_CANCELLED, "the run was cancelled");
    if (status != ECO_OK)
        ecoi_folder_discard(&m->folder);
    return status == ECO_OK ? ecoi_folder_publish(&m->folder, manifest, error) : status;
}

/* Publishes a generation made of the one before, unless it would be the same. */
static eco_status publish(maintainer *m, bool changed, ecoi_assemble_how how, eco_build_summary *out,
                          eco_error *error)
{
    ecoi_manifest manifest = {0};
    eco_status status = changed ? assemble_and_publish(m, how, &manifest, error) : ECO_OK;
    if (status == ECO_OK && out)
        sum_up(m, changed ? &manifest : &m->update.previous.manifest, changed, out);
    ecoi_manifest_dispose(&manifest);
    return status;
}

/* ---- forgetting ---- */

/* What is not known of a date may be as late as can be. */
static bool is_before(uint32_t packed, eco_date before)
{
    return packed && ecoi_date_last(packed) < ecoi_date_first(ecoi_date_pack(before));
}

static bool fits(const ecoi_segment *segment, const ecoi_columns *columns, uint32_t doc,
                 const eco_forget_request *request)
{
    uint32_t source = ecoi_column_get(&columns->sources, doc);
    if (request->before.year && !is_before(ecoi_column_get(&columns->dates, doc), request->before))
        return false;
    return !request->source || (source && source <= ecoi_segment_n_sources(segment) &&
                                ecoi_text_equal(ecoi_segment_source(segment, source),
                                                (eco_text){request->source, strlen(request->source)}));
}

static eco_status forget_if(maintainer *m, ecoi_place place, const eco_forget_request *request,
                            eco_error *error)
{
    const ecoi_columns *columns;
    const ecoi_segment *segment = m->update.previous.segments[place.segment].segment;
    eco_status status = ecoi_segment_columns(segment, &columns, error);
    if (status != ECO_OK || !fits(segment, columns, place.doc, request))
        return status;
    return ecoi_update_forget(&m->update, place, error);
}

static eco_status forget_keys(maintainer *m, const eco_forget_request *request, eco_error *error)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < request->n_keys; ++i) {
        ecoi_place place;
        bool found;
        eco_text key = {request->keys[i], strlen(request->keys[i])};
        status = ecoi_previous_find(&m->update.previous, key, &place, &found, error);
        if (status == ECO_OK && !found && ecoi_update_is_forgotten(&m->update, key))
            continue; /* asked for again, to erase the text now */
        if (status == ECO_OK && !found)
            status = ecoi_error_set(error, ECO_E_DATA, "no document has the key %.200s; nothing is changed",
                                    key.ptr);
        if (status == ECO_OK)
            status = forget_if(m, place, request, error);
    }
    return status;
}

static eco_status forget_all(maintainer *m, const eco_forget_request *request, eco_error *error)
{
    eco_status status = ECO_OK;
    for (uint32_t i = 0; i < m->update.previous.n_segments; ++i) {
        uint32_t n_docs = ecoi_segment_n_docs(m->update.previous.segments[i].segment);
        for (uint32_t doc = 0; status == ECO_OK && doc < n_docs; ++doc)
            status = forget_if(m, (ecoi_place){i, doc}, request, error);
    }
    return status;
}

static eco_status complete_request(const eco_forget_request *request, eco_forget_request *out,
                                   eco_error *error)
{
    if (!request || request->struct_size < sizeof request->struct_size)
        return ecoi_error_set(error, ECO_E_ARGUMENT,
                              "a request without its size: use ECO_FORGET_REQUEST_INIT");
    *out = (eco_forget_request){0};
    memcpy(out, request, request->struct_size < sizeof *out ? request->struct_size : sizeof *out);
    if (!out->n_keys && !out->source && !out->before.year)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "nothing says which documents are to be forgotten");
    return ECO_OK;
}

static bool has_deletions(const maintainer *m)
{
    bool has = false;
    for (size_t i = 0; i < m->update.previous.n_segments; ++i)
        has |= m->update.previous.segments[i].named->n_deleted > 0;
    return has;
}

eco_status ecoi_forget_vfs(const ecoi_vfs *vfs, const ecoi_plan *plan, const char *index_path,
                           const eco_forget_request *given, const eco_build_options *options,
                           eco_build_summary *out, eco_error *error)
{
    maintainer m = {0};
    eco_forget_request request;
    eco_status status = complete_request(given, &request, error);
    if (status == ECO_OK)
        status = open_index(&m, vfs, plan, index_path, options, error);
    if (status == ECO_OK)
        status = request.n_keys ? forget_keys(&m, &request, error) : forget_all(&m, &request, error);
    if (status == ECO_OK)
        status = ecoi_update_settle_forgotten(&m.update, error);
    if (status == ECO_OK && request.now) {
        m.folder.keep = 1; /* the generations before have the texts too */
        status = publish(&m, true, ECOI_ASSEMBLE_PURGED, out, error);
    } else if (status == ECO_OK) {
        status = publish(&m, m.update.n_removed > 0, ECOI_ASSEMBLE_BY_POLICY, out, error);
    }
    close_index(&m);
    return status;
}

eco_status eco_forget(const char *index_path, const eco_forget_request *request,
                      const eco_build_options *options, eco_build_summary *out, eco_error *error)
{
    return ecoi_forget_vfs(ecoi_vfs_posix(), NULL, index_path, request, options, out, error);
}

/* ---- merging all ---- */

/* Whether an engine's databases can be written smaller is known only afterwards. */
static bool can_shrink(const maintainer *m)
{
    return m->update.previous.n_segments > 1 || has_deletions(m) || m->update.previous.manifest.n_databases;
}

eco_status ecoi_optimize_vfs(const ecoi_vfs *vfs, const ecoi_plan *plan, const char *index_path,
                             const eco_build_options *options, eco_build_summary *out, eco_error *error)
{
    maintainer m = {0};
    eco_status status = open_index(&m, vfs, plan, index_path, options, error);
    if (status == ECO_OK)
        status = publish(&m, can_shrink(&m), ECOI_ASSEMBLE_ONE, out, error);
    close_index(&m);
    return status;
}

eco_status eco_optimize(const char *index_path, const eco_build_options *options, eco_build_summary *out,
                        eco_error *error)
{
    return ecoi_optimize_vfs(ecoi_vfs_posix(), NULL, index_path, options, out, error);
}
