/* SPDX-License-Identifier: MIT */
/* Reading crawls, without the parsing of HTML; sketches of near-duplicates. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "base/error.h"
#include "bench/harness.h"
#include "corpus/http.h"
#include "corpus/warc_record.h"
#include "store/sketch.h"

/* ---- a crawl ---- */

enum { N_RECORDS = 32, PAGE = 16 << 10, MAX_RECORD = 1 << 20 };

typedef struct crawl {
    ecoi_input input;
    ecoi_http http;
    char *path;
    ecoi_buf record;
} crawl;

/* A page as a server sends it, its text made of the source's. */
static bool make_record(ecoi_buf *out, eco_text text)
{
    size_t length = text.len + 64;
    out->len = 0;
    return ecoi_buf_appendf(
               out,
               "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://site.example/%zu\r\n"
               "WARC-Date: 2020-02-11T08:00:00Z\r\nContent-Type: application/http;msgtype=response\r\n"
               "Content-Length: %zu\r\n\r\n",
               text.len, length) &&
           ecoi_buf_appendf(out, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8   \r\n\r\n") &&
           ecoi_buf_append(out, text.ptr, text.len) && ecoi_buf_append(out, "\r\n\r\n", 4);
}

/* A gzip member a record, as crawlers write it. */
static bool write_record(crawl *c, eco_text text)
{
    gzFile file = make_record(&c->record, text) ? gzopen(c->path, "ab") : NULL;
    if (!file)
        return false;
    bool written = gzwrite(file, c->record.data, (unsigned)c->record.len) == (int)c->record.len;
    return gzclose(file) == Z_OK && written;
}

static eco_status setup_crawl(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                              eco_error *error)
{
    (void)kernel;
    bench_text text;
    crawl *c = *out = calloc(1, sizeof *c);
    eco_status status = c ? bench_text_get(fixtures, &text, error) : ecoi_error_no_memory(error);
    if (status)
        return status;
    c->path = bench_new_path(fixtures);
    bool written = c->path != NULL;
    for (size_t i = 0; written && i < N_RECORDS; i++) {
        size_t len = text.len < PAGE ? text.len : PAGE, at = text.len > len ? i * PAGE % (text.len - len) : 0;
        written = write_record(c, (eco_text){text.bytes + at, len});
    }
    return written ? ECO_OK : ecoi_error_set(error, ECO_E_IO, "a crawl cannot be written");
}

static bench_work run_crawl(void *state)
{
    crawl *c = state;
    ecoi_warc_record record = {.damaged = false};
    size_t bytes = 0, n = 0;
    ecoi_input_open(&c->input, c->path);
    while (ecoi_warc_next(&c->input, MAX_RECORD, &record) == ECOI_WARC_RECORD) {
        if (ecoi_http_read(&c->http, record.content, MAX_RECORD) != ECOI_HTTP_OK || record.damaged)
            break;
        bytes += record.headers.len + record.content.len;
        bench_consume(c->http.body.len);
        n++;
    }
    ecoi_input_close(&c->input);
    return n == N_RECORDS ? (bench_work){(double)bytes, (double)bytes} : (bench_work){0, 0};
}

static void free_crawl(void *state)
{
    crawl *c = state;
    ecoi_input_dispose(&c->input);
    ecoi_http_dispose(&c->http);
    ecoi_buf_dispose(&c->record);
    free(c->path);
    free(c);
}

/* ---- sketches ---- */

static eco_status setup_sketches(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                                 eco_error *error)
{
    (void)kernel;
    bench_documents *documents = *out = calloc(1, sizeof *documents);
    return documents ? bench_documents_get(fixtures, documents, error) : ecoi_error_no_memory(error);
}

static bench_work run_sketches(void *state)
{
    const bench_documents *documents = state;
    size_t n = documents->n < BENCH_PIECE ? documents->n : BENCH_PIECE, bytes = 0;
    for (size_t i = 0; i < n; i++) {
        const eco_document *document = &documents->items[i];
        for (size_t j = 0; j < document->n_passages; j++)
            bytes += document->passages[j].text.len;
        bench_consume(ecoi_sketch_make(document).values[0]);
    }
    return (bench_work){(double)n, (double)bytes};
}

const bench_kernel bench_corpus_kernels[] = {
    {"corpus.warc", "MB/s", "limit.inflate", "the bytes of a crawl have to be inflated", 0, NULL, setup_crawl,
     NULL, run_crawl, free_crawl},
    {"corpus.sketch", "ns/document", "limit.read-l2", "each byte of the text is read once", 0, NULL,
     setup_sketches, NULL, run_sketches, bench_free},
    {0}};
