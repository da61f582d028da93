/* SPDX-License-Identifier: MIT */
#include "searcher/match.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/error.h"
#include "base/text.h"

typedef struct span {
    uint32_t start, len;
} span;

typedef struct node node;
struct node {
    const ecoi_query_node *plan;
    double boost; /* product of the boosts down to here */
    uint32_t doc;
    node **children;
    node **bonuses;
    ecoi_cursor *cursors; /* WORD */
    size_t n_cursors;
    span *spans; /* of document spans_doc */
    size_t n_spans, spans_cap;
    uint32_t spans_doc;
};

struct ecoi_match {
    const ecoi_segment *segment;
    size_t segment_number;
    const ecoi_snapshot *snapshot;
    const ecoi_columns *columns;
    uint32_t n_docs;
    ecoi_arena *arena;
    node *root;
    node **nodes; /* all of them, for disposal */
    size_t n_nodes, nodes_cap;
    uint32_t *positions;
    uint16_t *ordinals;
    size_t positions_cap, ordinals_cap;
    ecoi_arena layout_arena;
    const ecoi_layout_passage *layout; /* of document layout_doc */
    size_t n_layout;
    uint32_t layout_doc;
    eco_status status;
    eco_error error;
};

static void fail(ecoi_match *m, eco_status status)
{
    if (!m->status)
        m->status = status;
}

/* ---- building ---- */

static eco_status open_cursors(ecoi_match *m, node *n, eco_error *error)
{
    const ecoi_word *word = n->plan->word;
    const ecoi_use *uses = word->uses[m->segment_number];
    n->n_cursors = word->n_uses[m->segment_number];
    n->cursors = ecoi_arena_alloc(m->arena, (n->n_cursors + 1) * sizeof *n->cursors);
    if (!n->cursors)
        return ecoi_error_no_memory(error);
    for (size_t i = 0; i < n->n_cursors; i++) {
        eco_status status = ecoi_segment_cursor(m->segment, &uses[i].term, &n->cursors[i], error);
        if (status)
            return status;
    }
    return ECO_OK;
}

static eco_status build(ecoi_match *m, const ecoi_query_node *plan, double boost, node **out,
                        eco_error *error)
{
    node *n = ecoi_arena_calloc(m->arena, 1, sizeof *n);
    if (!n || !ecoi_grow(&m->nodes, &m->nodes_cap, m->n_nodes + 1, sizeof(node *)))
        return ecoi_error_no_memory(error);
    m->nodes[m->n_nodes++] = n;
    n->plan = plan;
    n->boost = boost * plan->boost;
    n->doc = n->spans_doc = ECOI_NO_DOC;
    n->children = ecoi_arena_calloc(m->arena, plan->n_children + 1, sizeof(node *));
    n->bonuses = ecoi_arena_calloc(m->arena, plan->n_bonuses + 1, sizeof(node *));
    *out = n;
    if (!n->children || !n->bonuses)
        return ecoi_error_no_memory(error);
    eco_status status = plan->op == ECOI_OP_WORD ? open_cursors(m, n, error) : ECO_OK;
    for (size_t i = 0; !status && i < plan->n_children; i++)
        status = build(m, plan->children[i], n->boost, &n->children[i], error);
    for (size_t i = 0; !status && i < plan->n_bonuses; i++)
        status = build(m, plan->bonuses[i], n->boost, &n->bonuses[i], error);
    return status;
}

eco_status ecoi_match_new(const ecoi_snapshot *snapshot, size_t segment, const ecoi_query_node *plan,
                          ecoi_arena *arena, ecoi_match **out, eco_error *error)
{
    ecoi_match *m = ecoi_arena_calloc(arena, 1, sizeof *m);
    if (!m)
        return ecoi_error_no_memory(error);
    m->snapshot = snapshot;
    m->segment = snapshot->segments[segment];
    m->segment_number = segment;
    m->n_docs = ecoi_segment_n_docs(m->segment);
    m->arena = arena;
    m->layout_doc = ECOI_NO_DOC;
    eco_status status = ecoi_segment_columns(m->segment, &m->columns, error);
    if (!status)
        status = build(m, plan, 1, &m->root, error);
    if (status) {
        ecoi_match_dispose(m);
        return status;
    }
    *out = m;
    return ECO_OK;
}

void ecoi_match_dispose(ecoi_match *m)
{
    if (!m)
        return;
    for (size_t i = 0; i < m->n_nodes; i++)
        free(m->nodes[i]->spans);
    free(m->nodes);
    free(m->positions);
    free(m->ordinals);
    ecoi_arena_dispose(&m->layout_arena);
    m->nodes = NULL;
    m->n_nodes = 0;
}

eco_status ecoi_match_status(const ecoi_match *m, eco_error *error)
{
    if (m->status && error)
        *error = m->error;
    return m->status;
}

/* ---- places in a document ---- */

static bool load_layout(ecoi_match *m, uint32_t doc)
{
    if (m->layout_doc == doc)
        return true;
    ecoi_arena_reset(&m->layout_arena);
    eco_status status =
        ecoi_segment_layout(m->segment, doc, &m->layout_arena, &m->layout, &m->n_layout, &m->error);
    fail(m, status);
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

static bool has_zone(ecoi_match *m, uint32_t doc, eco_zone zone)
{
    passage_walk w = {0};
    if (!load_layout(m, doc))
        return false;
    while (next_passage(m, &w))
        if (w.zone == zone)
            return true;
    return false;
}

static bool add_span(ecoi_match *m, node *n, uint32_t start, uint32_t len)
{
    if (!ecoi_grow(&n->spans, &n->spans_cap, n->n_spans + 1, sizeof *n->spans)) {
        fail(m, ecoi_error_no_memory(&m->error));
        return false;
    }
    n->spans[n->n_spans++] = (span){start, len};
    return true;
}

static int by_start(const void *a, const void *b)
{
    const span *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->len > y->len) - (x->len < y->len);
}

static void sort_spans(node *n)
{
    size_t kept = 0;
    if (n->n_spans == 0)
        return;
    qsort(n->spans, n->n_spans, sizeof *n->spans, by_start);
    for (size_t i = 0; i < n->n_spans; i++)
        if (kept == 0 || by_start(&n->spans[kept - 1], &n->spans[i]) != 0)
            n->spans[kept++] = n->spans[i];
    n->n_spans = kept;
}

static bool allows(const ecoi_use *use, uint16_t ordinal)
{
    if (use->n_ordinals == 0)
        return true;
    for (size_t i = 0; i < use->n_ordinals; i++)
        if (use->ordinals[i] == ordinal)
            return true;
    return false;
}

static void add_cursor_spans(ecoi_match *m, node *n, size_t i)
{
    const ecoi_use *use = &n->plan->word->uses[m->segment_number][i];
    eco_zone zone = n->plan->word->zone;
    ecoi_cursor *c = &n->cursors[i];
    size_t tf = ecoi_cursor_tf(c);
    if (!ecoi_grow(&m->positions, &m->positions_cap, tf, sizeof *m->positions) ||
        !ecoi_grow(&m->ordinals, &m->ordinals_cap, tf, sizeof *m->ordinals)) {
        fail(m, ecoi_error_no_memory(&m->error));
        return;
    }
    tf = ecoi_cursor_positions(c, m->positions, m->ordinals);
    for (size_t k = 0; k < tf; k++)
        if (allows(use, m->ordinals[k]) &&
            (zone == ECOI_ANY_ZONE || in_zone(m, c->doc, m->positions[k], zone)) &&
            !add_span(m, n, m->positions[k], 1))
            return;
    if (c->damaged)
        fail(m, ecoi_error_set(&m->error, ECO_E_CORRUPT, "%s: damaged: postings of \"%.60s\"",
                               ecoi_segment_path(m->segment), n->plan->word->text.ptr));
}

static void phrase_spans(ecoi_match *m, node *n);
static void near_spans(ecoi_match *m, node *n);

/* Where the node is found in its current document. */
static void load_spans(ecoi_match *m, node *n)
{
    if (n->spans_doc == n->doc)
        return;
    n->spans_doc = n->doc;
    n->n_spans = 0;
    switch (n->plan->op) {
    case ECOI_OP_WORD:
        for (size_t i = 0; i < n->n_cursors; i++)
            if (n->cursors[i].doc == n->doc)
                add_cursor_spans(m, n, i);
        break;
    case ECOI_OP_PHRASE:
        phrase_spans(m, n);
        return;
    case ECOI_OP_NEAR:
        near_spans(m, n);
        return;
    default:
        for (size_t i = 0; i < n->plan->n_children; i++) {
            node *child = n->children[i];
            if (child->doc != n->doc || (n->plan->op == ECOI_OP_LIST && n->plan->occurs[i] == ECOI_MUST_NOT))
                continue;
            load_spans(m, child);
            for (size_t k = 0; k < child->n_spans; k++)
                if (!add_span(m, n, child->spans[k].start, child->spans[k].len))
                    return;
        }
    }
    if (n->n_spans > 1)
        sort_spans(n);
}

static bool has_start(const node *n, uint32_t start, size_t *from)
{
    while (*from < n->n_spans && n->spans[*from].start < start)
        ++*from;
    return *from < n->n_spans && n->spans[*from].start == start;
}

static void phrase_spans(ecoi_match *m, node *n)
{
    size_t count = n->plan->n_children, *from = calloc(count, sizeof *from);
    const uint32_t *offsets = n->plan->offsets;
    if (!from) {
        fail(m, ecoi_error_no_memory(&m->error));
        return;
    }
    for (size_t i = 0; i < count; i++)
        load_spans(m, n->children[i]);
    const node *first = n->children[0];
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
static uint32_t distance(span a, span b)
{
    uint32_t a_last = a.start + a.len - 1, b_last = b.start + b.len - 1;
    return b.start > a_last ? b.start - a_last : a.start > b_last ? a.start - b_last : 0;
}

static void near_spans(ecoi_match *m, node *n)
{
    node *a = n->children[0], *b = n->children[1];
    load_spans(m, a);
    load_spans(m, b);
    size_t from = 0;
    for (size_t i = 0; i < a->n_spans; i++) {
        uint64_t low =
            a->spans[i].start > n->plan->number + 64u ? a->spans[i].start - n->plan->number - 64u : 0;
        uint64_t high = (uint64_t)a->spans[i].start + a->spans[i].len + n->plan->number;
        while (from < b->n_spans && b->spans[from].start < low)
            from++;
        for (size_t k = from; k < b->n_spans && b->spans[k].start <= high; k++) {
            uint32_t d = distance(a->spans[i], b->spans[k]);
            if (d == 0 || d > n->plan->number)
                continue;
            uint32_t start = a->spans[i].start < b->spans[k].start ? a->spans[i].start : b->spans[k].start;
            uint32_t a_end = a->spans[i].start + a->spans[i].len, b_end = b->spans[k].start + b->spans[k].len;
            if (!add_span(m, n, start, (a_end > b_end ? a_end : b_end) - start))
                return;
        }
    }
    sort_spans(n);
}

/* ---- one passage ---- */

static bool found_in(ecoi_match *m, node *n, uint32_t doc, uint32_t start, uint32_t end);

static bool list_found_in(ecoi_match *m, node *n, uint32_t doc, uint32_t start, uint32_t end)
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

/* Whether the node, in document `doc`, is found within positions [start, end). */
static bool found_in(ecoi_match *m, node *n, uint32_t doc, uint32_t start, uint32_t end)
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
    case ECOI_OP_ATLEAST:
        for (size_t i = 0; i < n->plan->n_children; i++)
            count += found_in(m, n->children[i], doc, start, end);
        return count >= (n->plan->op == ECOI_OP_OR        ? 1
                         : n->plan->op == ECOI_OP_ATLEAST ? n->plan->number
                                                          : n->plan->n_children);
    default:
        break;
    }
    if (n->doc != doc)
        return false;
    load_spans(m, n);
    for (size_t i = 0; i < n->n_spans; i++)
        if (n->spans[i].start >= start && n->spans[i].start < end)
            return true;
    return false;
}

static bool in_one_passage(ecoi_match *m, node *n, uint32_t doc)
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

/* ---- moving ---- */

static uint32_t seek(ecoi_match *m, node *n, uint32_t target);

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static bool needs_spans(const ecoi_match *m, const node *n)
{
    const ecoi_word *word = n->plan->word;
    if (word->zone != ECOI_ANY_ZONE)
        return true;
    for (size_t i = 0; i < n->n_cursors; i++)
        if (word->uses[m->segment_number][i].n_ordinals)
            return true;
    return false;
}

static uint32_t seek_word(ecoi_match *m, node *n, uint32_t target)
{
    bool check = needs_spans(m, n);
    for (;;) {
        uint32_t doc = ECOI_NO_DOC;
        for (size_t i = 0; i < n->n_cursors; i++) {
            doc = least(doc, ecoi_cursor_seek(&n->cursors[i], target));
            if (n->cursors[i].damaged)
                fail(m, ecoi_error_set(&m->error, ECO_E_CORRUPT, "%s: damaged: postings of \"%.60s\"",
                                       ecoi_segment_path(m->segment), n->plan->word->text.ptr));
        }
        n->doc = doc;
        if (doc == ECOI_NO_DOC || !check)
            return doc;
        load_spans(m, n);
        if (n->n_spans)
            return doc;
        target = doc + 1;
    }
}

/* The first document >= target that all children have. */
static uint32_t align(ecoi_match *m, node *n, uint32_t target)
{
    for (size_t i = 0; i < n->plan->n_children && target != ECOI_NO_DOC;) {
        uint32_t doc = seek(m, n->children[i], target);
        i = doc == target || i == 0 ? i + 1 : 0;
        target = doc;
    }
    return target;
}

static bool verified(ecoi_match *m, node *n, uint32_t doc)
{
    n->doc = doc;
    if (n->plan->op == ECOI_OP_PARA)
        return in_one_passage(m, n, doc);
    if (n->plan->op == ECOI_OP_AND)
        return true;
    load_spans(m, n);
    return n->n_spans > 0;
}

static uint32_t seek_all(ecoi_match *m, node *n, uint32_t target)
{
    for (;;) {
        uint32_t doc = align(m, n, target);
        if (doc == ECOI_NO_DOC || m->status)
            return n->doc = ECOI_NO_DOC;
        if (verified(m, n, doc))
            return doc;
        target = doc + 1;
    }
}

static uint32_t seek_any(ecoi_match *m, node *n, uint32_t target, unsigned wanted)
{
    for (;;) {
        uint32_t doc = ECOI_NO_DOC;
        size_t count = 0;
        for (size_t i = 0; i < n->plan->n_children; i++)
            doc = least(doc, seek(m, n->children[i], target));
        for (size_t i = 0; i < n->plan->n_children; i++)
            count += n->children[i]->doc == doc;
        if (doc == ECOI_NO_DOC || count >= wanted)
            return n->doc = doc;
        target = doc + 1;
    }
}

static uint32_t seek_not(ecoi_match *m, node *n, uint32_t target)
{
    for (;;) {
        uint32_t doc = seek(m, n->children[0], target);
        if (doc == ECOI_NO_DOC || seek(m, n->children[1], doc) != doc)
            return n->doc = doc;
        target = doc + 1;
    }
}

static bool has_must(const node *n)
{
    for (size_t i = 0; i < n->plan->n_children; i++)
        if (n->plan->occurs[i] == ECOI_MUST)
            return true;
    return false;
}

/* The first document >= target that all required clauses have. */
static uint32_t align_musts(ecoi_match *m, node *n, uint32_t target)
{
    for (size_t i = 0; i < n->plan->n_children && target != ECOI_NO_DOC;) {
        uint32_t doc = n->plan->occurs[i] == ECOI_MUST ? seek(m, n->children[i], target) : target;
        i = doc == target ? i + 1 : 0;
        target = doc;
    }
    return target;
}

static uint32_t least_should(ecoi_match *m, node *n, uint32_t target)
{
    uint32_t doc = ECOI_NO_DOC;
    for (size_t i = 0; i < n->plan->n_children; i++)
        if (n->plan->occurs[i] == ECOI_SHOULD)
            doc = least(doc, seek(m, n->children[i], target));
    return doc;
}

static uint32_t seek_list(ecoi_match *m, node *n, uint32_t target)
{
    bool must = has_must(n);
    for (;;) {
        uint32_t doc = must ? align_musts(m, n, target) : least_should(m, n, target);
        bool excluded = false;
        if (doc == ECOI_NO_DOC)
            return n->doc = doc;
        for (size_t i = 0; i < n->plan->n_children; i++) {
            if (n->plan->occurs[i] == ECOI_MUST_NOT)
                excluded = excluded || seek(m, n->children[i], doc) == doc;
            else if (must && n->plan->occurs[i] == ECOI_SHOULD)
                seek(m, n->children[i], doc);
        }
        if (!excluded)
            return n->doc = doc;
        target = doc + 1;
    }
}

static bool passes(ecoi_match *m, const ecoi_filter *f, uint32_t doc)
{
    const ecoi_columns *c = m->columns;
    if (f->focus && !(ecoi_column_get(&c->focus, doc) & f->focus))
        return false;
    if (f->mention && !(ecoi_column_get(&c->mention, doc) & f->mention))
        return false;
    if (f->since || f->until) {
        uint32_t date = ecoi_column_get(&c->dates, doc);
        if (date == ECOI_DATE_NONE || (f->since && ecoi_date_last(date) < ecoi_date_first(f->since)) ||
            (f->until && ecoi_date_first(date) > ecoi_date_last(f->until)))
            return false;
    }
    bool source_fits = f->n_sources == 0;
    eco_text source = ecoi_segment_source(m->segment, ecoi_column_get(&c->sources, doc));
    for (size_t i = 0; !source_fits && source.ptr && i < f->n_sources; i++)
        source_fits = ecoi_text_equal(source, f->sources[i]);
    return source_fits && (f->zone == ECOI_ANY_ZONE || has_zone(m, doc, f->zone));
}

static uint32_t seek_filter(ecoi_match *m, node *n, uint32_t target)
{
    while (target < m->n_docs && !passes(m, n->plan->filter, target))
        target++;
    return n->doc = target < m->n_docs && !m->status ? target : ECOI_NO_DOC;
}

static uint32_t seek(ecoi_match *m, node *n, uint32_t target)
{
    if (m->status || target >= m->n_docs)
        return n->doc = ECOI_NO_DOC;
    switch (n->plan->op) {
    case ECOI_OP_WORD:
        return seek_word(m, n, target);
    case ECOI_OP_PHRASE:
    case ECOI_OP_NEAR:
    case ECOI_OP_PARA:
    case ECOI_OP_AND:
        return n->plan->n_children ? seek_all(m, n, target) : (n->doc = ECOI_NO_DOC);
    case ECOI_OP_OR:
        return seek_any(m, n, target, 1);
    case ECOI_OP_ATLEAST:
        return seek_any(m, n, target, n->plan->number);
    case ECOI_OP_NOT:
        return seek_not(m, n, target);
    case ECOI_OP_LIST:
        return seek_list(m, n, target);
    case ECOI_OP_FILTER:
        return seek_filter(m, n, target);
    case ECOI_OP_ALL:
        return n->doc = target;
    case ECOI_OP_NONE:
        break;
    }
    return n->doc = ECOI_NO_DOC;
}

uint32_t ecoi_match_seek(ecoi_match *m, uint32_t target)
{
    uint32_t doc = seek(m, m->root, target);
    return m->status ? ECOI_NO_DOC : doc;
}

/* ---- scoring ---- */

static float idf_of(const node *n)
{
    if (n->plan->op == ECOI_OP_WORD)
        return n->plan->word->idf;
    float sum = 0;
    for (size_t i = 0; i < n->plan->n_children; i++)
        sum += n->plan->children[i]->word->idf;
    return sum;
}

/* What a word or phrase adds in the document; a phrase counts as one rare word (its words' weights summed).
 */
static ecoi_contribution contribution(ecoi_match *m, node *n, uint32_t doc)
{
    ecoi_contribution c = {.plan = n->plan,
                           .idf = idf_of(n),
                           .len = ecoi_column_get(&m->columns->lengths, doc),
                           .title_len = ecoi_column_get(&m->columns->title_lengths, doc)};
    uint32_t tf = 0;
    if (c.title_len || n->n_cursors != 1 || n->plan->op == ECOI_OP_PHRASE || needs_spans(m, n)) {
        load_spans(m, n);
        tf = (uint32_t)n->n_spans;
        while (c.tf_title < tf && n->spans[c.tf_title].start < c.title_len)
            c.tf_title++;
    } else {
        tf = ecoi_cursor_tf(&n->cursors[0]);
    }
    c.tf_text = tf - c.tf_title;
    float x = ecoi_bm25_frequency(&m->snapshot->bm25, c.tf_text, c.len, c.tf_title, c.title_len);
    c.value = n->boost * c.idf * (ECOI_BM25_K1 + 1) * ecoi_bm25_saturate(x);
    return c;
}

typedef struct scorer {
    double sum;
    bool (*each)(void *user, const ecoi_contribution *c);
    void *user;
} scorer;

static bool visit(ecoi_match *m, node *n, uint32_t doc, scorer *s)
{
    if (n->doc != doc)
        return true;
    if (n->plan->op == ECOI_OP_WORD || n->plan->op == ECOI_OP_PHRASE) {
        ecoi_contribution c = contribution(m, n, doc);
        s->sum += c.value;
        return !s->each || s->each(s->user, &c);
    }
    bool more = true;
    size_t n_children = n->plan->op == ECOI_OP_NOT ? 1 : n->plan->n_children;
    for (size_t i = 0; more && i < n_children; i++)
        if (n->plan->op != ECOI_OP_LIST || n->plan->occurs[i] != ECOI_MUST_NOT)
            more = visit(m, n->children[i], doc, s);
    for (size_t i = 0; more && i < n->plan->n_bonuses; i++)
        if (seek(m, n->bonuses[i], doc) == doc)
            more = visit(m, n->bonuses[i], doc, s);
    return more;
}

double ecoi_match_score(ecoi_match *m)
{
    scorer s = {0};
    visit(m, m->root, m->root->doc, &s);
    return s.sum;
}

bool ecoi_match_explain(ecoi_match *m, bool (*each)(void *user, const ecoi_contribution *c), void *user)
{
    scorer s = {.each = each, .user = user};
    return visit(m, m->root, m->root->doc, &s);
}
