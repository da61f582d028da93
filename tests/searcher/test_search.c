/* SPDX-License-Identifier: MIT */
/* Search against brute force: random documents of few words, every kind of query, sets, counts, scores and
 * order. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <ecosearch/ecosearch.h>

enum { N_DOCS = 400, MAX_WORDS = 40, VOCABULARY = 12, N_QUERIES = 1500 };

typedef struct text {
    int n;
    int words[MAX_WORDS];
} text;

static text docs[N_DOCS];
static unsigned seed = 1;

static int roll(int sides)
{
    seed = seed * 1103515245u + 12345u;
    return (int)(seed >> 16) % sides;
}

/* Low words are frequent. */
static int roll_word(void)
{
    int a = roll(VOCABULARY), b = roll(VOCABULARY);
    return a < b ? a : b;
}

static char folder[] = "search-test-XXXXXX";

static int build(void **state)
{
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_writer *writer;
    eco_index *index;
    options.analysis = "ws";
    assert_non_null(mkdtemp(folder));
    assert_int_equal(eco_writer_open(folder, &options, &writer, NULL), ECO_OK);
    for (int i = 0; i < N_DOCS; i++) {
        char key[16], body[MAX_WORDS * 4] = "";
        docs[i].n = 1 + roll(MAX_WORDS);
        for (int j = 0; j < docs[i].n; j++) {
            docs[i].words[j] = roll_word();
            sprintf(body + strlen(body), "w%d ", docs[i].words[j]);
        }
        sprintf(key, "%d", i);
        eco_passage passage = {ECO_ZONE_BODY, {body, strlen(body)}};
        eco_document document = {.key = {key, strlen(key)}, .passages = &passage, .n_passages = 1};
        assert_int_equal(eco_writer_add(writer, &document, NULL), ECO_OK);
    }
    assert_int_equal(eco_writer_commit(writer, NULL, NULL), ECO_OK);
    eco_writer_close(writer);
    assert_int_equal(eco_index_open(folder, &index, NULL), ECO_OK);
    *state = index;
    return 0;
}

static int dispose(void **state)
{
    eco_index_close(*state);
    return 0;
}

static int count(int doc, int word)
{
    int n = 0;
    for (int i = 0; i < docs[doc].n; i++)
        n += docs[doc].words[i] == word;
    return n;
}

static bool has_near(int doc, int a, int b, int low, int high)
{
    for (int i = 0; i < docs[doc].n; i++)
        for (int j = 0; j < docs[doc].n; j++)
            if (docs[doc].words[i] == a && docs[doc].words[j] == b && j - i >= low && j - i <= high && i != j)
                return true;
    return false;
}

typedef enum kind { UNION, BOTH, WITHOUT, PHRASE, NEAR, NESTED, TWO_OF, N_KINDS } kind;

static bool matches(kind k, int doc, int a, int b, int c)
{
    bool has_a = count(doc, a), has_b = count(doc, b), has_c = count(doc, c);
    switch (k) {
    case UNION:
        return has_a || has_b || has_c;
    case BOTH:
        return has_a && has_b;
    case WITHOUT:
        return has_a && !has_b;
    case PHRASE:
        return has_near(doc, a, b, 1, 1);
    case NEAR:
        return has_near(doc, a, b, -3, 3);
    case NESTED:
        return (has_a || has_b) && has_c;
    default:
        return has_a + has_b + has_c >= 2;
    }
}

static void spell(kind k, int a, int b, int c, char *out)
{
    static const char *const forms[N_KINDS] = {
        "w%d w%d w%d",           "+w%d +w%d",      "+w%d -w%d",
        "\"w%d w%d\"",           "w%d NEAR/3 w%d", "(w%d OR w%d) AND w%d",
        "AUMOINS/2(w%d w%d w%d)"};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
    sprintf(out, forms[k], a, b, c);
#pragma GCC diagnostic pop
}

static double bm25(int doc, int word)
{
    double df = 0, total = 0, tf = count(doc, word);
    for (int i = 0; i < N_DOCS; i++) {
        df += count(i, word) > 0;
        total += docs[i].n;
    }
    double idf = log(1 + (N_DOCS - df + 0.5) / (df + 0.5)), length = docs[doc].n * N_DOCS / total;
    return idf * 2.2 * tf / (tf + 1.2 * (0.25 + 0.75 * length));
}

static eco_results *ask(eco_index *index, const char *query, size_t limit)
{
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    eco_results *results;
    eco_error error;
    options.limit = limit;
    options.flags = ECO_SEARCH_KEYS_ONLY;
    if (eco_search(index, query, strlen(query), &options, &results, &error))
        fail_msg("%s: %s", query, error.message);
    return results;
}

static void finds_what_brute_force_finds(void **state)
{
    for (int i = 0; i < N_QUERIES; i++) {
        char query[128];
        kind k = (kind)(i % N_KINDS);
        int a = roll_word(), b = (a + 1 + roll(VOCABULARY - 1)) % VOCABULARY,
            c = (b + 1 + roll(3)) % VOCABULARY;
        size_t expected = 0;
        bool found[N_DOCS] = {false};
        if (c == a)
            continue;
        spell(k, a, b, c, query);
        eco_results *results = ask(*state, query, SIZE_MAX);
        for (size_t h = 0; h < eco_results_count(results); h++)
            found[atoi(eco_results_hit(results, h)->key.ptr)] = true;
        for (int doc = 0; doc < N_DOCS; doc++) {
            bool wanted = matches(k, doc, a, b, c);
            expected += wanted;
            if (found[doc] != wanted)
                fail_msg("%s: document %d %s", query, doc, wanted ? "is missing" : "is too many");
        }
        assert_int_equal(eco_results_total(results), expected);
        eco_results_free(results);
    }
}

static void scores_are_bm25_and_order_is_stable(void **state)
{
    for (int i = 0; i < 50; i++) {
        char query[64];
        int a = roll_word(), b = (a + 1 + roll(VOCABULARY - 1)) % VOCABULARY;
        sprintf(query, "w%d w%d", a, b);
        eco_results *results = ask(*state, query, SIZE_MAX);
        for (size_t h = 0; h < eco_results_count(results); h++) {
            const eco_hit *hit = eco_results_hit(results, h), *next = eco_results_hit(results, h + 1);
            int doc = atoi(hit->key.ptr);
            double wanted = bm25(doc, a) + bm25(doc, b);
            assert_true(fabs(hit->score - wanted) < 1e-5 * wanted);
            assert_true(!next || hit->score > next->score ||
                        (hit->score == next->score && doc < atoi(next->key.ptr)));
        }
        eco_results_free(results);
    }
}

static void a_page_is_a_slice_of_the_whole(void **state)
{
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    eco_results *all = ask(*state, "w0 w3", SIZE_MAX), *page;
    options.offset = 7;
    options.limit = 5;
    assert_int_equal(eco_search(*state, "w0 w3", 5, &options, &page, NULL), ECO_OK);
    assert_int_equal(eco_results_count(page), 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(eco_results_hit(page, i)->key.ptr, eco_results_hit(all, i + 7)->key.ptr);
        assert_int_equal(eco_results_hit(page, i)->rank, i + 8);
    }
    eco_results_free(all);
    eco_results_free(page);
}

static void an_explanation_sums_to_the_score(void **state)
{
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    eco_results *results;
    options.flags = ECO_SEARCH_EXPLAIN;
    assert_int_equal(eco_search(*state, "w1^2 (w2 OR \"w3 w4\")", 21, &options, &results, NULL), ECO_OK);
    assert_true(eco_results_count(results) > 0);
    for (size_t i = 0; i < eco_results_count(results); i++) {
        const eco_hit *hit = eco_results_hit(results, i);
        double sum = 0;
        for (size_t j = 0; j < hit->n_explain; j++)
            sum += hit->explain[j].depth == 0 ? hit->explain[j].value : 0;
        assert_true(fabs(sum - hit->score) < 1e-6);
    }
    eco_results_free(results);
}

/* A phrase far longer than the distance ends just before the word. */
static void near_reaches_the_end_of_a_long_phrase(void **state)
{
    enum { LONG = 100 };
    char directory[] = "near-test-XXXXXX", body[LONG * 6] = "", query[LONG * 6 + 32];
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_writer *writer;
    eco_index *index;
    (void)state;
    for (int i = 0; i < LONG; i++)
        sprintf(body + strlen(body), "x%d ", i);
    sprintf(query, "fin NEAR/3 \"%s\"", body);
    strcat(body, "fin");
    eco_passage passage = {ECO_ZONE_BODY, {body, strlen(body)}};
    eco_document document = {.key = {"1", 1}, .passages = &passage, .n_passages = 1};
    options.analysis = "ws";
    assert_non_null(mkdtemp(directory));
    assert_int_equal(eco_writer_open(directory, &options, &writer, NULL), ECO_OK);
    assert_int_equal(eco_writer_add(writer, &document, NULL), ECO_OK);
    assert_int_equal(eco_writer_commit(writer, NULL, NULL), ECO_OK);
    eco_writer_close(writer);
    assert_int_equal(eco_index_open(directory, &index, NULL), ECO_OK);
    eco_results *results = ask(index, query, 10);
    assert_int_equal(eco_results_total(results), 1);
    eco_results_free(results);
    eco_index_close(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_brute_force_finds),
        cmocka_unit_test(scores_are_bm25_and_order_is_stable),
        cmocka_unit_test(a_page_is_a_slice_of_the_whole),
        cmocka_unit_test(an_explanation_sums_to_the_score),
        cmocka_unit_test(near_reaches_the_end_of_a_long_phrase),
    };
    return cmocka_run_group_tests(tests, build, dispose);
}
