/* SPDX-License-Identifier: MIT */
/* Compounds of a query, written otherwise. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "stem/analyser.h"
#include "tests/searcher/oracle.h"

/* ---- compounds ---- */

static const struct {
    const char *first, *second, *together;
} pairs[] = {
#define P(first, second, together) {first, second, together},
#include "stem/pairs.def"
#undef P
};

const char *oracle_apart(oracle *o, eco_text form)
{
    char text[64];
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (ecoi_text_equal(form, (eco_text){pairs[i].together, strlen(pairs[i].together)})) {
            eco_text copy;
            snprintf(text, sizeof text, "%s %s", pairs[i].first, pairs[i].second);
            oracle_must(ecoi_arena_text(&o->query_arena, (eco_text){text, strlen(text)}, &copy));
            return copy.ptr;
        }
    return NULL;
}

typedef struct compound {
    size_t start, end;
    const char *other;
} compound;

/* Adds a compound in its place, unless another holds it. */
static size_t add(compound *items, size_t n, compound item)
{
    size_t at = n;
    for (size_t i = 0; i < n; i++)
        if (item.start < items[i].end && item.end > items[i].start)
            return n;
    for (; at > 0 && items[at - 1].start > item.start; at--)
        items[at] = items[at - 1];
    items[at] = item;
    return n + 1;
}

/* Those that are typed apart or with a hyphen come before those typed together. */
static size_t find_compounds(oracle *o, eco_text phrase, compound *items)
{
    const eco_token *tokens;
    size_t n = 0, n_tokens;
    assert_int_equal(eco_analyse(o->analyser, phrase.ptr, phrase.len, &tokens, &n_tokens, NULL), ECO_OK);
    for (int together = 0; together < 2; together++)
        for (size_t i = 0; i < n_tokens && n < ORACLE_MOST_COMPOUNDS; i++) {
            compound item = {tokens[i].offset, tokens[i].offset + tokens[i].length, NULL};
            eco_text form;
            if ((tokens[i].kind == ECO_TOKEN_COMPOUND) == together)
                continue;
            oracle_must(ecoi_arena_text(&o->query_arena, tokens[i].form, &form));
            item.other = together ? oracle_apart(o, form) : form.ptr;
            if (item.other)
                n = add(items, n, item);
        }
    return n;
}

size_t oracle_spell_phrase(oracle *o, eco_text phrase, eco_text out[ORACLE_MOST_SPELLINGS])
{
    compound items[ORACLE_MOST_COMPOUNDS];
    size_t n = find_compounds(o, phrase, items);
    for (size_t number = 0; number < (size_t)1 << n; number++) {
        char *text = oracle_alloc(&o->query_arena, phrase.len + n * (ECOI_TERM_MAX + 1), 1);
        size_t from = 0;
        for (size_t i = 0; i < n; i++) {
            if (!(number >> i & 1))
                continue;
            strncat(text, phrase.ptr + from, items[i].start - from);
            strcat(text, items[i].other);
            from = items[i].end;
        }
        strncat(text, phrase.ptr + from, phrase.len - from);
        out[number] = (eco_text){text, strlen(text)};
    }
    return (size_t)1 << n;
}
