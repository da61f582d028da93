/* SPDX-License-Identifier: MIT */
/*
 * Merging the terms of a range (merge.h): a heap of term walks; the sources that stand on the smallest term
 * make a group; its forms become one list, its postings follow one another with documents and ordinals
 * renumbered.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/text.h"
#include "indexer/forms.h"
#include "indexer/merge.h"
#include "indexer/reorder.h"
#include "indexer/sort.h"
#include "store/term_encoder.h"

/* Postings go to the writer in pieces of about this many positions: they stay in the second-level cache. */
enum { PIECE = 16384 };

/* Where a term merger stands in a source. */
typedef struct place {
    const ecoi_merge_source *source;
    ecoi_term_walk walk;
    uint64_t prefix; /* of the walk's term, for comparing */
} place;

struct ecoi_term_merger {
    const ecoi_merger *merger;
    ecoi_term_encoder *encoder;
    ecoi_posting_mover *mover; /* NULL: documents keep their order */
    ecoi_arena arena;          /* forms of the current term */
    place *places;             /* one a source */
    uint32_t *heap;            /* of numbers of places; the smallest term, then the lowest number, first */
    size_t n_heap;
    uint32_t *group; /* places that stand on the current term, rising */
    size_t n_group;
    uint64_t bytes; /* read in this range */
    ecoi_form_list forms;
    const ecoi_term_form *chosen; /* forms of the current term; none: plain */
    size_t n_chosen;
    bool same_ordinals; /* those of the sources hold as they are */
    uint64_t *counts;   /* of the forms of one source, what is dropped left out */
    size_t counts_cap;
    uint32_t *docs, *tfs; /* the piece being gathered: a document has a position at least */
    uint32_t *positions;
    uint16_t *ordinals;
    size_t n_docs, n_positions, positions_cap, ordinals_cap;
};

/* ---- the heap ---- */

static int compare_terms(const place *a, const place *b)
{
    ecoi_sort_item x = {a->prefix, a->walk.entry.key, (uint32_t)a->walk.entry.key_len, 0};
    ecoi_sort_item y = {b->prefix, b->walk.entry.key, (uint32_t)b->walk.entry.key_len, 0};
    return ecoi_sort_compare(&x, &y);
}

static bool comes_first(const ecoi_term_merger *m, uint32_t a, uint32_t b)
{
    int order = compare_terms(&m->places[a], &m->places[b]);
    return order ? order < 0 : a < b;
}

static void sift_down(ecoi_term_merger *m, size_t at)
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

static uint32_t pop(ecoi_term_merger *m)
{
    uint32_t first = m->heap[0];
    m->heap[0] = m->heap[--m->n_heap];
    if (m->n_heap)
        sift_down(m, 0);
    return first;
}

static void push(ecoi_term_merger *m, uint32_t number)
{
    size_t at = m->n_heap++;
    for (; at > 0 && comes_first(m, number, m->heap[(at - 1) / 2]); at = (at - 1) / 2)
        m->heap[at] = m->heap[(at - 1) / 2];
    m->heap[at] = number;
}

/* Puts a place on the heap, unless it is past the range's end. */
static void stand_on(ecoi_term_merger *m, uint32_t number, eco_text to)
{
    place *p = &m->places[number];
    eco_text term = {p->walk.entry.key, p->walk.entry.key_len};
    p->prefix = ecoi_sort_prefix(term.ptr, term.len);
    if (!to.ptr || ecoi_text_compare(term, to) < 0)
        push(m, number);
}

static eco_status start_walks(ecoi_term_merger *m, const ecoi_term_range *range, eco_error *error)
{
    m->n_heap = 0;
    for (uint32_t i = 0; i < m->merger->n; ++i) {
        bool more = false;
        eco_status status = ecoi_segment_walk_terms(m->merger->sources[i].segment, range->from.ptr,
                                                    range->from.len, &m->places[i].walk, &more, error);
        if (status != ECO_OK)
            return status;
        if (more)
            stand_on(m, i, range->to);
    }
    return ECO_OK;
}

/* ---- forms ---- */

static eco_status damaged(const place *p, eco_error *error)
{
    return ecoi_error_set(error, ECO_E_CORRUPT, "%s: the postings of term \"%s\" are damaged",
                          p->source->input->path, p->walk.entry.key);
}

/* Room for the positions of a block after those of the piece. */
static bool fit_positions(ecoi_term_merger *m, size_t n)
{
    size_t need = m->n_positions + n + ECOI_BLOCK;
    return ecoi_grow(&m->positions, &m->positions_cap, need, sizeof *m->positions) &&
           ecoi_grow(&m->ordinals, &m->ordinals_cap, need, sizeof *m->ordinals);
}

/* Moves to the cursor's next block, puts its positions and ordinals after the piece, and checks the ordinals.
 * *out_n 0: the end. */
static eco_status read_block(ecoi_term_merger *m, const place *p, ecoi_cursor *cursor, uint32_t *out_n,
                             eco_error *error)
{
    *out_n = ecoi_cursor_next_block(cursor);
    if (*out_n == 0)
        return cursor->damaged ? damaged(p, error) : ECO_OK;
    uint32_t n = cursor->n_positions_in_block, n_forms = p->walk.term.n_forms;
    if (!fit_positions(m, n))
        return ecoi_error_no_memory(error);
    uint16_t *ordinals = m->ordinals + m->n_positions;
    if (!ecoi_cursor_block_positions(cursor, m->positions + m->n_positions, ordinals))
        return damaged(p, error);
    uint16_t largest = 0;
    for (uint32_t i = 0; i < n; ++i)
        largest = ordinals[i] > largest ? ordinals[i] : largest;
    return largest && largest >= n_forms ? damaged(p, error) : ECO_OK;
}

/* How often each form of the source occurs in the documents that stay. */
static eco_status count_kept(ecoi_term_merger *m, const place *p, size_t n_forms, eco_error *error)
{
    ecoi_cursor cursor;
    uint32_t n;
    if (!ecoi_grow(&m->counts, &m->counts_cap, n_forms, sizeof *m->counts))
        return ecoi_error_no_memory(error);
    memset(m->counts, 0, n_forms * sizeof *m->counts);
    eco_status status = ecoi_segment_cursor(p->source->segment, &p->walk.term, &cursor, error);
    while (status == ECO_OK && (status = read_block(m, p, &cursor, &n, error)) == ECO_OK && n) {
        const uint16_t *ordinal = m->ordinals + m->n_positions;
        for (uint32_t i = 0; i < n; ordinal += cursor.tfs[i++])
            if (ecoi_merge_number(p->source, cursor.ids[i]) != ECOI_NO_DOC)
                for (uint32_t j = 0; j < cursor.tfs[i]; ++j)
                    ++m->counts[ordinal[j]];
    }
    return status;
}

/* Adds a source's forms to the list, numbered from *number on. */
static eco_status list_forms(ecoi_term_merger *m, const place *p, size_t *number, eco_error *error)
{
    const ecoi_term_form *forms;
    size_t n;
    eco_status status = ecoi_segment_term_forms(p->source->segment, &p->walk, &m->arena, &forms, &n, error);
    if (status == ECO_OK && p->source->numbers)
        status = count_kept(m, p, n, error);
    for (size_t i = 0; status == ECO_OK && i < n; ++i) {
        ecoi_term_form form = forms[i];
        if (p->source->numbers)
            form.count = m->counts[i];
        if (!ecoi_form_list_add(&m->forms, &form, (*number)++))
            status = ecoi_error_no_memory(error);
    }
    return status;
}

/* The forms of one source are listed as they are to be. */
static eco_status take_forms(ecoi_term_merger *m, const place *p, eco_error *error)
{
    m->same_ordinals = true;
    m->chosen = NULL;
    m->n_chosen = 0;
    if (p->walk.term.n_forms == 0)
        return ECO_OK;
    return ecoi_segment_term_forms(p->source->segment, &p->walk, &m->arena, &m->chosen, &m->n_chosen, error);
}

static bool is_hidden(const place *p)
{
    return p->walk.entry.key[0] == ECOI_TERM_HIDDEN && p->walk.term.n_forms == 0;
}

/* Whether no source of the group has forms to unite or documents to leave out. */
static bool is_simple(const ecoi_term_merger *m)
{
    bool simple = true;
    for (size_t i = 0; simple && i < m->n_group; ++i) {
        const place *p = &m->places[m->group[i]];
        simple = !p->source->numbers && (m->n_group == 1 || p->walk.term.n_forms == 0);
    }
    return simple;
}

/* Chooses the term's forms; *out_empty: all its documents are dropped. */
static eco_status unite_forms(ecoi_term_merger *m, bool *out_empty, eco_error *error)
{
    const place *first = &m->places[m->group[0]];
    ecoi_arena_reset(&m->arena);
    *out_empty = false;
    if (is_simple(m))
        return take_forms(m, first, error);
    size_t number = 0;
    eco_status status = ECO_OK;
    ecoi_form_list_clear(&m->forms);
    for (size_t i = 0; status == ECO_OK && i < m->n_group; ++i)
        status = list_forms(m, &m->places[m->group[i]], &number, error);
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

static eco_status write_piece(ecoi_term_merger *m, eco_error *error)
{
    ecoi_posting_run run = {m->n_docs, m->docs, m->tfs, m->positions, m->n_chosen > 1 ? m->ordinals : NULL};
    m->n_docs = m->n_positions = 0;
    return run.n_docs ? ecoi_term_encoder_add_postings(m->encoder, &run, error) : ECO_OK;
}

/* Keeps the documents of a block that stay; their positions and ordinals, which read_block has put after the
 * piece, close ranks. `number`: of the source's first form. */
static void take_block(ecoi_term_merger *m, const place *p, const ecoi_cursor *cursor, size_t number)
{
    size_t from = m->n_positions;
    bool renumber = m->n_chosen > 1 && !m->same_ordinals;
    for (uint32_t i = 0; i < cursor->n_in_block; from += cursor->tfs[i++]) {
        uint32_t doc = ecoi_merge_number(p->source, cursor->ids[i]), tf = cursor->tfs[i];
        if (doc == ECOI_NO_DOC)
            continue;
        if (p->source->numbers) {
            memmove(m->positions + m->n_positions, m->positions + from, tf * sizeof *m->positions);
            memmove(m->ordinals + m->n_positions, m->ordinals + from, tf * sizeof *m->ordinals);
        }
        for (uint32_t j = 0; renumber && j < tf; ++j) {
            uint16_t *ordinal = &m->ordinals[m->n_positions + j];
            *ordinal = ecoi_form_list_ordinal(&m->forms, number + *ordinal);
        }
        m->docs[m->n_docs] = doc;
        m->tfs[m->n_docs++] = tf;
        m->n_positions += tf;
    }
}

static eco_status copy_postings(ecoi_term_merger *m, const place *p, size_t number, eco_error *error)
{
    ecoi_cursor cursor;
    uint32_t n;
    eco_status status = ecoi_segment_cursor(p->source->segment, &p->walk.term, &cursor, error);
    while (status == ECO_OK && (status = read_block(m, p, &cursor, &n, error)) == ECO_OK && n) {
        take_block(m, p, &cursor, number);
        if (m->n_positions >= PIECE)
            status = write_piece(m, error);
    }
    return status;
}

static eco_status move_postings(ecoi_term_merger *m, eco_error *error)
{
    const place *p = &m->places[m->group[0]];
    eco_status status =
        ecoi_posting_mover_run(m->mover, p->source->segment, &p->walk.term, m->encoder, error);
    return status == ECO_E_CORRUPT ? damaged(p, error) : status;
}

static eco_status merge_postings(ecoi_term_merger *m, eco_error *error)
{
    if (m->mover)
        return move_postings(m, error);
    size_t number = 0;
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < m->n_group; ++i) {
        const place *p = &m->places[m->group[i]];
        status = copy_postings(m, p, number, error);
        number += p->walk.term.n_forms ? p->walk.term.n_forms : 1;
    }
    return status == ECO_OK ? write_piece(m, error) : status;
}

static eco_status merge_group(ecoi_term_merger *m, ecoi_buf *out, eco_error *error)
{
    const ecoi_dictionary_entry *entry = &m->places[m->group[0]].walk.entry;
    bool empty;
    eco_status status = unite_forms(m, &empty, error);
    if (status != ECO_OK || empty)
        return status;
    status =
        ecoi_term_encoder_begin(m->encoder, entry->key, entry->key_len, m->chosen, m->n_chosen, out, error);
    if (status == ECO_OK)
        status = merge_postings(m, error);
    if (status == ECO_OK)
        status = ecoi_term_encoder_end(m->encoder, error);
    return status;
}

/* ---- term after term ---- */

/* Lifts the places that stand on the smallest term off the heap: their walks hold it until it is merged. */
static void lift_group(ecoi_term_merger *m)
{
    m->n_group = 0;
    do
        m->group[m->n_group++] = pop(m);
    while (m->n_heap && compare_terms(&m->places[m->group[0]], &m->places[m->heap[0]]) == 0);
}

static eco_status advance_group(ecoi_term_merger *m, const ecoi_term_range *range, eco_error *error)
{
    for (size_t i = 0; i < m->n_group; ++i) {
        place *p = &m->places[m->group[i]];
        bool more;
        m->bytes += p->walk.term.postings_len;
        eco_status status = ecoi_segment_next_term(p->source->segment, &p->walk, &more, error);
        if (status != ECO_OK)
            return status;
        if (more)
            stand_on(m, m->group[i], range->to);
    }
    return ECO_OK;
}

eco_status ecoi_term_merger_run(ecoi_term_merger *m, const ecoi_term_range *range, ecoi_buf *out,
                                uint64_t *out_read, eco_error *error)
{
    m->bytes = 0;
    eco_status status = start_walks(m, range, error);
    while (status == ECO_OK && m->n_heap) {
        lift_group(m);
        status = merge_group(m, out, error);
        if (status == ECO_OK)
            status = advance_group(m, range, error);
    }
    *out_read = m->bytes;
    return status;
}

eco_status ecoi_term_merger_new(const ecoi_merger *merger, ecoi_term_merger **out, eco_error *error)
{
    size_t n = merger->n ? merger->n : 1;
    ecoi_term_merger *m = calloc(1, sizeof *m);
    if (!m)
        return ecoi_error_no_memory(error);
    m->merger = merger;
    m->places = calloc(n, sizeof *m->places);
    m->heap = malloc(n * sizeof *m->heap);
    m->group = malloc(n * sizeof *m->group);
    m->docs = malloc((PIECE + ECOI_BLOCK) * sizeof *m->docs);
    m->tfs = malloc((PIECE + ECOI_BLOCK) * sizeof *m->tfs);
    bool fit = m->places && m->heap && m->group && m->docs && m->tfs;
    eco_status status =
        fit ? ecoi_term_encoder_new(merger->writer, &m->encoder, error) : ecoi_error_no_memory(error);
    if (status == ECO_OK && n == 1 && merger->n && merger->sources[0].input->permutation &&
        !(m->mover = ecoi_posting_mover_new(merger)))
        status = ecoi_error_no_memory(error);
    for (size_t i = 0; fit && i < merger->n; ++i)
        m->places[i].source = &merger->sources[i];
    if (status == ECO_OK)
        *out = m;
    else
        ecoi_term_merger_free(m);
    return status;
}

void ecoi_term_merger_free(ecoi_term_merger *m)
{
    if (!m)
        return;
    ecoi_term_encoder_free(m->encoder);
    ecoi_posting_mover_free(m->mover);
    ecoi_arena_dispose(&m->arena);
    ecoi_form_list_dispose(&m->forms);
    free(m->places);
    free(m->heap);
    free(m->group);
    free(m->counts);
    free(m->docs);
    free(m->tfs);
    free(m->positions);
    free(m->ordinals);
    free(m);
}
