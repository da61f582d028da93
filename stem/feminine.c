/* SPDX-License-Identifier: MIT */
/*
 * Feminines by spelling, around Snowball.
 *
 * Before it, endings that Snowball would treat otherwise than the masculine's:
 *   -euse -eusement   -eu    heureuse and heureux (here "heureu", see plural.c), chanteuse and chanteur (see
 * below) -trice            -teur  directrice -llère            -ller  conseillère After it, on the stem, the
 * same for both genders and for verbs of the same root: -eur  -eu    chanteur -iv   -if    sportiv(e),
 * arriv(er); -ïv -ïf: naïv(e); -euv -euf: neuv(e)
 */
#include "stem/endings.h"
#include "stem/stemmer.h"

enum { SHORTEST_AGENT = 5 };

size_t ecoi_feminine_before(char *word, size_t len)
{
    if (ecoi_n_letters(word, len) < SHORTEST_AGENT)
        return len;
    if (ecoi_ends_with(word, len, "eusement"))
        return ecoi_replace_end(word, len, sizeof "sement" - 1, "");
    if (ecoi_ends_with(word, len, "euse"))
        return ecoi_replace_end(word, len, sizeof "se" - 1, "");
    if (ecoi_ends_with(word, len, "trice"))
        return ecoi_replace_end(word, len, sizeof "rice" - 1, "eur");
    if (ecoi_ends_with(word, len, "llère"))
        return ecoi_replace_end(word, len, sizeof "ère" - 1, "er");
    return len;
}

size_t ecoi_feminine_after(char *stem, size_t len)
{
    static const char *const feminine[] = {"iv", "ïv", "euv"};
    if (ecoi_ends_with(stem, len, "eur") && ecoi_n_letters(stem, len) >= SHORTEST_AGENT)
        return ecoi_replace_end(stem, len, 1, "");
    if (ecoi_ends_with_any(stem, len, feminine, sizeof feminine / sizeof *feminine))
        return ecoi_replace_end(stem, len, 1, "f");
    return len;
}
