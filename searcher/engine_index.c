/* SPDX-License-Identifier: MIT */
#include "searcher/engine_index.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "store/engine_record.h"

enum { MOST_IDLE = 8, TIMEOUT_MS = 10000 };

struct ecoi_engine_index {
    const ecoi_engine *engine;
    ecoi_engine_place *places;
    char **paths; /* of the places; owned */
    size_t n_places;
    ecoi_segment_numbers numbers;
    pthread_mutex_t lock; /* guards the idle readers */
    ecoi_engine_reader *idle[MOST_IDLE];
    size_t n_idle;
};

const ecoi_engine *ecoi_engine_index_engine(const ecoi_engine_index *index)
{
    return index->engine;
}

const ecoi_segment_numbers *ecoi_engine_index_numbers(const ecoi_engine_index *index)
{
    return &index->numbers;
}

size_t ecoi_engine_index_n_places(const ecoi_engine_index *index)
{
    return index->n_places;
}

/* ---- readers ---- */

/* Says which of the places is at fault. */
static eco_status blame(const ecoi_engine_index *index, eco_status status, eco_error *error)
{
    for (size_t i = 0; i < index->n_places; i++) {
        ecoi_engine_reader *reader = NULL;
        eco_error why = {0};
        eco_status one = index->engine->open(&index->places[i], 1, TIMEOUT_MS, &reader, &why);
        index->engine->close(reader);
        if (one)
            return ecoi_error_set(error, one, "%s: %s", index->paths[i], why.message);
    }
    return status;
}

eco_status ecoi_engine_index_take(ecoi_engine_index *index, ecoi_engine_reader **out, eco_error *error)
{
    *out = NULL;
    pthread_mutex_lock(&index->lock);
    if (index->n_idle)
        *out = index->idle[--index->n_idle];
    pthread_mutex_unlock(&index->lock);
    if (*out)
        return ECO_OK;
    eco_status status = index->engine->open(index->places, index->n_places, TIMEOUT_MS, out, error);
    return status ? blame(index, status, error) : ECO_OK;
}

void ecoi_engine_index_give_back(ecoi_engine_index *index, ecoi_engine_reader *reader, bool good)
{
    bool kept = false;
    if (!reader)
        return;
    pthread_mutex_lock(&index->lock);
    if (good && index->n_idle < MOST_IDLE) {
        index->idle[index->n_idle++] = reader;
        kept = true;
    }
    pthread_mutex_unlock(&index->lock);
    if (!kept)
        index->engine->close(reader);
}

/* ---- opening ---- */

static eco_status expect_text(const ecoi_engine_index *index, ecoi_engine_reader *reader, size_t place,
                              const char *key, const char *wanted, eco_error *error)
{
    eco_text found;
    eco_status status = index->engine->metadata(reader, place, (eco_text){key, strlen(key)}, &found, error);
    if (status || (found.len == strlen(wanted) && memcmp(found.ptr, wanted, found.len) == 0))
        return status;
    return ecoi_error_set(error, ECO_E_VERSION,
                          "%s: its %s is \"%.*s\", not \"%s\" as in the index: build the index again",
                          index->paths[place], key, found.len < 64 ? (int)found.len : 64, found.ptr, wanted);
}

static eco_status add_numbers(ecoi_engine_index *index, ecoi_engine_reader *reader, size_t place,
                              eco_error *error)
{
    static const char key[] = ECOI_META_NUMBERS;
    ecoi_segment_numbers one, *sum = &index->numbers;
    eco_text text;
    eco_status status = index->engine->metadata(reader, place, (eco_text){key, sizeof key - 1}, &text, error);
    if (status)
        return status;
    if (!ecoi_numbers_get(text, &one))
        return ecoi_error_set(error, ECO_E_CORRUPT, "%s: damaged: its numbers make no sense",
                              index->paths[place]);
    sum->n_docs += one.n_docs;
    sum->n_terms += one.n_terms;
    sum->n_forms += one.n_forms;
    sum->n_postings += one.n_postings;
    sum->n_positions += one.n_positions;
    sum->sum_lengths += one.sum_lengths;
    sum->sum_title_lengths += one.sum_title_lengths;
    sum->text_bytes += one.text_bytes;
    return ECO_OK;
}

static eco_status look_inside(ecoi_engine_index *index, const ecoi_manifest *manifest, eco_error *error)
{
    ecoi_engine_reader *reader;
    eco_status status = ecoi_engine_index_take(index, &reader, error);
    for (size_t i = 0; !status && i < index->n_places; i++) {
        status = expect_text(index, reader, i, ECOI_META_SCHEMA, ECOI_ENGINE_SCHEMA, error);
        if (!status)
            status = expect_text(index, reader, i, ECOI_META_FINGERPRINT, manifest->fingerprint, error);
        if (!status)
            status = add_numbers(index, reader, i, error);
    }
    ecoi_engine_index_give_back(index, reader, !status);
    return status;
}

void ecoi_engine_index_close(ecoi_engine_index *index)
{
    if (!index)
        return;
    while (index->n_idle)
        index->engine->close(index->idle[--index->n_idle]);
    for (size_t i = 0; index->paths && i < index->n_places; i++)
        free(index->paths[i]);
    free(index->paths);
    free(index->places);
    pthread_mutex_destroy(&index->lock);
    free(index);
}

static eco_status name_places(ecoi_engine_index *index, const char *dir, const ecoi_manifest *manifest,
                              eco_error *error)
{
    index->places = calloc(manifest->n_segments + 1, sizeof *index->places);
    index->paths = calloc(manifest->n_segments + 1, sizeof(char *));
    if (!index->places || !index->paths)
        return ecoi_error_no_memory(error);
    for (; index->n_places < manifest->n_segments; index->n_places++) {
        char *path = ecoi_path_join(dir, manifest->segments[index->n_places].name);
        if (!path)
            return ecoi_error_no_memory(error);
        index->paths[index->n_places] = path;
        index->places[index->n_places] = (ecoi_engine_place){.path = path};
    }
    return ECO_OK;
}

eco_status ecoi_engine_index_open(const char *dir, const ecoi_manifest *manifest, ecoi_engine_index **out,
                                  eco_error *error)
{
    ecoi_engine_index *index = calloc(1, sizeof *index);
    if (!index)
        return ecoi_error_no_memory(error);
    pthread_mutex_init(&index->lock, NULL);
    eco_status status = ecoi_engine_load(manifest->engine, &index->engine, error);
    if (!status)
        status = name_places(index, dir, manifest, error);
    if (!status)
        status = look_inside(index, manifest, error);
    if (status) {
        ecoi_engine_index_close(index);
        return status;
    }
    *out = index;
    return ECO_OK;
}
