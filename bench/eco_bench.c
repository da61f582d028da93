/* SPDX-License-Identifier: MIT */
/* eco-bench: every hot piece of the engine beside what the machine could do at best, measured in one run. */
#include <assert.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/report.h"

enum { USAGE = 64, MOST_KERNELS = 128 };

static const char help[] =
    "Usage: eco-bench [NAME...] [--json] [--seconds S] [--text SOURCE] [--index DIR]\n"
    "       eco-bench --list | --help\n"
    "\n"
    "Measures kernels: pieces of the engine that take the time. Each is shown with the\n"
    "limit it is compared with, what that limit comes to for the same work, and how many\n"
    "times as long the kernel takes. NAME chooses all whose names begin so; limits that they\n"
    "need are measured with them.\n"
    "\n"
    "  --json           one JSON object instead of a table\n"
    "  --seconds S      time for a kernel (default 0.3)\n"
    "  --text SOURCE    documents to work on: a file or folder, as for ecoindex (default: the\n"
    "                   samples of the source tree); about 4 MiB of them are taken\n"
    "  --index DIR      measure on this index instead of made ones\n"
    "  --list           the kernels: name, unit, limit and why that one\n"
    "\n"
    "The cost is the median of several rounds, the spread the difference between the dearest\n"
    "and the cheapest. Exit status: 0 done, 1 something could not be measured, 64 wrong usage.\n";

typedef struct entry {
    const bench_kernel *kernel;
    bool wanted, measured;
    bench_result result;
} entry;

typedef struct bench {
    entry entries[MOST_KERNELS];
    size_t n;
    bench_fixtures *fixtures;
    const char *source, *index;
    double seconds;
    bool json, failed;
} bench;

/* Limits come first, whatever room they are kept in. */
static void add_kernels(bench *b, const bench_kernel *kernels, bool limits)
{
    for (; kernels->name; kernels++)
        if ((kernels->limit == NULL) == limits && (!kernels->available || kernels->available())) {
            assert(b->n < MOST_KERNELS);
            b->entries[b->n++] = (entry){.kernel = kernels};
        }
}

static void add_rooms(bench *b)
{
    static const bench_kernel *const rooms[] = {
        bench_memory_kernels,   bench_limit_kernels,    bench_base_kernels,    bench_stem_kernels,
        bench_pack_kernels,     bench_postings_kernels, bench_segment_kernels, bench_indexer_kernels,
        bench_searcher_kernels, bench_html_kernels,     bench_corpus_kernels};
    enum { N_ROOMS = sizeof rooms / sizeof *rooms };
    for (size_t i = 0; i < N_ROOMS; i++)
        add_kernels(b, rooms[i], true);
    for (size_t i = 0; i < N_ROOMS; i++)
        add_kernels(b, rooms[i], false);
}

/* NULL when the machine does not have it. */
static entry *find_limit(bench *b, const bench_kernel *kernel)
{
    for (size_t i = 0; kernel->limit && i < b->n; i++)
        if (strcmp(b->entries[i].kernel->name, kernel->limit) == 0)
            return &b->entries[i];
    return NULL;
}

static void list(const bench *b)
{
    for (size_t i = 0; i < b->n; i++)
        bench_report_name(b->entries[i].kernel);
}

/* A limit may have a limit of its own. */
static void want(bench *b, entry *e)
{
    for (; e && !e->wanted; e = find_limit(b, e->kernel))
        e->wanted = true;
}

static bool choose(bench *b, const char *name)
{
    bool any = false;
    for (size_t i = 0; i < b->n; i++)
        if (strncmp(b->entries[i].kernel->name, name, strlen(name)) == 0) {
            want(b, &b->entries[i]);
            any = true;
        }
    return any;
}

static void measure(bench *b, entry *e)
{
    eco_error error = {0};
    if (bench_measure(e->kernel, b->fixtures, b->seconds, &e->result, &error)) {
        fprintf(stderr, "eco-bench: %s: %s\n", e->kernel->name, error.message);
        b->failed = true;
        return;
    }
    e->measured = true;
}

static bench_row row_of(bench *b, const entry *e)
{
    const entry *limit = find_limit(b, e->kernel);
    bench_row row = {
        .kernel = e->kernel, .cost = bench_in_unit(e->kernel, e->result.ns), .spread = e->result.spread};
    if (limit && limit->measured) {
        double ns = limit->result.ns * e->result.limit_items;
        row.limit = limit->kernel;
        row.limit_cost = bench_in_unit(e->kernel, ns);
        row.ratio = e->result.ns / ns;
    }
    return row;
}

/* Limits stand before what is compared with them. */
static void run(bench *b)
{
    bool first = true;
    bench_report_begin(b->json);
    for (size_t i = 0; i < b->n; i++) {
        entry *e = &b->entries[i];
        if (e->wanted)
            measure(b, e);
        if (e->measured) {
            bench_row row = row_of(b, e);
            bench_report_row(b->json, &row, first);
            first = false;
        }
    }
    bench_report_end(b->json);
}

static int usage(const char *message, const char *word)
{
    fprintf(stderr, "eco-bench: %s%s%s (--help says more)\n", message, word ? " " : "", word ? word : "");
    return USAGE;
}

static int choose_all(bench *b, char *const *names)
{
    if (!*names)
        choose(b, "");
    for (; *names; names++)
        if (!choose(b, *names)) {
            usage("no kernel has a name that begins with", *names);
            for (size_t i = 0; i < b->n; i++)
                fprintf(stderr, "  %s\n", b->entries[i].kernel->name);
            return USAGE;
        }
    return 0;
}

static bool parse_seconds(const char *text, double *out)
{
    char *end;
    *out = strtod(text, &end);
    return end != text && *end == '\0' && *out > 0 && *out <= 3600;
}

/* Exit status, or -1 to go on. */
static int parse(bench *b, int argc, char **argv)
{
    enum { JSON = 1, SECONDS, TEXT, INDEX, LIST, HELP };
    static const struct option options[] = {{"json", no_argument, NULL, JSON},
                                            {"seconds", required_argument, NULL, SECONDS},
                                            {"text", required_argument, NULL, TEXT},
                                            {"index", required_argument, NULL, INDEX},
                                            {"list", no_argument, NULL, LIST},
                                            {"help", no_argument, NULL, HELP},
                                            {0}};
    for (int option; (option = getopt_long(argc, argv, "h", options, NULL)) != -1;)
        switch (option) {
        case JSON:
            b->json = true;
            break;
        case SECONDS:
            if (!parse_seconds(optarg, &b->seconds))
                return usage("--seconds: not a number of seconds:", optarg);
            break;
        case TEXT:
            b->source = optarg;
            break;
        case INDEX:
            b->index = optarg;
            break;
        case LIST:
            list(b);
            return 0;
        case HELP:
        case 'h':
            fputs(help, stdout);
            return 0;
        default:
            return USAGE;
        }
    int status = choose_all(b, argv + optind);
    return status ? status : -1;
}

int main(int argc, char **argv)
{
    static bench b = {.source = ECO_SAMPLES, .seconds = 0.3};
    eco_error error = {0};
    add_rooms(&b);
    int status = parse(&b, argc, argv);
    if (status >= 0)
        return status;
    if (bench_fixtures_new(b.source, b.index, &b.fixtures, &error)) {
        fprintf(stderr, "eco-bench: %s\n", error.message);
        return 1;
    }
    run(&b);
    bench_fixtures_free(b.fixtures);
    return b.failed || fflush(stdout) != 0 ? 1 : 0;
}
