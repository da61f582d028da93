/* SPDX-License-Identifier: MIT */
/*
 * The second half of a merge (merge.h): a heap of term walks; the sources that stand on the smallest term
 * make a group; its forms become one list, its postings follow one another with documents and ordinals
 * renumbered.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "indexer/forms.h"
#include "indexer/merge.h"
#include "indexer/sort.h"

/* Postings go to the writer in pieces of about this many positions: they stay in the second-level cache. */
enum { PIECE = 16384 };

typedef struct term_merger {
    ecoi_merger *merger;
    uint32_t *heap; /* of source numbers; the smallest term, then the lowest number, first */
    size_t n_heap;
    uint32_t *group; /* sources that stand on the current term, rising */
    size_t n_group;
    ecoi_form_list forms;
    const ecoi_term_form *chosen; /* forms of the current term; none: plain */
    size_t n_chosen;
    bool same_ordinals; /* those of the sources hold as they are */
    uint64_t *counts;   /* of the forms of one source, what is dropped left out */
    size_t counts_cap;
    uint32_t *docs, *tfs, *positions; /* the piece being gathered */
    uint16_t *ordinals;
    size_t n_docs; /* a document has a position at least: room for PIECE documents is enough */
    size_t n_positions, positions_cap;
} term_merger;

static ecoi_merge_source *source_of(const term_merger *m, uint32_t number)
{
    return &m->merger->sources[number];
}

/* ---- the heap ---- */

static int compare_terms(const ecoi_merge_source *a, const ecoi_merge_source *b)
{
    ecoi_sort_item x = {a->prefix, a->walk.entry.key, (uint32_t)a->walk.entry.key_len, 0};
    ecoi_sort_item y = {b->prefix, b->walk.entry.key, (uint32_t)b->walk.entry.key_len, 0};
    return ecoi_sort_compare(&x, &y);
}

static bool comes_first(const term_merger *m, uint32_t a, uint32_t b)
{
    int order = compare_terms(source_of(m, a), source_of(m, b));
    return order ? order < 0 : a < b;
}

static void sift_down(term_merger *m, size_t at)
{
    uint32_t moved = m->heap[at];
    for (size_t child; (child = 2 * at + 1) < m->n_heap; at = child) {
        if (child + 1 < m->n_heap && comes_first(m, m->heap[child + 1], m->heap[child]))
            ++child;
        if (!comes_first(m, m->heap[child], moved))
            break;
        m->heap[at] = m->heap[child];
    }
    m->heap[at] = moved;
}

static uint32_t pop(term_merger *m)
{
    uint32_t first = m->heap[0];
    m->heap[0] = m->heap[--m->n_heap];
    if (m->n_heap)
        sift_down(m, 0);
    return first;
}

static void push(term_merger *m, uint32_t number)
{
    size_t at = m->n_heap++;
    for (; at > 0 && comes_first(m, number, m->heap[(at - 1) / 2]); at = (at - 1) / 2)
        m->heap[at] = m->heap[(at - 1) / 2];
    m->heap[at] = number;
}

static void stand_on(ecoi_merge_source *source)
{
    source->prefix = ecoi_sort_prefix(source->walk.entry.key, source->walk.entry.key_len);
}

static eco_status start_walks(term_merger *m, eco_error *error)
{
    for (uint32_t i = 0; i < m->merger->n; ++i) {
        ecoi_merge_source *source = source_of(m, i);
        bool more = false;
        eco_status status = ecoi_segment_walk_terms(source->segment, "", 0, &source->walk, &more, error);
        if (status != ECO_OK)
            return status;
        if (!more)
            continue;
        stand_on(source);
        m->heap[m->n_heap++] = i;
    }
    for (size_t i = m->n_heap; i-- > 0;)
        sift_down(m, i);
    return ECO_OK;
}

/* Lets go of all maps and puts every walk back where it stood. */
static eco_status release_maps(term_merger *m, eco_error *error)
{
    m->merger->read = 0;
    for (uint32_t i = 0; i < m->merger->n; ++i) {
        ecoi_merge_source *source = source_of(m, i);
        size_t len = source->walk.entry.key_len;
        char key[ECOI_ENTRY_MAX + 1];
        bool more;
        memcpy(key, source->walk.entry.key, len);
        eco_status status = ecoi_merge_reopen(m->merger, source, error);
        if (status == ECO_OK)
            status = ecoi_segment_walk_terms(source->segment, key, len, &source->walk, &more, error);
        if (status != ECO_OK)
            return status;
    }
    return ECO_OK;
}

/* ---- forms ---- */

static eco_status damaged(const ecoi_merge_source *source, eco_error *error)
{
    return ecoi_error_set(error, ECO_E_CORRUPT, "%s: the postings of term \"%s\" are damaged",
                          source->input->path, source->walk.entry.key);
}

static bool fit_positions(term_merger *m, size_t need)
{
    size_t cap = m->positions_cap;
    if (!ecoi_grow(&m->ordinals, &cap, need, sizeof *m->ordinals))
        return false;
    return ecoi_grow(&m->positions, &m->positions_cap, need, sizeof *m->positions);
}

/* The positions of the cursor's document and their ordinals, put after the piece gathered so far. */
static eco_status read_positions(term_merger *m, const ecoi_merge_source *source, ecoi_cursor *cursor,
                                 uint32_t tf, eco_error *error)
{
    size_t need = m->n_positions + tf;
    if (need > m->positions_cap && !fit_positions(m, need))
        return ecoi_error_no_memory(error);
    uint16_t *ordinals = m->ordinals + m->n_positions;
    uint32_t *positions = m->positions + m->n_positions;
    if (tf == 0 || ecoi_cursor_positions(cursor, positions, cursor->ordinal_bits ? ordinals : NULL) != tf)
        return damaged(source, error);
    if (!cursor->ordinal_bits)
        memset(ordinals, 0, tf * sizeof *ordinals);
    return ECO_OK;
}

/* How often each form of the source occurs in the documents that stay. */
static eco_status count_kept(term_merger *m, const ecoi_merge_source *source, size_t n_forms,
                             eco_error *error)
{
    ecoi_cursor cursor;
    if (!ecoi_grow(&m->counts, &m->counts_cap, n_forms, sizeof *m->counts))
        return ecoi_error_no_memory(error);
    memset(m->counts, 0, n_forms * sizeof *m->counts);
    eco_status status = ecoi_segment_cursor(source->segment, &source->walk.term, &cursor, error);
    while (status == ECO_OK && ecoi_cursor_next(&cursor) != ECOI_NO_DOC) {
        if (ecoi_merge_number(source, cursor.doc) == ECOI_NO_DOC)
            continue;
        uint32_t tf = ecoi_cursor_tf(&cursor);
        status = read_positions(m, source, &cursor, tf, error);
        for (uint32_t i = 0; status == ECO_OK && i < tf; ++i) {
            uint16_t ordinal = m->ordinals[m->n_positions + i];
            if (ordinal >= n_forms)
                return damaged(source, error);
            ++m->counts[ordinal];
        }
    }
    return status == ECO_OK && cursor.damaged ? damaged(source, error) : status;
}

/* Adds a source's forms to the list, numbered from *number on. */
static eco_status list_forms(term_merger *m, const ecoi_merge_source *source, size_t *number,
                             eco_error *error)
{
    const ecoi_term_form *forms;
    size_t n;
    eco_status status =
        ecoi_segment_term_forms(source->segment, &source->walk, &m->merger->arena, &forms, &n, error);
    if (status == ECO_OK && source->numbers)
        status = count_kept(m, source, n, error);
    for (size_t i = 0; status == ECO_OK && i < n; ++i) {
        ecoi_term_form form = forms[i];
        if (source->numbers)
            form.count = m->counts[i];
        if (!ecoi_form_list_add(&m->forms, &form, (*number)++))
            status = ecoi_error_no_memory(error);
    }
    return status;
}

/* The forms of one source are listed as they are to be. */
static eco_status take_forms(term_merger *m, const ecoi_merge_source *source, eco_error *error)
{
    m->same_ordinals = true;
    m->chosen = NULL;
    m->n_chosen = 0;
    if (source->walk.term.n_forms == 0)
        return ECO_OK;
    return ecoi_segment_term_forms(source->segment, &source->walk, &m->merger->arena, &m->chosen,
                                   &m->n_chosen, error);
}

static bool is_hidden(const ecoi_merge_source *source)
{
    return source->walk.entry.key[0] == ECOI_TERM_HIDDEN && source->walk.term.n_forms == 0;
}

/* Whether no source of the group has forms to unite or documents to leave out. */
static bool is_simple(const term_merger *m)
{
    bool simple = true;
    for (size_t i = 0; simple && i < m->n_group; ++i) {
        const ecoi_merge_source *source = source_of(m, m->group[i]);
        simple = !source->numbers && (m->n_group == 1 || source->walk.term.n_forms == 0);
    }
    return simple;
}

/* Chooses the term's forms; *out_empty: all its documents are dropped. */
static eco_status unite_forms(term_merger *m, bool *out_empty, eco_error *error)
{
    const ecoi_merge_source *first = source_of(m, m->group[0]);
    ecoi_arena_reset(&m->merger->arena);
    *out_empty = false;
    if (is_simple(m))
        return take_forms(m, first, error);
    size_t number = 0;
    eco_status status = ECO_OK;
    ecoi_form_list_clear(&m->forms);
    for (size_t i = 0; status == ECO_OK && i < m->n_group; ++i)
        status = list_forms(m, source_of(m, m->group[i]), &number, error);
    if (status != ECO_OK)
        return status;
    ecoi_form_list_rank(&m->forms);
    *out_empty = m->forms.n_ranked == 0;
    m->same_ordinals = false;
    m->chosen = m->forms.ranked;
    m->n_chosen = m->forms.n_ranked;
    if (is_hidden(first) ||
        ecoi_form_list_is_plain(&m->forms, first->walk.entry.key, first->walk.entry.key_len))
        m->n_chosen = 0;
    return ECO_OK;
}

/* ---- postings ---- */

static eco_status write_piece(term_merger *m, eco_error *error)
{
    ecoi_posting_run run = {m->n_docs, m->docs, m->tfs, m->positions, m->n_chosen > 1 ? m->ordinals : NULL};
    m->n_docs = m->n_positions = 0;
    return run.n_docs ? ecoi_segment_writer_add_postings(m->merger->writer, &run, error) : ECO_OK;
}

/* The new ordinals of a document's positions; the forms of its source are numbered from `number` on. */
static bool renumber(term_merger *m, uint16_t *ordinals, uint32_t tf, size_t number, size_t n_forms)
{
    if (m->n_chosen <= 1 || m->same_ordinals)
        return true;
    for (uint32_t i = 0; i < tf; ++i) {
        if (ordinals[i] >= n_forms)
            return false;
        ordinals[i] = ecoi_form_list_ordinal(&m->forms, number + ordinals[i]);
    }
    return true;
}

/* The document that the cursor stands on, into the piece. */
static eco_status add_posting(term_merger *m, const ecoi_merge_source *source, ecoi_cursor *cursor,
                              uint32_t doc, size_t number, eco_error *error)
{
    uint32_t tf = ecoi_cursor_tf(cursor), n_forms = source->walk.term.n_forms;
    eco_status status = read_positions(m, source, cursor, tf, error);
    if (status != ECO_OK)
        return status;
    if (!renumber(m, m->ordinals + m->n_positions, tf, number, n_forms ? n_forms : 1))
        return damaged(source, error);
    m->docs[m->n_docs] = doc;
    m->tfs[m->n_docs++] = tf;
    m->n_positions += tf;
    return m->n_positions >= PIECE ? write_piece(m, error) : ECO_OK;
}

static eco_status copy_postings(term_merger *m, const ecoi_merge_source *source, size_t number,
                                eco_error *error)
{
    ecoi_cursor cursor;
    eco_status status = ecoi_segment_cursor(source->segment, &source->walk.term, &cursor, error);
    while (status == ECO_OK && ecoi_cursor_next(&cursor) != ECOI_NO_DOC) {
        uint32_t doc = ecoi_merge_number(source, cursor.doc);
        if (doc != ECOI_NO_DOC)
            status = add_posting(m, source, &cursor, doc, number, error);
    }
    return status == ECO_OK && cursor.damaged ? damaged(source, error) : status;
}

static eco_status merge_postings(term_merger *m, eco_error *error)
{
    size_t number = 0;
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < m->n_group; ++i) {
        const ecoi_merge_source *source = source_of(m, m->group[i]);
        status = copy_postings(m, source, number, error);
        number += source->walk.term.n_forms ? source->walk.term.n_forms : 1;
    }
    return status == ECO_OK ? write_piece(m, error) : status;
}

static eco_status merge_group(term_merger *m, eco_error *error)
{
    const ecoi_dictionary_entry *entry = &source_of(m, m->group[0])->walk.entry;
    ecoi_segment_writer *writer = m->merger->writer;
    bool empty;
    eco_status status = unite_forms(m, &empty, error);
    if (status != ECO_OK || empty)
        return status;
    status =
        ecoi_segment_writer_begin_term(writer, entry->key, entry->key_len, m->chosen, m->n_chosen, error);
    if (status == ECO_OK)
        status = merge_postings(m, error);
    if (status == ECO_OK)
        status = ecoi_segment_writer_end_term(writer, error);
    return status;
}

/* ---- term after term ---- */

/* Lifts the sources that stand on the smallest term off the heap: their walks hold it until it is merged. */
static void lift_group(term_merger *m)
{
    m->n_group = 0;
    do
        m->group[m->n_group++] = pop(m);
    while (m->n_heap && compare_terms(source_of(m, m->group[0]), source_of(m, m->heap[0])) == 0);
}

static eco_status advance_group(term_merger *m, eco_error *error)
{
    for (size_t i = 0; i < m->n_group; ++i) {
        ecoi_merge_source *source = source_of(m, m->group[i]);
        bool more;
        eco_status status = ecoi_merge_count(m->merger, source->walk.term.postings_len, error);
        if (status == ECO_OK)
            status = ecoi_segment_next_term(source->segment, &source->walk, &more, error);
        if (status != ECO_OK)
            return status;
        if (!more)
            continue;
        stand_on(source);
        push(m, m->group[i]);
    }
    return ECO_OK;
}

static void dispose(term_merger *m)
{
    ecoi_form_list_dispose(&m->forms);
    free(m->heap);
    free(m->group);
    free(m->counts);
    free(m->docs);
    free(m->tfs);
    free(m->positions);
    free(m->ordinals);
}

eco_status ecoi_merge_terms(ecoi_merger *merger, eco_error *error)
{
    term_merger m = {.merger = merger};
    m.heap = malloc((merger->n ? merger->n : 1) * sizeof *m.heap);
    m.group = malloc((merger->n ? merger->n : 1) * sizeof *m.group);
    m.docs = malloc(PIECE * sizeof *m.docs);
    m.tfs = malloc(PIECE * sizeof *m.tfs);
    bool fit = m.heap && m.group && m.docs && m.tfs;
    eco_status status = fit ? start_walks(&m, error) : ecoi_error_no_memory(error);
    while (status == ECO_OK && m.n_heap) {
        lift_group(&m);
        status = merge_group(&m, error);
        if (status == ECO_OK)
            status = advance_group(&m, error);
        if (status == ECO_OK && m.n_heap && merger->read > merger->options->map_bytes)
            status = release_maps(&m, error);
    }
    dispose(&m);
    return status;
}
