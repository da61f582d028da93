/* SPDX-License-Identifier: MIT */
/* Automata against a naive glob and the textbook distance, and walks with skipping against walks without. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "searcher/automaton.h"

enum { MAX_CHARS = 300, N_WORDS = 4000 };

static uint64_t random_state = 88172645463325252u;

static unsigned random_below(unsigned n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (unsigned)(random_state >> 33) % n;
}

/* ---- the slow twins ---- */

static size_t decode(const char *text, size_t len, uint32_t *out)
{
    size_t n = 0;
    for (size_t i = 0, step; i < len; i += step)
        out[n++] = ecoi_utf8_decode(text + i, text + len, &step);
    return n;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned distance(const char *a, const char *b)
{
    static unsigned rows[MAX_CHARS][MAX_CHARS];
    uint32_t x[MAX_CHARS], y[MAX_CHARS];
    size_t n = decode(a, strlen(a), x), m = decode(b, strlen(b), y);
    for (size_t i = 0; i <= n; i++) {
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                rows[i][j] = (unsigned)(i + j);
                continue;
            }
            rows[i][j] =
                least(least(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + (x[i - 1] != y[j - 1]));
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                rows[i][j] = least(rows[i][j], rows[i - 2][j - 2] + 1);
        }
    }
    return rows[n][m];
}

static bool glob(const uint32_t *pattern, size_t n, const uint32_t *word, size_t m)
{
    if (n == 0)
        return m == 0;
    if (pattern[0] == '*')
        return glob(pattern + 1, n - 1, word, m) || (m > 0 && glob(pattern, n, word + 1, m - 1));
    return m > 0 && (pattern[0] == '?' || pattern[0] == word[0]) && glob(pattern + 1, n - 1, word + 1, m - 1);
}

static bool glob_match(const char *pattern, const char *word)
{
    uint32_t x[MAX_CHARS], y[MAX_CHARS];
    size_t n = decode(pattern, strlen(pattern), x), m = decode(word, strlen(word), y);
    return glob(x, n, y, m);
}

/* ---- words ---- */

static const char *const letters[] = {"a", "b", "c", "é", "œ", "€", "\U0001F600", "z"};

static void random_word(char *out, unsigned max_chars, unsigned n_letters)
{
    unsigned n = random_below(max_chars + 1);
    *out = '\0';
    for (unsigned i = 0; i < n; i++)
        strcat(out, letters[random_below(n_letters)]);
}

static void random_pattern(char *out, unsigned max_chars)
{
    unsigned n = random_below(max_chars + 1);
    *out = '\0';
    for (unsigned i = 0; i < n; i++) {
        unsigned pick = random_below(8);
        strcat(out, pick == 0 ? "?" : pick < 3 ? "*" : letters[random_below(5)]);
    }
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(a, b);
}

typedef char short_word[64];

static size_t random_list(short_word *words, unsigned max_chars, unsigned n_letters)
{
    size_t n = 0;
    for (size_t i = 0; i < N_WORDS; i++)
        random_word(words[i], max_chars, n_letters);
    qsort(words, N_WORDS, sizeof *words, by_bytes);
    for (size_t i = 0; i < N_WORDS; i++)
        if (n == 0 || strcmp(words[n - 1], words[i]) != 0)
            memmove(words[n++], words[i], sizeof *words);
    return n;
}

static ecoi_automaton *fuzzy(const char *word, unsigned edits)
{
    ecoi_automaton *automaton = NULL;
    eco_error error;
    assert_int_equal(ecoi_automaton_fuzzy(word, strlen(word), edits, &automaton, &error), ECO_OK);
    return automaton;
}

static ecoi_automaton *wildcard(const char *pattern)
{
    ecoi_automaton *automaton = NULL;
    eco_error error;
    assert_int_equal(ecoi_automaton_wildcard(pattern, strlen(pattern), &automaton, &error), ECO_OK);
    return automaton;
}

/* ---- matching ---- */

static void check_wildcard(const char *pattern, const char *word, bool expected)
{
    ecoi_automaton *automaton = wildcard(pattern);
    if (ecoi_automaton_match(automaton, word, strlen(word), NULL) != expected)
        fail_msg("%s against %s", pattern, word);
    ecoi_automaton_free(automaton);
}

static void test_wildcard_cases(void **state)
{
    (void)state;
    check_wildcard("", "", true);
    check_wildcard("", "a", false);
    check_wildcard("*", "", true);
    check_wildcard("*", "tout", true);
    check_wildcard("?", "", false);
    check_wildcard("?", "é", true);
    check_wildcard("inno*", "innovation", true);
    check_wildcard("inno*", "inno", true);
    check_wildcard("inno*", "inn", false);
    check_wildcard("num?rique", "numérique", true);
    check_wildcard("num?rique", "numrique", false);
    check_wildcard("*tion", "innovation", true);
    check_wildcard("a**b", "ab", true);
    check_wildcard("*?*", "a", true);
    check_wildcard("*?*", "", false);
    check_wildcard("a\\*", "a*", true);
    check_wildcard("a\\*", "ab", false);
    check_wildcard("\\?\\\\", "?\\", true);
    check_wildcard("a\\", "a\\", true);
}

static void test_wildcard_is_the_naive_glob(void **state)
{
    (void)state;
    char pattern[64], word[64];
    for (int i = 0; i < 3000; i++) {
        random_pattern(pattern, 7);
        ecoi_automaton *automaton = wildcard(pattern);
        for (int j = 0; j < 40; j++) {
            random_word(word, 7, 5);
            if (ecoi_automaton_match(automaton, word, strlen(word), NULL) != glob_match(pattern, word))
                fail_msg("%s against %s", pattern, word);
        }
        ecoi_automaton_free(automaton);
    }
}

/* Elements on both sides of every 64-bit word of the sets. */
static void test_long_patterns(void **state)
{
    (void)state;
    for (size_t n = 60; n <= 255; n += 5) {
        char pattern[256], word[600];
        memset(pattern, 'a', n);
        pattern[n] = '\0';
        pattern[n / 2] = '*';
        pattern[n - 2] = '?';
        memset(word, 'a', 599);
        word[599] = '\0';
        ecoi_automaton *automaton = wildcard(pattern);
        assert_true(ecoi_automaton_match(automaton, word, n - 1, NULL));
        assert_true(ecoi_automaton_match(automaton, word, 599, NULL));
        assert_false(ecoi_automaton_match(automaton, word, n - 2, NULL));
        word[n / 2 - 1] = 'b';
        assert_false(ecoi_automaton_match(automaton, word, 599, NULL));
        ecoi_automaton_free(automaton);
    }
}

static void test_prefix(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"inno*", "inno"}, {"*a", ""}, {"é?a", "é"}, {"a\\*b*c", "a*b"}, {"abc", "abc"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ecoi_automaton *automaton = wildcard(cases[i][0]);
        eco_text prefix = ecoi_automaton_prefix(automaton);
        assert_int_equal(prefix.len, strlen(cases[i][1]));
        assert_memory_equal(prefix.ptr, cases[i][1], prefix.len);
        ecoi_automaton_free(automaton);
    }
    ecoi_automaton *automaton = fuzzy("mot", 1);
    assert_int_equal(ecoi_automaton_prefix(automaton).len, 0);
    ecoi_automaton_free(automaton);
}

static void check_distance(const char *a, const char *b)
{
    unsigned expected = distance(a, b);
    for (unsigned edits = 1; edits <= 2; edits++) {
        ecoi_automaton *automaton = fuzzy(a, edits);
        unsigned found = 99;
        bool matches = ecoi_automaton_match(automaton, b, strlen(b), &found);
        if (matches != (expected <= edits) || found != (matches ? expected : 99))
            fail_msg("%s ~%u %s: %u, not %u", a, edits, b, found, expected);
        ecoi_automaton_free(automaton);
    }
}

static void test_fuzzy_cases(void **state)
{
    (void)state;
    assert_int_equal(distance("ca", "abc"), 3); /* optimal string alignment, not Damerau's 2 */
    check_distance("ca", "abc");
    check_distance("region", "regoin");
    check_distance("élu", "elu");
    check_distance("", "");
    check_distance("", "ab");
    check_distance("abc", "abc");
    check_distance("start", "tsatr");
}

static void test_fuzzy_is_the_textbook_distance(void **state)
{
    (void)state;
    char a[64], b[64];
    for (int i = 0; i < 40000; i++) {
        unsigned n_letters = 2 + random_below(6), max = 1 + random_below(8);
        random_word(a, max, n_letters);
        random_word(b, max, n_letters);
        check_distance(a, b);
    }
}

/* 63 characters: the end's bit is the last one. */
static void test_fuzzy_at_full_width(void **state)
{
    (void)state;
    char a[128], b[128];
    for (int i = 0; i < 200; i++) {
        for (int j = 0; j < 63; j++)
            a[j] = (char)('a' + random_below(3));
        a[63] = '\0';
        strcpy(b, a);
        for (unsigned n = random_below(3); n > 0; n--) {
            size_t at = random_below(62);
            char kept = b[at];
            b[at] = random_below(2) ? b[at + 1] : 'x';
            b[at + 1] = random_below(2) ? kept : b[at + 1];
        }
        check_distance(a, b);
        b[62] = '\0';
        check_distance(a, b);
        check_distance(b, a);
    }
}

static void test_limits(void **state)
{
    (void)state;
    ecoi_automaton *automaton = NULL;
    eco_error error;
    char text[300];
    memset(text, 'a', sizeof text);
    assert_int_equal(ecoi_automaton_wildcard(text, 256, &automaton, &error), ECO_E_LIMIT);
    assert_int_equal(ecoi_automaton_fuzzy(text, 64, 1, &automaton, &error), ECO_E_LIMIT);
    assert_int_equal(ecoi_automaton_fuzzy(text, 10, 0, &automaton, &error), ECO_E_ARGUMENT);
    assert_int_equal(ecoi_automaton_fuzzy(text, 10, 3, &automaton, NULL), ECO_E_ARGUMENT);
    assert_null(automaton);
}

static void test_any_bytes(void **state)
{
    (void)state;
    for (int i = 0; i < 20000; i++) {
        char pattern[32], word[64];
        size_t n = random_below(sizeof pattern), m = random_below(sizeof word);
        for (size_t j = 0; j < n; j++)
            pattern[j] = (char)(random_below(2) ? random_below(256) : (unsigned)"*?\\\xc3"[random_below(4)]);
        for (size_t j = 0; j < m; j++)
            word[j] = (char)random_below(256);
        ecoi_automaton *automaton = NULL;
        eco_status status = i % 2
                                ? ecoi_automaton_wildcard(pattern, n, &automaton, NULL)
                                : ecoi_automaton_fuzzy(pattern, n, 1 + (unsigned)i / 2 % 2, &automaton, NULL);
        assert_int_equal(status, ECO_OK);
        ecoi_automaton_walk *walk = NULL;
        ecoi_buf skip = {0};
        bool end;
        assert_int_equal(ecoi_automaton_walk_new(automaton, &walk, NULL), ECO_OK);
        bool matches = ecoi_automaton_match(automaton, word, m, NULL);
        assert_true(ecoi_automaton_walk_step(walk, word, m, NULL, &skip, &end) == matches);
        assert_true(ecoi_automaton_walk_step(walk, word, m, NULL, NULL, &end) == matches);
        ecoi_buf_dispose(&skip);
        ecoi_automaton_walk_free(walk);
        ecoi_automaton_free(automaton);
    }
}

/* ---- walks ---- */

static int compare(const char *word, const ecoi_buf *bound)
{
    size_t len = strlen(word), n = len < bound->len ? len : bound->len;
    int order = n ? memcmp(word, bound->data, n) : 0;
    return order ? order : (len > bound->len) - (len < bound->len);
}

/* Walks the list, skipping what the bounds allow, and compares with matching each word. */
static size_t check_walk(const ecoi_automaton *automaton, short_word *words, size_t n, const char *name)
{
    ecoi_automaton_walk *walk = NULL;
    ecoi_buf skip = {0};
    size_t n_looked = 0;
    bool end = false, skipping = false;
    assert_int_equal(ecoi_automaton_walk_new(automaton, &walk, NULL), ECO_OK);
    for (size_t i = 0; i < n; i++) {
        unsigned expected = 9, found = 9;
        bool matches = ecoi_automaton_match(automaton, words[i], strlen(words[i]), &expected);
        if (end || (skipping && compare(words[i], &skip) < 0)) {
            if (matches)
                fail_msg("%s: %s was skipped, bound %.*s", name, words[i], (int)skip.len,
                         (const char *)skip.data);
            continue;
        }
        n_looked++;
        bool stepped = ecoi_automaton_walk_step(walk, words[i], strlen(words[i]), &found, &skip, &end);
        if (stepped != matches || found != expected)
            fail_msg("%s: the walk differs at %s", name, words[i]);
        skipping = skip.len > 0;
        assert_true(stepped ? !skipping && !end : skipping != end);
        if (skipping)
            assert_true(compare(words[i], &skip) < 0);
    }
    ecoi_buf_dispose(&skip);
    ecoi_automaton_walk_free(walk);
    return n_looked;
}

static void test_walks_skip_no_match(void **state)
{
    (void)state;
    short_word *words = calloc(N_WORDS, sizeof *words);
    char pattern[64];
    assert_non_null(words);
    for (unsigned round = 0; round < 12; round++) {
        size_t n = random_list(words, 2 + round % 6, 3 + round % 6);
        for (int i = 0; i < 60; i++) {
            random_word(pattern, 7, 3 + round % 6);
            for (unsigned edits = 1; edits <= 2; edits++) {
                ecoi_automaton *automaton = fuzzy(pattern, edits);
                check_walk(automaton, words, n, pattern);
                ecoi_automaton_free(automaton);
            }
            random_pattern(pattern, 6);
            ecoi_automaton *automaton = wildcard(pattern);
            check_walk(automaton, words, n, pattern);
            ecoi_automaton_free(automaton);
        }
    }
    free(words);
}

/* Words as a dictionary has them: 26 letters, up to ten long. */
static size_t spread_list(short_word *words)
{
    for (size_t i = 0; i < N_WORDS; i++) {
        unsigned n = 5 + random_below(6);
        for (unsigned j = 0; j < n; j++)
            words[i][j] = (char)('a' + random_below(26));
        words[i][n] = '\0';
    }
    qsort(words, N_WORDS, sizeof *words, by_bytes);
    return N_WORDS;
}

static void test_walks_skip_most(void **state)
{
    (void)state;
    short_word *words = calloc(N_WORDS, sizeof *words);
    assert_non_null(words);
    size_t n = spread_list(words);
    ecoi_automaton *automaton = fuzzy("innovation", 1);
    assert_in_range(check_walk(automaton, words, n, "innovation"), 1, n / 10);
    ecoi_automaton_free(automaton);
    automaton = wildcard("inn*");
    assert_in_range(check_walk(automaton, words, n, "inn*"), 1, n / 100);
    ecoi_automaton_free(automaton);
    free(words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wildcard_cases),      cmocka_unit_test(test_wildcard_is_the_naive_glob),
        cmocka_unit_test(test_long_patterns),       cmocka_unit_test(test_prefix),
        cmocka_unit_test(test_fuzzy_cases),         cmocka_unit_test(test_fuzzy_is_the_textbook_distance),
        cmocka_unit_test(test_fuzzy_at_full_width), cmocka_unit_test(test_limits),
        cmocka_unit_test(test_any_bytes),           cmocka_unit_test(test_walks_skip_no_match),
        cmocka_unit_test(test_walks_skip_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
