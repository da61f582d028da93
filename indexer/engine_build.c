/* SPDX-License-Identifier: MIT */
#include "indexer/engine_build.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "indexer/engine_copy.h"
#include "indexer/engine_files.h"

/* Runs are gone when a segment is there; none has this number. */
#define ENTRIES_NUMBER UINT32_MAX

typedef struct builder {
    const ecoi_engine_build *b;
    const ecoi_engine *engine;
    char **paths; /* of the databases being made */
    ecoi_manifest_segment *databases;
    ecoi_segment *segment;        /* NULL: no new documents */
    ecoi_segment_writer *entries; /* in the register, of these */
} builder;

/* ---- the databases ---- */

static eco_status name_databases(builder *s, eco_error *error)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < s->b->n_shards; ++i) {
        ecoi_manifest_segment *database = &s->databases[i];
        snprintf(database->name, sizeof database->name, "%.15s-%08" PRIu64 "-%zu", s->b->name,
                 s->b->folder->generation, i);
        status = ecoi_folder_path(s->b->folder, database->name, &s->paths[i], error);
        if (status == ECO_OK)
            ecoi_database_remove(s->paths[i]);
    }
    return status;
}

/* The generation that a database was made for. */
static uint64_t made_for(const ecoi_manifest_segment *database)
{
    uint64_t generation = 0;
    const char *dash = strchr(database->name, '-');
    return dash && sscanf(dash, "-%" SCNu64, &generation) == 1 ? generation : 0;
}

/* An engine's own replication takes databases that were copied from one and changed as often for the same
 * one: where that has become possible, after going back, the copy is written anew. */
static eco_status copy_databases(builder *s, eco_error *error)
{
    const ecoi_manifest *previous = &s->b->previous->manifest;
    bool anew = made_for(previous->databases) != previous->generation;
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < s->b->n_shards; ++i) {
        char *before;
        status = ecoi_folder_path(s->b->folder, previous->databases[i].name, &before, error);
        if (status == ECO_OK)
            status = anew ? s->engine->compact(before, s->paths[i], error)
                          : ecoi_database_copy(before, s->paths[i], error);
        free(before);
    }
    return status;
}

static eco_status change_databases(builder *s, eco_error *error)
{
    const ecoi_engine_build *b = s->b;
    ecoi_segment_numbers *numbers = calloc(b->n_shards, sizeof *numbers);
    ecoi_engine_copy options = {.engine = s->engine,
                                .segment = s->segment,
                                .paths = (const char *const *)s->paths,
                                .n_paths = b->n_shards,
                                .previous = b->previous,
                                .entries = s->entries,
                                .analysis = b->analysis,
                                .fingerprint = b->fingerprint,
                                .words = b->words,
                                .tick = b->tick,
                                .user = b->user};
    eco_status status =
        numbers ? ecoi_engine_copy_all(&options, numbers, error) : ecoi_error_no_memory(error);
    for (size_t i = 0; status == ECO_OK && i < b->n_shards; ++i)
        s->databases[i].numbers = numbers[i];
    free(numbers);
    return status;
}

/* Puts a database's compact twin in its place. */
static eco_status compact(const builder *s, size_t i, eco_error *error)
{
    char name[80], *twin;
    snprintf(name, sizeof name, "%s-compact", s->databases[i].name);
    eco_status status = ecoi_folder_path(s->b->folder, name, &twin, error);
    if (status != ECO_OK)
        return status;
    ecoi_database_remove(twin);
    status = s->engine->compact(s->paths[i], twin, error);
    if (status == ECO_OK) {
        ecoi_database_remove(s->paths[i]);
        status = ecoi_folder_rename(s->b->folder, name, s->databases[i].name, error);
    }
    if (status != ECO_OK)
        ecoi_database_remove(twin);
    free(twin);
    return status;
}

static eco_status settle_databases(builder *s, eco_error *error)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < s->b->n_shards; ++i) {
        if (s->b->compact || !s->b->previous)
            status = compact(s, i, error);
        if (status == ECO_OK)
            status = ecoi_database_sync(s->paths[i], error);
        s->databases[i].bytes = ecoi_database_size(s->paths[i]);
    }
    return status;
}

/* ---- the new documents ---- */

static eco_status open_new(builder *s, const ecoi_manifest_segment *fresh, eco_error *error)
{
    char *path = NULL, *entries = NULL;
    ecoi_name name = ecoi_folder_run_name(s->b->folder, ENTRIES_NUMBER);
    const ecoi_vfs *vfs = s->b->folder->vfs;
    eco_status status = ecoi_folder_path(s->b->folder, fresh->name, &path, error);
    if (status == ECO_OK)
        status = ecoi_folder_path(s->b->folder, name.text, &entries, error);
    if (status == ECO_OK)
        status = ecoi_segment_open(vfs, path, &s->segment, error);
    if (status == ECO_OK)
        status = ecoi_segment_writer_open(vfs, entries, false, &s->entries, error);
    free(path);
    free(entries);
    return status;
}

/* The entries take the place of the segment whose documents are in the databases now. */
static eco_status replace_new(builder *s, ecoi_manifest_segment *fresh, eco_error *error)
{
    ecoi_name name = ecoi_folder_run_name(s->b->folder, ENTRIES_NUMBER);
    eco_status status = ecoi_segment_writer_begin_terms(s->entries, error);
    if (status == ECO_OK)
        status = ecoi_segment_writer_finish(s->entries, &fresh->numbers, &fresh->bytes, error);
    ecoi_segment_close(s->segment);
    s->segment = NULL;
    ecoi_folder_remove(s->b->folder, fresh->name);
    return status == ECO_OK ? ecoi_folder_rename(s->b->folder, name.text, fresh->name, error) : status;
}

/* ---- the whole ---- */

/* No document changes: the next generation has the databases of this one. */
static void keep_databases(const builder *s, const ecoi_manifest *previous)
{
    memcpy(s->databases, previous->databases, s->b->n_shards * sizeof *s->databases);
}

static eco_status run(builder *s, ecoi_manifest_segment *fresh, eco_error *error)
{
    const ecoi_previous *previous = s->b->previous;
    if (previous && previous->n_gone == 0 && !fresh && !s->b->compact) {
        keep_databases(s, &previous->manifest);
        return ECO_OK;
    }
    eco_status status = ecoi_engine_load(s->b->name, &s->engine, error);
    if (status == ECO_OK && fresh)
        status = open_new(s, fresh, error);
    if (status == ECO_OK)
        status = name_databases(s, error);
    if (status == ECO_OK && previous)
        status = copy_databases(s, error);
    if (status == ECO_OK)
        status = change_databases(s, error);
    if (status == ECO_OK)
        status = settle_databases(s, error);
    return status == ECO_OK && fresh ? replace_new(s, fresh, error) : status;
}

eco_status ecoi_engine_build_run(const ecoi_engine_build *b, ecoi_manifest_segment *fresh,
                                 ecoi_manifest *manifest, eco_error *error)
{
    builder s = {.b = b,
                 .paths = calloc(b->n_shards, sizeof(char *)),
                 .databases = calloc(b->n_shards, sizeof *s.databases)};
    eco_status status = s.paths && s.databases ? run(&s, fresh, error) : ecoi_error_no_memory(error);
    ecoi_segment_close(s.segment);
    ecoi_segment_writer_close(s.entries);
    for (size_t i = 0; s.paths && i < b->n_shards; ++i) {
        if (status != ECO_OK && s.paths[i])
            ecoi_database_remove(s.paths[i]);
        free(s.paths[i]);
    }
    free(s.paths);
    if (status == ECO_OK) {
        manifest->databases = s.databases;
        manifest->n_databases = b->n_shards;
        return ECO_OK;
    }
    free(s.databases);
    return status;
}
