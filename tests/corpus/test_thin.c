/* SPDX-License-Identifier: MIT */
/* Pages are given to their parser thinned out (corpus/html_thin.c): nothing that is read may change by it. */
#include "tests/corpus/support.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER ECO_SOURCE_DIR "/tests/zones/tuned"

enum { PAGE_MAX = 1 << 16, STEPS = 40, HEAD = 64 /* by which a page is known as one */ };

/* A page that has a character of this plane itself keeps its text. */
#define KEEPS_TEXT "<!-- \xf3\xb0\x80\x80 -->"

static void expect_same(const heard *a, const heard *b, const char *page)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->n_rejects, b->n_rejects);
    for (size_t i = 0; i < a->n; i++) {
        const heard_document *x = &a->documents[i], *y = &b->documents[i];
        assert_string_equal(x->date, y->date);
        for (size_t j = 0; j < x->n_passages && j < y->n_passages; j++)
            if (strcmp(x->passages[j].text, y->passages[j].text) != 0 ||
                x->passages[j].zone != y->passages[j].zone)
                fail_msg("\"%s\", not \"%s\", in %s", x->passages[j].text, y->passages[j].text, page);
        assert_int_equal(x->n_passages, y->n_passages);
    }
}

static void expect_as_kept(const char *page, size_t len)
{
    static char kept[PAGE_MAX + 64];
    size_t n = (size_t)snprintf(kept, sizeof kept, "%s", KEEPS_TEXT);
    memcpy(kept + n, page, len);
    heard a = listen_bytes("page.html", page, len), b = listen_bytes("page.html", kept, n + len);
    expect_same(&a, &b, page);
    forget(&a);
    forget(&b);
}

/* Cuts, copies and puts in signs of markup. */
static size_t damage(char *page, size_t len, uint32_t *random)
{
    static const char *const signs[] = {
        "<",  ">",  "\"",    "'",    "<!--", "-->",       "&",  "<p",         "=",       "/>",
        "</", "<!", "<svg ", "\x01", "&amp", "&#xF0001;", "<?", "<a href=\"", "<title>", "\xef\xbf\xbf"};
    *random = *random * 1664525u + 1013904223u;
    size_t at = HEAD + (*random >> 8) % (len - HEAD), n = 1 + (*random >> 4) % 20;
    if (*random % 3 == 0 && at + n < len) {
        memmove(page + at, page + at + n, len - at - n);
        return len - n;
    }
    const char *sign = signs[(*random >> 10) % (sizeof signs / sizeof *signs)];
    n = strlen(sign);
    memmove(page + at + n, page + at, len - at);
    memcpy(page + at, sign, n);
    return len + n;
}

static void whole_and_damaged(const char *path, uint32_t *random)
{
    static char page[PAGE_MAX];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t len = fread(page, 1, sizeof page - 32 * STEPS, file);
    fclose(file);
    expect_as_kept(page, len);
    for (unsigned i = 0; i < STEPS; i++) {
        len = damage(page, len, random);
        if (i % 10 == 0)
            expect_as_kept(page, len);
    }
}

static void text_that_is_stood_in_for_is_as_it_was(void **state)
{
    (void)state;
    uint32_t random = 11;
    size_t n = 0;
    DIR *dir = opendir(FOLDER);
    assert_non_null(dir);
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", FOLDER, entry->d_name);
        if (entry->d_name[0] != '.' && ++n > 0)
            whole_and_damaged(path, &random);
    }
    closedir(dir);
    assert_true(n > 50);
}

static void expect(const char *page, const char *text)
{
    char whole[4096] = "";
    heard all = listen_bytes("page.html", page, strlen(page));
    assert_int_equal(all.n, 1);
    for (size_t i = 0; i < all.documents[0].n_passages; i++)
        snprintf(whole + strlen(whole), sizeof whole - strlen(whole), "%s%s", i > 0 ? "|" : "",
                 all.documents[0].passages[i].text);
    forget(&all);
    assert_string_equal(whole, text);
}

static void what_is_in_scripts_is_no_text(void **state)
{
    (void)state;
    expect("<p>avant</p><script>document.write(\"<div>pub</div> et puis\");</script><p>après</p>",
           "avant|après");
    expect("<p>avant<script src=a></script> et<style><!-- p>a{} --></style> après</p>", "avant et après");
    expect("<p>avant</p><script>var a = 1;</p><p>ce qui suit un script sans fin</p>",
           "avant|ce qui suit un script sans fin");
    expect("<p>avant</p><!-- <p>caché</p> --><p>après<!-- fin", "avant|après");
}

static void markup_that_is_broken_is_read_as_ever(void **state)
{
    (void)state;
    expect("<p title=\"a > b\" data-x='<b>'>un paragraphe entier de texte</p>",
           "un paragraphe entier de texte");
    expect("<p><a href=\"/é\">un lien vers un accent</a></p>", "un lien vers un accent");
    expect("<p @click=\"f(1)\" class=\"x\"y=z>un paragraphe entier</p>", "un paragraphe entier");
    expect("<p>un paragraphe entier <a x=\"qui ne finit pas</p><p>et ce qui suit</p>",
           "un paragraphe entier");
    expect("<p>trois < quatre et <3 aussi, cinq</p>", "trois < quatre et <3 aussi, cinq");
    expect("<p>un signe \xf3\xb0\x80\x80 et &#xF0001; dans un texte assez long</p>",
           "un signe \xf3\xb0\x80\x80 et \xf3\xb0\x80\x81 dans un texte assez long");
    expect("<p>une référence &#983040; dans un texte assez long pour un signe</p>",
           "une référence \xf3\xb0\x80\x80 dans un texte assez long pour un signe");
}

static void json_may_have_markup_in_it(void **state)
{
    (void)state;
    static const char page[] =
        "<html><head><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Un "
        "<b>titre</b>\",\"datePublished\":\"2019-03-04\"}</script></head><body><h1>Un "
        "titre</h1><p>Du texte.</p></body></html>";
    heard all = listen_bytes("page.html", page, sizeof page - 1);
    assert_int_equal(all.n, 1);
    assert_string_equal(all.documents[0].date, "2019-03-04");
    forget(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_that_is_stood_in_for_is_as_it_was),
        cmocka_unit_test(what_is_in_scripts_is_no_text),
        cmocka_unit_test(markup_that_is_broken_is_read_as_ever),
        cmocka_unit_test(json_may_have_markup_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
