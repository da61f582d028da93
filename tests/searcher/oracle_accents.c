/* SPDX-License-Identifier: MIT */
/* The form that was typed: which forms of a word are others, as searcher/accents.h has it. */
#include <stddef.h>
#include <stdint.h>
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

/* Whether `typed` less an ending of the plural is the same as `form` less one, with every accent typed. */
static bool is_as_typed(const spelled *typed, const spelled *form)
{
    for (size_t n = typed->n - ends_in(typed, "sx"); n <= typed->n; n++)
        for (size_t m = form->n - ends_in(form, "sx"); m <= form->n; m++) {
            bool same = n == m;
            for (size_t i = 0; same && i < n; i++)
                same = ecoi_text_equal(typed->at[i].bare, form->at[i].bare) &&
                       (!is_accented(typed->at[i]) || is_accented(form->at[i]));
            if (same)
                return true;
        }
    return false;
}

/* Which of a term's forms are not as typed; they are let pass where they are rare beside the others. Returns
 * whether one is as typed. */
static bool judge_term(oracle *o, eco_text typed, uint32_t term, uint8_t *other)
{
    spelled wanted = spell(o, typed);
    uint64_t all = 0, n_other = 0;
    bool any = false;
    for (size_t i = 0; i < o->n_forms; i++) {
        if (o->forms[i].number != term)
            continue;
        spelled form = spell(o, o->forms[i].form);
        bool capitals = o->forms[i].form.ptr[0] >= 'A' && o->forms[i].form.ptr[0] <= 'Z';
        other[i] = capitals || !is_as_typed(&wanted, &form);
        any = any || !other[i];
        all += o->forms[i].count;
        n_other += other[i] ? o->forms[i].count : 0;
    }
    for (size_t i = 0; i < o->n_forms; i++)
        if (o->forms[i].number == term && n_other < all / RARE)
            other[i] = 0;
    return any;
}

void oracle_mark_other(oracle *o, oracle_word *word, eco_text typed)
{
    uint8_t *judged = oracle_alloc(&o->query_arena, o->n_terms, 1);
    uint8_t *other = oracle_alloc(&o->query_arena, o->n_forms, 1);
    bool any = false;
    if (o->one_field)
        return;
    for (size_t i = 0; i < o->n_forms; i++)
        if (word->takes[i] && !judged[o->forms[i].number]++)
            any |= judge_term(o, typed, o->forms[i].number, other);
    if (!word->other)
        word->other = other;
    for (size_t i = 0; i < o->n_forms; i++)
        word->other[i] = any && word->other[i] && other[i];
}
