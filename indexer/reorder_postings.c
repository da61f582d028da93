/* SPDX-License-Identifier: MIT */
/* The postings of a term in the new order (reorder.h): gathered, sorted by their new documents, encoded. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "indexer/reorder.h"

enum {
    PIECE = 16384, /* positions that go to the encoder at once */
    BYTES_A_DOC = 32,
    BYTES_A_POSITION = 6,
    RADIX_BITS = 8,
    RADIX = 1 << RADIX_BITS,
    FEW = 64 /* so many are sorted by insertion */
};

typedef struct moved {
    uint32_t doc, tf; /* new number */
    size_t at;        /* of its positions among those gathered */
} moved;

struct ecoi_posting_mover {
    const ecoi_permutation *permutation;
    uint64_t share;
    moved *items, *spare;
    size_t n_items, items_cap, spare_cap;
    uint32_t *positions;
    uint16_t *ordinals;
    size_t n_positions, positions_cap, ordinals_cap;
    /* the piece being encoded */
    uint32_t *docs, *tfs, *piece_positions;
    uint16_t *piece_ordinals;
    size_t n_docs, n_piece, docs_cap, tfs_cap, piece_cap, piece_ordinals_cap;
};

ecoi_posting_mover *ecoi_posting_mover_new(const ecoi_merger *merger)
{
    unsigned n_threads = merger->options->n_threads ? merger->options->n_threads : 1;
    ecoi_posting_mover *m = calloc(1, sizeof *m);
    if (m) {
        m->permutation = merger->sources[0].input->permutation;
        m->share = merger->options->map_bytes / 2 / n_threads; /* buffers grow by doubling */
        m->share = m->share ? m->share : 1;
    }
    return m;
}

void ecoi_posting_mover_free(ecoi_posting_mover *m)
{
    if (!m)
        return;
    free(m->items);
    free(m->spare);
    free(m->positions);
    free(m->ordinals);
    free(m->docs);
    free(m->tfs);
    free(m->piece_positions);
    free(m->piece_ordinals);
    free(m);
}

/* ---- gathering ---- */

static eco_status damaged(eco_error *error)
{
    return ecoi_error_set(error, ECO_E_CORRUPT, "the postings of a term are damaged");
}

/* Keeps the documents of the cursor's block whose new numbers are in [from, to). */
static bool gather_block(ecoi_posting_mover *m, const ecoi_cursor *cursor, uint32_t from, uint32_t to)
{
    size_t at = m->n_positions, kept = at;
    if (!ecoi_grow(&m->items, &m->items_cap, m->n_items + cursor->n_in_block, sizeof *m->items))
        return false;
    for (uint32_t i = 0; i < cursor->n_in_block; at += cursor->tfs[i++]) {
        uint32_t doc = m->permutation->new_of[cursor->ids[i]], tf = cursor->tfs[i];
        if (doc < from || doc >= to)
            continue;
        if (kept != at) {
            memmove(m->positions + kept, m->positions + at, tf * sizeof *m->positions);
            memmove(m->ordinals + kept, m->ordinals + at, tf * sizeof *m->ordinals);
        }
        m->items[m->n_items++] = (moved){doc, tf, kept};
        kept += tf;
    }
    m->n_positions = kept;
    return true;
}

static eco_status gather(ecoi_posting_mover *m, const ecoi_segment *segment, const ecoi_term *term,
                         uint32_t from, uint32_t to, eco_error *error)
{
    ecoi_cursor cursor;
    m->n_items = m->n_positions = 0;
    eco_status status = ecoi_segment_cursor(segment, term, &cursor, error);
    while (status == ECO_OK && ecoi_cursor_next_block(&cursor)) {
        size_t need = m->n_positions + cursor.n_positions_in_block + ECOI_BLOCK;
        if (!ecoi_grow(&m->positions, &m->positions_cap, need, sizeof *m->positions) ||
            !ecoi_grow(&m->ordinals, &m->ordinals_cap, need, sizeof *m->ordinals))
            return ecoi_error_no_memory(error);
        if (!ecoi_cursor_block_positions(&cursor, m->positions + m->n_positions,
                                         m->ordinals + m->n_positions))
            return damaged(error);
        if (!gather_block(m, &cursor, from, to))
            return ecoi_error_no_memory(error);
    }
    return status == ECO_OK && cursor.damaged ? damaged(error) : status;
}

/* ---- sorting ---- */

static void sort_few(moved *items, size_t n)
{
    for (size_t i = 1; i < n; ++i) {
        moved one = items[i];
        size_t at = i;
        for (; at > 0 && items[at - 1].doc > one.doc; --at)
            items[at] = items[at - 1];
        items[at] = one;
    }
}

static void sort_by_digit(const moved *from, moved *to, size_t n, unsigned shift)
{
    size_t starts[RADIX] = {0}, sum = 0;
    for (size_t i = 0; i < n; ++i)
        ++starts[from[i].doc >> shift & (RADIX - 1)];
    for (size_t i = 0; i < RADIX; ++i) {
        size_t count = starts[i];
        starts[i] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; ++i)
        to[starts[from[i].doc >> shift & (RADIX - 1)]++] = from[i];
}

/* Least digit first, over the digits that document numbers have. */
static bool sort_items(ecoi_posting_mover *m)
{
    if (m->n_items <= FEW) {
        sort_few(m->items, m->n_items);
        return true;
    }
    if (!ecoi_grow(&m->spare, &m->spare_cap, m->n_items, sizeof *m->spare))
        return false;
    for (unsigned shift = 0; shift < 32 && m->permutation->n >> shift; shift += RADIX_BITS) {
        sort_by_digit(m->items, m->spare, m->n_items, shift);
        moved *items = m->items;
        size_t cap = m->items_cap;
        m->items = m->spare;
        m->items_cap = m->spare_cap;
        m->spare = items;
        m->spare_cap = cap;
    }
    return true;
}

/* ---- encoding ---- */

static eco_status encode_piece(ecoi_posting_mover *m, bool with_ordinals, ecoi_term_encoder *encoder,
                               eco_error *error)
{
    ecoi_posting_run run = {m->n_docs, m->docs, m->tfs, m->piece_positions,
                            with_ordinals ? m->piece_ordinals : NULL};
    m->n_docs = m->n_piece = 0;
    return run.n_docs ? ecoi_term_encoder_add_postings(encoder, &run, error) : ECO_OK;
}

static bool add_to_piece(ecoi_posting_mover *m, const moved *item)
{
    if (!ecoi_grow(&m->docs, &m->docs_cap, m->n_docs + 1, sizeof *m->docs) ||
        !ecoi_grow(&m->tfs, &m->tfs_cap, m->n_docs + 1, sizeof *m->tfs) ||
        !ecoi_grow(&m->piece_positions, &m->piece_cap, m->n_piece + item->tf, sizeof *m->piece_positions) ||
        !ecoi_grow(&m->piece_ordinals, &m->piece_ordinals_cap, m->n_piece + item->tf,
                   sizeof *m->piece_ordinals))
        return false;
    memcpy(m->piece_positions + m->n_piece, m->positions + item->at, item->tf * sizeof *m->positions);
    memcpy(m->piece_ordinals + m->n_piece, m->ordinals + item->at, item->tf * sizeof *m->ordinals);
    m->docs[m->n_docs] = item->doc;
    m->tfs[m->n_docs++] = item->tf;
    m->n_piece += item->tf;
    return true;
}

static eco_status encode(ecoi_posting_mover *m, bool with_ordinals, ecoi_term_encoder *encoder,
                         eco_error *error)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < m->n_items; ++i) {
        if (!add_to_piece(m, &m->items[i]))
            return ecoi_error_no_memory(error);
        if (m->n_piece >= PIECE)
            status = encode_piece(m, with_ordinals, encoder, error);
    }
    return status == ECO_OK ? encode_piece(m, with_ordinals, encoder, error) : status;
}

/* In rounds, each for a range of new numbers, as many as the share wants. */
eco_status ecoi_posting_mover_run(ecoi_posting_mover *m, const ecoi_segment *segment, const ecoi_term *term,
                                  ecoi_term_encoder *encoder, eco_error *error)
{
    uint64_t bytes = (uint64_t)term->df * BYTES_A_DOC + term->cf * BYTES_A_POSITION, n = m->permutation->n;
    uint64_t n_rounds = bytes / m->share + 1;
    eco_status status = ECO_OK;
    if (n_rounds > n)
        n_rounds = n;
    for (uint64_t i = 0; status == ECO_OK && i < n_rounds; ++i) {
        status =
            gather(m, segment, term, (uint32_t)(n * i / n_rounds), (uint32_t)(n * (i + 1) / n_rounds), error);
        if (status == ECO_OK && !sort_items(m))
            status = ecoi_error_no_memory(error);
        if (status == ECO_OK)
            status = encode(m, term->n_forms > 1, encoder, error);
    }
    return status;
}
