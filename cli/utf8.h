/* SPDX-License-Identifier: MIT */
/* Characters as a terminal sees them: how many columns they take, and which must never reach it. */
#ifndef CLI_UTF8_H
#define CLI_UTF8_H

#include <ecosearch/base.h>

#define CLI_REPLACEMENT 0xFFFDu

/* The character at text[*at], which moves behind it. An ill-formed byte counts as one CLI_REPLACEMENT. */
uint32_t cli_utf8_next(eco_text text, size_t *at);

/* Writes 1..4 bytes; returns how many. */
size_t cli_utf8_put(uint32_t c, char out[4]);

/* Columns of a character: 0 for combining and invisible ones, 2 for East Asian wide ones and emoji, else
 * 1. */
unsigned cli_char_width(uint32_t c);

/* Columns of the text once made safe. */
size_t cli_text_width(eco_text text);

/* C0 and C1 controls, DEL, line separators and characters that turn the writing direction: able to move the
 * cursor, recolour the screen or show a name backwards. */
bool cli_char_is_unsafe(uint32_t c);

/* What a terminal may be sent for `c`: a space for white space, CLI_REPLACEMENT for unsafe characters, 0
 * (nothing) for soft hyphens and other invisible marks that terminals disagree about, else `c`. */
uint32_t cli_char_safe(uint32_t c);

eco_text cli_text(const char *string); /* NULL gives an unknown text */

#endif
