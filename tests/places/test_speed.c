/* SPDX-License-Identifier: MIT */
/* How fast places are found in real passages: MB of text a second of one core. A figure, not a gate: it
 * depends on the machine, and sanitizers slow it down many times. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include <cmocka.h>

#include "base/arena.h"
#include "corpus/reader.h"
#include "places/places.h"

enum { MOST_DOCUMENTS = 200000, ROUNDS = 3 };

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void keep(ecoi_arena *arena, const eco_document *document, eco_document *out)
{
    eco_passage *passages = ecoi_arena_alloc(arena, (document->n_passages + 1) * sizeof *passages);
    assert_non_null(passages);
    for (size_t i = 0; i < document->n_passages; i++) {
        passages[i].zone = document->passages[i].zone;
        assert_true(ecoi_arena_text(arena, document->passages[i].text, &passages[i].text));
    }
    *out = (eco_document){.passages = passages, .n_passages = document->n_passages};
}

static size_t find_all(const eco_document *documents, size_t n)
{
    ecoi_places *places;
    eco_region_share shares[ECO_N_REGIONS];
    size_t n_shares, bytes = 0;
    assert_int_equal(ecoi_places_new(&places, NULL), ECO_OK);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(ecoi_places_find(places, &documents[i], shares, &n_shares, NULL), ECO_OK);
        for (size_t k = 0; k < documents[i].n_passages; k++)
            bytes += documents[i].passages[k].text.len;
    }
    ecoi_places_free(places);
    return bytes;
}

static void measure(const char *path)
{
    static eco_document documents[MOST_DOCUMENTS];
    ecoi_arena arena = {0};
    ecoi_reader *reader;
    const eco_document *document;
    size_t n = 0;
    assert_int_equal(ecoi_reader_open(&path, 1, NULL, &reader, NULL), ECO_OK);
    while (n < MOST_DOCUMENTS && ecoi_reader_next(reader, &document, NULL) == ECO_OK && document)
        keep(&arena, document, &documents[n++]);
    ecoi_reader_close(reader);
    double best = 0;
    for (unsigned round = 0; round < ROUNDS; round++) {
        double start = seconds();
        double rate = (double)find_all(documents, n) / (seconds() - start) / 1e6;
        best = rate > best ? rate : best;
    }
    print_message("%s: %zu documents, %.0f MB/s\n", path, n, best);
    ecoi_arena_dispose(&arena);
}

static void places_are_found_fast(void **state)
{
    (void)state;
    static const char *const names[] = {"corpora/dynamics.jsonl.gz", "corpora/canada-lois.jsonl.gz"};
    const char *shared = getenv("ECO_SHARED");
    unsigned measured = 0;
    for (unsigned i = 0; i < 2; i++) {
        char path[1024];
        struct stat info;
        snprintf(path, sizeof path, "%s/%s", shared ? shared : ECO_SOURCE_DIR "/../shared", names[i]);
        if (stat(path, &info) != 0)
            continue;
        measure(path);
        measured++;
    }
    if (!measured) {
        print_message("no corpora to measure on: set ECO_SHARED\n");
        skip();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(places_are_found_fast)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
