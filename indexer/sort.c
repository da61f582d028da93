/* SPDX-License-Identifier: MIT */
#include "indexer/sort.h"

#include <stdlib.h>

enum { DIGITS = 8, RADIX = 256, INSERTION = 24 };

/* One stable pass by the byte `shift` bits up; returns false, leaving all as it was, when all have the same
 * byte. */
static bool pass(const ecoi_sort_item *from, ecoi_sort_item *to, size_t n, unsigned shift)
{
    size_t at[RADIX] = {0}, sum = 0;
    for (size_t i = 0; i < n; ++i)
        ++at[from[i].prefix >> shift & (RADIX - 1)];
    if (at[from[0].prefix >> shift & (RADIX - 1)] == n)
        return false;
    for (size_t digit = 0; digit < RADIX; ++digit) {
        size_t count = at[digit];
        at[digit] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; ++i)
        to[at[from[i].prefix >> shift & (RADIX - 1)]++] = from[i];
    return true;
}

static void radix_sort(ecoi_sort_item *items, ecoi_sort_item *spare, size_t n)
{
    ecoi_sort_item *from = items, *to = spare;
    for (unsigned digit = 0; digit < DIGITS; ++digit)
        if (pass(from, to, n, 8 * digit)) {
            ecoi_sort_item *swap = from;
            from = to;
            to = swap;
        }
    if (from != items)
        memcpy(items, from, n * sizeof *items);
}

static void insertion_sort(ecoi_sort_item *items, size_t n)
{
    for (size_t i = 1; i < n; ++i) {
        ecoi_sort_item item = items[i];
        size_t at = i;
        for (; at > 0 && ecoi_sort_compare(&items[at - 1], &item) > 0; --at)
            items[at] = items[at - 1];
        items[at] = item;
    }
}

/* The prefixes are alike and the caller's numbers rise: they make the order total. */
static int compare_items(const void *a, const void *b)
{
    const ecoi_sort_item *x = a, *y = b;
    int order = ecoi_sort_compare(x, y);
    return order ? order : (x->number > y->number) - (x->number < y->number);
}

void ecoi_sort(ecoi_sort_item *items, ecoi_sort_item *spare, size_t n)
{
    if (n < 2)
        return;
    for (size_t i = 0; i < n; ++i)
        items[i].prefix = ecoi_sort_prefix(items[i].text, items[i].len);
    radix_sort(items, spare, n);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && items[end].prefix == items[i].prefix;)
            ++end;
        if (end - i > INSERTION)
            qsort(items + i, end - i, sizeof *items, compare_items);
        else
            insertion_sort(items + i, end - i);
    }
}
