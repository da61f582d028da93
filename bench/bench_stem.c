/* SPDX-License-Identifier: MIT */
/*
 * bench_stem FILE... - how fast the analysis is, in MB/s of text on one core, best of some rounds.
 *   read    the limit: every byte summed up
 *   scan    where the words are, scalar and AVX2 (scan.h)
 *   fr, ws  text to tokens with form, folded form and term, a passage of 4 KB at a time: cold, with nothing
 *           remembered, and warm
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/cpu.h"
#include "stem/analyser.h"
#include "stem/scan.h"

enum { ROUNDS = 5, PASSAGE = 4096, N_SPANS = 256 };

typedef struct text {
    char *bytes;
    size_t len;
} text;

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void report(const char *what, const text *t, double best, size_t n, const char *unit)
{
    printf("  %-12s %7.0f MB/s  %zu %s\n", what, (double)t->len / best * 1e-6, n, unit);
}

static void bench_read(const text *t)
{
    double best = 1e9;
    size_t sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double start = seconds();
        for (size_t i = 0; i < t->len; i++)
            sum += (unsigned char)t->bytes[i];
        double took = seconds() - start;
        best = took < best ? took : best;
    }
    report("read", t, best, sum / ROUNDS, "sum of bytes");
}

static void bench_scan(const char *what, ecoi_scan *scan, const text *t)
{
    ecoi_span spans[N_SPANS];
    double best = 1e9;
    size_t n = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double start = seconds();
        n = 0;
        for (size_t at = 0; at < t->len;)
            n += scan(t->bytes, t->len, &at, spans, N_SPANS);
        double took = seconds() - start;
        best = took < best ? took : best;
    }
    report(what, t, best, n, "chunks");
}

static size_t analyse_all(ecoi_analysis *analysis, const text *t)
{
    size_t total = 0;
    for (size_t at = 0; at < t->len; at += PASSAGE) {
        const ecoi_token *tokens;
        size_t n, len = t->len - at < PASSAGE ? t->len - at : PASSAGE;
        if (ecoi_analysis_run(analysis, t->bytes + at, len, &tokens, &n, NULL) != ECO_OK)
            exit(2);
        total += n;
    }
    return total;
}

static void bench_analysis(const char *name, const text *t)
{
    ecoi_analyser *analyser;
    ecoi_analysis *analysis;
    double cold = 0, best = 1e9;
    size_t n = 0;
    if (ecoi_analyser_new(name, &analyser, NULL) != ECO_OK ||
        ecoi_analysis_new(analyser, &analysis, NULL) != ECO_OK)
        exit(2);
    for (int round = 0; round <= ROUNDS; round++) {
        double start = seconds();
        n = analyse_all(analysis, t);
        double took = seconds() - start;
        if (round == 0)
            cold = took;
        else
            best = took < best ? took : best;
    }
    printf("  %s\n", name);
    report("  cold", t, cold, ecoi_analysis_n_forms(analysis), "forms");
    report("  warm", t, best, n, "tokens");
    ecoi_analysis_free(analysis);
    ecoi_analyser_free(analyser);
}

static text read_file(const char *path)
{
    text t = {NULL, 0};
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(2);
    }
    long size = ftell(file);
    rewind(file);
    t.bytes = size > 0 ? malloc((size_t)size) : NULL;
    t.len = t.bytes ? fread(t.bytes, 1, (size_t)size, file) : 0;
    fclose(file);
    return t;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        text t = read_file(argv[i]);
        printf("%s, %zu bytes\n", argv[i], t.len);
        bench_read(&t);
        bench_scan("scan", ecoi_scan_scalar, &t);
        bench_scan("spaces", ecoi_scan_spaces, &t);
#if defined(__x86_64__)
        if (ecoi_cpu_probe().avx2) {
            bench_scan("scan avx2", ecoi_scan_avx2, &t);
            bench_scan("spaces avx2", ecoi_scan_spaces_avx2, &t);
        }
#endif
        bench_analysis("fr", &t);
        bench_analysis("ws", &t);
        free(t.bytes);
    }
    return argc > 1 ? 0 : 2;
}
