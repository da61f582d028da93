/* SPDX-License-Identifier: MIT */
/*
 * Form to term:
 *   kept       words that are their own stem stay (kept.def)
 *   irregular  forms that no ending tells: obtint is obtenir (verbs.def); the rest does not touch them
 *   singular   plurals by spelling, so that whatever Snowball makes of the singular holds for both (plural.c)
 *   accents    given back to endings written without them (accents.c)
 *   present    ils développent is développe (verb.c)
 *   feminine   feminines by spelling, before and after Snowball (feminine.c)
 *   Snowball   the French stemmer of libstemmer
 *   fold       accents away, so that most words meet their accent-less spelling
 * Single words that none of this gets right have their terms by decree (overrides.def).
 */
#include "stem/stemmer.h"

#include <libstemmer.h>
#include <string.h>

#include "base/hash.h"
#include "stem/analyser.h"
#include "stem/endings.h"
#include "stem/fold.h"

enum { FEWEST_LETTERS = 3 }; /* of a word that has endings */

bool ecoi_stemmer_open(ecoi_stemmer *stemmer)
{
    stemmer->snowball = sb_stemmer_new("french", "UTF_8");
    return stemmer->snowball != NULL;
}

void ecoi_stemmer_close(ecoi_stemmer *stemmer)
{
    if (stemmer->snowball)
        sb_stemmer_delete(stemmer->snowball);
    stemmer->snowball = NULL;
}

/* Inner apostrophes (prud'hommes) are none of the stemmer's business. */
static size_t copy_letters(const char *form, size_t len, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        if (form[i] != '\'')
            out[n++] = form[i];
    out[n] = '\0';
    return n;
}

static size_t snowball(ecoi_stemmer *stemmer, char *word, size_t len)
{
    const sb_symbol *stem = sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)word, (int)len);
    if (!stem) /* memory ran out: the word stays as it is, but the caller's next allocation will tell */
        return len;
    size_t stem_len = (size_t)sb_stemmer_length(stemmer->snowball);
    if (stem_len == 0 || stem_len > ECOI_TERM_MAX)
        return len;
    memcpy(word, stem, stem_len);
    word[stem_len] = '\0';
    return stem_len;
}

static bool is_kept(const ecoi_lexicon *lexicon, const char *word, size_t len)
{
    return (ecoi_lexicon_find(lexicon, word, len).flags & ECOI_WORD_KEPT) != 0;
}

/* An acronym without vowels (CNRS) has no endings. */
static bool has_vowel(const char *word, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)word[i] >= 0x80 || strchr("aeiouy", word[i]))
            return true;
    return false;
}

/* From the singular on. */
static size_t stem_singular(ecoi_stemmer *stemmer, const ecoi_lexicon *lexicon, char *word, size_t len)
{
    len = ecoi_accents(lexicon, word, len);
    len = ecoi_present(lexicon, word, len);
    len = ecoi_feminine_before(word, len);
    len = snowball(stemmer, word, len);
    return ecoi_feminine_after(word, len);
}

size_t ecoi_stem(ecoi_stemmer *stemmer, const ecoi_lexicon *lexicon, const char *form, size_t len, char *out)
{
    char word[ECOI_TERM_MAX + 8];
    len = copy_letters(form, len, word);
    if (is_kept(lexicon, word, len))
        return ecoi_fold_form(word, len, out);
    size_t term_len = ecoi_irregular(&lexicon->verbs, word, len, out);
    if (term_len > 0)
        return term_len;
    if (ecoi_n_letters(word, len) >= FEWEST_LETTERS && has_vowel(word, len)) {
        size_t form_len = len;
        len = ecoi_singular(lexicon, word, len);
        if (len == form_len || !is_kept(lexicon, word, len)) /* a singular is never as long as its plural */
            len = stem_singular(stemmer, lexicon, word, len);
    }
    return ecoi_fold_form(word, len, out);
}

uint64_t ecoi_stemmer_probe(ecoi_stemmer *stemmer, const ecoi_lexicon *lexicon)
{
    static const char *const words[] = {
#define PROBE(word) word,
#include "stem/probes.def"
#undef PROBE
    };
    uint64_t hash = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char term[ECOI_TERM_MAX + 1];
        size_t len = ecoi_stem(stemmer, lexicon, words[i], strlen(words[i]), term);
        hash = ecoi_hash_mix(hash ^ 0xa0761d6478bd642fu, ecoi_hash(term, len));
    }
    return hash;
}
