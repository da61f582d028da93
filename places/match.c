/* SPDX-License-Identifier: MIT */
#include "places/match.h"

#include <string.h>

/* Words kept before and after the one at hand, for its surroundings and for long names. */
enum { BEHIND = 8, AHEAD = 16, NAME_CAP = 96, LONGEST_ARTICLE = 3 };

/* The plain case: ASCII letters, and one separator where the name has its space. False says nothing. */
static bool spells_plainly(const char *text, size_t len, const gaz_node *node)
{
    const char *name = ecoi_gaz_names + node->name;
    if (len != node->len)
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = text[i] == '-' || text[i] == '\'' ? ' ' : text[i];
        if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != name[i])
            return false;
    }
    return true;
}

static bool spells(const place_scan *scan, size_t at, size_t n, const gaz_node *node)
{
    char folded[NAME_CAP];
    const word *first = &scan->words[at], *last = &scan->words[at + n - 1];
    size_t len = last->start + last->len - first->start;
    if (spells_plainly(scan->text + first->start, len, node))
        return true;
    if (node->len >= sizeof folded)
        return false;
    return ecoi_words_fold(scan->text + first->start, len, folded, sizeof folded) == node->len &&
           memcmp(folded, ecoi_gaz_names + node->name, node->len) == 0;
}

const gaz_node *ecoi_places_longest(const place_scan *scan, size_t at, size_t *n_words)
{
    const gaz_node *best = NULL;
    uint32_t state = scan->words[at].hash;
    for (size_t n = 1;; n++) {
        const gaz_node *node = ecoi_gaz_find(state);
        if (!node)
            break;
        if (node->len) {
            best = node;
            *n_words = n;
        }
        if (!node->longer || at + n >= scan->n || !GAP_JOINS(scan->words[at + n].gap))
            break;
        state = ecoi_words_join(state, scan->words[at + n].hash);
    }
    return best && spells(scan, at, *n_words, best) ? best : NULL;
}

/* First names and words of context are looked up where they matter, not reported. */
static bool is_searched(const gaz_node *node)
{
    const gaz_sense *senses = ecoi_gaz_senses_of(node);
    for (unsigned i = 0; i < node->n_senses; i++)
        if (senses[i].kind < GAZ_ASK || senses[i].kind == GAZ_ABROAD || senses[i].kind == GAZ_TRAP)
            return true;
    return false;
}

/* The first words of most names are seldom others' too; but "la", "du", "au" stand in every line, and a name
 * that begins with one goes on with a capital. One in twelve words passes; no branch is taken before that is
 * known. */
static bool may_start(const place_scan *scan, size_t at)
{
    const word *w = &scan->words[at];
    unsigned capital = (w->shape & (WORD_CAPITAL | WORD_DIGIT)) != 0;
    unsigned next_capital = (w[1].shape & (WORD_CAPITAL | WORD_DIGIT)) != 0;
    unsigned known = ecoi_gaz_may_start(capital ? ecoi_gaz_first_capital : ecoi_gaz_first_lower, w->hash);
    return known & (capital | next_capital | (w->len > LONGEST_ARTICLE));
}

/* "du Val" is a commune's name with its article, but in "du Val-de-Marne" a longer name begins one word
 * later. */
static bool gives_way(const place_scan *scan, size_t at, size_t n)
{
    bool article = scan->words[at].len <= LONGEST_ARTICLE && !(scan->words[at].shape & WORD_CAPITAL);
    size_t later;
    return article && n > 1 && ecoi_places_longest(scan, at + 1, &later) && 1 + later > n;
}

static bool is_home(const gaz_node *node)
{
    const gaz_sense *senses = ecoi_gaz_senses_of(node);
    for (unsigned i = 0; i < node->n_senses; i++)
        if (senses[i].kind == GAZ_ABROAD)
            return false;
    return true;
}

/* Reports the name at a word, if one is there; returns the words it takes, 0 for none, SIZE_MAX to stop. */
static size_t try_match(place_scan *scan, size_t at, place_match_fn *on_match, void *user)
{
    size_t n = 0;
    const gaz_node *node = ecoi_places_longest(scan, at, &n);
    if (!node || !is_searched(node) || gives_way(scan, at, n))
        return 0;
    const word *first = &scan->words[at], *last = &scan->words[at + n - 1];
    place_match match = {.start = first->start,
                         .len = last->start + last->len - first->start,
                         .node = node,
                         .department = GAZ_NONE,
                         .accent = first->shape & (WORD_ACCENT | WORD_SHOUT)};
    ecoi_places_context(scan, at, n, &match);
    scan->listed = at + n;
    scan->last_seen = match.seen;
    scan->last_home = is_home(node);
    return on_match(user, &match) ? n : SIZE_MAX;
}

/* Drops the words that are done with, all but those BEHIND. */
static void slide(place_scan *scan)
{
    size_t drop = scan->next > BEHIND ? scan->next - BEHIND : 0;
    memmove(scan->words, scan->words + drop, (scan->n - drop) * sizeof *scan->words);
    scan->n -= drop;
    scan->next -= drop;
    scan->listed = scan->listed > drop ? scan->listed - drop : 0;
    if (drop)
        scan->at_text_start = false;
}

bool ecoi_places_match(place_scan *scan, const char *text, size_t len, place_match_fn *on_match, void *user)
{
    word_scan words;
    ecoi_words_start(&words, text, len);
    scan->text = text;
    scan->n = scan->next = scan->listed = 0;
    scan->at_text_start = true;
    scan->last_seen = 0;
    scan->last_home = false;
    for (bool end = false; !end;) {
        size_t room = MATCH_WINDOW - scan->n;
        size_t got = ecoi_words_next(&words, scan->words + scan->n, room);
        scan->n += got;
        scan->words[scan->n].shape = 0;
        end = got < room;
        size_t stop = end ? scan->n : scan->n - AHEAD;
        while (scan->next < stop) {
            size_t n = may_start(scan, scan->next) ? try_match(scan, scan->next, on_match, user) : 0;
            if (n == SIZE_MAX)
                return false;
            scan->next += n ? n : 1;
        }
        if (!end)
            slide(scan);
    }
    return true;
}
