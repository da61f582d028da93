/* SPDX-License-Identifier: MIT */
/* What lies beside the postings: the dictionaries, the stored documents, the checksums of pages. */
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "base/error.h"
#include "bench/harness.h"
#include "store/segment.h"

/* ---- zlib alone ---- */

enum { BLOCK = 32 << 10, LEVEL = 6, N_BLOCKS = 16 };

typedef struct inflating {
    z_stream stream;
    size_t n;
    uLong lens[N_BLOCKS];
    Bytef *blocks[N_BLOCKS], out[BLOCK];
} inflating;

static eco_status setup_inflate(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                                eco_error *error)
{
    (void)kernel;
    bench_text text;
    inflating *z = *out = calloc(1, sizeof *z);
    if (!z || inflateInit(&z->stream) != Z_OK)
        return ecoi_error_no_memory(error);
    eco_status status = bench_text_get(fixtures, &text, error);
    for (size_t at = 0; !status && z->n < N_BLOCKS && text.len - at >= BLOCK; at += BLOCK) {
        const Bytef *from = (const Bytef *)text.bytes + at;
        uLong len = z->lens[z->n] = compressBound(BLOCK);
        Bytef *block = z->blocks[z->n] = malloc(len);
        if (!block || compress2(block, &z->lens[z->n++], from, BLOCK, LEVEL) != Z_OK)
            status = ecoi_error_no_memory(error);
    }
    return status;
}

static bench_work run_inflate(void *state)
{
    inflating *z = state;
    for (size_t i = 0; i < z->n; i++) {
        z->stream.next_in = z->blocks[i];
        z->stream.avail_in = (uInt)z->lens[i];
        z->stream.next_out = z->out;
        z->stream.avail_out = BLOCK;
        if (inflateReset(&z->stream) != Z_OK || inflate(&z->stream, Z_FINISH) != Z_STREAM_END)
            return (bench_work){0, 0};
    }
    bench_consume(z->out[BLOCK / 2]);
    return (bench_work){(double)z->n * BLOCK, 0};
}

static void free_inflate(void *state)
{
    inflating *z = state;
    inflateEnd(&z->stream);
    for (size_t i = 0; i < N_BLOCKS; i++)
        free(z->blocks[i]);
    free(z);
}

/* ---- the dictionaries ---- */

enum { N_LOOK_UPS = 4096 };

typedef struct looking {
    const ecoi_segment *segment;
    struct {
        uint8_t len;
        char text[ECOI_ENTRY_MAX];
    } terms[N_LOOK_UPS];
} looking;

static eco_status setup_terms(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                              eco_error *error)
{
    (void)kernel;
    const bench_index *index;
    ecoi_term_walk walk;
    uint64_t random = 1;
    looking *l = *out = calloc(1, sizeof *l);
    if (!l)
        return ecoi_error_no_memory(error);
    eco_status status = bench_word_index(fixtures, &index, error);
    if (status)
        return status;
    l->segment = index->segment;
    uint32_t n = (uint32_t)ecoi_segment_get_numbers(l->segment)->n_terms;
    for (size_t i = 0; !status && i < N_LOOK_UPS; i++) {
        status = ecoi_segment_term_at(l->segment, bench_roll(&random, n), &walk, error);
        if (!status) {
            l->terms[i].len = (uint8_t)walk.entry.key_len;
            memcpy(l->terms[i].text, walk.entry.key, walk.entry.key_len);
        }
    }
    return status;
}

static bench_work run_find_term(void *state)
{
    const looking *l = state;
    uint64_t sum = 0;
    for (size_t i = 0; i < N_LOOK_UPS; i++) {
        ecoi_term term;
        bool found;
        if (ecoi_segment_find_term(l->segment, l->terms[i].text, l->terms[i].len, &term, &found, NULL) ||
            !found)
            return (bench_work){0, 0};
        sum += term.df;
    }
    bench_consume(sum);
    return (bench_work){N_LOOK_UPS, N_LOOK_UPS};
}

static bench_work run_walk_terms(void *state)
{
    const ecoi_segment *segment = ((looking *)state)->segment;
    ecoi_term_walk walk;
    bool more;
    uint64_t sum = 0, n = 0;
    eco_status status = ecoi_segment_walk_terms(segment, "", 0, &walk, &more, NULL);
    for (; !status && more; n++) {
        sum += walk.term.df;
        status = ecoi_segment_next_term(segment, &walk, &more, NULL);
    }
    bench_consume(sum);
    return (bench_work){status ? 0 : (double)n,
                        (double)ecoi_segment_section_bytes(segment, ECOI_SECTION_TERMS)};
}

static bench_work run_walk_folded(void *state)
{
    const ecoi_segment *segment = ((looking *)state)->segment;
    ecoi_folded_walk walk;
    bool more;
    uint64_t sum = 0, n = 0;
    eco_status status = ecoi_segment_walk_folded(segment, "", 0, &walk, &more, NULL);
    for (; !status && more; n++) {
        sum += walk.n_uses;
        status = ecoi_segment_next_folded(segment, &walk, &more, NULL);
    }
    bench_consume(sum);
    return (bench_work){status ? 0 : (double)n,
                        (double)(ecoi_segment_section_bytes(segment, ECOI_SECTION_TERMS) +
                                 ecoi_segment_section_bytes(segment, ECOI_SECTION_FORMS))};
}

/* ---- stored documents ---- */

enum { N_DOCUMENTS = 16 };

typedef struct fetching {
    const ecoi_segment *segment;
    ecoi_arena arena;
    ecoi_document_cache cache;
    uint32_t docs[N_DOCUMENTS];
    double inflated, kept; /* bytes of the blocks of docs; of the texts of document 0 */
} fetching;

static eco_status setup_documents(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                                  eco_error *error)
{
    (void)kernel;
    const bench_index *index;
    const eco_document *document;
    uint64_t random = 1;
    fetching *f = *out = calloc(1, sizeof *f);
    if (!f)
        return ecoi_error_no_memory(error);
    eco_status status = bench_text_index(fixtures, &index, error);
    if (status)
        return status;
    f->segment = index->segment;
    for (size_t i = 0; !status && i < N_DOCUMENTS; i++) {
        f->docs[i] = bench_roll(&random, ecoi_segment_n_docs(f->segment));
        status = ecoi_segment_document_cached(f->segment, f->docs[i], &f->cache, &f->arena, &document, error);
        f->inflated += (double)(f->cache.end - f->cache.records);
    }
    if (!status)
        status = ecoi_segment_document_cached(f->segment, 0, &f->cache, &f->arena, &document, error);
    for (size_t i = 0; !status && i < document->n_passages; i++)
        f->kept += (double)document->passages[i].text.len;
    return status;
}

static bench_work run_document(void *state)
{
    fetching *f = state;
    for (size_t i = 0; i < N_DOCUMENTS; i++) {
        const eco_document *document;
        ecoi_arena_reset(&f->arena);
        if (ecoi_segment_document(f->segment, f->docs[i], &f->arena, &document, NULL))
            return (bench_work){0, 0};
        bench_consume(document->n_passages);
    }
    return (bench_work){N_DOCUMENTS, f->inflated};
}

static bench_work run_cached_document(void *state)
{
    fetching *f = state;
    for (size_t i = 0; i < N_DOCUMENTS; i++) {
        const eco_document *document;
        ecoi_arena_reset(&f->arena);
        if (ecoi_segment_document_cached(f->segment, 0, &f->cache, &f->arena, &document, NULL))
            return (bench_work){0, 0};
        bench_consume(document->n_passages);
    }
    return (bench_work){N_DOCUMENTS, N_DOCUMENTS * f->kept};
}

static void free_documents(void *state)
{
    fetching *f = state;
    ecoi_document_cache_dispose(&f->cache);
    ecoi_arena_dispose(&f->arena);
    free(f);
}

/* ---- pages ---- */

static eco_status setup_verify(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                               eco_error *error)
{
    (void)kernel;
    const bench_index *index;
    eco_status status = bench_word_index(fixtures, &index, error);
    if (status)
        return status;
    *out = strdup(ecoi_segment_path(index->segment));
    return *out ? ECO_OK : ecoi_error_no_memory(error);
}

static bench_work run_verify(void *state)
{
    ecoi_segment *segment;
    if (ecoi_segment_open(ecoi_vfs_posix(), state, &segment, NULL))
        return (bench_work){0, 0};
    double bytes = (double)ecoi_segment_bytes(segment);
    if (ecoi_segment_verify(segment, NULL))
        bytes = 0;
    ecoi_segment_close(segment);
    return (bench_work){bytes, bytes};
}

const bench_kernel bench_segment_kernels[] = {
    {"limit.inflate", "MB/s", NULL, "zlib on blocks of 32 KiB of the text", 0, NULL, setup_inflate, NULL,
     run_inflate, free_inflate},
    {"segment.find-term", "ns/look-up", "limit.miss-l2", "a hash table would miss once", 0, NULL, setup_terms,
     NULL, run_find_term, bench_free},
    {"segment.walk-terms", "ns/term", "limit.read-l2", "the dictionary is read", 0, NULL, setup_terms, NULL,
     run_walk_terms, bench_free},
    {"segment.walk-folded", "ns/form", "limit.read-l2", "both dictionaries are read", 0, NULL, setup_terms,
     NULL, run_walk_folded, bench_free},
    {"segment.document", "ns/document", "limit.inflate", "the document's block is inflated", 0, NULL,
     setup_documents, NULL, run_document, free_documents},
    {"segment.document-cached", "ns/document", "limit.copy-l2", "the document's texts are copied", 0, NULL,
     setup_documents, NULL, run_cached_document, free_documents},
    {"segment.verify", "GB/s", "limit.crc", "every page is summed up", 0, NULL, setup_verify, NULL,
     run_verify, bench_free},
    {0}};
