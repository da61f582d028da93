/* SPDX-License-Identifier: MIT */
/* Plain text to paragraphs. */
#include "corpus/paragraphs.h"
#include "tests/corpus/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char text[4096];

static ecoi_paragraphs split(const char *from, bool unwrap)
{
    ecoi_paragraphs paragraphs = {0};
    strcpy(text, from);
    assert_true(ecoi_paragraphs_split(&paragraphs, (eco_text){text, strlen(text)}));
    if (unwrap)
        ecoi_paragraphs_unwrap(&paragraphs);
    return paragraphs;
}

static void expect_paragraphs(ecoi_paragraphs paragraphs, const char *const *wanted, size_t n)
{
    assert_int_equal(paragraphs.n, n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(paragraphs.items[i].text.len, strlen(wanted[i]));
        assert_memory_equal(paragraphs.items[i].text.ptr, wanted[i], strlen(wanted[i]));
    }
    ecoi_paragraphs_dispose(&paragraphs);
}

static void lines_and_blocks(void **state)
{
    (void)state;
    ecoi_paragraphs paragraphs = split("\n a \nb\r\n\r\nc\rd\r\r\t\n\n e\xc2\xa0\n\xe2\x80\xaf\nf", false);
    static const bool starts[] = {true, false, true, false, true, true};
    static const char *const wanted[] = {"a", "b", "c", "d", "e", "f"};
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(paragraphs.items[i].starts_block, starts[i]);
    expect_paragraphs(paragraphs, wanted, 6);
    expect_paragraphs(split("", false), NULL, 0);
    expect_paragraphs(split(" \n\xe2\x80\x8b\n", false), NULL, 0);
}

static void wrapped_text_is_joined(void **state)
{
    (void)state;
    static const char *const joined[] = {"Il y avait une fois une ligne d'environ soixante caracteres et une "
                                         "autre, qui la continuait jusqu'au bout "
                                         "de la phrase, puis une troisieme qui etait bien plus courte.",
                                         "Un autre bloc."};
    expect_paragraphs(
        split("Il y avait une fois une ligne d'environ soixante caracteres\net une autre, qui la "
              "continuait jusqu'au bout\nde la phrase, puis une troisieme qui etait bien\nplus courte.\n\n"
              "Un autre bloc.",
              true),
        joined, 2);
}

static void lists_are_not_joined(void **state)
{
    (void)state;
    static const char *const list[] = {"Un premier programme d'accompagnement des jeunes entreprises",
                                       "Un second programme, pour les laboratoires et les ateliers",
                                       "Une bourse de quatre mille euros pour un premier prototype"};
    expect_paragraphs(
        split("Un premier programme d'accompagnement des jeunes entreprises\nUn second programme, pour les "
              "laboratoires et les ateliers\nUne bourse de quatre mille euros pour un premier prototype",
              true),
        list, 3);
    static const char *const poem[] = {"trois petits chats", "chapeau de paille", "paillasson"};
    expect_paragraphs(split("trois petits chats\nchapeau de paille\npaillasson", true), poem, 3);
}

static void many_lines_end_in_one_paragraph(void **state)
{
    (void)state;
    size_t len = 2 * (ECOI_PARAGRAPHS_MAX + 5);
    char *lines = malloc(len);
    for (size_t i = 0; i < len; i++)
        lines[i] = i % 2 == 0 ? 'a' : '\n';
    ecoi_paragraphs paragraphs = {0};
    assert_true(ecoi_paragraphs_split(&paragraphs, (eco_text){lines, len}));
    assert_int_equal(paragraphs.n, ECOI_PARAGRAPHS_MAX);
    assert_int_equal(paragraphs.items[paragraphs.n - 1].text.len, 11);
    ecoi_paragraphs_dispose(&paragraphs);
    free(lines);
}

/* The reader as a whole: a page's passages, in order but for the title. */
static void a_page_is_one_document(void **state)
{
    (void)state;
    heard all =
        listen_bytes("p.txt", BYTES("Un titre de page\n\nUn corps.\n\n\nEncore un corps, le dernier.\n"));
    assert_int_equal(all.n, 1);
    assert_string_equal(all.documents[0].key, "p.txt");
    assert_int_equal(all.documents[0].n_passages, 3);
    assert_int_equal(all.documents[0].passages[0].zone, ECO_ZONE_TITLE);
    assert_string_equal(all.documents[0].passages[2].text, "Encore un corps, le dernier.");
    forget(&all);
    all = listen_bytes("p.txt", BYTES("un seul mot"));
    assert_int_equal(all.documents[0].passages[0].zone, ECO_ZONE_BODY);
    forget(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_and_blocks),       cmocka_unit_test(wrapped_text_is_joined),
        cmocka_unit_test(lists_are_not_joined),   cmocka_unit_test(many_lines_end_in_one_paragraph),
        cmocka_unit_test(a_page_is_one_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
