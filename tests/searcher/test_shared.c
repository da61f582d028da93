/* SPDX-License-Identifier: MIT */
/* Real French pages and questions, where the shared corpora are at hand: what is ranked by shortcuts is what
 * scoring every match ranks, to the last bit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/indexer/support.h"
#include "tests/searcher/support.h"

typedef struct corpus {
    const char *folder; /* below corpora/: docs.jsonl.gz and queries.jsonl, a question a line */
    size_t step;        /* every so many questions are asked */
} corpus;

enum { LINE_CAP = 65536 };

static eco_index *open_index(const char *shared, const corpus *c, char *folder)
{
    char source[512];
    const char *sources[] = {source};
    eco_index *index = NULL;
    eco_error error;
    snprintf(source, sizeof source, "%s/corpora/%s/docs.jsonl.gz", shared, c->folder);
    strcpy(folder, "shared-XXXXXX");
    assert_non_null(mkdtemp(folder));
    if (eco_build(folder, sources, 1, NULL, NULL, &error) || eco_index_open(folder, &index, &error))
        fail_msg("%s: %s", source, error.message);
    return index;
}

static void compare(eco_index *index, const char *query, eco_search_options options)
{
    eco_results *fast = ask(index, query, &options);
    options.flags |= ECO_SEARCH_EXHAUSTIVE;
    eco_results *all = ask(index, query, &options);
    if (eco_results_total(fast) != eco_results_total(all) ||
        eco_results_count(fast) != eco_results_count(all))
        fail_msg("%s: %zu of %d instead of %zu of %d", query, eco_results_count(fast),
                 (int)eco_results_total(fast), eco_results_count(all), (int)eco_results_total(all));
    for (size_t i = 0; i < eco_results_count(all); i++) {
        const eco_hit *hit = eco_results_hit(fast, i), *wanted = eco_results_hit(all, i);
        if (strcmp(hit->key.ptr, wanted->key.ptr) != 0 || hit->score != wanted->score)
            fail_msg("%s: rank %zu: %s (%.17g) instead of %s (%.17g)", query, i + 1, hit->key.ptr, hit->score,
                     wanted->key.ptr, wanted->score);
    }
    eco_results_free(fast);
    eco_results_free(all);
}

static void compare_all_ways(eco_index *index, const char *query)
{
    static const size_t limits[] = {1, 10, 100};
    static const char *const regions[] = {"centre", "bretagne"};
    for (size_t i = 0; i < 3; i++)
        for (unsigned flags = 0; flags <= ECO_SEARCH_NO_SYNONYMS; flags += ECO_SEARCH_NO_SYNONYMS) {
            eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
            options.limit = limits[i];
            options.flags = flags | ECO_SEARCH_KEYS_ONLY;
            compare(index, query, options);
            options.regions = regions;
            options.n_regions = 2;
            compare(index, query, options);
        }
}

/* The text of a question; NULL: it is not plain to read, or it has what may be an operator. */
static char *question_of(char *line)
{
    char *text = strstr(line, "\"text\": \""), *end = text ? strchr(text + 9, '"') : NULL;
    if (!end || strcspn(text + 9, "\\()[]*~^=") < (size_t)(end - text - 9))
        return NULL;
    *end = '\0';
    for (char *at = text + 9; *at; at++)
        *at = strchr("-+:?", *at) && (at[1] == ' ' || at[1] == '\0') ? ' ' : *at;
    return text + 9;
}

static FILE *open_queries(const char *shared, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/corpora/%s", shared, name);
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("%s cannot be read", path);
    return file;
}

static void ask_all(const char *shared, const corpus *c)
{
    static char line[LINE_CAP];
    char name[128], folder[16];
    eco_index *index = open_index(shared, c, folder);
    size_t n = 0, n_asked = 0;
    snprintf(name, sizeof name, "%s/queries.jsonl", c->folder);
    FILE *questions = open_queries(shared, name);
    while (fgets(line, sizeof line, questions)) {
        char *question = n++ % c->step == 0 ? question_of(line) : NULL;
        if (question && *question) {
            compare_all_ways(index, question);
            n_asked++;
        }
    }
    fclose(questions);
    FILE *classes = open_queries(shared, "game-queries.tsv"); /* class, query */
    while (fgets(line, sizeof line, classes)) {
        char *query = strchr(line, '\t');
        line[strcspn(line, "\n")] = '\0';
        if (query && n++ % c->step == 0) {
            compare_all_ways(index, query + 1);
            n_asked++;
        }
    }
    fclose(classes);
    print_message("%s: %zu queries\n", c->folder, n_asked);
    eco_index_close(index);
    remove_folder(folder);
}

static void shortcuts_rank_as_scoring_all_does(void **state)
{
    static const corpus corpora[] = {{"piaf", 25}, {"sp-questions", 10}};
    const char *shared = getenv("ECO_SHARED");
    (void)state;
    if (!shared) {
        print_message("no corpora to ask: set ECO_SHARED\n");
        skip();
    }
    for (size_t i = 0; i < sizeof corpora / sizeof *corpora; i++)
        ask_all(shared, &corpora[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shortcuts_rank_as_scoring_all_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
