/* SPDX-License-Identifier: MIT */
/* Values of options: reading them, and what to suggest for a name that is not known. */
#include "cli/numbers.h"
#include "cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *field_of(const cli_option *option, void *fields)
{
    return (char *)fields + option->field;
}

static void list_choices(const cli_choice *choices, char *out, size_t size)
{
    size_t used = 0;
    for (const cli_choice *choice = choices; choice->name && used < size; choice++) {
        const char *before = choice == choices ? "" : choice[1].name ? ", " : " or ";
        used += (size_t)snprintf(out + used, size - used, "%s%s", before, choice->name);
    }
}

static bool fail_choice(const cli_option *option, const char *typed, const char *value, size_t len,
                        cli_problem *problem)
{
    char all[256];
    list_choices(option->choices, all, sizeof all);
    return cli_fail(problem, "%s: '%.*s' is none of %s", typed, (int)len, value, all);
}

static const cli_choice *find_choice(const cli_choice *choices, const char *value, size_t len)
{
    for (; choices->name; choices++)
        if (strlen(choices->name) == len && memcmp(choices->name, value, len) == 0)
            return choices;
    return NULL;
}

static bool store_choice(const cli_option *option, const char *typed, const char *value, unsigned *field,
                         cli_problem *problem)
{
    const cli_choice *choice = find_choice(option->choices, value, strlen(value));
    if (!choice)
        return fail_choice(option, typed, value, strlen(value), problem);
    *field = choice->value;
    return true;
}

static bool store_set(const cli_option *option, const char *typed, const char *value, unsigned *field,
                      cli_problem *problem)
{
    for (const char *part = value;; part++) {
        size_t len = strcspn(part, ",");
        const cli_choice *choice = find_choice(option->choices, part, len);
        if (!choice)
            return fail_choice(option, typed, part, len, problem);
        *field |= choice->value;
        part += len;
        if (*part == '\0')
            return true;
    }
}

static bool store_list(const char *value, cli_list *list, size_t most, cli_problem *problem)
{
    if (!list->items)
        list->items = calloc(most, sizeof *list->items);
    if (!list->items)
        return cli_fail(problem, "not enough memory");
    list->items[list->n++] = value;
    return true;
}

static bool store_date(const char *typed, const char *value, eco_date *field, cli_problem *problem)
{
    if (eco_date_parse(value, strlen(value), field) == ECO_OK)
        return true;
    return cli_fail(problem, "%s: '%s' is not a date (2016, 2016-05 or 2016-05-12)", typed, value);
}

static bool store_count(const char *typed, const char *value, uint64_t *field, cli_problem *problem)
{
    return cli_parse_count(value, field) || cli_fail(problem, "%s: '%s' is not a whole number", typed, value);
}

static bool store_size(const char *typed, const char *value, uint64_t *field, cli_problem *problem)
{
    return cli_parse_size(value, field) ||
           cli_fail(problem, "%s: '%s' is not a size such as 512M or 2G", typed, value);
}

bool cli_option_store(const cli_option *option, const char *typed, const char *value, void *fields,
                      size_t most, cli_problem *problem)
{
    void *field = field_of(option, fields);
    switch (option->kind) {
    case CLI_FLAG:
        *(bool *)field = true;
        return true;
    case CLI_TEXT:
        *(const char **)field = value;
        return true;
    case CLI_LIST:
        return store_list(value, field, most, problem);
    case CLI_COUNT:
        return store_count(typed, value, field, problem);
    case CLI_SIZE:
        return store_size(typed, value, field, problem);
    case CLI_DATE:
        return store_date(typed, value, field, problem);
    case CLI_CHOICE:
        return store_choice(option, typed, value, field, problem);
    case CLI_SET:
        return store_set(option, typed, value, field, problem);
    case CLI_HEADING:
        break;
    }
    return false;
}

#define LONGEST_NAME 32

/* Letters to insert, remove or replace, in two rows of the table; LONGEST_NAME for names too long to
 * matter. */
static size_t distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b), row[LONGEST_NAME + 1];
    if (n > LONGEST_NAME || m > LONGEST_NAME)
        return LONGEST_NAME;
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
            size_t apart = 1 + (row[j] < row[j - 1] ? row[j] : row[j - 1]);
            diagonal = row[j];
            row[j] = replaced < apart ? replaced : apart;
        }
    }
    return row[m];
}

const char *cli_closest(const char *typed, size_t n, const char *(*name_at)(const void *names, size_t i),
                        const void *names)
{
    const char *best = NULL;
    size_t len = strlen(typed), limit = len < 4 ? 1 + len / 2 : 3;
    for (size_t i = 0; i < n; i++) {
        const char *name = name_at(names, i);
        bool begins = len > 1 && strncmp(name, typed, len) == 0;
        size_t far = begins ? 0 : distance(typed, name);
        if (*name && far < limit) {
            best = name;
            limit = far;
        }
    }
    return best;
}
