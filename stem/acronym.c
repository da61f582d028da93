/* SPDX-License-Identifier: MIT */
/* C.N.R.S. is the word CNRS; R&D, H&M, AT&T keep their sign ("R & D" apart is joined in context.c). */
#include "stem/chunk.h"

static bool is_letters(const ecoi_chunk *chunk, size_t i, size_t n_most)
{
    return i < chunk->n_atoms && chunk->atoms[i].shape == ECOI_SHAPE_LETTERS && chunk->atoms[i].n <= n_most;
}

static size_t n_initials(const ecoi_chunk *chunk, size_t i)
{
    size_t n = 0;
    while (is_letters(chunk, i + n, 1)) {
        n++;
        if (chunk->atoms[i + n - 1].link != ECOI_CHAR_DOT)
            break;
    }
    return n;
}

static size_t put_initials(ecoi_chunk *chunk, size_t i, size_t n)
{
    ecoi_glyph letters[ECOI_TERM_MAX];
    char form[ECOI_TERM_MAX + 1];
    size_t n_used = n < ECOI_TERM_MAX ? n : ECOI_TERM_MAX;
    for (size_t k = 0; k < n_used; k++)
        letters[k] = chunk->glyphs[chunk->atoms[i + k].first];
    size_t len = ecoi_glyphs_write(letters, n_used, form);
    ecoi_chunk_put(chunk, ECO_TOKEN_ACRONYM, chunk->atoms[i].first, ecoi_atom_end(&chunk->atoms[i + n - 1]),
                   form, len);
    ecoi_chunk_next(chunk);
    return n;
}

size_t ecoi_rule_acronym(ecoi_chunk *chunk, size_t i)
{
    enum { LONGEST_SIDE = 2 };
    size_t n = n_initials(chunk, i);
    if (n >= 2)
        return put_initials(chunk, i, n);
    if (chunk->atoms[i].link != ECOI_CHAR_AMPERSAND || !is_letters(chunk, i, LONGEST_SIDE) ||
        !is_letters(chunk, i + 1, LONGEST_SIDE))
        return 0;
    ecoi_chunk_put_glyphs(chunk, ECO_TOKEN_ACRONYM, chunk->atoms[i].first,
                          ecoi_atom_end(&chunk->atoms[i + 1]));
    ecoi_chunk_next(chunk);
    return 2;
}
