/* SPDX-License-Identifier: MIT */
/*
 * What every query must find, worked out by brute force from the documents and the analyser alone. It knows
 * nothing of postings, automata, plans or cursors: a document is its tokens, a query a tree, and each
 * operator is tried on every document.
 *
 * Everything lives in the oracle's arenas; a failure to get memory fails the test. One thread.
 */
#ifndef TESTS_SEARCHER_ORACLE_H
#define TESTS_SEARCHER_ORACLE_H

#include <ecosearch/ecosearch.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"

#define ORACLE_ANY_ZONE ECO_N_ZONES

/* ---- queries ---- */

typedef enum query_kind {
    QUERY_WORD,
    QUERY_EXACT,
    QUERY_WILDCARD,
    QUERY_FUZZY, /* number: edits */
    QUERY_PHRASE,
    QUERY_LIST, /* children with signs */
    QUERY_AND,
    QUERY_OR,
    QUERY_BEST, /* as OR, but only the best child counts; the first `number` were typed; by oracle_resolve */
    QUERY_NOT,  /* children[0] without children[1] */
    QUERY_NEAR, /* number: distance */
    QUERY_PARA,
    QUERY_ATLEAST, /* number */
    QUERY_ZONE,    /* one child, or none: documents that have the zone */
    QUERY_SOURCE,
    QUERY_REGION,
    QUERY_DATE,
    QUERY_ALL
} query_kind;

enum { QUERY_MOST_CHILDREN = 4 };

/* A word of the query at a place in its phrase: which forms of the collection are it. */
typedef struct oracle_word {
    uint32_t offset;
    bool stop;
    uint8_t *takes; /* by form */
    uint8_t *other; /* by form: is not as typed; NULL: nothing was asked for */
    double idf;
} oracle_word;

/* One way to read a word as typed, or one spelling of a phrase: words in a row. */
typedef struct oracle_reading {
    oracle_word *words;
    size_t n;
    double idf; /* of all of them */
} oracle_reading;

typedef struct query query;
struct query {
    query_kind kind;
    char sign;     /* '+', '-' or 0, in a LIST */
    double boost;  /* 1 when none is given */
    eco_text text; /* words: as typed; REGION, SOURCE: the name */
    unsigned number;
    eco_zone zone;
    size_t region; /* what `text` means */
    eco_date since, until;
    query *children[QUERY_MOST_CHILDREN];
    size_t n_children;
    /* set by oracle_resolve */
    oracle_reading *readings;
    size_t n_readings;
    bool one_word;  /* a compound that is as often written together */
    eco_zone scope; /* where its words are to be found */
    bool dropped;   /* a function word beside other words */
};

/* Appends the query as a person would type it. */
void query_spell(const query *q, ecoi_buf *out);

/* ---- documents ---- */

typedef struct oracle_form {
    eco_text form, folded, term;
    uint32_t number; /* of the term */
    uint32_t count;  /* occurrences */
    bool hidden;
} oracle_form;

typedef struct oracle_token {
    uint32_t form, position;
} oracle_token;

typedef struct oracle_passage {
    eco_zone zone;
    uint32_t start, end; /* positions; start == end: no words */
} oracle_passage;

typedef struct oracle_document {
    const eco_document *document;
    oracle_token *tokens;
    size_t n_tokens;
    oracle_passage *passages;
    uint32_t length, title_length; /* words; of the title, from which positions are in the text */
    uint32_t focus, mention;       /* 1 << region */
} oracle_document;

enum { ORACLE_MOST_SYNONYMS = 3 };
/* Words that stand for one another; or, where there is a right side, only that for the left. In small
 * letters. */
typedef struct oracle_synonyms {
    const char *left[ORACLE_MOST_SYNONYMS], *right[ORACLE_MOST_SYNONYMS];
} oracle_synonyms;

typedef struct oracle {
    ecoi_arena arena, query_arena; /* the second is emptied by oracle_resolve */
    eco_analyser *analyser;
    struct ecoi_analyser *inner; /* for what capitals stand for, which the public one does not tell */
    struct ecoi_analysis *capitals;
    bool one_field;
    const oracle_synonyms *synonyms; /* NULL: none; the last has no left side */
    oracle_document *documents;
    size_t n, cap;
    oracle_form *forms;
    size_t n_forms, forms_cap;
    size_t n_terms;
    uint32_t *frequencies; /* by term: documents that have it */
    ecoi_map form_names, term_names;
    double sum_lengths, sum_title_lengths;
} oracle;

/* `analysis`: "fr" or "ws". */
void oracle_init(oracle *o, const char *analysis);
void oracle_dispose(oracle *o);
/* Copies and analyses a document. Titles come first, keys are unique, regions are given. */
void oracle_add(oracle *o, const eco_document *document);
/* Ends adding. */
void oracle_finish(oracle *o);
/* Where a segment's documents begin. */
size_t oracle_segment_start(const oracle *o, size_t segment, size_t n_segments);

/* ---- answers ---- */

/* A copy of the query that is ready: its words are forms of the collection. `expand`: with synonyms, if there
 * are any. Ends what was resolved before. */
query *oracle_resolve(oracle *o, const query *q, bool expand);
/* `lenient`: as if nothing were excluded. */
bool oracle_matches(const query *q, const oracle_document *d, bool lenient);
/* Of a document that matches. */
double oracle_score(const oracle *o, const query *q, const oracle_document *d);
/* Whether the document passes the conditions of the options. */
bool oracle_passes(const oracle_document *d, const eco_search_options *options);

/* ---- within the oracle ---- */

typedef struct oracle_span {
    uint32_t start, end;
} oracle_span;

typedef struct oracle_spans {
    oracle_span *items;
    size_t n, cap;
} oracle_spans; /* zero-initialise, free the items */

/* Resolves a leaf for words of q->scope. */
void oracle_resolve_words(oracle *o, query *q);
void *oracle_alloc(ecoi_arena *arena, size_t n, size_t size); /* zeroed */
/* The text without accents, for the query. */
eco_text oracle_fold(oracle *o, eco_text text);

/* What a word of a text is indexed under besides, since it is in bare capitals; empty: it is not. */
eco_text oracle_capitals(oracle *o, eco_text surface);
/* What a form typed with accents looks for besides, where it is in bare capitals. */
eco_text oracle_capitals_of(oracle *o, eco_text form);

enum { ORACLE_MOST_COMPOUNDS = 3, ORACLE_MOST_SPELLINGS = 1 << ORACLE_MOST_COMPOUNDS };
/* A phrase as typed, then with its compounds joined or apart in every combination; returns how many. */
size_t oracle_spell_phrase(oracle *o, eco_text phrase, eco_text out[ORACLE_MOST_SPELLINGS]);
/* The two words of what is also written apart; NULL: it is not. */
const char *oracle_apart(oracle *o, eco_text form);
/* Puts "itself or its synonyms" where the query has a word, or a row of words, that has some. */
query *oracle_expand(oracle *o, query *q);
/* Marks which of the forms a word takes are not as typed, once it has all; of several typed, to none of them.
 */
void oracle_mark_other(oracle *o, oracle_word *word, eco_text typed);
void oracle_add_span(oracle_spans *spans, uint32_t start, uint32_t end);
/* Adds where words stand in a row, in one passage of the zone. */
void oracle_find_row(const oracle_document *d, const oracle_word *words, size_t n, eco_zone scope,
                     oracle_spans *out);
bool oracle_is_leaf(const query *q);
/* A condition, or several combined. */
bool oracle_is_condition(const query *q);
/* The leaf that the query is, in a zone or not; NULL: it is none. */
const query *oracle_leaf_of(const query *q);
/* Whether the leaf, or the leaf in a zone, asks for function words alone, or for nothing. */
bool oracle_is_weightless(const query *q);
void oracle_must(bool fits); /* fails the test when memory ran out */

#endif
