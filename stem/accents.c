/* SPDX-License-Identifier: MIT */
/*
 * Accents given back to a word written without any, where its ending allows no doubt: creee is créée,
 * premiere première, realite réalité. Snowball takes those endings off only with their accents.
 */
#include "stem/endings.h"
#include "stem/stemmer.h"

enum { SHORTEST_QUALITY = 6 };

static bool is_ascii(const char *word, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)word[i] >= 0x80)
            return false;
    return true;
}

static bool is_quality(const char *word, size_t len)
{
    static const char *const endings[] = {"alite", "bilite", "ivite", "osite", "arite", "idite", "eite"};
    return ecoi_n_letters(word, len) >= SHORTEST_QUALITY &&
           ecoi_ends_with_any(word, len, endings, sizeof endings / sizeof *endings);
}

/* Of a singular. */
size_t ecoi_accents(const ecoi_lexicon *lexicon, char *word, size_t len)
{
    if (!is_ascii(word, len))
        return len;
    if (ecoi_ends_with(word, len, "ee"))
        return ecoi_replace_end(word, len, sizeof "ee" - 1, "ée");
    if (ecoi_ends_with(word, len, "iere"))
        return ecoi_replace_end(word, len, sizeof "ere" - 1, "ère");
    if (ecoi_ends_with(word, len, "erent") && !(ecoi_lexicon_find(lexicon, word, len).flags & ECOI_WORD_NOUN))
        return ecoi_replace_end(word, len, sizeof "erent" - 1, "èrent");
    return is_quality(word, len) ? ecoi_replace_end(word, len, 1, "é") : len;
}
