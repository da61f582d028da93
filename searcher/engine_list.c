/* SPDX-License-Identifier: MIT */
#include "searcher/engine_list.h"

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/lines.h"
#include "base/vfs.h"

#define FIRST_LINE "ecosearch-shards 1"
enum { DEFAULT_MS = 10000, MOST_SECONDS = 3600, MOST_SHARDS = 1000 };

bool ecoi_engine_list_is(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

void ecoi_engine_list_dispose(ecoi_engine_list *list)
{
    free(list->items);
    ecoi_arena_dispose(&list->arena);
    *list = (ecoi_engine_list){0};
}

static bool begins(const char *line, const char *with)
{
    return strncmp(line, with, strlen(with)) == 0;
}

static eco_status read_timeout(ecoi_engine_list *list, const ecoi_lines *lines, const char *value,
                               eco_error *error)
{
    char *end;
    double seconds = strtod(value, &end);
    if (*end || end == value || !(seconds >= 0.001 && seconds <= MOST_SECONDS))
        return ecoi_lines_fail(lines, error, "a time-out is a number of seconds, at most %d", MOST_SECONDS);
    list->timeout_ms = (unsigned)(seconds * 1000);
    return ECO_OK;
}

/* "tcp:HOST:PORT"; a host may have colons in it. */
static eco_status read_remote(const ecoi_lines *lines, char *line, ecoi_engine_place *out, eco_error *error)
{
    char *host = line + strlen("tcp:"), *colon = strrchr(host, ':'), *end = NULL;
    unsigned long port = colon ? strtoul(colon + 1, &end, 10) : 0;
    if (!colon || colon == host || !colon[1] || *end || port == 0 || port > 65535)
        return ecoi_lines_fail(lines, error, "a served database is written tcp:HOST:PORT");
    *colon = '\0';
    *out = (ecoi_engine_place){.host = host, .port = (unsigned)port};
    return ECO_OK;
}

static eco_status read_folder(ecoi_engine_list *list, const char *file, const char *line,
                              ecoi_engine_place *out, eco_error *error)
{
    char *copy = strdup(file), *path = NULL;
    eco_text text;
    if (copy)
        path = *line == '/' ? strdup(line) : ecoi_path_join(dirname(copy), line);
    bool fits = path && ecoi_arena_text(&list->arena, (eco_text){path, strlen(path)}, &text);
    free(copy);
    free(path);
    if (!fits)
        return ecoi_error_no_memory(error);
    *out = (ecoi_engine_place){.path = text.ptr};
    return ECO_OK;
}

static bool is_listed(const ecoi_engine_list *list, const char *name)
{
    for (size_t i = 0; i < list->n; ++i)
        if (strcmp(list->items[i].name, name) == 0)
            return true;
    return false;
}

static eco_status read_line(ecoi_engine_list *list, const char *file, const ecoi_lines *lines,
                            eco_error *error)
{
    eco_text name, line;
    if (!ecoi_arena_text(&list->arena, lines->line, &name) ||
        !ecoi_arena_text(&list->arena, lines->line, &line))
        return ecoi_error_no_memory(error);
    if (begins(name.ptr, "timeout "))
        return read_timeout(list, lines, name.ptr + strlen("timeout "), error);
    if (is_listed(list, name.ptr)) /* its documents would count twice */
        return ecoi_lines_fail(lines, error, "%.200s is listed already", name.ptr);
    if (list->n >= MOST_SHARDS)
        return ecoi_lines_fail(lines, error, "more than %d databases", MOST_SHARDS);
    if (!ecoi_grow(&list->items, &list->cap, list->n + 1, sizeof *list->items))
        return ecoi_error_no_memory(error);
    ecoi_engine_listed *one = &list->items[list->n];
    one->name = name.ptr;
    eco_status status = begins(line.ptr, "tcp:")
                            ? read_remote(lines, (char *)(uintptr_t)line.ptr, &one->place, error)
                            : read_folder(list, file, line.ptr, &one->place, error);
    list->n += !status;
    return status;
}

static eco_status read_lines(ecoi_engine_list *list, const char *file, ecoi_lines *lines, eco_error *error)
{
    bool more;
    eco_status status = ecoi_lines_next(lines, &more, error);
    if (!status && (!more || lines->line.len != strlen(FIRST_LINE) ||
                    memcmp(lines->line.ptr, FIRST_LINE, lines->line.len) != 0))
        return ecoi_error_set(
            error, ECO_E_ARGUMENT,
            "%s: neither an index folder nor a list of shards, which begins with \"" FIRST_LINE "\"", file);
    while (!status) {
        status = ecoi_lines_next(lines, &more, error);
        if (status || !more)
            break;
        status = read_line(list, file, lines, error);
    }
    if (!status && list->n == 0)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "%s: the list names no database", file);
    return status;
}

eco_status ecoi_engine_list_read(const char *path, ecoi_engine_list *out, eco_error *error)
{
    ecoi_buf text = {0};
    ecoi_lines lines;
    out->timeout_ms = DEFAULT_MS;
    eco_status status = ecoi_lines_read_file(path, &text, error);
    if (!status) {
        ecoi_lines_init(&lines, path, (const char *)text.data, text.len);
        status = read_lines(out, path, &lines, error);
    }
    ecoi_buf_dispose(&text);
    return status;
}
