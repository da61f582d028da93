/* SPDX-License-Identifier: MIT */
/* What the files suggest*.c share: suggest.c chooses, suggest_words.c finds the words in question,
 * suggest_candidates.c what they may stand for, suggest_cost.c weighs the errors, suggest_count.c counts what
 * a query finds, suggest_spelling.c writes a word as the texts do. */
#ifndef ECOI_SEARCHER_SUGGEST_IMPL_H
#define ECOI_SEARCHER_SUGGEST_IMPL_H

#include "searcher/suggest.h"

enum {
    ECOI_SUGGEST_WORDS = 8, /* words of a query that are looked at */
    ECOI_SUGGEST_CANDIDATES = 6,
    ECOI_SUGGEST_SHORTEST = 4, /* letters of a word that is put right */
    ECOI_SUGGEST_LONGEST = 40
};

/* A word of the query: bytes [start, end) of it. */
typedef struct ecoi_suggest_word {
    size_t start, end;
    eco_text folded;
    uint64_t count; /* how often it occurs, in any form; 0: unknown */
} ecoi_suggest_word;

typedef struct ecoi_candidate {
    eco_text folded; /* as found in the dictionary */
    eco_text form;   /* its most frequent spelling: lower case, with accents */
    eco_text term;   /* what that is indexed under */
    uint64_t count;  /* occurrences of the folded form */
    float cost;      /* of the errors that lead from it to the word typed */
    double rank;     /* larger is better, as far as the word alone tells */
} ecoi_candidate;

/* What one error must be made up for by, in ln of a frequency. */
#define ECOI_SUGGEST_PER_ERROR 5.0

/* From the word `typed` to `word`, both folded; 0 when they are equal. */
float ecoi_suggest_cost(eco_text typed, eco_text word);

/* The words of a query that can be put right: letters only, ECOI_SUGGEST_SHORTEST to _LONGEST of
 * them, no function words, neither patterns nor excluded; a misspelt compound before its parts. At most
 * ECOI_SUGGEST_WORDS, in the order of the query. */
eco_status ecoi_suggest_words(const ecoi_suggest_request *request, ecoi_arena *arena, ecoi_suggest_word *out,
                              size_t *out_n, eco_error *error);

/* At most ECOI_SUGGEST_CANDIDATES, best first. */
eco_status ecoi_suggest_candidates(const ecoi_suggest_request *request, const ecoi_suggest_word *word,
                                   ecoi_arena *arena, ecoi_candidate *out, size_t *out_n, eco_error *error);

/* How many documents a query finds, `most` or more counting as `most`. `together`: only those with all its
 * words. A query that cannot be parsed or planned within the limits finds nothing. */
eco_status ecoi_suggest_count(const ecoi_suggest_request *request, eco_text query, bool together,
                              uint64_t most, uint64_t *out, eco_error *error);

/* The candidate as texts of the index have it, found in the first few; its form when no text is stored. */
eco_status ecoi_suggest_spelling(const ecoi_suggest_request *request, const ecoi_candidate *candidate,
                                 ecoi_arena *arena, eco_text *out, eco_error *error);

#endif
