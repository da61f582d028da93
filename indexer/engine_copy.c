/* SPDX-License-Identifier: MIT */
#include "indexer/engine_copy.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "indexer/engine_document.h"
#include "indexer/register.h"

enum {
    /* Occurrences that are turned at once, 32 bytes each: a group of documents has about as many. */
    GROUP = 1 << 20,
    /* Tokens of the documents that wait to be committed: Xapian keeps these in trees, where it takes twice as
     * long to add to what has outgrown the caches. */
    PENDING = 1 << 18
};

typedef struct copier {
    const ecoi_engine_copy *options;
    ecoi_engine_writer **writers;
    ecoi_segment_numbers *numbers;
    uint64_t n_places; /* taken */
    uint64_t pending;
    ecoi_engine_group group;
    ecoi_document_cache cache;
} copier;

/* Puts the database before what an engine said of it: for an update that of the generation before. */
static eco_status name_place(const copier *c, size_t i, eco_status status, eco_error *error)
{
    const ecoi_previous *p = c->options->previous;
    char said[sizeof error->message];
    if (status == ECO_OK || status == ECO_E_NO_MEMORY || !error)
        return status;
    snprintf(said, sizeof said, "%s", error->message);
    return p ? ecoi_error_set(error, status, "%s/%s: %s", p->folder->dir, p->manifest.databases[i].name, said)
             : ecoi_error_set(error, status, "%s: %s", c->options->paths[i], said);
}

static eco_status put_metadata(copier *c, size_t i, const char *key, eco_text value, eco_error *error)
{
    return c->options->engine->writer_set_metadata(c->writers[i], (eco_text){key, strlen(key)}, value, error);
}

/* What was cut from a name; every database may need it. */
static bool keep_cut(void *user, eco_text key, eco_text whole)
{
    copier *c = user;
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && i < c->options->n_paths; i++)
        status = c->options->engine->writer_set_metadata(c->writers[i], key, whole, c->group.error);
    c->group.status = status;
    return !status;
}

static size_t shard_of(const copier *c, eco_text key)
{
    return ecoi_hash(key.ptr, key.len) % c->options->n_paths;
}

/* ---- what is there ---- */

/* What an earlier version wrote in another way cannot be added to. */
static eco_status expect_schema(copier *c, ecoi_engine_reader *reader, eco_error *error)
{
    static const eco_text key = {ECOI_META_SCHEMA, sizeof ECOI_META_SCHEMA - 1};
    eco_text schema = {NULL, 0};
    eco_status status = c->options->engine->metadata(reader, 0, key, &schema, error);
    if (status || ecoi_text_equal(schema, (eco_text){ECOI_ENGINE_SCHEMA, strlen(ECOI_ENGINE_SCHEMA)}))
        return status;
    return ecoi_error_set(error, ECO_E_VERSION,
                          "its schema is \"%.*s\", this program writes " ECOI_ENGINE_SCHEMA
                          ": build the index again",
                          schema.len < 16 ? (int)schema.len : 16, schema.ptr ? schema.ptr : "");
}

/* How many places the documents take, deleted ones included. */
static eco_status read_places(copier *c, ecoi_engine_reader *reader, eco_error *error)
{
    static const eco_text key = {ECOI_META_PLACES, sizeof ECOI_META_PLACES - 1};
    eco_text text = {NULL, 0};
    eco_status status = c->options->engine->metadata(reader, 0, key, &text, error);
    if (!status && !ecoi_places_get(text, &c->n_places))
        status = ecoi_error_set(error, ECO_E_CORRUPT, "damaged: its places make no sense");
    return status;
}

static eco_status look_at(copier *c, size_t i, eco_error *error)
{
    const ecoi_engine *engine = c->options->engine;
    const ecoi_engine_place place = {.path = c->options->paths[i]};
    ecoi_engine_reader *reader = NULL;
    eco_status status = engine->open(&place, 1, 0, &reader, error);
    if (!status)
        status = expect_schema(c, reader, error);
    if (!status && i == 0)
        status = read_places(c, reader, error);
    engine->close(reader);
    return name_place(c, i, status, error);
}

static eco_status erase(copier *c, eco_text key, size_t shard, eco_error *error)
{
    if (!ecoi_name_make(&c->group.name, ECOI_NAME_KEY, &key, 1, NULL, NULL))
        return ecoi_error_no_memory(error);
    eco_text name = {(const char *)c->group.name.data, c->group.name.len};
    return name_place(c, shard, c->options->engine->writer_delete(c->writers[shard], name, error), error);
}

/* The numbers of the databases before, and what this run deletes out of them. */
static eco_status take_over(copier *c, eco_error *error)
{
    const ecoi_previous *p = c->options->previous;
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && i < c->options->n_paths; i++) {
        status = look_at(c, i, error);
        c->numbers[i] = p->manifest.databases[i].numbers;
    }
    for (size_t i = 0; !status && i < p->n_gone; i++) {
        ecoi_entry entry;
        status = ecoi_register_get(p->segments[p->gone[i].segment].segment, p->gone[i].doc, &entry, error);
        if (status)
            break;
        size_t shard = shard_of(c, entry.key);
        c->numbers[shard].n_docs--;
        c->numbers[shard].sum_lengths -= entry.length;
        c->numbers[shard].sum_title_lengths -= entry.title_length;
        status = erase(c, entry.key, shard, error);
    }
    return status;
}

/* ---- groups of documents ---- */

static eco_status commit_pending(copier *c, const ecoi_record *record, eco_error *error)
{
    const ecoi_engine_copy *o = c->options;
    eco_status status = ECO_OK;
    c->pending += (uint64_t)record->length + record->title_length;
    if (c->pending < PENDING)
        return ECO_OK;
    c->pending = 0;
    for (size_t i = 0; !status && i < o->n_paths; i++)
        status = name_place(c, i, o->engine->writer_commit(c->writers[i], error), error);
    return status;
}

static eco_status put_document(copier *c, uint32_t doc, eco_error *error)
{
    const ecoi_engine_copy *o = c->options;
    ecoi_engine_document document;
    ecoi_record record;
    eco_status status =
        ecoi_engine_group_document(&c->group, o->segment, doc, &c->cache, &document, &record, error);
    if (status)
        return status;
    size_t i = shard_of(c, record.key);
    c->numbers[i].n_docs++;
    c->numbers[i].sum_lengths += record.length;
    c->numbers[i].sum_title_lengths += record.title_length;
    status = name_place(c, i, o->engine->writer_add(c->writers[i], &document, error), error);
    if (!status && o->entries)
        status = ecoi_register_add(o->entries, &record, error);
    return status ? status : commit_pending(c, &record, error);
}

static eco_status put_group(copier *c, uint32_t first, uint32_t end, eco_error *error)
{
    c->group.cut = keep_cut;
    c->group.user = c;
    eco_status status = ecoi_engine_group_gather(&c->group, c->options->segment, first, end, error);
    for (uint32_t doc = first; !status && doc < end; doc++)
        status = put_document(c, doc, error);
    return status;
}

static eco_status put_documents(copier *c, eco_error *error)
{
    const ecoi_engine_copy *o = c->options;
    const ecoi_segment_numbers *n = ecoi_segment_get_numbers(o->segment);
    uint64_t each = n->n_docs ? n->n_positions / n->n_docs + 1 : 1, step = GROUP / each + 1;
    eco_status status = ECO_OK;
    if (c->n_places + n->n_docs >= UINT32_MAX)
        return ecoi_error_set(error, ECO_E_LIMIT,
                              "the order of documents has no place for more: build the index again");
    c->group.first_place = (uint32_t)c->n_places;
    c->n_places += n->n_docs;
    for (uint64_t first = 0; !status && first < n->n_docs; first += step) {
        uint64_t end = first + step < n->n_docs ? first + step : n->n_docs;
        status = put_group(c, (uint32_t)first, (uint32_t)end, error);
        if (!status && o->tick && !o->tick(o->user, end, n->n_docs))
            status = ecoi_error_set(error, ECO_E_CANCELLED, "the run was cancelled");
        ecoi_segment_forget(o->segment);
    }
    return status;
}

/* ---- the whole ---- */

/* What cannot be divided among the databases is the first one's. */
static void share_numbers(copier *c)
{
    const ecoi_segment_numbers *whole = ecoi_segment_get_numbers(c->options->segment);
    c->numbers[0].n_terms += whole->n_terms;
    c->numbers[0].n_forms += whole->n_forms;
    c->numbers[0].n_postings += whole->n_postings;
    c->numbers[0].n_positions += whole->n_positions;
    c->numbers[0].text_bytes += whole->text_bytes;
}

static void name_build(char out[17])
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t seed[3] = {(uint64_t)now.tv_sec, (uint64_t)now.tv_nsec, (uint64_t)getpid()};
    snprintf(out, 17, "%016" PRIx64, ecoi_hash(seed, sizeof seed));
}

static eco_status finish(copier *c, size_t i, const char *build, eco_error *error)
{
    const ecoi_engine_copy *o = c->options;
    ecoi_buf numbers = {0};
    char places[24];
    snprintf(places, sizeof places, "%" PRIu64, c->n_places);
    eco_status status = ecoi_numbers_put(&numbers, &c->numbers[i]) ? ECO_OK : ecoi_error_no_memory(error);
    const struct {
        const char *key;
        eco_text value;
    } all[] = {{ECOI_META_SCHEMA, {ECOI_ENGINE_SCHEMA, strlen(ECOI_ENGINE_SCHEMA)}},
               {ECOI_META_ANALYSIS, {o->analysis, strlen(o->analysis)}},
               {ECOI_META_FINGERPRINT, {o->fingerprint, strlen(o->fingerprint)}},
               {ECOI_META_WORDS, o->words},
               {ECOI_META_BUILD, {build, strlen(build)}},
               {ECOI_META_PLACES, {places, strlen(places)}},
               {ECOI_META_NUMBERS, {(const char *)numbers.data, numbers.len}}};
    for (size_t k = 0; !status && k < sizeof all / sizeof *all; k++)
        status = put_metadata(c, i, all[k].key, all[k].value, error);
    ecoi_buf_dispose(&numbers);
    if (!status)
        status = o->engine->writer_commit(c->writers[i], error);
    return name_place(c, i, status, error);
}

static eco_status copy_all(copier *c, eco_error *error)
{
    const ecoi_engine_copy *o = c->options;
    char build[17];
    eco_status status = ECO_OK;
    name_build(build);
    for (size_t i = 0; !status && i < o->n_paths; i++)
        status =
            name_place(c, i, o->engine->writer_open(o->paths[i], !o->previous, &c->writers[i], error), error);
    if (!status && o->previous)
        status = take_over(c, error);
    if (!status && o->segment)
        status = put_documents(c, error);
    if (!status && o->segment)
        share_numbers(c);
    for (size_t i = 0; !status && i < o->n_paths; i++)
        status = finish(c, i, build, error);
    return status;
}

eco_status ecoi_engine_copy_all(const ecoi_engine_copy *copy, ecoi_segment_numbers *out, eco_error *error)
{
    copier c = {.options = copy, .numbers = out};
    memset(out, 0, copy->n_paths * sizeof *out);
    c.writers = calloc(copy->n_paths + 1, sizeof(ecoi_engine_writer *));
    eco_status status = c.writers ? copy_all(&c, error) : ecoi_error_no_memory(error);
    for (size_t i = 0; c.writers && i < copy->n_paths; i++)
        copy->engine->writer_close(c.writers[i]);
    free(c.writers);
    ecoi_engine_group_dispose(&c.group);
    ecoi_document_cache_dispose(&c.cache);
    return status;
}
