/* SPDX-License-Identifier: MIT */
/* Text to tokens: finding chunks, looking them up, stemming, all of it. */
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "base/cpu.h"
#include "base/error.h"
#include "bench/harness.h"
#include "stem/memo.h"
#include "stem/scan.h"
#include "stem/stemmer.h"

enum { N_SPANS = 256, PIECE = 256 << 10, COLD_PIECE = 8 /* documents */ };

/* The next piece of a text, round and round. */
static eco_text next_piece(const bench_text *text, size_t *at)
{
    if (*at >= text->len)
        *at = 0;
    size_t left = text->len - *at, len = left < PIECE ? left : PIECE;
    *at += len;
    return (eco_text){text->bytes + *at - len, len};
}

static bool has_avx2(void)
{
    return ecoi_cpu_probe().avx2;
}

/* ---- chunks ---- */

enum { SCALAR, AVX2, SPACES, SPACES_AVX2 };
enum { PLAIN_WORDS, FRENCH, FRENCH_SCALAR };

typedef struct scanning {
    bench_text text;
    size_t next;
    ecoi_scan *scan;
} scanning;

static eco_status setup_scan(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                             eco_error *error)
{
    static ecoi_scan *const scans[] = {
        [SCALAR] = ecoi_scan_scalar,
        [SPACES] = ecoi_scan_spaces,
#if defined(__x86_64__)
        [AVX2] = ecoi_scan_avx2,
        [SPACES_AVX2] = ecoi_scan_spaces_avx2,
#endif
    };
    scanning *s = *out = calloc(1, sizeof *s);
    if (!s)
        return ecoi_error_no_memory(error);
    s->scan = scans[kernel->parameter];
    return bench_text_get(fixtures, &s->text, error);
}

static bench_work run_scan(void *state)
{
    scanning *s = state;
    const eco_text piece = next_piece(&s->text, &s->next);
    ecoi_span spans[N_SPANS];
    size_t n = 0;
    for (size_t at = 0; at < piece.len;)
        n += s->scan(piece.ptr, piece.len, &at, spans, N_SPANS);
    bench_consume(n);
    return (bench_work){(double)piece.len, (double)piece.len};
}

/* ---- the whole analysis; parameter: whether it is French ---- */

typedef struct analysing {
    bench_documents documents;
    size_t next;
    ecoi_analyser *analyser;
    ecoi_analysis *analysis;
} analysing;

static eco_status setup_analysis(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                                 eco_error *error)
{
    analysing *a = *out = calloc(1, sizeof *a);
    if (!a)
        return ecoi_error_no_memory(error);
    eco_status status = bench_documents_get(fixtures, &a->documents, error);
    if (!status)
        status = ecoi_analyser_new(kernel->parameter ? "fr" : "ws", &a->analyser, error);
    if (!status && kernel->parameter == FRENCH_SCALAR)
        ecoi_analyser_use_scalar(a->analyser);
    return status ? status : ecoi_analysis_new(a->analyser, &a->analysis, error);
}

static void free_analysis(void *state)
{
    analysing *a = state;
    ecoi_analysis_free(a->analysis);
    ecoi_analyser_free(a->analyser);
    free(a);
}

/* The bytes analysed, 0 on failure. */
static double analyse(ecoi_analysis *analysis, const eco_document *document)
{
    double bytes = 0;
    for (size_t i = 0; i < document->n_passages; i++) {
        const eco_text text = document->passages[i].text;
        const ecoi_token *tokens;
        size_t n;
        if (ecoi_analysis_run(analysis, text.ptr, text.len, &tokens, &n, NULL))
            return 0;
        bench_consume(n);
        bytes += (double)text.len;
    }
    return bytes;
}

static bench_work run_analysis(void *state)
{
    analysing *a = state;
    double bytes = 0;
    for (size_t i = 0; i < BENCH_PIECE; i++)
        bytes += analyse(a->analysis, &a->documents.items[a->next++ % a->documents.n]);
    return (bench_work){bytes, bytes};
}

static eco_status forget(void *state, eco_error *error)
{
    (void)error;
    ecoi_analysis_reset(((analysing *)state)->analysis);
    return ECO_OK;
}

/* What one libstemmer call a distinct form would come to. */
static bench_work run_cold(void *state)
{
    analysing *a = state;
    double bytes = 0;
    for (size_t i = 0; i < a->documents.n_distinct && i < COLD_PIECE; i++)
        bytes += analyse(a->analysis, &a->documents.items[i]);
    return (bench_work){bytes, (double)ecoi_analysis_n_forms(a->analysis)};
}

/* ---- the memo ---- */

enum { N_CHUNKS = 64 << 10 }; /* looked up in a run */

typedef struct remembering {
    bench_text text;
    ecoi_memo memo;
    ecoi_span *spans;
    size_t n, next;
} remembering;

static ecoi_memo_key key_of(const remembering *r, const ecoi_span *span)
{
    return ecoi_memo_key_of(r->text.bytes + span->start, span->len, r->text.len - span->start);
}

static bool remember(remembering *r, const ecoi_span *span)
{
    const char *chunk = r->text.bytes + span->start;
    const ecoi_memo_key key = key_of(r, span);
    const ecoi_token token = {.len = span->len};
    return ecoi_memo_find(&r->memo, &key, chunk, span->len) ||
           ecoi_memo_add(&r->memo, &key, chunk, span->len, &token, 1, 1, 0);
}

static eco_status setup_memo(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                             eco_error *error)
{
    (void)kernel;
    remembering *r = *out = calloc(1, sizeof *r);
    if (!r)
        return ecoi_error_no_memory(error);
    eco_status status = bench_text_get(fixtures, &r->text, error);
    if (status)
        return status;
    r->spans = malloc((r->text.len / 2 + ECOI_SCAN_MIN) * sizeof *r->spans);
    if (!r->spans || !ecoi_memo_open(&r->memo))
        return ecoi_error_no_memory(error);
    for (size_t at = 0; at < r->text.len;) {
        ecoi_span *found = r->spans + r->n;
        size_t n = ecoi_scan_scalar(r->text.bytes, r->text.len, &at, found, ECOI_SCAN_MIN);
        for (size_t i = 0; i < n; i++)
            if (found[i].len <= ECOI_MEMO_LONGEST) {
                if (!remember(r, &found[i]))
                    return ecoi_error_no_memory(error);
                r->spans[r->n++] = found[i];
            }
    }
    return ECO_OK;
}

static bench_work run_memo(void *state)
{
    remembering *r = state;
    ecoi_memo_key keys[N_SPANS];
    uint64_t sum = 0;
    size_t first = r->next < r->n ? r->next : 0, end = r->n - first < N_CHUNKS ? r->n : first + N_CHUNKS;
    r->next = end;
    for (size_t i = first; i < end; i += N_SPANS) {
        size_t n = end - i < N_SPANS ? end - i : N_SPANS;
        for (size_t j = 0; j < n; j++) {
            keys[j] = key_of(r, &r->spans[i + j]);
            ecoi_memo_prefetch(&r->memo, &keys[j]);
        }
        for (size_t j = 0; j < n; j++) {
            const ecoi_span *span = &r->spans[i + j];
            sum += ecoi_memo_find(&r->memo, &keys[j], r->text.bytes + span->start, span->len)->first;
        }
    }
    bench_consume(sum);
    return (bench_work){(double)(end - first), (double)(end - first)};
}

static void free_memo(void *state)
{
    remembering *r = state;
    ecoi_memo_dispose(&r->memo);
    free(r->spans);
    free(r);
}

/* ---- stems of the distinct words ---- */

enum { N_WORDS = 1024 }; /* stemmed in a run */

typedef struct stemming {
    ecoi_analysis *analysis; /* owns the forms */
    ecoi_lexicon lexicon;
    ecoi_stemmer stemmer;
    const ecoi_form **forms;
    size_t n, next;
} stemming;

/* The words [*out_first, end) are the next; returns the end. */
static size_t next_words(stemming *s, size_t *out_first)
{
    *out_first = s->next < s->n ? s->next : 0;
    s->next = s->n - *out_first < N_WORDS ? s->n : *out_first + N_WORDS;
    return s->next;
}

static eco_status setup_stems(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                              eco_error *error)
{
    (void)kernel;
    bench_text text;
    const ecoi_analyser *analyser;
    const ecoi_token *tokens;
    size_t n;
    stemming *s = *out = calloc(1, sizeof *s);
    if (!s || !ecoi_lexicon_build(&s->lexicon) || !ecoi_stemmer_open(&s->stemmer))
        return ecoi_error_no_memory(error);
    eco_status status = bench_text_get(fixtures, &text, error);
    if (!status)
        status = bench_analyser(fixtures, &analyser, error);
    if (!status)
        status = ecoi_analysis_new(analyser, &s->analysis, error);
    if (!status)
        status = ecoi_analysis_run(s->analysis, text.bytes, text.distinct_len, &tokens, &n, error);
    if (status)
        return status;
    s->forms = calloc(ecoi_analysis_n_forms(s->analysis) + 1, sizeof *s->forms);
    if (!s->forms)
        return ecoi_error_no_memory(error);
    for (uint32_t i = 0; i < ecoi_analysis_n_forms(s->analysis); i++) {
        const ecoi_form *form = ecoi_analysis_form(s->analysis, i);
        if (!(form->flags & ECOI_FORM_NUMBER))
            s->forms[s->n++] = form;
    }
    return ECO_OK;
}

static bench_work run_stems(void *state)
{
    stemming *s = state;
    uint64_t sum = 0;
    size_t first, end = next_words(s, &first);
    for (size_t i = first; i < end; i++) {
        char term[ECOI_TERM_MAX + 1];
        sum += ecoi_stem(&s->stemmer, &s->lexicon, s->forms[i]->form, s->forms[i]->form_len, term);
    }
    bench_consume(sum);
    return (bench_work){(double)(end - first), (double)(end - first)};
}

static bench_work run_libstemmer(void *state)
{
    stemming *s = state;
    uint64_t sum = 0;
    size_t first, end = next_words(s, &first);
    for (size_t i = first; i < end; i++)
        sum += *sb_stemmer_stem(s->stemmer.snowball, (const sb_symbol *)s->forms[i]->form,
                                s->forms[i]->form_len);
    bench_consume(sum);
    return (bench_work){(double)(end - first), 0};
}

static void free_stems(void *state)
{
    stemming *s = state;
    ecoi_lexicon_dispose(&s->lexicon);
    ecoi_stemmer_close(&s->stemmer);
    ecoi_analysis_free(s->analysis);
    free(s->forms);
    free(s);
}

#define SCAN(name, which, available)                                                                         \
    {                                                                                                        \
        name, "MB/s", "limit.read-l3", "every byte is looked at", which, available, setup_scan, NULL,        \
            run_scan, bench_free                                                                             \
    }

const bench_kernel bench_stem_kernels[] = {
    {"limit.libstemmer", "ns/word", NULL, "the French stemmer of libstemmer on the text's distinct words", 0,
     NULL, setup_stems, NULL, run_libstemmer, free_stems},
    SCAN("stem.scan", SCALAR, NULL),
    SCAN("stem.scan-avx2", AVX2, has_avx2),
    SCAN("stem.spaces", SPACES, NULL),
    SCAN("stem.spaces-avx2", SPACES_AVX2, has_avx2),
    {"stem.memo", "ns/look-up", "limit.probe-l2", "a chunk is one load at a random place", 0, NULL,
     setup_memo, NULL, run_memo, free_memo},
    {"stem.stem", "ns/word", "limit.libstemmer", "libstemmer is one step of it", 0, NULL, setup_stems, NULL,
     run_stems, free_stems},
    {"stem.analyse-cold", "MB/s", "limit.libstemmer", "every distinct form is stemmed once", FRENCH, NULL,
     setup_analysis, forget, run_cold, free_analysis},
    {"stem.analyse", "MB/s", "limit.read-l3", "every byte is looked at", FRENCH, NULL, setup_analysis, NULL,
     run_analysis, free_analysis},
    {"stem.analyse-scalar", "MB/s", "limit.read-l3", "every byte is looked at", FRENCH_SCALAR, NULL,
     setup_analysis, NULL, run_analysis, free_analysis},
    {"stem.analyse-ws", "MB/s", "limit.read-l3", "every byte is looked at", PLAIN_WORDS, NULL, setup_analysis,
     NULL, run_analysis, free_analysis},
    {0}};
