/* SPDX-License-Identifier: MIT */
/* Many documents, in several chunks: what ranges leave out is never among the best, whatever is asked for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/indexer/support.h"
#include "tests/searcher/random.h"
#include "tests/searcher/support.h"

enum { N_DOCS = 70000, N_WORDS = 4000, MOST_WORDS = 24, N_QUERIES = 150, QUERY_CAP = 200 };

/* Word n is about n times as rare as the first one. */
static unsigned any_word(dice *d)
{
    unsigned from = N_WORDS >> roll(d, 12);
    return from > 1 ? roll(d, from) : 0;
}

static void write_documents(const char *path)
{
    dice d = {.state = 7};
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (int i = 0; i < N_DOCS; i++) {
        fprintf(file, "{\"id\":\"%d\",\"body\":\"", i);
        unsigned n = 1 + roll_low(&d, MOST_WORDS), again = roll(&d, 8) ? 0 : roll(&d, 30);
        for (unsigned k = 0; k < n; k++)
            fprintf(file, "w%u ", any_word(&d));
        for (unsigned k = 0, word = any_word(&d); k < again; k++)
            fprintf(file, "w%u ", word);
        fputs("\"}\n", file);
    }
    assert_int_equal(fclose(file), 0);
}

static char folder[] = "ranking-XXXXXX";

static int build_index(void **state)
{
    char path[64];
    const char *sources[] = {path};
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_error error;
    (void)state;
    options.analysis = "ws";
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s.jsonl", folder);
    write_documents(path);
    if (eco_build(folder, sources, 1, &options, NULL, &error) || eco_index_open(folder, &index_, &error))
        fail_msg("%s", error.message);
    assert_int_equal(remove(path), 0);
    return 0;
}

static int remove_index(void **state)
{
    close_index(state);
    remove_folder(folder);
    return 0;
}

/* Unions, required words, both, phrases, words that must not be there. */
static void any_query(dice *d, char *out)
{
    static const char *const signs[] = {"", "+", "-"};
    unsigned kind = roll(d, 5), n = 1 + roll(d, 4);
    size_t len = 0;
    for (unsigned i = 0; i < n; i++) {
        unsigned sign = kind == 0 || kind == 3 ? 0 : kind == 1 || i == 0 ? 1 : kind == 2 ? roll(d, 2) : 2;
        len += (size_t)snprintf(out + len, QUERY_CAP - len, "%s%sw%u",
                                i           ? " "
                                : kind == 3 ? "\""
                                            : "",
                                signs[sign], any_word(d));
    }
    if (kind == 3)
        strcpy(out + len, "\"");
}

static void compare(const char *query, size_t limit, unsigned flags)
{
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    options.limit = limit;
    options.flags = flags | ECO_SEARCH_KEYS_ONLY;
    eco_results *fast = ask(index_, query, &options);
    options.flags = ECO_SEARCH_EXHAUSTIVE | ECO_SEARCH_KEYS_ONLY;
    eco_results *all = ask(index_, query, &options);
    if (!flags && eco_results_total(fast) != eco_results_total(all))
        fail_msg("%s: %d of %d", query, (int)eco_results_total(fast), (int)eco_results_total(all));
    assert_int_equal(eco_results_count(fast), eco_results_count(all));
    for (size_t i = 0; i < eco_results_count(all); i++) {
        const eco_hit *hit = eco_results_hit(fast, i), *wanted = eco_results_hit(all, i);
        if (strcmp(hit->key.ptr, wanted->key.ptr) != 0 || hit->score != wanted->score)
            fail_msg("%s (%zu): rank %zu: %s (%.17g) instead of %s (%.17g)", query, limit, i + 1,
                     hit->key.ptr, hit->score, wanted->key.ptr, wanted->score);
    }
    eco_results_free(fast);
    eco_results_free(all);
}

static void ranks_as_scoring_every_match_does(void **state)
{
    static const size_t limits[] = {1, 10, 100, 3000};
    dice d = {.state = 1};
    char query[QUERY_CAP];
    (void)state;
    for (int i = 0; i < N_QUERIES; i++) {
        any_query(&d, query);
        for (unsigned flags = 0; flags <= ECO_SEARCH_NO_TOTAL; flags += ECO_SEARCH_NO_TOTAL)
            compare(query, limits[roll(&d, 4)], flags);
    }
}

/* A search that takes long ends with what it has, and says so; one that has the time says nothing. */
static void ends_when_the_time_is_over(void **state)
{
    static const char slow[] = "w1* NEAR/9 w2* NEAR/9 w3*";
    static const unsigned flags[] = {0, ECO_SEARCH_EXHAUSTIVE};
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    (void)state;
    eco_results *all = ask(index_, "w1 w2", &options);
    for (size_t i = 0; i < 2; i++) {
        options.flags = flags[i];
        options.timeout_ms = 1;
        eco_results *some = ask(index_, slow, &options);
        assert_true(eco_results_timed_out(some));
        assert_true(eco_results_count(some) <= eco_results_total(some));
        eco_results_free(some);
        options.timeout_ms = 1000000;
        some = ask(index_, "w1 w2", &options);
        assert_false(eco_results_timed_out(some));
        assert_int_equal(eco_results_total(some), eco_results_total(all));
        eco_results_free(some);
    }
    eco_results_free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ranks_as_scoring_every_match_does),
                                       cmocka_unit_test(ends_when_the_time_is_over)};
    return cmocka_run_group_tests(tests, build_index, remove_index);
}
