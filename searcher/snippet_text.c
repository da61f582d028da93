/* SPDX-License-Identifier: MIT */
/* Snippets: where fragments begin and end, and how they are written. */
#include "searcher/snippet_impl.h"

#include <string.h>

#include "base/utf8.h"

#define NO_BREAK_SPACE "\xc2\xa0"
#define GUILLEMET      "\xc2\xbb"
#define ELLIPSIS       "\xe2\x80\xa6"

enum { MAX_CLOSERS = 16 };

/* Words are parted here; a no-break space holds together what should not be torn (88 000 €). */
static bool is_breaking_space(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7f;
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* ---- sentences ---- */

static bool ends_with(const char *text, size_t len, const char *tail)
{
    size_t n = strlen(tail);
    return len >= n && memcmp(text + len - n, tail, n) == 0;
}

/* Whether the text up to `len` ends a sentence, a few quotes and parentheses that close after it left aside.
 */
static bool ends_sentence(const char *text, size_t len)
{
    for (int n = 0; n < MAX_CLOSERS; n++) {
        if (ends_with(text, len, NO_BREAK_SPACE) || ends_with(text, len, GUILLEMET))
            len -= 2;
        else if (len > 0 &&
                 (is_breaking_space(text[len - 1]) || text[len - 1] == '"' || text[len - 1] == ')'))
            len--;
        else
            return len == 0 || strchr(".!?", text[len - 1]) != NULL || ends_with(text, len, ELLIPSIS);
    }
    return false;
}

/* A sentence begins with anything but a small letter. */
static bool begins_sentence(eco_text text, size_t at)
{
    if (at == 0)
        return true;
    char c = at < text.len ? text.ptr[at] : ' ';
    return !is_breaking_space(c) && (c < 'a' || c > 'z') && is_breaking_space(text.ptr[at - 1]) &&
           ends_sentence(text.ptr, at - 1);
}

bool ecoi_sentence_before(eco_text text, size_t at, size_t reach, size_t *out)
{
    size_t least = at > reach ? at - reach : 0;
    size_t i = at;
    while (!begins_sentence(text, i))
        if (i-- == least)
            return false;
    *out = i;
    return true;
}

/* ---- bounds ---- */

/* The first beginning of a word in [from, at], or the last one in [least, from), or `at`. */
static size_t word_start(eco_text text, size_t least, size_t from, size_t at)
{
    for (size_t i = from; i < at; i++)
        if (i == 0 || is_breaking_space(text.ptr[i - 1]))
            return i;
    for (size_t i = from; i > least; i--)
        if (is_breaking_space(text.ptr[i - 1]))
            return i;
    return least == 0 && from == 0 ? 0 : at;
}

/* The last end of a word in [core, at]; a word longer than all that room is cut between characters. */
static size_t word_end(eco_text text, size_t core, size_t at)
{
    for (size_t i = at + 1; i-- > core;)
        if (is_breaking_space(text.ptr[i]))
            return i;
    while (at > core && is_continuation(text.ptr[at]))
        at--;
    return at;
}

static size_t place_start(eco_text text, size_t core, size_t slack)
{
    size_t start, least = core > slack ? core - slack : 0, before = slack / 3;
    if (ecoi_sentence_before(text, core, slack, &start))
        return start;
    return word_start(text, least, core > before ? core - before : 0, core);
}

/* Where a fragment that has room left before it may begin instead of at `start`: with the first sentence
 * after `least`, or with the first word when none begins there. */
static size_t earlier_start(eco_text text, size_t least, size_t start)
{
    size_t word = word_start(text, least, least, start);
    for (size_t i = word; i <= start; i++)
        if (begins_sentence(text, i))
            return i;
    return word;
}

ecoi_fragment ecoi_fragment_around(eco_text text, uint32_t passage, size_t start, size_t end, size_t budget)
{
    ecoi_fragment fragment = {passage, 0, text.len};
    if (text.len <= budget + budget / 8)
        return fragment;
    if (end - start >= budget) {
        fragment.start = start;
        fragment.end = word_end(text, start, start + budget);
        return fragment;
    }
    size_t slack = budget - (end - start);
    fragment.start = place_start(text, start, slack);
    if (fragment.start + budget < text.len)
        fragment.end = word_end(text, end, fragment.start + budget);
    else
        fragment.start = earlier_start(text, text.len - budget, fragment.start);
    return fragment;
}

/* ---- writing ---- */

typedef struct writer {
    const char *text;
    size_t at, end; /* bytes of the passage */
    ecoi_buf *out;
    size_t begin; /* where the fragment begins in `out` */
} writer;

static bool is_space(uint32_t c)
{
    return c <= ' ' || c == 0x7f || c == 0x85 || c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
           c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

/* Moves over the white space before `stop`; returns the number of characters. */
static size_t skip_spaces(writer *w, size_t stop)
{
    size_t n = 0, step;
    for (; w->at < stop; w->at += step, n++) {
        uint32_t c = ecoi_utf8_decode(w->text + w->at, w->text + w->end, &step);
        if (c == ECOI_UTF8_BAD || !is_space(c))
            break;
    }
    return n;
}

/* A run of white space becomes one space; a no-break or narrow one on its own stays, and none is written at
 * the fragment's beginning. */
static bool write_space(writer *w, size_t from, size_t n)
{
    if (w->out->len == w->begin)
        return true;
    if (n > 1 || is_breaking_space(w->text[from]))
        return ecoi_buf_append_byte(w->out, ' ');
    return ecoi_buf_append(w->out, w->text + from, w->at - from);
}

/* Writes up to the byte `stop` of the passage. */
static bool write_until(writer *w, size_t stop)
{
    while (w->at < stop) {
        size_t from = w->at, step, n = skip_spaces(w, stop);
        if (n && !write_space(w, from, n))
            return false;
        if (w->at >= stop)
            break;
        ecoi_utf8_decode(w->text + w->at, w->text + w->end, &step);
        if (!ecoi_buf_append(w->out, w->text + w->at, step))
            return false;
        w->at += step;
    }
    return true;
}

static void trim_end(ecoi_buf *out, size_t begin)
{
    while (out->len > begin && out->data[out->len - 1] == ' ')
        out->len--;
}

static size_t first_match_in(const ecoi_matches *matches, ecoi_fragment fragment)
{
    size_t low = 0, high = matches->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const ecoi_match *match = &matches->items[middle];
        if (match->passage < fragment.passage ||
            (match->passage == fragment.passage && match->start < fragment.start))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The next match from *i on in the fragment, made one with those that overlap it; false when there is none.
 */
static bool next_range(const ecoi_matches *matches, ecoi_fragment fragment, size_t *i, size_t *start,
                       size_t *end)
{
    const ecoi_match *match = matches->items + *i;
    if (*i >= matches->n || match->passage != fragment.passage || match->start >= fragment.end)
        return false;
    *start = match->start;
    *end = match->end;
    for (++*i, match++; *i < matches->n && match->passage == fragment.passage && match->start < *end;
         ++*i, match++)
        if (match->end > *end)
            *end = match->end;
    if (*end > fragment.end)
        *end = fragment.end;
    return true;
}

bool ecoi_fragment_print(eco_text text, ecoi_fragment fragment, const ecoi_matches *matches, ecoi_buf *out,
                         ecoi_buf *ranges)
{
    writer w = {text.ptr, fragment.start, fragment.end, out, out->len};
    size_t i = first_match_in(matches, fragment), start, end;
    while (next_range(matches, fragment, &i, &start, &end)) {
        if (!write_until(&w, start))
            return false;
        eco_range range = {out->len, 0};
        if (!write_until(&w, end))
            return false;
        range.length = out->len - range.offset;
        if (range.length && !ecoi_buf_append(ranges, &range, sizeof range))
            return false;
    }
    if (!write_until(&w, fragment.end))
        return false;
    trim_end(out, w.begin);
    return true;
}
