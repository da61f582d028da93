/* SPDX-License-Identifier: MIT */
/* What is known of single words, from the tables (*.def) of this room: function words, terms by decree,
 * names, words written apart that are one. Built once, read by every thread. */
#ifndef ECOI_STEM_LEXICON_H
#define ECOI_STEM_LEXICON_H

#include "base/map.h"
#include "stem/irregular.h"

#define ECOI_WORD_STOP      1u   /* ECOI_FORM_STOP */
#define ECOI_WORD_QUESTION  2u   /* ECOI_FORM_QUESTION */
#define ECOI_WORD_WHOLE     4u   /* capitals inside do not split it: LinkedIn */
#define ECOI_WORD_CLITIC    8u   /* follows a verb and a hyphen: dit-il, celui-ci */
#define ECOI_WORD_COMMON    16u  /* capital or not, its article is no part of it: L'État */
#define ECOI_WORD_KEPT      128u /* its own stem: temps */
#define ECOI_WORD_SINGULAR  256u /* takes s or x in the plural in spite of what the rules think: délai */
#define ECOI_WORD_NOUN      512u /* no verb in spite of its ending: client */
#define ECOI_WORD_PAIR_HEAD 32u  /* first or second of a pair of pairs.def */
#define ECOI_WORD_PAIR_TAIL 64u

typedef struct ecoi_known_word {
    unsigned flags;
    const char *term; /* instead of the stemmer's, folded; or NULL */
} ecoi_known_word;

typedef struct ecoi_lexicon {
    ecoi_map words;
    ecoi_known_word *known; /* by number in words */
    size_t cap;
    ecoi_map pairs; /* "start up" */
    const char **joined;
    size_t joined_cap;
    ecoi_map together; /* "startup" */
    const char **apart;
    size_t apart_cap;
    ecoi_arena texts; /* terms of words added */
    ecoi_verbs verbs;
} ecoi_lexicon;

/* False when memory ran out. */
bool ecoi_lexicon_build(ecoi_lexicon *lexicon);
/* Adds to what is known of a word, with its accents and without; an unknown term takes away the one it had.
 */
bool ecoi_lexicon_add(ecoi_lexicon *lexicon, eco_text word, unsigned flags, eco_text term);
void ecoi_lexicon_dispose(ecoi_lexicon *lexicon);

/* What is known of a form; flags 0 and no term when nothing is. */
ecoi_known_word ecoi_lexicon_find(const ecoi_lexicon *lexicon, const char *form, size_t len);
/* The form that two words written apart are together, or NULL. */
const char *ecoi_lexicon_pair(const ecoi_lexicon *lexicon, const char *first, size_t first_len,
                              const char *second, size_t second_len);
/* The other way round: the two words that such a form is, with a space between, or NULL. */
const char *ecoi_lexicon_apart(const ecoi_lexicon *lexicon, const char *form, size_t len);
/* A hash over everything the tables say. */
uint64_t ecoi_lexicon_hash(const ecoi_lexicon *lexicon);

#endif
