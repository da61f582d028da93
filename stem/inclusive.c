/* SPDX-License-Identifier: MIT */
/*
 * Inclusive forms say both genders at one position: entrepreneur·e·s is "entrepreneurs" and, as a variant,
 * "entrepreneures"; chercheurs/euses, acteur.rice.s, étudiant(e)s, salarié-e-s likewise; document(s) is read
 * as "document" and "documents". Endings: inclusive.def.
 */
#include <string.h>

#include "stem/chunk.h"

enum { OWN, ANY, ENDING_MAX = 16 };

static const struct ending {
    const char *written, *masculine, *feminine;
    uint8_t marks;
} endings[] = {
#define X(written, masculine, feminine, marks) {written, masculine, feminine, marks},
#include "stem/inclusive.def"
#undef X
};

typedef struct reading {
    const struct ending *ending;
    size_t n_atoms;
    size_t base_len; /* of the singular masculine in base[] */
    bool plural_s;   /* of the masculine */
    bool plural;     /* of the feminine */
    char base[ECOI_TERM_MAX + 1];
} reading;

static bool is_mark(uint8_t link)
{
    return link == ECOI_CHAR_MIDDOT || link == ECOI_CHAR_OPEN || link == ECOI_CHAR_SLASH ||
           link == ECOI_CHAR_DOT || link == ECOI_CHAR_HYPHEN;
}

static bool ends_with(const char *word, size_t len, const char *ending)
{
    size_t ending_len = strlen(ending);
    return len >= ending_len && memcmp(word + len - ending_len, ending, ending_len) == 0;
}

static bool is_allowed(const struct ending *ending, uint8_t mark)
{
    return ending->marks == ANY || (mark != ECOI_CHAR_DOT && mark != ECOI_CHAR_HYPHEN);
}

static const struct ending *find_ending(const char *written, const char *base, size_t base_len, uint8_t mark)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (strcmp(endings[i].written, written) == 0 && ends_with(base, base_len, endings[i].masculine) &&
            is_allowed(&endings[i], mark))
            return &endings[i];
    return NULL;
}

/* The mark after the ending where an s or x for the plural may follow. */
static bool repeats(uint8_t mark, uint8_t link)
{
    return link == mark || (mark == ECOI_CHAR_OPEN && link == ECOI_CHAR_CLOSE);
}

static bool is_plural_sign(const ecoi_chunk *chunk, size_t i)
{
    return i < chunk->n_atoms && ecoi_atom_is(chunk, i, "s");
}

/* "Fin.Elle" is two sentences and NFS-e no woman: the ending has capitals where its base has. Between
 * parentheses and the like SALARIÉ(e) may be meant. */
static bool has_fitting_case(const ecoi_chunk *chunk, size_t i, uint8_t mark)
{
    const ecoi_atom *base = &chunk->atoms[i], *ending = &chunk->atoms[i + 1];
    bool base_upper = chunk->glyphs[ecoi_atom_end(base) - 1].upper,
         ending_upper = chunk->glyphs[ending->first].upper;
    bool strict = mark == ECOI_CHAR_DOT || mark == ECOI_CHAR_HYPHEN;
    return strict ? base_upper == ending_upper : base_upper || !ending_upper;
}

/* Removes the plural's s of base or ending; tells whether there was one. */
static bool strip_s(char *word, size_t *len)
{
    if (*len < 2 || word[*len - 1] != 's')
        return false;
    word[--*len] = '\0';
    return true;
}

/* Base and ending as written, then with the s of one or both taken for the plural. */
static bool fit(reading *r, char *written, size_t written_len, uint8_t mark, bool plural)
{
    r->plural = r->plural_s = plural;
    r->ending = find_ending(written, r->base, r->base_len, mark);
    if (r->ending || strcmp(written, "s") == 0)
        return r->ending != NULL;
    r->plural |= strip_s(written, &written_len);
    r->ending = find_ending(written, r->base, r->base_len, mark);
    if (r->ending && !ends_with(r->base, r->base_len, "s")) {
        r->plural_s = r->plural && !ends_with(r->base, r->base_len, "x");
        return true;
    }
    r->plural_s = strip_s(r->base, &r->base_len);
    r->plural |= r->plural_s;
    r->ending = find_ending(written, r->base, r->base_len, mark);
    return r->ending != NULL;
}

static bool read_inclusive(const ecoi_chunk *chunk, size_t i, reading *r)
{
    char written[ECOI_TERM_MAX + 1];
    const ecoi_atom *base = &chunk->atoms[i];
    uint8_t mark = base->link;
    if (!is_mark(mark) || base->shape != ECOI_SHAPE_LETTERS || i + 1 >= chunk->n_atoms ||
        chunk->atoms[i + 1].shape != ECOI_SHAPE_LETTERS || chunk->atoms[i + 1].n > ENDING_MAX ||
        base->n < (mark == ECOI_CHAR_DOT || mark == ECOI_CHAR_HYPHEN ? 3 : 2) ||
        !has_fitting_case(chunk, i, mark))
        return false;
    r->base_len = ecoi_atom_write(chunk, i, r->base);
    size_t written_len = ecoi_atom_write(chunk, i + 1, written);
    uint8_t after = chunk->atoms[i + 1].link;
    bool more = repeats(mark, after) || (mark == ECOI_CHAR_OPEN && after == ECOI_CHAR_OPEN);
    bool sign = more && is_plural_sign(chunk, i + 2);
    r->n_atoms = sign ? 3 : 2;
    if (mark == ECOI_CHAR_DOT && chunk->atoms[i + r->n_atoms - 1].link == ECOI_CHAR_DOT)
        return false; /* a host name */
    return r->base_len + ENDING_MAX * 2 < ECOI_TERM_MAX && fit(r, written, written_len, mark, sign);
}

bool ecoi_inclusive_matches(const ecoi_chunk *chunk, size_t i)
{
    reading r;
    return read_inclusive(chunk, i, &r);
}

static size_t append(char *word, size_t len, const char *more)
{
    size_t more_len = strlen(more);
    memcpy(word + len, more, more_len + 1);
    return len + more_len;
}

/* With the ) of étudiant(e), which is no atom's. */
static size_t end_glyph(const ecoi_chunk *chunk, size_t last)
{
    size_t end = ecoi_atom_end(&chunk->atoms[last]);
    return end < chunk->n_glyphs && chunk->glyphs[end].class == ECOI_CHAR_CLOSE ? end + 1 : end;
}

/* pièces(s) has one too many. */
static bool is_doubled_s(const reading *r, size_t len)
{
    return strcmp(r->ending->feminine, "s") == 0 && ends_with(r->base, len, "ss");
}

size_t ecoi_rule_inclusive(ecoi_chunk *chunk, size_t i)
{
    reading r;
    if (!read_inclusive(chunk, i, &r))
        return 0;
    size_t first = chunk->atoms[i].first, end = end_glyph(chunk, i + r.n_atoms - 1), len = r.base_len;
    if (r.plural_s && !ends_with(r.base, len, "s") && !ends_with(r.base, len, "x"))
        len = append(r.base, len, "s");
    ecoi_chunk_put(chunk, ECO_TOKEN_WORD, first, end, r.base, len);
    len = r.base_len - strlen(r.ending->masculine);
    len = append(r.base, len, r.ending->feminine);
    if (r.plural && !ends_with(r.base, len, "s"))
        len = append(r.base, len, "s");
    if (!is_doubled_s(&r, len))
        ecoi_chunk_put(chunk, ECO_TOKEN_VARIANT, first, end, r.base, len);
    ecoi_chunk_next(chunk);
    return r.n_atoms;
}
