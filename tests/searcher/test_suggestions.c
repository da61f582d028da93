/* SPDX-License-Identifier: MIT */
/* suggestions.tsv: misspelt names and words, and what is suggested for them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/searcher/support.h"

enum { MOST_ROWS = 200, MOST_BYTES = 32768 };

typedef struct table_row {
    const char *typed, *meant; /* "-": nothing */
} table_row;

static char bytes[MOST_BYTES];
static table_row rows[MOST_ROWS];
static size_t n_rows;

static void read_rows(void)
{
    FILE *file = fopen(ECO_TEST_DIR "/../searcher/suggestions.tsv", "rb");
    assert_non_null(file);
    size_t n = fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    assert_true(n > 0 && n < sizeof bytes - 1);
    for (char *line = strtok(bytes, "\n"); line; line = strtok(NULL, "\n")) {
        char *tab = strchr(line, '\t');
        if (*line == '#')
            continue;
        assert_true(tab && n_rows < MOST_ROWS);
        *tab = '\0';
        rows[n_rows++] = (table_row){line, tab + 1};
    }
}

/* A page for each word meant, or typed and right. */
static int build(void **state)
{
    static page pages[MOST_ROWS];
    static char keys[MOST_ROWS][24], texts[MOST_ROWS][128];
    size_t n = 0;
    (void)state;
    read_rows();
    for (size_t i = 0; i < n_rows; i++) {
        const char *word = strcmp(rows[i].meant, "-") ? rows[i].meant : NULL;
        if (!word || strchr(word, ' '))
            continue;
        snprintf(keys[n], sizeof keys[n], "%zu", i);
        snprintf(texts[n], sizeof texts[n], "Voici %s, encore %s et le reste.", word, word);
        pages[n] = (page){keys[n], NULL, texts[n]};
        n++;
    }
    index_ = index_of(pages, n, NULL);
    return 0;
}

static void what_was_meant_is_suggested(void **state)
{
    size_t n_wrong = 0, n_asked = 0;
    (void)state;
    for (size_t i = 0; i < n_rows; i++) {
        if (strcmp(rows[i].typed, "-") == 0)
            continue;
        eco_results *results = ask(index_, rows[i].typed, NULL);
        eco_text better = eco_results_did_you_mean(results);
        n_asked++;
        if (strcmp(better.ptr ? better.ptr : "-", rows[i].meant) != 0) {
            n_wrong++;
            print_error("%s: %s, not %s\n", rows[i].typed, better.ptr ? better.ptr : "-", rows[i].meant);
        }
        eco_results_free(results);
    }
    assert_true(n_asked >= 60);
    assert_int_equal(n_wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_was_meant_is_suggested)};
    return cmocka_run_group_tests(tests, build, close_index);
}
