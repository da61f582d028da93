/* SPDX-License-Identifier: MIT */
/* The rows of tests/french once more, by searching: each file's texts are the pages of an index. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>

#include "base/utf8.h"
#include "tests/searcher/support.h"

enum { LINE_BYTES = 4096, ROWS_MAX = 512 };

typedef struct row {
    char *line, *query, *text;
    char key[16];
    bool match;
} row;

/* \uXXXX to the character, in place. */
static void unescape(char *text)
{
    char *to = text;
    for (const char *from = text; *from;) {
        unsigned code;
        bool escaped = sscanf(from, "\\u%4x", &code) == 1;
        if (escaped)
            to += ecoi_utf8_encode(code, to);
        else
            *to++ = *from;
        from += escaped ? sizeof "\\u0000" - 1 : 1;
    }
    *to = '\0';
}

static bool read_row(row *r, const char *line, unsigned number)
{
    r->line = strdup(line);
    assert_non_null(r->line);
    r->query = strtok(r->line, "\t");
    r->text = strtok(NULL, "\t");
    const char *verdict = strtok(NULL, "\t");
    if (line[0] == '#' || !verdict) {
        free(r->line);
        return false;
    }
    r->match = strcmp(verdict, "match") == 0;
    snprintf(r->key, sizeof r->key, "row%u", number);
    unescape(r->query);
    unescape(r->text);
    return true;
}

static size_t read_rows(const char *name, row *rows)
{
    char path[4096], line[LINE_BYTES];
    size_t n = 0;
    snprintf(path, sizeof path, "%s/../french/%s", ECO_TEST_DIR, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    for (unsigned number = 1; fgets(line, sizeof line, file); number++) {
        assert_true(n < ROWS_MAX);
        n += read_row(&rows[n], line, number);
    }
    fclose(file);
    return n;
}

static bool finds(eco_index *index, const row *r)
{
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    options.limit = ROWS_MAX;
    options.flags = ECO_SEARCH_KEYS_ONLY;
    eco_results *results = ask(index, r->query, &options);
    bool found = false;
    for (size_t i = 0; i < eco_results_count(results); i++) {
        eco_text key = eco_results_hit(results, i)->key;
        found |= key.len == strlen(r->key) && memcmp(key.ptr, r->key, key.len) == 0;
    }
    eco_results_free(results);
    return found;
}

static unsigned check_file(const char *name, bool limits)
{
    static row rows[ROWS_MAX];
    static page pages[ROWS_MAX];
    unsigned wrong = 0;
    size_t n = read_rows(name, rows);
    for (size_t i = 0; i < n; i++)
        pages[i] = (page){rows[i].key, NULL, rows[i].text};
    eco_index *index = index_of(pages, n, NULL);
    for (size_t i = 0; i < n; i++) {
        if ((finds(index, &rows[i]) == rows[i].match) == limits) {
            print_error("%s: %s [%s] [%s]\n", name, rows[i].key, rows[i].query, rows[i].text);
            wrong++;
        }
        free(rows[i].line);
    }
    eco_index_close(index);
    return wrong;
}

static void every_row_holds_in_an_index(void **state)
{
    unsigned wrong = 0;
    DIR *folder = opendir(ECO_TEST_DIR "/../french");
    (void)state;
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot && strcmp(dot, ".tsv") == 0)
            wrong += check_file(entry->d_name, strcmp(entry->d_name, "known-limits.tsv") == 0);
    }
    closedir(folder);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_row_holds_in_an_index)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
