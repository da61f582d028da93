/* SPDX-License-Identifier: MIT */
/* Files made for one test, and everything a reader says about them. */
#ifndef ECO_TESTS_CORPUS_SUPPORT_H
#define ECO_TESTS_CORPUS_SUPPORT_H

#include "corpus/reader.h"

/* A text literal with its length, NULs inside included. */
#define BYTES(literal) (literal), (sizeof(literal) - 1)

typedef struct heard_passage {
    eco_zone zone;
    char *text;
} heard_passage;

typedef struct heard_document {
    char *key, *url, *source, *fields; /* NULL: unknown */
    char date[16];
    bool partial, has_regions;
    heard_passage *passages;
    size_t n_passages;
    eco_region_share regions[32];
    size_t n_regions;
} heard_document;

typedef struct heard_reject {
    eco_reject_reason reason;
    uint64_t record;
    char *path, *detail;
} heard_reject;

typedef struct heard {
    heard_document *documents;
    size_t n;
    heard_reject *rejects;
    size_t n_rejects;
    ecoi_reader_counts counts;
} heard;

/* A fresh folder; its path lives until the next call. */
const char *scratch(void);
/* Writes DIR/NAME, making folders on the way; returns its path, which lives until the test ends. */
const char *put_file(const char *dir, const char *name, const void *bytes, size_t len);
/* The same with the bytes gzip'd: as one member, or as members of `member` bytes each. */
const char *put_gzip(const char *dir, const char *name, const void *bytes, size_t len, size_t member);

/* Reads sources to the end. max_record_bytes 0: the default. */
heard listen(const char *const *sources, size_t n, uint64_t max_record_bytes);
heard listen_one(const char *source);
/* Writes one file of these bytes and reads it. */
heard listen_bytes(const char *name, const void *bytes, size_t len);
void forget(heard *heard);

#endif
