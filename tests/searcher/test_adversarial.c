/* SPDX-License-Identifier: MIT */
/* Collections made to mislead shortcuts: nothing to choose between, everything in one place, edges of chunks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/searcher/compare.h"

static const char *const words[] = {"la", "élus", "tech", "start-up", "innovation", "robot", "Tours", "port"};
static const query_material material = {.words = words, .n_words = sizeof words / sizeof *words};

static void ask(collection *c, size_t n_segments, const char *const *queries, unsigned n_random)
{
    dice d = dice_of(1);
    collection_open(c, "fr", n_segments);
    for (; *queries; queries++)
        compare_words(c, *queries);
    compare_random(c, &material, &d, n_random);
    collection_close(c);
}

#define QUERIES(...)                                                                                         \
    (const char *const[])                                                                                    \
    {                                                                                                        \
        __VA_ARGS__, NULL                                                                                    \
    }

/* ---- nothing to choose between ---- */

static void documents_that_are_all_alike(void **state)
{
    (void)state;
    for (size_t n_segments = 1; n_segments <= 3; n_segments++) {
        collection c = {0};
        oracle_init(&c.o, "fr");
        for (int i = 0; i < 300; i++)
            collection_add(&c,
                           "La start-up et la tech à Tours : les élus, les robots et l'innovation au port.");
        ask(&c, n_segments,
            QUERIES("tech", "élus tech", "+élus +tech", "+élus -tech", "\"la tech\"", "absent"), 40);
    }
}

/* One occurrence each, in documents of one length. */
static void scores_that_are_all_equal(void **state)
{
    collection c = {0};
    char text[64];
    (void)state;
    oracle_init(&c.o, "fr");
    for (int i = 0; i < 400; i++) {
        snprintf(text, sizeof text, "%s port %s", words[1 + i % 2], i % 2 ? "robots" : "innovations");
        collection_add(&c, text);
    }
    ask(&c, 1, QUERIES("élus tech", "port", "élus tech port", "robot innovation", "+port robot"), 40);
}

/* ---- frequencies ---- */

static void words_of_every_document(void **state)
{
    collection c = {0};
    (void)state;
    oracle_init(&c.o, "fr");
    for (unsigned i = 0; i < 500; i++) {
        char text[4096] = "port robot";
        for (unsigned k = 0; k < i % 7; k++)
            strcat(text, " élus");
        for (unsigned k = 0; k < (i * i) % 11; k++)
            strcat(text, k % 2 ? " tech élus" : " robot port");
        strcat(text, " élus tech");
        for (unsigned k = 0; k < i % 60; k++)
            strcat(text, " ensuite");
        collection_add(&c, text);
    }
    ask(&c, 1,
        QUERIES("élus tech", "+élus +tech", "élus tech port robot", "élus^0.001 tech^1000",
                "\"élus tech\" port"),
        40);
}

/* Letters only, so that the words are no numbers. */
static const char *rare_word(unsigned number, char *out)
{
    char *at = out;
    *at++ = 'x';
    for (; number; number /= 20)
        *at++ = "bcdfghjklmnpqrtvwxyz"[number % 20];
    strcpy(at, "ou");
    return out;
}

static void words_of_one_document_each(void **state)
{
    collection c = {0};
    char a[16], b[16], text[128];
    (void)state;
    oracle_init(&c.o, "fr");
    for (unsigned i = 0; i < 2000; i++) {
        snprintf(text, sizeof text, "%s %s", rare_word(2 * i, a), rare_word(2 * i + 1, b));
        collection_add(&c, text);
    }
    snprintf(text, sizeof text, "%s %s %s", rare_word(0, a), rare_word(3999, b), "absent");
    ask(&c, 1, QUERIES("xbou xcou", "+xbou +xcou", "\"xbou xcou\"", "xdou xkbou xvzcou", "+xbou +xdou", text),
        3);
}

/* ---- sizes ---- */

/* One document has more words than all others together. */
static void one_huge_document(void **state)
{
    enum { N_WORDS = 60000 };
    collection c = {0};
    dice d = dice_of(3);
    char *huge = calloc(N_WORDS, 16), *at = huge;
    (void)state;
    assert_non_null(huge);
    for (unsigned i = 0; i < N_WORDS; i++)
        at += sprintf(at, "%s ", i % 100 == 0 ? words[1 + roll_low(&d, 7)] : "ensuite");
    oracle_init(&c.o, "fr");
    for (unsigned i = 0; i < 40; i++) {
        char text[256] = "";
        for (unsigned k = 0; k <= i % 9; k++)
            sprintf(text + strlen(text), "%s ", words[roll(&d, 8)]);
        collection_add(&c, i == 20 ? huge : text);
    }
    free(huge);
    ask(&c, 1,
        QUERIES("élus tech", "+élus +robot", "élus^50 port", "\"ensuite tech\"", "+ensuite -port", "robot"),
        6);
}

static const char *tiny_text(unsigned i)
{
    static const unsigned edges[] = {0, 65534, 65535, 65536, 65537, 69999};
    for (size_t k = 0; k < sizeof edges / sizeof *edges; k++)
        if (i == edges[k])
            return "Tours port élus";
    return i % 1000 == 7 ? "élus robot" : i % 3 == 0 ? "élus tech" : i % 65536 < 40000 ? "élus" : "tech port";
}

/* Postings come in chunks of 65,536 documents. */
static void more_documents_than_a_chunk(void **state)
{
    collection c = {0};
    (void)state;
    oracle_init(&c.o, "fr");
    for (unsigned i = 0; i < 70000; i++)
        collection_add(&c, tiny_text(i));
    ask(&c, 1, QUERIES("tours", "+élus +port", "+élus -tech", "robot tours port", "\"élus robot\""), 2);
}

/* ---- segments ---- */

/* "marche" is a spelling of marché, which one segment has; the other has its plural only. */
static void a_spelling_holds_in_every_segment(void **state)
{
    collection c = {0};
    (void)state;
    oracle_init(&c.o, "fr");
    collection_add(&c, "Le marché des robots");
    collection_add(&c, "Les marchés des robots");
    ask(&c, 2, QUERIES("marche", "marché", "+marche +robot", "\"marche\""), 0);
}

/* Some segments have none of the words. */
static void words_of_one_segment(void **state)
{
    collection c = {0};
    (void)state;
    oracle_init(&c.o, "fr");
    for (int i = 0; i < 100; i++)
        collection_add(&c, i < 25   ? "élus tech port"
                           : i < 50 ? "robot"
                           : i < 75 ? "innovation robot"
                                    : "élus");
    ask(&c, 4, QUERIES("port", "élus innovation", "+robot -innovation", "tech élus"), 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_that_are_all_alike),
        cmocka_unit_test(scores_that_are_all_equal),
        cmocka_unit_test(words_of_every_document),
        cmocka_unit_test(words_of_one_document_each),
        cmocka_unit_test(one_huge_document),
        cmocka_unit_test(more_documents_than_a_chunk),
        cmocka_unit_test(a_spelling_holds_in_every_segment),
        cmocka_unit_test(words_of_one_segment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
