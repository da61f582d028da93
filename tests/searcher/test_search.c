/* SPDX-License-Identifier: MIT */
/* Every operator on documents of a dozen words that are terms as they stand, against brute force. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/searcher/compare.h"

enum { N_DOCS = 400, MOST_WORDS = 40, N_QUERIES = 500 };

static const char *const words[] = {"ba", "be", "bi", "bo", "bu", "da", "de", "di", "do", "du", "fa", "fe"};
enum { N_WORDS = sizeof words / sizeof *words };

static void add_random(collection *c, dice *d)
{
    char body[MOST_WORDS * 4] = "";
    for (unsigned n = 1 + roll(d, MOST_WORDS); n > 0; n--)
        sprintf(body + strlen(body), "%s ", words[roll_low(d, N_WORDS)]);
    collection_add(c, body);
}

static void ask_at_random(bool with_deleted)
{
    static const query_material material = {.words = words, .n_words = N_WORDS};
    collection c = {.with_deleted = with_deleted};
    dice d = dice_of(1);
    oracle_init(&c.o, "ws");
    for (int i = 0; i < N_DOCS; i++)
        add_random(&c, &d);
    collection_open(&c, "ws", 1);
    compare_random(&c, &material, &d, N_QUERIES);
    collection_close(&c);
}

static void finds_what_brute_force_finds(void **state)
{
    (void)state;
    ask_at_random(false);
}

static void deleted_documents_make_no_difference(void **state)
{
    (void)state;
    ask_at_random(true);
}

/* A phrase far longer than the distance ends just before the word. */
static void near_reaches_the_end_of_a_long_phrase(void **state)
{
    enum { LONG = 100 };
    char body[LONG * 6] = "", text[LONG * 6];
    collection c = {0};
    (void)state;
    for (int i = 0; i < LONG; i++)
        sprintf(body + strlen(body), "x%d ", i);
    strcpy(text, body);
    query word = {.kind = QUERY_WORD, .boost = 1, .text = {"fin", 3}},
          phrase = {.kind = QUERY_PHRASE, .boost = 1, .text = {text, strlen(text) - 1}},
          near = {.kind = QUERY_NEAR, .boost = 1, .number = 3, .children = {&word, &phrase}, .n_children = 2};
    oracle_init(&c.o, "ws");
    collection_add(&c, strcat(body, "fin"));
    collection_open(&c, "ws", 1);
    compare_query(&c, &near, NULL);
    collection_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_brute_force_finds),
        cmocka_unit_test(deleted_documents_make_no_difference),
        cmocka_unit_test(near_reaches_the_end_of_a_long_phrase),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
