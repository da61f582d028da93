/* SPDX-License-Identifier: MIT */
#include "tests/store/read_postings.h"

#include <stdlib.h>
#include <string.h>

#include "store/positions.h"
#include "store/postings_sums.h"
#include "tests/store/read_segment.h"

/* What the steps have found, for the other readers to be compared with. */
typedef struct found {
    ecoi_buf docs, tfs, ends; /* u32 each; ends: above the last position */
    size_t n;
    uint64_t n_positions;
    uint64_t *counts; /* of each ordinal, UINT16_MAX + 1 of them */
} found;

static uint32_t u32_at(const ecoi_buf *buf, size_t i)
{
    return ((const uint32_t *)(const void *)buf->data)[i];
}

/* Room for positions and their ordinals. */
typedef struct places {
    uint32_t *positions;
    uint16_t *ordinals;
} places;

static places make_places(size_t n)
{
    places p = {malloc(n * sizeof *p.positions + 1), malloc(n * sizeof *p.ordinals + 1)};
    REQUIRE(p.positions && p.ordinals);
    return p;
}

static void free_places(places p)
{
    free(p.positions);
    free(p.ordinals);
}

static void check_rising(const uint32_t *positions, size_t n)
{
    for (size_t i = 1; i < n; i++)
        REQUIRE(positions[i] > positions[i - 1]);
}

/* ---- a cursor ---- */

/* Positions of the document the cursor stands on; an ordinal that no form has is for its user to refuse. */
static void read_positions(ecoi_cursor *cursor, found *f, ecoi_buf *out)
{
    uint32_t doc = cursor->doc, tf = ecoi_cursor_tf(cursor);
    places p = make_places(tf);
    uint32_t n = ecoi_cursor_positions(cursor, p.positions, p.ordinals);
    REQUIRE(n == tf || (n == 0 && cursor->damaged));
    check_rising(p.positions, n);
    if (n)
        print_posting(out, doc, n, p.positions, p.ordinals);
    if (f) {
        REQUIRE(ecoi_buf_append32(&f->ends, n ? p.positions[n - 1] + 1 : 0));
        for (uint32_t i = 0; i < n; i++)
            f->counts[p.ordinals[i]]++;
        f->n_positions += n;
    }
    free_places(p);
}

static ecoi_cursor begin(const term_bytes *term)
{
    ecoi_cursor cursor;
    ecoi_cursor_init(&cursor, term->data, term->len, term->df, term->ordinal_bits, term->n_docs);
    return cursor;
}

static bool step(const term_bytes *term, found *f, ecoi_buf *out)
{
    ecoi_cursor cursor = begin(term);
    while (ecoi_cursor_next(&cursor) != ECOI_NO_DOC) {
        REQUIRE(cursor.doc < term->n_docs);
        REQUIRE(f->n == 0 || cursor.doc > u32_at(&f->docs, f->n - 1));
        REQUIRE(ecoi_buf_append32(&f->docs, cursor.doc) &&
                ecoi_buf_append32(&f->tfs, ecoi_cursor_tf(&cursor)));
        f->n++;
        if (cursor.doc != ECOI_NO_DOC)
            read_positions(&cursor, f, out);
    }
    REQUIRE(ecoi_cursor_next(&cursor) == ECOI_NO_DOC);
    if (f->n != term->df)
        print_note(out, "documents there are and should be", f->n, term->df);
    return !cursor.damaged;
}

/* From each document to one a little further on. */
static bool leap(const term_bytes *term, const found *f, uint32_t how_far, ecoi_buf *out)
{
    ecoi_cursor cursor = begin(term);
    size_t i = 0;
    for (uint64_t target = 0; target < ECOI_NO_DOC; target = (uint64_t)cursor.doc + how_far) {
        uint32_t last, doc = ecoi_cursor_seek(&cursor, (uint32_t)target);
        while (i < f->n && u32_at(&f->docs, i) < target)
            i++;
        REQUIRE(doc >= target && (doc < term->n_docs || doc == ECOI_NO_DOC));
        if (doc != (i < f->n ? u32_at(&f->docs, i) : ECOI_NO_DOC))
            print_note(out, "a leap and where it leads", target, doc);
        (void)ecoi_cursor_block_impact(&cursor, &last);
        REQUIRE(last >= doc || doc == ECOI_NO_DOC);
        if (doc == ECOI_NO_DOC)
            break;
        read_positions(&cursor, NULL, NULL);
    }
    return !cursor.damaged;
}

static bool go_by_blocks(const term_bytes *term, const found *f, ecoi_buf *out)
{
    ecoi_cursor cursor = begin(term);
    size_t n = 0;
    bool sound = true;
    for (uint32_t len; sound && (len = ecoi_cursor_next_block(&cursor)) > 0; n += len) {
        uint64_t total = 0;
        REQUIRE(len <= ECOI_BLOCK);
        for (uint32_t i = 0; i < len; i++) {
            REQUIRE(cursor.ids[i] < term->n_docs && (i == 0 || cursor.ids[i] > cursor.ids[i - 1]));
            if (n + i >= f->n || cursor.ids[i] != u32_at(&f->docs, n + i) ||
                cursor.tfs[i] != u32_at(&f->tfs, n + i))
                print_note(out, "a block finds a document and frequency", cursor.ids[i], cursor.tfs[i]);
            total += cursor.tfs[i];
        }
        REQUIRE(total == cursor.n_positions_in_block);
        places p = make_places(total + ECOI_BLOCK);
        sound = ecoi_cursor_block_positions(&cursor, p.positions, p.ordinals);
        for (uint32_t i = 0, at = 0; sound && i < len; at += cursor.tfs[i++])
            check_rising(p.positions + at, cursor.tfs[i]);
        free_places(p);
    }
    sound = sound && !cursor.damaged;
    if (sound && n != f->n)
        print_note(out, "documents by blocks and by steps", n, f->n);
    return sound;
}

/* ---- a list of containers ---- */

/* Readers that go on from document to document, one for each way of asking: they do not go back. */
typedef struct readers {
    ecoi_position_reader all, some;
} readers;

static bool read_on(readers *r, uint32_t index, const uint32_t *expected, uint32_t n, ecoi_buf *out)
{
    enum { OFFSET = 2 };
    const uint32_t *positions;
    uint32_t got = ecoi_position_reader_read(&r->all, index, &positions);
    bool damaged = false;
    REQUIRE(!r->all.no_memory);
    check_rising(positions, got);
    if (got == 0)
        return false;
    if (got != n || memcmp(positions, expected, n * sizeof *expected) != 0)
        print_note(out, "positions read on and alone", got, n);
    uint32_t *numbers = malloc(got * sizeof *numbers), kept = 0, n_numbers = 0;
    REQUIRE(numbers);
    for (uint32_t i = 0; i < got; i++)
        if (positions[i] >= OFFSET)
            numbers[n_numbers++] = positions[i] - OFFSET;
    if (n_numbers)
        kept = ecoi_position_reader_keep(&r->some, index, OFFSET, numbers, n_numbers, &damaged);
    REQUIRE(kept <= n_numbers);
    if (!damaged && kept != n_numbers)
        print_note(out, "numbers kept and positions", kept, n_numbers);
    free(numbers);
    return !damaged;
}

static bool read_listed_positions(const ecoi_container *c, uint32_t index, uint32_t tf, readers *r,
                                  ecoi_buf *out)
{
    uint32_t alone;
    if (!ecoi_container_tf(c, index, &alone))
        return false;
    if (alone != tf)
        print_note(out, "a frequency alone and in its block", alone, tf);
    places p = make_places(tf);
    bool sound = ecoi_container_positions(c, index, tf, p.positions, p.ordinals);
    if (sound) {
        check_rising(p.positions, tf);
        sound = read_on(r, index, p.positions, tf, out);
    }
    free_places(p);
    return sound;
}

/* Documents of a block; n: of the steps before it. */
static bool read_listed_block(const ecoi_container *c, uint32_t block, readers *r, const found *f, size_t n,
                              ecoi_buf *out)
{
    uint16_t ids[ECOI_BLOCK];
    uint32_t tfs[ECOI_BLOCK], len = ecoi_container_block_ids(c, block, ids);
    uint32_t again[ECOI_BLOCK];
    if (len == 0 || !ecoi_container_block_tfs(c, block, tfs))
        return false;
    if (c->kind != ECOI_KIND_SMALL && (!ecoi_container_tfs(c, block * ECOI_BLOCK, len, again) ||
                                       memcmp(tfs, again, len * sizeof *tfs) != 0))
        print_note(out, "frequencies of a block and some of them", block, len);
    REQUIRE(len == ecoi_container_block_len(c, block));
    for (uint32_t i = 0; i < len; i++) {
        uint32_t doc = (c->chunk << ECOI_CHUNK_BITS) + ids[i], index = block * ECOI_BLOCK + i;
        REQUIRE(ids[i] < c->limit && ids[i] <= ecoi_container_block_last(c, block));
        REQUIRE(i == 0 || ids[i] > ids[i - 1]);
        if (n + i >= f->n || doc != u32_at(&f->docs, n + i) || tfs[i] != u32_at(&f->tfs, n + i))
            print_note(out, "a container finds a document and frequency", doc, tfs[i]);
        if (c->kind == ECOI_KIND_BITS && ecoi_container_rank(c, ids[i]) != index)
            print_note(out, "a rank", index, ecoi_container_rank(c, ids[i]));
        (void)ecoi_container_block_impact(c, block);
        if (i % 32 == 0 && !read_listed_positions(c, index, tfs[i], r, out))
            return false;
    }
    return true;
}

static bool read_container(const ecoi_container *c, const found *f, size_t n, ecoi_buf *out)
{
    readers r = {0};
    bool sound = true;
    ecoi_position_reader_enter(&r.all, c);
    ecoi_position_reader_enter(&r.some, c);
    if (c->kind != ECOI_KIND_BITS) {
        uint16_t ids[ECOI_CONTAINER_IDS];
        sound = ecoi_container_ids(c, ids);
        for (uint32_t i = 1; sound && i < c->n; i++)
            REQUIRE(ids[i] > ids[i - 1] && ids[i] < c->limit);
    }
    for (uint32_t block = 0; block < c->n_blocks; block++)
        sound = read_listed_block(c, block, &r, f, n + (size_t)block * ECOI_BLOCK, out) && sound;
    ecoi_position_reader_dispose(&r.all);
    ecoi_position_reader_dispose(&r.some);
    return sound;
}

/* ---- all at once ---- */

static void compare_sums(const found *f, const uint64_t *counts, const ecoi_postings_sums *sums,
                         ecoi_buf *out)
{
    if (sums->n_docs != f->n || sums->n_positions != f->n_positions)
        print_note(out, "documents and positions added up", sums->n_docs, sums->n_positions);
    for (size_t i = 0; i <= UINT16_MAX; i++)
        if (counts[i] != f->counts[i])
            print_note(out, "an ordinal and its occurrences added up", i, counts[i]);
}

/* Adding up is stricter than the other readers: what it calls sound they agree with, and where a document had
 * one position less it is named. */
static bool add_up(const term_bytes *term, const ecoi_posting_list *list, const found *f, ecoi_buf *out)
{
    enum { ORDINALS = UINT16_MAX + 1 };
    uint32_t *ends = calloc((size_t)term->n_docs + 1, sizeof *ends);
    uint64_t *counts = malloc(ORDINALS * sizeof *counts);
    ecoi_postings_sums sums;
    REQUIRE(ends && counts);
    for (size_t i = 0; i < f->n; i++)
        ends[u32_at(&f->docs, i)] = u32_at(&f->ends, i);
    bool sound = ecoi_postings_add_up(list, ends, counts, ORDINALS, &sums) == ECOI_POSTINGS_SOUND;
    if (sound)
        compare_sums(f, counts, &sums, out);
    if (sound && f->n) {
        uint32_t doc = u32_at(&f->docs, f->n / 2);
        ends[doc]--;
        REQUIRE(ecoi_postings_add_up(list, ends, counts, ORDINALS, &sums) == ECOI_POSTINGS_OUTSIDE);
        REQUIRE(sums.doc == doc);
    }
    free(ends);
    free(counts);
    return sound;
}

static bool read_list(const term_bytes *term, const found *f, ecoi_buf *out)
{
    ecoi_arena arena = {0};
    ecoi_posting_list list;
    size_t n = 0;
    eco_status status = ecoi_posting_list_open(&list, term->data, term->len, term->df, term->ordinal_bits,
                                               term->n_docs, &arena);
    REQUIRE(status == ECO_OK || status == ECO_E_CORRUPT);
    bool sound = !status;
    for (size_t i = 0; !status && i < list.n_containers; i++) {
        const ecoi_container *c = &list.containers[i];
        REQUIRE(ecoi_posting_list_find(&list, c->chunk) == c);
        sound = read_container(c, f, n, out) && sound;
        n += c->n;
    }
    if (sound && n != f->n)
        print_note(out, "documents by containers and by steps", n, f->n);
    sound = sound && add_up(term, &list, f, out);
    ecoi_arena_dispose(&arena);
    return sound;
}

bool read_postings(const term_bytes *term, ecoi_buf *out)
{
    static const uint32_t how_far[] = {1, 3, 130, 5000};
    found f = {.counts = calloc(UINT16_MAX + 1, sizeof *f.counts)};
    REQUIRE(f.counts);
    bool sound = step(term, &f, out);
    for (size_t i = 0; i < sizeof how_far / sizeof *how_far; i++)
        sound = leap(term, &f, how_far[i], out) && sound;
    sound = go_by_blocks(term, &f, out) && sound;
    sound = read_list(term, &f, out) && sound;
    ecoi_buf_dispose(&f.docs);
    ecoi_buf_dispose(&f.tfs);
    ecoi_buf_dispose(&f.ends);
    free(f.counts);
    return sound;
}
