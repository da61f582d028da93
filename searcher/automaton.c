/* SPDX-License-Identifier: MIT */
#include "searcher/automaton_impl.h"

#include <stdlib.h>

#include "base/utf8.h"

void ecoi_automaton_free(ecoi_automaton *automaton)
{
    free(automaton);
}

eco_text ecoi_automaton_prefix(const ecoi_automaton *automaton)
{
    return (eco_text){automaton->prefix, automaton->prefix_len};
}

/* ---- letters ---- */

ecoi_element_set *ecoi_automaton_letter(ecoi_automaton *automaton, uint32_t code_point)
{
    unsigned i = 0;
    while (i < automaton->n_letters && automaton->letters[i].code_point != code_point)
        i++;
    if (i == automaton->n_letters)
        automaton->letters[automaton->n_letters++] = (ecoi_letter){.code_point = code_point};
    return &automaton->letters[i].fits;
}

static int by_code_point(const void *a, const void *b)
{
    uint32_t left = ((const ecoi_letter *)a)->code_point, right = ((const ecoi_letter *)b)->code_point;
    return (left > right) - (left < right);
}

void ecoi_automaton_seal(ecoi_automaton *automaton)
{
    qsort(automaton->letters, automaton->n_letters, sizeof *automaton->letters, by_code_point);
    for (unsigned i = 0; i < automaton->n_letters; i++) {
        ecoi_letter *letter = &automaton->letters[i];
        for (int word = 0; word < ECOI_AUTOMATON_WORDS; word++)
            letter->fits.bits[word] |= automaton->other.bits[word];
        if (letter->code_point < 128)
            automaton->ascii[letter->code_point] = (uint8_t)(i + 1);
    }
}

const ecoi_element_set *ecoi_automaton_fits(const ecoi_automaton *automaton, uint32_t code_point)
{
    if (code_point < 128) {
        unsigned letter = automaton->ascii[code_point];
        return letter ? &automaton->letters[letter - 1].fits : &automaton->other;
    }
    unsigned low = 0, high = automaton->n_letters;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (automaton->letters[middle].code_point < code_point)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < automaton->n_letters && automaton->letters[low].code_point == code_point)
        return &automaton->letters[low].fits;
    return &automaton->other;
}

/* ---- states of either kind ---- */

void ecoi_automaton_start(const ecoi_automaton *automaton, ecoi_automaton_state *out)
{
    if (automaton->edits)
        ecoi_fuzzy_start(automaton, out);
    else
        ecoi_wildcard_start(automaton, out);
}

bool ecoi_automaton_step(const ecoi_automaton *automaton, const ecoi_automaton_state *state,
                         const ecoi_element_set *fits, ecoi_automaton_state *out)
{
    return automaton->edits ? ecoi_fuzzy_step(automaton, state, fits, out)
                            : ecoi_wildcard_step(automaton, state, fits, out);
}

bool ecoi_automaton_accepts(const ecoi_automaton *automaton, const ecoi_automaton_state *state,
                            unsigned *out_edits)
{
    if (automaton->edits)
        return ecoi_fuzzy_accepts(automaton, state, out_edits);
    *out_edits = 0;
    return ecoi_wildcard_accepts(automaton, state);
}

bool ecoi_automaton_match(const ecoi_automaton *automaton, const char *word, size_t len, unsigned *out_edits)
{
    ecoi_automaton_state states[2];
    unsigned at = 0, edits;
    ecoi_automaton_start(automaton, &states[0]);
    for (size_t i = 0, step; i < len; i += step, at ^= 1) {
        uint32_t code_point = ecoi_utf8_decode(word + i, word + len, &step);
        const ecoi_element_set *fits = ecoi_automaton_fits(automaton, code_point);
        if (!ecoi_automaton_step(automaton, &states[at], fits, &states[at ^ 1]))
            return false;
    }
    bool accepted = ecoi_automaton_accepts(automaton, &states[at], &edits);
    if (accepted && out_edits)
        *out_edits = edits;
    return accepted;
}
