/* SPDX-License-Identifier: MIT */
/* A small French index made of pages written in the test, and questions to it. Failures end the test. */
#ifndef ECOI_TESTS_SEARCHER_SUPPORT_H
#define ECOI_TESTS_SEARCHER_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ecosearch/ecosearch.h>

typedef struct page {
    const char *key;
    const char *title; /* NULL: none */
    const char *body;
} page;

/* In a folder of its own below the current one; `options` NULL: defaults. Close it with eco_index_close. */
eco_index *index_of(const page *pages, size_t n, const eco_build_options *options);
/* `options` NULL: defaults. Free with eco_results_free. */
eco_results *ask(eco_index *index, const char *query, const eco_search_options *options);
/* "a b c": the keys of what is found, best first; in a buffer of the caller's of 1024 bytes. */
const char *keys_of(const eco_results *results, char *out);
/* The same for a query with default options and these flags. */
const char *found(eco_index *index, const char *query, unsigned flags, char *out);

/* The index that the tests of a program share: its group's set-up makes it, close_index is its tear-down. */
extern eco_index *index_;
int close_index(void **state);
/* Fails unless a query with default options finds these keys in this order. */
void expect_found(const char *query, const char *wanted);

#endif
