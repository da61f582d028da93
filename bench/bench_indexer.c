/* SPDX-License-Identifier: MIT */
/* Files to documents to segments: reading, regions, inversion, merging. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "bench/harness.h"
#include "corpus/reader.h"
#include "indexer/invert.h"
#include "indexer/merge.h"
#include "places/places.h"

/* Nothing that is measured waits for the disk. */
static int no_sync(void *self, ecoi_file *file)
{
    (void)self;
    (void)file;
    return 0;
}

static ecoi_vfs fleeting_vfs(void)
{
    ecoi_vfs vfs = *ecoi_vfs_posix();
    vfs.sync = no_sync;
    return vfs;
}

static double text_bytes(const eco_document *document)
{
    double sum = 0;
    for (size_t i = 0; i < document->n_passages; i++)
        sum += (double)document->passages[i].text.len;
    return sum;
}

/* ---- reading: the files, or their beginning when they are large ---- */

enum { READ_BYTES = 1 << 20 };

static eco_status setup_reading(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                                eco_error *error)
{
    (void)kernel;
    *out = strdup(bench_source(fixtures));
    return *out ? ECO_OK : ecoi_error_no_memory(error);
}

static bench_work run_reading(void *state)
{
    const char *source = state;
    ecoi_reader *reader;
    const eco_document *document = NULL;
    double bytes = 0;
    if (ecoi_reader_open(&source, 1, NULL, &reader, NULL))
        return (bench_work){0, 0};
    while (bytes < READ_BYTES && !ecoi_reader_next(reader, &document, NULL) && document)
        bytes += text_bytes(document);
    ecoi_reader_close(reader);
    return (bench_work){bytes, bytes};
}

/* ---- regions ---- */

typedef struct finding {
    bench_documents documents;
    size_t next;
    ecoi_places *places;
} finding;

static eco_status setup_places(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                               eco_error *error)
{
    (void)kernel;
    finding *f = *out = calloc(1, sizeof *f);
    if (!f)
        return ecoi_error_no_memory(error);
    eco_status status = bench_documents_get(fixtures, &f->documents, error);
    return status ? status : ecoi_places_new(&f->places, error);
}

static bench_work run_places(void *state)
{
    finding *f = state;
    double bytes = 0;
    for (size_t i = 0; i < BENCH_PIECE; i++) {
        const eco_document *document = &f->documents.items[f->next++ % f->documents.n];
        eco_region_share regions[ECO_N_REGIONS];
        size_t n;
        if (ecoi_places_find(f->places, document, regions, &n, NULL))
            return (bench_work){0, 0};
        bench_consume(n);
        bytes += text_bytes(document);
    }
    return (bench_work){bytes, bytes};
}

static void free_places(void *state)
{
    finding *f = state;
    if (f->places)
        ecoi_places_free(f->places);
    free(f);
}

/* ---- inversion ---- */

typedef struct inverting {
    bench_documents documents;
    size_t next;
    ecoi_inverter inverter;
    ecoi_vfs vfs;
    ecoi_segment_writer *writer;
    char *path;
} inverting;

static eco_status setup_inverter(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                                 eco_error *error)
{
    (void)kernel;
    const ecoi_analyser *analyser;
    inverting *v = *out = calloc(1, sizeof *v);
    if (!v || !(v->path = bench_new_path(fixtures)))
        return ecoi_error_no_memory(error);
    v->vfs = fleeting_vfs();
    eco_status status = bench_documents_get(fixtures, &v->documents, error);
    if (!status)
        status = bench_analyser(fixtures, &analyser, error);
    return status ? status : ecoi_inverter_open(&v->inverter, analyser, error);
}

/* After the last document a run begins anew. */
static eco_status before_collect(void *state, eco_error *error)
{
    (void)error;
    inverting *v = state;
    if (v->next >= v->documents.n) {
        v->next = 0;
        ecoi_inverter_reset(&v->inverter, UINT64_MAX);
    }
    return ECO_OK;
}

static bench_work run_collect(void *state)
{
    inverting *v = state;
    uint64_t before = v->inverter.n_analysed;
    double bytes = 0;
    for (size_t i = 0; i < BENCH_PIECE && v->next < v->documents.n; i++, v->next++) {
        const eco_document *document = &v->documents.items[v->next];
        ecoi_new_document indexed;
        if (ecoi_inverter_add(&v->inverter, document, &indexed, NULL))
            return (bench_work){0, 0};
        bytes += text_bytes(document);
    }
    return (bench_work){(double)(v->inverter.n_analysed - before), bytes};
}

/* All but the terms: the documents of the run are collected and in the writer. */
static eco_status before_flush(void *state, eco_error *error)
{
    inverting *v = state;
    ecoi_segment_writer_close(v->writer);
    v->writer = NULL;
    ecoi_inverter_reset(&v->inverter, UINT64_MAX);
    eco_status status = ecoi_segment_writer_open(&v->vfs, v->path, false, &v->writer, error);
    for (size_t i = 0; !status && i < v->documents.n; i++) {
        ecoi_new_document indexed;
        status = ecoi_inverter_add(&v->inverter, &v->documents.items[i], &indexed, error);
        if (!status)
            status = ecoi_segment_writer_add(v->writer, &indexed, error);
    }
    return status;
}

static bench_work run_flush(void *state)
{
    inverting *v = state;
    if (ecoi_inverter_write(&v->inverter, v->writer, NULL))
        return (bench_work){0, 0};
    return (bench_work){(double)v->inverter.n_tokens, (double)v->inverter.n_tokens};
}

static void free_inverter(void *state)
{
    inverting *v = state;
    ecoi_segment_writer_close(v->writer);
    ecoi_inverter_dispose(&v->inverter);
    free(v->path);
    free(v);
}

/* ---- merging ---- */

enum { N_INPUTS = 4 };

typedef struct merging {
    bench_index indexes[N_INPUTS];
    ecoi_merge_input inputs[N_INPUTS];
    ecoi_vfs vfs;
    char *path;
} merging;

static eco_status make_input(merging *m, bench_fixtures *fixtures, const bench_documents *documents, size_t i,
                             eco_error *error)
{
    char *dir = bench_new_path(fixtures);
    if (!dir)
        return ecoi_error_no_memory(error);
    eco_status status = bench_write_index(dir, documents, i * documents->n / N_INPUTS,
                                          (i + 1) * documents->n / N_INPUTS, error);
    if (!status)
        status = bench_index_open(&m->indexes[i], dir, error);
    if (!status)
        m->inputs[i].path = ecoi_segment_path(m->indexes[i].segment);
    free(dir);
    return status;
}

static eco_status setup_merge(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                              eco_error *error)
{
    (void)kernel;
    bench_documents documents;
    merging *m = *out = calloc(1, sizeof *m);
    if (!m || !(m->path = bench_new_path(fixtures)))
        return ecoi_error_no_memory(error);
    m->vfs = fleeting_vfs();
    eco_status status = bench_documents_get(fixtures, &documents, error);
    for (size_t i = 0; !status && i < N_INPUTS; i++)
        status = make_input(m, fixtures, &documents, i, error);
    return status;
}

static eco_status before_merge(void *state, eco_error *error)
{
    (void)error;
    unlink(((merging *)state)->path);
    return ECO_OK;
}

static bench_work run_merge(void *state)
{
    const merging *m = state;
    const ecoi_merge_options options = {.vfs = ecoi_vfs_posix(),
                                        .out_vfs = &m->vfs,
                                        .out_path = m->path,
                                        .store_text = true,
                                        .map_bytes = UINT64_MAX};
    ecoi_segment_numbers numbers;
    uint64_t bytes;
    if (ecoi_merge(m->inputs, N_INPUTS, &options, &numbers, &bytes, NULL))
        return (bench_work){0, 0};
    return (bench_work){(double)bytes, (double)bytes};
}

static void free_merge(void *state)
{
    merging *m = state;
    for (size_t i = 0; i < N_INPUTS; i++)
        bench_index_close(&m->indexes[i]);
    free(m->path);
    free(m);
}

const bench_kernel bench_indexer_kernels[] = {
    {"corpus.read", "MB/s", "limit.read-l3", "every byte is looked at", 0, NULL, setup_reading, NULL,
     run_reading, bench_free},
    {"places.find", "MB/s", "limit.read-l3", "every byte is looked at", 0, NULL, setup_places, NULL,
     run_places, free_places},
    {"indexer.collect", "ns/token", "stem.analyse", "the documents are analysed", 0, NULL, setup_inverter,
     before_collect, run_collect, free_inverter},
    {"indexer.flush", "ns/token", "limit.scatter", "the tokens are put in order of their terms", 0, NULL,
     setup_inverter, before_flush, run_flush, free_inverter},
    {"indexer.merge", "MB/s", "limit.write", "the new segment is written", 0, NULL, setup_merge, before_merge,
     run_merge, free_merge},
    {0}};
