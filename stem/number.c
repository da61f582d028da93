/* SPDX-License-Identifier: MIT */
/* Figures with marks inside: 1,5 and 1.5 are one number, so are 88.000, 88'000 and 88000 (groups of three
 * digits are thousands; groups apart by a space are joined in context.c). Dates and versions
 * (14.09.2016, 2.0.1) are so many numbers in a row, as with any other mark between them. */
#include <string.h>

#include "stem/chunk.h"

enum { GROUP = 3 };

static bool is_digits(const ecoi_chunk *chunk, size_t i)
{
    return i < chunk->n_atoms && chunk->atoms[i].shape == ECOI_SHAPE_DIGITS;
}

static bool goes_on(const ecoi_chunk *chunk, size_t i, ecoi_char link)
{
    return chunk->atoms[i].link == link && is_digits(chunk, i + 1);
}

/* The atoms of i, i + 1... that groups of three make thousands of; 1 when they do not. */
static size_t n_thousands(const ecoi_chunk *chunk, size_t i)
{
    const ecoi_atom *atom = &chunk->atoms[i];
    ecoi_char link = atom->link;
    size_t n = 1;
    if (atom->n > GROUP || chunk->glyphs[atom->first].code == '0')
        return 1;
    while (goes_on(chunk, i + n - 1, link) && chunk->atoms[i + n].n == GROUP)
        n++;
    if (link == ECOI_CHAR_COMMA && n == 2) /* 1,500 is one and a half; 1,500.00 and 1,500,000 are English */
        return goes_on(chunk, i + 1, ECOI_CHAR_DOT) ? 2 : 1;
    return goes_on(chunk, i + n - 1, link) ? 1 : n;
}

static size_t put_number(ecoi_chunk *chunk, size_t i, size_t n, size_t n_whole)
{
    char form[ECOI_TERM_MAX + 1], part[ECOI_TERM_MAX + 1];
    size_t len = 0;
    for (size_t k = 0; k < n; k++) {
        size_t part_len = ecoi_atom_write(chunk, i + k, part);
        if (k > 0 && len + part_len + 1 > ECOI_TERM_MAX)
            break; /* the first part may fill the form: there is no mark before it */
        if (k == n_whole)
            form[len++] = '.';
        memcpy(form + len, part, part_len);
        len += part_len;
    }
    ecoi_chunk_put(chunk, ECO_TOKEN_NUMBER, chunk->atoms[i].first, ecoi_atom_end(&chunk->atoms[i + n - 1]),
                   form, len);
    ecoi_chunk_next(chunk);
    return n;
}

size_t ecoi_rule_number(ecoi_chunk *chunk, size_t i)
{
    if (!is_digits(chunk, i))
        return 0;
    ecoi_char link = chunk->atoms[i].link;
    bool marked = link == ECOI_CHAR_DOT || link == ECOI_CHAR_COMMA || link == ECOI_CHAR_APOSTROPHE;
    size_t n_whole = marked ? n_thousands(chunk, i) : 1, last = i + n_whole - 1;
    ecoi_char mark = chunk->atoms[last].link;
    bool decimals = (mark == ECOI_CHAR_DOT || mark == ECOI_CHAR_COMMA) && is_digits(chunk, last + 1);
    bool more =
        decimals && (goes_on(chunk, last + 1, ECOI_CHAR_DOT) || goes_on(chunk, last + 1, ECOI_CHAR_COMMA));
    if (!decimals)
        return put_number(chunk, i, n_whole, n_whole);
    if (!more)
        return put_number(chunk, i, n_whole + 1, n_whole);
    for (last = i; goes_on(chunk, last, ECOI_CHAR_DOT) || goes_on(chunk, last, ECOI_CHAR_COMMA); last++)
        put_number(chunk, last, 1, 1);
    put_number(chunk, last, 1, 1);
    return last - i + 1;
}
