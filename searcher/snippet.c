/* SPDX-License-Identifier: MIT */
/* Snippets: which windows of a document are shown. */
#include "searcher/snippet_impl.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

#define JOINT  " \xe2\x80\xa6 "
#define BEFORE "\xe2\x80\xa6 "
#define AFTER  " \xe2\x80\xa6"

enum { MIN_BUDGET = 32, MAX_BUDGET = 1 << 16, MAX_WINDOW_MATCHES = 256, MAX_REPEATS = 5, MAX_REACH = 512 };

/* What a window is worth: the distinct query words in it, then up to these parts of that sum more. Together
 * they stay small, so that a further query word of any weight wins. */
static const double TIGHT_BONUS = 0.02;    /* all of it when the words stand together */
static const double REPEAT_BONUS = 0.004;  /* a further occurrence */
static const double EARLY_BONUS = 0.02;    /* at the document's beginning, half of it 2000 bytes on */
static const double SENTENCE_BONUS = 0.02; /* a sentence begins near before it */
static const double EARLY_HALF = 2000;

static const float zone_worth[ECO_N_ZONES] = {
    [ECO_ZONE_LEAD] = 1.0f,    [ECO_ZONE_BODY] = 1.0f,    [ECO_ZONE_HEADING] = 0.9f,
    [ECO_ZONE_CAPTION] = 0.8f, [ECO_ZONE_COMMENT] = 0.5f, /* the others: 0, never shown */
};

typedef struct window {
    size_t first, n; /* matches */
    uint64_t groups;
    double gain; /* the weights of its groups */
    double score;
} window;

typedef struct maker {
    ecoi_analysis *analysis;
    const eco_document *document;
    const ecoi_highlighter *highlighter;
    size_t budget;
    ecoi_matches matches;
    size_t *offsets; /* of passages in the document's shown text */
    ecoi_fragment fragments[2];
    size_t n_fragments;
    ecoi_buf text, ranges;
    eco_error *error;
} maker;

static bool is_shown(const eco_passage *passage)
{
    return (unsigned)passage->zone < ECO_N_ZONES && zone_worth[passage->zone] > 0 && passage->text.ptr;
}

static eco_text passage_text(const maker *m, uint32_t passage)
{
    return m->document->passages[passage].text;
}

static eco_status find_matches(maker *m)
{
    size_t left = ECOI_SNIPPET_MAX_TEXT, offset = 0;
    for (size_t i = 0; i < m->document->n_passages; i++) {
        const eco_passage *passage = &m->document->passages[i];
        m->offsets[i] = offset;
        if (!is_shown(passage) || left == 0)
            continue;
        eco_status status = ecoi_matches_find(&m->matches, m->analysis, m->highlighter, (uint32_t)i,
                                              passage->text, left, m->error);
        if (status != ECO_OK)
            return status;
        offset += passage->text.len;
        left -= passage->text.len < left ? passage->text.len : left;
    }
    return ECO_OK;
}

/* ---- windows ---- */

/* The weights of those matches of a window that begins at `first` and goes on for at most `budget` bytes,
 * each group counted once and those in `known` not at all. */
static window weigh_window(const maker *m, size_t first, size_t budget, uint64_t known, unsigned *out_repeats)
{
    float best[ECOI_SNIPPET_GROUPS];
    const ecoi_match *start = &m->matches.items[first], *end = m->matches.items + m->matches.n,
                     *match = start;
    window w = {.first = first, .n = 1};
    *out_repeats = 0;
    for (; match < end && match->passage == start->passage && match - start < MAX_WINDOW_MATCHES; match++) {
        uint64_t bit = (uint64_t)1 << match->group;
        if (match > start && match->end - start->start > budget)
            break;
        if (known & bit)
            continue;
        float more = w.groups & bit ? match->weight - best[match->group] : match->weight;
        if (more <= 0) {
            ++*out_repeats;
            continue;
        }
        best[match->group] = match->weight;
        w.groups |= bit;
        w.gain += (double)more;
        w.n = (size_t)(match - start) + 1;
    }
    return w;
}

static size_t window_start(const maker *m, const window *w)
{
    return m->matches.items[w->first].start;
}

static size_t window_end(const maker *m, const window *w)
{
    size_t end = 0;
    for (size_t i = w->first; i < w->first + w->n; i++)
        if (m->matches.items[i].end > end)
            end = m->matches.items[i].end;
    return end;
}

/* The score but for the sentence. */
static double score_window(const maker *m, const window *w, size_t budget, unsigned repeats)
{
    uint32_t passage = m->matches.items[w->first].passage;
    double size = (double)(window_end(m, w) - window_start(m, w)), room = (double)budget;
    double offset = (double)(m->offsets[passage] + window_start(m, w));
    double extra = TIGHT_BONUS * (size < room ? 1 - size / room : 0);
    extra += REPEAT_BONUS * (repeats < MAX_REPEATS ? repeats : MAX_REPEATS);
    extra += EARLY_BONUS * EARLY_HALF / (EARLY_HALF + offset);
    return w->gain * (1 + extra) * (double)zone_worth[m->document->passages[passage].zone];
}

static double sentence_score(const maker *m, const window *w, size_t budget)
{
    const ecoi_match *match = &m->matches.items[w->first];
    size_t size = window_end(m, w) - match->start, start;
    size_t reach = size < budget ? budget - size : 0;
    if (reach > MAX_REACH)
        reach = MAX_REACH;
    if (!ecoi_sentence_before(passage_text(m, match->passage), match->start, reach, &start))
        return 0;
    return w->gain * SENTENCE_BONUS * (double)zone_worth[m->document->passages[match->passage].zone];
}

static bool lies_in(const ecoi_match *match, const ecoi_fragment *taken)
{
    return taken && match->passage == taken->passage && match->start >= taken->start &&
           match->start < taken->end;
}

/* The best window outside `taken` (may be NULL), by its groups that are not in `known`; the first of equals.
 * Its score is 0 when there is none. */
static window best_window(const maker *m, size_t budget, uint64_t known, const ecoi_fragment *taken)
{
    window best = {0};
    for (size_t i = 0; i < m->matches.n; i++) {
        unsigned repeats;
        if (lies_in(&m->matches.items[i], taken))
            continue;
        window w = weigh_window(m, i, budget, known, &repeats);
        double most = w.gain * (1 + TIGHT_BONUS + EARLY_BONUS + SENTENCE_BONUS + REPEAT_BONUS * MAX_REPEATS);
        if (most <= best.score)
            continue;
        w.score = score_window(m, &w, budget, repeats);
        if (w.score + w.gain * SENTENCE_BONUS > best.score)
            w.score += sentence_score(m, &w, budget);
        if (w.score > best.score)
            best = w;
    }
    return best;
}

static uint64_t all_groups(const ecoi_matches *matches)
{
    uint64_t groups = 0;
    for (size_t i = 0; i < matches->n; i++)
        groups |= (uint64_t)1 << matches->items[i].group;
    return groups;
}

static ecoi_fragment show(const maker *m, const window *w, size_t budget)
{
    uint32_t passage = m->matches.items[w->first].passage;
    return ecoi_fragment_around(passage_text(m, passage), passage, window_start(m, w), window_end(m, w),
                                budget);
}

/* ---- fragments ---- */

static void add_fragment(maker *m, ecoi_fragment fragment)
{
    m->fragments[m->n_fragments++] = fragment;
}

/* Two windows of half the size, when together they hold query words that no single one holds. */
static bool split(maker *m, const window *whole)
{
    size_t half = m->budget / 2;
    if (whole->groups == all_groups(&m->matches))
        return false;
    window first = best_window(m, half, 0, NULL);
    if (first.score <= 0)
        return false;
    ecoi_fragment shown = show(m, &first, half);
    window second = best_window(m, half, first.groups, &shown);
    if (second.score <= 0 || first.gain + second.gain <= whole->gain)
        return false;
    add_fragment(m, shown);
    add_fragment(m, show(m, &second, half));
    return true;
}

/* The lead's beginning, else the body's, else that of whatever may be shown. */
static bool find_beginning(const maker *m, uint32_t *out)
{
    static const eco_zone order[] = {ECO_ZONE_LEAD, ECO_ZONE_BODY, ECO_ZONE_HEADING, ECO_ZONE_CAPTION,
                                     ECO_ZONE_COMMENT};
    for (size_t z = 0; z < sizeof order / sizeof *order; z++) {
        for (size_t i = 0; i < m->document->n_passages; i++) {
            const eco_passage *passage = &m->document->passages[i];
            if (passage->zone == order[z] && passage->text.ptr && passage->text.len) {
                *out = (uint32_t)i;
                return true;
            }
        }
    }
    return false;
}

static size_t fragment_len(const ecoi_fragment *fragment)
{
    return fragment->end - fragment->start;
}

/* A heading or a short line alone says little: another window follows, or else the beginning of the next
 * passage. */
static void fill_up(maker *m)
{
    const ecoi_fragment *first = &m->fragments[0];
    size_t left = m->budget - fragment_len(first);
    window more = best_window(m, left, 0, first);
    if (more.score > 0) {
        add_fragment(m, show(m, &more, left));
        return;
    }
    for (size_t i = first->passage + (size_t)1; i < m->document->n_passages; i++) {
        const eco_passage *passage = &m->document->passages[i];
        if ((passage->zone == ECO_ZONE_LEAD || passage->zone == ECO_ZONE_BODY) && passage->text.ptr) {
            add_fragment(m, ecoi_fragment_around(passage->text, (uint32_t)i, 0, 0, left));
            return;
        }
    }
}

/* Brings two fragments in reading order, and makes one of them when they touch. */
static void arrange(maker *m)
{
    ecoi_fragment *a = &m->fragments[0], *b = &m->fragments[1];
    if (m->n_fragments < 2)
        return;
    if (b->passage < a->passage || (b->passage == a->passage && b->start < a->start)) {
        ecoi_fragment swapped = *a;
        *a = *b;
        *b = swapped;
    }
    if (a->passage != b->passage || b->start > a->end + 1)
        return;
    if (b->end > a->end)
        a->end = b->end;
    m->n_fragments = 1;
}

static void choose(maker *m)
{
    uint32_t passage;
    window whole = best_window(m, m->budget, 0, NULL);
    if (whole.score > 0) {
        if (!split(m, &whole))
            add_fragment(m, show(m, &whole, m->budget));
    } else if (find_beginning(m, &passage)) {
        add_fragment(m, ecoi_fragment_around(passage_text(m, passage), passage, 0, 0, m->budget));
    }
    if (m->n_fragments == 1 && fragment_len(&m->fragments[0]) < m->budget / 2)
        fill_up(m);
    arrange(m);
}

/* ---- writing ---- */

static bool is_blank(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] > ' ')
            return false;
    return true;
}

static bool append(ecoi_buf *out, const char *text)
{
    return ecoi_buf_append(out, text, strlen(text));
}

static bool write_fragment(maker *m, const ecoi_fragment *fragment, bool first, bool last)
{
    eco_text text = passage_text(m, fragment->passage);
    bool before = !is_blank(text.ptr, fragment->start);
    bool after = !is_blank(text.ptr + fragment->end, text.len - fragment->end);
    if (first && before && !append(&m->text, BEFORE))
        return false;
    if (!ecoi_fragment_print(text, *fragment, &m->matches, &m->text, &m->ranges))
        return false;
    if (!last)
        return append(&m->text, JOINT);
    return !after || append(&m->text, AFTER);
}

static eco_status copy_ranges(ecoi_buf *ranges, ecoi_arena *arena, eco_range **out, size_t *out_n,
                              eco_error *error)
{
    eco_range *copy = NULL;
    if (ranges->len) {
        copy = ecoi_arena_alloc(arena, ranges->len);
        if (!copy)
            return ecoi_error_no_memory(error);
        memcpy(copy, ranges->data, ranges->len);
    }
    *out = copy;
    *out_n = ranges->len / sizeof(eco_range);
    return ECO_OK;
}

static eco_status write_snippet(maker *m, ecoi_arena *arena, ecoi_snippet *out)
{
    ecoi_snippet snippet = {0};
    for (size_t i = 0; i < m->n_fragments; i++)
        if (!write_fragment(m, &m->fragments[i], i == 0, i + 1 == m->n_fragments))
            return ecoi_error_no_memory(m->error);
    snippet.text.ptr = ecoi_arena_copy(arena, m->text.data, m->text.len);
    snippet.text.len = m->text.len;
    if (!snippet.text.ptr)
        return ecoi_error_no_memory(m->error);
    eco_status status = copy_ranges(&m->ranges, arena, &snippet.ranges, &snippet.n_ranges, m->error);
    if (status == ECO_OK)
        *out = snippet;
    return status;
}

static size_t clamp_budget(size_t budget)
{
    if (budget < MIN_BUDGET)
        return MIN_BUDGET;
    return budget < MAX_BUDGET ? budget : MAX_BUDGET;
}

eco_status ecoi_snippet_make(ecoi_analysis *analysis, const eco_document *document,
                             const ecoi_highlighter *highlighter, size_t max_bytes, ecoi_arena *arena,
                             ecoi_snippet *out, eco_error *error)
{
    maker m = {.analysis = analysis, .document = document, .highlighter = highlighter, .error = error};
    m.budget = clamp_budget(max_bytes);
    m.offsets = calloc(document->n_passages + 1, sizeof *m.offsets);
    eco_status status = m.offsets ? find_matches(&m) : ecoi_error_no_memory(error);
    if (status == ECO_OK) {
        choose(&m);
        status = write_snippet(&m, arena, out);
    }
    free(m.offsets);
    free(m.matches.items);
    ecoi_buf_dispose(&m.text);
    ecoi_buf_dispose(&m.ranges);
    return status;
}

/* ---- texts as they stand ---- */

static bool merge_ranges(const ecoi_matches *matches, ecoi_buf *out)
{
    for (size_t i = 0; i < matches->n;) {
        size_t start = matches->items[i].start, end = matches->items[i].end;
        for (i++; i < matches->n && matches->items[i].start < end; i++)
            if (matches->items[i].end > end)
                end = matches->items[i].end;
        eco_range range = {start, end - start};
        if (!ecoi_buf_append(out, &range, sizeof range))
            return false;
    }
    return true;
}

eco_status ecoi_highlight(ecoi_analysis *analysis, eco_text text, const ecoi_highlighter *highlighter,
                          ecoi_arena *arena, eco_range **out, size_t *out_n, eco_error *error)
{
    ecoi_matches matches = {0};
    ecoi_buf ranges = {0};
    eco_status status =
        ecoi_matches_find(&matches, analysis, highlighter, 0, text, ECOI_SNIPPET_MAX_TEXT, error);
    if (status == ECO_OK && !merge_ranges(&matches, &ranges))
        status = ecoi_error_no_memory(error);
    if (status == ECO_OK)
        status = copy_ranges(&ranges, arena, out, out_n, error);
    free(matches.items);
    ecoi_buf_dispose(&ranges);
    return status;
}
