/* SPDX-License-Identifier: MIT */
/* The scans: what a chunk is, and that every implementation finds the same ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/cpu.h"
#include "stem/scan.h"

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 0x2545f4914f6cdd1du;
}

/* All spans of a text, found with room for `cap` at a time. */
static size_t scan_all(ecoi_scan *scan, const char *text, size_t len, size_t cap, ecoi_span *out)
{
    size_t n = 0, at = 0;
    while (at < len) {
        size_t before = at, found = scan(text, len, &at, out + n, cap);
        assert_true(found <= cap && at <= len && (found > 0 || at > before));
        n += found;
    }
    return n;
}

static void assert_chunks(const char *text, const char *expected)
{
    ecoi_span spans[256];
    char shown[1024] = "";
    size_t n = scan_all(ecoi_scan_scalar, text, strlen(text), 256, spans);
    for (size_t i = 0; i < n; i++) {
        strcat(shown, i ? "|" : "");
        strncat(shown, text + spans[i].start, spans[i].len);
    }
    assert_string_equal(shown, expected);
}

static void test_chunks(void **state)
{
    (void)state;
    assert_chunks("", "");
    assert_chunks("  un mot, deux.", "un|mot|deux");
    assert_chunks("l'innovation l’État", "l'innovation|l’État");
    assert_chunks("«\u00a0oui\u00a0» — non…", "oui|non");
    assert_chunks("1,5 M€, 2016,etc", "1,5|M|2016|etc");
    assert_chunks("étudiant(e)s né(e) (voir) né(e)(s)", "étudiant(e)s|né(e)|voir|né(e)(s)");
    assert_chunks("C++, C# #FrenchTech @eco a@b.fr", "C++|C#|#FrenchTech|@eco|a@b.fr");
    assert_chunks("https://x.fr/a, et/ou http: //", "https://x.fr/a|et/ou|http");
    assert_chunks("start-up -- fin- -debut", "start-up|fin|debut");
    assert_chunks("C.N.R.S. fin.", "C.N.R.S|fin");
}

/* Text rich in what the rules look at, sound or broken. */
static void fill(char *text, size_t len, uint64_t *seed)
{
    static const char *const pieces[] = {
        "a",   "Z",  "7",  "é", "’",  "\u00a0", "«",    "…",    "\u202f",   "·",    "€",   "⋅", "'",
        "`",   "-",  ".",  "&", "/",  "_",      "@",    "+",    "(",        ")",    ",",   "#", ":",
        "://", ")(", "++", " ", "\n", "\xc2",   "\xe2", "\x80", "\xe2\x80", "\xff", "\x00"};
    for (size_t i = 0; i < len;) {
        uint64_t random = next_random(seed);
        const char *piece = pieces[random % (sizeof pieces / sizeof *pieces)];
        size_t n = *piece ? strlen(piece) : 1;
        if (random >> 62 == 0) { /* a run of letters */
            memset(text + i, 'a', len - i < 20 ? len - i : 20);
            i += len - i < 20 ? len - i : 20;
            continue;
        }
        n = n < len - i ? n : len - i;
        memcpy(text + i, piece, n);
        i += n;
    }
}

static void check_alike(ecoi_scan *reference, ecoi_scan *scan, const char *text, size_t len)
{
    enum { MOST = 4096 };
    static ecoi_span expected[MOST], found[MOST];
    size_t n = scan_all(reference, text, len, MOST / 2, expected);
    static const size_t caps[] = {ECOI_SCAN_MIN, 100, MOST / 2};
    for (size_t c = 0; c < 3; c++) {
        assert_int_equal(scan_all(scan, text, len, caps[c], found), n);
        assert_memory_equal(found, expected, n * sizeof *found);
    }
}

static void check_random(ecoi_scan *reference, ecoi_scan *scan, bool raw)
{
    uint64_t seed = 20240617;
    for (int round = 0; round < 4000; round++) {
        size_t len = next_random(&seed) % 700;
        char *text = malloc(len ? len : 1); /* exactly as long, so that reading on is noticed */
        assert_non_null(text);
        fill(text, len, &seed);
        for (size_t i = 0; raw && i < len; i++)
            text[i] = (char)next_random(&seed);
        check_alike(reference, scan, text, len);
        free(text);
    }
}

static void test_twins(void **state)
{
    (void)state;
#if defined(__x86_64__)
    if (!ecoi_cpu_probe().avx2)
        skip();
    for (int raw = 0; raw < 2; raw++) {
        check_random(ecoi_scan_scalar, ecoi_scan_avx2, raw);
        check_random(ecoi_scan_spaces, ecoi_scan_spaces_avx2, raw);
    }
#endif
}

/* Scanning in steps of few spans gives what one scan gives, whichever implementation. */
static void test_steps(void **state)
{
    (void)state;
    check_random(ecoi_scan_scalar, ecoi_scan_scalar, false);
    check_random(ecoi_scan_scalar, ecoi_scan_choose(false), false);
    check_random(ecoi_scan_spaces, ecoi_scan_choose(true), false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chunks),
        cmocka_unit_test(test_twins),
        cmocka_unit_test(test_steps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
