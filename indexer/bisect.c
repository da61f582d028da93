/* SPDX-License-Identifier: MIT */
#include "indexer/bisect.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

enum { UNIT = 1024 /* of a bit, for gains */ };

/* Chosen by measurement: twenty rounds to the end take four times the time for 2 % off the gaps. */
enum {
    MIN_PART = 64, /* documents of a half at least */
    MAX_ROUNDS = 5,
    COOLING = UNIT,   /* what a change must gain more from round to round */
    FEW_CHANGES = 32, /* a round in which fewer than one document in so many changes sides is the last */
    LARGE = 4096,     /* pieces of more documents are handed on when they have been divided */
    MAX_THREADS = 64,
    TABLE = 4096
};

/* What a term gains when a document with it comes to `d` others: d log2(d + 1) is the saving (bisect.h). */
static double gain_exact(double d)
{
    return (d + 1) * log2(d + 2) - d * log2(d + 1);
}

static int32_t gain_of(const int32_t *table, uint32_t d)
{
    /* beyond the table the highest bits decide: within a hundredth of a bit, and without a logarithm */
    unsigned shift = d < TABLE ? 0 : 20u - (unsigned)__builtin_clz(d);
    return table[d >> shift] + (int32_t)shift * UNIT;
}

/* ---- one division ---- */

typedef struct term_state {
    uint32_t n[2]; /* documents of the left and of the right half that have it */
} term_state;

typedef struct candidate {
    int64_t pull; /* to the right */
    uint32_t doc;
    uint32_t side;
} candidate;

typedef struct divider {
    const ecoi_forward *forward;
    const int32_t *table;
    term_state *terms;
    int32_t *gains[2]; /* a term each: of moving a document from the left to the right; and back */
    uint32_t *touched; /* terms of the part */
    uint32_t n_touched;
    uint8_t *sides; /* of all documents; threads have documents of their own */
} divider;

static void count_terms(divider *d, const uint32_t *docs, uint32_t n, uint32_t side)
{
    const ecoi_forward *f = d->forward;
    for (uint32_t i = 0; i < n; ++i)
        for (uint64_t at = f->starts[docs[i]]; at < f->starts[docs[i] + 1]; ++at) {
            term_state *t = &d->terms[f->terms[at]];
            if (t->n[0] + t->n[1] == 0)
                d->touched[d->n_touched++] = f->terms[at];
            ++t->n[side];
        }
}

static void find_gains(divider *d)
{
    for (uint32_t i = 0; i < d->n_touched; ++i) {
        uint32_t term = d->touched[i], left = d->terms[term].n[0], right = d->terms[term].n[1];
        d->gains[0][term] = left ? gain_of(d->table, right) - gain_of(d->table, left - 1) : 0;
        d->gains[1][term] = right ? gain_of(d->table, left) - gain_of(d->table, right - 1) : 0;
    }
}

/* A document is pulled to where its terms gain; its own side holds it the more the later the round. */
static void find_pulls(const divider *d, candidate *docs, uint32_t n, int64_t hold)
{
    const ecoi_forward *f = d->forward;
    for (uint32_t i = 0; i < n; ++i) {
        const uint32_t *term = f->terms + f->starts[docs[i].doc],
                       *end = f->terms + f->starts[docs[i].doc + 1];
        const int32_t *gains = d->gains[docs[i].side];
        int64_t gain = -hold;
        for (; term < end; ++term)
            gain += gains[*term];
        docs[i].pull = docs[i].side ? -gain : gain;
    }
}

static bool lies_before(const candidate *a, const candidate *b)
{
    return a->pull != b->pull ? a->pull < b->pull : a->doc < b->doc;
}

static void swap(candidate *a, candidate *b)
{
    candidate kept = *a;
    *a = *b;
    *b = kept;
}

/* Hoare's selection: afterwards the first `middle` lie before the others. */
static void part(candidate *docs, uint32_t n, uint32_t middle)
{
    int64_t low = 0, high = (int64_t)n - 1, wanted = middle;
    while (low < high) {
        candidate *first = &docs[low], *centre = &docs[low + (high - low) / 2], *last = &docs[high];
        if (lies_before(centre, first))
            swap(centre, first);
        if (lies_before(last, centre))
            swap(last, centre);
        if (lies_before(centre, first))
            swap(centre, first);
        candidate pivot = *centre;
        int64_t i = low, j = high;
        while (i <= j) {
            while (lies_before(&docs[i], &pivot))
                ++i;
            while (lies_before(&pivot, &docs[j]))
                --j;
            if (i <= j)
                swap(&docs[i++], &docs[j--]);
        }
        if (wanted <= j)
            high = j;
        else if (wanted >= i)
            low = i;
        else
            return;
    }
}

/* Gives documents the side they lie on now; returns how many changed theirs. */
static uint32_t change_sides(divider *d, candidate *docs, uint32_t n, uint32_t middle)
{
    const ecoi_forward *f = d->forward;
    uint32_t n_changed = 0;
    for (uint32_t i = 0; i < n; ++i) {
        uint32_t side = i >= middle;
        if (docs[i].side == side)
            continue;
        for (uint64_t at = f->starts[docs[i].doc]; at < f->starts[docs[i].doc + 1]; ++at) {
            --d->terms[f->terms[at]].n[!side];
            ++d->terms[f->terms[at]].n[side];
        }
        docs[i].side = side;
        ++n_changed;
    }
    return n_changed;
}

/* Divides order[0..n) at `middle`; both halves keep the order they had. `docs` has room for n. */
static void divide(divider *d, uint32_t *order, uint32_t n, uint32_t middle, candidate *docs)
{
    for (uint32_t i = 0; i < n; ++i)
        docs[i] = (candidate){0, order[i], i >= middle};
    d->n_touched = 0;
    count_terms(d, order, middle, 0);
    count_terms(d, order + middle, n - middle, 1);
    for (int round = 0; round < MAX_ROUNDS; ++round) {
        find_gains(d);
        find_pulls(d, docs, n, (int64_t)COOLING * round);
        part(docs, n, middle);
        if (change_sides(d, docs, n, middle) <= n / FEW_CHANGES)
            break;
    }
    for (uint32_t i = 0; i < d->n_touched; ++i)
        d->terms[d->touched[i]] = (term_state){0};
    for (uint32_t i = 0; i < n; ++i)
        d->sides[docs[i].doc] = (uint8_t)docs[i].side;
    uint32_t n_left = 0, n_right = 0;
    for (uint32_t i = 0; i < n; ++i) {
        if (d->sides[order[i]])
            docs[n_right++].doc = order[i];
        else
            order[n_left++] = order[i];
    }
    for (uint32_t i = 0; i < n_right; ++i)
        order[n_left + i] = docs[i].doc;
}

/* ---- all divisions ---- */

typedef struct piece {
    uint32_t at, n;
} piece;

typedef struct pool {
    const ecoi_forward *forward;
    int32_t table[TABLE];
    uint32_t *order;
    candidate *docs; /* as the order */
    uint8_t *sides;
    bool (*keep_on)(void *user);
    void *user;
    pthread_mutex_t mutex; /* guards all below */
    pthread_cond_t work;
    piece *waiting; /* a stack */
    size_t n_waiting;
    unsigned n_busy;
    bool is_cancelled, no_memory;
} pool;

/* Waits for a piece; false: there will be none. */
static bool take_piece(pool *p, piece *out)
{
    pthread_mutex_lock(&p->mutex);
    if (p->keep_on && !p->is_cancelled && !p->keep_on(p->user))
        p->is_cancelled = true;
    while (!p->n_waiting && p->n_busy && !p->is_cancelled && !p->no_memory)
        pthread_cond_wait(&p->work, &p->mutex);
    bool taken = p->n_waiting && !p->is_cancelled && !p->no_memory;
    if (taken) {
        *out = p->waiting[--p->n_waiting];
        ++p->n_busy;
    } else {
        pthread_cond_broadcast(&p->work);
    }
    pthread_mutex_unlock(&p->mutex);
    return taken;
}

static void give_pieces(pool *p, const piece *pieces, size_t n)
{
    pthread_mutex_lock(&p->mutex);
    for (size_t i = 0; i < n; ++i)
        p->waiting[p->n_waiting++] = pieces[i];
    --p->n_busy;
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->mutex);
}

/* Divides a piece and its halves to the end. */
static void divide_all(pool *p, divider *d, piece whole)
{
    uint32_t middle = whole.n / 2;
    if (middle < MIN_PART)
        return;
    divide(d, p->order + whole.at, whole.n, middle, p->docs + whole.at);
    divide_all(p, d, (piece){whole.at, middle});
    divide_all(p, d, (piece){whole.at + middle, whole.n - middle});
}

/* Divides a large piece once and hands its halves on. */
static void divide_once(pool *p, divider *d, piece whole)
{
    uint32_t middle = whole.n / 2;
    divide(d, p->order + whole.at, whole.n, middle, p->docs + whole.at);
    piece halves[2] = {{whole.at + middle, whole.n - middle}, {whole.at, middle}};
    give_pieces(p, halves, 2);
}

static void *work(void *user)
{
    pool *p = user;
    size_t n = p->forward->n_terms ? p->forward->n_terms : 1;
    divider d = {.forward = p->forward, .table = p->table, .sides = p->sides};
    piece taken;
    d.terms = calloc(n, sizeof *d.terms);
    d.gains[0] = malloc(2 * n * sizeof *d.gains[0]);
    d.touched = malloc(n * sizeof *d.touched);
    if (d.terms && d.gains[0] && d.touched) {
        d.gains[1] = d.gains[0] + n;
    } else {
        pthread_mutex_lock(&p->mutex);
        p->no_memory = true;
        pthread_mutex_unlock(&p->mutex);
    }
    while (take_piece(p, &taken)) {
        if (taken.n > LARGE) {
            divide_once(p, &d, taken);
            continue;
        }
        divide_all(p, &d, taken);
        give_pieces(p, NULL, 0);
    }
    free(d.terms);
    free(d.gains[0]);
    free(d.touched);
    return NULL;
}

/* The caller's thread works too; fewer threads than wanted do as well. */
static void run(pool *p, unsigned n_threads)
{
    pthread_t threads[MAX_THREADS];
    unsigned n_started = 0;
    while (n_started + 1 < n_threads && n_started < MAX_THREADS &&
           pthread_create(&threads[n_started], NULL, work, p) == 0)
        ++n_started;
    work(p);
    while (n_started)
        pthread_join(threads[--n_started], NULL);
}

static void make_table(int32_t *table)
{
    for (uint32_t d = 0; d < TABLE; ++d)
        table[d] = (int32_t)lround(UNIT * gain_exact(d));
}

eco_status ecoi_bisect(const ecoi_forward *forward, unsigned n_threads, bool (*keep_on)(void *user),
                       void *user, uint32_t *order, eco_error *error)
{
    uint32_t n = forward->n_docs;
    pool p = {.forward = forward, .order = order, .keep_on = keep_on, .user = user};
    for (uint32_t doc = 0; doc < n; ++doc)
        order[doc] = doc;
    if (n < 2 * MIN_PART)
        return ECO_OK;
    make_table(p.table);
    p.docs = malloc((size_t)n * sizeof *p.docs);
    p.sides = malloc(n);
    p.waiting = malloc(((size_t)n / (LARGE / 2) + 2) * sizeof *p.waiting);
    if (p.docs && p.sides && p.waiting) {
        p.waiting[p.n_waiting++] = (piece){0, n};
        pthread_mutex_init(&p.mutex, NULL);
        pthread_cond_init(&p.work, NULL);
        run(&p, n_threads);
        pthread_cond_destroy(&p.work);
        pthread_mutex_destroy(&p.mutex);
    } else {
        p.no_memory = true;
    }
    free(p.docs);
    free(p.sides);
    free(p.waiting);
    if (p.no_memory)
        return ecoi_error_no_memory(error);
    return p.is_cancelled ? ecoi_error_set(error, ECO_E_CANCELLED, "the run was cancelled") : ECO_OK;
}
