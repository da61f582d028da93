/* SPDX-License-Identifier: MIT */
/*
 * What kernels work on: real text, documents made of it, indexes of both kinds, random numbers. Everything is
 * made when it is first asked for and kept until the end. Made-up things are the same in every run.
 */
#ifndef BENCH_FIXTURES_H
#define BENCH_FIXTURES_H

#include <ecosearch/search.h>

#include "searcher/snapshot.h"
#include "stem/analyser.h"

typedef struct bench_fixtures bench_fixtures;

/* `source`: a file or folder with documents. `index`: an index to measure on instead of made ones, or NULL.
 * Both must outlive the fixtures. */
eco_status bench_fixtures_new(const char *source, const char *index, bench_fixtures **out, eco_error *error);
/* Removes what was written. NULL is allowed. */
void bench_fixtures_free(bench_fixtures *fixtures);

const char *bench_source(const bench_fixtures *fixtures);

/* The French analyser. */
eco_status bench_analyser(bench_fixtures *fixtures, const ecoi_analyser **out, eco_error *error);

/* Documents of the source, about 4 MiB of text: the first ones of a larger source, a smaller one several
 * times over. */
typedef struct bench_documents {
    const eco_document *items;
    size_t n, n_distinct; /* the first n_distinct are repeated under other keys */
} bench_documents;

#define BENCH_PIECE 32u /* documents taken by a run that does not need all; the next run takes the next */

eco_status bench_documents_get(bench_fixtures *fixtures, bench_documents *out, eco_error *error);

/* Their text as one, NUL-terminated. */
typedef struct bench_text {
    const char *bytes;
    size_t len, distinct_len; /* what comes after distinct_len has been there before */
} bench_text;
eco_status bench_text_get(bench_fixtures *fixtures, bench_text *out, eco_error *error);

/* An open index and its largest segment. */
typedef struct bench_index {
    eco_index *index;
    ecoi_snapshot *snapshot;
    const ecoi_segment *segment;
} bench_index;

/* The documents, analysed as French. The index given stands for both. */
eco_status bench_text_index(bench_fixtures *fixtures, const bench_index **out, eco_error *error);
/* BENCH_WORD_DOCS short documents of made-up words: two words each in one document of 2, 4, 16, 64, 256 and
 * 1024, and others of a large vocabulary. */
#define BENCH_WORD_DOCS 262144u
eco_status bench_word_index(bench_fixtures *fixtures, const bench_index **out, eco_error *error);

/* A name in a folder of the program's own, given out once; to be freed. NULL when memory ran out. */
char *bench_new_path(bench_fixtures *fixtures);

/* Writes documents [from, to) as an index of one segment at `dir`. */
eco_status bench_write_index(const char *dir, const bench_documents *documents, size_t from, size_t to,
                             eco_error *error);
eco_status bench_index_open(bench_index *index, const char *dir, eco_error *error);
void bench_index_close(bench_index *index);

/* xorshift64* (S. Vigna); start with any number but 0. */
static inline uint32_t bench_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)(*state * 0x2545f4914f6cdd1du >> 32);
}

/* In [0, n). */
static inline uint32_t bench_roll(uint64_t *state, uint32_t n)
{
    return (uint32_t)((uint64_t)bench_random(state) * n >> 32);
}

/* In [0, n), a number r about as often as words of rank r + 1 occur: one over the rank. */
uint32_t bench_roll_zipf(uint64_t *state, uint32_t n);

#endif
