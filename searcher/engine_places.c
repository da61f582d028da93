/* SPDX-License-Identifier: MIT */
#include "searcher/engine_places.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "store/engine_record.h"

double ecoi_engine_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

bool ecoi_engine_state_is_there(const ecoi_engine_state *state, double now)
{
    return !state->excluded && now >= state->down_until;
}

typedef struct asker {
    const ecoi_engine *engine;
    ecoi_engine_reader *reader;
} asker;

static eco_status ask(const asker *a, const char *key, eco_text *out, eco_error *error)
{
    return a->engine->metadata(a->reader, 0, (eco_text){key, strlen(key)}, out, error);
}

static eco_status ask_text(const asker *a, const char *key, char *out, size_t size, eco_error *error)
{
    eco_text text;
    eco_status status = ask(a, key, &text, error);
    if (!status)
        snprintf(out, size, "%.*s", (int)text.len, text.ptr ? text.ptr : "");
    return status;
}

static eco_status read_metadata(const asker *a, ecoi_engine_state *s, ecoi_buf *words, eco_error *error)
{
    char schema[16];
    eco_text text;
    eco_status status = ask_text(a, ECOI_META_SCHEMA, schema, sizeof schema, error);
    if (!status && !*schema)
        return ecoi_error_set(error, ECO_E_VERSION,
                              "it is no database of ecosearch (ecoindex import-xapian reads it)");
    if (!status && strcmp(schema, ECOI_ENGINE_SCHEMA) != 0)
        return ecoi_error_set(error, ECO_E_VERSION,
                              "its schema is %s, this program reads " ECOI_ENGINE_SCHEMA, schema);
    if (!status)
        status = ask_text(a, ECOI_META_BUILD, s->build, sizeof s->build, error);
    if (!status)
        status = ask_text(a, ECOI_META_ANALYSIS, s->analysis, sizeof s->analysis, error);
    if (!status)
        status = ask_text(a, ECOI_META_FINGERPRINT, s->fingerprint, sizeof s->fingerprint, error);
    if (!status)
        status = ask(a, ECOI_META_NUMBERS, &text, error);
    if (!status && !ecoi_numbers_get(text, &s->numbers))
        return ecoi_error_set(error, ECO_E_CORRUPT, "damaged: its numbers make no sense");
    if (!status)
        status = ask(a, ECOI_META_PLACES, &text, error);
    if (!status && !ecoi_places_get(text, &s->n_places))
        return ecoi_error_set(error, ECO_E_CORRUPT, "damaged: its places make no sense");
    if (!status)
        status = ask(a, ECOI_META_WORDS, &text, error);
    words->len = 0;
    if (!status && !ecoi_buf_append(words, text.ptr, text.len))
        status = ecoi_error_no_memory(error);
    return status;
}

eco_status ecoi_engine_state_read(ecoi_engine_state *s, const ecoi_engine *engine, unsigned timeout_ms,
                                  ecoi_buf *out_words, eco_error *error)
{
    asker a = {engine, NULL};
    eco_error why = {0};
    eco_status status = engine->open(&s->listed.place, 1, timeout_ms, &a.reader, &why);
    if (!status)
        status = read_metadata(&a, s, out_words, &why);
    engine->close(a.reader);
    return status ? ecoi_error_set(error, status, "%s: %s", s->listed.name, why.message) : ECO_OK;
}

static size_t count_build(const ecoi_engine_state *states, size_t n, const char *build)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += !states[i].excluded && strcmp(states[i].build, build) == 0;
    return count;
}

void ecoi_engine_states_agree(ecoi_engine_state *states, size_t n)
{
    const ecoi_engine_state *most = NULL;
    for (size_t i = 0; i < n; i++)
        if (!states[i].excluded &&
            (!most || count_build(states, n, states[i].build) > count_build(states, n, most->build)))
            most = &states[i];
    for (size_t i = 0; most && i < n; i++) {
        ecoi_engine_state *s = &states[i];
        if (s->excluded || strcmp(s->build, most->build) == 0)
            continue;
        s->excluded = true;
        ecoi_error_set(&s->why, ECO_E_VERSION, "%s: it is of another build than %s", s->listed.name,
                       most->listed.name);
    }
}
