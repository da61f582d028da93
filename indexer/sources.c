/* SPDX-License-Identifier: MIT */
/* eco_build and eco_update: from files and folders to an index, by the reader of corpus and a writer. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "corpus/reader.h"
#include "indexer/absolute.h"
#include "indexer/progress.h"
#include "indexer/writer.h"

/* A run over sources. */
typedef struct job {
    eco_build_options options; /* the caller's, complete */
    const char *const *sources;
    size_t n_sources;
    const char **recalled; /* room for sources that the caller did not name */
    uint32_t *numbers;     /* of the sources, as the update knows them */
    eco_writer *writer;
    ecoi_reader *reader;
    eco_status status; /* of what the reader's questions led to */
    eco_error error;
    double started;
} job;

/* ---- what the reader asks and tells ---- */

static void meter(void *user, uint64_t *bytes_done, uint64_t *bytes_total)
{
    ecoi_reader_counts counts = ecoi_reader_get_counts(user);
    *bytes_done = counts.bytes_read;
    *bytes_total = counts.bytes_total;
}

static bool go_on(void *user)
{
    return ecoi_writer_tick(user);
}

static bool wants(void *user, const ecoi_found *found)
{
    job *j = user;
    ecoi_update *update = ecoi_writer_update(j->writer);
    bool wanted = false;
    update->file = ECOI_NO_FILE;
    if (found->what == ECOI_FOUND_STREAM)
        return true;
    if (j->status == ECO_OK)
        j->status = ecoi_update_meet_file(update, j->numbers[found->source], found, &wanted, &j->error);
    return wanted;
}

/* What a damaged file held may be in it still: a crawl or a feed that was cut names no record of the rest. So
 * may what a damaged record was. Pages that are none any more, and a file's page of another kind, are not
 * damage; a file without any text is, for nobody empties one to say that its documents are gone. */
static void note_damage(ecoi_update *update, const eco_reject *reject)
{
    switch (reject->reason) {
    case ECO_REJECT_UNREADABLE:
    case ECO_REJECT_GZIP:
    case ECO_REJECT_XML:
        ecoi_update_damage_file(update);
        break;
    case ECO_REJECT_JSON:
    case ECO_REJECT_FIELD:
    case ECO_REJECT_TOO_LONG:
    case ECO_REJECT_BINARY:
    case ECO_REJECT_WARC:
    case ECO_REJECT_CODING:
        ecoi_update_mangle_file(update);
        break;
    case ECO_REJECT_EMPTY:
        if (reject->record == 0)
            ecoi_update_mangle_file(update);
        break;
    default:
        break;
    }
}

static void on_reject(void *user, const eco_reject *reject)
{
    job *j = user;
    note_damage(ecoi_writer_update(j->writer), reject);
    if (j->options.on_reject)
        j->options.on_reject(j->options.user, reject);
}

/* ---- reading ---- */

static ecoi_origin origin_of(const ecoi_reader *reader)
{
    ecoi_origin origin;
    origin.path.ptr = ecoi_reader_where(reader, &origin.record);
    origin.path.len = strlen(origin.path.ptr);
    return origin;
}

/* Of a file of several records; a page that is longer than one may be is cut in the same way every time. */
static bool is_cut(const job *j, uint64_t damaged_before)
{
    uint64_t record;
    (void)ecoi_reader_where(j->reader, &record);
    return record && ecoi_reader_get_counts(j->reader).damaged > damaged_before;
}

static eco_status take_all(job *j, uint64_t *n_taken, eco_error *error)
{
    ecoi_update *update = ecoi_writer_update(j->writer);
    for (const eco_document *document;; ++*n_taken) {
        uint64_t damaged = ecoi_reader_get_counts(j->reader).damaged;
        eco_status status = ecoi_reader_next(j->reader, &document, error);
        if (status == ECO_OK && j->status != ECO_OK) {
            if (error)
                *error = j->error;
            return j->status;
        }
        update->is_cut = status == ECO_OK && document && is_cut(j, damaged);
        if (update->is_cut)
            ecoi_update_mangle_file(update);
        if (status == ECO_OK && document)
            status = ecoi_writer_take(j->writer, document, origin_of(j->reader), error);
        if (status != ECO_OK || !document)
            return status;
    }
}

static uint64_t n_rejected(const ecoi_reader_counts *counts)
{
    uint64_t n = 0;
    for (int reason = 0; reason < ECO_N_REJECT_REASONS; ++reason)
        n += counts->rejected[reason];
    return n;
}

/* All of the sources have been walked: one in which nothing was met is empty now. */
static void note_read(const job *j)
{
    ecoi_update *update = ecoi_writer_update(j->writer);
    for (size_t i = 0; i < j->n_sources; ++i)
        if (strcmp(j->sources[i], "-") != 0)
            update->files.sources[j->numbers[i]].is_read = true;
}

/* What the reader knows beyond the writer. */
static void complete_summary(eco_build_summary *summary, const ecoi_reader *reader)
{
    ecoi_reader_counts counts = ecoi_reader_get_counts(reader);
    summary->read = counts.records;
    summary->source_bytes = counts.bytes_read;
    summary->replaced_bytes += counts.replaced;
    summary->bad_dates = counts.bad_dates;
    summary->damaged = counts.damaged;
    summary->rejected += n_rejected(&counts);
    for (int reason = 0; reason < ECO_N_REJECT_REASONS; ++reason)
        summary->rejected_by_reason[reason] += counts.rejected[reason];
}

/* An empty index in the place of one that answers helps nobody. */
static eco_status refuse_nothing(const eco_build_summary *summary, eco_error *error)
{
    if (summary->read == 0)
        return ecoi_error_set(error, ECO_E_DATA, "there is no document in the sources; nothing is published");
    return ecoi_error_set(error, ECO_E_DATA, "nothing could be taken from the sources; nothing is published");
}

static eco_status read_and_commit(job *j, eco_build_summary *out, eco_error *error)
{
    eco_build_summary summary = {0};
    uint64_t n_taken = 0;
    bool updates = ecoi_writer_update(j->writer)->has_previous;
    ecoi_writer_set_meter(j->writer, meter, j->reader);
    ecoi_reader_set_go_on(j->reader, go_on, j->writer);
    eco_status status = take_all(j, &n_taken, error);
    if (status == ECO_OK)
        note_read(j);
    ecoi_reader_counts counts = ecoi_reader_get_counts(j->reader);
    ecoi_writer_set_counts(j->writer, counts.records, n_rejected(&counts));
    if (status == ECO_OK && (n_taken || updates))
        status = eco_writer_commit(j->writer, &summary, error);
    if (status != ECO_OK && status != ECO_E_GATE)
        return status;
    complete_summary(&summary, j->reader);
    if (n_taken == 0 && !updates) {
        summary.seconds_read = summary.seconds_total = ecoi_seconds_now() - j->started;
        status = refuse_nothing(&summary, error);
    }
    if (out)
        *out = summary;
    return status;
}

/* ---- running ---- */

static eco_status open_reader(job *j, const ecoi_plan *plan, uint64_t max_record, eco_error *error)
{
    ecoi_plan made = plan ? *plan : ecoi_plan_make(j->options.memory, j->options.threads);
    ecoi_reader_options reading = {max_record ? max_record : made.max_record, on_reject, j, wants};
    return ecoi_reader_open(j->sources, j->n_sources, &reading, &j->reader, error);
}

/* Tells the update of the sources, by names that hold wherever the next run is started. */
static eco_status name_sources(job *j, eco_error *error)
{
    ecoi_update *update = ecoi_writer_update(j->writer);
    j->numbers = calloc(j->n_sources + 1, sizeof *j->numbers);
    if (!j->numbers)
        return ecoi_error_no_memory(error);
    for (size_t i = 0; i < j->n_sources; ++i) {
        char *path;
        if (strcmp(j->sources[i], "-") == 0)
            continue;
        eco_status status = ecoi_absolute_path(j->sources[i], &path, error);
        if (status != ECO_OK)
            return status;
        j->numbers[i] = ecoi_files_source_number(&update->files, path);
        free(path);
        if (j->numbers[i] == UINT32_MAX)
            return ecoi_error_no_memory(error);
        if (update->files.sources[j->numbers[i]].is_dropped)
            return ecoi_error_set(error, ECO_E_ARGUMENT, "%s is to be read and to be left out",
                                  j->sources[i]);
    }
    return ECO_OK;
}

static void close_job(job *j)
{
    eco_writer_close(j->writer);
    ecoi_reader_close(j->reader);
    free(j->numbers);
    free(j->recalled);
}

static eco_status run(job *j, const char *index_path, eco_build_summary *out, eco_error *error)
{
    eco_status status = name_sources(j, error);
    if (status != ECO_OK)
        return status;
    ecoi_reader_leave_out(j->reader, index_path); /* which exists now */
    return read_and_commit(j, out, error);
}

eco_status ecoi_build_vfs(const ecoi_vfs *vfs, const ecoi_plan *plan, const char *index_path,
                          const char *const *sources, size_t n_sources, const eco_build_options *options,
                          eco_build_summary *out, eco_error *error)
{
    job j = {.sources = sources, .n_sources = n_sources, .started = ecoi_seconds_now()};
    if (n_sources == 0)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "no source is named");
    eco_status status = ecoi_options_complete(options, &j.options, error);
    j.options.update = false;
    if (status == ECO_OK)
        status = open_reader(&j, plan, j.options.max_record_bytes, error);
    if (status == ECO_OK)
        status = ecoi_writer_open_vfs(vfs, plan, index_path, &j.options, &j.writer, error);
    if (status == ECO_OK)
        status = run(&j, index_path, out, error);
    close_job(&j);
    return status;
}

/* Without sources named there must be an index that remembers some: none is made for nothing. */
static eco_status find_index(const ecoi_vfs *vfs, const char *index_path, eco_error *error)
{
    uint64_t newest = 0;
    eco_status status = ecoi_manifest_newest(vfs, index_path, &newest, error);
    if (status == ECO_OK && newest == 0)
        status = ecoi_error_set(error, ECO_E_ARGUMENT,
                                "no source is named, and %s is no index that remembers any", index_path);
    return status;
}

/* Without sources named, those that the index remembers. */
static eco_status recall_sources(job *j, eco_error *error)
{
    const ecoi_files *files = &ecoi_writer_update(j->writer)->files;
    if (j->n_sources)
        return ECO_OK;
    j->recalled = calloc(files->n_sources + 1, sizeof *j->recalled);
    if (!j->recalled)
        return ecoi_error_no_memory(error);
    for (size_t i = 0; i < files->n_sources; ++i)
        if (!files->sources[i].is_dropped)
            j->recalled[j->n_sources++] = files->sources[i].path;
    j->sources = j->recalled;
    return j->n_sources || j->options.n_without
               ? ECO_OK
               : ecoi_error_set(error, ECO_E_ARGUMENT, "no source is named, and the index remembers none");
}

static eco_status drop_source(job *j, const char *named, eco_error *error)
{
    ecoi_files *files = &ecoi_writer_update(j->writer)->files;
    char *path;
    eco_status status = ecoi_absolute_path(named, &path, error);
    if (status == ECO_OK && !ecoi_files_drop_source(files, path))
        status =
            ecoi_error_set(error, ECO_E_ARGUMENT,
                           "%s is no source that the index remembers (of %zu: ecoindex inspect lists them)",
                           path, files->n_sources);
    free(path);
    return status;
}

static eco_status drop_sources(job *j, eco_error *error)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < j->options.n_without; ++i)
        status = drop_source(j, j->options.without[i], error);
    return status;
}

eco_status ecoi_update_vfs(const ecoi_vfs *vfs, const ecoi_plan *plan, const char *index_path,
                           const char *const *sources, size_t n_sources, const eco_build_options *options,
                           eco_build_summary *out, eco_error *error)
{
    job j = {.sources = sources, .n_sources = n_sources, .started = ecoi_seconds_now()};
    eco_status status = ecoi_options_complete(options, &j.options, error);
    j.options.update = true;
    if (status == ECO_OK && n_sources == 0 && index_path)
        status = find_index(vfs, index_path, error);
    if (status == ECO_OK)
        status = ecoi_writer_open_vfs(vfs, plan, index_path, &j.options, &j.writer, error);
    if (status == ECO_OK)
        ecoi_writer_update(j.writer)->drop_missing = j.options.drop_missing;
    if (status == ECO_OK)
        status = drop_sources(&j, error);
    if (status == ECO_OK)
        status = recall_sources(&j, error);
    if (status == ECO_OK)
        status = open_reader(&j, plan, ecoi_writer_max_record(j.writer), error);
    if (status == ECO_OK)
        status = run(&j, index_path, out, error);
    close_job(&j);
    return status;
}

eco_status eco_build(const char *index_path, const char *const *sources, size_t n_sources,
                     const eco_build_options *options, eco_build_summary *out, eco_error *error)
{
    return ecoi_build_vfs(ecoi_vfs_posix(), NULL, index_path, sources, n_sources, options, out, error);
}

eco_status eco_update(const char *index_path, const char *const *sources, size_t n_sources,
                      const eco_build_options *options, eco_build_summary *out, eco_error *error)
{
    return ecoi_update_vfs(ecoi_vfs_posix(), NULL, index_path, sources, n_sources, options, out, error);
}
