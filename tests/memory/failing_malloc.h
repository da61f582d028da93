/* SPDX-License-Identifier: MIT */
/*
 * The library's allocations, one of which fails. The linker leads its calls of malloc, calloc, realloc,
 * strdup and free here, and the calls by which zlib, libstemmer, libxml2 and the C library allocate
 * for it (deflateInit, inflateInit, uncompress, sb_stemmer_new, htmlNewParserCtxt, opendir,
 * pthread_create). What simdjson allocates
 * inside its own objects is exempt: it comes and goes with operator new, whose failure
 * corpus/json_simdjson.cc catches.
 */
#ifndef TESTS_MEMORY_FAILING_MALLOC_H
#define TESTS_MEMORY_FAILING_MALLOC_H

#include <stdbool.h>

/* From now on the n-th allocation fails (from 1; 0: none), and with `all_after` every one after it too. */
void failing_malloc_start(unsigned long n, bool all_after);
/* Lets all succeed again; returns how many were asked for since the start. */
unsigned long failing_malloc_stop(void);
/* Blocks that are allocated and not freed. */
long failing_malloc_live(void);

#endif
