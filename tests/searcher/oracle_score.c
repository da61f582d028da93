/* SPDX-License-Identifier: MIT */
/* BM25F as store/bm25.h has it, in double precision and from the tokens. */
#include "tests/searcher/oracle.h"

#include <math.h>
#include <stdlib.h>

/* Okapi's constants, and what a title's words, two neighbouring words side by side or within five words of
 * each other, and an occurrence of another form than typed count for. */
static const double K1 = 1.2, B = 0.75, TITLE_B = 0.75, TITLE_WEIGHT = 4, PAIR_WEIGHT = 0.15,
                    WINDOW_WEIGHT = 0.2, OTHER_WEIGHT = 0.5;
enum { WINDOW = 5 };

/* What an occurrence of a word counts for. */
static double worth_at(const oracle_document *d, const oracle_word *word, uint32_t position)
{
    for (size_t i = 0; word->other && i < d->n_tokens; i++) {
        uint32_t form = d->tokens[i].form;
        if (d->tokens[i].position == position && word->takes[form] && word->other[form])
            return OTHER_WEIGHT;
    }
    return 1;
}

/* BM25F of what is found so often in the text and in the title. */
static double score_frequency(const oracle *o, const oracle_document *d, double text, double title,
                              double idf)
{
    double n = (double)o->n, x = text / (1 - B + B * d->length / (o->sum_lengths / n));
    if (title > 0)
        x += TITLE_WEIGHT * title / (1 - TITLE_B + TITLE_B * d->title_length / (o->sum_title_lengths / n));
    return idf * (K1 + 1) * x / (K1 + x);
}

/* BM25F of words in a row: as one word whose weight is the sum of theirs. `word`: they are occurrences of it
 * alone, else NULL. */
static double score_row(const oracle *o, const oracle_document *d, const oracle_spans *spans, double idf,
                        const oracle_word *word)
{
    double text = 0, title = 0;
    for (size_t i = 0; i < spans->n; i++)
        *(spans->items[i].start < d->title_length ? &title : &text) +=
            word ? worth_at(d, word, spans->items[i].start) : 1;
    return score_frequency(o, d, text, title, idf);
}

/* The best of its readings. */
static double score_words(const oracle *o, const query *q, const oracle_document *d)
{
    double best = 0;
    oracle_spans spans = {0};
    for (size_t i = 0; i < q->n_readings; i++) {
        const oracle_reading *reading = &q->readings[i];
        spans.n = 0;
        oracle_find_row(d, reading->words, reading->n, q->scope, &spans);
        if (spans.n)
            best = fmax(best, score_row(o, d, &spans, reading->idf, reading->n == 1 ? reading->words : NULL));
    }
    free(spans.items);
    return best;
}

/* The one word, with weight, that a clause begins or ends with as it was typed, of a compound the whole;
 * NULL: it is no such. */
static const oracle_reading *edge_word(const query *q, bool last)
{
    const query *leaf = oracle_leaf_of(q);
    if (q->kind == QUERY_ZONE && q->n_children)
        return edge_word(q->children[0], last);
    if (q->kind == QUERY_BEST) {
        const query *typed = q->children[0];
        size_t i = last ? typed->n_children - 1 : 0;
        while (typed->kind == QUERY_LIST && typed->children[i]->dropped)
            i += last ? (size_t)-1 : 1;
        return edge_word(typed->kind == QUERY_LIST ? typed->children[i] : typed, last);
    }
    size_t n = leaf && !oracle_is_weightless(leaf) ? leaf->n_readings : 0;
    for (size_t i = 1; i <= n; i++) /* the parts come first */
        if (leaf->readings[i % n].n == 1)
            return &leaf->readings[i % n];
    return NULL;
}

/* How many of the first have one of the second within reach, in the title or out of it. */
static double count_near(const oracle_spans *first, const oracle_spans *second, uint32_t title_length,
                         bool title)
{
    double count = 0;
    for (size_t i = 0; i < first->n; i++) {
        uint32_t at = first->items[i].start;
        bool near = false;
        for (size_t k = 0; k < second->n; k++) {
            uint32_t other = second->items[k].start, apart = at > other ? at - other : other - at;
            near = near || (apart > 0 && apart <= WINDOW);
        }
        count += near && (at < title_length) == title;
    }
    return count;
}

/* Two words near each other are found as often as the one that is so less often. */
static double score_window(const oracle *o, const oracle_spans *a, const oracle_spans *b, double idf,
                           const oracle_document *d)
{
    uint32_t title = d->title_length;
    double in_text = fmin(count_near(a, b, title, false), count_near(b, a, title, false));
    double in_title = fmin(count_near(a, b, title, true), count_near(b, a, title, true));
    return in_text + in_title > 0 ? score_frequency(o, d, in_text, in_title, idf) : 0;
}

static double score_pair(const oracle *o, const query *q, const query *next, const oracle_document *d)
{
    const oracle_reading *a = edge_word(q, true), *b = edge_word(next, false);
    if (!a || !b)
        return 0;
    double score = 0;
    oracle_spans first = {0}, second = {0}, both = {0};
    oracle_find_row(d, a->words, 1, q->scope, &first);
    oracle_find_row(d, b->words, 1, next->scope, &second);
    for (size_t i = 0; i < first.n; i++)
        for (size_t k = 0; k < second.n; k++)
            if (second.items[k].start == first.items[i].end)
                oracle_add_span(&both, first.items[i].start, second.items[k].end);
    if (both.n)
        score = PAIR_WEIGHT * score_row(o, d, &both, a->idf + b->idf, NULL);
    score += WINDOW_WEIGHT * score_window(o, &first, &second, a->idf + b->idf, d);
    free(first.items);
    free(second.items);
    free(both.items);
    return score;
}

/* Neighbouring words of a list, found side by side or near each other, add a part of what their phrase would.
 */
static double score_pairs(const oracle *o, const query *q, const oracle_document *d)
{
    double sum = 0;
    const query *before = NULL; /* the clause before */
    for (size_t i = 0; i < q->n_children && !o->one_field; i++) {
        const query *child = q->children[i];
        if (child->dropped || (child->sign != '-' && oracle_is_condition(child)))
            continue;
        if (before && child->sign != '-')
            sum += score_pair(o, before, child, d);
        before = child->sign == '-' ? NULL : child;
    }
    return sum;
}

static double score(const oracle *o, const query *q, const oracle_document *d, bool lenient)
{
    double sum = oracle_is_leaf(q) ? score_words(o, q, d) : 0;
    size_t n = q->kind == QUERY_NOT ? 1 : q->n_children;
    lenient = lenient || q->kind == QUERY_PARA;
    for (size_t i = 0; i < n; i++) {
        const query *child = q->children[i];
        if (child->sign == '-' || child->dropped || !oracle_matches(child, d, lenient))
            continue;
        double part = score(o, child, d, lenient);
        sum = q->kind == QUERY_BEST ? fmax(sum, part) : sum + part;
    }
    if (q->kind == QUERY_LIST)
        sum += score_pairs(o, q, d);
    return q->boost * sum;
}

double oracle_score(const oracle *o, const query *q, const oracle_document *d)
{
    return score(o, q, d, false);
}
