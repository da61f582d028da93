/* SPDX-License-Identifier: MIT */
/* Random queries over a vocabulary, with every operator of the language. */
#ifndef TESTS_SEARCHER_RANDOM_QUERIES_H
#define TESTS_SEARCHER_RANDOM_QUERIES_H

#include "tests/searcher/oracle.h"
#include "tests/searcher/random.h"

/* What queries are made of. */
typedef struct query_material {
    const char *const *words; /* without spaces, frequent ones first */
    size_t n_words;
    const char *const *sources; /* NULL: no fields are asked for */
    size_t n_sources;
    const char *const *regions; /* as a person may name them */
    size_t n_regions;
} query_material;

/* A query that the grammar takes, in `arena`. Phrases are cut out of the oracle's documents too. */
query *random_query(const query_material *m, dice *d, const oracle *o, ecoi_arena *arena);
/* A date that may be partly known, in the years that random documents have. */
eco_date random_date(dice *d);

#endif
