/* SPDX-License-Identifier: MIT */
/* Queries of two words of chosen frequency through eco_search, and snippets. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/hash.h"
#include "bench/harness.h"
#include "searcher/snippet.h"

/* ---- words of an index ---- */

typedef struct picked {
    char word[ECOI_ENTRY_MAX + 1];
    uint32_t df;
    double tf; /* mean frequency in a document */
} picked;

/* Letters and digits: nothing that a query would take for an operator. */
static bool is_plain_word(eco_text word)
{
    for (size_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.ptr[i];
        if (c < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'))
            return false;
    }
    return word.len > 0 && word.len <= ECOI_ENTRY_MAX;
}

/* Function words are left out of a query that has others. */
static bool is_function_word(ecoi_analysis *analysis, eco_text word)
{
    const ecoi_token *tokens;
    size_t n;
    return ecoi_analysis_run(analysis, word.ptr, word.len, &tokens, &n, NULL) || n == 0 ||
           ecoi_analysis_form(analysis, tokens[0].form)->flags & ECOI_FORM_STOP;
}

typedef struct picker {
    const ecoi_segment *segment;
    ecoi_analysis *analysis;
    ecoi_arena arena;
    double wanted; /* documents that have the word */
    const picked *but;
    picked best;
} picker;

/* Takes the walk's term when its frequency is nearer to the one wanted. */
static eco_status consider(picker *p, const ecoi_term_walk *walk, eco_error *error)
{
    const ecoi_term_form *forms;
    size_t n;
    if (p->best.df && fabs(log(walk->term.df / p->wanted)) >= fabs(log(p->best.df / p->wanted)))
        return ECO_OK;
    ecoi_arena_reset(&p->arena);
    eco_status status = ecoi_segment_term_forms(p->segment, walk, &p->arena, &forms, &n, error);
    if (status || n == 0 || !is_plain_word(forms[0].form) || is_function_word(p->analysis, forms[0].form))
        return status;
    picked found = {.df = walk->term.df, .tf = (double)walk->term.cf / walk->term.df};
    memcpy(found.word, forms[0].form.ptr, forms[0].form.len);
    if (strcmp(found.word, p->but->word) != 0)
        p->best = found;
    return ECO_OK;
}

/* The word whose frequency is nearest to one document of `sparsity`, another than `but`. */
static eco_status pick(const bench_index *index, uint32_t sparsity, const picked *but, picked *out,
                       eco_error *error)
{
    ecoi_term_walk walk;
    bool more = false;
    picker p = {.segment = index->segment,
                .wanted = (double)ecoi_segment_n_docs(index->segment) / sparsity,
                .but = but};
    eco_status status = ecoi_analysis_new(index->snapshot->analyser, &p.analysis, error);
    if (!status)
        status = ecoi_segment_walk_terms(p.segment, "", 0, &walk, &more, error);
    while (!status && more) {
        status = consider(&p, &walk, error);
        if (!status)
            status = ecoi_segment_next_term(p.segment, &walk, &more, error);
    }
    ecoi_analysis_free(p.analysis);
    ecoi_arena_dispose(&p.arena);
    if (!status && !p.best.df)
        status = ecoi_error_set(error, ECO_E_DATA, "the index has no word to ask for");
    *out = p.best;
    return status;
}

/* ---- queries ---- */

typedef enum item {
    ITEM_QUERY,
    ITEM_POSTING,  /* of both words */
    ITEM_RARER,    /* a posting of the rarer word */
    ITEM_CANDIDATE /* a document with both */
} item;

/* What the limit is asked to do. */
typedef enum load {
    LOAD_WORDS,    /* a look-up a word */
    LOAD_SLOTS,    /* a bit a document */
    LOAD_IDS,      /* two bytes a posting */
    LOAD_ITEMS,    /* one an item */
    LOAD_POSITIONS /* two bytes a position of the candidates */
} load;

typedef struct shape {
    const char *query;    /* format for the two words */
    uint32_t sparsity[2]; /* of which one document has the word; the second is the rarer */
    size_t limit;         /* hits wanted; 0: counts */
    item item;
    load load;
} shape;

enum {
    NOTHING,
    AND_DENSE,
    AND_SPARSE,
    AND_SKEWED,
    OR_DENSE,
    OR_SPARSE,
    PHRASE,
    TOP_10,
    TOP_100,
    TOP_10_RARE
};

static const shape shapes[] = {
    [NOTHING] = {"+%szzz +%szzz", {1024, 1024}, 0, ITEM_QUERY, LOAD_WORDS},
    [AND_DENSE] = {"+%s +%s", {2, 2}, 0, ITEM_POSTING, LOAD_SLOTS},
    [AND_SPARSE] = {"+%s +%s", {64, 64}, 0, ITEM_POSTING, LOAD_IDS},
    [AND_SKEWED] = {"+%s +%s", {2, 256}, 0, ITEM_RARER, LOAD_ITEMS},
    [OR_DENSE] = {"%s %s", {2, 2}, 0, ITEM_POSTING, LOAD_SLOTS},
    [OR_SPARSE] = {"%s %s", {64, 64}, 0, ITEM_POSTING, LOAD_IDS},
    [PHRASE] = {"\"%s %s\"", {4, 4}, 0, ITEM_CANDIDATE, LOAD_POSITIONS},
    [TOP_10] = {"%s %s", {4, 16}, 10, ITEM_POSTING, LOAD_ITEMS},
    [TOP_100] = {"%s %s", {4, 16}, 100, ITEM_POSTING, LOAD_ITEMS},
    [TOP_10_RARE] = {"%s %s", {4, 1024}, 10, ITEM_POSTING, LOAD_ITEMS},
};

typedef struct asking {
    const bench_index *index;
    char query[3 * ECOI_ENTRY_MAX];
    eco_search_options options;
    bench_work work;
} asking;

static eco_status count(const bench_index *index, const char *query, uint64_t *out, eco_error *error)
{
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    eco_results *results;
    options.limit = 0;
    eco_status status = eco_search(index->index, query, strlen(query), &options, &results, error);
    if (!status)
        *out = eco_results_total(results);
    eco_results_free(results);
    return status;
}

static double count_items(item what, const picked words[2], double n_candidates)
{
    switch (what) {
    case ITEM_QUERY:
        return 1;
    case ITEM_POSTING:
        return (double)words[0].df + words[1].df;
    case ITEM_RARER:
        return words[1].df;
    default:
        return n_candidates;
    }
}

static double count_load(load what, const picked words[2], double n_docs, double n_candidates, double n_items)
{
    switch (what) {
    case LOAD_WORDS:
        return 2;
    case LOAD_SLOTS:
        return n_docs;
    case LOAD_IDS:
        return 2 * ((double)words[0].df + words[1].df);
    case LOAD_POSITIONS:
        return 2 * n_candidates * (words[0].tf + words[1].tf);
    default:
        return n_items;
    }
}

static eco_status setup_query(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                              eco_error *error)
{
    const shape *s = &shapes[kernel->parameter];
    picked words[2], none = {0};
    uint64_t n_candidates;
    asking *a = *out = calloc(1, sizeof *a);
    if (!a)
        return ecoi_error_no_memory(error);
    eco_status status = bench_word_index(fixtures, &a->index, error);
    if (!status)
        status = pick(a->index, s->sparsity[0], &none, &words[0], error);
    if (!status)
        status = pick(a->index, s->sparsity[1], &words[0], &words[1], error);
    if (status)
        return status;
    snprintf(a->query, sizeof a->query, "+%s +%s", words[0].word, words[1].word);
    status = count(a->index, a->query, &n_candidates, error);
    snprintf(a->query, sizeof a->query, s->query, words[0].word, words[1].word);
    a->options = (eco_search_options)ECO_SEARCH_OPTIONS_INIT;
    a->options.limit = s->limit;
    a->options.flags = ECO_SEARCH_KEYS_ONLY | (s->limit ? ECO_SEARCH_NO_TOTAL : 0);
    if (status)
        return status;
    a->work.items = count_items(s->item, words, (double)n_candidates);
    a->work.limit_items =
        count_load(s->load, words, (double)a->index->snapshot->n_docs, (double)n_candidates, a->work.items);
    return ECO_OK;
}

static bench_work run_query(void *state)
{
    const asking *a = state;
    eco_results *results;
    if (eco_search(a->index->index, a->query, strlen(a->query), &a->options, &results, NULL))
        return (bench_work){0, 0};
    bench_consume(eco_results_total(results));
    eco_results_free(results);
    return a->work;
}

/* ---- snippets ---- */

enum { N_SNIPPETS = 32, SNIPPET_BYTES = 240, WORDS_A_HIT = 128, N_GROUPS = 4 };

typedef struct cutting {
    ecoi_arena documents, scratch;
    const eco_document *items[N_SNIPPETS];
    ecoi_analysis *analysis;
    double text_bytes;
} cutting;

/* As if one distinct word of 128 were asked for. */
static float weigh(const void *user, const ecoi_form *form, unsigned *out_group)
{
    (void)user;
    uint64_t hash = ecoi_hash(form->term, form->term_len);
    *out_group = (unsigned)(hash / WORDS_A_HIT % N_GROUPS);
    return hash % WORDS_A_HIT == 0 ? 1 : 0;
}

static eco_status setup_snippets(const bench_kernel *kernel, bench_fixtures *fixtures, void **out,
                                 eco_error *error)
{
    (void)kernel;
    const bench_index *index;
    const ecoi_analyser *analyser;
    uint64_t random = 1;
    cutting *c = *out = calloc(1, sizeof *c);
    if (!c)
        return ecoi_error_no_memory(error);
    eco_status status = bench_text_index(fixtures, &index, error);
    if (!status)
        status = bench_analyser(fixtures, &analyser, error);
    if (!status)
        status = ecoi_analysis_new(analyser, &c->analysis, error);
    for (size_t i = 0; !status && i < N_SNIPPETS; i++) {
        uint32_t doc = bench_roll(&random, ecoi_segment_n_docs(index->segment));
        status = ecoi_segment_document(index->segment, doc, &c->documents, &c->items[i], error);
        for (size_t j = 0; !status && j < c->items[i]->n_passages; j++)
            c->text_bytes += (double)c->items[i]->passages[j].text.len;
    }
    return status;
}

static bench_work run_snippets(void *state)
{
    cutting *c = state;
    const ecoi_highlighter highlighter = {weigh, NULL};
    for (size_t i = 0; i < N_SNIPPETS; i++) {
        ecoi_snippet snippet;
        ecoi_arena_reset(&c->scratch);
        if (ecoi_snippet_make(c->analysis, c->items[i], &highlighter, SNIPPET_BYTES, &c->scratch, &snippet,
                              NULL))
            return (bench_work){0, 0};
        bench_consume(snippet.text.len);
    }
    return (bench_work){c->text_bytes, c->text_bytes};
}

static void free_snippets(void *state)
{
    cutting *c = state;
    ecoi_analysis_free(c->analysis);
    ecoi_arena_dispose(&c->documents);
    ecoi_arena_dispose(&c->scratch);
    free(c);
}

#define QUERY(name, unit, limit, why, which)                                                                 \
    {                                                                                                        \
        name, unit, limit, why, which, NULL, setup_query, NULL, run_query, bench_free                        \
    }

const bench_kernel bench_searcher_kernels[] = {
    QUERY("search.nothing", "ns/query", "segment.find-term", "both words are looked up", NOTHING),
    QUERY("search.and-dense", "ns/posting", "limit.bitset-and", "the words are bitsets", AND_DENSE),
    QUERY("search.and-sparse", "ns/posting", "limit.read-l2", "two bytes a document are read", AND_SPARSE),
    QUERY("search.and-skewed", "ns/posting", "limit.probe-l2",
          "the frequent word is probed for the rare one's", AND_SKEWED),
    QUERY("search.or-dense", "ns/posting", "limit.bitset-and", "the words are bitsets", OR_DENSE),
    QUERY("search.or-sparse", "ns/posting", "limit.read-l2", "two bytes a document are read", OR_SPARSE),
    QUERY("search.phrase", "ns/document", "limit.read-l2", "two bytes a position are read", PHRASE),
    QUERY("search.top-10", "ns/posting", "limit.score", "as if every posting were scored", TOP_10),
    QUERY("search.top-100", "ns/posting", "limit.score", "as if every posting were scored", TOP_100),
    QUERY("search.top-10-rare", "ns/posting", "limit.score", "as if every posting were scored", TOP_10_RARE),
    {"search.snippet", "MB/s", "stem.analyse", "the text is analysed again", 0, NULL, setup_snippets, NULL,
     run_snippets, free_snippets},
    {0}};
