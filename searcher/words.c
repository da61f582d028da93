/* SPDX-License-Identifier: MIT */
#include "searcher/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "searcher/deleted.h"
#include "searcher/walk_forms.h"

ecoi_word *ecoi_word_new(ecoi_planner *p, eco_text text, eco_zone zone)
{
    size_t n = p->snapshot->n_segments;
    ecoi_word *word = ecoi_arena_calloc(p->arena, 1, sizeof *word);
    if (!word)
        return NULL;
    word->zone = zone;
    word->uses = ecoi_arena_calloc(p->arena, n + 1, sizeof(ecoi_use *));
    word->n_uses = ecoi_arena_calloc(p->arena, n + 1, sizeof *word->n_uses);
    if (!word->uses || !word->n_uses || !ecoi_arena_text(p->arena, text, &word->text))
        return NULL;
    return word;
}

static bool is_hidden(eco_zone zone)
{
    return zone == ECO_ZONE_BOILERPLATE || zone == ECO_ZONE_PAYWALL;
}

static ecoi_use *find_use(const ecoi_word *word, size_t segment, const ecoi_term *term)
{
    for (size_t i = word->n_uses[segment]; i-- > 0;)
        if (word->uses[segment][i].term.ordinal == term->ordinal)
            return &word->uses[segment][i];
    return NULL;
}

/* The use of a term in a word, made when new; arrays grow by doubling in the arena. *out NULL: all documents
 * of the term are deleted, it is as if it were not there. */
static eco_status use_of(ecoi_planner *p, ecoi_word *word, size_t segment, const ecoi_term *term,
                         ecoi_use **out, bool *out_new)
{
    size_t n = word->n_uses[segment];
    uint32_t df;
    *out_new = false;
    if ((*out = find_use(word, segment, term)))
        return ECO_OK;
    eco_status status = ecoi_live_df(p->snapshot, segment, term, &df, p->error);
    if (status || df == 0)
        return status;
    if ((n & (n - 1)) == 0) {
        ecoi_use *grown = ecoi_arena_calloc(p->arena, n ? 2 * n : 1, sizeof *grown);
        if (!grown)
            return ecoi_error_no_memory(p->error);
        if (n)
            memcpy(grown, word->uses[segment], n * sizeof *grown);
        word->uses[segment] = grown;
    }
    *out_new = true;
    word->n_uses[segment]++;
    word->uses[segment][n] = (ecoi_use){.term = *term, .df = df};
    *out = &word->uses[segment][n];
    return ECO_OK;
}

static eco_status count_clause(ecoi_planner *p)
{
    if (++p->n_clauses > p->max_clauses)
        return ecoi_error_set(p->error, ECO_E_LIMIT,
                              "the query comes to more than %zu words once its wildcards are expanded "
                              "(max-clauses allows more)",
                              p->max_clauses);
    return ECO_OK;
}

static eco_status add_whole(ecoi_planner *p, ecoi_word *word, size_t segment, const ecoi_term *term)
{
    bool is_new;
    ecoi_use *use;
    eco_status status = use_of(p, word, segment, term, &use, &is_new);
    if (status || !use)
        return status;
    use->ordinals = NULL;
    use->n_ordinals = 0;
    return is_new ? count_clause(p) : ECO_OK;
}

static int by_value(const void *a, const void *b)
{
    return (int)*(const uint16_t *)a - (int)*(const uint16_t *)b;
}

/* Adds one form of a term; once all forms are in, the filter falls away. */
static eco_status add_ordinal(ecoi_planner *p, ecoi_word *word, size_t segment, const ecoi_term *term,
                              uint32_t ordinal)
{
    bool is_new;
    word->by_form = true;
    if (term->n_forms < 2)
        return add_whole(p, word, segment, term);
    ecoi_use *use;
    eco_status status = use_of(p, word, segment, term, &use, &is_new);
    if (status || !use)
        return status;
    if (!is_new && use->n_ordinals == 0)
        return ECO_OK; /* the whole term is in */
    for (size_t i = 0; i < use->n_ordinals; i++)
        if (use->ordinals[i] == ordinal)
            return ECO_OK;
    uint16_t *ordinals = ecoi_arena_calloc(p->arena, use->n_ordinals + 1, sizeof *ordinals);
    if (!ordinals)
        return ecoi_error_no_memory(p->error);
    if (use->n_ordinals)
        memcpy(ordinals, use->ordinals, use->n_ordinals * sizeof *ordinals);
    ordinals[use->n_ordinals++] = (uint16_t)ordinal;
    qsort(ordinals, use->n_ordinals, sizeof *ordinals, by_value);
    use->ordinals = ordinals;
    if (use->n_ordinals == term->n_forms) {
        use->ordinals = NULL;
        use->n_ordinals = 0;
    }
    return is_new ? count_clause(p) : ECO_OK;
}

static eco_status add_term(ecoi_planner *p, ecoi_word *word, size_t segment, const char *bytes, size_t len)
{
    ecoi_term term;
    bool found;
    eco_status status =
        ecoi_segment_find_term(p->snapshot->segments[segment], bytes, len, &term, &found, p->error);
    return status || !found ? status : add_whole(p, word, segment, &term);
}

eco_status ecoi_word_add_term(ecoi_planner *p, ecoi_word *word, eco_text term)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && i < p->snapshot->n_segments; i++)
        status = add_term(p, word, i, term.ptr, term.len);
    return status;
}

/* Whether a form of a term is spelled as the query's. */
static eco_status spelled_so(ecoi_planner *p, const ecoi_segment *segment, const ecoi_term_walk *walk,
                             uint32_t ordinal, const ecoi_form *form, bool *out)
{
    const ecoi_term_form *forms;
    size_t n;
    eco_status status = ecoi_segment_term_forms(segment, walk, p->arena, &forms, &n, p->error);
    *out = !status && ordinal < n && forms[ordinal].form.len == form->form_len &&
           memcmp(forms[ordinal].form.ptr, form->form, form->form_len) == 0;
    return status;
}

static bool same_spelling(const ecoi_form *form)
{
    return form->form_len == form->folded_len && memcmp(form->form, form->folded, form->form_len) == 0;
}

/* Whether a form of a term occurs in a document that is not deleted. */
static eco_status is_live(ecoi_planner *p, size_t segment, const ecoi_term_walk *walk, uint32_t ordinal,
                          bool *out)
{
    const ecoi_term_form *forms;
    const uint64_t *counts;
    size_t n;
    *out = true;
    if (!ecoi_has_deletions(p->snapshot, segment) || walk->term.n_forms < 2)
        return ECO_OK; /* where all of a term is deleted it has no use */
    const ecoi_segment *s = p->snapshot->segments[segment];
    eco_status status = ecoi_segment_term_forms(s, walk, p->arena, &forms, &n, p->error);
    if (!status)
        status = ecoi_live_forms(p->snapshot, segment, walk, forms, n, p->arena, &counts, p->error);
    *out = !status && ordinal < n && counts[ordinal] > 0;
    return status;
}

/* Uses of the folded spelling: with `exact` only the forms it names, else the whole terms. */
static eco_status add_folded(ecoi_planner *p, ecoi_word *word, size_t segment, const ecoi_form *form,
                             bool exact)
{
    const ecoi_segment *s = p->snapshot->segments[segment];
    ecoi_folded_walk walk;
    bool found;
    eco_status status = ecoi_segment_find_folded(s, form->folded, form->folded_len, &walk, &found, p->error);
    for (size_t i = 0; !status && found && i < walk.n_uses; i++) {
        ecoi_term_walk term;
        bool wanted = true;
        status = ecoi_segment_term_at(s, walk.uses[i].term, &term, p->error);
        if (!status && exact && !same_spelling(form))
            status = spelled_so(p, s, &term, walk.uses[i].ordinal, form, &wanted);
        if (!status && wanted)
            status = is_live(p, segment, &term, walk.uses[i].ordinal, &wanted);
        if (!status && wanted)
            status = exact ? add_ordinal(p, word, segment, &term.term, walk.uses[i].ordinal)
                           : ecoi_word_add_term(p, word, (eco_text){term.entry.key, term.entry.key_len});
    }
    return status;
}

static eco_status add_hidden(ecoi_planner *p, ecoi_word *word, size_t segment, const ecoi_form *form)
{
    char key[ECOI_TERM_MAX + 1];
    size_t len = form->term_len < ECOI_TERM_MAX ? form->term_len : ECOI_TERM_MAX - 1;
    key[0] = ECOI_TERM_HIDDEN;
    memcpy(key + 1, form->term, len);
    return add_term(p, word, segment, key, len + 1);
}

eco_status ecoi_word_add_form(ecoi_planner *p, ecoi_word *word, const ecoi_form *form, bool exact)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && i < p->snapshot->n_segments; i++) {
        if (is_hidden(word->zone)) {
            status = add_hidden(p, word, i, form);
            continue;
        }
        if (!exact)
            status = add_term(p, word, i, form->term, form->term_len);
        /* plain words are their own terms and forms: one look-up tells all */
        if (!status && (exact || (same_spelling(form) && !p->snapshot->plain)))
            status = add_folded(p, word, i, form, exact);
    }
    return status;
}

static bool mark_folded(ecoi_marks *marks, const char *folded, size_t len, unsigned word)
{
    bool is_new;
    uint32_t number = ecoi_map_add(&marks->folded, folded, len, &is_new);
    marks->any_strong = true;
    return number != ECOI_MAP_NONE && (!is_new || ecoi_buf_append32(&marks->folded_words, word));
}

/* A word that a pattern fills, in one segment. */
typedef struct filling {
    ecoi_planner *planner;
    ecoi_word *word;
    size_t segment;
} filling;

static eco_status add_walked(void *user, const ecoi_folded_walk *walk, unsigned edits, eco_error *error)
{
    const filling *f = user;
    ecoi_planner *p = f->planner;
    (void)edits;
    eco_status status = mark_folded(p->marks, walk->entry.key, walk->entry.key_len, p->marks->n_words)
                            ? ECO_OK
                            : ecoi_error_no_memory(error);
    for (size_t i = 0; !status && i < walk->n_uses; i++) {
        ecoi_term_walk term;
        bool live = false;
        status = ecoi_segment_term_at(p->snapshot->segments[f->segment], walk->uses[i].term, &term, error);
        if (!status)
            status = is_live(p, f->segment, &term, walk->uses[i].ordinal, &live);
        if (!status && live)
            status = add_ordinal(p, f->word, f->segment, &term.term, walk->uses[i].ordinal);
    }
    return status;
}

eco_status ecoi_word_add_pattern(ecoi_planner *p, ecoi_word *word, const ecoi_automaton *automaton)
{
    eco_text prefix = ecoi_automaton_prefix(automaton);
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && i < p->snapshot->n_segments; i++) {
        filling f = {p, word, i};
        status = ecoi_walk_forms(p->snapshot->segments[i], automaton, prefix, add_walked, &f, p->error);
    }
    return status;
}

bool ecoi_word_is_restricted(const ecoi_word *word, size_t segment)
{
    bool restricted = word->zone != ECOI_ANY_ZONE;
    for (size_t i = 0; !restricted && i < word->n_uses[segment]; i++)
        restricted = word->uses[segment][i].n_ordinals > 0;
    return restricted;
}

bool ecoi_word_has_unlike(const ecoi_word *word, size_t segment)
{
    bool has = false;
    for (size_t i = 0; !has && i < word->n_uses[segment]; i++)
        has = word->uses[segment][i].n_unlike > 0;
    return has;
}
