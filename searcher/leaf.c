/* SPDX-License-Identifier: MIT */
#include "searcher/leaf.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "searcher/window.h"

void ecoi_leaves_forget(ecoi_leaves *l)
{
    if (l->chunks)
        memset(l->chunks, 0, l->evaluator->n_chunks * sizeof(ecoi_stream *));
    ecoi_arena_reset(&l->arena);
    l->chunk = ECOI_NO_DOC;
}

void ecoi_leaves_dispose(ecoi_leaves *l)
{
    for (size_t i = 0; i < l->n_words; i++)
        free(l->words[i].positions);
    for (size_t i = 0; i < l->n; i++)
        if (l->items[i].phrase)
            ecoi_phrase_dispose(l->items[i].phrase);
    free(l->scratch);
    free(l->ordinals);
    ecoi_arena_dispose(&l->arena);
    l->n_words = 0;
}

static bool open_chunk(ecoi_leaves *l, uint32_t chunk)
{
    ecoi_stream *s = l->chunks[chunk] = ecoi_arena_alloc(&l->arena, l->n_streams * sizeof *s + 1);
    bool fits = s != NULL;
    for (size_t i = 0; fits && i < l->n_words; i++) {
        const ecoi_leaf_word *w = &l->words[i];
        for (size_t k = 0; fits && k < w->n_streams; k++, s++) {
            s->list = &w->node->lists[k];
            s->use = &w->word->uses[l->evaluator->segment_number][k];
            fits = ecoi_stream_enter(s, chunk, &l->arena);
        }
    }
    return ecoi_evaluator_fits(l->evaluator, fits);
}

bool ecoi_leaves_enter(ecoi_leaves *l, uint32_t chunk)
{
    if (l->chunk == chunk)
        return true;
    if (!l->chunks[chunk] && !open_chunk(l, chunk))
        return false;
    l->chunk = chunk;
    for (size_t i = 0; i < l->n_words; i++) {
        l->words[i].doc = ECOI_NO_DOC;
        l->words[i].streams = l->chunks[chunk] + l->words[i].first_stream;
    }
    return true;
}

/* Whether somewhere only the best of several leaves counts: then their sum is too much. */
static bool has_best(const ecoi_leaf_sum *sum)
{
    bool has = sum->is_best;
    for (size_t i = 0; !has && i < sum->n_parts; i++)
        has = has_best(sum->parts[i]);
    return has;
}

bool ecoi_leaves_exact(const ecoi_leaves *l)
{
    bool exact = !has_best(l->sum);
    for (size_t i = 0; exact && i < l->n; i++)
        exact = l->items[i].exact;
    return exact;
}

/* ---- looking up ---- */

/* Finds a word's streams in a document; whether any has it. */
static bool look_up(ecoi_leaves *l, ecoi_leaf_word *w, uint32_t id)
{
    if (w->doc == id)
        return w->is_found;
    w->doc = id;
    w->is_found = w->has_positions = false;
    for (size_t i = 0; i < w->n_streams; i++) {
        w->streams[i].index = ecoi_stream_find(l->evaluator, &w->streams[i], id);
        w->is_found |= w->streams[i].index != ECOI_NO_DOC;
    }
    return w->is_found;
}

/* The frequency of an exact word that was looked up and found. */
static uint32_t exact_frequency(ecoi_leaves *l, ecoi_leaf_word *w)
{
    return ecoi_stream_tf(l->evaluator, &w->streams[0], w->streams[0].index);
}

static uint32_t length_of(const ecoi_leaves *l, uint32_t id)
{
    return ecoi_column_get(&l->evaluator->columns->lengths, (l->chunk << ECOI_CHUNK_BITS) + id);
}

static float word_bound(ecoi_leaves *l, ecoi_leaf_word *w, uint32_t id)
{
    float sum = 0;
    if (!look_up(l, w, id))
        return 0;
    if (w->exact)
        return ecoi_bm25_saturate(ecoi_bm25_frequency(&l->evaluator->snapshot->bm25, exact_frequency(l, w),
                                                      length_of(l, id), 0, 0));
    for (size_t i = 0; i < w->n_streams; i++)
        if (w->streams[i].index != ECOI_NO_DOC)
            sum += ecoi_leaves_saturation(l, ecoi_stream_impact(&w->streams[i], w->streams[i].index));
    return sum < 1 ? sum : 1;
}

float ecoi_leaf_saturation(ecoi_leaves *l, const ecoi_leaf *leaf, uint32_t id)
{
    float least = 1;
    for (size_t i = 0; i < leaf->n_words && least > 0; i++) {
        float bound = word_bound(l, leaf->words[i], id);
        least = bound < least ? bound : least;
    }
    return least;
}

double ecoi_leaf_chunk_bound(const ecoi_leaves *l, const ecoi_leaf *leaf)
{
    float least = 1;
    for (size_t i = 0; i < leaf->n_words; i++) {
        const ecoi_leaf_word *w = leaf->words[i];
        float sum = 0;
        for (size_t k = 0; k < w->n_streams; k++)
            if (w->streams[k].container)
                sum += ecoi_leaves_saturation(l, w->streams[k].list->impact);
        least = sum < least ? sum : least;
    }
    return leaf->weight * least;
}

/* ---- positions ---- */

static bool add_stream(ecoi_leaves *l, ecoi_leaf_word *w, ecoi_stream *s, uint32_t title_len)
{
    uint32_t tf = ecoi_stream_tf(l->evaluator, s, s->index);
    if (tf == 0)
        return false;
    /* a frequency that memory cannot hold is damage that the decoder would find */
    if (!ecoi_evaluator_fits(
            l->evaluator, ecoi_grow(&l->scratch, &l->scratch_cap, tf, sizeof *l->scratch) &&
                              ecoi_grow(&l->ordinals, &l->ordinals_cap, tf, sizeof *l->ordinals) &&
                              ecoi_grow(&w->positions, &w->cap, w->n_positions + tf, sizeof *w->positions)))
        return false;
    const ecoi_use *use = s->use;
    bool differ = use->n_ordinals || use->n_unlike;
    if (!ecoi_container_positions(s->container, s->index, tf, l->scratch, differ ? l->ordinals : NULL)) {
        ecoi_evaluator_damaged(l->evaluator);
        return false;
    }
    for (uint32_t i = 0; i < tf; i++) {
        if (use->n_ordinals && !ecoi_use_allows(use, l->ordinals[i]))
            continue;
        w->positions[w->n_positions++] = l->scratch[i];
        if (!differ || !ecoi_has_ordinal(use->unlike, use->n_unlike, l->ordinals[i]))
            continue;
        w->n_unlike++;
        w->n_unlike_title += l->scratch[i] < title_len;
    }
    return true;
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void load_positions(ecoi_leaves *l, ecoi_leaf_word *w, uint32_t id, uint32_t title_len)
{
    if (!look_up(l, w, id) || w->has_positions)
        return;
    size_t used = 0, kept = 0;
    w->has_positions = true;
    w->n_positions = w->n_unlike = w->n_unlike_title = 0;
    for (size_t i = 0; i < w->n_streams; i++)
        if (w->streams[i].index != ECOI_NO_DOC) {
            used++;
            if (!add_stream(l, w, &w->streams[i], title_len))
                return;
        }
    if (used < 2 || w->n_positions < 2)
        return;
    qsort(w->positions, w->n_positions, sizeof *w->positions, by_value);
    for (size_t i = 0; i < w->n_positions; i++)
        if (kept == 0 || w->positions[kept - 1] != w->positions[i])
            w->positions[kept++] = w->positions[i];
    w->n_positions = kept;
}

/* ---- scores ---- */

/* How often something is found, and how often of that in the title. */
typedef struct frequency {
    uint32_t all, title;
    uint32_t unlike, unlike_title; /* of these, what is of another form than typed */
} frequency;

static frequency word_frequency(ecoi_leaves *l, ecoi_leaf_word *w, uint32_t id, uint32_t title_len)
{
    frequency f = {0};
    if (!look_up(l, w, id))
        return f;
    if (!title_len && !w->by_positions) {
        f.all = exact_frequency(l, w);
        return f;
    }
    load_positions(l, w, id, title_len);
    f.all = (uint32_t)w->n_positions;
    while (f.title < f.all && w->positions[f.title] < title_len)
        f.title++;
    f.unlike = w->n_unlike;
    f.unlike_title = w->n_unlike_title;
    return f;
}

static bool holds(const ecoi_leaf_word *w, uint32_t position)
{
    size_t low = 0, high = w->n_positions;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (w->positions[middle] < position)
            low = middle + 1;
        else
            high = middle;
    }
    return low < w->n_positions && w->positions[low] == position;
}

/* Of words that have been found. */
static frequency plain_phrase_frequency(ecoi_leaves *l, const ecoi_leaf *leaf, uint32_t title_len)
{
    ecoi_phrase *phrase = leaf->phrase;
    eco_status status = ECO_OK;
    for (size_t i = 0; i < phrase->n; i++) {
        ecoi_phrase_word *w = &phrase->words[i];
        const ecoi_stream *s = &leaf->words[w->number]->streams[0];
        if (w->reader.container != s->container)
            ecoi_position_reader_enter(&w->reader, s->container);
        w->index = s->index;
    }
    frequency f = {.all = ecoi_phrase_find(phrase, &status)};
    while (f.title < f.all && phrase->starts[f.title] < title_len)
        f.title++;
    if (status == ECO_E_NO_MEMORY)
        ecoi_evaluator_fits(l->evaluator, false);
    else if (status)
        ecoi_evaluator_damaged(l->evaluator);
    return f;
}

static frequency phrase_frequency(ecoi_leaves *l, const ecoi_leaf *leaf, uint32_t id, uint32_t title_len)
{
    frequency f = {0};
    const uint32_t *offsets = leaf->plan->offsets;
    for (size_t i = 0; i < leaf->n_words; i++)
        if (!look_up(l, leaf->words[i], id))
            return f;
    if (leaf->phrase)
        return plain_phrase_frequency(l, leaf, title_len);
    for (size_t i = 0; i < leaf->n_words; i++)
        load_positions(l, leaf->words[i], id, title_len);
    const ecoi_leaf_word *first = leaf->words[0];
    for (size_t k = 0; k < first->n_positions; k++) {
        uint32_t start = first->positions[k];
        bool all = true;
        for (size_t i = 1; all && i < leaf->n_words; i++)
            all = holds(leaf->words[i], start + offsets[i] - offsets[0]);
        f.all += all;
        f.title += all && start < title_len;
    }
    return f;
}

static ecoi_occurrences occurrences(ecoi_leaves *l, ecoi_leaf_word *w, uint32_t id, uint32_t title_len)
{
    load_positions(l, w, id, title_len);
    return (ecoi_occurrences){w->positions, w->n_positions, 1};
}

static frequency window_frequency(ecoi_leaves *l, const ecoi_leaf *leaf, uint32_t id, uint32_t title_len)
{
    ecoi_leaf_word *a = leaf->words[0], *b = leaf->words[1];
    if (!look_up(l, a, id) || !look_up(l, b, id))
        return (frequency){0};
    ecoi_window_frequency f = ecoi_window_count(
        occurrences(l, a, id, title_len), occurrences(l, b, id, title_len), leaf->plan->number, title_len);
    return (frequency){.all = f.text + f.title, .title = f.title};
}

static frequency leaf_frequency(ecoi_leaves *l, const ecoi_leaf *leaf, uint32_t id, uint32_t title_len)
{
    if (leaf->plan->op == ECOI_OP_WORD)
        return word_frequency(l, leaf->words[0], id, title_len);
    return leaf->plan->op == ECOI_OP_WINDOW ? window_frequency(l, leaf, id, title_len)
                                            : phrase_frequency(l, leaf, id, title_len);
}

/* The document being scored. */
typedef struct scored {
    uint32_t id, len, title_len;
    bool found;        /* a leaf that is no bonus */
    size_t n_required; /* leaves found of those that must be */
} scored;

static double leaf_value(ecoi_leaves *l, const ecoi_leaf *leaf, scored *d)
{
    const ecoi_bm25 *bm25 = &l->evaluator->snapshot->bm25;
    frequency f = leaf_frequency(l, leaf, d->id, d->title_len);
    if (f.all == 0)
        return 0;
    d->found |= !leaf->bonus;
    d->n_required += leaf->required;
    float x = ecoi_bm25_frequency(bm25, f.all - f.title, d->len, f.title, d->title_len);
    if (f.unlike)
        x -= ecoi_score_unlike(bm25, f.unlike, f.unlike_title, d->len, d->title_len);
    return ecoi_score_value(leaf->boost, leaf->idf, ecoi_bm25_saturate(x));
}

/* Adds a part's leaves to *out one by one, as the exhaustive evaluator does. */
static void add_up(ecoi_leaves *l, const ecoi_leaf_sum *sum, scored *d, double *out)
{
    if (sum->leaf) {
        *out += leaf_value(l, sum->leaf, d);
        return;
    }
    if (!sum->is_best) {
        for (size_t i = 0; i < sum->n_parts; i++)
            add_up(l, sum->parts[i], d, out);
        return;
    }
    const ecoi_leaf_sum *best = NULL;
    double most = 0;
    for (size_t i = 0; i < sum->n_parts; i++) {
        double alone = 0;
        add_up(l, sum->parts[i], d, &alone);
        if (alone > most) {
            most = alone;
            best = sum->parts[i];
        }
    }
    if (best)
        add_up(l, best, d, out);
}

double ecoi_leaves_score(ecoi_leaves *l, uint32_t id, bool *out_found)
{
    const ecoi_columns *columns = l->evaluator->columns;
    uint32_t doc = (l->chunk << ECOI_CHUNK_BITS) + id;
    scored d = {.id = id, .len = ecoi_column_get(&columns->lengths, doc)};
    d.title_len = l->has_titles ? ecoi_column_get(&columns->title_lengths, doc) : 0;
    double score = 0;
    add_up(l, l->sum, &d, &score);
    *out_found = d.found && d.n_required == l->n_required;
    return score;
}
