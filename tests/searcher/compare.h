/* SPDX-License-Identifier: MIT */
/* An index of the oracle's documents, and whether its answers are the oracle's. */
#ifndef TESTS_SEARCHER_COMPARE_H
#define TESTS_SEARCHER_COMPARE_H

#include <sys/types.h>

#include "tests/searcher/random_queries.h"

typedef struct collection {
    oracle o;
    eco_index *index;
    eco_synonyms *synonyms; /* the oracle's; NULL: none are looked for */
    char folder[32];
    bool with_deleted; /* set before opening: between the documents are others, copies of them, all deleted */
    pid_t servers[8];  /* of its shards, where they are served */
    size_t n_servers;
} collection;

/* Makes and opens an index of all documents in c->o, in so many segments; closing removes it. Keys must be
 * their numbers: "0", "1"... */
void collection_open(collection *c, const char *analysis, size_t n_segments);
void collection_close(collection *c);
/* Adds a document of one body passage to the oracle. */
void collection_add(collection *c, const char *text);

/* Whether the query, with the conditions of `options` (regions, sources, dates), finds what it must:
 * documents, scores, order by relevance and by date, total, facets, pages, explanations; and the same with
 * every flag that promises so. Fails the test, telling the query, when not. */
void compare_query(collection *c, query *q, const eco_search_options *options);
/* A list of words: "+a -b", "a^100 \"b c\"". */
void compare_words(collection *c, const char *words);
/* So many random queries, with random conditions where the material has sources and regions. */
void compare_random(collection *c, const query_material *m, dice *d, unsigned n_queries);

/* ECO_SEED=1, 2... in the environment looks at other documents and queries than a test's own. */
dice dice_of(uint64_t seed);

#endif
