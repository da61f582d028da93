/* SPDX-License-Identifier: MIT */
/* Comparing texts as bytes. Any of them may be unknown or empty; both have length 0. */
#ifndef ECOI_BASE_TEXT_H
#define ECOI_BASE_TEXT_H

#include <ecosearch/base.h>
#include <string.h>

static inline bool ecoi_text_equal(eco_text a, eco_text b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* < 0, 0, > 0: order of bytes, a prefix before what it begins. */
static inline int ecoi_text_compare(eco_text a, eco_text b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* Length of the longest prefix that both have. */
static inline size_t ecoi_text_common(eco_text a, eco_text b)
{
    size_t shorter = a.len < b.len ? a.len : b.len, n = 0;
    while (n < shorter && a.ptr[n] == b.ptr[n])
        n++;
    return n;
}

#endif
