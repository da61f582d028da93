/* SPDX-License-Identifier: MIT */
/*
 * A word in bare capitals may be another word than its letters say: MARCHE is marche or marché, SECURITE is
 * sécurité alone. It is indexed as its letters say and also under its capitals, MARCHE, which nothing else
 * is; a query word typed with accents looks there when its own term does not have the bare spelling. So
 * "marché" finds MARCHE and not "marche".
 *
 * In the singular, so that number does not matter. Short words are acronyms more often.
 */
#include <string.h>

#include "stem/forms.h"

enum { SHORTEST = 4 };

static bool may_bear_accents(const char *word, size_t len)
{
    bool may = false;
    for (size_t i = 0; i < len; i++) {
        if (word[i] < 'a' || word[i] > 'z')
            return false;
        may = may || strchr("aeiouc", word[i]);
    }
    return may;
}

size_t ecoi_capitals(const ecoi_lexicon *lexicon, const char *word, size_t len, char *out)
{
    char singular[ECOI_TERM_MAX + 8];
    if (len < SHORTEST || len > ECOI_TERM_MAX || !may_bear_accents(word, len) ||
        (ecoi_lexicon_find(lexicon, word, len).flags & (ECOI_WORD_STOP | ECOI_WORD_QUESTION)))
        return 0;
    memcpy(singular, word, len);
    singular[len] = '\0';
    len = ecoi_singular(lexicon, singular, len);
    for (size_t i = 0; i < len; i++)
        if (singular[i] < 'a' || singular[i] > 'z')
            return 0;
        else
            out[i] = (char)(singular[i] - 'a' + 'A');
    out[len] = '\0';
    return len;
}
