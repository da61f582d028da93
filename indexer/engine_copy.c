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
#include "indexer/engine_document.h"

/* Occurrences that are turned at once, 32 bytes each: a group of documents has about as many. */
enum { GROUP = 1 << 20 };

typedef struct copier {
    const ecoi_engine_copy *options;
    ecoi_engine_writer **writers;
    ecoi_segment_numbers *numbers;
    ecoi_engine_group group;
    ecoi_document_cache cache;
} copier;

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

/* ---- groups of documents ---- */

static eco_status put_document(copier *c, uint32_t doc, eco_error *error)
{
    const ecoi_engine_copy *o = c->options;
    ecoi_engine_document document;
    ecoi_record record;
    eco_status status =
        ecoi_engine_group_document(&c->group, o->segment, doc, &c->cache, &document, &record, error);
    if (status)
        return status;
    size_t i = ecoi_hash(record.key.ptr, record.key.len) % o->n_paths;
    c->numbers[i].n_docs++;
    c->numbers[i].sum_lengths += record.length;
    c->numbers[i].sum_title_lengths += record.title_length;
    return o->engine->writer_add(c->writers[i], &document, error);
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
    ecoi_segment_numbers whole = *ecoi_segment_get_numbers(c->options->segment);
    whole.n_docs = c->numbers[0].n_docs;
    whole.sum_lengths = c->numbers[0].sum_lengths;
    whole.sum_title_lengths = c->numbers[0].sum_title_lengths;
    c->numbers[0] = whole;
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
    eco_status status = ecoi_numbers_put(&numbers, &c->numbers[i]) ? ECO_OK : ecoi_error_no_memory(error);
    const struct {
        const char *key;
        eco_text value;
    } all[] = {{ECOI_META_SCHEMA, {ECOI_ENGINE_SCHEMA, strlen(ECOI_ENGINE_SCHEMA)}},
               {ECOI_META_ANALYSIS, {o->analysis, strlen(o->analysis)}},
               {ECOI_META_FINGERPRINT, {o->fingerprint, strlen(o->fingerprint)}},
               {ECOI_META_WORDS, o->words},
               {ECOI_META_BUILD, {build, strlen(build)}},
               {ECOI_META_NUMBERS, {(const char *)numbers.data, numbers.len}}};
    for (size_t k = 0; !status && k < sizeof all / sizeof *all; k++)
        status = put_metadata(c, i, all[k].key, all[k].value, error);
    ecoi_buf_dispose(&numbers);
    return status ? status : o->engine->writer_commit(c->writers[i], error);
}

static eco_status copy_all(copier *c, eco_error *error)
{
    const ecoi_engine_copy *o = c->options;
    char build[17];
    eco_status status = ECO_OK;
    name_build(build);
    for (size_t i = 0; !status && i < o->n_paths; i++)
        status = o->engine->writer_open(o->paths[i], &c->writers[i], error);
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
