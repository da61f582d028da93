/* SPDX-License-Identifier: MIT */
/*
 * Plurals by spelling. The final s or x goes, unless
 *   - the word is its own stem (kept.def: temps, prix, devis)
 *   - it ends like a verb: -ais -ois -ions -erons -irons -issons -âmes -îtes; Snowball knows those. Nouns
 * that happen to (délais, lois, millions, vignerons, poissons) are in plurals.def; -tions, -sions, -xions are
 * always nouns -eaux gives -eau, -aux gives -al (or -au: noyaux, fléaux, plurals.def), -eux gives -eu for
 * nouns and adjectives alike.
 */
#include <string.h>

#include "stem/endings.h"
#include "stem/stemmer.h"

enum { SHORTEST_PLURAL = 4, SHORTEST_PAST = 7 }; /* letters: "amis", "donnâmes" */

static bool is_known_singular(const ecoi_lexicon *lexicon, const char *word, size_t len)
{
    return (ecoi_lexicon_find(lexicon, word, len).flags & ECOI_WORD_SINGULAR) != 0;
}

static size_t singular_of_x(const ecoi_lexicon *lexicon, char *word, size_t len)
{
    if (ecoi_ends_with(word, len, "eaux") || ecoi_ends_with(word, len, "eux") ||
        is_known_singular(lexicon, word, len - 1))
        return ecoi_replace_end(word, len, 1, "");
    if (ecoi_ends_with(word, len, "aux"))
        return ecoi_replace_end(word, len, 2, "l");
    return len;
}

static bool is_verb_like(const char *word, size_t len)
{
    static const char *const past[] = {"âmes", "îmes", "ûmes", "âtes", "îtes", "ûtes"};
    static const char *const present[] = {"ais", "ois", "erons", "irons", "issons", "rions"};
    if (ecoi_n_letters(word, len) >= SHORTEST_PAST && ecoi_ends_with_any(word, len, past, 6))
        return true;
    if (ecoi_ends_with(word, len, "ions"))
        return !ecoi_ends_with(word, len, "tions") && !ecoi_ends_with(word, len, "sions") &&
               !ecoi_ends_with(word, len, "xions") && !ecoi_ends_with(word, len, "ccions");
    return ecoi_ends_with_any(word, len, present, 6);
}

size_t ecoi_singular(const ecoi_lexicon *lexicon, char *word, size_t len)
{
    if (ecoi_n_letters(word, len) < SHORTEST_PLURAL)
        return len;
    if (word[len - 1] == 'x')
        return singular_of_x(lexicon, word, len);
    if (word[len - 1] != 's' || word[len - 2] == 's')
        return len;
    if (is_verb_like(word, len) && !is_known_singular(lexicon, word, len - 1))
        return len;
    return ecoi_replace_end(word, len, 1, "");
}
