/* SPDX-License-Identifier: MIT */
/* Form to term (stemmer.c says how). One thread at a time. */
#ifndef ECOI_STEM_STEMMER_H
#define ECOI_STEM_STEMMER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stem/lexicon.h"

typedef struct ecoi_stemmer {
    struct sb_stemmer *snowball;
} ecoi_stemmer;

/* False when memory ran out. */
bool ecoi_stemmer_open(ecoi_stemmer *stemmer);
void ecoi_stemmer_close(ecoi_stemmer *stemmer);

/* The term of a word form that the lexicon decrees none for; `out` has room for ECOI_TERM_MAX + 1 bytes, the
 * result is NUL-terminated and never empty. Returns its length. */
size_t ecoi_stem(ecoi_stemmer *stemmer, const ecoi_lexicon *lexicon, const char *form, size_t len, char *out);

/* Hashes the stemmer's answers to a list of words: tells one version of the stemmer from another. */
uint64_t ecoi_stemmer_probe(ecoi_stemmer *stemmer, const ecoi_lexicon *lexicon);

/* -- its steps, in order: each changes a NUL-terminated word in place, never to a longer one than fits into
 *    ECOI_TERM_MAX + 4 bytes, and returns its length
 * ------------------------------------------------------------------ */

size_t ecoi_singular(const ecoi_lexicon *lexicon, char *word, size_t len);
size_t ecoi_accents(const ecoi_lexicon *lexicon, char *word, size_t len);
size_t ecoi_present(const ecoi_lexicon *lexicon, char *word, size_t len);
size_t ecoi_feminine_before(char *word, size_t len);
size_t ecoi_feminine_after(char *stem, size_t len);

#endif
