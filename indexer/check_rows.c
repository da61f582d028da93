/* SPDX-License-Identifier: MIT */
/* The rows beside the segments: whole, and in accord with the segments and with each other. */
#include <inttypes.h>
#include <stdlib.h>

#include "indexer/check_parts.h"
#include "indexer/ledger.h"
#include "store/deletions.h"

static bool is_deleted(const ecoi_deletions *deletions, uint32_t doc)
{
    return deletions->bits && (deletions->bits[doc / 64] >> doc % 64 & 1);
}

static eco_status check_ledger(ecoi_checker *checker, const ecoi_manifest_segment *recorded)
{
    ecoi_row row = {0};
    eco_error error;
    bool ok;
    if (!*recorded->ledger)
        return ECO_OK;
    checker->file = recorded->ledger;
    eco_status status = ecoi_ledger_read(checker->vfs, checker->dir, recorded->ledger,
                                         recorded->numbers.n_docs, &row, &error);
    status = ecoi_check_call(checker, "ledger", status, &error, &ok);
    free(row.items);
    return status;
}

/* What the manifest says of the deleted documents together. */
static eco_status check_sums(ecoi_checker *checker, const ecoi_manifest_segment *recorded,
                             const ecoi_deletions *deletions)
{
    const ecoi_columns *columns;
    eco_error error;
    uint64_t lengths = 0, title_lengths = 0;
    bool ok;
    eco_status status = ecoi_segment_columns(checker->segment, &columns, &error);
    status = ecoi_check_call(checker, "columns", status, &error, &ok);
    if (status != ECO_OK || !ok)
        return status;
    for (uint32_t doc = 0; doc < ecoi_segment_n_docs(checker->segment); ++doc)
        if (is_deleted(deletions, doc)) {
            lengths += ecoi_column_get(&columns->lengths, doc);
            title_lengths += ecoi_column_get(&columns->title_lengths, doc);
        }
    ecoi_check_equal(checker, "deletions", "tokens outside titles", lengths, recorded->deleted_lengths);
    ecoi_check_equal(checker, "deletions", "tokens of titles", title_lengths,
                     recorded->deleted_title_lengths);
    return ECO_OK;
}

eco_status ecoi_check_rows(ecoi_checker *checker, const ecoi_manifest_segment *recorded)
{
    const char *segment_file = checker->file;
    ecoi_deletions deletions = {0};
    eco_error error;
    bool ok;
    eco_status status = check_ledger(checker, recorded);
    if (status == ECO_OK && *recorded->deleted) {
        checker->file = recorded->deleted;
        status = ecoi_deletions_read(checker->vfs, checker->dir, recorded, &deletions, &error);
        status = ecoi_check_call(checker, "file", status, &error, &ok);
        if (status == ECO_OK && ok)
            status = check_sums(checker, recorded, &deletions);
    }
    ecoi_deletions_dispose(&deletions);
    checker->file = segment_file;
    return status;
}

/* ---- the generation ---- */

/* Reads a row whose items rise, `stride` numbers each; *out empty when it is damaged. */
static eco_status read_rising(ecoi_checker *checker, const char *name, ecoi_row_kind kind, size_t stride,
                              ecoi_row *out)
{
    eco_error error;
    bool ok;
    if (!*name)
        return ECO_OK;
    checker->file = name;
    checker->n_in_file = 0;
    eco_status status = ecoi_row_read(checker->vfs, checker->dir, name, kind, out, &error);
    status = ecoi_check_call(checker, "file", status, &error, &ok);
    if (out->n % stride)
        ecoi_check_report(checker, "row", "%zu numbers are not %zu each", out->n, stride);
    for (size_t i = stride; i + stride <= out->n; i += stride)
        if (out->items[i] <= out->items[i - stride])
            ecoi_check_report(checker, "row", "number %zu does not rise", i);
    return status;
}

eco_status ecoi_check_generation_rows(ecoi_checker *checker, const ecoi_manifest *manifest)
{
    ecoi_row files = {0}, forgotten = {0};
    eco_status status = read_rising(checker, manifest->files, ECOI_ROW_FILES, ECOI_FILE_NUMBERS, &files);
    for (size_t i = 0; i + ECOI_FILE_NUMBERS <= files.n; i += ECOI_FILE_NUMBERS)
        if (files.items[i + ECOI_FILE_NUMBERS - 1] >= manifest->n_sources)
            ecoi_check_report(checker, "row", "file %zu is of a source that there is not",
                              i / ECOI_FILE_NUMBERS);
    if (status == ECO_OK)
        status = read_rising(checker, manifest->forgotten, ECOI_ROW_FORGOTTEN, 1, &forgotten);
    free(files.items);
    free(forgotten.items);
    return status;
}

/* ---- across segments ---- */

typedef struct opened {
    ecoi_segment *segment;
    ecoi_deletions deletions;
} opened;

/* The documents of one segment, whose keys are looked for in the others. */
typedef struct key_job {
    const opened *all;
    size_t n, at;
} key_job;

/* Keys of the smaller of two segments are looked for in the larger one: those are the fewer. */
static bool is_larger(const key_job *job, size_t other)
{
    uint32_t n = ecoi_segment_n_docs(job->all[job->at].segment);
    uint32_t n_other = ecoi_segment_n_docs(job->all[other].segment);
    return n_other > n || (n_other == n && other > job->at);
}

static eco_status check_key(ecoi_checker *checker, const key_job *job, uint32_t doc)
{
    eco_text key;
    eco_error error;
    eco_status status = ecoi_segment_key(job->all[job->at].segment, doc, &key, &error);
    for (size_t i = 0; status == ECO_OK && i < job->n; ++i) {
        uint32_t other;
        if (i == job->at || !is_larger(job, i))
            continue;
        status = ecoi_segment_find_key(job->all[i].segment, key, &other, &error);
        if (status == ECO_OK && other != ECOI_NO_DOC && !is_deleted(&job->all[i].deletions, other)) {
            char place[ECOI_CHECK_PLACE];
            ecoi_check_report(checker, ecoi_check_document_place(doc, place),
                              "its key is that of document %" PRIu32 " of %s too", other,
                              ecoi_segment_path(job->all[i].segment));
        }
    }
    return status == ECO_E_NO_MEMORY ? status
                                     : ECO_OK; /* other troubles have been found segment by segment */
}

static eco_status check_keys_part(ecoi_check_part *part)
{
    const key_job *job = part->job;
    eco_status status = ECO_OK;
    for (uint32_t doc = part->first;
         status == ECO_OK && doc < part->end && !ecoi_check_is_enough(&part->checker); ++doc)
        if (!is_deleted(&job->all[job->at].deletions, doc))
            status = check_key(&part->checker, job, doc);
    return status;
}

/* Opens all segments; *out_ok false: one is damaged, which has been reported. */
static eco_status open_all(const ecoi_checker *checker, const ecoi_manifest *manifest, opened *all,
                           bool *out_ok)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < manifest->n_segments; ++i) {
        const ecoi_manifest_segment *named = &manifest->segments[i];
        char *path = ecoi_path_join(checker->dir, named->name);
        status = path ? ecoi_segment_open(checker->vfs, path, &all[i].segment, NULL) : ECO_E_NO_MEMORY;
        if (status == ECO_OK)
            status = ecoi_deletions_read(checker->vfs, checker->dir, named, &all[i].deletions, NULL);
        free(path);
    }
    *out_ok = status == ECO_OK;
    return status == ECO_E_NO_MEMORY ? status : ECO_OK;
}

eco_status ecoi_check_keys(ecoi_checker *checker, const ecoi_manifest *manifest)
{
    size_t n = manifest->n_segments;
    bool ok;
    if (n < 2)
        return ECO_OK;
    opened *all = calloc(n, sizeof *all);
    if (!all)
        return ECO_E_NO_MEMORY;
    eco_status status = open_all(checker, manifest, all, &ok);
    for (size_t i = 0; status == ECO_OK && ok && i < n; ++i) {
        checker->file = manifest->segments[i].name;
        checker->n_in_file = 0;
        key_job job = {all, n, i};
        status =
            ecoi_check_in_parts(checker, ecoi_segment_n_docs(all[i].segment), check_keys_part, &job, NULL);
    }
    for (size_t i = 0; i < n; ++i) {
        ecoi_segment_close(all[i].segment);
        ecoi_deletions_dispose(&all[i].deletions);
    }
    free(all);
    return status;
}
