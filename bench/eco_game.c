/* SPDX-License-Identifier: MIT */
/*
 * eco-game: the protocol of the public Search Benchmark Game on this engine.
 *   eco-game build DOCS.jsonl INDEX ws|fr [THREADS [reorder]]
 *   eco-game query INDEX ws|fr      COMMAND<TAB>QUERY lines on standard input, one answer line each
 * COMMAND: COUNT, TOP_n (1 if anything matched, else 0), TOP_n_COUNT (exact count), IDS_n (keys, best first).
 * With GAME_NS in the environment an answer is followed by a tab and the nanoseconds spent inside.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <ecosearch/ecosearch.h>

static int fail(const char *what, const eco_error *error)
{
    fprintf(stderr, "eco-game: %s: %s\n", what, error->message);
    return 1;
}

static const char synopsis[] =
    "Usage: eco-game build DOCS.jsonl INDEX ws|fr [THREADS [reorder]]\n       eco-game query INDEX ws|fr\n";

static int usage(void)
{
    fputs(synopsis, stderr);
    return 64;
}

static int help(void)
{
    fputs(synopsis, stdout);
    puts(
        "\nThe protocol of the Search Benchmark Game. query reads COMMAND<TAB>QUERY lines and answers each:\n"
        "  COUNT        number of documents found\n"
        "  TOP_n        1 if anything is found, else 0\n"
        "  TOP_n_COUNT  number of documents found, the best n ranked\n"
        "  IDS_n        keys of the best n\n"
        "ws takes words as they stand between spaces, fr is the French analysis. With GAME_NS in the\n"
        "environment an answer is followed by a tab and the nanoseconds spent inside.");
    return 0;
}

static int build(int n, char **arguments)
{
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_error error = {0};
    if (n < 3 || n > 5 || (n == 5 && strcmp(arguments[4], "reorder") != 0))
        return usage();
    const char *source = arguments[0];
    options.analysis = arguments[2];
    options.no_stored_text = strcmp(arguments[2], "ws") == 0;
    options.reorder = n == 5;
    options.threads = n > 3 ? (unsigned)strtoul(arguments[3], NULL, 10) : 1;
    return eco_build(arguments[1], &source, 1, &options, NULL, &error) ? fail("build", &error) : 0;
}

static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

typedef struct command {
    bool ids, count; /* what to answer with; neither: whether anything matched */
    size_t limit;
} command;

static bool parse_command(const char *text, command *out)
{
    char *end;
    *out = (command){0};
    if (strcmp(text, "COUNT") == 0) {
        out->count = true;
        return true;
    }
    out->ids = strncmp(text, "IDS_", 4) == 0;
    if (!out->ids && strncmp(text, "TOP_", 4) != 0)
        return false;
    out->limit = strtoul(text + 4, &end, 10);
    out->count = !out->ids && strcmp(end, "_COUNT") == 0;
    return out->limit > 0 && (*end == '\0' || out->count);
}

static void print_ids(const eco_results *results)
{
    for (size_t i = 0; i < eco_results_count(results); i++)
        printf("%s%s", i ? " " : "", eco_results_hit(results, i)->key.ptr);
}

static void print_answer(const command *c, const eco_results *results)
{
    if (c->ids)
        print_ids(results);
    else
        printf("%" PRIu64,
               c->count ? eco_results_total(results) : (uint64_t)(eco_results_total(results) > 0));
}

/* An index of the other analysis would answer, but with other words. */
static int check_analysis(eco_index *index, const char *wanted)
{
    eco_index_info info;
    eco_index_get_info(index, &info);
    if (strcmp(info.analysis, wanted) == 0)
        return 0;
    fprintf(stderr, "eco-game: the index was built with the analysis %s, not %s\n", info.analysis, wanted);
    return 1;
}

/* Answers one line; an unknown command is UNSUPPORTED, as the game wants it. */
static void answer(eco_index *index, bool plain, const char *name, const char *query, bool with_time)
{
    command c;
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    eco_results *results = NULL;
    eco_error error = {0};
    uint64_t start = now_ns();
    if (!parse_command(name, &c)) {
        puts("UNSUPPORTED");
        return;
    }
    options.limit = c.limit;
    options.flags =
        ECO_SEARCH_KEYS_ONLY | (c.count ? 0 : ECO_SEARCH_NO_TOTAL) | (plain && c.ids ? ECO_SEARCH_PLAIN : 0);
    eco_status status = eco_search(index, query, strlen(query), &options, &results, &error);
    uint64_t spent = now_ns() - start;
    if (status)
        fprintf(stderr, "eco-game: %s: %s\n", query, error.message);
    else
        print_answer(&c, results);
    if (with_time)
        printf("\t%" PRIu64, spent);
    putchar('\n');
    eco_results_free(results);
}

static int query(int n, char **arguments)
{
    eco_index *index;
    eco_error error = {0};
    char *line = NULL;
    size_t cap = 0;
    if (n != 2)
        return usage();
    bool plain = strcmp(arguments[1], "fr") == 0, with_time = getenv("GAME_NS") != NULL;
    if (eco_index_open(arguments[0], &index, &error))
        return fail("open", &error);
    if (check_analysis(index, arguments[1])) {
        eco_index_close(index);
        return 1;
    }
    while (getline(&line, &cap, stdin) > 0) {
        line[strcspn(line, "\r\n")] = '\0';
        char *tab = strchr(line, '\t');
        if (tab)
            *tab = '\0';
        answer(index, plain, line, tab ? tab + 1 : "", with_time);
        fflush(stdout);
    }
    free(line);
    eco_index_close(index);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc >= 2 && strcmp(argv[1], "build") == 0)
        return build(argc - 2, argv + 2);
    if (argc >= 2 && strcmp(argv[1], "query") == 0)
        return query(argc - 2, argv + 2);
    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        return help();
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("eco-game %s\n", eco_version());
        return 0;
    }
    return usage();
}
