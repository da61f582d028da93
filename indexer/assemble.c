/* SPDX-License-Identifier: MIT */
#include "indexer/assemble.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "indexer/merge.h"
#include "indexer/policy.h"

/* A segment of the generation being made. */
typedef struct part {
    ecoi_manifest_segment named;
    const ecoi_previous_segment *old; /* NULL: made by this run */
    ecoi_ledger ledger;               /* of one made by this run */
} part;

typedef struct assembler {
    const ecoi_assembly *a;
    part *parts;
    size_t n;
    uint32_t n_names; /* of segments made so far */
    uint64_t bytes_done, bytes_total;
} assembler;

static const uint64_t *dropped_of(const part *p)
{
    return p->old ? p->old->deletions.bits : NULL;
}

static bool tick(void *user, uint64_t bytes)
{
    assembler *s = user;
    s->bytes_done += bytes;
    if (s->bytes_done > s->bytes_total)
        s->bytes_done = s->bytes_total;
    return !s->a->tick || s->a->tick(s->a->user, s->bytes_done, s->bytes_total);
}

/* ---- what there is ---- */

/* The old segments that have anything left, then the new one. */
static eco_status gather(assembler *s, const ecoi_manifest_segment *fresh, eco_error *error)
{
    ecoi_previous *previous = &s->a->update->previous;
    s->parts = calloc(previous->n_segments + 2, sizeof *s->parts);
    if (!s->parts)
        return ecoi_error_no_memory(error);
    for (size_t i = 0; i < previous->n_segments; ++i) {
        const ecoi_previous_segment *old = &previous->segments[i];
        if (old->named->n_deleted < old->named->numbers.n_docs)
            s->parts[s->n++] = (part){.named = *old->named, .old = old};
    }
    if (!fresh)
        return ECO_OK;
    part *last = &s->parts[s->n++];
    *last = (part){.named = *fresh, .ledger = s->a->update->ledger};
    s->a->update->ledger = (ecoi_ledger){0};
    s->n_names = 1;
    return ECO_OK;
}

/* ---- merging ---- */

static bool unite_ledgers(const part *parts, size_t n, ecoi_ledger *out)
{
    bool fits = true;
    for (size_t i = 0; fits && i < n; ++i) {
        const ecoi_row made = {parts[i].ledger.items, parts[i].ledger.n};
        fits = ecoi_ledger_add_row(out, parts[i].old ? &parts[i].old->ledger : &made, dropped_of(&parts[i]));
    }
    return fits;
}

static eco_status make_inputs(const assembler *s, const part *parts, size_t n, ecoi_merge_input *inputs,
                              eco_error *error)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < n; ++i) {
        char *path;
        status = ecoi_folder_path(s->a->folder, parts[i].named.name, &path, error);
        inputs[i] = (ecoi_merge_input){
            .path = path, .dropped = dropped_of(&parts[i]), .n_dropped = (uint32_t)parts[i].named.n_deleted};
    }
    return status;
}

static eco_status merge_files(assembler *s, const part *parts, size_t n, part *out, eco_error *error)
{
    const ecoi_assembly *a = s->a;
    char *path = NULL;
    ecoi_merge_input *inputs = calloc(n, sizeof *inputs);
    eco_status status = inputs ? make_inputs(s, parts, n, inputs, error) : ecoi_error_no_memory(error);
    if (status == ECO_OK)
        status = ecoi_folder_path(a->folder, out->named.name, &path, error);
    if (status == ECO_OK) {
        ecoi_merge_options merge = {a->folder->vfs,   a->folder->vfs,     path, a->store_text,
                                    a->plan->workers, a->plan->map_bytes, tick, s};
        status = ecoi_merge(inputs, n, &merge, &out->named.numbers, &out->named.bytes, error);
    }
    for (size_t i = 0; inputs && i < n; ++i)
        free((char *)inputs[i].path);
    free(inputs);
    free(path);
    return status;
}

static void let_go(const assembler *s, part *p)
{
    if (!p->old)
        ecoi_folder_remove(s->a->folder, p->named.name);
    ecoi_ledger_dispose(&p->ledger);
}

/* Puts one segment in the place of a row of them. */
static eco_status merge_row(assembler *s, ecoi_policy_row row, eco_error *error)
{
    part *parts = s->parts + row.first, merged = {0};
    ecoi_name name = ecoi_folder_segment_name(s->a->folder, s->n_names++);
    memcpy(merged.named.name, name.text, sizeof merged.named.name);
    if (!unite_ledgers(parts, row.n, &merged.ledger)) {
        ecoi_ledger_dispose(&merged.ledger);
        return ecoi_error_no_memory(error);
    }
    eco_status status = merge_files(s, parts, row.n, &merged, error);
    if (status != ECO_OK) {
        ecoi_ledger_dispose(&merged.ledger);
        return status;
    }
    for (size_t i = 0; i < row.n; ++i)
        let_go(s, &parts[i]);
    parts[0] = merged;
    memmove(parts + 1, parts + row.n, (s->n - row.first - row.n) * sizeof *parts);
    s->n -= row.n - 1;
    return ECO_OK;
}

static size_t rows_by_policy(const assembler *s, ecoi_policy_segment *segments, ecoi_policy_row *rows)
{
    for (size_t i = 0; i < s->n; ++i)
        segments[i] = (ecoi_policy_segment){s->parts[i].named.bytes, s->parts[i].named.numbers.n_docs,
                                            s->parts[i].named.n_deleted};
    return ecoi_policy_rows(segments, s->n, rows);
}

static size_t rows_purged(const assembler *s, ecoi_policy_row *rows)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; ++i)
        if (s->parts[i].named.n_deleted)
            rows[n++] = (ecoi_policy_row){i, 1};
    return n;
}

static size_t choose_rows(const assembler *s, ecoi_policy_segment *segments, ecoi_policy_row *rows)
{
    if (s->a->how == ECOI_ASSEMBLE_BY_POLICY)
        return rows_by_policy(s, segments, rows);
    if (s->a->how == ECOI_ASSEMBLE_PURGED || s->n < 2)
        return rows_purged(s, rows);
    rows[0] = (ecoi_policy_row){0, s->n};
    return 1;
}

static eco_status merge_rows(assembler *s, eco_error *error)
{
    ecoi_policy_segment *segments = calloc(s->n + 1, sizeof *segments);
    ecoi_policy_row *rows = calloc(s->n + 1, sizeof *rows);
    eco_status status = segments && rows ? ECO_OK : ecoi_error_no_memory(error);
    size_t n = status == ECO_OK ? choose_rows(s, segments, rows) : 0;
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j < rows[i].n; ++j)
            s->bytes_total += s->parts[rows[i].first + j].named.bytes;
    while (status == ECO_OK && n-- > 0) /* from the right: the places of the others hold */
        status = merge_row(s, rows[n], error);
    free(segments);
    free(rows);
    return status;
}

/* ---- rows ---- */

static eco_status write_row(const assembler *s, ecoi_row_kind kind, const char *name, uint32_t number,
                            const uint64_t *items, size_t n, char out[64], eco_error *error)
{
    ecoi_name part_name = ecoi_folder_part_name(s->a->folder, name, number);
    memcpy(out, part_name.text, sizeof part_name.text);
    return ecoi_row_write(s->a->folder->vfs, s->a->folder->dir, out, kind, items, n, error);
}

static eco_status write_ledger(const assembler *s, part *p, uint32_t number, eco_error *error)
{
    ecoi_row row;
    if (!ecoi_ledger_to_row(&p->ledger, &row))
        return ecoi_error_no_memory(error);
    eco_status status =
        write_row(s, ECOI_ROW_LEDGER, "ledger", number, row.items, row.n, p->named.ledger, error);
    free(row.items);
    return status;
}

static eco_status write_rows_of(const assembler *s, part *p, uint32_t number, eco_error *error)
{
    if (!p->old)
        return write_ledger(s, p, number, error);
    if (!p->old->has_more)
        return ECO_OK;
    return write_row(s, ECOI_ROW_DELETED, "deleted", number, p->old->deletions.bits,
                     (size_t)(p->named.numbers.n_docs + 63) / 64, p->named.deleted, error);
}

static eco_status write_rows(const assembler *s, ecoi_manifest *manifest, eco_error *error)
{
    ecoi_update *update = s->a->update;
    ecoi_row files = {0};
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < s->n; ++i)
        status = write_rows_of(s, &s->parts[i], (uint32_t)i, error);
    if (status == ECO_OK && !ecoi_files_row(&update->files, s->a->keep_missing, &files))
        status = ecoi_error_no_memory(error);
    if (status == ECO_OK && files.n)
        status = write_row(s, ECOI_ROW_FILES, "files", 0, files.items, files.n, manifest->files, error);
    if (status == ECO_OK && update->forgotten.n)
        status = write_row(s, ECOI_ROW_FORGOTTEN, "forgotten", 0, update->forgotten.items,
                           update->forgotten.n, manifest->forgotten, error);
    free(files.items);
    return status;
}

/* ---- the manifest ---- */

static eco_status fill_manifest(const assembler *s, ecoi_manifest *manifest, eco_error *error)
{
    const ecoi_files *files = &s->a->update->files;
    manifest->segments = calloc(s->n + 1, sizeof *manifest->segments);
    manifest->sources = calloc(files->n_sources + 1, sizeof *manifest->sources);
    if (!manifest->segments || !manifest->sources)
        return ecoi_error_no_memory(error);
    for (; manifest->n_segments < s->n; ++manifest->n_segments)
        manifest->segments[manifest->n_segments] = s->parts[manifest->n_segments].named;
    for (size_t i = 0; i < files->n_sources; ++i) {
        if (files->sources[i].is_dropped)
            continue;
        if (!(manifest->sources[manifest->n_sources] = strdup(files->sources[i].path)))
            return ecoi_error_no_memory(error);
        ++manifest->n_sources;
    }
    return ECO_OK;
}

eco_status ecoi_assemble(const ecoi_assembly *assembly, const ecoi_manifest_segment *fresh,
                         ecoi_manifest *manifest, eco_error *error)
{
    assembler s = {.a = assembly};
    eco_status status = gather(&s, fresh, error);
    if (status == ECO_OK)
        status = merge_rows(&s, error);
    if (status == ECO_OK)
        status = write_rows(&s, manifest, error);
    if (status == ECO_OK)
        status = fill_manifest(&s, manifest, error);
    for (size_t i = 0; s.parts && i < s.n; ++i)
        ecoi_ledger_dispose(&s.parts[i].ledger);
    free(s.parts);
    return status;
}
