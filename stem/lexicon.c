/* SPDX-License-Identifier: MIT */
#include "stem/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "stem/fold.h"

enum { LONGEST_PAIR = 128 };

/* -- the tables
 * --------------------------------------------------------------------------------------------------- */

/* Flags of a word that hold for its spelling without accents too. */
enum {
    ACCENTS_OR_NOT = ECOI_WORD_WHOLE | ECOI_WORD_KEPT | ECOI_WORD_SINGULAR | ECOI_WORD_NOUN | ECOI_WORD_COMMON
};

static const struct word_list {
    unsigned flags;
    const char *words; /* apart by spaces */
} lists[] = {
#define S(words) {ECOI_WORD_STOP, words},
#define Q(words) {ECOI_WORD_STOP | ECOI_WORD_QUESTION, words},
#include "stem/stopwords.def"
#undef S
#undef Q
#define W(words) {ECOI_WORD_WHOLE, words},
#include "stem/names.def"
#undef W
#define C(words) {ECOI_WORD_COMMON, words},
#include "stem/common.def"
#undef C
#define E(words) {ECOI_WORD_CLITIC, words},
#include "stem/clitics.def"
#undef E
#define K(words) {ECOI_WORD_KEPT, words},
#include "stem/kept.def"
#undef K
#define N(words) {ECOI_WORD_SINGULAR, words},
#include "stem/plurals.def"
#undef N
#define NOUN(words) {ECOI_WORD_NOUN, words},
#include "stem/nouns.def"
#undef NOUN
};

static const struct decree {
    const char *words, *term;
    bool accents_tell;
} decrees[] = {
#define T(words, term)      {words, term, false},
#define ACCENT(words, term) {words, term, true},
#include "stem/overrides.def"
#undef T
#undef ACCENT
};

static const struct pair {
    const char *first, *second, *together;
} pairs[] = {
#define P(first, second, together) {first, second, together},
#include "stem/pairs.def"
#undef P
};

/* -- building
 * ----------------------------------------------------------------------------------------------------- */

static bool know(ecoi_lexicon *lexicon, const char *word, size_t len, unsigned flags, const char *term)
{
    bool is_new;
    uint32_t number = ecoi_map_add(&lexicon->words, word, len, &is_new);
    if (number == ECOI_MAP_NONE ||
        !ecoi_grow(&lexicon->known, &lexicon->cap, number + 1u, sizeof *lexicon->known))
        return false;
    if (is_new)
        lexicon->known[number] = (ecoi_known_word){0, NULL};
    lexicon->known[number].flags |= flags;
    if (term)
        lexicon->known[number].term = term;
    return true;
}

static bool know_folded(ecoi_lexicon *lexicon, const char *word, size_t len, unsigned flags, const char *term)
{
    char folded[ECOI_TERM_MAX + 1];
    size_t folded_len = len <= ECOI_TERM_MAX ? ecoi_fold_form(word, len, folded) : 0;
    return folded_len == 0 || know(lexicon, folded, folded_len, flags, term);
}

static bool know_all(ecoi_lexicon *lexicon, const char *words, unsigned flags, const char *term,
                     bool folded_too)
{
    while (*words) {
        size_t len = strcspn(words, " ");
        if (len > 0 && !know(lexicon, words, len, flags, term))
            return false;
        if (len > 0 && folded_too && !know_folded(lexicon, words, len, flags, term))
            return false;
        words += len + (words[len] == ' ');
    }
    return true;
}

static size_t write_pair(const char *first, size_t first_len, const char *second, size_t second_len,
                         char *out)
{
    if (first_len + second_len + 1 > LONGEST_PAIR)
        return 0;
    memcpy(out, first, first_len);
    out[first_len] = ' ';
    memcpy(out + first_len + 1, second, second_len);
    return first_len + 1 + second_len;
}

/* Returns the pair's number, ECOI_MAP_NONE when memory ran out. */
static uint32_t know_spelling(ecoi_lexicon *lexicon, eco_text first, eco_text second, const char *together)
{
    char key[LONGEST_PAIR];
    size_t len = write_pair(first.ptr, first.len, second.ptr, second.len, key);
    uint32_t number = ecoi_map_add(&lexicon->pairs, key, len, NULL);
    if (number == ECOI_MAP_NONE ||
        !ecoi_grow(&lexicon->joined, &lexicon->joined_cap, number + 1u, sizeof *lexicon->joined) ||
        !know(lexicon, first.ptr, first.len, ECOI_WORD_PAIR_HEAD, NULL) ||
        !know(lexicon, second.ptr, second.len, ECOI_WORD_PAIR_TAIL, NULL))
        return ECOI_MAP_NONE;
    lexicon->joined[number] = together;
    return number;
}

static bool know_pair(ecoi_lexicon *lexicon, const struct pair *pair)
{
    char bare_first[LONGEST_PAIR], bare_second[LONGEST_PAIR];
    eco_text first = {pair->first, strlen(pair->first)}, second = {pair->second, strlen(pair->second)};
    eco_text folded_first = {bare_first, ecoi_fold_form(first.ptr, first.len, bare_first)},
             folded_second = {bare_second, ecoi_fold_form(second.ptr, second.len, bare_second)};
    uint32_t apart = know_spelling(lexicon, first, second, pair->together);
    if (apart == ECOI_MAP_NONE)
        return false;
    uint32_t together = ecoi_map_add(&lexicon->together, pair->together, strlen(pair->together), NULL);
    if (together == ECOI_MAP_NONE ||
        !ecoi_grow(&lexicon->apart, &lexicon->apart_cap, together + 1u, sizeof *lexicon->apart))
        return false;
    lexicon->apart[together] = lexicon->pairs.entries[apart].key;
    return know_spelling(lexicon, folded_first, folded_second, pair->together) != ECOI_MAP_NONE;
}

bool ecoi_lexicon_build(ecoi_lexicon *lexicon)
{
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof lists / sizeof *lists; i++)
        ok = know_all(lexicon, lists[i].words, lists[i].flags, NULL, (lists[i].flags & ACCENTS_OR_NOT) != 0);
    for (size_t i = 0; ok && i < sizeof decrees / sizeof *decrees; i++)
        ok = know_all(lexicon, decrees[i].words, 0, decrees[i].term, !decrees[i].accents_tell);
    for (size_t i = 0; ok && i < sizeof pairs / sizeof *pairs; i++)
        ok = know_pair(lexicon, &pairs[i]);
    return ok && ecoi_verbs_build(&lexicon->verbs);
}

bool ecoi_lexicon_add(ecoi_lexicon *lexicon, eco_text word, unsigned flags, eco_text term)
{
    char folded[ECOI_TERM_MAX + 1];
    eco_text spellings[] = {word, {folded, ecoi_fold_form(word.ptr, word.len, folded)}}, kept;
    if (!ecoi_arena_text(&lexicon->texts, term, &kept))
        return false;
    for (size_t i = 0; i < 2; i++) {
        if (!know(lexicon, spellings[i].ptr, spellings[i].len, flags, NULL))
            return false;
        lexicon->known[ecoi_map_find(&lexicon->words, spellings[i].ptr, spellings[i].len)].term = kept.ptr;
    }
    return true;
}

void ecoi_lexicon_dispose(ecoi_lexicon *lexicon)
{
    ecoi_arena_dispose(&lexicon->texts);
    ecoi_map_dispose(&lexicon->words);
    ecoi_map_dispose(&lexicon->pairs);
    ecoi_map_dispose(&lexicon->together);
    ecoi_verbs_dispose(&lexicon->verbs);
    free(lexicon->known);
    free(lexicon->joined);
    free(lexicon->apart);
    *lexicon = (ecoi_lexicon){0};
}

/* -- asking
 * ------------------------------------------------------------------------------------------------------- */

ecoi_known_word ecoi_lexicon_find(const ecoi_lexicon *lexicon, const char *form, size_t len)
{
    uint32_t number = ecoi_map_find(&lexicon->words, form, len);
    return number == ECOI_MAP_NONE ? (ecoi_known_word){0, NULL} : lexicon->known[number];
}

const char *ecoi_lexicon_pair(const ecoi_lexicon *lexicon, const char *first, size_t first_len,
                              const char *second, size_t second_len)
{
    char key[LONGEST_PAIR] = {0};
    size_t len = write_pair(first, first_len, second, second_len, key);
    uint32_t number = len == 0 ? ECOI_MAP_NONE : ecoi_map_find(&lexicon->pairs, key, len);
    return number == ECOI_MAP_NONE ? NULL : lexicon->joined[number];
}

const char *ecoi_lexicon_apart(const ecoi_lexicon *lexicon, const char *form, size_t len)
{
    uint32_t number = ecoi_map_find(&lexicon->together, form, len);
    return number == ECOI_MAP_NONE ? NULL : lexicon->apart[number];
}

static uint64_t hash_text(uint64_t hash, const char *text)
{
    return ecoi_hash_mix(hash ^ 0xe7037ed1a0b428dbu, ecoi_hash(text, strlen(text)));
}

uint64_t ecoi_lexicon_hash(const ecoi_lexicon *lexicon)
{
    uint64_t hash = lexicon->words.n;
    for (size_t i = 0; i < lexicon->words.n; i++) {
        hash = hash_text(hash ^ lexicon->known[i].flags, lexicon->words.entries[i].key);
        if (lexicon->known[i].term)
            hash = hash_text(hash, lexicon->known[i].term);
    }
    for (size_t i = 0; i < lexicon->pairs.n; i++)
        hash = hash_text(hash_text(hash, lexicon->pairs.entries[i].key), lexicon->joined[i]);
    return ecoi_hash_mix(hash ^ 0xa0761d6478bd642fu, ecoi_verbs_hash(&lexicon->verbs));
}
