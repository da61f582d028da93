/* SPDX-License-Identifier: MIT */
/* Sorting byte strings: a radix sort of the first eight bytes, then comparisons within what is alike so
 * far. */
#ifndef ECOI_INDEXER_SORT_H
#define ECOI_INDEXER_SORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/bytes.h"

typedef struct ecoi_sort_item {
    uint64_t prefix; /* set by the sort: the first eight bytes, the first one highest, zeros after the end */
    const char *text;
    uint32_t len;
    uint32_t number; /* the caller's */
} ecoi_sort_item;

static inline uint64_t ecoi_sort_prefix(const char *text, size_t len)
{
    uint64_t v = 0;
    memcpy(&v, text, len < sizeof v ? len : sizeof v);
    return __builtin_bswap64(v);
}

/* By bytes, a shorter text before one that it begins. */
static inline int ecoi_sort_compare(const ecoi_sort_item *a, const ecoi_sort_item *b)
{
    if (a->prefix != b->prefix)
        return a->prefix < b->prefix ? -1 : 1;
    size_t len = a->len < b->len ? a->len : b->len;
    int order = len > sizeof a->prefix ? memcmp(a->text + 8, b->text + 8, len - 8) : 0;
    return order ? order : (a->len > b->len) - (a->len < b->len);
}

static inline bool ecoi_sort_equal(const ecoi_sort_item *a, const ecoi_sort_item *b)
{
    return a->prefix == b->prefix && a->len == b->len && ecoi_sort_compare(a, b) == 0;
}

/* Sorts; items that are alike keep their order. `spare` has room for as many and is overwritten. */
void ecoi_sort(ecoi_sort_item *items, ecoi_sort_item *spare, size_t n);

#endif
