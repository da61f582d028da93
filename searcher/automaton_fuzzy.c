/* SPDX-License-Identifier: MIT */
/*
 * Words within a few edits, the sets of Wu and Manber ("Fast text searching allowing errors", 1992) anchored
 * at both ends, with transposition added as Hyyrö does ("A bit-vector algorithm for computing Levenshtein and
 * Damerau edit distances", 2003).
 */
#include "searcher/automaton_impl.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/utf8.h"

static bool compile(ecoi_automaton *automaton, const char *word, size_t len)
{
    for (size_t i = 0, step; i < len; i += step) {
        uint32_t code_point = ecoi_utf8_decode(word + i, word + len, &step);
        if (automaton->n == ECOI_AUTOMATON_MAX_FUZZY)
            return false;
        ecoi_element_add(ecoi_automaton_letter(automaton, code_point), automaton->n++);
    }
    ecoi_automaton_seal(automaton);
    return true;
}

eco_status ecoi_automaton_fuzzy(const char *word, size_t len, unsigned edits, ecoi_automaton **out,
                                eco_error *error)
{
    if (edits < 1 || edits > ECOI_AUTOMATON_MAX_EDITS)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "~ allows one or two edits, not %u", edits);
    ecoi_automaton *automaton = calloc(1, sizeof *automaton);
    if (!automaton)
        return ecoi_error_no_memory(error);
    automaton->edits = edits;
    if (!compile(automaton, word, len)) {
        free(automaton);
        return ecoi_error_set(error, ECO_E_LIMIT, "a word with ~ is at most %d characters (fuzzy length)",
                              ECOI_AUTOMATON_MAX_FUZZY);
    }
    *out = automaton;
    return ECO_OK;
}

/* The bits 0 to n. */
static uint64_t all_places(const ecoi_automaton *automaton)
{
    return UINT64_MAX >> (ECOI_AUTOMATON_MAX_FUZZY - automaton->n);
}

void ecoi_fuzzy_start(const ecoi_automaton *automaton, ecoi_automaton_state *out)
{
    *out = (ecoi_automaton_state){0};
    for (unsigned d = 0; d <= automaton->edits; d++)
        out->fuzzy.reached[d] = (((uint64_t)2 << d) - 1) & all_places(automaton);
}

bool ecoi_fuzzy_step(const ecoi_automaton *automaton, const ecoi_automaton_state *state,
                     const ecoi_element_set *fits, ecoi_automaton_state *out)
{
    const uint64_t *old = state->fuzzy.reached, *swapped = state->fuzzy.swapped, fit = fits->bits[0];
    uint64_t *reached = out->fuzzy.reached, places = all_places(automaton);
    reached[0] = (old[0] & fit) << 1 & places;
    out->fuzzy.swapped[0] = 0;
    for (unsigned d = 1; d <= automaton->edits; d++) {
        uint64_t read = (old[d] & fit) << 1, inserted = old[d - 1], substituted = old[d - 1] << 1;
        uint64_t left_out = reached[d - 1] << 1, transposed = (swapped[d] & fit) << 2;
        reached[d] = (read | inserted | substituted | left_out | transposed) & places;
        out->fuzzy.swapped[d] = old[d - 1] & fit >> 1;
    }
    return reached[automaton->edits] != 0;
}

bool ecoi_fuzzy_accepts(const ecoi_automaton *automaton, const ecoi_automaton_state *state,
                        unsigned *out_edits)
{
    for (unsigned d = 0; d <= automaton->edits; d++) {
        if (state->fuzzy.reached[d] >> automaton->n & 1) {
            *out_edits = d;
            return true;
        }
    }
    return false;
}
