/* SPDX-License-Identifier: MIT */
/* Documents in another order: nothing is lost, the threads do not show, and like comes to like. */
#include "tests/indexer/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "indexer/reorder.h"
#include "indexer/writer.h"

enum { N_SUBJECTS = 8, TERMS_A_DOC = 12, TERMS_A_SUBJECT = 40, N_DOCUMENTS = 400 };

static int clean(void **state)
{
    (void)state;
    remove_folder("one");
    remove_folder("other");
    static const char *const files[] = {"as-it-was", "moved", "moved-back", "spool"};
    for (size_t i = 0; i < sizeof files / sizeof *files; ++i)
        remove(files[i]);
    return 0;
}

static uint32_t draw(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

/* ---- the order ---- */

/* Documents of subjects by turns: each has words of its own subject. */
static ecoi_forward make_forward(uint32_t n_docs)
{
    ecoi_forward f = {n_docs, N_SUBJECTS * TERMS_A_SUBJECT, calloc(n_docs + 1, sizeof *f.starts),
                      malloc(((size_t)n_docs * TERMS_A_DOC + 1) * sizeof *f.terms)};
    uint64_t state = 7, at = 0;
    for (uint32_t doc = 0; doc < n_docs; ++doc) {
        uint32_t subject = doc % N_SUBJECTS, first = draw(&state);
        for (uint32_t i = 0; i < TERMS_A_DOC; ++i)
            f.terms[at++] = subject * TERMS_A_SUBJECT + (first + 3 * i) % TERMS_A_SUBJECT;
        f.starts[doc + 1] = at;
    }
    return f;
}

static uint32_t *bisect(const ecoi_forward *f, unsigned n_threads)
{
    uint32_t *order = malloc((f->n_docs + 1) * sizeof *order);
    assert_int_equal(ecoi_bisect(f, n_threads, NULL, NULL, order, NULL), ECO_OK);
    return order;
}

static void assert_each_once(const uint32_t *order, uint32_t n)
{
    uint8_t *seen = calloc(n + 1, 1);
    for (uint32_t i = 0; i < n; ++i) {
        assert_true(order[i] < n);
        assert_false(seen[order[i]]);
        seen[order[i]] = 1;
    }
    free(seen);
}

static void each_document_is_there_once(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {0, 1, 2, 127, 128, 129, 1000, 5000, 20000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; ++i) {
        ecoi_forward f = make_forward(sizes[i]);
        uint32_t *order = bisect(&f, 1);
        assert_each_once(order, f.n_docs);
        for (unsigned n_threads = 2; n_threads <= 3; ++n_threads) {
            uint32_t *same = bisect(&f, n_threads);
            assert_memory_equal(order, same, f.n_docs * sizeof *order);
            free(same);
        }
        free(order);
        ecoi_forward_dispose(&f);
    }
}

static void like_comes_to_like(void **state)
{
    (void)state;
    ecoi_forward f = make_forward(8000);
    uint32_t *order = bisect(&f, 1), n_alike = 0;
    for (uint32_t i = 1; i < f.n_docs; ++i)
        n_alike += order[i] % N_SUBJECTS == order[i - 1] % N_SUBJECTS;
    assert_true(n_alike > f.n_docs * 3 / 4); /* by chance it were an eighth */
    free(order);
    ecoi_forward_dispose(&f);
}

static bool never(void *user)
{
    (void)user;
    return false;
}

static void ends_when_told(void **state)
{
    (void)state;
    ecoi_forward f = make_forward(8000);
    uint32_t *order = malloc(f.n_docs * sizeof *order);
    eco_error error = {0};
    assert_int_equal(ecoi_bisect(&f, 3, never, NULL, order, &error), ECO_E_CANCELLED);
    free(order);
    ecoi_forward_dispose(&f);
}

/* ---- segments ---- */

static void move(const char *from, const char *to, uint32_t *old_of, uint32_t *new_of, uint32_t n,
                 unsigned n_threads)
{
    ecoi_permutation permutation = {n, old_of, new_of};
    ecoi_merge_input input = {.path = from, .permutation = &permutation, .spool_path = "spool"};
    ecoi_merge_options options = {.vfs = ecoi_vfs_posix(),
                                  .out_vfs = ecoi_vfs_posix(),
                                  .out_path = to,
                                  .store_text = true,
                                  .n_threads = n_threads,
                                  .map_bytes = 4096};
    ecoi_segment_numbers numbers;
    uint64_t bytes;
    eco_error error = {0};
    if (ecoi_merge(&input, 1, &options, &numbers, &bytes, &error) != ECO_OK)
        fail_msg("%s", error.message);
    assert_int_equal(numbers.n_docs, n);
}

static void assert_same_file(const char *a, const char *b, bool same)
{
    ecoi_buf x = read_file(a), y = read_file(b);
    assert_int_equal(x.len == y.len && memcmp(x.data, y.data, x.len) == 0, same);
    ecoi_buf_dispose(&x);
    ecoi_buf_dispose(&y);
}

/* What is put in any order and back again is what it was, to the byte. */
static void there_and_back(void **state)
{
    (void)state;
    ecoi_plan plan = ecoi_plan_make(0, 1);
    uint32_t identity[N_DOCUMENTS], order[N_DOCUMENTS], inverse[N_DOCUMENTS];
    const char *segment = "one/segment-00000001-0";
    uint64_t seed = 3;
    build_made_up("one", &plan, "fr", 0, N_DOCUMENTS);
    for (uint32_t i = 0; i < N_DOCUMENTS; ++i)
        identity[i] = order[i] = i;
    for (uint32_t i = N_DOCUMENTS - 1; i > 0; --i) {
        uint32_t j = draw(&seed) % (i + 1), kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
    for (uint32_t i = 0; i < N_DOCUMENTS; ++i)
        inverse[order[i]] = i;
    move(segment, "as-it-was", identity, identity, N_DOCUMENTS, 1);
    for (unsigned n_threads = 1; n_threads <= 3; ++n_threads) {
        remove("moved");
        remove("moved-back");
        move(segment, "moved", order, inverse, N_DOCUMENTS, n_threads);
        move("moved", "moved-back", inverse, order, N_DOCUMENTS, n_threads);
        assert_same_file("as-it-was", "moved-back", true);
        assert_same_file("as-it-was", "moved", false);
    }
    assert_null(fopen("spool", "rb"));
}

/* ---- builds ---- */

static void build(const char *dir, const ecoi_plan *plan, bool twice, bool store_text)
{
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_writer *writer;
    eco_build_summary summary;
    options.reorder = true;
    options.no_stored_text = !store_text;
    assert_int_equal(ecoi_writer_open_vfs(ecoi_vfs_posix(), plan, dir, &options, &writer, NULL), ECO_OK);
    if (twice)
        add_made_up(writer, 100, N_DOCUMENTS);
    add_made_up(writer, 0, N_DOCUMENTS);
    assert_int_equal(eco_writer_commit(writer, &summary, NULL), ECO_OK);
    assert_int_equal(summary.documents, N_DOCUMENTS);
    eco_writer_close(writer);
    assert_sound(dir);
    assert_int_equal(count_files(dir, "run-"), 0);
}

static void assert_same_segment(const char *a, const char *b)
{
    ecoi_buf x = segment_bytes(a), y = segment_bytes(b);
    assert_int_equal(x.len, y.len);
    assert_memory_equal(x.data, y.data, x.len);
    ecoi_buf_dispose(&x);
    ecoi_buf_dispose(&y);
}

static void neither_threads_nor_batches_show(void **state)
{
    (void)state;
    ecoi_plan whole = ecoi_plan_make(0, 1);
    for (unsigned with_text = 0; with_text < 2; ++with_text) {
        remove_folder("one");
        build("one", &whole, false, with_text);
        for (unsigned n_threads = 1; n_threads <= 3; ++n_threads) {
            ecoi_plan parts = tiny_plan(n_threads, 25, 2000, 6);
            remove_folder("other");
            build("other", &parts, false, with_text);
            assert_same_segment("one", "other");
        }
    }
}

static void dropped_documents_are_gone(void **state)
{
    (void)state;
    ecoi_plan plan = tiny_plan(1, 25, 2000, 6), whole = ecoi_plan_make(0, 1);
    build("one", &whole, false, true);
    build("other", &plan, true, true);
    assert_same_segment("one", "other");
}

/* A segment without documents has an order too. */
static void nothing_to_reorder(void **state)
{
    (void)state;
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_writer *writer;
    options.reorder = true;
    assert_int_equal(eco_writer_open("one", &options, &writer, NULL), ECO_OK);
    assert_int_equal(eco_writer_commit(writer, NULL, NULL), ECO_OK);
    eco_writer_close(writer);
    assert_sound("one");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, clean, clean)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(each_document_is_there_once),
                                       TEST(like_comes_to_like),
                                       TEST(ends_when_told),
                                       TEST(there_and_back),
                                       TEST(neither_threads_nor_batches_show),
                                       TEST(dropped_documents_are_gone),
                                       TEST(nothing_to_reorder)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
