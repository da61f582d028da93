/* SPDX-License-Identifier: MIT */
/*
 * From the bytes of a page or record to well-formed UTF-8.
 *
 * UTF-16 is believed only with a byte order mark and is decoded while the input streams (ecoi_utf16).
 * Everything else is UTF-8 until shown otherwise. The decision is made once for a whole page or record:
 *
 * - Well-formed UTF-8 stays as it is.
 * - Ill-formed, but nearly every byte above 0x7f reads as a Windows-1252 letter or typographic sign and
 *   hardly any well-formed multi-byte sequence occurs: Windows-1252 (which includes what pages call Latin-1).
 * - Otherwise UTF-8 with damage: each maximal ill-formed sequence becomes U+FFFD and is counted.
 */
#ifndef ECOI_CORPUS_CHARSET_H
#define ECOI_CORPUS_CHARSET_H

#include "base/buf.h"
#include <ecosearch/base.h>

typedef enum ecoi_charset {
    ECOI_CHARSET_UTF8,
    ECOI_CHARSET_DAMAGED_UTF8,
    ECOI_CHARSET_WINDOWS_1252
} ecoi_charset;

/* What the bytes most likely are. UTF8 means well-formed. One pass. */
ecoi_charset ecoi_charset_guess(const char *text, size_t len);

/* The code point of a byte; U+FFFD for the five that have none. */
uint32_t ecoi_windows_1252(uint8_t byte);

/* Well-formed UTF-8 of `text`: either `text` itself or a copy in `out` (replaced, not appended to), which
 * then lives as long as `out` is left alone. Adds the number of ill-formed sequences to *replaced.
 * ECO_E_NO_MEMORY. */
eco_status ecoi_charset_to_utf8(eco_text text, ecoi_buf *out, eco_text *utf8, uint64_t *replaced);

/* Replaces, in `out`, ill-formed sequences and control characters (below U+0020, U+007F) of a name by U+FFFD.
 * False when memory ran out. */
bool ecoi_charset_clean_name(eco_text name, ecoi_buf *out);

/* A file's name as text that no other name becomes: each byte that is ill-formed UTF-8, a control character
 * or part of a U+FFFD turns into U+FFFD and its two hexadecimal digits ("caf\xe9" into "caf", U+FFFD, "E9").
 * False when memory ran out. */
bool ecoi_charset_escape_name(eco_text name, ecoi_buf *out);

/* UTF-16 in pieces of any size. Zero-initialise, then set big_endian. */
typedef struct ecoi_utf16 {
    bool big_endian;
    bool has_byte; /* half a code unit is pending */
    uint8_t byte;
    uint16_t high;     /* a high surrogate is pending, or 0 */
    uint64_t replaced; /* lone surrogates and half units met */
} ecoi_utf16;

/* Bytes that `len` bytes of UTF-16 can become at most, pending state included. */
#define ECOI_UTF16_GROWTH(len) (((len) / 2 + 2) * 3)

/* Decodes `len` bytes to `out`, which has room for ECOI_UTF16_GROWTH(len); returns the bytes written. */
size_t ecoi_utf16_decode(ecoi_utf16 *state, const uint8_t *in, size_t len, uint8_t *out);
/* Writes what an input that ends now leaves pending: 0 or 3 bytes. */
size_t ecoi_utf16_finish(ecoi_utf16 *state, uint8_t *out);

#endif
