/* SPDX-License-Identifier: MIT */
/* Where in a document: passages, zones, and the spans of words, phrases and neighbours. */
#include "searcher/match_impl.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/error.h"

/* ---- passages ---- */

static bool load_layout(ecoi_match *m, uint32_t doc)
{
    if (m->layout_doc == doc)
        return true;
    ecoi_arena_reset(&m->layout_arena);
    eco_status status =
        ecoi_segment_layout(m->segment, doc, &m->layout_arena, &m->layout, &m->n_layout, &m->error);
    ecoi_match_fail(m, status);
    m->layout_doc = status ? ECOI_NO_DOC : doc;
    return !status;
}

/* Calls for each passage that takes positions: they begin one after the end of the one before. */
typedef struct passage_walk {
    size_t i;
    uint32_t start, end;
    eco_zone zone;
} passage_walk;

static bool next_passage(const ecoi_match *m, passage_walk *w)
{
    while (w->i < m->n_layout) {
        const ecoi_layout_passage *passage = &m->layout[w->i++];
        if (passage->n_positions == 0)
            continue;
        w->start = w->end ? w->end + 1 : 0;
        w->end = w->start + passage->n_positions;
        w->zone = passage->zone;
        return true;
    }
    return false;
}

static bool in_zone(ecoi_match *m, uint32_t doc, uint32_t position, eco_zone zone)
{
    if (zone == ECO_ZONE_TITLE)
        return position < ecoi_column_get(&m->columns->title_lengths, doc);
    if (!load_layout(m, doc))
        return false;
    passage_walk w = {0};
    while (next_passage(m, &w))
        if (position < w.end)
            return w.zone == zone && position >= w.start;
    return false;
}

bool ecoi_match_has_zone(ecoi_match *m, uint32_t doc, eco_zone zone)
{
    passage_walk w = {0};
    if (!load_layout(m, doc))
        return false;
    while (next_passage(m, &w))
        if (w.zone == zone)
            return true;
    return false;
}

static bool add_span(ecoi_match *m, ecoi_node *n, uint32_t start, uint32_t len)
{
    if (!ecoi_grow(&n->spans, &n->spans_cap, n->n_spans + 1, sizeof *n->spans)) {
        ecoi_match_fail(m, ecoi_error_no_memory(&m->error));
        return false;
    }
    n->spans[n->n_spans++] = (ecoi_span){start, len};
    return true;
}

static int by_start(const void *a, const void *b)
{
    const ecoi_span *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->len > y->len) - (x->len < y->len);
}

static void sort_spans(ecoi_node *n)
{
    size_t kept = 0;
    qsort(n->spans, n->n_spans, sizeof *n->spans, by_start);
    for (size_t i = 0; i < n->n_spans; i++)
        if (kept == 0 || by_start(&n->spans[kept - 1], &n->spans[i]) != 0)
            n->spans[kept++] = n->spans[i];
    n->n_spans = kept;
}

static void count_unlike(ecoi_match *m, ecoi_node *n, const ecoi_use *use, uint32_t position,
                         uint16_t ordinal)
{
    if (!ecoi_has_ordinal(use->unlike, use->n_unlike, ordinal))
        return;
    n->unlike++;
    n->unlike_title += position < ecoi_column_get(&m->columns->title_lengths, n->doc);
}

static void add_cursor_spans(ecoi_match *m, ecoi_node *n, size_t i)
{
    const ecoi_use *use = &n->plan->word->uses[m->segment_number][i];
    eco_zone zone = n->plan->word->zone;
    ecoi_cursor *c = &n->cursors[i];
    size_t tf = ecoi_cursor_tf(c);
    if (!ecoi_grow(&m->positions, &m->positions_cap, tf, sizeof *m->positions) ||
        !ecoi_grow(&m->ordinals, &m->ordinals_cap, tf, sizeof *m->ordinals)) {
        ecoi_match_fail(m, ecoi_error_no_memory(&m->error));
        return;
    }
    tf = ecoi_cursor_positions(c, m->positions, m->ordinals);
    for (size_t k = 0; k < tf; k++) {
        if (!ecoi_use_allows(use, m->ordinals[k]) ||
            (zone != ECOI_ANY_ZONE && !in_zone(m, c->doc, m->positions[k], zone)))
            continue;
        if (!add_span(m, n, m->positions[k], 1))
            return;
        count_unlike(m, n, use, m->positions[k], m->ordinals[k]);
    }
    ecoi_match_check_cursor(m, n, c);
}

static void phrase_spans(ecoi_match *m, ecoi_node *n);
static void near_spans(ecoi_match *m, ecoi_node *n);

/* Where the node is found in its current document. */
void ecoi_match_load_spans(ecoi_match *m, ecoi_node *n)
{
    if (n->spans_doc == n->doc)
        return;
    n->spans_doc = n->doc;
    n->n_spans = 0;
    n->unlike = n->unlike_title = 0;
    switch (n->plan->op) {
    case ECOI_OP_WORD:
        ecoi_match_each_cursor(m, n, add_cursor_spans);
        break;
    case ECOI_OP_PHRASE:
        phrase_spans(m, n);
        return;
    case ECOI_OP_NEAR:
        near_spans(m, n);
        return;
    default:
        for (size_t i = 0; i < n->plan->n_children; i++) {
            ecoi_node *child = n->children[i];
            if (child->doc != n->doc || (n->plan->op == ECOI_OP_LIST && n->plan->occurs[i] == ECOI_MUST_NOT))
                continue;
            ecoi_match_load_spans(m, child);
            for (size_t k = 0; k < child->n_spans; k++)
                if (!add_span(m, n, child->spans[k].start, child->spans[k].len))
                    return;
        }
    }
    if (n->n_spans > 1 && (n->plan->op != ECOI_OP_WORD || n->n_cursors > 1))
        sort_spans(n);
}

static bool has_start(const ecoi_node *n, uint32_t start, size_t *from)
{
    while (*from < n->n_spans && n->spans[*from].start < start)
        ++*from;
    return *from < n->n_spans && n->spans[*from].start == start;
}

static void phrase_spans(ecoi_match *m, ecoi_node *n)
{
    size_t count = n->plan->n_children, *from = calloc(count, sizeof *from);
    const uint32_t *offsets = n->plan->offsets;
    if (!from) {
        ecoi_match_fail(m, ecoi_error_no_memory(&m->error));
        return;
    }
    for (size_t i = 0; i < count; i++)
        ecoi_match_load_spans(m, n->children[i]);
    const ecoi_node *first = n->children[0];
    for (size_t k = 0; k < first->n_spans; k++) {
        uint32_t start = first->spans[k].start;
        bool all = true;
        for (size_t i = 1; all && i < count; i++)
            all = has_start(n->children[i], start + offsets[i] - offsets[0], &from[i]);
        if (all && !add_span(m, n, start, offsets[count - 1] - offsets[0] + 1))
            break;
    }
    free(from);
}

/* Positions from the end of the earlier to the start of the later; 0: they overlap. */
static uint32_t distance(ecoi_span a, ecoi_span b)
{
    uint32_t a_last = a.start + a.len - 1, b_last = b.start + b.len - 1;
    return b.start > a_last ? b.start - a_last : a.start > b_last ? a.start - b_last : 0;
}

/* The smallest span that holds both. */
static ecoi_span join(ecoi_span a, ecoi_span b)
{
    uint32_t start = a.start < b.start ? a.start : b.start;
    uint32_t a_end = a.start + a.len, b_end = b.start + b.len;
    return (ecoi_span){start, (a_end > b_end ? a_end : b_end) - start};
}

static uint32_t longest(const ecoi_node *n)
{
    uint32_t most = 0;
    for (size_t i = 0; i < n->n_spans; i++)
        most = n->spans[i].len > most ? n->spans[i].len : most;
    return most;
}

static void near_spans(ecoi_match *m, ecoi_node *n)
{
    ecoi_node *a = n->children[0], *b = n->children[1];
    ecoi_match_load_spans(m, a);
    ecoi_match_load_spans(m, b);
    uint64_t before = (uint64_t)n->plan->number + longest(b); /* how far ahead of a's start b may begin */
    size_t from = 0;
    for (size_t i = 0; i < a->n_spans; i++) {
        uint64_t end = (uint64_t)a->spans[i].start + a->spans[i].len + n->plan->number;
        while (from < b->n_spans && b->spans[from].start + before < a->spans[i].start)
            from++;
        for (size_t k = from; k < b->n_spans && b->spans[k].start <= end; k++) {
            uint32_t d = distance(a->spans[i], b->spans[k]);
            ecoi_span both = join(a->spans[i], b->spans[k]);
            if (d > 0 && d <= n->plan->number && !add_span(m, n, both.start, both.len))
                return;
        }
    }
    if (n->n_spans > 1)
        sort_spans(n);
}

/* ---- one passage ---- */

static bool found_in(ecoi_match *m, ecoi_node *n, uint32_t doc, uint32_t start, uint32_t end);

static bool list_found_in(ecoi_match *m, ecoi_node *n, uint32_t doc, uint32_t start, uint32_t end)
{
    bool must = false, any = false;
    for (size_t i = 0; i < n->plan->n_children; i++) {
        bool found = found_in(m, n->children[i], doc, start, end);
        ecoi_occur occur = n->plan->occurs[i];
        if ((occur == ECOI_MUST && !found) || (occur == ECOI_MUST_NOT && found))
            return false;
        must = must || occur == ECOI_MUST;
        any = any || (found && occur == ECOI_SHOULD);
    }
    return must || any;
}

/* How many children must be found. */
static size_t wanted(const ecoi_query_node *plan)
{
    if (plan->op == ECOI_OP_OR || plan->op == ECOI_OP_BEST)
        return 1;
    return plan->op == ECOI_OP_ATLEAST ? plan->number : plan->n_children;
}

/* Whether the node, in document `doc`, is found within positions [start, end). */
static bool found_in(ecoi_match *m, ecoi_node *n, uint32_t doc, uint32_t start, uint32_t end)
{
    size_t count = 0;
    switch (n->plan->op) {
    case ECOI_OP_LIST:
        return list_found_in(m, n, doc, start, end);
    case ECOI_OP_NOT:
        return found_in(m, n->children[0], doc, start, end) && !found_in(m, n->children[1], doc, start, end);
    case ECOI_OP_AND:
    case ECOI_OP_PARA:
    case ECOI_OP_OR:
    case ECOI_OP_BEST:
    case ECOI_OP_ATLEAST:
        for (size_t i = 0; i < n->plan->n_children; i++)
            count += found_in(m, n->children[i], doc, start, end);
        return count >= wanted(n->plan);
    default:
        break;
    }
    if (n->doc != doc)
        return false;
    ecoi_match_load_spans(m, n);
    for (size_t i = 0; i < n->n_spans; i++)
        if (n->spans[i].start >= start && n->spans[i].start + n->spans[i].len <= end)
            return true;
    return false;
}

bool ecoi_match_in_one_passage(ecoi_match *m, ecoi_node *n, uint32_t doc)
{
    passage_walk w = {0};
    if (!load_layout(m, doc))
        return false;
    while (next_passage(m, &w)) {
        bool all = true;
        for (size_t i = 0; all && i < n->plan->n_children; i++)
            all = found_in(m, n->children[i], doc, w.start, w.end);
        if (all)
            return true;
    }
    return false;
}
