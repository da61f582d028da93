/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/bytes.h"
#include "searcher/deleted.h"
#include "searcher/rank_impl.h"

/* So few documents are looked up in leaves; for more, the range is decoded. */
enum { FEW_DOCS = 6 };

/* ---- sets of documents ---- */

static inline bool has_doc(const ecoi_range_docs *docs, uint32_t at)
{
    return docs->bits[at / 64] >> at % 64 & 1;
}

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

/* Those of a bitset of the chunk. */
static ecoi_range_docs docs_of(const ecoi_ranker *r, const uint8_t *bits)
{
    ecoi_range_docs docs;
    for (size_t i = 0; i < ECOI_RANGE_DOCS / 64; i++)
        docs.bits[i] = ecoi_load64(bits + (size_t)r->range * (ECOI_RANGE_DOCS / 8) + i * 8);
    return docs;
}

static ecoi_range_docs without_refused(const ecoi_ranker *r, ecoi_range_docs docs)
{
    if (!r->refused)
        return docs;
    ecoi_range_docs refused = docs_of(r, r->refused);
    for (size_t i = 0; i < ECOI_RANGE_DOCS / 64; i++)
        docs.bits[i] &= ~refused.bits[i];
    return docs;
}

/* ---- decoding words and leaves ---- */

/* Makes sets and places of a list. */
static void spread(ecoi_range_values *v)
{
    v->docs = (ecoi_range_docs){0};
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t at = v->ids[i] % ECOI_RANGE_DOCS;
        v->docs.bits[at / 64] |= (uint64_t)1 << at % 64;
        v->saturations[at] = v->listed[i];
    }
}

static void decode_exactly(ecoi_ranker *r, ecoi_leaf_word *w, ecoi_range_values *out)
{
    out->n = w->n_streams ? ecoi_stream_saturations(r->leaves->evaluator, &w->streams[0], r->range, out->ids,
                                                    out->listed)
                          : 0;
}

/* Of several terms: the union, merged by spreading it. */
static void decode_bounds(ecoi_ranker *r, ecoi_leaf_word *w, ecoi_range_values *out)
{
    float bound = (float)r->impacts[w - r->leaves->words][r->place] / 255;
    ecoi_range_docs docs = {0};
    for (size_t k = 0; k < w->n_streams; k++) {
        uint32_t n = ecoi_stream_range(r->leaves->evaluator, &w->streams[k], r->range, out->ids);
        for (uint32_t i = 0; i < n; i++)
            docs.bits[out->ids[i] % ECOI_RANGE_DOCS / 64] |= (uint64_t)1 << out->ids[i] % 64;
    }
    out->n = 0;
    for (uint32_t at; take_doc(&docs, &at);) {
        out->ids[out->n] = (uint16_t)(r->range * ECOI_RANGE_DOCS + at);
        out->listed[out->n++] = bound;
    }
}

static const ecoi_range_values *decode_word(ecoi_ranker *r, ecoi_leaf_word *w)
{
    ecoi_range_values *out = &r->words[w - r->leaves->words];
    if (out->is_decoded)
        return out;
    out->is_decoded = true;
    if (w->exact)
        decode_exactly(r, w, out);
    else
        decode_bounds(r, w, out);
    spread(out);
    return out;
}

/* A phrase is found no more often than any of its words. */
static void decode_words(ecoi_ranker *r, const ecoi_leaf *leaf, ecoi_range_values *out)
{
    const ecoi_range_values *first = decode_word(r, leaf->words[0]);
    uint32_t n = 0;
    for (uint32_t i = 0; i < first->n; i++) {
        float least = first->listed[i];
        for (size_t k = 1; least > 0 && k < leaf->n_words; k++) {
            const ecoi_range_values *other = decode_word(r, leaf->words[k]);
            uint32_t at = first->ids[i] % ECOI_RANGE_DOCS;
            float value = has_doc(&other->docs, at) ? other->saturations[at] : 0;
            least = value < least ? value : least;
        }
        out->ids[n] = first->ids[i];
        out->listed[n] = least;
        n += least > 0;
    }
    out->n = n;
    spread(out);
}

/* Where a leaf's values are: those of its word, or its own. */
static ecoi_range_values *values_of(const ecoi_ranker *r, size_t i)
{
    const ecoi_leaf *leaf = &r->leaves->items[i];
    return leaf->n_words == 1 ? &r->words[leaf->words[0] - r->leaves->words] : &r->in_range[i];
}

static ecoi_range_docs decode(ecoi_ranker *r, size_t i)
{
    const ecoi_leaf *leaf = &r->leaves->items[i];
    float weight = (float)leaf->weight;
    ecoi_range_values *values = values_of(r, i);
    if (leaf->n_words == 1)
        decode_word(r, leaf->words[0]);
    else
        decode_words(r, leaf, values);
    r->in_range[i].is_decoded = true;
    r->rest -= r->leaf_bounds[i];
    for (uint32_t k = 0; k < values->n; k++)
        r->sums[values->ids[k] % ECOI_RANGE_DOCS] += weight * values->listed[k];
    return values->docs;
}

/* ---- which documents may be among the best ---- */

/* Sets nothing decoded and bounds every leaf; r->rest is their sum. */
static void open_range(ecoi_ranker *r)
{
    const ecoi_leaves *l = r->leaves;
    r->rest = 0;
    memset(r->sums, 0, sizeof r->sums);
    for (size_t i = 0; i < l->n_words; i++)
        r->words[i].is_decoded = false;
    for (size_t i = 0; i < l->n; i++) {
        uint8_t least = 255;
        for (size_t k = 0; k < l->items[i].n_words; k++) {
            uint8_t impact = r->impacts[l->items[i].words[k] - l->words][r->place];
            least = impact < least ? impact : least;
        }
        r->leaf_bounds[i] = (float)l->items[i].weight * least / 255;
        r->in_range[i].is_decoded = false;
        r->rest += r->leaf_bounds[i];
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

/* The leaf with the largest bound that is not decoded; l->n: there is none. */
static size_t most_promising(const ecoi_ranker *r, bool with_bonuses)
{
    const ecoi_leaves *l = r->leaves;
    size_t most = l->n;
    for (size_t i = 0; i < l->n; i++)
        if (!r->in_range[i].is_decoded && (with_bonuses || !l->items[i].bonus) &&
            (most == l->n || r->leaf_bounds[i] > r->leaf_bounds[most]))
            most = i;
    return most;
}

/* The documents of leaves one of which every document has that reaches the threshold (the others cannot
 * lift one over it together). */
static ecoi_range_docs union_docs(ecoi_ranker *r)
{
    double threshold = ecoi_best_threshold(r->best);
    ecoi_range_docs docs = {0};
    for (size_t next;
         (next = most_promising(r, false)) < r->leaves->n && !ecoi_rank_below(r->rest, threshold);)
        docs = either(docs, decode(r, next));
    return docs;
}

static ecoi_range_docs candidates(ecoi_ranker *r)
{
    if (r->driver < r->leaves->n) {
        ecoi_range_docs docs = decode(r, r->driver);
        return r->allowed ? both(docs, docs_of(r, r->allowed)) : docs;
    }
    if (!r->allowed)
        return union_docs(r);
    ecoi_range_docs docs = docs_of(r, r->allowed);
    return more_than(docs, FEW_DOCS) ? both(docs, union_docs(r)) : docs;
}

/* Decodes leaves as long as there are more than a few candidates. */
static ecoi_range_docs narrow(ecoi_ranker *r, ecoi_range_docs docs)
{
    for (;;) {
        docs = reaching(r, docs);
        size_t next = more_than(docs, FEW_DOCS) ? most_promising(r, true) : r->leaves->n;
        if (next == r->leaves->n)
            return docs;
        ecoi_range_docs has = decode(r, next);
        if (r->leaves->items[next].required)
            docs = both(docs, has);
    }
}

/* ---- single documents ---- */

/* A leaf's saturation in a document: of an exact leaf exactly, else at most. 0: it is not there. */
static float look_up(ecoi_ranker *r, size_t i, uint32_t at)
{
    if (!r->in_range[i].is_decoded)
        return ecoi_leaf_saturation(r->leaves, &r->leaves->items[i], r->range * ECOI_RANGE_DOCS + at);
    const ecoi_range_values *values = values_of(r, i);
    return has_doc(&values->docs, at) ? values->saturations[at] : 0;
}

/* Adds up what the leaves add, in their order, as the exhaustive evaluator does: the score where they are
 * exact, else a bound. False: it is below the threshold, or no leaf, or not all required ones, are there. */
static bool add_up(ecoi_ranker *r, uint32_t at, double threshold, double *out)
{
    const ecoi_leaves *l = r->leaves;
    double sum = 0, most = r->sums[at] + r->rest;
    bool any = false;
    for (size_t i = 0; i < l->n; i++) {
        const ecoi_leaf *leaf = &l->items[i];
        float saturation = look_up(r, i, at);
        double value = ecoi_score_value(leaf->boost, leaf->idf, saturation);
        if (!r->in_range[i].is_decoded)
            most += value - r->leaf_bounds[i];
        if (ecoi_rank_below(most, threshold) || (leaf->required && saturation == 0))
            return false;
        sum += value;
        any |= saturation > 0 && !leaf->bonus;
    }
    *out = sum;
    return any;
}

static bool offer(ecoi_ranker *r, uint32_t at)
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

bool ecoi_rank_visit(ecoi_ranker *r, size_t place)
{
    const ecoi_evaluator *e = r->leaves->evaluator;
    uint32_t chunk = r->chunks[place / ECOI_RANGES];
    if (!ecoi_leaves_enter(r->leaves, chunk))
        return true;
    r->refused = ecoi_deleted_set(e->snapshot, e->segment_number, chunk).bits;
    r->range = place % ECOI_RANGES;
    r->place = place;
    open_range(r);
    ecoi_range_docs docs = narrow(r, without_refused(r, candidates(r)));
    for (uint32_t at; !e->status && take_doc(&docs, &at);)
        if (!offer(r, at))
            return false;
    return true;
}
