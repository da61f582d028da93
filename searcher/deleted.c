/* SPDX-License-Identifier: MIT */
#include "searcher/deleted.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/error.h"

ecoi_set ecoi_deleted_set(const ecoi_snapshot *s, size_t segment, uint32_t chunk)
{
    if (!ecoi_has_deletions(s, segment) || s->deletions[segment].in_chunk[chunk] == 0)
        return (ecoi_set){0};
    const ecoi_deletions *d = &s->deletions[segment];
    return (ecoi_set){.n = d->in_chunk[chunk],
                      .bits = (const uint8_t *)(d->bits + (size_t)chunk * (ECOI_CHUNK_DOCS / 64))};
}

static eco_status damaged(const ecoi_snapshot *s, size_t segment, eco_error *error)
{
    return ecoi_error_set(error, ECO_E_CORRUPT, "%s: damaged: postings",
                          ecoi_segment_path(s->segments[segment]));
}

/* ---- documents ---- */

/* How many documents of a container are deleted. */
static bool count_container(const ecoi_snapshot *s, size_t segment, const ecoi_container *c, uint32_t *out)
{
    uint16_t ids[ECOI_CONTAINER_IDS];
    ecoi_set gone = ecoi_deleted_set(s, segment, c->chunk), set = {.n = c->n, .bits = ecoi_container_bits(c)};
    if (gone.n && !set.bits) {
        if (!ecoi_container_ids(c, ids))
            return false;
        set.ids = ids;
    }
    *out += ecoi_set_and_count(s->kernels, set, gone);
    return true;
}

eco_status ecoi_live_df(const ecoi_snapshot *s, size_t segment, const ecoi_term *term, uint32_t *out,
                        eco_error *error)
{
    ecoi_arena arena = {0};
    ecoi_posting_list list;
    uint32_t gone = 0;
    *out = term->df;
    if (!ecoi_has_deletions(s, segment))
        return ECO_OK;
    eco_status status = ecoi_segment_posting_list(s->segments[segment], term, &arena, &list, error);
    for (size_t i = 0; !status && i < list.n_containers; i++)
        if (!count_container(s, segment, &list.containers[i], &gone))
            status = damaged(s, segment, error);
    ecoi_arena_dispose(&arena);
    if (!status && gone > term->df)
        status = damaged(s, segment, error);
    if (!status)
        *out = term->df - gone;
    return status;
}

/* ---- occurrences ---- */

/* The first deleted document >= doc; ECOI_NO_DOC: there is none. */
static uint32_t next_deleted(const ecoi_deletions *d, uint32_t doc, uint32_t n_docs)
{
    for (size_t word = doc / 64; word * 64 < n_docs; word++) {
        uint64_t bits = d->bits[word];
        if (word == doc / 64)
            bits &= UINT64_MAX << doc % 64;
        if (bits)
            return (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(bits);
    }
    return ECOI_NO_DOC;
}

/* Takes the deleted documents of a term one after another. */
static uint32_t seek_deleted(const ecoi_deletions *d, ecoi_cursor *cursor, uint32_t from, uint32_t n_docs)
{
    uint32_t doc = next_deleted(d, from, n_docs);
    while (doc != ECOI_NO_DOC && ecoi_cursor_seek(cursor, doc) != doc)
        doc = cursor->doc < n_docs ? next_deleted(d, cursor->doc, n_docs) : ECOI_NO_DOC;
    return doc;
}

eco_status ecoi_live_cf(const ecoi_snapshot *s, size_t segment, const ecoi_term *term, uint64_t *out,
                        eco_error *error)
{
    ecoi_cursor cursor;
    uint32_t n_docs = ecoi_segment_n_docs(s->segments[segment]);
    uint64_t gone = 0;
    *out = term->cf;
    if (!ecoi_has_deletions(s, segment))
        return ECO_OK;
    const ecoi_deletions *d = &s->deletions[segment];
    eco_status status = ecoi_segment_cursor(s->segments[segment], term, &cursor, error);
    if (status)
        return status;
    for (uint32_t doc = 0; (doc = seek_deleted(d, &cursor, doc, n_docs)) != ECOI_NO_DOC; doc++)
        gone += ecoi_cursor_tf(&cursor);
    if (cursor.damaged || gone > term->cf)
        return damaged(s, segment, error);
    *out = term->cf - gone;
    return ECO_OK;
}

/* Takes the forms of the document the cursor stands on off the counts. */
static eco_status take_forms(const ecoi_snapshot *s, size_t segment, ecoi_cursor *cursor, ecoi_arena *arena,
                             uint64_t *counts, size_t n, eco_error *error)
{
    uint32_t tf = ecoi_cursor_tf(cursor);
    uint32_t *positions = ecoi_arena_alloc(arena, ((size_t)tf + 1) * sizeof *positions);
    uint16_t *ordinals = ecoi_arena_calloc(arena, (size_t)tf + 1, sizeof *ordinals);
    if (!positions || !ordinals)
        return ecoi_error_no_memory(error);
    uint32_t n_positions = ecoi_cursor_positions(cursor, positions, ordinals);
    for (uint32_t i = 0; i < n_positions; i++) {
        if (ordinals[i] >= n || counts[ordinals[i]] == 0)
            return damaged(s, segment, error);
        --counts[ordinals[i]];
    }
    return cursor->damaged ? damaged(s, segment, error) : ECO_OK;
}

eco_status ecoi_live_forms(const ecoi_snapshot *s, size_t segment, const ecoi_term_walk *walk,
                           const ecoi_term_form *forms, size_t n, ecoi_arena *arena, const uint64_t **out,
                           eco_error *error)
{
    ecoi_arena scratch = {0};
    ecoi_cursor cursor;
    uint32_t n_docs = ecoi_segment_n_docs(s->segments[segment]);
    uint64_t *counts = ecoi_arena_calloc(arena, n + 1, sizeof *counts);
    *out = counts;
    if (!counts)
        return ecoi_error_no_memory(error);
    for (size_t i = 0; i < n; i++)
        counts[i] = forms[i].count;
    if (!ecoi_has_deletions(s, segment))
        return ECO_OK;
    const ecoi_deletions *d = &s->deletions[segment];
    eco_status status = ecoi_segment_cursor(s->segments[segment], &walk->term, &cursor, error);
    for (uint32_t doc = 0; !status && (doc = seek_deleted(d, &cursor, doc, n_docs)) != ECOI_NO_DOC; doc++) {
        ecoi_arena_reset(&scratch);
        status = take_forms(s, segment, &cursor, &scratch, counts, n, error);
    }
    ecoi_arena_dispose(&scratch);
    return !status && cursor.damaged ? damaged(s, segment, error) : status;
}
