/* SPDX-License-Identifier: MIT */
#include "stem/irregular.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "stem/fold.h"

enum { LONGEST_FORM = 32, LONGEST_PREFIX = 12, LONGEST_WORD = LONGEST_PREFIX + LONGEST_FORM };

/* A row of verbs.def: verbs (a term and prefixes), or forms of those before. */
typedef struct row {
    const char *term, *prefixes;
    const char *radical, *endings;
} row;

static const row rows[] = {
#define VERB(term, prefixes)    {term, prefixes, NULL, NULL},
#define FORMS(radical, endings) {NULL, NULL, radical, endings},
#include "stem/verbs.def"
#undef VERB
#undef FORMS
};

/* ---- building ---- */

static bool know_form(ecoi_verbs *verbs, const char *form, size_t len, size_t verb)
{
    bool is_new;
    uint32_t number = ecoi_map_add(&verbs->forms, form, len, &is_new);
    if (number == ECOI_MAP_NONE || !ecoi_grow(&verbs->verbs, &verbs->cap, number + 1u, sizeof *verbs->verbs))
        return false;
    assert(is_new || verbs->verbs[number] == verb);
    verbs->verbs[number] = (uint16_t)verb;
    return true;
}

static uint64_t outline(const char *word, size_t len)
{
    return ecoi_hash(word, len) >> (64 - ECOI_OUTLINE_BITS);
}

static void know_words(ecoi_verbs *verbs, const char *form, size_t len, size_t verb)
{
    char word[LONGEST_WORD];
    for (const char *prefix = rows[verb].prefixes; *prefix;) {
        size_t n = strcspn(prefix, " "), n_letters = *prefix == '-' ? 0 : n;
        memcpy(word, prefix, n_letters);
        memcpy(word + n_letters, form, len);
        uint64_t bit = outline(word, n_letters + len);
        verbs->outlines[bit / 64] |= UINT64_C(1) << bit % 64;
        prefix += n + (prefix[n] == ' ');
    }
}

static bool know_forms(ecoi_verbs *verbs, const row *forms, size_t verb)
{
    char form[LONGEST_FORM];
    size_t radical_len = strlen(forms->radical);
    memcpy(form, forms->radical, radical_len);
    for (const char *ending = forms->endings; *ending;) {
        size_t n = strcspn(ending, " "), n_letters = *ending == '-' ? 0 : n;
        memcpy(form + radical_len, ending, n_letters);
        if (!know_form(verbs, form, radical_len + n_letters, verb))
            return false;
        know_words(verbs, form, radical_len + n_letters, verb);
        ending += n + (ending[n] == ' ');
    }
    return true;
}

bool ecoi_verbs_build(ecoi_verbs *verbs)
{
    size_t verb = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].term)
            verb = i;
        else if (!know_forms(verbs, &rows[i], verb))
            return false;
    }
    return true;
}

void ecoi_verbs_dispose(ecoi_verbs *verbs)
{
    ecoi_map_dispose(&verbs->forms);
    free(verbs->verbs);
    *verbs = (ecoi_verbs){0};
}

/* ---- asking ---- */

/* The bare verb's prefix is "-". */
static bool has_prefix(const char *prefixes, const char *prefix, size_t len)
{
    if (len == 0)
        return *prefixes == '-';
    while (*prefixes) {
        size_t n = strcspn(prefixes, " ");
        if (n == len && memcmp(prefixes, prefix, len) == 0)
            return true;
        prefixes += n + (prefixes[n] == ' ');
    }
    return false;
}

/* Most words are no form of a verb here, and one look at their outline says so. */
static bool may_be_form(const ecoi_verbs *verbs, const char *word, size_t len)
{
    uint64_t bit = outline(word, len);
    return verbs->outlines[bit / 64] >> bit % 64 & 1;
}

static bool has_accents(const char *form, size_t len)
{
    unsigned char any = 0;
    for (size_t i = 0; i < len; i++)
        any |= (unsigned char)form[i];
    return any >= 0x80;
}

size_t ecoi_irregular(const ecoi_verbs *verbs, const char *form, size_t len, char *word)
{
    if (len > LONGEST_WORD)
        return 0;
    if (has_accents(form, len)) {
        len = ecoi_fold_form(form, len, word);
        form = word;
    }
    if (!may_be_form(verbs, form, len))
        return 0;
    memmove(word, form, len);
    for (size_t at = 0; at < len && at <= LONGEST_PREFIX; at++) {
        uint32_t number = ecoi_map_find(&verbs->forms, word + at, len - at);
        if (number == ECOI_MAP_NONE)
            continue;
        const row *verb = &rows[verbs->verbs[number]];
        if (has_prefix(verb->prefixes, word, at)) {
            size_t term_len = strlen(verb->term);
            memcpy(word + at, verb->term, term_len + 1);
            return at + term_len;
        }
    }
    return 0;
}

uint64_t ecoi_verbs_hash(const ecoi_verbs *verbs)
{
    uint64_t hash = verbs->forms.n;
    for (size_t i = 0; i < verbs->forms.n; i++) {
        const ecoi_map_entry *form = &verbs->forms.entries[i];
        const row *verb = &rows[verbs->verbs[i]];
        hash = ecoi_hash_mix(hash ^ 0xe7037ed1a0b428dbu, ecoi_hash(form->key, form->len));
        hash = ecoi_hash_mix(hash ^ ecoi_hash(verb->term, strlen(verb->term)),
                             ecoi_hash(verb->prefixes, strlen(verb->prefixes)));
    }
    return hash;
}
