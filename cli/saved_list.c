/* SPDX-License-Identifier: MIT */
/* The file of saved queries: its first line says what it is, each further one is a query - name, time of the
 * last run, file of keys, look, and its arguments. */
#include "cli/columns.h"
#include "cli/index_path.h"
#include "cli/message.h"
#include "cli/replace.h"
#include "cli/saved.h"
#include "cli/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST_LINE "ecosearch-saved 1"
enum { NAME, LAST_RUN, KEYS_ID, SEEN, FIRST_ARG };

static bool fail_memory(void)
{
    cli_message("not enough memory");
    return false;
}

static char *path_in(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s", folder, name);
    return path;
}

static bool read_number(const char *column, int base, uint64_t *out)
{
    char *end;
    errno = 0;
    *out = strtoull(column, &end, base);
    return errno == 0 && end != column && *end == '\0' && *column != '-';
}

/* Parts the query's line at its tabs. */
static bool part(saved_query *query)
{
    size_t n = 1;
    for (const char *at = query->line; (at = strchr(at, '\t')); at++)
        n++;
    query->args = n > FIRST_ARG ? calloc(n, sizeof *query->args) : NULL;
    char *rest = query->line;
    for (size_t i = 0; query->args && i < n; i++) {
        query->args[i] = strsep(&rest, "\t");
        if (!cli_unescape((char *)query->args[i]))
            return false;
    }
    if (!query->args)
        return false;
    uint64_t last_run;
    bool good = read_number(query->args[LAST_RUN], 10, &last_run) &&
                read_number(query->args[KEYS_ID], 16, &query->keys_id) &&
                read_number(query->args[SEEN], 10, &query->seen);
    query->name = query->args[NAME];
    query->last_run = (int64_t)last_run;
    query->n_args = n - FIRST_ARG;
    memmove(query->args, query->args + FIRST_ARG, query->n_args * sizeof *query->args);
    return good;
}

static void dispose_query(saved_query *query)
{
    free(query->args);
    free(query->line);
}

/* Takes the line over. */
static saved_query *append(saved_list *list, char *line)
{
    saved_query *items = line ? realloc(list->items, (list->n + 1) * sizeof *items) : NULL;
    if (!items) {
        free(line);
        fail_memory();
        return NULL;
    }
    list->items = items;
    items[list->n] = (saved_query){.line = line};
    return &items[list->n++];
}

static bool read_line(saved_list *list, const char *path, const char *line, size_t number)
{
    if (number == 1 && strcmp(line, FIRST_LINE) != 0) {
        cli_message("%s: no file of saved queries, or one of another version", path);
        return false;
    }
    if (number == 1)
        return true;
    saved_query *query = append(list, strdup(line));
    if (!query)
        return false;
    if (part(query))
        return true;
    cli_message("%s:%zu: damaged; put the line right or remove it", path, number);
    return false;
}

static bool read_file(saved_list *list, const char *path)
{
    FILE *file = fopen(path, "re");
    if (!file && errno == ENOENT)
        return true;
    char *line = NULL;
    size_t size = 0, number = 0;
    bool good = file != NULL;
    errno = file ? 0 : errno;
    for (ssize_t len; good && (len = getline(&line, &size, file)) > 0;) {
        if (line[len - 1] == '\n')
            line[len - 1] = '\0';
        good = read_line(list, path, line, ++number);
    }
    if (!file || ferror(file)) {
        cli_message("%s: %s", path, strerror(errno));
        good = false;
    }
    if (file)
        fclose(file);
    free(line);
    return good;
}

/* Held by the kernel: it goes with the process. */
static bool lock(saved_list *list)
{
    char *path = path_in(list->folder, "saved.lock");
    if (!path)
        return fail_memory();
    cli_make_parents(path);
    list->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    bool good = list->lock >= 0 && flock(list->lock, LOCK_EX) == 0;
    if (!good)
        cli_message("%s: %s", path, strerror(errno));
    free(path);
    return good;
}

bool cli_saved_open(saved_list *list, const char *folder)
{
    *list = (saved_list){.folder = cli_state_path(folder), .lock = -1};
    if (!list->folder) {
        cli_message("no folder is named (--state or $XDG_STATE_HOME) and there is no home folder");
        return false;
    }
    if (!lock(list))
        return false;
    char *path = path_in(list->folder, "saved");
    bool good = path ? read_file(list, path) : fail_memory();
    free(path);
    return good;
}

void cli_saved_dispose(saved_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        dispose_query(&list->items[i]);
    free(list->items);
    free(list->folder);
    if (list->lock >= 0)
        close(list->lock);
    *list = (saved_list){.lock = -1};
}

saved_query *cli_saved_find(const saved_list *list, const char *name)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->items[i].name, name) == 0)
            return &list->items[i];
    return NULL;
}

void cli_saved_remove(saved_list *list, saved_query *query)
{
    dispose_query(query);
    list->n--;
    memmove(query, query + 1, (size_t)(list->items + list->n - query) * sizeof *query);
}

static void put_column(FILE *out, const char *text)
{
    putc('\t', out);
    cli_put_escaped(out, cli_text(text));
}

static void put_option(FILE *out, const char *name, const char *value)
{
    put_column(out, name);
    if (value)
        put_column(out, value);
}

static void put_list(FILE *out, const char *name, const cli_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        put_option(out, name, list->items[i]);
}

static void put_date(FILE *out, const char *name, eco_date date)
{
    char text[16];
    eco_date_format(date, text);
    if (date.year)
        put_option(out, name, text);
}

static void put_flag(FILE *out, const char *name, bool flag)
{
    if (flag)
        put_option(out, name, NULL);
}

/* The command line that would say the same; what is as it always is is left out. */
static void put_request(FILE *out, const cli_request *request, const char *index)
{
    put_option(out, "--index", index);
    put_list(out, "--region", &request->regions);
    if (request->region_mode)
        put_option(out, "--region-mode", cli_region_modes[request->region_mode].name);
    put_date(out, "--since", request->since);
    put_date(out, "--until", request->until);
    put_list(out, "--source", &request->sources);
    put_flag(out, "--plain", request->plain);
    if (request->synonyms)
        put_option(out, "--synonyms", request->synonyms);
    put_flag(out, "--no-synonyms", request->no_synonyms);
    if (request->max_clauses) {
        char text[32];
        snprintf(text, sizeof text, "%" PRIu64, request->max_clauses);
        put_option(out, "--max-clauses", text);
    }
    put_flag(out, "--strict", request->strict);
    put_flag(out, "--all", request->all);
    if (request->sort)
        put_option(out, "--sort", cli_sorts[request->sort].name);
    put_option(out, "--", request->query);
}

bool cli_saved_add(saved_list *list, const char *name, const cli_request *request, const char *index,
                   saved_query **out)
{
    char *line = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&line, &size);
    if (!memory)
        return fail_memory();
    cli_put_escaped(memory, cli_text(name));
    fputs("\t0\t0\t0", memory);
    put_request(memory, request, index);
    bool good = !ferror(memory);
    good = fclose(memory) == 0 && good;
    saved_query *query = append(list, good ? line : NULL);
    if (!query)
        return false;
    *out = query;
    return part(query) ? true : fail_memory();
}

bool cli_saved_write(const saved_list *list)
{
    char *path = path_in(list->folder, "saved");
    cli_replacement replacement;
    if (!path)
        return fail_memory();
    bool good = cli_replace_begin(&replacement, path);
    if (good) {
        fputs(FIRST_LINE "\n", replacement.file);
        for (size_t i = 0; i < list->n; i++) {
            const saved_query *query = &list->items[i];
            cli_put_escaped(replacement.file, cli_text(query->name));
            fprintf(replacement.file, "\t%" PRId64 "\t%" PRIx64 "\t%" PRIu64, query->last_run, query->keys_id,
                    query->seen);
            for (size_t j = 0; j < query->n_args; j++)
                put_column(replacement.file, query->args[j]);
            putc('\n', replacement.file);
        }
        good = cli_replace_end(&replacement);
    }
    free(path);
    return good;
}
