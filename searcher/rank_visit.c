/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "searcher/deleted.h"
#include "searcher/rank_impl.h"

/* So few documents are looked up in leaves; for more, the range is decoded. */
enum { FEW_DOCS = 6 };

/* ---- sets of documents ---- */

static ecoi_range_docs both(ecoi_range_docs a, ecoi_range_docs b)
{
    for (size_t i = 0; i < ECOI_RANGE_DOCS / 64; i++)
        a.bits[i] &= b.bits[i];
    return a;
}

static ecoi_range_docs either(ecoi_range_docs a, ecoi_range_docs b)
{
    for (size_t i = 0; i < ECOI_RANGE_DOCS / 64; i++)
        a.bits[i] |= b.bits[i];
    return a;
}

/* Whether a set has more than n documents, n being small. */
static bool more_than(ecoi_range_docs docs, unsigned n)
{
    for (size_t i = 0; i < ECOI_RANGE_DOCS / 64; i++)
        for (; docs.bits[i]; docs.bits[i] &= docs.bits[i] - 1)
            if (n-- == 0)
                return true;
    return false;
}

/* Takes the first document out of a set; false: it has none. */
static bool take_doc(ecoi_range_docs *docs, uint32_t *out_at)
{
    size_t i = 0;
    while (i < ECOI_RANGE_DOCS / 64 && !docs->bits[i])
        i++;
    if (i == ECOI_RANGE_DOCS / 64)
        return false;
    *out_at = (uint32_t)(i * 64) + (uint32_t)__builtin_ctzll(docs->bits[i]);
    docs->bits[i] &= docs->bits[i] - 1;
    return true;
}

static ecoi_range_docs without_refused(const ecoi_ranker *r, ecoi_range_docs docs)
{
    if (!r->refused)
        return docs;
    ecoi_range_docs refused = ecoi_range_of_bits(r->refused, r->range);
    for (size_t i = 0; i < ECOI_RANGE_DOCS / 64; i++)
        docs.bits[i] &= ~refused.bits[i];
    return docs;
}

/* ---- decoding words and leaves ---- */

static void decode_exactly(ecoi_ranker *r, ecoi_leaf_word *w, ecoi_range_values *out)
{
    out->docs = ecoi_stream_saturations(r->leaves->evaluator, &w->streams[0], r->range, out->saturations);
}

/* Of several terms, or forms that differ in worth: all their documents have the range's bound. */
static void decode_bounds(ecoi_ranker *r, ecoi_leaf_word *w, ecoi_range_values *out)
{
    float bound = (float)ecoi_rank_impacts(r, w)[r->place] / 255;
    out->docs = (ecoi_range_docs){0};
    for (size_t k = 0; k < w->n_streams; k++)
        out->docs = either(out->docs, ecoi_stream_docs(r->leaves->evaluator, &w->streams[k], r->range));
    memset(out->saturations, 0, sizeof out->saturations);
    ecoi_range_docs docs = out->docs;
    for (uint32_t at; take_doc(&docs, &at);)
        out->saturations[at] = bound;
}

static const ecoi_range_values *decode_word(ecoi_ranker *r, ecoi_leaf_word *w)
{
    ecoi_range_values *out = &r->values[w - r->leaves->words];
    if (out->is_decoded)
        return out;
    out->is_decoded = true;
    if (w->exact && w->n_streams)
        decode_exactly(r, w, out);
    else
        decode_bounds(r, w, out);
    return out;
}

/* A phrase is found no more often than any of its words. */
static void decode_phrase(ecoi_ranker *r, const ecoi_leaf *leaf, ecoi_range_values *out)
{
    const ecoi_range_values *first = decode_word(r, leaf->words[0]);
    out->docs = first->docs;
    memcpy(out->saturations, first->saturations, sizeof out->saturations);
    for (size_t k = 1; k < leaf->n_words; k++) {
        const ecoi_range_values *other = decode_word(r, leaf->words[k]);
        out->docs = both(out->docs, other->docs);
        r->kernels->least_values(out->saturations, other->saturations);
    }
}

static ecoi_range_docs decode(ecoi_ranker *r, ecoi_range_leaf *in_range)
{
    const ecoi_leaf *leaf = in_range->leaf;
    ecoi_range_values *values = in_range->values;
    if (leaf->n_words == 1)
        decode_word(r, leaf->words[0]);
    else
        decode_phrase(r, leaf, values);
    in_range->is_decoded = true;
    r->rest -= in_range->bound;
    r->kernels->add_values(r->sums, values->saturations, (float)leaf->weight);
    return values->docs;
}

/* ---- which documents may be among the best ---- */

bool ecoi_rank_enter_chunk(ecoi_ranker *r, size_t number)
{
    const ecoi_evaluator *e = r->leaves->evaluator;
    uint32_t chunk = r->chunks[number];
    r->refused = ecoi_deleted_set(e->snapshot, e->segment_number, chunk).bits;
    return ecoi_leaves_enter(r->leaves, chunk);
}

void ecoi_rank_enter(ecoi_ranker *r, size_t place)
{
    r->range = place % ECOI_RANGES;
    r->place = place;
    r->rest = 0;
    for (size_t i = 0; i < r->leaves->n_words; i++)
        r->values[i].is_decoded = false;
    for (size_t i = 0; i < r->leaves->n; i++) {
        ecoi_range_leaf *leaf = &r->of_leaves[i];
        leaf->bound = leaf->is_scanned ? 0 : leaf->factor * leaf->impacts[place];
        leaf->is_decoded = false;
        r->rest += leaf->bound;
    }
}

/* Leaves out documents that cannot reach the threshold. */
static ecoi_range_docs reaching(const ecoi_ranker *r, ecoi_range_docs docs)
{
    double threshold = ecoi_best_threshold(r->best);
    if (threshold <= 0)
        return docs;
    return both(docs, r->kernels->at_least(r->sums, (float)(threshold / ECOI_BOUND_SLACK) - r->rest));
}

/* The leaf with the largest bound that is not decoded; NULL: there is none. */
static ecoi_range_leaf *most_promising(const ecoi_ranker *r, bool with_bonuses)
{
    ecoi_range_leaf *most = NULL;
    for (size_t i = 0; i < r->leaves->n; i++) {
        ecoi_range_leaf *leaf = &r->of_leaves[i];
        if (!leaf->is_decoded && (with_bonuses || !leaf->leaf->bonus) && (!most || leaf->bound > most->bound))
            most = leaf;
    }
    return most;
}

/* The documents of leaves one of which every document has that reaches the threshold (the others cannot
 * lift one over it together). */
static ecoi_range_docs union_docs(ecoi_ranker *r)
{
    double threshold = ecoi_best_threshold(r->best);
    ecoi_range_docs docs = {0};
    for (ecoi_range_leaf *next; (next = most_promising(r, false)) && !ecoi_rank_below(r->rest, threshold);)
        docs = either(docs, decode(r, next));
    return docs;
}

static ecoi_range_docs candidates(ecoi_ranker *r)
{
    if (r->driver < r->leaves->n) {
        ecoi_range_docs docs = decode(r, &r->of_leaves[r->driver]);
        return r->allowed ? both(docs, ecoi_range_of_bits(r->allowed, r->range)) : docs;
    }
    if (!r->allowed)
        return union_docs(r);
    ecoi_range_docs docs = ecoi_range_of_bits(r->allowed, r->range);
    return more_than(docs, FEW_DOCS) ? both(docs, union_docs(r)) : docs;
}

/* Decodes leaves as long as there are more than a few candidates. */
static ecoi_range_docs narrow(ecoi_ranker *r, ecoi_range_docs docs)
{
    for (;;) {
        docs = reaching(r, docs);
        ecoi_range_leaf *next = more_than(docs, FEW_DOCS) ? most_promising(r, true) : NULL;
        if (!next)
            return docs;
        ecoi_range_docs has = decode(r, next);
        if (next->leaf->required)
            docs = both(docs, has);
    }
}

/* ---- single documents ---- */

/* A leaf's saturation in a document: of an exact leaf exactly, else at most. 0: it is not there. */
static float look_up(ecoi_ranker *r, const ecoi_range_leaf *leaf, uint32_t at)
{
    return leaf->is_decoded ? leaf->values->saturations[at]
                            : ecoi_leaf_saturation(r->leaves, leaf->leaf, r->range * ECOI_RANGE_DOCS + at);
}

/* Adds up what the leaves add, in their order, as the exhaustive evaluator does: the score where they are
 * exact, else a bound. False: it is below the threshold, or no leaf, or not all required ones, are there. */
static bool add_up(ecoi_ranker *r, uint32_t at, double threshold, double *out)
{
    double sum = 0, most = r->sums[at] + r->rest;
    bool any = false;
    for (size_t i = 0; i < r->leaves->n; i++) {
        const ecoi_range_leaf *in_range = &r->of_leaves[i];
        const ecoi_leaf *leaf = in_range->leaf;
        float saturation = look_up(r, in_range, at);
        double value = ecoi_score_value(leaf->boost, leaf->idf, saturation);
        if (in_range->is_scanned && in_range != r->scanned.leaf && saturation > 0)
            return false; /* it was offered then */
        if (!in_range->is_decoded)
            most += value - in_range->bound;
        if (ecoi_rank_below(most, threshold) || (leaf->required && saturation == 0))
            return false;
        sum += value;
        any |= saturation > 0 && !leaf->bonus;
    }
    *out = sum;
    return any;
}

bool ecoi_rank_consider(ecoi_ranker *r, uint32_t at)
{
    bool found = true;
    double score, threshold = ecoi_best_threshold(r->best);
    if (ecoi_rank_below(r->sums[at] + r->rest, threshold) || !add_up(r, at, threshold, &score))
        return true;
    uint32_t id = r->range * ECOI_RANGE_DOCS + at;
    if (!r->exact)
        score = ecoi_leaves_score(r->leaves, id, &found);
    return !found || r->leaves->evaluator->status || ecoi_rank_below(score, threshold) ||
           ecoi_rank_offer(r->leaves, id, score, r->best);
}

bool ecoi_rank_visit(ecoi_ranker *r, uint32_t place)
{
    const ecoi_evaluator *e = r->leaves->evaluator;
    if (!ecoi_rank_enter_chunk(r, place / ECOI_RANGES))
        return true;
    ecoi_rank_enter(r, place);
    memset(r->sums, 0, sizeof r->sums);
    ecoi_range_docs docs = narrow(r, without_refused(r, candidates(r)));
    for (uint32_t at; !e->status && take_doc(&docs, &at);)
        if (!ecoi_rank_consider(r, at))
            return false;
    return true;
}
