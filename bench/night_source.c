/* SPDX-License-Identifier: MIT */
#include "bench/night_source.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static FILE *open_or_die(const char *path, const char *mode)
{
    FILE *file = fopen(path, mode);
    if (!file) {
        perror(path);
        exit(1);
    }
    return file;
}

static void close_or_die(FILE *file, const char *path)
{
    if (ferror(file) || fclose(file) != 0) {
        perror(path);
        exit(1);
    }
}

static void name_file(const night_source *source, size_t number, char *out, size_t size)
{
    snprintf(out, size, "%s/%06zu.jsonl", source->folder, number);
}

/* Old enough that an update believes the time; `age` tells apart what has been changed. */
static void set_time(const char *path, time_t age)
{
    const struct timespec then = {time(NULL) - 100000 + age, 0};
    if (utimensat(AT_FDCWD, path, (const struct timespec[]){then, then}, 0) != 0)
        perror(path);
}

/* ---- queries ---- */

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* The first word of four letters and more at or behind `at`; *end behind it. */
static const char *find_word(const char *at, const char **end)
{
    for (; *at; at = *end + (**end != '\0')) {
        *end = at;
        while (is_letter(**end))
            ++*end;
        if (*end - at >= 4)
            return at;
    }
    return NULL;
}

static void add_query(night_source *source, const char *line)
{
    size_t len = strlen(line), n_words = 1 + source->n_queries % 3;
    const char *body = strstr(line, "\"body\""), *end = NULL;
    char *query = source->queries[source->n_queries], *out = query;
    const char *at = body ? body + 7 + len / 3 % 50 : NULL;
    for (size_t i = 0; at && i < n_words; ++i) {
        const char *word = find_word(at, &end);
        if (!word || out + (end - word) + 2 > query + NIGHT_QUERY)
            return;
        out += snprintf(out, NIGHT_QUERY - (size_t)(out - query), "%s%.*s", i ? " +" : "", (int)(end - word),
                        word);
        at = end + (*end != '\0');
    }
    source->n_queries += at != NULL;
}

/* ---- files ---- */

void night_source_make(night_source *source, const char *path, const char *folder)
{
    FILE *in = open_or_die(path, "r"), *out = NULL;
    char name[600], *line = NULL;
    size_t cap = 0, n = 0;
    *source = (night_source){.n_files = 0};
    snprintf(source->folder, sizeof source->folder, "%s/source", folder);
    mkdir(folder, 0777);
    mkdir(source->folder, 0777);
    for (; getline(&line, &cap, in) > 0; ++n) {
        if (n % NIGHT_LINES_A_FILE == 0) {
            name_file(source, source->n_files++, name, sizeof name);
            out = open_or_die(name, "w");
        }
        fputs(line, out);
        if (n % 97 == 0 && source->n_queries < NIGHT_QUERIES)
            add_query(source, line);
        if (n % NIGHT_LINES_A_FILE == NIGHT_LINES_A_FILE - 1) {
            close_or_die(out, name);
            set_time(name, 0);
            out = NULL;
        }
    }
    if (out) {
        close_or_die(out, name);
        set_time(name, 0);
    }
    free(line);
    close_or_die(in, path);
    if (!source->n_files || !source->n_queries) {
        fprintf(stderr, "eco-night: no documents with text in %s\n", path);
        exit(1);
    }
}

static void change_file(const night_source *source, size_t number)
{
    char name[600], new_name[600], *line = NULL; /* the new one is hidden, should it be left behind */
    size_t cap = 0;
    name_file(source, number, name, sizeof name);
    snprintf(new_name, sizeof new_name, "%s/.new", source->folder);
    FILE *in = open_or_die(name, "r"), *out = open_or_die(new_name, "w");
    while (getline(&line, &cap, in) > 0) {
        char *body = strstr(line, "\"body\""), *text = body ? strchr(body + 6, '"') : NULL;
        if (text)
            fprintf(out, "%.*s\"changement%zu %s", (int)(text - line), line, source->n_changes, text + 1);
        else
            fputs(line, out);
    }
    free(line);
    fclose(in);
    close_or_die(out, new_name);
    set_time(new_name, (time_t)source->n_changes + 1);
    if (rename(new_name, name) != 0)
        perror(name);
}

void night_source_change(night_source *source, size_t n_files)
{
    for (size_t i = 0; i < n_files; ++i)
        change_file(source, (source->n_changes++ * 7919) % source->n_files);
}
