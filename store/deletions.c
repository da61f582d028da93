/* SPDX-License-Identifier: MIT */
#include "store/deletions.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "store/row.h"

enum { CHUNK_WORDS = ECOI_CHUNK_DOCS / 64 };

void ecoi_deletions_dispose(ecoi_deletions *deletions)
{
    free(deletions->bits);
    free(deletions->in_chunk);
    *deletions = (ecoi_deletions){0};
}

static void count(ecoi_deletions *d, size_t words)
{
    d->n = 0;
    for (size_t i = 0; i < words; i++) {
        uint32_t n = (uint32_t)__builtin_popcountll(d->bits[i]);
        d->in_chunk[i / CHUNK_WORDS] += n;
        d->n += n;
    }
}

static bool fits(const ecoi_row *row, const ecoi_deletions *d, const ecoi_manifest_segment *segment)
{
    uint64_t n_docs = segment->numbers.n_docs;
    bool tail = row->n && n_docs % 64 && row->items[row->n - 1] >> n_docs % 64;
    return row->n == (n_docs + 63) / 64 && !tail && d->n == segment->n_deleted;
}

eco_status ecoi_deletions_read(const ecoi_vfs *vfs, const char *dir, const ecoi_manifest_segment *segment,
                               ecoi_deletions *out, eco_error *error)
{
    ecoi_row row = {0};
    size_t words = ecoi_deletions_words(segment->numbers.n_docs);
    *out = (ecoi_deletions){0};
    if (!*segment->deleted)
        return ECO_OK;
    eco_status status = ecoi_row_read(vfs, dir, segment->deleted, ECOI_ROW_DELETED, &row, error);
    if (status)
        return status;
    out->bits = calloc(words + 1, sizeof *out->bits);
    out->in_chunk = calloc(words / CHUNK_WORDS + 1, sizeof *out->in_chunk);
    if (!out->bits || !out->in_chunk) {
        status = ecoi_error_no_memory(error);
    } else {
        if (row.n)
            memcpy(out->bits, row.items, (row.n < words ? row.n : words) * sizeof *row.items);
        count(out, words);
        if (!fits(&row, out, segment))
            status = ecoi_error_set(error, ECO_E_CORRUPT,
                                    "%s/%s: damaged: not the deletions that the manifest says", dir,
                                    segment->deleted);
    }
    free(row.items);
    if (status)
        ecoi_deletions_dispose(out);
    return status;
}
