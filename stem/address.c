/* SPDX-License-Identifier: MIT */
/*
 * URLs, domains, mail addresses, @mentions and #hashtags: one token for the whole, and its words at
 * consecutive positions from the same one on. The whole is written without scheme, www. and final slash, so
 * that the several ways to give an address are one. With a scheme the chunk holds the URL to its end
 * (context.c sees to that).
 */
#include <string.h>

#include "stem/chunk.h"

/* Endings that make a domain of words with dots between, without scheme or www. Those that are French words
 * or inclusive endings (es, de, me, us...) are left out. */
static const char *const domains[] = {
    "com", "org",   "net",    "info",    "fr",   "eu",  "io",   "tech", "gouv", "edu",
    "ch",  "lu",    "uk",     "biz",     "ai",   "app", "dev",  "bzh",  "wiki", "nc",
    "pf",  "paris", "alsace", "corsica", "asso", "cat", "coop", "html",
};

static bool is_domain_end(const ecoi_chunk *chunk, size_t i)
{
    const ecoi_glyph *glyphs = &chunk->glyphs[chunk->atoms[i].first];
    for (size_t k = 0; k < sizeof domains / sizeof *domains; k++)
        if (ecoi_atom_is(chunk, i, domains[k]))
            return glyphs[0].upper == glyphs[1].upper; /* "concrets.Info" is two sentences */
    return false;
}

static bool has_word_before(const ecoi_chunk *chunk, size_t glyph)
{
    return glyph > 0 && (chunk->glyphs[glyph - 1].class == ECOI_CHAR_LETTER ||
                         chunk->glyphs[glyph - 1].class == ECOI_CHAR_DIGIT);
}

/* #word or @word: the sign belongs to the word behind it. #1 is a number. */
static bool has_tag_sign(const ecoi_chunk *chunk, size_t i)
{
    size_t first = chunk->atoms[i].first;
    if (first == 0 || chunk->atoms[i].shape == ECOI_SHAPE_DIGITS)
        return false;
    uint8_t sign = chunk->glyphs[first - 1].class;
    return (sign == ECOI_CHAR_HASH || sign == ECOI_CHAR_AT) && !has_word_before(chunk, first - 1);
}

/* -- how far: each returns the last atom of its kind of address that begins at `i`, or NOTHING
 * -------------------- */

enum { NOTHING = ECOI_GLYPHS_MAX };

static size_t run_of(const ecoi_chunk *chunk, size_t i, const char *links)
{
    while (chunk->atoms[i].link != ECOI_CHAR_SEPARATOR && strchr(links, chunk->atoms[i].link))
        i++;
    return i;
}

static size_t host_end(const ecoi_chunk *chunk, size_t i)
{
    static const char links[] = {ECOI_CHAR_DOT, ECOI_CHAR_HYPHEN, 0};
    return run_of(chunk, i, links);
}

static bool has_dot(const ecoi_chunk *chunk, size_t i, size_t last)
{
    for (; i < last; i++)
        if (chunk->atoms[i].link == ECOI_CHAR_DOT)
            return true;
    return false;
}

static size_t mail_end(const ecoi_chunk *chunk, size_t i)
{
    static const char links[] = {ECOI_CHAR_DOT, ECOI_CHAR_HYPHEN, ECOI_CHAR_UNDERSCORE, ECOI_CHAR_PLUS, 0};
    size_t at = run_of(chunk, i, links);
    if (chunk->atoms[at].link != ECOI_CHAR_AT)
        return NOTHING;
    size_t last = host_end(chunk, at + 1);
    return has_dot(chunk, at + 1, last) ? last : NOTHING;
}

static size_t domain_end(const ecoi_chunk *chunk, size_t i)
{
    static const char links[] = {ECOI_CHAR_SLASH, ECOI_CHAR_DOT, ECOI_CHAR_HYPHEN, ECOI_CHAR_UNDERSCORE, 0};
    size_t last = host_end(chunk, i);
    bool www = ecoi_atom_is(chunk, i, "www") && chunk->atoms[i].link == ECOI_CHAR_DOT;
    bool domain = chunk->atoms[last].shape == ECOI_SHAPE_LETTERS && last > i &&
                  chunk->atoms[last - 1].link == ECOI_CHAR_DOT && is_domain_end(chunk, last);
    if (!www && !domain)
        return NOTHING;
    return chunk->atoms[last].link == ECOI_CHAR_SLASH ? run_of(chunk, last, links) : last;
}

/* What does not begin an address at the run's first word begins none further on; long runs are looked at
 * once. */
static bool is_inside_run(const ecoi_chunk *chunk, size_t i)
{
    uint8_t link = i > 0 ? chunk->atoms[i - 1].link : ECOI_CHAR_SEPARATOR;
    return link == ECOI_CHAR_DOT || link == ECOI_CHAR_HYPHEN || link == ECOI_CHAR_UNDERSCORE ||
           link == ECOI_CHAR_PLUS;
}

static size_t address_end(const ecoi_chunk *chunk, size_t i)
{
    static const char links[] = {ECOI_CHAR_UNDERSCORE, 0};
    if (has_tag_sign(chunk, i))
        return run_of(chunk, i, links);
    if (chunk->atoms[i].link == ECOI_CHAR_COLON && chunk->atoms[i].shape == ECOI_SHAPE_LETTERS)
        return chunk->n_atoms - 1;
    if (is_inside_run(chunk, i))
        return NOTHING;
    size_t last = mail_end(chunk, i);
    return last != NOTHING ? last : domain_end(chunk, i);
}

/* -- what becomes of it
 * ------------------------------------------------------------------------------------------- */

/* The first atom of the whole as it is written in the form. */
static size_t after_prefix(const ecoi_chunk *chunk, size_t i, size_t last)
{
    if (i < last && chunk->atoms[i].link == ECOI_CHAR_COLON)
        i++;
    if (i < last && chunk->atoms[i].link == ECOI_CHAR_DOT && ecoi_atom_is(chunk, i, "www"))
        i++;
    return i;
}

static void put_whole(ecoi_chunk *chunk, size_t i, size_t last)
{
    char form[ECOI_TERM_MAX + 1];
    bool tag = has_tag_sign(chunk, i);
    size_t first = chunk->atoms[i].first - (size_t)tag, end = ecoi_atom_end(&chunk->atoms[last]);
    size_t begin = tag ? first : chunk->atoms[after_prefix(chunk, i, last)].first;
    size_t len = ecoi_glyphs_write(chunk->glyphs + begin, end - begin, form);
    ecoi_chunk_put(chunk, ECO_TOKEN_ADDRESS, first, end, form, len);
}

size_t ecoi_rule_address(ecoi_chunk *chunk, size_t i)
{
    size_t last = address_end(chunk, i);
    if (last == NOTHING)
        return 0;
    put_whole(chunk, i, last);
    for (size_t k = i; k <= last; k++)
        ecoi_rule_word(chunk, k);
    return last - i + 1;
}
