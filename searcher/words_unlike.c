/* SPDX-License-Identifier: MIT */
/* Which forms of a word's terms are not as it was typed: decided over the forms of all segments, so that a
 * score does not depend on how documents are divided among them. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/error.h"
#include "searcher/accents.h"
#include "searcher/deleted.h"
#include "searcher/words.h"

/* A term in one segment. */
typedef struct part {
    ecoi_use *use; /* NULL: the word has it not there */
    const ecoi_term_form *forms;
    size_t n;
} part;

/* A term of the word. */
typedef struct family {
    part *parts;      /* by segment */
    ecoi_map numbers; /* of the forms below, which are those of all segments */
    ecoi_term_form *forms;
    size_t cap;
    bool *unlike; /* by number */
    size_t n_unlike;
} family;

static bool add_form(family *f, const ecoi_term_form *form, uint64_t count)
{
    bool is_new;
    uint32_t number = ecoi_map_add(&f->numbers, form->form.ptr, form->form.len, &is_new);
    if (number == ECOI_MAP_NONE || !ecoi_grow(&f->forms, &f->cap, number + 1u, sizeof *f->forms))
        return false;
    if (is_new)
        f->forms[number] = (ecoi_term_form){form->form, form->folded, 0};
    f->forms[number].count += count;
    return true;
}

static ecoi_use *use_of(ecoi_word *word, size_t segment, uint32_t ordinal)
{
    for (size_t i = 0; i < word->n_uses[segment]; i++)
        if (word->uses[segment][i].term.ordinal == ordinal)
            return &word->uses[segment][i];
    return NULL;
}

/* Finds a term in a segment and adds its forms there. */
static eco_status gather(ecoi_planner *p, ecoi_word *word, size_t segment, eco_text key, family *f)
{
    const ecoi_segment *s = p->snapshot->segments[segment];
    part *out = &f->parts[segment];
    ecoi_term term;
    ecoi_term_walk walk;
    const uint64_t *counts;
    bool found;
    eco_status status = ecoi_segment_find_term(s, key.ptr, key.len, &term, &found, p->error);
    if (status || !found)
        return status;
    status = ecoi_segment_term_at(s, term.ordinal, &walk, p->error);
    if (!status)
        status = ecoi_segment_term_forms(s, &walk, p->arena, &out->forms, &out->n, p->error);
    if (!status)
        status =
            ecoi_live_forms(p->snapshot, segment, &walk, out->forms, out->n, p->arena, &counts, p->error);
    for (size_t i = 0; !status && i < out->n; i++)
        if (counts[i] && !add_form(f, &out->forms[i], counts[i]))
            status = ecoi_error_no_memory(p->error);
    out->use = status ? NULL : use_of(word, segment, term.ordinal);
    return status;
}

static eco_status decide(ecoi_planner *p, eco_text typed, family *f, bool *any_alike)
{
    size_t n = f->numbers.n;
    bool alike;
    uint32_t *numbers = ecoi_arena_calloc(p->arena, n + 1, sizeof *numbers);
    f->unlike = ecoi_arena_calloc(p->arena, n + 1, sizeof *f->unlike);
    if (!numbers || !f->unlike)
        return ecoi_error_no_memory(p->error);
    f->n_unlike = ecoi_accents_unlike(typed, f->forms, n, numbers, &alike);
    for (size_t i = 0; i < f->n_unlike; i++)
        f->unlike[numbers[i]] = true;
    *any_alike = *any_alike || alike;
    return ECO_OK;
}

/* The terms of the word in all segments. */
static eco_status list_terms(ecoi_planner *p, const ecoi_word *word, ecoi_map *out)
{
    for (size_t i = 0; i < p->snapshot->n_segments; i++)
        for (size_t j = 0; j < word->n_uses[i]; j++) {
            ecoi_term_walk walk;
            eco_status status = ecoi_segment_term_at(p->snapshot->segments[i], word->uses[i][j].term.ordinal,
                                                     &walk, p->error);
            if (status)
                return status;
            if (ecoi_map_add(out, walk.entry.key, walk.entry.key_len, NULL) == ECOI_MAP_NONE)
                return ecoi_error_no_memory(p->error);
        }
    return ECO_OK;
}

static eco_status make_family(ecoi_planner *p, ecoi_word *word, eco_text key, eco_text typed, family *f,
                              bool *any_alike)
{
    size_t n = p->snapshot->n_segments;
    f->parts = ecoi_arena_calloc(p->arena, n + 1, sizeof *f->parts);
    eco_status status = f->parts ? ECO_OK : ecoi_error_no_memory(p->error);
    for (size_t i = 0; !status && i < n; i++)
        status = gather(p, word, i, key, f);
    return status ? status : decide(p, typed, f, any_alike);
}

/* A form is unlike when it is so to all that were typed. */
static eco_status mark(ecoi_planner *p, const family *f, const part *in, bool any_alike)
{
    uint16_t *unlike = ecoi_arena_calloc(p->arena, in->n + 1, sizeof *unlike);
    size_t n = 0;
    if (!unlike)
        return ecoi_error_no_memory(p->error);
    for (size_t i = 0; any_alike && f->n_unlike && i < in->n; i++) {
        uint32_t number = ecoi_map_find(&f->numbers, in->forms[i].form.ptr, in->forms[i].form.len);
        bool so_far = !in->use->unlike || ecoi_has_ordinal(in->use->unlike, in->use->n_unlike, (uint16_t)i);
        /* no number: all documents with the form are deleted */
        if (number != ECOI_MAP_NONE && f->unlike[number] && so_far)
            unlike[n++] = (uint16_t)i;
    }
    in->use->unlike = unlike;
    in->use->n_unlike = n;
    return ECO_OK;
}

eco_status ecoi_word_mark_unlike(ecoi_planner *p, ecoi_word *word, const ecoi_form *form)
{
    ecoi_map terms = {0};
    family *families = NULL;
    bool any_alike = false;
    if (p->snapshot->plain || word->weightless || word->zone == ECO_ZONE_BOILERPLATE ||
        word->zone == ECO_ZONE_PAYWALL)
        return ECO_OK;
    eco_status status = list_terms(p, word, &terms);
    if (!status) {
        families = ecoi_arena_calloc(p->arena, terms.n + 1, sizeof *families);
        status = families ? ECO_OK : ecoi_error_no_memory(p->error);
    }
    for (size_t i = 0; !status && i < terms.n; i++)
        status = make_family(p, word, (eco_text){terms.entries[i].key, terms.entries[i].len},
                             (eco_text){form->form, form->form_len}, &families[i], &any_alike);
    for (size_t i = 0; !status && i < terms.n; i++)
        for (size_t j = 0; !status && j < p->snapshot->n_segments; j++)
            if (families[i].parts[j].use)
                status = mark(p, &families[i], &families[i].parts[j], any_alike);
    for (size_t i = 0; families && i < terms.n; i++) {
        ecoi_map_dispose(&families[i].numbers);
        free(families[i].forms);
    }
    ecoi_map_dispose(&terms);
    return status;
}
