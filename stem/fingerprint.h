/* SPDX-License-Identifier: MIT */
/* A name for everything that decides over terms: equal fingerprints give equal terms for equal text. */
#ifndef ECOI_STEM_FINGERPRINT_H
#define ECOI_STEM_FINGERPRINT_H

#include "stem/lexicon.h"
#include "stem/stemmer.h"

#define ECOI_FINGERPRINT_LEN 16

/* To be raised with every change of code that changes forms, terms or positions; changes of tables and of the
 * stemmer tell by themselves. */
#define ECOI_RULES_VERSION 3u

/* `stemmer` is NULL for an analysis without. Writes 16 hex digits and a NUL. */
void ecoi_fingerprint(const char *name, const ecoi_lexicon *lexicon, ecoi_stemmer *stemmer, char *out);

#endif
