/* SPDX-License-Identifier: MIT */
#include "searcher/suggest.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "searcher/suggest_impl.h"

enum {
    MOST_TRIES = 12,     /* corrected queries that are counted */
    MOST_COUNTED = 1000, /* documents of each */
    MOST_REPLACED = 3,   /* words */
    RARE = 20 /* a known word is a slip only if what it may stand for is so many times as frequent */
};

/* One way to put the query right: words by number in the query, rising, and what replaces them. */
typedef struct correction {
    size_t n, words[MOST_REPLACED];
    const ecoi_candidate *candidates[MOST_REPLACED];
    double value;
} correction;

typedef struct search {
    const ecoi_suggest_request *request;
    ecoi_arena *arena;
    ecoi_suggest_word words[ECOI_SUGGEST_WORDS];
    size_t n_words;
    const ecoi_candidate *candidates[MOST_REPLACED]; /* of the words being replaced */
    size_t n_candidates[MOST_REPLACED];
    unsigned n_tries;
    bool found;
    correction best;
    eco_error *error;
} search;

/* The query with words replaced, texts[i] for the i-th. */
static eco_status write_query(search *s, const correction *c, const eco_text *texts, eco_text *out)
{
    eco_text query = s->request->query;
    size_t len = query.len, from = 0, at = 0;
    for (size_t i = 0; i < c->n; i++)
        len += texts[i].len;
    char *text = ecoi_arena_alloc(s->arena, len + 1);
    if (!text)
        return ecoi_error_no_memory(s->error);
    for (size_t i = 0; i < c->n; i++) {
        const ecoi_suggest_word *word = &s->words[c->words[i]];
        memcpy(text + at, query.ptr + from, word->start - from);
        at += word->start - from;
        memcpy(text + at, texts[i].ptr, texts[i].len);
        at += texts[i].len;
        from = word->end;
    }
    memcpy(text + at, query.ptr + from, query.len - from);
    at += query.len - from;
    text[at] = '\0';
    *out = (eco_text){text, at};
    return ECO_OK;
}

static double cost_of(const correction *c)
{
    double cost = 0;
    for (size_t i = 0; i < c->n; i++)
        cost += ECOI_SUGGEST_PER_ERROR * (double)c->candidates[i]->cost;
    return cost;
}

/* What the correction is worth; false when it does not find more than the query did. Words that the index
 * knows are only put right for documents that have the words together. */
static eco_status weigh(search *s, correction *c, bool all_known, bool *out_useful)
{
    eco_text texts[MOST_REPLACED], query;
    uint64_t together, any;
    for (size_t i = 0; i < c->n; i++)
        texts[i] = c->candidates[i]->form;
    eco_status status = write_query(s, c, texts, &query);
    if (!status)
        status = ecoi_suggest_count(s->request, query, true, MOST_COUNTED, &together, s->error);
    if (status)
        return status;
    any = together;
    if (!all_known && together <= s->request->total)
        status = ecoi_suggest_count(s->request, query, false, s->request->total + 1, &any, s->error);
    c->value = log(1 + (double)together) - cost_of(c);
    *out_useful = any > s->request->total;
    return status;
}

static eco_status try(search *s, correction *c, bool all_known)
{
    bool useful;
    if (s->n_tries == MOST_TRIES)
        return ECO_OK;
    s->n_tries++;
    eco_status status = weigh(s, c, all_known, &useful);
    if (!status && useful && (!s->found || c->value > s->best.value)) {
        s->best = *c;
        s->found = true;
    }
    return status;
}

/* All choices of one candidate for each unknown word from the i-th on. */
static eco_status try_choices(search *s, correction *c, size_t i)
{
    static const size_t most[MOST_REPLACED + 1] = {0, ECOI_SUGGEST_CANDIDATES, 3, 2};
    eco_status status = ECO_OK;
    if (i == c->n || i == MOST_REPLACED)
        return try(s, c, false);
    for (size_t k = 0; !status && k < s->n_candidates[i] && k < most[c->n]; k++) {
        c->candidates[i] = &s->candidates[i][k];
        status = try_choices(s, c, i + 1);
    }
    return status;
}

static eco_status find_candidates(search *s, size_t word, size_t slot)
{
    ecoi_candidate *found = ecoi_arena_calloc(s->arena, ECOI_SUGGEST_CANDIDATES, sizeof *found);
    if (!found)
        return ecoi_error_no_memory(s->error);
    s->candidates[slot] = found;
    return ecoi_suggest_candidates(s->request, &s->words[word], s->arena, found, &s->n_candidates[slot],
                                   s->error);
}

static eco_status correct_unknown(search *s)
{
    correction c = {0};
    eco_status status = ECO_OK;
    size_t end = 0; /* of the last word to be replaced */
    for (size_t i = 0; !status && i < s->n_words && c.n < MOST_REPLACED; i++) {
        if (s->words[i].count || s->words[i].start < end)
            continue;
        status = find_candidates(s, i, c.n);
        if (s->n_candidates[c.n]) {
            c.words[c.n++] = i;
            end = s->words[i].end;
        }
    }
    return status || c.n == 0 ? status : try_choices(s, &c, 0);
}

/* One known word at a time. */
static eco_status correct_known(search *s)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && i < s->n_words && s->n_words > 1; i++) {
        status = find_candidates(s, i, 0);
        for (size_t k = 0; !status && k < s->n_candidates[0]; k++) {
            correction c = {.n = 1, .words = {i}, .candidates = {&s->candidates[0][k]}};
            if (c.candidates[0]->count >= RARE * s->words[i].count)
                status = try(s, &c, true);
        }
    }
    return status;
}

static size_t n_unknown(const search *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_words; i++)
        n += s->words[i].count == 0;
    return n;
}

static eco_status write_best(search *s, eco_text *out)
{
    eco_text texts[MOST_REPLACED];
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && i < s->best.n; i++)
        status = ecoi_suggest_spelling(s->request, s->best.candidates[i], s->arena, &texts[i], s->error);
    return status ? status : write_query(s, &s->best, texts, out);
}

eco_status ecoi_suggest(const ecoi_suggest_request *request, ecoi_arena *arena, eco_text *out,
                        eco_error *error)
{
    search s = {.request = request, .arena = arena, .error = error};
    *out = (eco_text){NULL, 0};
    if (request->total > ECOI_SUGGEST_FEW)
        return ECO_OK;
    eco_status status = ecoi_suggest_words(request, arena, s.words, &s.n_words, error);
    if (!status && n_unknown(&s))
        status = correct_unknown(&s);
    else if (!status && request->total == 0)
        status = correct_known(&s);
    return status || !s.found ? status : write_best(&s, out);
}
