/* SPDX-License-Identifier: MIT */
/* Walking a sorted list of words: states are kept for the characters of the last word, and when a word fails,
 * the least word after it that the automaton accepts, or a bound below that one, says how far to skip. */
#include "searcher/automaton_impl.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"

/* A bound goes at most this many characters on after the one that had to change: longer ones skip no more
 * words of a real dictionary and cost more than looking at the next word. */
enum { MAX_WORD = 255, MAX_TAIL = 4 };

#define LAST_CODE_POINT 0x10ffffu
#define NONE            UINT32_MAX

struct ecoi_automaton_walk {
    const ecoi_automaton *automaton;
    char word[MAX_WORD]; /* the last one */
    size_t len;
    unsigned depth;                    /* characters of it read, states[0..depth] are alive */
    uint16_t ends[MAX_WORD + 1];       /* ends[i]: bytes of the first i characters */
    uint32_t characters[MAX_WORD + 1]; /* characters[i]: the i-th, from 0 */
    ecoi_automaton_state states[MAX_WORD + 1];
};

eco_status ecoi_automaton_walk_new(const ecoi_automaton *automaton, ecoi_automaton_walk **out,
                                   eco_error *error)
{
    *out = NULL;
    ecoi_automaton_walk *walk = calloc(1, sizeof *walk);
    if (!walk)
        return ecoi_error_no_memory(error);
    walk->automaton = automaton;
    ecoi_automaton_start(automaton, &walk->states[0]);
    *out = walk;
    return ECO_OK;
}

void ecoi_automaton_walk_free(ecoi_automaton_walk *walk)
{
    free(walk);
}

/* ---- reading a word ---- */

static size_t common_prefix(const ecoi_automaton_walk *walk, const char *word, size_t len)
{
    size_t n = 0, most = len < walk->len ? len : walk->len;
    while (n < most && word[n] == walk->word[n])
        n++;
    return n;
}

/* Goes back to the characters that the word has in common with the last one. */
static void back_up(ecoi_automaton_walk *walk, const char *word, size_t len)
{
    size_t common = common_prefix(walk, word, len);
    while (walk->depth > 0 && walk->ends[walk->depth] > common)
        walk->depth--;
    memcpy(walk->word + common, word + common, len - common);
    walk->len = len;
}

/* Reads on to the end of the word or to the character after which nothing can be accepted; false for that
 * one, which is then characters[depth]. An ill-formed byte is such a character. */
static bool read_on(ecoi_automaton_walk *walk)
{
    const char *end = walk->word + walk->len;
    while (walk->ends[walk->depth] < walk->len) {
        size_t step, at = walk->ends[walk->depth];
        uint32_t c = ecoi_utf8_decode(walk->word + at, end, &step);
        walk->characters[walk->depth] = c;
        if (c == ECOI_UTF8_BAD ||
            !ecoi_automaton_step(walk->automaton, &walk->states[walk->depth],
                                 ecoi_automaton_fits(walk->automaton, c), &walk->states[walk->depth + 1]))
            return false;
        walk->depth++;
        walk->ends[walk->depth] = (uint16_t)(at + step);
    }
    return true;
}

/* ---- the bound ---- */

static bool is_live(const ecoi_automaton *automaton, const ecoi_automaton_state *state,
                    const ecoi_element_set *fits)
{
    ecoi_automaton_state ignored;
    return ecoi_automaton_step(automaton, state, fits, &ignored);
}

static uint32_t code_point_after(uint32_t c)
{
    if (c >= LAST_CODE_POINT)
        return NONE;
    return c == 0xd7ff ? 0xe000 : c + 1;
}

/* The least character >= `from` that can follow, NONE when there is none. A character that the pattern does
 * not name goes no further than one it names, so when such a one can follow any can. */
static uint32_t least_live(const ecoi_automaton *automaton, const ecoi_automaton_state *state, uint32_t from)
{
    if (from == NONE || is_live(automaton, state, &automaton->other))
        return from;
    for (unsigned i = 0; i < automaton->n_letters; i++) {
        const ecoi_letter *letter = &automaton->letters[i];
        if (letter->code_point >= from && letter->code_point <= LAST_CODE_POINT &&
            is_live(automaton, state, &letter->fits))
            return letter->code_point;
    }
    return NONE;
}

static bool append_character(ecoi_buf *out, uint32_t c)
{
    char bytes[ECOI_UTF8_MAX];
    return ecoi_buf_append(out, bytes, ecoi_utf8_encode(c, bytes));
}

/* Appends `c` and then what every accepted text that goes on from there must at least be. */
static bool append_least(const ecoi_automaton *automaton, const ecoi_automaton_state *state, uint32_t c,
                         ecoi_buf *out)
{
    ecoi_automaton_state states[2] = {*state};
    unsigned edits;
    for (unsigned at = 0, n = 0; c != NONE && n <= MAX_TAIL; at ^= 1, n++) {
        if (!append_character(out, c))
            return false;
        ecoi_automaton_step(automaton, &states[at], ecoi_automaton_fits(automaton, c), &states[at ^ 1]);
        const ecoi_automaton_state *next = &states[at ^ 1];
        if (ecoi_automaton_accepts(automaton, next, &edits) || is_live(automaton, next, &automaton->other))
            break;
        c = least_live(automaton, next, 0);
    }
    return true;
}

/* The bound for words that begin with the first `depth` characters and go on with one >= `from`. */
static bool bound_at(const ecoi_automaton_walk *walk, unsigned depth, uint32_t from, ecoi_buf *out,
                     bool *found)
{
    const ecoi_automaton_state *state = &walk->states[depth];
    uint32_t c = least_live(walk->automaton, state, from);
    *found = c != NONE;
    if (c == NONE)
        return true;
    return ecoi_buf_append(out, walk->word, walk->ends[depth]) &&
           append_least(walk->automaton, state, c, out);
}

/* After a word that was read to its end, or one that failed at characters[depth]. An ill-formed word has no
 * place in the order of characters: it gets no bound. */
static bool bound_after(const ecoi_automaton_walk *walk, bool whole, ecoi_buf *out, bool *out_end)
{
    bool found = false;
    unsigned depth = walk->depth;
    if (!whole && walk->characters[depth] == ECOI_UTF8_BAD)
        return true;
    if (whole && !bound_at(walk, depth, 0, out, &found))
        return false;
    for (unsigned i = whole ? depth : depth + 1; i-- > 0 && !found;)
        if (!bound_at(walk, i, code_point_after(walk->characters[i]), out, &found))
            return false;
    *out_end = !found;
    return true;
}

/* ---- a step ---- */

bool ecoi_automaton_walk_step(ecoi_automaton_walk *walk, const char *word, size_t len, unsigned *out_edits,
                              ecoi_buf *out_skip_to, bool *out_end)
{
    unsigned edits;
    if (out_skip_to)
        out_skip_to->len = 0;
    *out_end = false;
    if (len > MAX_WORD)
        return ecoi_automaton_match(walk->automaton, word, len, out_edits);
    back_up(walk, word, len);
    bool whole = read_on(walk);
    if (!whole && walk->characters[walk->depth] == ECOI_UTF8_BAD)
        return ecoi_automaton_match(walk->automaton, word, len, out_edits);
    if (whole && ecoi_automaton_accepts(walk->automaton, &walk->states[walk->depth], &edits)) {
        if (out_edits)
            *out_edits = edits;
        return true;
    }
    if (out_skip_to && !bound_after(walk, whole, out_skip_to, out_end))
        out_skip_to->len = 0;
    return false;
}
