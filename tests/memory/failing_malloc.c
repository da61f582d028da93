/* SPDX-License-Identifier: MIT */
#include "tests/memory/failing_malloc.h"

#include <dirent.h>
#include <errno.h>
#include <libstemmer.h>
#include <libxml/HTMLparser.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static atomic_ulong n_asked, fail_at;
static atomic_bool fails_after;
static atomic_long n_live;

void failing_malloc_start(unsigned long n, bool all_after)
{
    atomic_store(&n_asked, 0);
    atomic_store(&fails_after, all_after);
    atomic_store(&fail_at, n);
}

unsigned long failing_malloc_stop(void)
{
    atomic_store(&fail_at, 0);
    return atomic_load(&n_asked);
}

long failing_malloc_live(void)
{
    return atomic_load(&n_live);
}

static bool must_fail(void)
{
    unsigned long number = atomic_fetch_add(&n_asked, 1) + 1, at = atomic_load(&fail_at);
    return at && (number == at || (number > at && atomic_load(&fails_after)));
}

static void *counted(void *block)
{
    if (block)
        atomic_fetch_add(&n_live, 1);
    return block;
}

/* A shared library that calls one of these too (libxml2: inflateInit2) makes the linker ask that it be
 * visible, though such a call is left as it is. */
#pragma GCC visibility push(default)

/* `__real_NAME` is what the linker calls the function that a call of NAME would have reached. */
#define WRAP(type, name, parameters, arguments, failure)                                                     \
    type __real_##name parameters;                                                                           \
    type __wrap_##name parameters;                                                                           \
    type __wrap_##name parameters                                                                            \
    {                                                                                                        \
        return must_fail() ? (failure) : __real_##name arguments;                                            \
    }

/* The same for what free takes back. */
#define WRAP_BLOCK(name, parameters, arguments)                                                              \
    void *__real_##name parameters;                                                                          \
    void *__wrap_##name parameters;                                                                          \
    void *__wrap_##name parameters                                                                           \
    {                                                                                                        \
        return must_fail() ? NULL : counted(__real_##name arguments);                                        \
    }

static void *refuse(void)
{
    errno = ENOMEM;
    return NULL;
}

WRAP_BLOCK(malloc, (size_t size), (size))
WRAP_BLOCK(calloc, (size_t n, size_t size), (n, size))
WRAP_BLOCK(strdup, (const char *text), (text))
WRAP(int, deflateInit_, (z_streamp z, int level, const char *version, int size), (z, level, version, size),
     Z_MEM_ERROR)
WRAP(int, inflateInit2_, (z_streamp z, int bits, const char *version, int size), (z, bits, version, size),
     Z_MEM_ERROR)
WRAP(int, uncompress, (Bytef * to, uLongf *to_len, const Bytef *from, uLong len), (to, to_len, from, len),
     Z_MEM_ERROR)
WRAP(struct sb_stemmer *, sb_stemmer_new, (const char *language, const char *encoding), (language, encoding),
     NULL)
WRAP(htmlParserCtxtPtr, htmlNewParserCtxt, (void), (), NULL)
WRAP(int, pthread_create, (pthread_t * id, const pthread_attr_t *how, void *(*run)(void *), void *user),
     (id, how, run, user), ENOMEM)
WRAP(DIR *, opendir, (const char *path), (path), refuse())

void *__real_realloc(void *block, size_t size);
void *__wrap_realloc(void *block, size_t size);
void *__wrap_realloc(void *block, size_t size)
{
    if (must_fail())
        return NULL;
    return block ? __real_realloc(block, size) : counted(__real_realloc(NULL, size));
}

void __real_free(void *block);
void __wrap_free(void *block);
void __wrap_free(void *block)
{
    if (block)
        atomic_fetch_sub(&n_live, 1);
    __real_free(block);
}

#pragma GCC visibility pop
