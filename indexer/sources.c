/* SPDX-License-Identifier: MIT */
/* eco_build: from files and folders to an index, by the reader of corpus and a writer. */
#include <string.h>

#include "base/error.h"
#include "corpus/reader.h"
#include "indexer/writer.h"

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

static ecoi_origin origin_of(const ecoi_reader *reader)
{
    ecoi_origin origin;
    origin.path.ptr = ecoi_reader_where(reader, &origin.record);
    origin.path.len = strlen(origin.path.ptr);
    return origin;
}

static eco_status take_all(ecoi_reader *reader, eco_writer *writer, uint64_t *n_taken, eco_error *error)
{
    for (const eco_document *document;; ++*n_taken) {
        eco_status status = ecoi_reader_next(reader, &document, error);
        if (status == ECO_OK && document)
            status = ecoi_writer_take(writer, document, origin_of(reader), error);
        if (status != ECO_OK || !document)
            return status;
    }
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
    for (int reason = 0; reason < ECO_N_REJECT_REASONS; ++reason) {
        summary->rejected += counts.rejected[reason];
        summary->rejected_by_reason[reason] += counts.rejected[reason];
    }
}

/* An empty index in the place of one that answers helps nobody. */
static eco_status refuse_nothing(const eco_build_summary *summary, eco_error *error)
{
    if (summary->read == 0)
        return ecoi_error_set(error, ECO_E_DATA, "there is no document in the sources; nothing is published");
    return ecoi_error_set(error, ECO_E_DATA, "nothing could be taken from the sources; nothing is published");
}

static eco_status build(eco_writer *writer, ecoi_reader *reader, eco_build_summary *out, eco_error *error)
{
    eco_build_summary summary = {0};
    uint64_t n_taken = 0;
    double started = ecoi_seconds_now();
    ecoi_writer_set_meter(writer, meter, reader);
    ecoi_reader_set_go_on(reader, go_on, writer);
    eco_status status = take_all(reader, writer, &n_taken, error);
    if (status == ECO_OK && n_taken)
        status = eco_writer_commit(writer, &summary, error);
    if (status != ECO_OK)
        return status;
    complete_summary(&summary, reader);
    if (n_taken == 0) {
        summary.seconds_read = summary.seconds_total = ecoi_seconds_now() - started;
        status = refuse_nothing(&summary, error);
    }
    if (out)
        *out = summary;
    return status;
}

eco_status ecoi_build_vfs(const ecoi_vfs *vfs, const ecoi_plan *plan, const char *index_path,
                          const char *const *sources, size_t n_sources, const eco_build_options *options,
                          eco_build_summary *out, eco_error *error)
{
    eco_build_options complete;
    ecoi_reader *reader = NULL;
    eco_writer *writer = NULL;
    if (n_sources == 0)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "no source is named");
    eco_status status = ecoi_options_complete(options, &complete, error);
    if (status == ECO_OK) {
        ecoi_plan made = plan ? *plan : ecoi_plan_make(complete.memory, complete.threads);
        uint64_t max_record = complete.max_record_bytes ? complete.max_record_bytes : made.max_record;
        ecoi_reader_options reading = {max_record, complete.on_reject, complete.user, NULL};
        status = ecoi_reader_open(sources, n_sources, &reading, &reader, error);
    }
    if (status == ECO_OK)
        status = ecoi_writer_open_vfs(vfs, plan, index_path, &complete, &writer, error);
    if (status == ECO_OK) {
        ecoi_reader_leave_out(reader, index_path); /* which exists now */
        status = build(writer, reader, out, error);
    }
    eco_writer_close(writer);
    ecoi_reader_close(reader);
    return status;
}

eco_status eco_build(const char *index_path, const char *const *sources, size_t n_sources,
                     const eco_build_options *options, eco_build_summary *out, eco_error *error)
{
    return ecoi_build_vfs(ecoi_vfs_posix(), NULL, index_path, sources, n_sources, options, out, error);
}
