/* SPDX-License-Identifier: MIT */
/* UTF-8, checked: overlong forms, surrogates and values beyond U+10FFFF are ill-formed. */
#ifndef ECOI_BASE_UTF8_H
#define ECOI_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ECOI_UTF8_BAD UINT32_MAX
#define ECOI_UTF8_MAX 4 /* bytes of one code point */

/* Decodes the code point at p (p < end). Sets *len to the bytes it takes: for ill-formed input the length of
 * the maximal ill-formed prefix (at least 1, as Unicode recommends for replacement) with ECOI_UTF8_BAD
 * returned. */
uint32_t ecoi_utf8_decode(const char *p, const char *end, size_t *len);

/* Writes a code point (no surrogate, <= U+10FFFF) to `out`, which has room for ECOI_UTF8_MAX bytes. */
size_t ecoi_utf8_encode(uint32_t code_point, char *out);

/* Length of the longest well-formed prefix. Skips ASCII a word at a time. */
size_t ecoi_utf8_valid_prefix(const char *text, size_t len);

#endif
