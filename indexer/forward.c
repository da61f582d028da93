/* SPDX-License-Identifier: MIT */
/* Which terms a document has (reorder.h): what the segment knows the other way round. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "indexer/reorder.h"

enum {
    MAP_BYTES = 8 << 20, /* pages of the map are given back after so many bytes of postings */
    MIN_DF = 16,         /* fewer documents gain next to nothing */
    MOST_DF_SHARE = 4    /* nor do those of a term which more than a quarter have */
};

typedef struct chosen_term {
    uint32_t ordinal, df;
} chosen_term;

static int by_df(const void *a, const void *b)
{
    const chosen_term *x = a, *y = b;
    if (x->df != y->df)
        return x->df < y->df ? 1 : -1;
    return (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

/* The terms that count, the most frequent first: their states then lie together. */
static eco_status choose_terms(const ecoi_segment *segment, uint64_t max_entries, chosen_term **out,
                               size_t *out_n, eco_error *error)
{
    ecoi_term_walk walk;
    bool more;
    size_t cap = 0;
    uint64_t n_entries = 0;
    uint32_t most = ecoi_segment_n_docs(segment) / MOST_DF_SHARE;
    eco_status status = ecoi_segment_walk_terms(segment, "", 0, &walk, &more, error);
    for (; status == ECO_OK && more; status = ecoi_segment_next_term(segment, &walk, &more, error)) {
        if (walk.term.df < MIN_DF || walk.term.df > most)
            continue;
        if (!ecoi_grow(out, &cap, *out_n + 1, sizeof **out))
            return ecoi_error_no_memory(error);
        (*out)[(*out_n)++] = (chosen_term){walk.term.ordinal, walk.term.df};
    }
    if (*out_n)
        qsort(*out, *out_n, sizeof **out, by_df);
    for (size_t i = 0; i < *out_n; ++i) {
        n_entries += (*out)[i].df;
        if (n_entries > max_entries)
            *out_n = i;
    }
    return status;
}

/* Calls for each posting of the chosen terms: number of the term among them, document. */
static eco_status visit(const ecoi_segment *segment, const chosen_term *terms, size_t n_terms,
                        ecoi_forward *f, void (*each)(ecoi_forward *f, uint32_t term, uint32_t doc),
                        eco_error *error)
{
    eco_status status = ECO_OK;
    uint64_t read = 0;
    for (size_t i = 0; status == ECO_OK && i < n_terms; ++i) {
        ecoi_term_walk walk;
        ecoi_cursor cursor;
        status = ecoi_segment_term_at(segment, terms[i].ordinal, &walk, error);
        if (status == ECO_OK)
            status = ecoi_segment_cursor(segment, &walk.term, &cursor, error);
        read += status == ECO_OK ? walk.term.postings_len : 0;
        for (uint32_t n; status == ECO_OK && (n = ecoi_cursor_next_block(&cursor)) != 0;)
            for (uint32_t j = 0; j < n; ++j)
                each(f, (uint32_t)i, cursor.ids[j]);
        if (status == ECO_OK && cursor.damaged)
            status = ecoi_error_set(error, ECO_E_CORRUPT, "%s: the postings of term \"%s\" are damaged",
                                    ecoi_segment_path(segment), walk.entry.key);
        if (read > MAP_BYTES) {
            ecoi_segment_forget(segment);
            read = 0;
        }
    }
    return status;
}

static void count(ecoi_forward *f, uint32_t term, uint32_t doc)
{
    (void)term;
    ++f->starts[doc + 1];
}

/* While terms are put, starts[doc] is where the next one goes. */
static void put(ecoi_forward *f, uint32_t term, uint32_t doc)
{
    f->terms[f->starts[doc]++] = term;
}

static void add_up(ecoi_forward *f)
{
    for (uint32_t doc = 0; doc < f->n_docs; ++doc)
        f->starts[doc + 1] += f->starts[doc];
}

eco_status ecoi_forward_make(const ecoi_segment *segment, uint64_t max_entries, ecoi_forward *out,
                             eco_error *error)
{
    ecoi_forward f = {.n_docs = ecoi_segment_n_docs(segment)};
    chosen_term *terms = NULL;
    size_t n_terms = 0;
    eco_status status = choose_terms(segment, max_entries, &terms, &n_terms, error);
    f.n_terms = (uint32_t)n_terms;
    f.starts = calloc((size_t)f.n_docs + 2, sizeof *f.starts);
    if (status == ECO_OK && !f.starts)
        status = ecoi_error_no_memory(error);
    if (status == ECO_OK)
        status = visit(segment, terms, n_terms, &f, count, error);
    if (status == ECO_OK) {
        add_up(&f);
        f.terms = malloc((f.starts[f.n_docs] + 1) * sizeof *f.terms);
        status = f.terms ? visit(segment, terms, n_terms, &f, put, error) : ecoi_error_no_memory(error);
    }
    if (status == ECO_OK) { /* each start has become the next one's */
        memmove(f.starts + 1, f.starts, (size_t)f.n_docs * sizeof *f.starts);
        f.starts[0] = 0;
        *out = f;
    } else {
        ecoi_forward_dispose(&f);
    }
    free(terms);
    return status;
}

void ecoi_forward_dispose(ecoi_forward *forward)
{
    free(forward->starts);
    free(forward->terms);
    *forward = (ecoi_forward){0};
}
