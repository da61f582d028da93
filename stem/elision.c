/* SPDX-License-Identifier: MIT */
/*
 * The particle that lost its vowel is a word of its own, with its apostrophe: l' is not the letter l. It
 * stands before a vowel or h, before a figure (d'1,5), and before an acronym whose first letter is spoken
 * with a vowel (l'SNCF no, l'RSA yes). M'Bappé and Dev'up are no elisions: compound.c.
 *
 * With two capitals (L'Oréal) the particle may be part of a name: the joined form is added, so that "loreal"
 * finds it. Nouns that commonly have a capital (L'État, L'Europe: common.def) are spared that.
 */
#include <string.h>

#include "stem/chunk.h"

static const char *const particles[] = {"l", "d",  "j",     "m",      "t",      "s",     "n",
                                        "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"};

static bool is_particle(const ecoi_chunk *chunk, size_t i)
{
    for (size_t k = 0; k < sizeof particles / sizeof *particles; k++)
        if (ecoi_atom_is(chunk, i, particles[k]))
            return true;
    return false;
}

static bool is_spelled_out(const ecoi_glyph *glyphs, size_t n)
{
    static const char letters[] = "fhlmnrsx"; /* effe, ache, elle, emme, enne, erre, esse, ixe */
    for (size_t i = 0; i < n; i++)
        if (!glyphs[i].upper)
            return false;
    return glyphs[0].code < 0x80 && strchr(letters, (int)glyphs[0].code) != NULL;
}

bool ecoi_elision_matches(const ecoi_chunk *chunk, size_t i)
{
    if (chunk->atoms[i].link != ECOI_CHAR_APOSTROPHE || !is_particle(chunk, i))
        return false;
    const ecoi_atom *next = &chunk->atoms[i + 1];
    const ecoi_glyph *glyphs = &chunk->glyphs[next->first];
    return next->shape == ECOI_SHAPE_DIGITS || ecoi_char_elides(glyphs[0].code) ||
           is_spelled_out(glyphs, next->n);
}

/* L'Oréal: two capitals, then small letters, and no noun that has its capital for other reasons. */
static bool may_be_name(const ecoi_chunk *chunk, size_t i)
{
    const ecoi_atom *next = &chunk->atoms[i + 1];
    return chunk->glyphs[chunk->atoms[i].first].upper && chunk->glyphs[next->first].upper && next->n >= 3 &&
           !chunk->glyphs[next->first + 1].upper &&
           !(ecoi_atom_flags(chunk, i + 1) & (ECOI_WORD_STOP | ECOI_WORD_COMMON));
}

static void put_joined(ecoi_chunk *chunk, size_t i)
{
    char form[ECOI_TERM_MAX + 1], rest[ECOI_TERM_MAX + 1];
    size_t len = ecoi_atom_write(chunk, i, form), rest_len = ecoi_atom_write(chunk, i + 1, rest);
    if (len + rest_len > ECOI_TERM_MAX)
        return;
    memcpy(form + len, rest, rest_len);
    ecoi_chunk_put(chunk, ECO_TOKEN_COMPOUND, chunk->atoms[i].first, ecoi_atom_end(&chunk->atoms[i + 1]),
                   form, len + rest_len);
}

size_t ecoi_rule_elision(ecoi_chunk *chunk, size_t i)
{
    if (!ecoi_elision_matches(chunk, i))
        return 0;
    if (may_be_name(chunk, i))
        put_joined(chunk, i);
    ecoi_chunk_put_glyphs(chunk, ECO_TOKEN_ELISION, chunk->atoms[i].first, chunk->atoms[i + 1].first);
    ecoi_chunk_next(chunk);
    return 1;
}
