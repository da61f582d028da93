/* SPDX-License-Identifier: MIT */
#include "stem/forms.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "stem/fold.h"

enum { JOINED_MARK = 1, CAPITALS_MARK = 2 }; /* before the map's key: no form begins with them */

static bool is_plain_word(const char *form, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (strchr("&@#+./:_0123456789", form[i]))
            return false;
    return form[len - 1] != '\'';
}

/* Numbers are equal whatever zeros end their decimals. */
static size_t trim_decimals(char *term, size_t len)
{
    if (!memchr(term, '.', len))
        return len;
    while (term[len - 1] == '0')
        len--;
    if (term[len - 1] == '.')
        len--;
    term[len] = '\0';
    return len;
}

static size_t ordinal_digits(const char *folded, size_t len)
{
    static const char *const endings[] = {"e",   "er",   "re",   "eme",   "ieme", "nd",   "nde", "es", "ers",
                                          "ere", "eres", "emes", "iemes", "nds",  "ndes", "th",  "st", "rd"};
    size_t n_digits = strspn(folded, "0123456789");
    for (size_t i = 0; n_digits > 0 && n_digits < len && i < sizeof endings / sizeof *endings; i++)
        if (strcmp(folded + n_digits, endings[i]) == 0)
            return n_digits;
    return 0;
}

/* 1er, 1re, 2e, 2ème, 2nd: the figure and an e. */
static size_t unify_ordinal(char *term, size_t len)
{
    size_t n_digits = ordinal_digits(term, len);
    if (n_digits == 0)
        return len;
    term[n_digits] = 'e';
    term[n_digits + 1] = '\0';
    return n_digits + 1;
}

/* How many letters of a folded form are a Roman figure: n of I to CCCXCIX, or 0. */
static size_t roman_figure(const char *folded)
{
    static const char *const ranks[] = {"xlc", "ivx"}; /* one, five and ten of it */
    size_t at = strspn(folded, "c");
    if (at > 3)
        return 0;
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++) {
        char one = ranks[i][0], five = ranks[i][1], ten = ranks[i][2];
        if (folded[at] == one && (folded[at + 1] == five || folded[at + 1] == ten)) {
            at += 2;
            continue;
        }
        at += folded[at] == five;
        size_t ones = 0;
        while (ones < 3 && folded[at] == one) {
            ones++;
            at++;
        }
    }
    return at;
}

/* XIXème and XIXè are XIXe. Returns its length, 0: no such form. */
static size_t roman_ordinal(const ecoi_form *form, char *out)
{
    size_t n = roman_figure(form->folded);
    const char *ending = form->form + n;
    if (n == 0 || (strcmp(ending, "è") != 0 && strcmp(ending, "ème") != 0 && strcmp(ending, "eme") != 0))
        return 0;
    memcpy(out, form->folded, n);
    memcpy(out + n, "e", 2);
    return n + 1;
}

/* Of function words: "danse" has the stem dans and yet is not to be found by "dans". The apostrophe, which no
 * stem ends with, is also what elided particles end with. */
static size_t set_apart(char *term, size_t len)
{
    if (len < ECOI_TERM_MAX && term[len - 1] != '\'') {
        term[len++] = '\'';
        term[len] = '\0';
    }
    return len;
}

static size_t term_of(ecoi_form_table *table, const ecoi_form *form, const ecoi_known_word *known,
                      eco_token_kind kind, char *out)
{
    bool stop = (known->flags & ECOI_WORD_STOP) != 0;
    if (known->term) {
        size_t len = strlen(known->term);
        memcpy(out, known->term, len + 1);
        return stop ? set_apart(out, len) : len;
    }
    if (!stop && !(known->flags & ECOI_WORD_WHOLE) && is_plain_word(form->form, form->form_len)) {
        char roman[ECOI_TERM_MAX + 1];
        size_t len = roman_ordinal(form, roman);
        return len ? ecoi_stem(&table->stemmer, table->lexicon, roman, len, out)
                   : ecoi_stem(&table->stemmer, table->lexicon, form->form, form->form_len, out);
    }
    memcpy(out, form->folded, form->folded_len + 1u);
    if (stop)
        return set_apart(out, form->folded_len);
    return kind == ECO_TOKEN_NUMBER ? trim_decimals(out, form->folded_len)
                                    : unify_ordinal(out, form->folded_len);
}

/* Only what is indexed under its capitals has any. */
static bool is_capitals(const ecoi_form *form)
{
    return form->form[0] >= 'A' && form->form[0] <= 'Z';
}

/* Keeps a spelling, sharing the bytes of one that it equals. NULL when memory ran out. */
static const char *keep(ecoi_form_table *table, const char *text, size_t len, const char *like,
                        size_t like_len)
{
    if (len == like_len && memcmp(text, like, len) == 0)
        return like;
    return ecoi_arena_copy(&table->texts, text, len);
}

static bool work_out(ecoi_form_table *table, ecoi_form *form, eco_token_kind kind)
{
    char folded[ECOI_TERM_MAX + 1], term[ECOI_TERM_MAX + 1];
    form->folded = form->term = form->form;
    form->folded_len = form->term_len = form->form_len;
    if (!table->lexicon || is_capitals(form))
        return true;
    form->folded_len = (uint8_t)ecoi_fold_form(form->form, form->form_len, folded);
    form->folded = keep(table, folded, form->folded_len, form->form, form->form_len);
    if (!form->folded)
        return false;
    ecoi_known_word known = ecoi_lexicon_find(table->lexicon, form->form, form->form_len);
    form->term_len = (uint8_t)term_of(table, form, &known, kind, term);
    form->term = keep(table, term, form->term_len, form->folded, form->folded_len);
    form->flags = (uint8_t)(known.flags & (ECOI_WORD_STOP | ECOI_WORD_QUESTION));
    if (kind == ECO_TOKEN_ELISION)
        form->flags |= ECOI_FORM_STOP;
    if (kind == ECO_TOKEN_NUMBER)
        form->flags |= ECOI_FORM_NUMBER;
    if (kind == ECO_TOKEN_COMPOUND)
        form->flags |= ECOI_FORM_JOINED;
    return form->term != NULL;
}

/* The entry is complete before the map knows of it, so that running out of memory leaves no half of one. */
static uint32_t add_new(ecoi_form_table *table, eco_token_kind kind, const char *key, size_t key_len,
                        bool marked)
{
    const char *form = key + marked;
    ecoi_form entry = {.form = form, .form_len = (uint8_t)(key_len - marked)};
    if (!ecoi_grow(&table->items, &table->cap, table->map.n + 1, sizeof *table->items) ||
        !work_out(table, &entry, kind))
        return ECOI_MAP_NONE;
    uint32_t number = ecoi_map_add(&table->map, key, key_len, NULL);
    if (number == ECOI_MAP_NONE)
        return ECOI_MAP_NONE;
    const char *kept = table->map.entries[number].key + marked;
    if (entry.term == form)
        entry.term = kept;
    if (entry.folded == form)
        entry.folded = kept;
    entry.form = kept;
    table->items[number] = entry;
    return number;
}

static uint32_t add(ecoi_form_table *table, eco_token_kind kind, char mark, const char *form, size_t len)
{
    char key[ECOI_TERM_MAX + 2] = {mark};
    bool marked = mark != '\0';
    memcpy(key + marked, form, len);
    key[marked + len] = '\0';
    uint32_t number = ecoi_map_find(&table->map, key, len + marked);
    return number != ECOI_MAP_NONE ? number : add_new(table, kind, key, len + marked, marked);
}

uint32_t ecoi_form_table_add(ecoi_form_table *table, eco_token_kind kind, const char *form, size_t len)
{
    return add(table, kind, kind == ECO_TOKEN_COMPOUND ? JOINED_MARK : 0, form, len);
}

uint32_t ecoi_form_table_add_capitals(ecoi_form_table *table, const char *form, size_t len)
{
    char capitals[ECOI_TERM_MAX + 1];
    size_t capitals_len = ecoi_capitals(table->lexicon, form, len, capitals);
    if (capitals_len == 0)
        return ecoi_form_table_add(table, ECO_TOKEN_WORD, form, len);
    uint32_t its_capitals = ecoi_form_table_add(table, ECO_TOKEN_WORD, capitals, capitals_len);
    uint32_t number =
        its_capitals == ECOI_MAP_NONE ? its_capitals : add(table, ECO_TOKEN_WORD, CAPITALS_MARK, form, len);
    if (number != ECOI_MAP_NONE) {
        table->items[number].flags |= ECOI_FORM_CAPITALS;
        table->items[number].capitals = its_capitals;
    }
    return number;
}

size_t ecoi_form_table_capitals(ecoi_form_table *table, const ecoi_form *form, char *out)
{
    char term[ECOI_TERM_MAX + 1];
    ecoi_form bare = {.form = form->folded, .folded = form->folded};
    bare.form_len = bare.folded_len = form->folded_len;
    if (form->folded_len == form->form_len && memcmp(form->folded, form->form, form->form_len) == 0)
        return 0;
    ecoi_known_word known = ecoi_lexicon_find(table->lexicon, bare.form, bare.form_len);
    size_t len = term_of(table, &bare, &known, ECO_TOKEN_WORD, term);
    if (len == form->term_len && memcmp(term, form->term, len) == 0)
        return 0;
    return ecoi_capitals(table->lexicon, bare.form, bare.form_len, out);
}

size_t ecoi_form_table_bytes(const ecoi_form_table *table)
{
    return ecoi_map_bytes(&table->map) + table->texts.total + table->cap * sizeof *table->items;
}

void ecoi_form_table_reset(ecoi_form_table *table)
{
    ecoi_map_reset(&table->map);
    ecoi_arena_reset(&table->texts);
}

void ecoi_form_table_dispose(ecoi_form_table *table)
{
    ecoi_map_dispose(&table->map);
    ecoi_arena_dispose(&table->texts);
    free(table->items);
    ecoi_stemmer_close(&table->stemmer);
    *table = (ecoi_form_table){0};
}
