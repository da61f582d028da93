/* SPDX-License-Identifier: MIT */
#include "searcher/engine_index.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "searcher/engine_places.h"

enum { MOST_IDLE = 8, TIMEOUT_MS = 10000 };
#define DOWN_SECONDS 5.0

struct ecoi_engine_index {
    const ecoi_engine *engine;
    ecoi_engine_list list;
    ecoi_engine_state *places;
    size_t n_places;
    bool whole; /* no place may be missing */
    ecoi_segment_numbers numbers;
    uint64_t n_in_order;  /* places in the order of documents; 0: as many as documents */
    pthread_mutex_t lock; /* guards all below, and which places are there */
    uint64_t version;     /* of which places are there */
    ecoi_engine_lease idle[MOST_IDLE];
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

uint64_t ecoi_engine_index_n_in_order(const ecoi_engine_index *index)
{
    return index->n_in_order;
}

size_t ecoi_engine_index_n_places(const ecoi_engine_index *index)
{
    return index->n_places;
}

void ecoi_engine_index_bytes(const ecoi_engine_index *index, ecoi_engine_bytes *out)
{
    *out = (ecoi_engine_bytes){0};
    for (size_t i = 0; i < index->n_places; i++) {
        ecoi_engine_bytes one;
        if (!index->places[i].listed.place.path)
            continue;
        index->engine->bytes(index->places[i].listed.place.path, &one);
        out->postings += one.postings;
        out->documents += one.documents;
        out->other += one.other;
    }
}

/* ---- which places are there ---- */

static void drop_lease(const ecoi_engine_index *index, ecoi_engine_lease *lease)
{
    index->engine->close(lease->reader);
    free(lease->missing);
    *lease = (ecoi_engine_lease){0};
}

/* With the lock held: readers of what was there before are of no use. */
static void change(ecoi_engine_index *index)
{
    index->version++;
    while (index->n_idle)
        drop_lease(index, &index->idle[--index->n_idle]);
}

/* With the lock held. */
static void set_down(ecoi_engine_index *index, ecoi_engine_state *place, const eco_error *why)
{
    place->down_until = ecoi_engine_seconds() + DOWN_SECONDS;
    place->why = *why;
    change(index);
}

/* With the lock held: those whose time is up are tried again. */
static void forgive(ecoi_engine_index *index)
{
    double now = ecoi_engine_seconds();
    for (size_t i = 0; i < index->n_places; i++)
        if (index->places[i].down_until > 0 && index->places[i].down_until <= now) {
            index->places[i].down_until = 0;
            change(index);
        }
}

/* Whether the message of a failure names the place, as Xapian's do. */
static bool names_place(const eco_error *why, const ecoi_engine_state *place)
{
    char name[300];
    if (!place->listed.place.host)
        return false;
    snprintf(name, sizeof name, "(%s:%u)", place->listed.place.host, place->listed.place.port);
    return strstr(why->message, name) != NULL;
}

bool ecoi_engine_index_may_retry(ecoi_engine_index *index, const eco_error *why)
{
    bool found = false;
    if (index->whole ||
        (why->status != ECO_E_IO && why->status != ECO_E_TIMEOUT && why->status != ECO_E_MISSING))
        return false;
    for (size_t i = 0; i < index->n_places; i++) {
        ecoi_engine_state *place = &index->places[i], again;
        eco_error error = *why;
        ecoi_buf words = {0};
        bool down = names_place(why, place);
        pthread_mutex_lock(&index->lock);
        again = *place;
        pthread_mutex_unlock(&index->lock);
        if (ecoi_engine_state_is_there(&again, ecoi_engine_seconds()) && !down)
            down = ecoi_engine_state_read(&again, index->engine, index->list.timeout_ms, &words, &error) !=
                   ECO_OK;
        else if (down && strncmp(why->message, place->listed.name, strlen(place->listed.name)) != 0)
            ecoi_error_set(&error, why->status, "%s: %s", place->listed.name, why->message);
        ecoi_buf_dispose(&words);
        if (!down)
            continue;
        pthread_mutex_lock(&index->lock);
        set_down(index, place, &error);
        pthread_mutex_unlock(&index->lock);
        found = true;
    }
    return found;
}

/* ---- readers ---- */

static char *append_name(char *names, const char *name)
{
    size_t len = names ? strlen(names) : 0, size = len + strlen(name) + 3;
    char *grown = realloc(names, size);
    if (grown)
        snprintf(grown + len, size - len, "%s%s", len ? ", " : "", name);
    else
        free(names);
    return grown;
}

/* With the lock held: the places that are there, and the names of the others. */
static size_t list_places(ecoi_engine_index *index, ecoi_engine_place *out, ecoi_engine_lease *lease)
{
    double now = ecoi_engine_seconds();
    size_t n = 0;
    for (size_t i = 0; i < index->n_places; i++) {
        const ecoi_engine_state *place = &index->places[i];
        if (ecoi_engine_state_is_there(place, now)) {
            out[n++] = place->listed.place;
            continue;
        }
        if (!lease->missing)
            lease->why = place->why;
        lease->missing = append_name(lease->missing, place->listed.name);
    }
    lease->version = index->version;
    return n;
}

static eco_status open_reader(ecoi_engine_index *index, ecoi_engine_lease *lease, eco_error *error)
{
    ecoi_engine_place *places = calloc(index->n_places + 1, sizeof *places);
    if (!places)
        return ecoi_error_no_memory(error);
    pthread_mutex_lock(&index->lock);
    size_t n = lease->n_places = list_places(index, places, lease);
    pthread_mutex_unlock(&index->lock);
    eco_status status = ECO_OK;
    if (n == 0 && index->n_places) {
        if (error)
            *error = lease->why;
        status = lease->why.status;
    } else {
        status = index->engine->open(places, n, index->list.timeout_ms, &lease->reader, error);
    }
    free(places);
    if (status)
        drop_lease(index, lease);
    return status;
}

eco_status ecoi_engine_index_take(ecoi_engine_index *index, ecoi_engine_lease *out, eco_error *error)
{
    *out = (ecoi_engine_lease){0};
    pthread_mutex_lock(&index->lock);
    forgive(index);
    if (index->n_idle)
        *out = index->idle[--index->n_idle];
    pthread_mutex_unlock(&index->lock);
    return out->reader ? ECO_OK : open_reader(index, out, error);
}

void ecoi_engine_index_give_back(ecoi_engine_index *index, ecoi_engine_lease *lease, bool good)
{
    if (!lease->reader)
        return;
    pthread_mutex_lock(&index->lock);
    if (good && index->n_idle < MOST_IDLE && lease->version == index->version) {
        index->idle[index->n_idle++] = *lease;
        *lease = (ecoi_engine_lease){0};
    }
    pthread_mutex_unlock(&index->lock);
    drop_lease(index, lease);
}

/* ---- opening ---- */

static void add_numbers(ecoi_segment_numbers *sum, const ecoi_segment_numbers *one)
{
    sum->n_docs += one->n_docs;
    sum->n_terms += one->n_terms;
    sum->n_forms += one->n_forms;
    sum->n_postings += one->n_postings;
    sum->n_positions += one->n_positions;
    sum->sum_lengths += one->sum_lengths;
    sum->sum_title_lengths += one->sum_title_lengths;
    sum->text_bytes += one->text_bytes;
}

static void add_place(ecoi_engine_index *index, const ecoi_engine_state *place)
{
    add_numbers(&index->numbers, &place->numbers);
    if (place->n_places > index->n_in_order)
        index->n_in_order = place->n_places;
}

/* Looks into every place. */
static eco_status look_inside(ecoi_engine_index *index, eco_error *error)
{
    ecoi_buf words = {0};
    index->n_places = index->list.n;
    index->places = calloc(index->list.n + 1, sizeof *index->places);
    if (!index->places)
        return ecoi_error_no_memory(error);
    for (size_t i = 0; i < index->n_places; i++) {
        ecoi_engine_state *place = &index->places[i];
        place->listed = index->list.items[i];
        eco_status status =
            ecoi_engine_state_read(place, index->engine, index->list.timeout_ms, &words, &place->why);
        place->excluded = status != ECO_OK;
    }
    ecoi_buf_dispose(&words);
    ecoi_engine_states_agree(index->places, index->n_places);
    size_t n_there = 0;
    const ecoi_engine_state *missing = NULL;
    for (size_t i = 0; i < index->n_places; i++) {
        if (!index->places[i].excluded)
            add_place(index, &index->places[i]);
        else if (!missing)
            missing = &index->places[i];
        n_there += !index->places[i].excluded;
    }
    if (!missing || (n_there && !index->whole))
        return ECO_OK;
    if (error)
        *error = missing->why;
    return missing->why.status;
}

void ecoi_engine_index_close(ecoi_engine_index *index)
{
    if (!index)
        return;
    while (index->n_idle)
        drop_lease(index, &index->idle[--index->n_idle]);
    free(index->places);
    ecoi_engine_list_dispose(&index->list);
    pthread_mutex_destroy(&index->lock);
    free(index);
}

static ecoi_engine_index *new_index(bool whole)
{
    ecoi_engine_index *index = calloc(1, sizeof *index);
    if (!index)
        return NULL;
    index->whole = whole;
    index->list.timeout_ms = TIMEOUT_MS;
    pthread_mutex_init(&index->lock, NULL);
    return index;
}

static eco_status list_manifest(ecoi_engine_list *list, const char *dir, const ecoi_manifest *manifest,
                                eco_error *error)
{
    for (size_t i = 0; i < manifest->n_databases; i++) {
        char *path = ecoi_path_join(dir, manifest->databases[i].name);
        eco_text text = {NULL, 0};
        bool fits = path && ecoi_arena_text(&list->arena, (eco_text){path, strlen(path)}, &text) &&
                    ecoi_grow(&list->items, &list->cap, list->n + 1, sizeof *list->items);
        free(path);
        if (!fits)
            return ecoi_error_no_memory(error);
        list->items[list->n++] = (ecoi_engine_listed){{.path = text.ptr}, text.ptr};
    }
    return ECO_OK;
}

static eco_status expect_analysis(const ecoi_engine_index *index, const ecoi_manifest *manifest,
                                  eco_error *error)
{
    for (size_t i = 0; i < index->n_places; i++)
        if (strcmp(index->places[i].fingerprint, manifest->fingerprint) != 0)
            return ecoi_error_set(
                error, ECO_E_VERSION,
                "%s: its fingerprint is \"%s\", not \"%s\" as in the index: build the index again",
                index->places[i].listed.name, index->places[i].fingerprint, manifest->fingerprint);
    return ECO_OK;
}

eco_status ecoi_engine_index_open(const char *dir, const ecoi_manifest *manifest, ecoi_engine_index **out,
                                  eco_error *error)
{
    ecoi_engine_index *index = new_index(true);
    if (!index)
        return ecoi_error_no_memory(error);
    eco_status status = ecoi_engine_load(manifest->engine, &index->engine, error);
    if (!status)
        status = list_manifest(&index->list, dir, manifest, error);
    if (!status)
        status = look_inside(index, error);
    if (!status)
        status = expect_analysis(index, manifest, error);
    if (status) {
        ecoi_engine_index_close(index);
        return status;
    }
    *out = index;
    return ECO_OK;
}

/* What the places that are there agree on, from the first of them. */
static eco_status describe(const ecoi_engine_index *index, ecoi_manifest *out, eco_error *error)
{
    size_t i = 0;
    while (index->places[i].excluded)
        i++;
    ecoi_engine_state first = index->places[i];
    snprintf(out->engine, sizeof out->engine, "%s", ECOI_ENGINE_XAPIAN);
    snprintf(out->analysis, sizeof out->analysis, "%s", first.analysis);
    snprintf(out->fingerprint, sizeof out->fingerprint, "%.16s", first.fingerprint);
    return ecoi_engine_state_read(&first, index->engine, index->list.timeout_ms, &out->words, error);
}

eco_status ecoi_engine_index_open_list(const char *path, ecoi_manifest *manifest, ecoi_engine_index **out,
                                       eco_error *error)
{
    ecoi_engine_index *index = new_index(false);
    if (!index)
        return ecoi_error_no_memory(error);
    eco_status status = ecoi_engine_list_read(path, &index->list, error);
    if (!status)
        status = ecoi_engine_load(ECOI_ENGINE_XAPIAN, &index->engine, error);
    if (!status)
        status = look_inside(index, error);
    if (!status)
        status = describe(index, manifest, error);
    if (status) {
        ecoi_engine_index_close(index);
        return status;
    }
    *out = index;
    return ECO_OK;
}
