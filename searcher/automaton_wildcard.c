/* SPDX-License-Identifier: MIT */
/* Patterns with * (any run, the empty one too) and ? (one character). */
#include "searcher/automaton_impl.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"

static void add_star(ecoi_automaton *automaton)
{
    if (automaton->n == 0 || !ecoi_element_has(&automaton->stars, automaton->n - 1))
        ecoi_element_add(&automaton->stars, automaton->n++);
}

static void compile(ecoi_automaton *automaton, const char *pattern, size_t len)
{
    bool in_prefix = true;
    for (size_t i = 0, step; i < len; i += step) {
        bool escaped = pattern[i] == '\\' && i + 1 < len;
        bool wild = !escaped && (pattern[i] == '*' || pattern[i] == '?');
        i += escaped;
        uint32_t code_point = ecoi_utf8_decode(pattern + i, pattern + len, &step);
        in_prefix = in_prefix && !wild;
        if (in_prefix) {
            memcpy(automaton->prefix + automaton->prefix_len, pattern + i, step);
            automaton->prefix_len += step;
        }
        if (wild && code_point == '*')
            add_star(automaton);
        else if (wild)
            ecoi_element_add(&automaton->other, automaton->n++);
        else
            ecoi_element_add(ecoi_automaton_letter(automaton, code_point), automaton->n++);
    }
    ecoi_automaton_seal(automaton);
}

eco_status ecoi_automaton_wildcard(const char *pattern, size_t len, ecoi_automaton **out, eco_error *error)
{
    if (len > ECOI_AUTOMATON_MAX_PATTERN)
        return ecoi_error_set(error, ECO_E_LIMIT, "a word with * or ? is at most %d bytes (pattern length)",
                              ECOI_AUTOMATON_MAX_PATTERN);
    ecoi_automaton *automaton = calloc(1, sizeof *automaton);
    if (!automaton)
        return ecoi_error_no_memory(error);
    compile(automaton, pattern, len);
    *out = automaton;
    return ECO_OK;
}

/* A star may stand for nothing, so what reaches it reaches the element after it, which is no star. */
static void pass_stars(const ecoi_automaton *automaton, ecoi_element_set *set)
{
    uint64_t carry = 0;
    for (int i = 0; i < ECOI_AUTOMATON_WORDS; i++) {
        uint64_t at_star = set->bits[i] & automaton->stars.bits[i];
        set->bits[i] |= at_star << 1 | carry;
        carry = at_star >> 63;
    }
}

void ecoi_wildcard_start(const ecoi_automaton *automaton, ecoi_automaton_state *out)
{
    out->wildcard = (ecoi_element_set){.bits = {1}};
    pass_stars(automaton, &out->wildcard);
}

bool ecoi_wildcard_step(const ecoi_automaton *automaton, const ecoi_automaton_state *state,
                        const ecoi_element_set *fits, ecoi_automaton_state *out)
{
    uint64_t carry = 0, any = 0;
    for (int i = 0; i < ECOI_AUTOMATON_WORDS; i++) {
        uint64_t here = state->wildcard.bits[i], read = here & fits->bits[i];
        out->wildcard.bits[i] = read << 1 | carry | (here & automaton->stars.bits[i]);
        carry = read >> 63;
        any |= out->wildcard.bits[i];
    }
    pass_stars(automaton, &out->wildcard);
    return any != 0;
}

bool ecoi_wildcard_accepts(const ecoi_automaton *automaton, const ecoi_automaton_state *state)
{
    return ecoi_element_has(&state->wildcard, automaton->n);
}
