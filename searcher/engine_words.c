/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "searcher/engine_slice.h"

static bool add_word(ecoi_engine_words *w, ecoi_word *word)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->words[i] == word)
            return true;
    if (!ecoi_grow(&w->words, &w->cap, w->n + 1, sizeof *w->words) ||
        !ecoi_grow(&w->uses, &w->uses_cap, w->n + 1, sizeof *w->uses) ||
        !ecoi_grow(&w->n_uses, &w->n_uses_cap, w->n + 1, sizeof *w->n_uses))
        return false;
    w->words[w->n] = word;
    w->uses[w->n] = word->uses[0];
    w->n_uses[w->n++] = word->n_uses[0];
    return true;
}

static bool add_words(ecoi_engine_words *w, ecoi_query_node *node)
{
    bool fits = !node->word || add_word(w, node->word);
    for (size_t i = 0; fits && i < node->n_children; i++)
        fits = add_words(w, node->children[i]);
    for (size_t i = 0; fits && i < node->n_bonuses; i++)
        fits = add_words(w, node->bonuses[i]);
    return fits;
}

typedef struct named {
    eco_text text;
    uint32_t ordinal;
    bool formed;
} named;

static int by_text(const void *a, const void *b)
{
    const named *x = a, *y = b;
    return ecoi_text_compare(x->text, y->text);
}

static size_t list_terms(const ecoi_engine_words *w, const ecoi_engine_lexicon *lexicon, named *out)
{
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++)
        for (size_t k = 0; k < w->n_uses[i]; k++) {
            const ecoi_use *use = &w->uses[i][k];
            uint32_t ordinal = use->term.ordinal;
            if (out)
                out[n] = (named){ecoi_engine_lexicon_at(lexicon, ordinal)->text, ordinal,
                                 use->n_ordinals > 0 || use->n_unlike > 0};
            n++;
        }
    return n;
}

static eco_status settle_terms(ecoi_engine_words *w, const ecoi_engine_lexicon *lexicon, ecoi_arena *arena,
                               eco_error *error)
{
    size_t n = list_terms(w, lexicon, NULL);
    named *all = ecoi_arena_calloc(arena, n + 1, sizeof *all);
    w->terms = ecoi_arena_calloc(arena, n + 1, sizeof *w->terms);
    w->formed = ecoi_arena_calloc(arena, n + 1, sizeof *w->formed);
    if (!all || !w->terms || !w->formed)
        return ecoi_error_no_memory(error);
    list_terms(w, lexicon, all);
    qsort(all, n, sizeof *all, by_text);
    for (size_t i = 0; i < n; i++) {
        if (w->n_terms == 0 || w->terms[w->n_terms - 1] != all[i].ordinal)
            w->terms[w->n_terms++] = all[i].ordinal;
        w->formed[w->n_terms - 1] = w->formed[w->n_terms - 1] || all[i].formed;
    }
    return ECO_OK;
}

eco_status ecoi_engine_words_gather(ecoi_engine_words *w, const ecoi_engine_lexicon *lexicon,
                                    ecoi_query_node *plan, ecoi_arena *arena, eco_error *error)
{
    return add_words(w, plan) ? settle_terms(w, lexicon, arena, error) : ecoi_error_no_memory(error);
}

eco_status ecoi_engine_words_use(const ecoi_engine_words *w, size_t n_segments, ecoi_arena *arena,
                                 eco_error *error)
{
    for (size_t i = 0; i < w->n; i++) {
        ecoi_word *word = w->words[i];
        ecoi_use **uses = ecoi_arena_calloc(arena, n_segments + 1, sizeof *uses);
        size_t *n_uses = ecoi_arena_calloc(arena, n_segments + 1, sizeof *n_uses);
        if (!uses || !n_uses)
            return ecoi_error_no_memory(error);
        uses[0] = word->uses[0];
        n_uses[0] = word->n_uses[0];
        word->uses = uses;
        word->n_uses = n_uses;
    }
    return ECO_OK;
}

void ecoi_engine_words_dispose(ecoi_engine_words *w)
{
    free(w->words);
    free(w->uses);
    free(w->n_uses);
}
