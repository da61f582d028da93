/* SPDX-License-Identifier: MIT */
#include "indexer/files.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/error.h"
#include "indexer/ledger.h"
#include "store/manifest.h"

/* File systems keep time to two seconds at the worst (FAT). */
static const int64_t grain = 2000000000;

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

uint32_t ecoi_files_source_number(ecoi_files *files, const char *path)
{
    for (size_t i = 0; i < files->n_sources; ++i)
        if (strcmp(files->sources[i].path, path) == 0)
            return (uint32_t)i;
    ecoi_files_source *grown = realloc(files->sources, (files->n_sources + 1) * sizeof *grown);
    if (!grown)
        return UINT32_MAX;
    files->sources = grown;
    char *copy = strdup(path);
    if (!copy)
        return UINT32_MAX;
    files->sources[files->n_sources] = (ecoi_files_source){.path = copy};
    return (uint32_t)files->n_sources++;
}

bool ecoi_files_drop_source(ecoi_files *files, const char *path)
{
    for (size_t i = 0; i < files->n_sources; ++i)
        if (strcmp(files->sources[i].path, path) == 0) {
            files->sources[i].is_dropped = files->sources[i].is_read = true;
            return true;
        }
    return false;
}

size_t ecoi_files_n_kept_sources(const ecoi_files *files)
{
    size_t n = 0;
    for (size_t i = 0; i < files->n_sources; ++i)
        n += !files->sources[i].is_dropped;
    return n;
}

/* The file of a hash, made when new. NULL: no memory. */
static ecoi_source_file *file_of(ecoi_files *files, uint64_t hash, bool *out_new)
{
    uint32_t number = ecoi_map_add(&files->numbers, &hash, sizeof hash, out_new);
    if (number == ECOI_MAP_NONE ||
        !ecoi_grow(&files->items, &files->cap, (size_t)number + 1, sizeof *files->items))
        return NULL;
    if (*out_new)
        files->items[number] = (ecoi_source_file){.hash = hash, .unsure = true};
    return &files->items[number];
}

eco_status ecoi_files_load(ecoi_files *files, const ecoi_row *row, eco_error *error)
{
    for (size_t i = 0; i + ECOI_FILE_NUMBERS <= row->n; i += ECOI_FILE_NUMBERS) {
        const uint64_t *numbers = row->items + i;
        bool is_new;
        if (numbers[3] >= files->n_sources)
            return ecoi_error_set(error, ECO_E_CORRUPT, "damaged: a file of source %" PRIu64 " of %zu",
                                  numbers[3], files->n_sources);
        ecoi_source_file *file = file_of(files, numbers[0], &is_new);
        if (!file)
            return ecoi_error_no_memory(error);
        file->unsure = numbers[1] == ECOI_FILE_UNSURE;
        file->modified = (int64_t)numbers[1];
        file->bytes = numbers[2];
        file->source = (uint32_t)numbers[3];
    }
    return ECO_OK;
}

ecoi_source_file *ecoi_files_meet(ecoi_files *files, uint32_t source, const ecoi_found *found,
                                  bool *out_wanted)
{
    bool is_new;
    ecoi_source_file *file =
        file_of(files, ecoi_file_hash(files->sources[source].path, found->below), &is_new);
    if (!file)
        return NULL;
    if (!files->started)
        files->started = now();
    bool same = !file->unsure && file->modified == found->modified && file->bytes == found->bytes;
    file->source = source;
    file->place = ++files->n_met;
    file->is_damaged = found->what == ECOI_FOUND_TROUBLE;
    *out_wanted = !same || file->is_damaged;
    if (!*out_wanted)
        return file;
    file->is_read = !file->is_damaged;
    file->modified = found->modified;
    file->bytes = found->bytes;
    /* a time in the future is of a clock that will be put right */
    file->unsure = file->is_damaged || found->modified == ECOI_MODIFIED_UNKNOWN ||
                   found->modified > files->started - grain;
    return file;
}

ecoi_source_file *ecoi_files_find(const ecoi_files *files, uint64_t hash)
{
    uint32_t number = ecoi_map_find(&files->numbers, &hash, sizeof hash);
    return number == ECOI_MAP_NONE ? NULL : &files->items[number];
}

static bool stays(const ecoi_files *files, const ecoi_source_file *file, bool keep_missing)
{
    const ecoi_files_source *source = &files->sources[file->source];
    return !source->is_dropped && (file->place || keep_missing || !source->is_read || source->is_damaged);
}

static int by_hash(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* By source, its number among those that are not dropped. NULL: no memory. */
static uint32_t *number_anew(const ecoi_files *files)
{
    uint32_t *numbers = malloc((files->n_sources + 1) * sizeof *numbers), n = 0;
    for (size_t i = 0; numbers && i < files->n_sources; ++i) {
        numbers[i] = n;
        n += !files->sources[i].is_dropped;
    }
    return numbers;
}

bool ecoi_files_row(const ecoi_files *files, bool keep_missing, ecoi_row *out)
{
    size_t n = 0;
    uint64_t *items = malloc((files->numbers.n * ECOI_FILE_NUMBERS + 1) * sizeof *items);
    uint32_t *numbers = number_anew(files);
    if (!items || !numbers) {
        free(items);
        free(numbers);
        return false;
    }
    for (size_t i = 0; i < files->numbers.n; ++i) {
        const ecoi_source_file *file = &files->items[i];
        if (!stays(files, file, keep_missing))
            continue;
        items[n++] = file->hash;
        items[n++] = file->unsure || file->is_damaged ? ECOI_FILE_UNSURE : (uint64_t)file->modified;
        items[n++] = file->bytes;
        items[n++] = numbers[file->source];
    }
    free(numbers);
    if (n)
        qsort(items, n / ECOI_FILE_NUMBERS, ECOI_FILE_NUMBERS * sizeof *items, by_hash);
    *out = (ecoi_row){items, n};
    return true;
}

void ecoi_files_dispose(ecoi_files *files)
{
    ecoi_map_dispose(&files->numbers);
    free(files->items);
    for (size_t i = 0; i < files->n_sources; ++i)
        free(files->sources[i].path);
    free(files->sources);
    *files = (ecoi_files){0};
}
