/* SPDX-License-Identifier: MIT */
/*
 * One word - or two that lost the space between them, as pages scraped from the web have them: techStartup,
 * BUSINESSLes, octobre2016, 88000euros, 20h30. The whole stays a word (joined form), its pieces are added at
 * consecutive positions. What is one word for all its capitals is left whole: PhD, iPhone, PMEs, A380, 5G,
 * 4x4 by their lengths, LinkedIn and its like by names.def.
 */
#include <string.h>

#include "stem/chunk.h"

enum { SHORTEST_PIECE = 2, SHORTEST_AFTER_CAPITALS = 3, SHORTEST_BEFORE_DIGITS = 3 };

typedef struct glyph_run {
    const ecoi_glyph *glyphs;
    size_t n;
} glyph_run;

static bool is_letter(const glyph_run *run, size_t i)
{
    return i < run->n && run->glyphs[i].class == ECOI_CHAR_LETTER;
}

static bool is_upper(const glyph_run *run, size_t i)
{
    return is_letter(run, i) && run->glyphs[i].upper;
}

static bool is_lower(const glyph_run *run, size_t i)
{
    return is_letter(run, i) && !run->glyphs[i].upper;
}

static bool is_digit(const glyph_run *run, size_t i)
{
    return i < run->n && run->glyphs[i].class == ECOI_CHAR_DIGIT;
}

static size_t n_letters_from(const glyph_run *run, size_t i)
{
    size_t n = 0;
    while (is_letter(run, i + n))
        n++;
    return n;
}

/* Mc of McDonald is no word. */
static bool is_mc(const glyph_run *run, size_t from, size_t at)
{
    return at - from == 2 && run->glyphs[from].code == 'm' && run->glyphs[from + 1].code == 'c';
}

/* XIXème: figures in capitals before the ending of an ordinal. */
static bool is_roman_ordinal(const glyph_run *run, size_t from, size_t at)
{
    for (; from <= at; from++)
        if (run->glyphs[from].code > 0x7f || !strchr("ivxlc", (int)run->glyphs[from].code))
            return false;
    uint32_t e = at + 1 < run->n ? run->glyphs[at + 1].code : 0;
    return n_letters_from(run, at) == sizeof "xeme" - 1 && (e == 'e' || e == 0xe8) &&
           run->glyphs[at + 2].code == 'm' && run->glyphs[at + 3].code == 'e';
}

/* Two words meet between letters at - 1 and at; the piece began at `from`. */
static bool letters_part(const glyph_run *run, size_t from, size_t at)
{
    size_t left = at - from, right = n_letters_from(run, at);
    if (left < SHORTEST_PIECE || !is_upper(run, at) || is_mc(run, from, at))
        return false;
    if (is_lower(run, at - 1))
        return right >= SHORTEST_PIECE;
    return is_upper(run, at - 1) && is_lower(run, at + 1) && right >= SHORTEST_AFTER_CAPITALS &&
           !is_roman_ordinal(run, from, at);
}

/* 20h, 20h30: the hour's h stands between figures or at the end. */
static bool is_hour_mark(const glyph_run *run, size_t from, size_t at)
{
    return run->glyphs[at].code == 'h' && at - from <= 2 && is_digit(run, from) && is_digit(run, at - 1) &&
           (at + 1 == run->n || is_digit(run, at + 1));
}

/* 1er, 2e, 10ème, 2nd stay whole. */
static bool is_ordinal_ending(const glyph_run *run, size_t at)
{
    enum { LONGEST = 6 };
    uint32_t code = run->glyphs[at].code;
    size_t n = run->n - at;
    if (n > LONGEST || n_letters_from(run, at) != n)
        return false;
    return (code == 'e' && n <= 4) || code == 0xe8 || (code == 'i' && n >= 4) || (code == 'r' && n <= 3) ||
           (code == 'n' && n >= 2 && run->glyphs[at + 1].code == 'd') ||
           (n == 2 && ((code == 't' && run->glyphs[at + 1].code == 'h') ||
                       (code == 's' && run->glyphs[at + 1].code == 't')));
}

/* 10M€, 50k: the letter of a multiple. 5G, 3D, 2T are names. */
static bool is_multiple(const glyph_run *run, size_t at)
{
    return at + 1 == run->n && (run->glyphs[at].code == 'm' || run->glyphs[at].code == 'k');
}

static bool figure_ends(const glyph_run *run, size_t from, size_t at)
{
    if (is_hour_mark(run, from, at) || is_multiple(run, at))
        return true;
    return n_letters_from(run, at) >= SHORTEST_PIECE && !is_ordinal_ending(run, at);
}

/* The word before a figure ends: covid19, the h of 20h30, and the L of the article L1234-5. */
static bool figure_begins(const glyph_run *run, size_t from, size_t at, bool hyphen_follows)
{
    size_t n_letters = 0;
    while (n_letters < at - from && is_letter(run, at - 1 - n_letters))
        n_letters++;
    if (n_letters == 1 && at >= 2 && run->glyphs[at - 1].code == 'h' && is_digit(run, at - 2))
        return at - from == 1; /* the h has become a piece of its own */
    uint32_t code = run->glyphs[from].code;
    bool article = hyphen_follows && from == 0 && at == 1 && run->n >= 4 &&
                   (code == 'l' || code == 'r' || code == 'd' || code == 'a');
    return article || n_letters >= SHORTEST_BEFORE_DIGITS;
}

static bool is_border(const glyph_run *run, size_t from, size_t at, bool hyphen_follows)
{
    if (is_letter(run, at))
        return is_digit(run, at - 1) ? figure_ends(run, from, at) : letters_part(run, from, at);
    return is_digit(run, at) && is_letter(run, at - 1) && figure_begins(run, from, at, hyphen_follows);
}

/* The end of the piece that begins at `from`. */
static size_t piece_end(const glyph_run *run, size_t from, bool hyphen_follows)
{
    size_t at = from + 1;
    while (at < run->n && !is_border(run, from, at, hyphen_follows))
        at++;
    return at;
}

static void put_pieces(ecoi_chunk *chunk, const ecoi_atom *atom, const glyph_run *run, bool hyphen_follows)
{
    for (size_t from = 0, end; from < run->n; from = end) {
        end = piece_end(run, from, hyphen_follows);
        bool number = true;
        for (size_t i = from; i < end; i++)
            number &= is_digit(run, i);
        ecoi_chunk_put_glyphs(chunk, number ? ECO_TOKEN_NUMBER : ECO_TOKEN_WORD, atom->first + from,
                              atom->first + end);
        ecoi_chunk_next(chunk);
    }
}

static bool is_bare_capitals(const glyph_run *run)
{
    size_t n = 0;
    while (n < run->n && is_upper(run, n) && run->glyphs[n].code < 0x80)
        n++;
    return n == run->n;
}

size_t ecoi_rule_word(ecoi_chunk *chunk, size_t i)
{
    const ecoi_atom *atom = &chunk->atoms[i];
    const glyph_run run = {chunk->glyphs + atom->first, atom->n};
    bool hyphen_follows = atom->link == ECOI_CHAR_HYPHEN && chunk->atoms[i + 1].shape == ECOI_SHAPE_DIGITS;
    if (piece_end(&run, 0, hyphen_follows) == run.n || (ecoi_atom_flags(chunk, i) & ECOI_WORD_WHOLE)) {
        bool number = atom->shape == ECOI_SHAPE_DIGITS;
        if (is_bare_capitals(&run))
            ecoi_chunk_put_capitals(chunk, atom->first, ecoi_atom_end(atom));
        else
            ecoi_chunk_put_glyphs(chunk, number ? ECO_TOKEN_NUMBER : ECO_TOKEN_WORD, atom->first,
                                  ecoi_atom_end(atom));
        ecoi_chunk_next(chunk);
        return 1;
    }
    ecoi_chunk_put_glyphs(chunk, ECO_TOKEN_COMPOUND, atom->first, ecoi_atom_end(atom));
    put_pieces(chunk, atom, &run, hyphen_follows);
    return 1;
}
