/* SPDX-License-Identifier: MIT */
#include "bench/fixtures.h"

#include <errno.h>
#include <ftw.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <ecosearch/build.h>

#include "base/error.h"
#include "corpus/reader.h"
#include "indexer/batch.h"

enum { TEXT_BYTES = 4 << 20, VOCABULARY = 100000, KEY_MAX = 64 };

struct bench_fixtures {
    const char *source, *index;
    char folder[4096];
    unsigned n_paths;
    ecoi_analyser *analyser;
    ecoi_batch batch;
    size_t n_distinct;
    ecoi_buf text;
    size_t distinct_len;
    bench_index texts, words;
};

eco_status bench_fixtures_new(const char *source, const char *index, bench_fixtures **out, eco_error *error)
{
    const char *temporary = getenv("TMPDIR");
    bench_fixtures *f = calloc(1, sizeof *f);
    *out = NULL;
    if (!f)
        return ecoi_error_no_memory(error);
    f->source = source;
    f->index = index;
    snprintf(f->folder, sizeof f->folder, "%s/eco-bench-XXXXXX",
             temporary && *temporary ? temporary : "/tmp");
    if (!mkdtemp(f->folder)) {
        eco_status status = ecoi_error_os(error, errno, "%s: cannot create", f->folder);
        free(f);
        return status;
    }
    *out = f;
    return ECO_OK;
}

static int remove_one(const char *path, const struct stat *what, int kind, struct FTW *place)
{
    (void)what;
    (void)kind;
    (void)place;
    return remove(path);
}

void bench_fixtures_free(bench_fixtures *f)
{
    if (!f)
        return;
    bench_index_close(&f->texts);
    bench_index_close(&f->words);
    ecoi_analyser_free(f->analyser);
    ecoi_batch_dispose(&f->batch);
    ecoi_buf_dispose(&f->text);
    nftw(f->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(f);
}

const char *bench_source(const bench_fixtures *f)
{
    return f->source;
}

char *bench_new_path(bench_fixtures *f)
{
    char name[16];
    snprintf(name, sizeof name, "%u", f->n_paths++);
    return ecoi_path_join(f->folder, name);
}

eco_status bench_analyser(bench_fixtures *f, const ecoi_analyser **out, eco_error *error)
{
    eco_status status = f->analyser ? ECO_OK : ecoi_analyser_new("fr", &f->analyser, error);
    *out = f->analyser;
    return status;
}

/* ---- documents ---- */

/* An inverter takes no more documents than that at a time. */
static bool is_enough(const ecoi_batch *batch)
{
    return batch->text_bytes >= TEXT_BYTES || batch->n >= ECOI_BATCH_DOCS;
}

static eco_status read_source(bench_fixtures *f, eco_error *error)
{
    ecoi_reader *reader;
    const eco_document *document;
    uint64_t replaced = 0;
    eco_status status = ecoi_reader_open(&f->source, 1, NULL, &reader, error);
    if (status)
        return status;
    while (!is_enough(&f->batch) && !(status = ecoi_reader_next(reader, &document, error)) && document)
        if (!ecoi_batch_add(&f->batch, document, false, &replaced)) {
            status = ecoi_error_no_memory(error);
            break;
        }
    ecoi_reader_close(reader);
    if (!status && f->batch.text_bytes == 0)
        status = ecoi_error_set(error, ECO_E_DATA, "%s: there is no text in it", f->source);
    return status;
}

static eco_status repeat_source(bench_fixtures *f, eco_error *error)
{
    uint64_t replaced = 0;
    f->n_distinct = f->batch.n;
    for (size_t i = 0; !is_enough(&f->batch); i++) {
        char key[KEY_MAX];
        eco_document document = f->batch.documents[i % f->n_distinct];
        document.key = (eco_text){key, (size_t)snprintf(key, sizeof key, "again/%zu", i)};
        if (!ecoi_batch_add(&f->batch, &document, false, &replaced))
            return ecoi_error_no_memory(error);
    }
    return ECO_OK;
}

eco_status bench_documents_get(bench_fixtures *f, bench_documents *out, eco_error *error)
{
    eco_status status = ECO_OK;
    if (f->n_distinct == 0) {
        status = read_source(f, error);
        if (!status)
            status = repeat_source(f, error);
    }
    *out = (bench_documents){f->batch.documents, f->batch.n, f->n_distinct};
    return status;
}

static bool append_document(ecoi_buf *text, const eco_document *document)
{
    for (size_t i = 0; i < document->n_passages; i++) {
        eco_text passage = document->passages[i].text;
        if (!ecoi_buf_append(text, passage.ptr, passage.len) || !ecoi_buf_append_byte(text, '\n'))
            return false;
    }
    return true;
}

eco_status bench_text_get(bench_fixtures *f, bench_text *out, eco_error *error)
{
    bench_documents documents;
    eco_status status = bench_documents_get(f, &documents, error);
    if (status)
        return status;
    if (!f->text.data) {
        for (size_t i = 0; i < documents.n; i++) {
            if (!append_document(&f->text, &documents.items[i]))
                return ecoi_error_no_memory(error);
            if (i + 1 == documents.n_distinct)
                f->distinct_len = f->text.len;
        }
        if (!ecoi_buf_append_byte(&f->text, '\0'))
            return ecoi_error_no_memory(error);
    }
    *out = (bench_text){(const char *)f->text.data, f->text.len - 1, f->distinct_len};
    return ECO_OK;
}

/* ---- indexes ---- */

static eco_status open_writer(const char *dir, const char *analysis, eco_writer **out, eco_error *error)
{
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    options.analysis = analysis;
    options.threads = 1;
    return eco_writer_open(dir, &options, out, error);
}

eco_status bench_write_index(const char *dir, const bench_documents *documents, size_t from, size_t to,
                             eco_error *error)
{
    eco_writer *writer;
    eco_status status = open_writer(dir, "fr", &writer, error);
    for (size_t i = from; !status && i < to; i++)
        status = eco_writer_add(writer, &documents->items[i], error);
    if (!status)
        status = eco_writer_commit(writer, NULL, error);
    eco_writer_close(writer);
    return status;
}

eco_status bench_index_open(bench_index *index, const char *dir, eco_error *error)
{
    eco_status status = eco_index_open(dir, &index->index, error);
    if (status)
        return status;
    index->snapshot = ecoi_index_snapshot(index->index);
    for (size_t i = 0; i < index->snapshot->n_segments; i++) {
        const ecoi_segment *segment = index->snapshot->segments[i];
        if (!index->segment || ecoi_segment_n_docs(segment) > ecoi_segment_n_docs(index->segment))
            index->segment = segment;
    }
    if (index->segment)
        return ECO_OK;
    bench_index_close(index);
    return ecoi_error_set(error, ECO_E_DATA, "%s: the index is empty", dir);
}

void bench_index_close(bench_index *index)
{
    ecoi_snapshot_release(index->snapshot);
    eco_index_close(index->index);
    *index = (bench_index){0};
}

uint32_t bench_roll_zipf(uint64_t *state, uint32_t n)
{
    double r = exp((double)bench_random(state) / 4294967296.0 * log((double)n + 1));
    return (uint32_t)r - 1 < n ? (uint32_t)r - 1 : n - 1;
}

/* A few of the words of known frequency among as many as it takes of the others, in any order. */
static size_t make_words(char *body, uint64_t *random)
{
    char words[32][16], *end = body;
    unsigned n = 0;
    for (uint32_t sparsity = 2; sparsity <= 1024; sparsity *= sparsity == 2 ? 2 : 4)
        for (char side = 'a'; side <= 'b'; side++)
            if (bench_roll(random, sparsity) == 0)
                snprintf(words[n++], sizeof *words, "%c%u", side, sparsity);
    for (unsigned more = 4 + bench_roll(random, 8); more > 0; more--)
        snprintf(words[n++], sizeof *words, "w%u", bench_roll_zipf(random, VOCABULARY));
    for (; n > 0; n--) {
        unsigned i = bench_roll(random, n);
        end += sprintf(end, "%s ", words[i]);
        memcpy(words[i], words[n - 1], sizeof *words);
    }
    return (size_t)(end - body);
}

static eco_status write_words(const char *dir, eco_error *error)
{
    eco_writer *writer;
    uint64_t random = 1;
    eco_status status = open_writer(dir, "ws", &writer, error);
    for (unsigned i = 0; !status && i < BENCH_WORD_DOCS; i++) {
        char key[KEY_MAX], body[1024];
        size_t len = make_words(body, &random);
        eco_passage passage = {ECO_ZONE_BODY, {body, len}};
        eco_document document = {
            .key = {key, (size_t)snprintf(key, sizeof key, "%u", i)}, .passages = &passage, .n_passages = 1};
        status = eco_writer_add(writer, &document, error);
    }
    if (!status)
        status = eco_writer_commit(writer, NULL, error);
    eco_writer_close(writer);
    return status;
}

static eco_status write_texts(bench_fixtures *f, const char *dir, eco_error *error)
{
    bench_documents documents;
    eco_status status = bench_documents_get(f, &documents, error);
    return status ? status : bench_write_index(dir, &documents, 0, documents.n, error);
}

static eco_status get_index(bench_fixtures *f, bench_index *index, eco_error *error)
{
    if (index->index)
        return ECO_OK;
    if (f->index)
        return bench_index_open(index, f->index, error);
    char *dir = bench_new_path(f);
    if (!dir)
        return ecoi_error_no_memory(error);
    eco_status status = index == &f->words ? write_words(dir, error) : write_texts(f, dir, error);
    if (!status)
        status = bench_index_open(index, dir, error);
    free(dir);
    return status;
}

eco_status bench_text_index(bench_fixtures *f, const bench_index **out, eco_error *error)
{
    *out = &f->texts;
    return get_index(f, &f->texts, error);
}

eco_status bench_word_index(bench_fixtures *f, const bench_index **out, eco_error *error)
{
    *out = &f->words;
    return get_index(f, &f->words, error);
}
