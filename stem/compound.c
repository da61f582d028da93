/* SPDX-License-Identifier: MIT */
/*
 * Words tied by a hyphen, an apostrophe that is no elision, & + or _: each part at its own position, and
 * before them, at the first one's position, the compound written together: start-up is startup, Clust'R is
 * clustr, Auvergne-Rhône-Alpes answers to Rhône-Alpes. Phrases count the parts, so "start-up" and "start up"
 * are alike.
 *
 * There is no joined form where nobody would write one: figures (2016-2017), a verb and its pronoun (dit-il,
 * a-t-il), -ci and -là, only function words (est-à-dire), slugs of many words.
 */
#include <string.h>

#include "stem/chunk.h"

enum { MOST_PARTS = 5 };

static bool ties(uint8_t link)
{
    return link == ECOI_CHAR_HYPHEN || link == ECOI_CHAR_APOSTROPHE || link == ECOI_CHAR_AMPERSAND ||
           link == ECOI_CHAR_PLUS || link == ECOI_CHAR_UNDERSCORE;
}

/* An inclusive ending (vice-président-e-s) ends the compound: the atom before it is the last part. */
static size_t n_parts(const ecoi_chunk *chunk, size_t i)
{
    size_t n = 1;
    while (ties(chunk->atoms[i + n - 1].link) && !ecoi_inclusive_matches(chunk, i + n - 1))
        n++;
    return n;
}

static bool is_verb_and_pronoun(const ecoi_chunk *chunk, size_t i, size_t n)
{
    bool meeting = n == 2 && ecoi_atom_is(chunk, i, "rendez") && ecoi_atom_is(chunk, i + 1, "vous");
    return !meeting && chunk->atoms[i + n - 2].link == ECOI_CHAR_HYPHEN &&
           (ecoi_atom_flags(chunk, i + n - 1) & ECOI_WORD_CLITIC);
}

static bool is_joinable(const ecoi_chunk *chunk, size_t i, size_t n)
{
    bool letters = false, content = false;
    if (n > MOST_PARTS || is_verb_and_pronoun(chunk, i, n))
        return false;
    for (size_t k = i; k < i + n; k++) {
        letters |= chunk->atoms[k].shape != ECOI_SHAPE_DIGITS;
        content |= !(ecoi_atom_flags(chunk, k) & ECOI_WORD_STOP);
    }
    return letters && content;
}

static void put_joined(ecoi_chunk *chunk, size_t i, size_t n)
{
    char form[ECOI_TERM_MAX + 1], part[ECOI_TERM_MAX + 1];
    size_t len = 0;
    for (size_t k = i; k < i + n; k++) {
        size_t part_len = ecoi_atom_write(chunk, k, part);
        if (len + part_len > ECOI_TERM_MAX)
            return;
        memcpy(form + len, part, part_len);
        len += part_len;
    }
    ecoi_chunk_put(chunk, ECO_TOKEN_COMPOUND, chunk->atoms[i].first, ecoi_atom_end(&chunk->atoms[i + n - 1]),
                   form, len);
}

size_t ecoi_rule_compound(ecoi_chunk *chunk, size_t i)
{
    static ecoi_rule *const part_rules[] = {ecoi_rule_inclusive, ecoi_rule_elision, ecoi_rule_word};
    size_t n = n_parts(chunk, i), taken = 0;
    if (n == 1)
        return 0;
    if (is_joinable(chunk, i, n))
        put_joined(chunk, i, n);
    while (taken < n) {
        size_t took = 0;
        for (size_t rule = 0; took == 0; rule++)
            took = part_rules[rule](chunk, i + taken);
        taken += took;
    }
    return taken;
}
