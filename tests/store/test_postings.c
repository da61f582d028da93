/* SPDX-License-Identifier: MIT */
/* Postings of every density over several chunks: what goes in comes back, by steps and by leaps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/positions.h"
#include "store/posting_list.h"
#include "store/postings_sums.h"

enum { N_DOCS = 150000, MOST_TF = 300 };

typedef struct list {
    uint32_t n, *docs, *tfs, *positions;
    uint16_t *ordinals;
    size_t *starts;
} list;

static float saturation(const void *self, uint32_t doc, uint32_t tf, const uint32_t *positions)
{
    (void)self;
    (void)doc;
    (void)positions;
    return (float)tf / (float)(tf + 1);
}

/* Each document with a chance of one in `sparsity`. */
static list make(int sparsity, unsigned ordinal_bits)
{
    list l = {
        .docs = calloc(N_DOCS, 4), .tfs = calloc(N_DOCS, 4), .starts = calloc(N_DOCS + 1, sizeof(size_t))};
    size_t n = 0, cap = 0;
    for (uint32_t doc = 0; doc < N_DOCS; doc++) {
        if (rand() % sparsity)
            continue;
        uint32_t tf = rand() % 50 ? 1 + (uint32_t)rand() % 4 : 1 + (uint32_t)rand() % MOST_TF, position = 0;
        if (n + tf > cap) {
            cap = (n + tf) * 2;
            l.positions = realloc(l.positions, cap * 4);
            l.ordinals = realloc(l.ordinals, cap * 2);
        }
        l.docs[l.n] = doc;
        l.tfs[l.n] = tf;
        l.starts[l.n++] = n;
        for (uint32_t i = 0; i < tf; i++, n++) {
            position += (uint32_t)rand() % 200;
            l.positions[n] = position++;
            l.ordinals[n] = ordinal_bits ? (uint16_t)(rand() % (1 << ordinal_bits)) : 0;
        }
    }
    return l;
}

static void check_document(const list *l, uint32_t i, ecoi_cursor *c)
{
    uint32_t positions[MOST_TF], last;
    uint16_t ordinals[MOST_TF];
    assert_int_equal(c->doc, l->docs[i]);
    assert_int_equal(ecoi_cursor_tf(c), l->tfs[i]);
    assert_true(ecoi_cursor_block_impact(c, &last) >= saturation(NULL, 0, l->tfs[i], NULL));
    assert_true(last >= c->doc);
    assert_int_equal(ecoi_cursor_positions(c, positions, ordinals), l->tfs[i]);
    assert_memory_equal(positions, l->positions + l->starts[i], l->tfs[i] * sizeof *positions);
    assert_memory_equal(ordinals, l->ordinals + l->starts[i], l->tfs[i] * sizeof *ordinals);
}

static void steps(const list *l, const ecoi_buf *bytes, size_t len, unsigned ordinal_bits)
{
    ecoi_cursor c;
    ecoi_cursor_init(&c, bytes->data, len, l->n, ordinal_bits, N_DOCS);
    for (uint32_t i = 0; i < l->n; i++) {
        ecoi_cursor_next(&c);
        if (i % 7 == 0 || l->n < 1000)
            check_document(l, i, &c);
    }
    assert_int_equal(ecoi_cursor_next(&c), ECOI_NO_DOC);
    assert_false(c.damaged);
}

static void leaps(const list *l, const ecoi_buf *bytes, size_t len, unsigned ordinal_bits, int most)
{
    ecoi_cursor c;
    uint32_t target = 0, i = 0;
    ecoi_cursor_init(&c, bytes->data, len, l->n, ordinal_bits, N_DOCS);
    while (target < N_DOCS) {
        while (i < l->n && l->docs[i] < target)
            i++;
        if (i == l->n) {
            assert_int_equal(ecoi_cursor_seek(&c, target), ECOI_NO_DOC);
            break;
        }
        assert_int_equal(ecoi_cursor_seek(&c, target), l->docs[i]);
        if (rand() % 2)
            check_document(l, i, &c);
        target += 1 + (uint32_t)(rand() % most);
    }
    assert_false(c.damaged);
}

/* A seek to where a step has led, or behind it, stays there. */
static void steps_and_seeks(const list *l, const ecoi_buf *bytes, size_t len, unsigned ordinal_bits)
{
    ecoi_cursor c;
    ecoi_cursor_init(&c, bytes->data, len, l->n, ordinal_bits, N_DOCS);
    for (uint32_t i = 0; i < l->n; i++) {
        assert_int_equal(ecoi_cursor_next(&c), l->docs[i]);
        assert_int_equal(ecoi_cursor_seek(&c, l->docs[i]), l->docs[i]);
        assert_int_equal(ecoi_cursor_seek(&c, 0), l->docs[i]);
    }
    assert_int_equal(ecoi_cursor_next(&c), ECOI_NO_DOC);
}

/* Each range is bounded by the largest saturation of its documents, rounded up; by 0 where it has none. */
static void check_ranges(const list *l, size_t first, const ecoi_container *c)
{
    float largest[ECOI_RANGES] = {0};
    for (size_t i = first; i < first + c->n; i++) {
        float value = saturation(NULL, 0, l->tfs[i], NULL);
        uint32_t range = l->docs[i] % ECOI_CHUNK_DOCS / ECOI_RANGE_DOCS;
        largest[range] = value > largest[range] ? value : largest[range];
    }
    assert_int_equal(c->ranges != NULL, c->n >= ECOI_RANGES_MIN);
    for (uint32_t i = 0; c->ranges && i < ECOI_RANGES; i++) {
        float bound = i < c->n_ranges ? (float)c->ranges[i] / 255 : 0;
        assert_true(bound >= largest[i] && bound < largest[i] + 1.0f / 254);
        assert_int_equal(bound == 0, largest[i] == 0);
    }
}

/* Some ids of a bitset, half of them documents, and frequencies from anywhere to anywhere near. */
static void some_of_many(const list *l, size_t first, const ecoi_container *c)
{
    enum { SOME = 200 };
    uint16_t ids[SOME], found[SOME];
    uint32_t indices[SOME], tfs[SOME], n = 0, kept = 0;
    if (c->kind == ECOI_KIND_SMALL)
        return;
    uint32_t index = (uint32_t)rand() % c->n, n_tfs = 1 + (uint32_t)rand() % SOME;
    if (n_tfs > c->n - index)
        n_tfs = c->n - index;
    assert_true(ecoi_container_tfs(c, index, n_tfs, tfs));
    assert_memory_equal(tfs, l->tfs + first + index, n_tfs * sizeof *tfs);
    if (!ecoi_container_bits(c))
        return;
    for (uint32_t id = (uint32_t)rand() % 2000; n < SOME && id < c->limit; id += 1 + (uint32_t)rand() % 100)
        ids[n++] = (uint16_t)id;
    uint32_t n_found = ecoi_container_find_in_bits(c, ids, n, found, indices);
    for (uint32_t i = 0; i < n; i++) {
        if (!(ecoi_container_bits(c)[ids[i] / 8] >> ids[i] % 8 & 1))
            continue;
        assert_true(kept < n_found);
        assert_int_equal(found[kept], i);
        assert_int_equal(l->docs[first + indices[kept++]] & (ECOI_CHUNK_DOCS - 1), ids[i]);
    }
    assert_int_equal(kept, n_found);
}

/* Any container, any document, in any order. */
static void random_access(const list *l, const ecoi_buf *bytes, size_t len, unsigned ordinal_bits)
{
    static uint16_t all[ECOI_CHUNK_DOCS];
    ecoi_arena arena = {0};
    ecoi_posting_list postings;
    ecoi_position_reader reader = {0};
    assert_int_equal(ecoi_posting_list_open(&postings, bytes->data, len, l->n, ordinal_bits, N_DOCS, &arena),
                     ECO_OK);
    size_t first = 0;
    for (size_t k = 0; k < postings.n_containers; k++) {
        const ecoi_container *c = &postings.containers[k];
        assert_ptr_equal(ecoi_posting_list_find(&postings, c->chunk), c);
        check_ranges(l, first, c);
        some_of_many(l, first, c);
        if (!ecoi_container_bits(c))
            assert_true(ecoi_container_ids(c, all));
        for (uint32_t i = 0; i < c->n; i++) {
            uint32_t doc = l->docs[first + i], id = doc & (ECOI_CHUNK_DOCS - 1), tf;
            assert_int_equal(doc >> ECOI_CHUNK_BITS, c->chunk);
            if (ecoi_container_bits(c))
                assert_int_equal(ecoi_container_rank(c, id), i);
            else
                assert_int_equal(all[i], id);
            assert_true(ecoi_container_tf(c, i, &tf));
            assert_int_equal(tf, l->tfs[first + i]);
        }
        for (uint32_t block = 0; block < c->n_blocks; block++) {
            uint16_t ids[ECOI_BLOCK], ordinals[MOST_TF];
            uint32_t tfs[ECOI_BLOCK], positions[MOST_TF], n = ecoi_container_block_ids(c, block, ids);
            assert_int_equal(n, ecoi_container_block_len(c, block));
            assert_true(ecoi_container_block_tfs(c, block, tfs));
            assert_memory_equal(tfs, l->tfs + first + (size_t)block * ECOI_BLOCK, n * sizeof *tfs);
            uint32_t i = (uint32_t)rand() % n, index = block * ECOI_BLOCK + i;
            assert_true(ecoi_container_block_last(c, block) >= ids[n - 1]);
            assert_true(ecoi_container_block_impact(c, block) >= saturation(NULL, 0, tfs[i], NULL) * 255);
            assert_true(ecoi_container_positions(c, index, tfs[i], positions, ordinals));
            const size_t start = l->starts[first + index];
            assert_memory_equal(positions, l->positions + start, tfs[i] * sizeof *positions);
            assert_memory_equal(ordinals, l->ordinals + start, tfs[i] * sizeof *ordinals);
            for (int again = 0; again < 6; again++) { /* forwards, backwards, twice the same */
                const uint32_t *read;
                uint32_t other = again % 3 == 2 ? i : (uint32_t)rand() % n;
                ecoi_position_reader_enter(&reader, c);
                for (int twice = 0; twice < 2; twice++) {
                    uint32_t which = twice ? other : i, tf = tfs[which];
                    size_t at = l->starts[first + block * ECOI_BLOCK + which];
                    assert_int_equal(ecoi_position_reader_read(&reader, block * ECOI_BLOCK + which, &read),
                                     tf);
                    assert_memory_equal(read, l->positions + at, tf * sizeof *read);
                }
            }
        }
        first += c->n;
    }
    assert_int_equal(first, l->n);
    ecoi_position_reader_dispose(&reader);
    ecoi_arena_dispose(&arena);
}

/* What the list has, added up here, is what adding up the bytes gives; a position, a form or a document more
 * than there may be is noticed. */
static void sums(const list *l, const ecoi_buf *bytes, size_t len, unsigned ordinal_bits)
{
    size_t n_forms = (size_t)1 << ordinal_bits, n = l->n ? l->starts[l->n - 1] + l->tfs[l->n - 1] : 0;
    uint32_t *ends = calloc(N_DOCS, sizeof *ends), middle = l->docs[l->n / 2];
    uint64_t *expected = calloc(n_forms, sizeof *expected), *counts = calloc(n_forms, sizeof *counts);
    ecoi_arena arena = {0};
    ecoi_posting_list postings;
    ecoi_postings_sums found;
    for (uint32_t i = 0; i < l->n; i++)
        ends[l->docs[i]] = l->positions[l->starts[i] + l->tfs[i] - 1] + 1;
    for (size_t i = 0; i < n; i++)
        expected[l->ordinals[i]]++;
    assert_int_equal(ecoi_posting_list_open(&postings, bytes->data, len, l->n, ordinal_bits, N_DOCS, &arena),
                     ECO_OK);
    assert_int_equal(ecoi_postings_add_up(&postings, ends, counts, n_forms, &found), ECOI_POSTINGS_SOUND);
    assert_int_equal(found.n_docs, l->n);
    assert_int_equal(found.n_positions, n);
    assert_memory_equal(counts, expected, n_forms * sizeof *counts);
    if (l->n) {
        ends[middle]--;
        assert_int_equal(ecoi_postings_add_up(&postings, ends, counts, n_forms, &found),
                         ECOI_POSTINGS_OUTSIDE);
        assert_int_equal(found.doc, middle);
        ends[middle]++;
    }
    if (expected[n_forms - 1] && n_forms > 1)
        assert_int_equal(ecoi_postings_add_up(&postings, ends, counts, n_forms - 1, &found),
                         ECOI_POSTINGS_NO_FORM);
    ecoi_arena_dispose(&arena);
    free(ends);
    free(expected);
    free(counts);
}

static void round_trip(int sparsity, unsigned ordinal_bits)
{
    list l = make(sparsity, ordinal_bits);
    ecoi_postings_encoder *encoder;
    ecoi_buf bytes = {0};
    uint32_t df;
    uint64_t cf;
    assert_int_equal(ecoi_postings_encoder_new((ecoi_impact_source){NULL, saturation}, &encoder), ECO_OK);
    ecoi_postings_begin(encoder, ordinal_bits);
    ecoi_posting_run run = {l.n, l.docs, l.tfs, l.positions, ordinal_bits ? l.ordinals : NULL};
    assert_int_equal(ecoi_postings_add(encoder, &run), ECO_OK);
    assert_int_equal(ecoi_postings_end(encoder, &bytes, &df, &cf), ECO_OK);
    assert_int_equal(df, l.n);
    size_t len = bytes.len;
    assert_non_null(ecoi_buf_reserve(&bytes, ECOI_OVERREAD));
    steps(&l, &bytes, len, ordinal_bits);
    steps_and_seeks(&l, &bytes, len, ordinal_bits);
    leaps(&l, &bytes, len, ordinal_bits, 3);
    leaps(&l, &bytes, len, ordinal_bits, 5000);
    leaps(&l, &bytes, len, ordinal_bits, 100000);
    random_access(&l, &bytes, len, ordinal_bits);
    sums(&l, &bytes, len, ordinal_bits);
    ecoi_postings_encoder_free(encoder);
    ecoi_buf_dispose(&bytes);
    free(l.docs);
    free(l.tfs);
    free(l.positions);
    free(l.ordinals);
    free(l.starts);
}

/* Sums of positions that are further apart than their sums fit into 32 bits. */
static void far_positions_add_up(void **state)
{
    enum { N = 200 };
    uint32_t docs[N], tfs[N], positions[2 * N], df;
    uint16_t ordinals[2 * N] = {0};
    size_t starts[N];
    uint64_t cf;
    ecoi_postings_encoder *encoder;
    ecoi_buf bytes = {0};
    (void)state;
    for (uint32_t i = 0; i < N; i++) {
        docs[i] = i * 3;
        tfs[i] = 2;
        starts[i] = 2 * (size_t)i;
        positions[2 * i] = i % 2 ? 5 : 3000000000u;
        positions[2 * i + 1] = 0xfffffff0u - i;
    }
    assert_int_equal(ecoi_postings_encoder_new((ecoi_impact_source){NULL, saturation}, &encoder), ECO_OK);
    ecoi_postings_begin(encoder, 0);
    ecoi_posting_run run = {N, docs, tfs, positions, NULL};
    assert_int_equal(ecoi_postings_add(encoder, &run), ECO_OK);
    assert_int_equal(ecoi_postings_end(encoder, &bytes, &df, &cf), ECO_OK);
    size_t len = bytes.len;
    assert_non_null(ecoi_buf_reserve(&bytes, ECOI_OVERREAD));
    list l = {N, docs, tfs, positions, ordinals, starts};
    sums(&l, &bytes, len, 0);
    ecoi_postings_encoder_free(encoder);
    ecoi_buf_dispose(&bytes);
}

static void postings_come_back(void **state)
{
    static const int sparsities[] = {1, 3, 17, 40, 300, 1500, 6000, 60000};
    (void)state;
    for (size_t i = 0; i < sizeof sparsities / sizeof *sparsities; i++) {
        round_trip(sparsities[i], 0);
        round_trip(sparsities[i], 1);
        round_trip(sparsities[i], 3);
        round_trip(sparsities[i], 6);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(postings_come_back),
                                       cmocka_unit_test(far_positions_add_up)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
