/* SPDX-License-Identifier: MIT */
/* eco_index: the generation in use, swapped under a lock when a newer one is published. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "searcher/deleted.h"
#include "searcher/engine_index.h"
#include "searcher/engine_list.h"
#include "searcher/engine_search.h"
#include "searcher/snapshot.h"
#include "stem/recorded.h"
#include "stem/user_words.h"

enum {
    OPEN_ATTEMPTS = 8, /* a generation may be swept between reading its manifest and opening its files */
    MOST_SPARE_BYTES = 1 << 20
};

struct eco_index {
    char *path;
    eco_synonyms *synonyms;
    pthread_mutex_t lock; /* guards `current` */
    ecoi_snapshot *current;
};

eco_status ecoi_snapshot_analysis(ecoi_snapshot *s, ecoi_analysis **out, eco_error *error)
{
    *out = atomic_exchange(&s->spare, NULL);
    return *out ? ECO_OK : ecoi_analysis_new(s->analyser, out, error);
}

void ecoi_snapshot_give_back(ecoi_snapshot *s, ecoi_analysis *analysis)
{
    ecoi_analysis *none = NULL;
    bool small = ecoi_analysis_bytes(analysis) <= MOST_SPARE_BYTES;
    if (!small || !atomic_compare_exchange_strong(&s->spare, &none, analysis))
        ecoi_analysis_free(analysis);
}

void ecoi_snapshot_release(ecoi_snapshot *s)
{
    if (!s || atomic_fetch_sub(&s->references, 1) > 1)
        return;
    for (size_t i = 0; i < s->n_segments; i++)
        ecoi_segment_close(s->segments[i]);
    for (size_t i = 0; s->deletions && i < s->manifest.n_segments; i++)
        ecoi_deletions_dispose(&s->deletions[i]);
    free(s->segments);
    ecoi_engine_index_close(s->engine);
    free(s->deletions);
    ecoi_analysis_free(atomic_load(&s->spare));
    ecoi_analyser_free(s->analyser);
    ecoi_manifest_dispose(&s->manifest);
    free(s);
}

static void settle_statistics(ecoi_snapshot *s, uint64_t lengths, uint64_t title_lengths)
{
    double n = s->n_docs ? (double)s->n_docs : 1;
    s->kernels = ecoi_set_kernels_best();
    s->range_kernels = ecoi_range_kernels_best();
    s->bm25 = ecoi_bm25_make((double)lengths / n, (double)title_lengths / n);
}

/* The next segment of the manifest. */
static eco_status open_segment(ecoi_snapshot *s, const char *dir, eco_error *error)
{
    const ecoi_manifest_segment *named = &s->manifest.segments[s->n_segments];
    ecoi_segment *segment;
    char *path = ecoi_path_join(dir, named->name);
    eco_status status =
        path ? ecoi_segment_open(ecoi_vfs_posix(), path, &segment, error) : ecoi_error_no_memory(error);
    if (!status) {
        s->segments[s->n_segments++] = segment;
        if (ecoi_segment_bytes(segment) != named->bytes ||
            ecoi_segment_n_docs(segment) != named->numbers.n_docs)
            status =
                ecoi_error_set(error, ECO_E_CORRUPT, "%s: damaged: not the size its manifest says", path);
    }
    free(path);
    return status
               ? status
               : ecoi_deletions_read(ecoi_vfs_posix(), dir, named, &s->deletions[s->n_segments - 1], error);
}

static eco_status open_segments(ecoi_snapshot *s, const char *dir, eco_error *error)
{
    uint64_t lengths = 0, title_lengths = 0;
    eco_status status = ECO_OK;
    s->segments = calloc(s->manifest.n_segments + 1, sizeof(ecoi_segment *));
    s->deletions = calloc(s->manifest.n_segments + 1, sizeof *s->deletions);
    if (!s->segments || !s->deletions)
        return ecoi_error_no_memory(error);
    for (size_t i = 0; !status && i < s->manifest.n_segments; i++) {
        const ecoi_manifest_segment *named = &s->manifest.segments[i];
        status = open_segment(s, dir, error);
        if (status)
            return status;
        const ecoi_segment_numbers *n = ecoi_segment_get_numbers(s->segments[i]);
        s->n_docs += n->n_docs - named->n_deleted;
        lengths += n->sum_lengths - named->deleted_lengths;
        title_lengths += n->sum_title_lengths - named->deleted_title_lengths;
    }
    settle_statistics(s, lengths, title_lengths);
    return ECO_OK;
}

static eco_status open_analyser(ecoi_snapshot *s, const char *dir, eco_error *error)
{
    const ecoi_manifest *m = &s->manifest;
    s->plain = strcmp(m->analysis, "ws") == 0;
    return ecoi_analyser_recorded(dir, m->analysis, m->fingerprint,
                                  (eco_text){(const char *)m->words.data, m->words.len}, &s->analyser, error);
}

static void take_engine_numbers(ecoi_snapshot *s)
{
    const ecoi_segment_numbers *n = ecoi_engine_index_numbers(s->engine);
    s->n_docs = n->n_docs;
    settle_statistics(s, n->sum_lengths, n->sum_title_lengths);
}

static eco_status open_engine(ecoi_snapshot *s, const char *dir, eco_error *error)
{
    eco_status status = ecoi_engine_index_open(dir, &s->manifest, &s->engine, error);
    if (status)
        return status;
    take_engine_numbers(s);
    return ECO_OK;
}

static bool is_native(const ecoi_snapshot *s)
{
    return strcmp(s->manifest.engine, ECOI_ENGINE_NATIVE) == 0;
}

static eco_status open_generation(const char *dir, uint64_t generation, ecoi_snapshot **out, eco_error *error)
{
    ecoi_snapshot *s = calloc(1, sizeof *s);
    if (!s)
        return ecoi_error_no_memory(error);
    atomic_init(&s->references, 1);
    eco_status status = ecoi_manifest_read(ecoi_vfs_posix(), dir, generation, &s->manifest, error);
    if (!status)
        status = open_analyser(s, dir, error);
    if (!status)
        status = is_native(s) ? open_segments(s, dir, error) : open_engine(s, dir, error);
    if (status) {
        ecoi_snapshot_release(s);
        return status;
    }
    *out = s;
    return ECO_OK;
}

static eco_status open_newest(const char *dir, ecoi_snapshot **out, eco_error *error)
{
    eco_status status = ECO_E_MISSING;
    for (int i = 0; i < OPEN_ATTEMPTS && status == ECO_E_MISSING; i++) {
        uint64_t generation;
        status = ecoi_manifest_newest(ecoi_vfs_posix(), dir, &generation, error);
        if (status)
            return status;
        if (generation == 0)
            return ecoi_error_set(error, ECO_E_MISSING, "%s: no index here", dir);
        status = open_generation(dir, generation, out, error);
    }
    if (status == ECO_E_MISSING) { /* of a generation that is there: the message names the file */
        eco_error missing = error ? *error : (eco_error){0};
        status = ecoi_error_set(error, ECO_E_CORRUPT, "%s: damaged index, build it again", missing.message);
    }
    return status;
}

/* A list of databases is its own generation. */
static eco_status open_list(const char *path, ecoi_snapshot **out, eco_error *error)
{
    ecoi_snapshot *s = calloc(1, sizeof *s);
    if (!s)
        return ecoi_error_no_memory(error);
    atomic_init(&s->references, 1);
    eco_status status = ecoi_engine_index_open_list(path, &s->manifest, &s->engine, error);
    if (!status)
        status = open_analyser(s, path, error);
    if (status) {
        ecoi_snapshot_release(s);
        return status;
    }
    take_engine_numbers(s);
    *out = s;
    return ECO_OK;
}

static eco_status open_any(const char *path, ecoi_snapshot **out, eco_error *error)
{
    return ecoi_engine_list_is(path) ? open_list(path, out, error) : open_newest(path, out, error);
}

static void free_index(eco_index *index)
{
    ecoi_snapshot_release(index->current);
    eco_synonyms_free(index->synonyms);
    free(index->path);
    free(index);
}

eco_status eco_index_open(const char *path, eco_index **out, eco_error *error)
{
    const char *synonyms = eco_synonyms_default();
    *out = NULL;
    if (!path || !*path)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "no index folder is named");
    eco_index *index = calloc(1, sizeof *index);
    if (!index || !(index->path = strdup(path))) {
        free(index);
        return ecoi_error_no_memory(error);
    }
    eco_status status = open_any(path, &index->current, error);
    if (!status)
        status = eco_synonyms_parse("built-in synonyms", synonyms, strlen(synonyms), &index->synonyms, error);
    if (status) {
        free_index(index);
        return status;
    }
    pthread_mutex_init(&index->lock, NULL);
    *out = index;
    return ECO_OK;
}

void eco_index_close(eco_index *index)
{
    if (!index)
        return;
    pthread_mutex_destroy(&index->lock);
    free_index(index);
}

eco_synonyms *ecoi_index_synonyms(eco_index *index)
{
    return index->synonyms;
}

ecoi_snapshot *ecoi_index_snapshot(eco_index *index)
{
    pthread_mutex_lock(&index->lock);
    ecoi_snapshot *snapshot = index->current;
    atomic_fetch_add(&snapshot->references, 1);
    pthread_mutex_unlock(&index->lock);
    return snapshot;
}

/* Whether the generation in use is the newest one. */
static eco_status is_newest(eco_index *index, bool *out, eco_error *error)
{
    uint64_t newest;
    *out = false;
    if (ecoi_engine_list_is(index->path))
        return ECO_OK; /* what a list names may have changed, or be there again */
    eco_status status = ecoi_manifest_newest(ecoi_vfs_posix(), index->path, &newest, error);
    if (status)
        return status;
    ecoi_snapshot *held = ecoi_index_snapshot(index);
    *out = held->manifest.generation == newest;
    ecoi_snapshot_release(held);
    return ECO_OK;
}

eco_status eco_index_refresh(eco_index *index, bool *out_changed, eco_error *error)
{
    bool same;
    ecoi_snapshot *fresh = NULL;
    *out_changed = false;
    eco_status status = is_newest(index, &same, error);
    if (status || same)
        return status;
    status = open_any(index->path, &fresh, error);
    if (status)
        return status;
    pthread_mutex_lock(&index->lock);
    ecoi_snapshot *old = index->current;
    index->current = fresh;
    pthread_mutex_unlock(&index->lock);
    ecoi_snapshot_release(old);
    *out_changed = true;
    return ECO_OK;
}

static void add_segment_info(const ecoi_manifest_segment *named, const ecoi_segment *segment,
                             eco_index_info *out)
{
    const ecoi_segment_numbers *n = ecoi_segment_get_numbers(segment);
    out->documents += n->n_docs - named->n_deleted;
    out->deleted += named->n_deleted;
    out->terms += n->n_terms;
    out->forms += n->n_forms;
    out->postings += n->n_postings;
    out->positions += n->n_positions;
    out->text_bytes += n->text_bytes;
    out->bytes_total += ecoi_segment_bytes(segment);
    out->bytes_postings += ecoi_segment_section_bytes(segment, ECOI_SECTION_POSTINGS);
    out->bytes_dictionary += ecoi_segment_section_bytes(segment, ECOI_SECTION_TERMS) +
                             ecoi_segment_section_bytes(segment, ECOI_SECTION_FORMS);
    out->bytes_documents += ecoi_segment_section_bytes(segment, ECOI_SECTION_DOCUMENTS) +
                            ecoi_segment_section_bytes(segment, ECOI_SECTION_DOC_BLOCKS);
    for (int section = ECOI_SECTION_KEYS; section <= ECOI_SECTION_MENTION; section++)
        out->bytes_columns += ecoi_segment_section_bytes(segment, (ecoi_section)section);
}

static void add_engine_info(const ecoi_snapshot *s, eco_index_info *out)
{
    const ecoi_segment_numbers *n = ecoi_engine_index_numbers(s->engine);
    ecoi_engine_bytes bytes;
    out->segments = ecoi_engine_index_n_places(s->engine);
    out->documents = n->n_docs;
    out->terms = n->n_terms;
    out->forms = n->n_forms;
    out->postings = n->n_postings;
    out->positions = n->n_positions;
    out->text_bytes = n->text_bytes;
    ecoi_engine_index_bytes(s->engine, &bytes);
    out->bytes_postings = bytes.postings;
    out->bytes_documents = bytes.documents;
    for (size_t i = 0; i < s->manifest.n_segments; i++)
        out->bytes_columns += s->manifest.segments[i].bytes;
    out->bytes_total = bytes.postings + bytes.documents + bytes.other + out->bytes_columns;
}

void eco_index_get_info(eco_index *index, eco_index_info *out)
{
    ecoi_snapshot *s = ecoi_index_snapshot(index);
    *out = (eco_index_info){.segments = s->n_segments, .generation = s->manifest.generation};
    if (s->engine)
        add_engine_info(s, out);
    for (size_t i = 0; i < s->n_segments; i++)
        add_segment_info(&s->manifest.segments[i], s->segments[i], out);
    out->bytes_other = out->bytes_total - out->bytes_postings - out->bytes_dictionary - out->bytes_documents -
                       out->bytes_columns;
    snprintf(out->analysis, sizeof out->analysis, "%s", s->manifest.analysis);
    snprintf(out->fingerprint, sizeof out->fingerprint, "%s", s->manifest.fingerprint);
    out->user_words =
        ecoi_user_words_count((eco_text){(const char *)s->manifest.words.data, s->manifest.words.len});
    snprintf(out->engine, sizeof out->engine, "%s", s->manifest.engine);
    ecoi_snapshot_release(s);
}

static eco_status each_of_engine(const ecoi_snapshot *s,
                                 bool (*each)(void *user, const eco_document *document), void *user,
                                 eco_error *error)
{
    ecoi_engine_search *search = NULL;
    eco_status status = ecoi_engine_search_open(s, &search, error);
    if (!status)
        status = ecoi_engine_search_each(search, each, user, error);
    ecoi_engine_search_close(search, !status);
    return status;
}

eco_status eco_index_each(eco_index *index, bool (*each)(void *user, const eco_document *document),
                          void *user, eco_error *error)
{
    ecoi_snapshot *s = ecoi_index_snapshot(index);
    ecoi_arena arena = {0};
    eco_status status = s->engine ? each_of_engine(s, each, user, error) : ECO_OK;
    bool more = true;
    for (size_t i = 0; i < s->n_segments && more && !status; i++) {
        ecoi_document_cache cache = {0};
        for (uint32_t doc = 0; doc < ecoi_segment_n_docs(s->segments[i]) && more && !status; doc++) {
            const eco_document *document;
            if (ecoi_is_deleted(s, i, doc))
                continue;
            status = ecoi_segment_document_cached(s->segments[i], doc, &cache, &arena, &document, error);
            if (!status)
                more = each(user, document);
            ecoi_arena_reset(&arena);
        }
        ecoi_document_cache_dispose(&cache);
    }
    ecoi_arena_dispose(&arena);
    ecoi_snapshot_release(s);
    return status;
}
