/* SPDX-License-Identifier: MIT */
/* The walk: each node moves to its next document. */
#include "searcher/match_impl.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/error.h"
#include "searcher/deleted.h"

void ecoi_match_fail(ecoi_match *m, eco_status status)
{
    if (!m->status)
        m->status = status;
}

void ecoi_match_check_cursor(ecoi_match *m, const ecoi_node *n, const ecoi_cursor *cursor)
{
    if (cursor->damaged)
        ecoi_match_fail(m, ecoi_error_set(&m->error, ECO_E_CORRUPT, "%s: damaged: postings of \"%.60s\"",
                                          ecoi_segment_path(m->segment), n->plan->word->text.ptr));
}

/* ---- building ---- */

static eco_status open_cursors(ecoi_match *m, ecoi_node *n, eco_error *error)
{
    const ecoi_word *word = n->plan->word;
    const ecoi_use *uses = word->uses[m->segment_number];
    n->n_cursors = word->n_uses[m->segment_number];
    n->restricted = ecoi_word_is_restricted(word, m->segment_number);
    n->has_unlike = ecoi_word_has_unlike(word, m->segment_number);
    n->cursors = ecoi_arena_alloc(m->arena, (n->n_cursors + 1) * sizeof *n->cursors);
    n->heap = ecoi_arena_alloc(m->arena, (n->n_cursors + 1) * sizeof *n->heap);
    if (!n->cursors || !n->heap)
        return ecoi_error_no_memory(error);
    for (size_t i = 0; i < n->n_cursors; i++) {
        n->heap[i] = (uint32_t)i;
        eco_status status = ecoi_segment_cursor(m->segment, &uses[i].term, &n->cursors[i], error);
        if (status)
            return status;
    }
    return ECO_OK;
}

static eco_status build(ecoi_match *m, const ecoi_query_node *plan, double boost, ecoi_node **out,
                        eco_error *error)
{
    ecoi_node *n = ecoi_arena_calloc(m->arena, 1, sizeof *n);
    if (!n || !ecoi_grow(&m->nodes, &m->nodes_cap, m->n_nodes + 1, sizeof(ecoi_node *)))
        return ecoi_error_no_memory(error);
    m->nodes[m->n_nodes++] = n;
    n->plan = plan;
    n->boost = boost * plan->boost;
    n->doc = n->spans_doc = ECOI_NO_DOC;
    n->children = ecoi_arena_calloc(m->arena, plan->n_children + 1, sizeof(ecoi_node *));
    n->bonuses = ecoi_arena_calloc(m->arena, plan->n_bonuses + 1, sizeof(ecoi_node *));
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
/* ---- moving ---- */

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static uint32_t doc_at(const ecoi_node *n, size_t i)
{
    return n->cursors[n->heap[i]].doc;
}

static void sink_cursor(ecoi_node *n, size_t i)
{
    uint32_t moved = n->heap[i], doc = n->cursors[moved].doc;
    for (size_t child; (child = 2 * i + 1) < n->n_cursors; i = child) {
        child += child + 1 < n->n_cursors && doc_at(n, child + 1) < doc_at(n, child);
        if (doc <= doc_at(n, child))
            break;
        n->heap[i] = n->heap[child];
    }
    n->heap[i] = moved;
}

static void move_cursor(ecoi_match *m, ecoi_node *n, size_t i, uint32_t target)
{
    ecoi_cursor *cursor = &n->cursors[n->heap[i]];
    ecoi_cursor_seek(cursor, target);
    ecoi_match_check_cursor(m, n, cursor);
}

uint32_t ecoi_match_seek_cursors(ecoi_match *m, ecoi_node *n, uint32_t target)
{
    if (n->n_cursors == 0)
        return ECOI_NO_DOC;
    if (!n->cursors[0].started) {
        for (size_t i = n->n_cursors; i-- > 0;) {
            move_cursor(m, n, i, target);
            sink_cursor(n, i);
        }
    }
    while (doc_at(n, 0) < target) {
        move_cursor(m, n, 0, target);
        sink_cursor(n, 0);
    }
    return doc_at(n, 0);
}

/* In a heap the cursors on the smallest document are together at the top. */
static void each_from(ecoi_match *m, ecoi_node *n, size_t i,
                      void (*each)(ecoi_match *match, ecoi_node *word, size_t cursor))
{
    if (i >= n->n_cursors || doc_at(n, i) != n->doc)
        return;
    each(m, n, n->heap[i]);
    each_from(m, n, 2 * i + 1, each);
    each_from(m, n, 2 * i + 2, each);
}

void ecoi_match_each_cursor(ecoi_match *m, ecoi_node *n,
                            void (*each)(ecoi_match *match, ecoi_node *word, size_t cursor))
{
    each_from(m, n, 0, each);
}

static uint32_t seek_word(ecoi_match *m, ecoi_node *n, uint32_t target)
{
    for (;;) {
        n->doc = ecoi_match_seek_cursors(m, n, target);
        if (n->doc == ECOI_NO_DOC || m->status || !n->restricted)
            return n->doc;
        ecoi_match_load_spans(m, n);
        if (n->n_spans)
            return n->doc;
        target = n->doc + 1;
    }
}

/* The first document >= target that all children have. */
static uint32_t align(ecoi_match *m, ecoi_node *n, uint32_t target)
{
    for (size_t i = 0; i < n->plan->n_children && target != ECOI_NO_DOC;) {
        uint32_t doc = ecoi_match_seek_node(m, n->children[i], target);
        i = doc == target || i == 0 ? i + 1 : 0;
        target = doc;
    }
    return target;
}

bool ecoi_match_verify(ecoi_match *m, ecoi_node *n, uint32_t doc)
{
    n->doc = doc;
    if (n->plan->op == ECOI_OP_PARA)
        return ecoi_match_in_one_passage(m, n, doc);
    if (n->plan->op == ECOI_OP_AND || n->plan->op == ECOI_OP_WINDOW)
        return true;
    ecoi_match_load_spans(m, n);
    return n->n_spans > 0;
}

static uint32_t seek_all(ecoi_match *m, ecoi_node *n, uint32_t target)
{
    for (;;) {
        uint32_t doc = align(m, n, target);
        if (doc == ECOI_NO_DOC || m->status)
            return n->doc = ECOI_NO_DOC;
        if (ecoi_match_verify(m, n, doc))
            return doc;
        target = doc + 1;
    }
}

static uint32_t seek_any(ecoi_match *m, ecoi_node *n, uint32_t target, unsigned wanted)
{
    for (;;) {
        uint32_t doc = ECOI_NO_DOC;
        size_t count = 0;
        for (size_t i = 0; i < n->plan->n_children; i++)
            doc = least(doc, ecoi_match_seek_node(m, n->children[i], target));
        for (size_t i = 0; i < n->plan->n_children; i++)
            count += n->children[i]->doc == doc;
        if (doc == ECOI_NO_DOC || count >= wanted)
            return n->doc = doc;
        target = doc + 1;
    }
}

static uint32_t seek_not(ecoi_match *m, ecoi_node *n, uint32_t target)
{
    for (;;) {
        uint32_t doc = ecoi_match_seek_node(m, n->children[0], target);
        if (doc == ECOI_NO_DOC || ecoi_match_seek_node(m, n->children[1], doc) != doc || n->plan->lenient)
            return n->doc = doc;
        target = doc + 1;
    }
}

static bool has_must(const ecoi_node *n)
{
    for (size_t i = 0; i < n->plan->n_children; i++)
        if (n->plan->occurs[i] == ECOI_MUST)
            return true;
    return false;
}

/* The first document >= target that all required clauses have. */
static uint32_t align_musts(ecoi_match *m, ecoi_node *n, uint32_t target)
{
    for (size_t i = 0; i < n->plan->n_children && target != ECOI_NO_DOC;) {
        uint32_t doc =
            n->plan->occurs[i] == ECOI_MUST ? ecoi_match_seek_node(m, n->children[i], target) : target;
        i = doc == target ? i + 1 : 0;
        target = doc;
    }
    return target;
}

static uint32_t least_should(ecoi_match *m, ecoi_node *n, uint32_t target)
{
    uint32_t doc = ECOI_NO_DOC;
    for (size_t i = 0; i < n->plan->n_children; i++)
        if (n->plan->occurs[i] == ECOI_SHOULD)
            doc = least(doc, ecoi_match_seek_node(m, n->children[i], target));
    return doc;
}

static uint32_t seek_list(ecoi_match *m, ecoi_node *n, uint32_t target)
{
    bool must = has_must(n);
    for (;;) {
        uint32_t doc = must ? align_musts(m, n, target) : least_should(m, n, target);
        bool excluded = false;
        if (doc == ECOI_NO_DOC)
            return n->doc = doc;
        for (size_t i = 0; i < n->plan->n_children; i++) {
            if (n->plan->occurs[i] == ECOI_MUST_NOT)
                excluded |= ecoi_match_seek_node(m, n->children[i], doc) == doc && !n->plan->lenient;
            else if (must && n->plan->occurs[i] == ECOI_SHOULD)
                ecoi_match_seek_node(m, n->children[i], doc);
        }
        if (!excluded)
            return n->doc = doc;
        target = doc + 1;
    }
}

static uint32_t seek_filter(ecoi_match *m, ecoi_node *n, uint32_t target)
{
    while (target < m->n_docs && !ecoi_match_passes(m, n->plan->filter, target))
        target++;
    return n->doc = target < m->n_docs && !m->status ? target : ECOI_NO_DOC;
}

uint32_t ecoi_match_seek_node(ecoi_match *m, ecoi_node *n, uint32_t target)
{
    if (m->status || target >= m->n_docs)
        return n->doc = ECOI_NO_DOC;
    if (n->started && n->doc >= target)
        return n->doc; /* below it there is no match left: what it excluded there is passed */
    n->started = true;
    switch (n->plan->op) {
    case ECOI_OP_WORD:
        return seek_word(m, n, target);
    case ECOI_OP_PHRASE:
    case ECOI_OP_NEAR:
    case ECOI_OP_WINDOW:
    case ECOI_OP_PARA:
    case ECOI_OP_AND:
        return n->plan->n_children ? seek_all(m, n, target) : (n->doc = ECOI_NO_DOC);
    case ECOI_OP_OR:
    case ECOI_OP_BEST:
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
    uint32_t doc = ecoi_match_seek_node(m, m->root, target);
    while (doc != ECOI_NO_DOC && ecoi_is_deleted(m->snapshot, m->segment_number, doc))
        doc = ecoi_match_seek_node(m, m->root, doc + 1);
    return m->status ? ECOI_NO_DOC : doc;
}
