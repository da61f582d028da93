/* SPDX-License-Identifier: MIT */
/* Looking at and changing the end of a word (UTF-8, NUL-terminated, in a buffer with room for what is put
 * there). */
#ifndef ECOI_STEM_ENDINGS_H
#define ECOI_STEM_ENDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* True only when something stands before the ending. */
static inline bool ecoi_ends_with(const char *word, size_t len, const char *ending)
{
    size_t ending_len = strlen(ending);
    return len > ending_len && memcmp(word + len - ending_len, ending, ending_len) == 0;
}

static inline bool ecoi_ends_with_any(const char *word, size_t len, const char *const *endings, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ecoi_ends_with(word, len, endings[i]))
            return true;
    return false;
}

/* Puts `instead` in the place of the last n bytes; returns the new length. */
static inline size_t ecoi_replace_end(char *word, size_t len, size_t n, const char *instead)
{
    size_t instead_len = strlen(instead);
    memcpy(word + len - n, instead, instead_len + 1);
    return len - n + instead_len;
}

static inline size_t ecoi_n_letters(const char *word, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)word[i] & 0xc0) != 0x80;
    return n;
}

#endif
