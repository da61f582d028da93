/* SPDX-License-Identifier: MIT */
#include "searcher/suggest_impl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"
#include "searcher/deleted.h"
#include "searcher/walk_forms.h"

enum { LETTERS_FOR_TWO_EDITS = 6, LETTERS_AN_ERROR = 4, SHORTEST_CANDIDATE = 3 };

typedef struct search {
    const ecoi_suggest_request *request;
    const ecoi_suggest_word *word;
    ecoi_arena *arena;
    ecoi_candidate *out; /* best first */
    size_t n;
    const ecoi_segment *segment; /* the one that is walked */
    size_t segment_number;
    unsigned edits; /* with so many */
    float most_cost;
} search;

static bool is_letters(eco_text text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < 0x80 && (text.ptr[i] < 'a' || text.ptr[i] > 'z'))
            return false;
    return text.len >= SHORTEST_CANDIDATE;
}

/* The most frequent spelling of a folded form in the segment, and how often the form occurs. */
static eco_status read_uses(search *s, const ecoi_folded_walk *walk, ecoi_candidate *out, eco_error *error)
{
    uint64_t most = 0;
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && i < walk->n_uses; i++) {
        ecoi_term_walk term;
        const ecoi_term_form *forms = NULL;
        const uint64_t *counts = NULL;
        size_t n = 0, ordinal = walk->uses[i].ordinal;
        status = ecoi_segment_term_at(s->segment, walk->uses[i].term, &term, error);
        if (!status)
            status = ecoi_segment_term_forms(s->segment, &term, s->arena, &forms, &n, error);
        if (!status)
            status = ecoi_live_forms(s->request->snapshot, s->segment_number, &term, forms, n, s->arena,
                                     &counts, error);
        if (status || ordinal >= n)
            continue;
        out->count += counts[ordinal];
        if (counts[ordinal] <= most)
            continue;
        most = counts[ordinal];
        out->form = forms[ordinal].form;
        eco_text key = {term.entry.key, term.entry.key_len};
        if (!ecoi_arena_text(s->arena, key, &out->term))
            status = ecoi_error_no_memory(error);
    }
    return status;
}

static double rank_of(const ecoi_candidate *c)
{
    return log(1 + (double)c->count) - ECOI_SUGGEST_PER_ERROR * (double)c->cost;
}

/* Puts the candidate in its place; the worst makes room. */
static void insert(search *s, ecoi_candidate candidate)
{
    size_t at = s->n;
    if (s->n == ECOI_SUGGEST_CANDIDATES && s->out[s->n - 1].rank >= candidate.rank)
        return;
    if (s->n == ECOI_SUGGEST_CANDIDATES)
        at--;
    else
        s->n++;
    for (; at > 0 && s->out[at - 1].rank < candidate.rank; at--)
        s->out[at] = s->out[at - 1];
    s->out[at] = candidate;
}

/* The candidate of the same folded form, taken out so that it can be ranked again; an empty one if none. */
static ecoi_candidate take(search *s, eco_text folded)
{
    for (size_t i = 0; i < s->n; i++)
        if (ecoi_text_equal(s->out[i].folded, folded)) {
            ecoi_candidate found = s->out[i];
            memmove(&s->out[i], &s->out[i + 1], (--s->n - i) * sizeof *s->out);
            return found;
        }
    return (ecoi_candidate){.count = 0};
}

static eco_status add(void *user, const ecoi_folded_walk *walk, unsigned edits, eco_error *error)
{
    search *s = user;
    eco_text folded = {walk->entry.key, walk->entry.key_len};
    if (edits != s->edits || !is_letters(folded))
        return ECO_OK;
    ecoi_candidate c = {.cost = ecoi_suggest_cost(s->word->folded, folded)}, here = c;
    if (c.cost > s->most_cost)
        return ECO_OK;
    eco_status status = read_uses(s, walk, &here, error);
    if (status || !here.form.ptr)
        return status;
    c = take(s, folded);
    here.count += c.count;
    if (c.count > here.count - c.count) { /* spelled as the larger share of the segments so far has it */
        here.form = c.form;
        here.term = c.term;
    }
    here.rank = rank_of(&here);
    if (!ecoi_arena_text(s->arena, folded, &here.folded))
        return ecoi_error_no_memory(error);
    insert(s, here);
    return ECO_OK;
}

/* Adds the words that are `edits` away and begin with the prefix. */
static eco_status walk_all(search *s, unsigned edits, eco_text prefix, eco_error *error)
{
    ecoi_automaton *automaton;
    s->edits = edits;
    eco_status status =
        ecoi_automaton_fuzzy(s->word->folded.ptr, s->word->folded.len, edits, &automaton, error);
    if (status)
        return status;
    for (size_t i = 0; !status && i < s->request->snapshot->n_segments; i++) {
        s->segment = s->request->snapshot->segments[i];
        s->segment_number = i;
        status = ecoi_walk_forms(s->segment, automaton, prefix, add, s, error);
    }
    ecoi_automaton_free(automaton);
    return status;
}

/* First letters that a word may have which was typed with `first`; each set is walked on its own. */
static const char *likely_first(char first)
{
    static const char *const alike[] = {"fp",  "pf", "ckqs", "kcq", "qck", "scz", "zs", "gj", "jg",
                                        "iyh", "yi", "oh",   "eha", "aeh", "uh",  "wv", "vw"};
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
        if (alike[i][0] == first)
            return alike[i];
    return NULL;
}

/* All of the dictionary is too much to walk with two edits. */
static eco_status walk_likely(search *s, eco_error *error)
{
    const char *first = likely_first(s->word->folded.ptr[0]);
    eco_status status = ECO_OK;
    if (!first) {
        size_t step;
        ecoi_utf8_decode(s->word->folded.ptr, s->word->folded.ptr + s->word->folded.len, &step);
        return walk_all(s, 2, (eco_text){s->word->folded.ptr, step}, error);
    }
    for (; !status && *first; first++)
        status = walk_all(s, 2, (eco_text){first, 1}, error);
    return status;
}

static size_t n_letters(eco_text text)
{
    size_t n = 0;
    for (size_t i = 0, step; i < text.len; i += step, n++)
        ecoi_utf8_decode(text.ptr + i, text.ptr + text.len, &step);
    return n;
}

eco_status ecoi_suggest_candidates(const ecoi_suggest_request *request, const ecoi_suggest_word *word,
                                   ecoi_arena *arena, ecoi_candidate *out, size_t *out_n, eco_error *error)
{
    search s = {.request = request, .word = word, .arena = arena, .out = out};
    size_t n = n_letters(word->folded);
    s.most_cost = (float)n / LETTERS_AN_ERROR;
    eco_status status = walk_all(&s, 1, (eco_text){"", 0}, error);
    if (!status && n >= LETTERS_FOR_TWO_EDITS)
        status = walk_likely(&s, error);
    *out_n = s.n;
    return status;
}
