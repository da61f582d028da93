/* SPDX-License-Identifier: MIT */
/*
 * A chunk (see scan.h) on its way to tokens. It is read as glyphs, glyphs are grouped to atoms (words and
 * what ties each to the next), and the rules are asked in turn, at each atom, how many atoms they take:
 *
 *   address     URL, domain, mail address, @mention, #hashtag      address.c
 *   number      1,5  88.000  1'000                                 number.c
 *   acronym     C.N.R.S.  R&D                                      acronym.c
 *   inclusive   entrepreneur·e·s  étudiant(e)s  acteur/trice       inclusive.c
 *   elision     l'innovation  qu'il  L'Oréal                       elision.c
 *   compound    start-up  Rhône-Alpes  Clust'R                     compound.c
 *   word        all that is left; techStartup  covid19  20h30      word.c
 *
 * Each rule knows nothing of the others but what it names in its own file.
 */
#ifndef ECOI_STEM_CHUNK_H
#define ECOI_STEM_CHUNK_H

#include "stem/analyser.h"
#include "stem/chars.h"
#include "stem/forms.h"
#include "stem/glyphs.h"

typedef enum ecoi_shape {
    ECOI_SHAPE_LETTERS,
    ECOI_SHAPE_DIGITS,
    ECOI_SHAPE_MIXED,
    ECOI_SHAPE_IDEOGRAPH
} ecoi_shape;

typedef struct ecoi_atom {
    uint16_t first, n; /* glyphs */
    uint8_t shape;     /* ecoi_shape */
    uint8_t link; /* ecoi_char of the one joiner before the next atom; COLON for ://, OPEN for )(, LETTER when
                     the next follows at once (5.00|TTC), SEPARATOR for anything else and after the last */
} ecoi_atom;

typedef struct ecoi_chunk {
    ecoi_form_table *forms;
    ecoi_token *tokens; /* positions and starts counted from the chunk's beginning */
    size_t n_tokens, cap;
    uint32_t position; /* of the next word */
    bool failed;       /* memory ran out */
    size_t n_glyphs, n_atoms;
    ecoi_glyph glyphs[ECOI_GLYPHS_MAX];
    ecoi_atom atoms[ECOI_GLYPHS_MAX];
} ecoi_chunk;

/* Fills chunk->tokens from at most ECOI_GLYPHS_MAX bytes; chunk->position is then the number of positions. */
void ecoi_chunk_analyse(ecoi_chunk *chunk, const char *text, size_t len);

/* -- for the rules
 * ------------------------------------------------------------------------------------------------ */

/* How many atoms from `i` on a rule takes; it has then put their tokens. 0: not its case. */
typedef size_t ecoi_rule(ecoi_chunk *chunk, size_t i);
ecoi_rule ecoi_rule_address, ecoi_rule_number, ecoi_rule_acronym, ecoi_rule_inclusive, ecoi_rule_elision,
    ecoi_rule_compound, ecoi_rule_word;

/* Whether the inclusive rule would take the atom. */
bool ecoi_inclusive_matches(const ecoi_chunk *chunk, size_t i);
/* Whether the atom is an elided particle before its word. */
bool ecoi_elision_matches(const ecoi_chunk *chunk, size_t i);

/* Adds a token for glyphs [first, end) at the position of the next word. */
void ecoi_chunk_put(ecoi_chunk *chunk, eco_token_kind kind, size_t first, size_t end, const char *form,
                    size_t len);
/* The same with the glyphs themselves as the form. */
void ecoi_chunk_put_glyphs(ecoi_chunk *chunk, eco_token_kind kind, size_t first, size_t end);
/* The same for a word in bare capitals. */
void ecoi_chunk_put_capitals(ecoi_chunk *chunk, size_t first, size_t end);
/* The next token is a new word. */
static inline void ecoi_chunk_next(ecoi_chunk *chunk)
{
    chunk->position++;
}

static inline size_t ecoi_atom_end(const ecoi_atom *atom)
{
    return (size_t)atom->first + atom->n;
}

/* Writes the atom's word (room for ECOI_TERM_MAX + 1 bytes). */
size_t ecoi_atom_write(const ecoi_chunk *chunk, size_t i, char *out);
/* Compares the atom's word with an ASCII one in lower case. */
bool ecoi_atom_is(const ecoi_chunk *chunk, size_t i, const char *word);
/* The flags that the lexicon has for the atom's word. */
unsigned ecoi_atom_flags(const ecoi_chunk *chunk, size_t i);

#endif
