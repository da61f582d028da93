/* SPDX-License-Identifier: MIT */
#include "indexer/previous.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "indexer/ledger.h"

void ecoi_previous_dispose(ecoi_previous *previous)
{
    for (size_t i = 0; previous->segments && i < previous->n_segments; ++i) {
        ecoi_segment_close(previous->segments[i].segment);
        ecoi_deletions_dispose(&previous->segments[i].deletions);
        free(previous->segments[i].ledger.items);
        free(previous->segments[i].met);
    }
    free(previous->segments);
    free(previous->gone);
    ecoi_manifest_dispose(&previous->manifest);
    *previous = (ecoi_previous){0};
}

static eco_status open_rows(const ecoi_previous *previous, ecoi_previous_segment *s, eco_error *error)
{
    const ecoi_folder *folder = previous->folder;
    eco_status status = ecoi_deletions_read(folder->vfs, folder->dir, s->named, &s->deletions, error);
    if (status != ECO_OK || !*s->named->ledger)
        return status;
    return ecoi_ledger_read(folder->vfs, folder->dir, s->named->ledger, s->named->numbers.n_docs, &s->ledger,
                            error);
}

static eco_status open_segment(ecoi_previous *previous, ecoi_previous_segment *s, eco_error *error)
{
    char *path;
    eco_status status = ecoi_folder_path(previous->folder, s->named->name, &path, error);
    if (status != ECO_OK)
        return status;
    status = ecoi_segment_open(previous->folder->vfs, path, &s->segment, error);
    if (status == ECO_OK && (ecoi_segment_bytes(s->segment) != s->named->bytes ||
                             ecoi_segment_n_docs(s->segment) != s->named->numbers.n_docs))
        status = ecoi_error_set(error, ECO_E_CORRUPT, "%s: damaged: not the size its manifest says", path);
    free(path);
    return status == ECO_OK ? open_rows(previous, s, error) : status;
}

/* Databases have documents, and nothing is known of these. */
static bool lacks_register(const ecoi_manifest *manifest)
{
    uint64_t n_docs = 0;
    for (size_t i = 0; i < manifest->n_databases; ++i)
        n_docs += manifest->databases[i].numbers.n_docs;
    return n_docs && manifest->n_segments == 0;
}

eco_status ecoi_previous_open(ecoi_previous *previous, const ecoi_folder *folder, eco_error *error)
{
    uint64_t newest = folder->generation - 1;
    previous->folder = folder;
    if (newest == 0)
        return ecoi_error_set(error, ECO_E_MISSING, "%s: no index here", folder->dir);
    eco_status status = ecoi_manifest_read(folder->vfs, folder->dir, newest, &previous->manifest, error);
    if (status != ECO_OK)
        return status;
    if (lacks_register(&previous->manifest))
        return ecoi_error_set(error, ECO_E_VERSION,
                              "index %s does not know where its documents came from: build it once more",
                              folder->dir);
    previous->n_segments = previous->manifest.n_segments;
    previous->segments = calloc(previous->n_segments + 1, sizeof *previous->segments);
    if (!previous->segments)
        return ecoi_error_no_memory(error);
    for (size_t i = 0; status == ECO_OK && i < previous->n_segments; ++i) {
        previous->segments[i].named = &previous->manifest.segments[i];
        status = open_segment(previous, &previous->segments[i], error);
    }
    previous->n_docs = ecoi_previous_n_docs(previous);
    previous->n_tokens = ecoi_previous_n_tokens(previous);
    return status;
}

eco_status ecoi_previous_find(const ecoi_previous *previous, eco_text key, ecoi_place *out, bool *out_found,
                              eco_error *error)
{
    *out_found = false;
    for (size_t i = 0; i < previous->n_segments; ++i) {
        uint32_t doc;
        eco_status status = ecoi_segment_find_key(previous->segments[i].segment, key, &doc, error);
        if (status != ECO_OK)
            return status;
        *out = (ecoi_place){(uint32_t)i, doc};
        if (doc != ECOI_NO_DOC && !ecoi_previous_is_deleted(previous, *out)) {
            *out_found = true;
            return ECO_OK;
        }
    }
    return ECO_OK;
}

eco_status ecoi_previous_delete(ecoi_previous *previous, ecoi_place place, eco_error *error)
{
    ecoi_previous_segment *s = &previous->segments[place.segment];
    const ecoi_columns *columns;
    size_t words = ecoi_deletions_words(s->named->numbers.n_docs);
    if (ecoi_previous_is_deleted(previous, place))
        return ECO_OK;
    eco_status status = ecoi_segment_columns(s->segment, &columns, error);
    if (status != ECO_OK)
        return status;
    if (!s->deletions.bits)
        s->deletions.bits = calloc(words + 1, sizeof *s->deletions.bits);
    if (!s->deletions.bits ||
        !ecoi_grow(&previous->gone, &previous->gone_cap, previous->n_gone + 1, sizeof *previous->gone))
        return ecoi_error_no_memory(error);
    previous->gone[previous->n_gone++] = place;
    s->deletions.bits[place.doc / 64] |= (uint64_t)1 << place.doc % 64;
    ++s->deletions.n;
    ++s->named->n_deleted;
    s->named->deleted_lengths += ecoi_column_get(&columns->lengths, place.doc);
    s->named->deleted_title_lengths += ecoi_column_get(&columns->title_lengths, place.doc);
    s->has_more = true;
    return ECO_OK;
}

uint64_t ecoi_previous_n_docs(const ecoi_previous *previous)
{
    uint64_t n = 0;
    for (size_t i = 0; i < previous->n_segments; ++i)
        n += previous->manifest.segments[i].numbers.n_docs - previous->manifest.segments[i].n_deleted;
    return n;
}

uint64_t ecoi_previous_n_tokens(const ecoi_previous *previous)
{
    uint64_t n = 0;
    for (size_t i = 0; i < previous->n_segments; ++i) {
        const ecoi_manifest_segment *s = &previous->manifest.segments[i];
        n += s->numbers.sum_lengths - s->deleted_lengths + s->numbers.sum_title_lengths -
             s->deleted_title_lengths;
    }
    return n;
}
