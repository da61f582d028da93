/* SPDX-License-Identifier: MIT */
/*
 * The third person plural of the present, which Snowball leaves as it is: développent is développe. Adverbs
 * and nouns in -ment, other tenses (Snowball's business) and the nouns and adjectives of nouns.def are let
 * be.
 */
#include "stem/endings.h"
#include "stem/stemmer.h"

enum { SHORTEST_PRESENT = 5 };

size_t ecoi_present(const ecoi_lexicon *lexicon, char *word, size_t len)
{
    static const char *const others[] = {"ment",  "aient",  "èrent",  "irent",
                                         "îrent", "issent", "assent", "urent"};
    if (!ecoi_ends_with(word, len, "ent") || ecoi_n_letters(word, len) < SHORTEST_PRESENT ||
        ecoi_ends_with_any(word, len, others, sizeof others / sizeof *others) ||
        (ecoi_lexicon_find(lexicon, word, len).flags & ECOI_WORD_NOUN))
        return len;
    return ecoi_replace_end(word, len, sizeof "nt" - 1, "");
}
