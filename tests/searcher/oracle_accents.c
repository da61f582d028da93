/* SPDX-License-Identifier: MIT */
/* Accents that were typed: which forms of a term lack them, as searcher/accents.h has it. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "tests/searcher/oracle.h"

enum { MOST_LETTERS = 300, RARE = 100 };

typedef struct letter {
    eco_text as_is, bare;
} letter;

typedef struct spelled {
    letter at[MOST_LETTERS];
    size_t n;
} spelled;

static spelled spell(oracle *o, eco_text word)
{
    spelled out = {.n = 0};
    for (size_t i = 0, len; i < word.len; i += len) {
        ecoi_utf8_decode(word.ptr + i, word.ptr + word.len, &len);
        eco_text as_is = {word.ptr + i, len};
        out.at[out.n++] = (letter){as_is, oracle_fold(o, as_is)};
    }
    return out;
}

static bool is_accented(letter l)
{
    return !ecoi_text_equal(l.as_is, l.bare);
}

static bool ends_in(const spelled *word, const char *letters)
{
    return word->n && word->at[word->n - 1].as_is.len == 1 &&
           strchr(letters, *word->at[word->n - 1].as_is.ptr);
}

/* Whether `typed` less a ending of the plural is the same as `form` less one, but for accents it lacks. */
static bool lacks_accent(const spelled *typed, const spelled *form, bool verb)
{
    for (size_t n = typed->n - ends_in(typed, "sx"); n <= typed->n; n++)
        for (size_t m = form->n - ends_in(form, "sx"); m <= form->n; m++) {
            bool same = n == m, lacks = false;
            for (size_t i = 0; same && i < n; i++) {
                same = ecoi_text_equal(typed->at[i].bare, form->at[i].bare);
                bool last = i + 1 == typed->n || (i + 2 == typed->n && ends_in(typed, "sx"));
                lacks = lacks || (is_accented(typed->at[i]) && !is_accented(form->at[i]) && !(verb && last));
            }
            if (same && lacks)
                return true;
        }
    return false;
}

/* The infinitive whose participle the word may be. */
static eco_text infinitive_of(oracle *o, eco_text typed)
{
    char text[MOST_LETTERS];
    spelled word = spell(o, typed);
    word.n -= ends_in(&word, "s");
    eco_text last = word.n > 1 ? word.at[word.n - 1].as_is : (eco_text){"", 0}, copy = {"", 0};
    if (!ecoi_text_equal(last, (eco_text){"\u00e9", strlen("\u00e9")}))
        return copy;
    snprintf(text, sizeof text, "%.*sr", (int)(last.ptr + last.len - typed.ptr), typed.ptr);
    return oracle_fold(o, (eco_text){text, strlen(text)});
}

/* Whether the term has the infinitive of a participle. */
static bool has_infinitive(oracle *o, eco_text typed, uint32_t term)
{
    eco_text infinitive = infinitive_of(o, typed);
    for (size_t i = 0; i < o->n_forms; i++)
        if (o->forms[i].number == term && ecoi_text_equal(o->forms[i].folded, infinitive))
            return true;
    return false;
}

/* Forms that are rare beside the term's others are let pass. */
static void mark_term(oracle *o, oracle_word *word, eco_text typed, uint32_t term)
{
    spelled wanted = spell(o, typed);
    bool verb = has_infinitive(o, typed, term);
    uint64_t all = 0, n_bare = 0;
    for (size_t i = 0; i < o->n_forms; i++) {
        if (o->forms[i].number != term)
            continue;
        spelled form = spell(o, o->forms[i].form);
        word->bare[i] = lacks_accent(&wanted, &form, verb);
        all += o->forms[i].count;
        n_bare += word->bare[i] ? o->forms[i].count : 0;
    }
    for (size_t i = 0; i < o->n_forms; i++)
        if (o->forms[i].number == term && n_bare < all / RARE)
            word->bare[i] = 0;
}

void oracle_mark_bare(oracle *o, oracle_word *word, eco_text typed)
{
    if (!word->judged) {
        word->judged = oracle_alloc(&o->query_arena, o->n_terms, 1);
        word->bare = oracle_alloc(&o->query_arena, o->n_forms, 1);
    }
    for (size_t i = 0; i < o->n_forms; i++)
        if (word->takes[i] && !word->judged[o->forms[i].number]++)
            mark_term(o, word, typed, o->forms[i].number);
}
