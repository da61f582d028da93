/* SPDX-License-Identifier: MIT */
#include "corpus/traits.h"

#include <string.h>

#include "base/utf8.h"

enum {
    PROSE_LEN = 200,
    PROSE_ENDED_LEN = 90,
    SHORT_LEN = 140,
    SHORT_WORDS = 16,
    TINY_LEN = 32,
    TINY_WORDS = 4
};

/* A brand may be written LinkedIn or OpenClassrooms; a word this long with a capital inside is two words. */
enum { GLUED_LEN = 11 };

/* What one pass over the characters counts. */
typedef struct tally {
    size_t letters, lower, upper, other; /* code points; other: neither letter, digit nor space */
    size_t words, names;                 /* names: words that begin with a capital and go on in lower case */
    size_t bars, slashes, dashes;        /* spaced separators: | > · •, /, - – — */
    bool glued, any_joint;
    /* the word at hand */
    size_t word_len;
    bool first_upper, joint, has_lower;
    uint32_t before, last; /* the two code points before the next one */
} tally;

/* Letters of Latin-1 and Latin Extended-A are told apart well enough for French. */
static bool is_upper(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7) || c == 0x152;
}

static bool is_lower(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xdf && c <= 0xff && c != 0xf7) || c == 0x153;
}

static bool is_space(uint32_t c)
{
    return c <= ' ' || c == 0xa0 || c == 0x202f;
}

static void end_word(tally *t)
{
    if (t->word_len > 0) {
        t->words++;
        t->names += t->first_upper && t->has_lower;
        t->glued |= t->joint && t->word_len >= GLUED_LEN;
        t->any_joint |= t->joint;
    }
    t->word_len = 0;
    t->first_upper = t->joint = t->has_lower = false;
}

static void add_letter(tally *t, uint32_t c)
{
    bool upper = is_upper(c), lower = is_lower(c);
    t->letters++;
    t->upper += upper;
    t->lower += lower;
    if (t->word_len == 0)
        t->first_upper = upper;
    /* "techStartup", and "BUSINESSLes": a capital that begins a word inside a word */
    t->joint |= t->word_len > 1 &&
                ((upper && is_lower(t->last)) ||
                 (lower && t->word_len > 3 && is_upper(t->last) && is_upper(t->before) && !t->has_lower));
    t->has_lower |= lower;
    t->word_len++;
}

/* A separator counts where it stands between spaces. */
static void add_separator(tally *t, uint32_t c)
{
    t->bars += c == '|' || c == '>' || c == 0xb7 || c == 0x2022 || c == 0x203a || c == 0x2192;
    t->slashes += c == '/';
    t->dashes += c == '-' || c == 0x2013 || c == 0x2014;
}

/* A small letter of a word that has begun with one or more others and has no capital at hand: most are. */
static bool goes_on(const tally *t, uint32_t c)
{
    return c >= 'a' && c <= 'z' && t->word_len > 0 && t->last >= 'a' && t->last <= 'z';
}

static void add(tally *t, uint32_t c, uint32_t next)
{
    if (goes_on(t, c)) {
        t->letters++;
        t->lower++;
        t->word_len++;
        t->has_lower = true;
    } else if (is_upper(c) || is_lower(c)) {
        add_letter(t, c);
    } else {
        if (!(c == '\'' || c == 0x2019 || c == 0x2bc || c == 0xad || (c >= 0x300 && c < 0x370)))
            end_word(t);
        t->other += !is_space(c) && (c < '0' || c > '9');
        if (is_space(t->last) && is_space(next))
            add_separator(t, c);
    }
    t->before = t->last;
    t->last = c;
}

static uint32_t decode(const char *p, const char *end, size_t *n)
{
    *n = 1;
    return (uint8_t)*p < 0x80 ? (uint8_t)*p : ecoi_utf8_decode(p, end, n);
}

static tally count(eco_text text)
{
    tally t = {.last = ' '};
    const char *p = text.ptr, *end = p + text.len;
    size_t n;
    for (uint32_t c = decode(p, end, &n); p < end;) {
        p += n;
        uint32_t next = p < end ? decode(p, end, &n) : ' ';
        add(&t, c, next);
        c = next;
    }
    end_word(&t);
    return t;
}

static bool ends_with(eco_text text, const char *tail)
{
    size_t n = strlen(tail);
    return text.len >= n && memcmp(text.ptr + text.len - n, tail, n) == 0;
}

static bool is_final(eco_text text)
{
    return strchr(".;,:", text.ptr[text.len - 1]) != NULL || ends_with(text, "…");
}

static bool ends_sentence(eco_text text)
{
    return is_final(text) || strchr("!?)", text.ptr[text.len - 1]) != NULL || ends_with(text, "»") ||
           ends_with(text, "”");
}

static bool is_item(eco_text text)
{
    static const char *const bullets[] = {"-", "*", "•", "–", "—", "→", "·", "▪", "("};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (text.len > strlen(bullets[i]) && memcmp(text.ptr, bullets[i], strlen(bullets[i])) == 0)
            return true;
    size_t n = 0;
    while (n < text.len && text.ptr[n] >= '0' && text.ptr[n] <= '9')
        n++;
    if (n == 0 || n + 1 >= text.len)
        return false;
    char after = text.ptr[n + 1];
    return strchr(".)", text.ptr[n]) != NULL ||
           (text.ptr[n] == 'h' && (after == ' ' || (after >= '0' && after <= '9')));
}

/* One to three letters with stops between or after them: "g.m", "A. B." */
static bool is_initials(eco_text text, const tally *t)
{
    return t->letters <= 3 && t->words == t->letters && t->letters > 0 && t->other > 0 &&
           memchr(text.ptr, '.', text.len) != NULL;
}

static bool is_menu(const tally *t)
{
    size_t separators = t->bars + (t->slashes > 1 || t->words <= 4 ? t->slashes : 0);
    bool between = separators > 0 && t->words <= (separators + 1) * 5;
    return between || (t->words >= 6 && t->names * 10 >= t->words * 9);
}

uint16_t ecoi_traits_of(eco_text paragraph, uint16_t *n_words)
{
    *n_words = UINT16_MAX;
    if (paragraph.len > ECOI_TRAITS_MAX_LEN ||
        (paragraph.len >= PROSE_ENDED_LEN && ends_with(paragraph, ".")) ||
        (paragraph.len > SHORT_LEN && ends_sentence(paragraph)))
        return is_final(paragraph) ? ECOI_TRAIT_PROSE | ECOI_TRAIT_FINAL : ECOI_TRAIT_PROSE;
    tally t = count(paragraph);
    unsigned traits = 0;
    *n_words = (uint16_t)t.words;
    bool menu = is_menu(&t), short_line = t.words <= SHORT_WORDS && paragraph.len <= SHORT_LEN;
    bool prose = paragraph.len >= PROSE_LEN || (paragraph.len >= PROSE_ENDED_LEN && ends_sentence(paragraph));
    traits |= prose && !menu ? ECOI_TRAIT_PROSE : 0u;
    traits |= short_line ? ECOI_TRAIT_SHORT : 0u;
    traits |= t.words <= TINY_WORDS && paragraph.len <= TINY_LEN ? ECOI_TRAIT_TINY : 0u;
    traits |= is_final(paragraph) ? ECOI_TRAIT_FINAL : 0u;
    traits |= is_item(paragraph) ? ECOI_TRAIT_ITEM : 0u;
    traits |= menu ? ECOI_TRAIT_MENU : 0u;
    traits |= t.dashes >= 2 && t.words <= (t.dashes + 1) * 4 ? ECOI_TRAIT_DASHES : 0u;
    traits |= t.lower == 0 && t.upper > 1 ? ECOI_TRAIT_CAPITALS : 0u;
    traits |= t.glued || (t.words == 1 && t.any_joint) ? ECOI_TRAIT_GLUED : 0u;
    traits |= memchr(paragraph.ptr, ' ', paragraph.len) == NULL ? ECOI_TRAIT_ONE_WORD : 0u;
    traits |= t.letters < 3 || t.letters < t.other ? ECOI_TRAIT_SIGNS : 0u;
    traits |= is_initials(paragraph, &t) ? ECOI_TRAIT_INITIALS : 0u;
    return (uint16_t)traits;
}
