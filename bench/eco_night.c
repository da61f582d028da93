/* SPDX-License-Identifier: MIT */
/*
 * eco-night: figures of the nightly run.
 *   eco-night FILE.jsonl FOLDER [SECONDS]
 *
 * Builds an index of the documents, then changes one file of a hundred documents in a hundred, again and
 * again: what an update costs against the build, how long publishing takes, what searches notice of it, how
 * soon an index answers whose writer was killed, what refresh costs where nothing has changed, and how fast
 * check is. FOLDER must not be there; it stays.
 */
#include <ecosearch/ecosearch.h>

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench/night_source.h"

enum { ROUNDS = 15, CRASHES = 10, REFRESHES = 2000, NICE = 10, MOST_TIMES = 1 << 20 };

static char index_path[600];
static night_source source;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds_of_processor(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static void must(eco_status status, const eco_error *error)
{
    if (status == ECO_OK)
        return;
    fprintf(stderr, "eco-night: %s\n", error->message);
    exit(1);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Of n values, which are sorted: the one that a share of them does not pass. */
static double quantile(double *values, size_t n, double share)
{
    qsort(values, n, sizeof *values, by_value);
    return n ? values[(size_t)((double)(n - 1) * share)] : 0;
}

/* ---- updates ---- */

typedef struct watched {
    double publishing; /* since when; 0: not yet */
    bool die;          /* once it is about to publish */
} watched;

static bool on_progress(void *user, const eco_progress *progress)
{
    watched *w = user;
    if (strcmp(progress->stage, "publish") == 0 && !w->publishing) {
        w->publishing = now();
        if (w->die)
            kill(getpid(), SIGKILL);
    }
    return true;
}

static size_t hundredth(void)
{
    return source.n_files < 100 ? 1 : source.n_files / 100;
}

/* Changes a hundredth and takes it in. */
static void update(watched *w, unsigned threads)
{
    const char *const sources[] = {source.folder};
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_error error;
    options.on_progress = on_progress;
    options.user = w;
    options.threads = threads;
    night_source_change(&source, hundredth());
    must(eco_update(index_path, sources, 1, &options, NULL, &error), &error);
}

static void measure_updates(void)
{
    const char *const sources[] = {source.folder};
    double cpu[ROUNDS], publish[ROUNDS], start = seconds_of_processor(), began = now();
    eco_build_summary summary;
    eco_error error;
    must(eco_build(index_path, sources, 1, NULL, &summary, &error), &error);
    double build = seconds_of_processor() - start;
    printf("build                      %8.2f s, of processor %.2f s; %llu documents, %.1f MB\n",
           now() - began, build, (unsigned long long)summary.documents, (double)summary.index_bytes / 1e6);
    for (int i = 0; i < ROUNDS; i++) {
        watched w = {0};
        start = seconds_of_processor();
        update(&w, 1);
        publish[i] = (now() - w.publishing) * 1000;
        cpu[i] = seconds_of_processor() - start;
    }
    double middle = quantile(cpu, ROUNDS, 0.5), published = quantile(publish, ROUNDS, 0.5);
    printf("update of 1 %%              %8.1f ms of processor (median of %d), %.1f %% of the build; most "
           "%.1f ms\n",
           middle * 1000, ROUNDS, middle / build * 100, cpu[ROUNDS - 1] * 1000);
    printf("publish                    %8.1f ms (median of %d), most %.1f ms\n", published, ROUNDS,
           publish[ROUNDS - 1]);
}

/* ---- searches ---- */

static void search(eco_index *index, size_t i)
{
    const char *query = source.queries[i % source.n_queries];
    eco_results *results;
    eco_error error;
    must(eco_search(index, query, strlen(query), NULL, &results, &error), &error);
    eco_results_free(results);
}

/* Searches for so long, and moves to each new generation on the way. */
static size_t measure_searches(eco_index *index, double seconds, double *times)
{
    double end = now() + seconds;
    size_t n = 0;
    while (now() < end && n < MOST_TIMES) {
        eco_error error;
        bool changed;
        double start = now();
        must(eco_index_refresh(index, &changed, &error), &error);
        search(index, n);
        times[n++] = (now() - start) * 1000;
    }
    return n;
}

/* Another process, as gentle as the nightly one, that does one update after another until it is ended. */
static pid_t start_updating(void)
{
    pid_t child = fork();
    if (child)
        return child;
    if (setpriority(PRIO_PROCESS, 0, NICE) != 0)
        perror("eco-night");
    for (;;) {
        watched w = {0};
        update(&w, 0);
    }
}

static void stop(pid_t child)
{
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

static void compare_searches(double seconds)
{
    enum { TURNS = 4 };
    double *alone = malloc(MOST_TIMES * sizeof *alone), *beside = malloc(MOST_TIMES * sizeof *beside);
    double p99_alone[TURNS], p99_beside[TURNS], median_alone = 0, median_beside = 0;
    eco_index *index;
    eco_error error;
    if (!alone || !beside)
        exit(1);
    must(eco_index_open(index_path, &index, &error), &error);
    (void)measure_searches(index, 0.5, alone); /* all pages are there */
    for (int i = 0; i < TURNS; i++) {
        size_t n = measure_searches(index, seconds, alone);
        p99_alone[i] = quantile(alone, n, 0.99);
        median_alone = alone[n / 2];
        pid_t child = start_updating();
        n = measure_searches(index, seconds, beside);
        stop(child);
        p99_beside[i] = quantile(beside, n, 0.99);
        median_beside = beside[n / 2];
    }
    double a = quantile(p99_alone, TURNS, 0.5), b = quantile(p99_beside, TURNS, 0.5);
    printf("search p99                 %8.3f ms alone, %.3f ms beside updates one after another: %.2f times; "
           "medians %.3f and %.3f ms\n",
           a, b, b / a, median_alone, median_beside);
    eco_index_close(index);
    free(alone);
    free(beside);
}

static void measure_refresh(void)
{
    eco_index *index;
    eco_error error;
    bool changed;
    must(eco_index_open(index_path, &index, &error), &error);
    double start = now();
    for (int i = 0; i < REFRESHES; i++)
        must(eco_index_refresh(index, &changed, &error), &error);
    printf("refresh, nothing changed   %8.2f us\n", (now() - start) / REFRESHES * 1e6);
    eco_index_close(index);
}

/* ---- crashes ---- */

static void crash_update(void)
{
    pid_t child = fork();
    if (child == 0) {
        watched w = {.die = true};
        update(&w, 1);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    source.n_changes += hundredth();
}

static void measure_reopening(void)
{
    double opened[CRASHES], answered[CRASHES];
    for (int i = 0; i < CRASHES; i++) {
        eco_index *index;
        eco_error error;
        crash_update();
        double start = now();
        must(eco_index_open(index_path, &index, &error), &error);
        opened[i] = (now() - start) * 1000;
        search(index, (size_t)i);
        answered[i] = (now() - start) * 1000;
        eco_index_close(index);
    }
    printf("reopened after a kill      %8.2f ms, first answer %.2f ms (most of %d)\n",
           quantile(opened, CRASHES, 1), quantile(answered, CRASHES, 1), CRASHES);
}

/* ---- check ---- */

static uint64_t bytes_of_index(void)
{
    eco_index *index;
    eco_index_info info;
    eco_error error;
    must(eco_index_open(index_path, &index, &error), &error);
    eco_index_get_info(index, &info);
    eco_index_close(index);
    return info.bytes_total;
}

static void measure_check(void)
{
    enum { TIMES = 7 };
    double best = INFINITY, cpu = INFINITY, bytes = (double)bytes_of_index();
    eco_error error;
    for (int i = 0; i < TIMES; i++) {
        double start = now(), start_cpu = seconds_of_processor();
        must(eco_check(index_path, NULL, NULL, &error), &error);
        best = fmin(best, now() - start);
        cpu = fmin(cpu, seconds_of_processor() - start_cpu);
    }
    printf("check                      %8.1f ms, %.2f GB/s of index; %.1f ms of processor (least of %d)\n",
           best * 1000, bytes / best / 1e9, cpu * 1000, TIMES);
}

int main(int argc, char **argv)
{
    struct stat there;
    double seconds = argc == 4 ? strtod(argv[3], NULL) : 5;
    if (argc < 3 || argc > 4 || argv[1][0] == '-' || !(seconds > 0)) {
        fputs("Usage: eco-night FILE.jsonl FOLDER [SECONDS]\n"
              "Measures updates, searches beside them, reopening, refreshing and checking.\n",
              stderr);
        return argc == 2 && strcmp(argv[1], "--help") == 0 ? 0 : 64;
    }
    if (stat(argv[2], &there) == 0) {
        fprintf(stderr, "eco-night: %s is there already\n", argv[2]);
        return 64;
    }
    night_source_make(&source, argv[1], argv[2]);
    snprintf(index_path, sizeof index_path, "%s/index", argv[2]);
    setvbuf(stdout, NULL, _IOLBF, 0);
    measure_updates();
    compare_searches(seconds);
    measure_refresh();
    measure_reopening();
    measure_check();
    return 0;
}
