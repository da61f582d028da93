/* SPDX-License-Identifier: MIT */
/* Words as the gazetteer sees them, and the table itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "places/block.h"
#include "places/gazetteer.h"
#include "places/match.h"

static uint32_t random_state = 1;

static uint32_t random_number(void)
{
    random_state = random_state * 1664525u + 1013904223u;
    return random_state >> 8;
}

static void block_twins_agree(void **state)
{
    (void)state;
    unsigned char text[BLOCK_LEN];
    for (unsigned round = 0; round < 200000; round++) {
        for (unsigned i = 0; i < BLOCK_LEN; i++)
            text[i] = random_number() % 8 ? (unsigned char)"azAZ09mM"[random_number() % 8]
                                          : (unsigned char)random_number();
        block a = block_portable(text), b = block_read(text);
        assert_int_equal(a.n, b.n);
        assert_true(a.low == b.low && a.high == b.high && a.has_lower == b.has_lower);
    }
}

static uint32_t hash_of(const char *text, size_t len)
{
    word_scan scan;
    word w = {0};
    ecoi_words_start(&scan, text, len);
    assert_int_equal(ecoi_words_next(&scan, &w, 1), 1);
    return w.hash;
}

static void expect_same(const char *a, const char *b)
{
    if (hash_of(a, strlen(a)) != hash_of(b, strlen(b)))
        fail_msg("%s and %s differ", a, b);
}

static void spellings_of_a_word_are_one(void **state)
{
    (void)state;
    expect_same("Étienne", "ETIENNE");
    expect_same("e\xcc\x81tienne", "étienne"); /* combining accent */
    expect_same("Or\xc2\xadl\xc3\xa9"
                "ans",
                "Orléans"); /* soft hyphen */
    expect_same("Vel\xe2\x80\x8b"
                "ay",
                "velay"); /* zero width space */
    expect_same("œuvre", "OEUVRE");
    expect_same("L\xc3\xa6titia", "Laetitia");
    expect_same("St", "Saint");
    expect_same("STE", "sainte");
    expect_same("anticonstitutionnellement", "ANTICONSTITUTIONNELLEMENT");
    expect_same("abcdefghijklmnop", "ABCDEFGHIJKLMNOP"); /* exactly one block */
    expect_same("abcdefghijklmnoé", "ABCDEFGHIJKLMNOE");
}

static void gaps_tell_what_stands_between(void **state)
{
    (void)state;
    static const char text[] = "Saint-\xc3\x89tienne (42), l\xe2\x80\x99"
                               "eau. Fin | x\xc2\xa0y";
    static const uint8_t gaps[] = {
        GAP_SENTENCE,           GAP_HYPHEN, GAP_OPEN, GAP_CLOSE | GAP_COMMA, GAP_APOSTROPHE, GAP_SENTENCE,
        GAP_SENTENCE | GAP_BAR, 0};
    static const uint8_t shapes[] = {
        WORD_CAPITAL, WORD_CAPITAL | WORD_ACCENT, WORD_DIGIT, 0, 0, WORD_CAPITAL, 0, 0};
    word words[16];
    word_scan scan;
    ecoi_words_start(&scan, text, sizeof text - 1);
    assert_int_equal(ecoi_words_next(&scan, words, 16), 8);
    for (unsigned i = 0; i < 8; i++) {
        assert_int_equal(words[i].gap, gaps[i]);
        assert_int_equal(words[i].shape, shapes[i]);
    }
    assert_int_equal(ecoi_words_next(&scan, words, 16), 0);
}

static void folding_has_one_space_and_an_end(void **state)
{
    (void)state;
    static const char text[] = "  L\xe2\x80\x99\xc3\x8ele-St-Denis ";
    char out[32];
    assert_int_equal(ecoi_words_fold(text, sizeof text - 1, out, sizeof out), 17);
    assert_memory_equal(out, "l ile saint denis", 17);
    for (size_t max = 0; max < 17; max++)
        assert_int_equal(ecoi_words_fold(text, sizeof text - 1, out, max), max + 1);
}

static void names_are_found_in_the_table(void **state)
{
    (void)state;
    size_t n_names = 0;
    for (size_t i = 0; i < ecoi_gaz_n_nodes; i++) {
        const gaz_node *node = &ecoi_gaz_nodes[i];
        assert_ptr_equal(ecoi_gaz_find(node->hash), node);
        if (node->len == 0)
            continue;
        uint32_t hash = 0;
        word w;
        word_scan scan;
        ecoi_words_start(&scan, ecoi_gaz_names + node->name, node->len);
        for (bool first = true; ecoi_words_next(&scan, &w, 1); first = false)
            hash = first ? w.hash : ecoi_words_join(hash, w.hash);
        assert_int_equal(hash, node->hash);
        n_names++;
    }
    assert_true(n_names > 12000);
}

/* Random bytes of the kind that matter: the scan must end, stay inside and give the same words in any
 * window. */
static void any_bytes_are_text(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "Paris", "la ", "\xc3", "\xa9", "\xe2\x80", "\xe2\x80\x99", "\xcc\x81", "\xff",
        "-",     " ",   "(",    "42",   "\0",       "Saint-",       "\xc2\xad", "aaaaaaaaaaaaaaa"};
    for (unsigned round = 0; round < 3000; round++) {
        size_t len = 0;
        char *text = malloc(1024);
        assert_non_null(text);
        for (unsigned i = random_number() % 40; i > 0; i--) {
            const char *piece = pieces[random_number() % 16];
            size_t n = *piece ? strlen(piece) : 1;
            memcpy(text + len, piece, n);
            len += n;
        }
        char *exact = malloc(len ? len : 1);
        assert_non_null(exact);
        memcpy(exact, text, len);
        word_scan one, many;
        word w, all[64];
        ecoi_words_start(&one, exact, len);
        ecoi_words_start(&many, exact, len);
        size_t n = ecoi_words_next(&many, all, 64);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(ecoi_words_next(&one, &w, 1), 1);
            assert_true(w.hash == all[i].hash && w.start == all[i].start && w.start + w.len <= len &&
                        w.len > 0);
        }
        free(exact);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(block_twins_agree),
        cmocka_unit_test(spellings_of_a_word_are_one),
        cmocka_unit_test(gaps_tell_what_stands_between),
        cmocka_unit_test(folding_has_one_space_and_an_end),
        cmocka_unit_test(names_are_found_in_the_table),
        cmocka_unit_test(any_bytes_are_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
