/* SPDX-License-Identifier: MIT */
/* The weight of a word: how many documents have its terms. */
#include "base/error.h"
#include "searcher/deleted.h"
#include "searcher/words.h"

static double sum_of_uses(const ecoi_planner *p, const ecoi_word *word)
{
    double df = 0;
    for (size_t i = 0; i < p->snapshot->n_segments; i++)
        for (size_t j = 0; j < word->n_uses[i]; j++)
            df += word->uses[i][j].df;
    return df;
}

/* Documents of a term in all segments. */
static eco_status add_term(const ecoi_planner *p, const ecoi_dictionary_entry *key, double *df)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && i < p->snapshot->n_segments; i++) {
        ecoi_term term;
        uint32_t live = 0;
        bool found;
        status =
            ecoi_segment_find_term(p->snapshot->segments[i], key->key, key->key_len, &term, &found, p->error);
        if (!status && found)
            status = ecoi_live_df(p->snapshot, i, &term, &live, p->error);
        *df += live;
    }
    return status;
}

/* A word that takes some forms of a term weighs what the term does in all segments, those too that have it in
 * other forms alone: however the documents are divided, it is the same. */
static eco_status sum_of_terms(const ecoi_planner *p, const ecoi_word *word, double most, double *df)
{
    ecoi_map keys = {0};
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && i < p->snapshot->n_segments; i++)
        for (size_t j = 0; !status && *df < most && j < word->n_uses[i]; j++) {
            ecoi_term_walk walk;
            bool is_new = false;
            status = ecoi_segment_term_at(p->snapshot->segments[i], word->uses[i][j].term.ordinal, &walk,
                                          p->error);
            if (!status && ecoi_map_add(&keys, walk.entry.key, walk.entry.key_len, &is_new) == ECOI_MAP_NONE)
                status = ecoi_error_no_memory(p->error);
            if (!status && is_new)
                status = add_term(p, &walk.entry, df);
        }
    ecoi_map_dispose(&keys);
    return status;
}

/* The frequency of several terms together is at most their sum: that bound is taken. */
eco_status ecoi_word_weigh(ecoi_planner *p, ecoi_word *word)
{
    double df = 0, n = (double)p->snapshot->n_docs;
    eco_status status = ECO_OK;
    if (word->by_form && p->snapshot->n_segments > 1)
        status = sum_of_terms(p, word, n, &df);
    else
        df = sum_of_uses(p, word);
    word->idf = ecoi_bm25_idf(n, df < n ? df : n);
    return status;
}
