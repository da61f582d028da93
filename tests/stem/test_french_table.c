/* SPDX-License-Identifier: MIT */
/*
 * The specification of the French analysis: tests/french/ *.tsv, rows of query, text, match or no, reason,
 * apart by tabs. \uXXXX stands for that character (no-break spaces and the like). Lines that begin with # are
 * headings. In known-limits.tsv every row fails: one that passes is to be moved.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "tests/stem/french_match.h"

enum { LINE_MAX_BYTES = 4096, FEWEST_ROWS = 300 };

typedef struct tally {
    unsigned rows, wrong;
} tally;

/* \uXXXX to the character, in place. */
static void unescape(char *text)
{
    char *to = text;
    for (const char *from = text; *from;) {
        unsigned code;
        if (sscanf(from, "\\u%4x", &code) == 1) {
            to += ecoi_utf8_encode(code, to);
            from += sizeof "\\u0000" - 1;
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
}

static size_t split(char *line, char *cells[4])
{
    size_t n = 0;
    for (char *rest = line; n < 4; n++) {
        cells[n] = rest;
        rest += strcspn(rest, "\t\n");
        bool last = *rest != '\t';
        *rest++ = '\0';
        if (last)
            return n + 1;
    }
    return n;
}

static void check_row(const workbench *w, const char *file, unsigned number, char *line, bool limits,
                      tally *t)
{
    char *cells[4];
    if (line[0] == '#' || line[0] == '\n')
        return;
    t->rows++;
    bool well_formed = split(line, cells) == 4 && cells[3][0] != '\0';
    bool match = well_formed && strcmp(cells[2], "match") == 0;
    if (!match && !(well_formed && strcmp(cells[2], "no") == 0)) {
        print_error("%s:%u: no row of query, text, match or no, reason\n", file, number);
        t->wrong++;
        return;
    }
    unescape(cells[0]);
    unescape(cells[1]);
    if ((french_match(w, cells[0], cells[1]) == match) == !limits)
        return;
    t->wrong++;
    char *query = show_tokens(w, cells[0]), *text = show_tokens(w, cells[1]);
    print_error("%s:%u: [%s] [%s] should%s %s (%s)\n  query %s\n  text  %s\n", file, number, cells[0],
                cells[1], limits ? " still not" : "", cells[2], cells[3], query, text);
    free(query);
    free(text);
}

static void check_file(const char *name, tally *t)
{
    char path[4096], line[LINE_MAX_BYTES];
    workbench w = workbench_open("fr");
    snprintf(path, sizeof path, "%s/../french/%s", ECO_TEST_DIR, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    for (unsigned number = 1; fgets(line, sizeof line, file); number++)
        check_row(&w, name, number, line, strcmp(name, "known-limits.tsv") == 0, t);
    fclose(file);
    workbench_close(&w);
}

static void test_tables(void **state)
{
    (void)state;
    tally t = {0, 0};
    DIR *folder = opendir(ECO_TEST_DIR "/../french");
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot && strcmp(dot, ".tsv") == 0)
            check_file(entry->d_name, &t);
    }
    closedir(folder);
    print_message("%u rows\n", t.rows);
    assert_int_equal(t.wrong, 0);
    assert_true(t.rows >= FEWEST_ROWS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_tables)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
