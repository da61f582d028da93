/* SPDX-License-Identifier: MIT */
/* Snippets and highlights. Passages here keep to plain words, so that what the analysis does with hard ones
 * does not matter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "searcher/snippet.h"

#define ELLIPSIS "\xe2\x80\xa6"

/* ---- fixtures ---- */

/* Looks for up to four folded words, each a group of its own. */
typedef struct wanted {
    const char *words[4];
    float weights[4];
} wanted;

static float weigh(const void *user, const ecoi_form *form, unsigned *out_group)
{
    const wanted *want = user;
    for (unsigned i = 0; i < 4 && want->words[i]; i++) {
        if (strcmp(form->folded, want->words[i]) == 0) {
            *out_group = i;
            return want->weights[i] > 0 ? want->weights[i] : 1;
        }
    }
    return 0;
}

typedef struct fixture {
    ecoi_analyser *analyser;
    ecoi_analysis *analysis;
    ecoi_arena arena;
    eco_passage passages[300];
    eco_document document;
} fixture;

static int setup(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    *state = f;
    if (!f || ecoi_analyser_new("fr", &f->analyser, NULL) != ECO_OK ||
        ecoi_analysis_new(f->analyser, &f->analysis, NULL) != ECO_OK)
        return -1;
    f->document.passages = f->passages;
    return 0;
}

static int teardown(void **state)
{
    fixture *f = *state;
    ecoi_analysis_free(f->analysis);
    ecoi_analyser_free(f->analyser);
    ecoi_arena_dispose(&f->arena);
    free(f);
    return 0;
}

static void add_bytes(fixture *f, eco_zone zone, const char *text, size_t len)
{
    f->passages[f->document.n_passages++] = (eco_passage){zone, {text, len}};
}

static void add(fixture *f, eco_zone zone, const char *text)
{
    add_bytes(f, zone, text, strlen(text));
}

static ecoi_snippet make(fixture *f, const wanted *want, size_t max_bytes)
{
    ecoi_highlighter highlighter = {weigh, want};
    ecoi_snippet snippet = {0};
    eco_error error;
    eco_status status =
        ecoi_snippet_make(f->analysis, &f->document, &highlighter, max_bytes, &f->arena, &snippet, &error);
    assert_int_equal(status, ECO_OK);
    assert_non_null(snippet.text.ptr);
    assert_int_equal(snippet.text.ptr[snippet.text.len], '\0');
    size_t end = 0;
    for (size_t i = 0; i < snippet.n_ranges; i++) {
        assert_true(snippet.ranges[i].offset >= end && snippet.ranges[i].length > 0);
        end = snippet.ranges[i].offset + snippet.ranges[i].length;
        assert_true(end <= snippet.text.len);
    }
    return snippet;
}

/* The snippet with its matches in brackets. */
static const char *marked(fixture *f, const ecoi_snippet *snippet)
{
    ecoi_buf out = {0};
    size_t at = 0;
    for (size_t i = 0; i < snippet->n_ranges; i++) {
        eco_range range = snippet->ranges[i];
        assert_true(ecoi_buf_append(&out, snippet->text.ptr + at, range.offset - at));
        assert_true(ecoi_buf_appendf(&out, "[%.*s]", (int)range.length, snippet->text.ptr + range.offset));
        at = range.offset + range.length;
    }
    assert_true(ecoi_buf_append(&out, snippet->text.ptr + at, snippet->text.len - at));
    const char *copy = ecoi_arena_copy(&f->arena, out.data, out.len);
    ecoi_buf_dispose(&out);
    return copy;
}

static const char *snippet_of(fixture *f, const wanted *want, size_t max_bytes)
{
    ecoi_snippet snippet = make(f, want, max_bytes);
    return marked(f, &snippet);
}

static const wanted innovation = {{"innovation"}, {1}};

/* ---- one fragment ---- */

static void test_short_passage_is_shown_whole(void **state)
{
    fixture *f = *state;
    add(f, ECO_ZONE_TITLE, "Une innovation");
    add(f, ECO_ZONE_BODY, "  La région\n\taime\r\n\n l'innovation,  toujours.  ");
    assert_string_equal(snippet_of(f, &innovation, 200), "La région aime l'[innovation], toujours.");
}

static void test_surface_is_the_authors(void **state)
{
    fixture *f = *state;
    static const wanted want = {{"region", "etat"}, {1, 1}};
    add(f, ECO_ZONE_BODY, "L\xe2\x80\x99\xc3\x89tat et la R\xc3\xa9gion.");
    assert_string_equal(snippet_of(f, &want, 200), "L\xe2\x80\x99[\xc3\x89tat] et la [R\xc3\xa9gion].");
}

static void test_no_break_spaces_stay(void **state)
{
    fixture *f = *state;
    add(f, ECO_ZONE_BODY, "Quelle innovation\xc2\xa0! Une  \xc2\xa0 innovation.");
    assert_string_equal(snippet_of(f, &innovation, 200), "Quelle [innovation]\xc2\xa0! Une [innovation].");
}

static void test_compound_is_one_range(void **state)
{
    fixture *f = *state;
    static const wanted want = {{"startup", "start", "up"}, {1, 1, 1}};
    add(f, ECO_ZONE_BODY, "Une start-up de plus.");
    assert_string_equal(snippet_of(f, &want, 200), "Une [start-up] de plus.");
}

static void fill(char *out, size_t size, const char *words)
{
    size_t len = strlen(words);
    for (size_t i = 0; i + 1 < size; i++)
        out[i] = words[i % len];
    out[size - 1] = '\0';
}

static void test_long_passage_is_cut_at_words(void **state)
{
    fixture *f = *state;
    char text[4000];
    fill(text, sizeof text, "alpha beta gamma delta ");
    memcpy(text + 2070, "innovation ", 11);
    add(f, ECO_ZONE_BODY, text);
    ecoi_snippet snippet = make(f, &innovation, 120);
    const char *shown = marked(f, &snippet);
    assert_in_range(snippet.text.len, 90, 135);
    assert_memory_equal(shown, ELLIPSIS " ", 4);
    assert_memory_equal(snippet.text.ptr + snippet.text.len - 4, " " ELLIPSIS, 4);
    assert_non_null(strstr(shown, "[innovation]"));
    for (const char *word = strtok((char *)shown, " "); word; word = strtok(NULL, " "))
        assert_non_null(strstr(ELLIPSIS " alpha beta gamma delta [innovation] ", word));
}

/* Wherever the room for a snippet ends, at a word's end or in the middle of one. */
static void test_no_room_cuts_a_word(void **state)
{
    fixture *f = *state;
    add(f, ECO_ZONE_BODY,
        "une innovation internationalisation innovation anticonstitutionnellement dit une autre innovation");
    for (unsigned room = 12; room < 90; room++) {
        ecoi_snippet snippet = make(f, &innovation, room);
        char copy[256];
        snprintf(copy, sizeof copy, "%.*s", (int)snippet.text.len, snippet.text.ptr);
        for (const char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
            char spaced[64];
            snprintf(spaced, sizeof spaced, " %s ", word);
            assert_non_null(strstr(" " ELLIPSIS
                                   " une innovation internationalisation anticonstitutionnellement "
                                   "dit une autre innovation ",
                                   spaced));
        }
    }
}

static void test_sentence_start_is_preferred(void **state)
{
    fixture *f = *state;
    char text[1000] = "";
    for (int i = 0; i < 10; i++)
        strcat(text, "Rien ici ne compte pour nous. ");
    strcat(text, "Voici \xc3\xa0 Lyon une innovation qui compte et qui dure. ");
    for (int i = 0; i < 10; i++)
        strcat(text, "Rien ici ne compte pour nous. ");
    add(f, ECO_ZONE_BODY, text);
    const char *shown = snippet_of(f, &innovation, 100);
    assert_memory_equal(shown, ELLIPSIS " Voici \xc3\xa0 Lyon une [innovation] qui", 36);
}

static void test_end_of_passage_fills_up_from_a_sentence(void **state)
{
    fixture *f = *state;
    add(f, ECO_ZONE_BODY,
        "Un premier propos assez long pour ne pas tenir dans un extrait avec tout ce qui suit. Voici la "
        "suite. "
        "Puis une innovation.");
    assert_string_equal(snippet_of(f, &innovation, 80), ELLIPSIS " Voici la suite. Puis une [innovation].");
}

static void test_no_spaces_no_torn_characters(void **state)
{
    fixture *f = *state;
    char text[3000];
    fill(text, sizeof text, "\xe2\x82\xac\xc3\xa9");
    text[2995] = '\0';
    add(f, ECO_ZONE_BODY, text);
    ecoi_snippet snippet = make(f, &innovation, 100);
    assert_int_equal(ecoi_utf8_valid_prefix(snippet.text.ptr, snippet.text.len), snippet.text.len);
    assert_in_range(snippet.text.len, 90, 110);
}

/* ---- the choice ---- */

static const char filler[] =
    "Ce paragraphe ne dit rien de ce que cherche le lecteur, mais il est assez long pour tenir lieu de "
    "passage, "
    "et il continue encore un peu afin que deux passages ne tiennent pas ensemble dans un seul extrait. ";

static const char *long_passage(fixture *f, const char *middle)
{
    ecoi_buf text = {0};
    assert_true(ecoi_buf_appendf(&text, "%s%s%s", filler, middle, filler));
    const char *copy = ecoi_arena_copy(&f->arena, text.data, text.len);
    ecoi_buf_dispose(&text);
    return copy;
}

static void test_distinct_words_beat_repeated_ones(void **state)
{
    fixture *f = *state;
    static const wanted want = {{"innovation", "emploi"}, {3, 0.5f}};
    add(f, ECO_ZONE_BODY,
        long_passage(f, "Une innovation, innovation, innovation, innovation, innovation. "));
    add(f, ECO_ZONE_BODY, long_passage(f, "Une innovation et un emploi. "));
    assert_non_null(strstr(snippet_of(f, &want, 150), "Une [innovation] et un [emploi]."));
}

static void test_first_of_equals(void **state)
{
    fixture *f = *state;
    add(f, ECO_ZONE_BODY, long_passage(f, "Une innovation pour commencer. "));
    add(f, ECO_ZONE_BODY, long_passage(f, "Une innovation pour finir. "));
    assert_non_null(strstr(snippet_of(f, &innovation, 150), "pour commencer"));
}

static void test_zones(void **state)
{
    fixture *f = *state;
    add(f, ECO_ZONE_TITLE, "Innovation au titre");
    add(f, ECO_ZONE_COMMENT, long_passage(f, "Cette innovation en commentaire. "));
    add(f, ECO_ZONE_BOILERPLATE, "Innovation en habillage");
    add(f, ECO_ZONE_PAYWALL, "Innovation pour les abonn\xc3\xa9s");
    assert_non_null(strstr(snippet_of(f, &innovation, 150), "Cette [innovation] en commentaire"));
    add(f, ECO_ZONE_BODY, long_passage(f, "Cette innovation dans le corps. "));
    assert_non_null(strstr(snippet_of(f, &innovation, 150), "Cette [innovation] dans le corps"));
}

static void test_two_fragments_for_words_apart(void **state)
{
    fixture *f = *state;
    static const wanted want = {{"innovation", "emploi"}, {1, 1}};
    add(f, ECO_ZONE_BODY,
        long_passage(f, "Une innovation au d\xc3\xa9"
                        "but. "));
    add(f, ECO_ZONE_BODY, long_passage(f, ""));
    add(f, ECO_ZONE_BODY, long_passage(f, "Un emploi \xc3\xa0 la fin. "));
    const char *shown = snippet_of(f, &want, 160);
    const char *first = strstr(shown, "[innovation]"),
               *joint = first ? strstr(first, " " ELLIPSIS " ") : NULL;
    assert_non_null(joint);
    assert_non_null(strstr(joint, "[emploi]"));
}

static void test_reading_order_of_fragments(void **state)
{
    fixture *f = *state;
    static const wanted want = {{"innovation", "emploi"}, {9, 1}};
    add(f, ECO_ZONE_BODY,
        long_passage(f, "Un emploi au d\xc3\xa9"
                        "but. "));
    add(f, ECO_ZONE_BODY, long_passage(f, "Une innovation \xc3\xa0 la fin. "));
    const char *shown = snippet_of(f, &want, 160);
    assert_non_null(strstr(shown, "[emploi]"));
    assert_non_null(strstr(strstr(shown, "[emploi]"), "[innovation]"));
}

static void test_heading_brings_what_follows(void **state)
{
    fixture *f = *state;
    add(f, ECO_ZONE_HEADING, "Innovation");
    add(f, ECO_ZONE_BODY, "Ce qui suit le dit.");
    assert_string_equal(snippet_of(f, &innovation, 200), "[Innovation] " ELLIPSIS " Ce qui suit le dit.");
}

static void test_without_match(void **state)
{
    fixture *f = *state;
    assert_string_equal(snippet_of(f, &innovation, 100), "");
    add(f, ECO_ZONE_TITLE, "Titre");
    assert_string_equal(snippet_of(f, &innovation, 100), "");
    add(f, ECO_ZONE_BOILERPLATE, "Tous droits");
    add(f, ECO_ZONE_COMMENT,
        "Un commentaire qui ne dit pas grand-chose mais qui est assez long pour suffire.");
    assert_memory_equal(snippet_of(f, &innovation, 100), "Un commentaire", 14);
    add(f, ECO_ZONE_BODY, "Le corps de la page, qui ne dit pas grand-chose mais qui est assez long aussi.");
    assert_memory_equal(snippet_of(f, &innovation, 100), "Le corps", 8);
    add(f, ECO_ZONE_LEAD, "Le chapeau de la page, qui ne dit pas grand-chose mais qui est assez long aussi.");
    assert_memory_equal(snippet_of(f, &innovation, 100), "Le chapeau", 10);
}

/* ---- hard inputs ---- */

static void test_nul_and_bad_bytes(void **state)
{
    fixture *f = *state;
    static const char text[] = "a\0b innovation\0\xff\xc3 innovation \xe2\x80";
    add_bytes(f, ECO_ZONE_BODY, text, sizeof text - 1);
    f->passages[f->document.n_passages++] = (eco_passage){ECO_ZONE_BODY, {NULL, 0}};
    add(f, ECO_ZONE_BODY, "");
    add(f, ECO_ZONE_BODY, "   ");
    add(f, ECO_ZONE_BODY, "Dernier passage.");
    ecoi_snippet snippet = make(f, &innovation, 200);
    assert_int_equal(snippet.n_ranges, 2);
    assert_memory_equal(snippet.text.ptr, "a b innovation ", 15);
}

static void test_random_documents(void **state)
{
    fixture *f = *state;
    static const wanted want = {{"a", "b", "innovation"}, {1, 2, 3}};
    static const char *const parts[] = {
        "a",  " ", "b",  "  ",       "innovation", ". ", "\xc2\xa0", "\xc3\xa9", "-", "'", "\xe2\x80\x99",
        "\n", "?", "zz", "\xc2\xab", "\xc2\xbb",   "(",  "\t"};
    uint64_t random = 88172645463325252u;
    char text[4][600];
    for (int round = 0; round < 3000; round++) {
        f->document.n_passages = 0;
        for (int i = 0; i < 4; i++) {
            *text[i] = '\0';
            random ^= random << 13, random ^= random >> 7, random ^= random << 17;
            for (uint64_t n = random % 120, r = random; n > 0;
                 n--, r = r * 6364136223846793005u + 1442695040888963407u)
                strcat(text[i], parts[(r >> 33) % (sizeof parts / sizeof *parts)]);
            add(f, (eco_zone)((random >> 20) % ECO_N_ZONES), text[i]);
        }
        ecoi_snippet snippet = make(f, &want, 32 + random % 100);
        assert_int_equal(ecoi_utf8_valid_prefix(snippet.text.ptr, snippet.text.len), snippet.text.len);
        assert_null(strstr(snippet.text.ptr, "  "));
        assert_true(snippet.text.len < 300);
        ecoi_arena_reset(&f->arena);
    }
}

/* Ten megabytes, every second word a match: bounded, and quick. */
static void test_huge_document(void **state)
{
    fixture *f = *state;
    size_t size = (size_t)10 << 20;
    char *text = malloc(size);
    assert_non_null(text);
    fill(text, size, "innovation rien ");
    add(f, ECO_ZONE_BODY, text);
    clock_t start = clock();
    ecoi_snippet snippet = make(f, &innovation, 200);
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 5);
    assert_true(snippet.n_ranges > 5 && snippet.text.len < 250);
    fill(text, size, ") ");
    make(f, &innovation, 200);
    fill(text, size, "x");
    make(f, &innovation, 200);
    free(text);
}

/* ---- texts as they stand ---- */

static void test_highlight(void **state)
{
    fixture *f = *state;
    static const char title[] = "  L'innovation \xc3\xa0 Tours :  start-up";
    static const wanted want = {{"innovation", "startup", "start"}, {1, 1, 1}};
    ecoi_highlighter highlighter = {weigh, &want};
    eco_range *ranges = NULL;
    size_t n = 0;
    eco_text text = {title, sizeof title - 1};
    assert_int_equal(ecoi_highlight(f->analysis, text, &highlighter, &f->arena, &ranges, &n, NULL), ECO_OK);
    assert_int_equal(n, 2);
    assert_memory_equal(title + ranges[0].offset, "innovation", ranges[0].length);
    assert_int_equal(ranges[0].length, 10);
    assert_memory_equal(title + ranges[1].offset, "start-up", ranges[1].length);
    assert_int_equal(ranges[1].length, 8);
    text = (eco_text){NULL, 0};
    assert_int_equal(ecoi_highlight(f->analysis, text, &highlighter, &f->arena, &ranges, &n, NULL), ECO_OK);
    assert_int_equal(n, 0);
}

#define SNIPPET_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SNIPPET_TEST(test_short_passage_is_shown_whole),
        SNIPPET_TEST(test_surface_is_the_authors),
        SNIPPET_TEST(test_no_break_spaces_stay),
        SNIPPET_TEST(test_compound_is_one_range),
        SNIPPET_TEST(test_long_passage_is_cut_at_words),
        SNIPPET_TEST(test_no_room_cuts_a_word),
        SNIPPET_TEST(test_sentence_start_is_preferred),
        SNIPPET_TEST(test_end_of_passage_fills_up_from_a_sentence),
        SNIPPET_TEST(test_no_spaces_no_torn_characters),
        SNIPPET_TEST(test_distinct_words_beat_repeated_ones),
        SNIPPET_TEST(test_first_of_equals),
        SNIPPET_TEST(test_zones),
        SNIPPET_TEST(test_two_fragments_for_words_apart),
        SNIPPET_TEST(test_reading_order_of_fragments),
        SNIPPET_TEST(test_heading_brings_what_follows),
        SNIPPET_TEST(test_without_match),
        SNIPPET_TEST(test_nul_and_bad_bytes),
        SNIPPET_TEST(test_random_documents),
        SNIPPET_TEST(test_huge_document),
        SNIPPET_TEST(test_highlight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
