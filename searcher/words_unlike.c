/* SPDX-License-Identifier: MIT */
/* Which forms of a word's term lack an accent that was typed: decided over the forms of all segments, so that
 * a score does not depend on how documents are divided among them. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/error.h"
#include "searcher/accents.h"
#include "searcher/words.h"

/* The term in one segment. */
typedef struct part {
    ecoi_use *use; /* NULL: not there */
    const ecoi_term_form *forms;
    size_t n;
} part;

typedef struct gathering {
    ecoi_planner *planner;
    ecoi_map numbers; /* of the forms below */
    ecoi_term_form *forms;
    size_t cap;
    bool *unlike; /* by number */
} gathering;

static bool add_form(gathering *g, const ecoi_term_form *form)
{
    bool is_new;
    uint32_t number = ecoi_map_add(&g->numbers, form->form.ptr, form->form.len, &is_new);
    if (number == ECOI_MAP_NONE || !ecoi_grow(&g->forms, &g->cap, number + 1u, sizeof *g->forms))
        return false;
    if (is_new)
        g->forms[number] = (ecoi_term_form){form->form, form->folded, 0};
    g->forms[number].count += form->count;
    return true;
}

static ecoi_use *use_of(ecoi_word *word, size_t segment, uint32_t ordinal)
{
    for (size_t i = 0; i < word->n_uses[segment]; i++)
        if (word->uses[segment][i].term.ordinal == ordinal)
            return &word->uses[segment][i];
    return NULL;
}

/* Finds the term in a segment and adds its forms there. */
static eco_status gather(gathering *g, ecoi_word *word, size_t segment, const ecoi_form *form, part *out)
{
    ecoi_planner *p = g->planner;
    const ecoi_segment *s = p->snapshot->segments[segment];
    ecoi_term term;
    ecoi_term_walk walk;
    bool found;
    *out = (part){0};
    eco_status status = ecoi_segment_find_term(s, form->term, form->term_len, &term, &found, p->error);
    if (status || !found)
        return status;
    status = ecoi_segment_term_at(s, term.ordinal, &walk, p->error);
    if (!status)
        status = ecoi_segment_term_forms(s, &walk, p->arena, &out->forms, &out->n, p->error);
    for (size_t i = 0; !status && i < out->n; i++)
        if (!add_form(g, &out->forms[i]))
            status = ecoi_error_no_memory(p->error);
    out->use = status ? NULL : use_of(word, segment, term.ordinal);
    return status;
}

static eco_status decide(gathering *g, const ecoi_form *form, size_t *out_n)
{
    size_t n = g->numbers.n;
    uint32_t *numbers = ecoi_arena_calloc(g->planner->arena, n + 1, sizeof *numbers);
    g->unlike = ecoi_arena_calloc(g->planner->arena, n + 1, sizeof *g->unlike);
    if (!numbers || !g->unlike)
        return ecoi_error_no_memory(g->planner->error);
    *out_n = ecoi_accents_unlike((eco_text){form->form, form->form_len}, g->forms, n, numbers);
    for (size_t i = 0; i < *out_n; i++)
        g->unlike[numbers[i]] = true;
    return ECO_OK;
}

static eco_status mark(gathering *g, const part *in)
{
    uint16_t *unlike = ecoi_arena_calloc(g->planner->arena, in->n + 1, sizeof *unlike);
    size_t n = 0;
    if (!unlike)
        return ecoi_error_no_memory(g->planner->error);
    for (size_t i = 0; i < in->n; i++)
        if (g->unlike[ecoi_map_find(&g->numbers, in->forms[i].form.ptr, in->forms[i].form.len)])
            unlike[n++] = (uint16_t)i;
    in->use->unlike = unlike;
    in->use->n_unlike = n;
    return ECO_OK;
}

eco_status ecoi_word_mark_unlike(ecoi_planner *p, ecoi_word *word, const ecoi_form *form)
{
    size_t n = p->snapshot->n_segments, n_unlike = 0;
    gathering g = {.planner = p};
    part *parts = ecoi_arena_calloc(p->arena, n + 1, sizeof *parts);
    eco_status status = parts ? ECO_OK : ecoi_error_no_memory(p->error);
    for (size_t i = 0; !status && i < n; i++)
        status = gather(&g, word, i, form, &parts[i]);
    if (!status)
        status = decide(&g, form, &n_unlike);
    for (size_t i = 0; !status && n_unlike && i < n; i++)
        if (parts[i].use && !parts[i].use->unlike)
            status = mark(&g, &parts[i]);
    ecoi_map_dispose(&g.numbers);
    free(g.forms);
    return status;
}
