/* SPDX-License-Identifier: MIT */
#include "stem/chunk.h"

#include <string.h>

#include "base/buf.h"
#include "stem/atoms.h"

static ecoi_rule *const rules[] = {
    ecoi_rule_address, ecoi_rule_number,   ecoi_rule_acronym, ecoi_rule_inclusive,
    ecoi_rule_elision, ecoi_rule_compound, ecoi_rule_word,
};

void ecoi_chunk_analyse(ecoi_chunk *chunk, const char *text, size_t len)
{
    chunk->n_tokens = 0;
    chunk->position = 0;
    chunk->failed = false;
    chunk->n_glyphs = ecoi_glyphs_read(text, len, chunk->glyphs);
    chunk->n_atoms = ecoi_atoms_find(chunk->glyphs, chunk->n_glyphs, chunk->atoms);
    for (size_t i = 0; i < chunk->n_atoms;) {
        size_t taken = 0;
        for (size_t rule = 0; taken == 0; rule++) /* the last rule takes all */
            taken = rules[rule](chunk, i);
        i += taken;
    }
}

static void put_form(ecoi_chunk *chunk, eco_token_kind kind, size_t first, size_t end, uint32_t number)
{
    if (number == ECOI_MAP_NONE ||
        !ecoi_grow(&chunk->tokens, &chunk->cap, chunk->n_tokens + 1, sizeof *chunk->tokens)) {
        chunk->failed = true;
        return;
    }
    uint32_t start = chunk->glyphs[first].start, stop = chunk->glyphs[end - 1].end;
    chunk->tokens[chunk->n_tokens++] =
        (ecoi_token){number, chunk->position, start, stop - start, (uint8_t)kind};
}

void ecoi_chunk_put(ecoi_chunk *chunk, eco_token_kind kind, size_t first, size_t end, const char *form,
                    size_t len)
{
    put_form(chunk, kind, first, end, ecoi_form_table_add(chunk->forms, kind, form, len));
}

void ecoi_chunk_put_capitals(ecoi_chunk *chunk, size_t first, size_t end)
{
    char form[ECOI_TERM_MAX + 1];
    size_t len = ecoi_glyphs_write(chunk->glyphs + first, end - first, form);
    put_form(chunk, ECO_TOKEN_WORD, first, end, ecoi_form_table_add_capitals(chunk->forms, form, len));
}

void ecoi_chunk_put_glyphs(ecoi_chunk *chunk, eco_token_kind kind, size_t first, size_t end)
{
    char form[ECOI_TERM_MAX + 1];
    ecoi_chunk_put(chunk, kind, first, end, form,
                   ecoi_glyphs_write(chunk->glyphs + first, end - first, form));
}

size_t ecoi_atom_write(const ecoi_chunk *chunk, size_t i, char *out)
{
    return ecoi_glyphs_write(chunk->glyphs + chunk->atoms[i].first, chunk->atoms[i].n, out);
}

bool ecoi_atom_is(const ecoi_chunk *chunk, size_t i, const char *word)
{
    const ecoi_glyph *glyph = chunk->glyphs + chunk->atoms[i].first;
    size_t n = chunk->atoms[i].n;
    if (strlen(word) != n)
        return false;
    for (size_t k = 0; k < n; k++)
        if (glyph[k].code != (unsigned char)word[k])
            return false;
    return true;
}

unsigned ecoi_atom_flags(const ecoi_chunk *chunk, size_t i)
{
    char form[ECOI_TERM_MAX + 1];
    size_t len = ecoi_atom_write(chunk, i, form);
    return ecoi_lexicon_find(chunk->forms->lexicon, form, len).flags;
}
