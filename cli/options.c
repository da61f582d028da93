/* SPDX-License-Identifier: MIT */
#include "cli/options.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct parsing {
    const cli_command *command;
    int at, argc;
    char **argv;
    void *fields;
    cli_list *words;
    cli_problem *problem;
    char typed[48]; /* the option at hand as it was typed, for messages */
} parsing;

bool cli_fail(cli_problem *problem, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(problem->message, sizeof problem->message, format, args);
    va_end(args);
    return false;
}

void cli_list_dispose(cli_list *list)
{
    free(list->items);
    *list = (cli_list){0};
}

char *cli_join(const cli_list *words)
{
    size_t size = 1;
    for (size_t i = 0; i < words->n; i++)
        size += strlen(words->items[i]) + 1;
    char *joined = malloc(size), *end = joined;
    for (size_t i = 0; joined && i < words->n; i++) {
        if (i > 0)
            *end++ = ' ';
        size_t len = strlen(words->items[i]);
        memcpy(end, words->items[i], len);
        end += len;
    }
    if (joined)
        *end = '\0';
    return joined;
}

static const cli_option *find_long(const cli_command *command, const char *name, size_t len)
{
    for (const cli_option *option = command->options; option->name; option++)
        if (option->kind != CLI_HEADING && strlen(option->name) == len &&
            memcmp(option->name, name, len) == 0)
            return option;
    return NULL;
}

static const cli_option *find_letter(const cli_command *command, char letter)
{
    for (const cli_option *option = command->options; option->name; option++)
        if (option->kind != CLI_HEADING && option->letter == letter)
            return option;
    return NULL;
}

static const char *option_name(const void *command, size_t i)
{
    return ((const cli_command *)command)->options[i].name;
}

static bool fail_unknown(const parsing *p, const char *argument, const char *name, size_t len)
{
    size_t n = 0;
    while (p->command->options[n].name)
        n++;
    char typed[64];
    snprintf(typed, sizeof typed, "%.*s", (int)len, name);
    bool one_dash =
        name == argument + 1; /* as likely a word to be left out: "-nuit" has not much to do with --quiet */
    const cli_option *same = one_dash ? find_long(p->command, name, len) : NULL;
    const char *close = same ? same->name : one_dash ? NULL : cli_closest(typed, n, option_name, p->command);
    int shown = (int)(name + len - argument);
    if (close)
        return cli_fail(p->problem, "unknown option %.*s (did you mean --%s?)", shown, argument, close);
    if (p->command->words_may_begin_with_dash)
        return cli_fail(p->problem, "unknown option %.*s (before a query that begins with - write --)", shown,
                        argument);
    return cli_fail(p->problem, "unknown option %.*s (see --help)", shown, argument);
}

static bool store(parsing *p, const cli_option *option, const char *value)
{
    return cli_option_store(option, p->typed, value, p->fields, (size_t)p->argc, p->problem);
}

static bool store_next(parsing *p, const cli_option *option)
{
    if (++p->at >= p->argc)
        return cli_fail(p->problem, "%s needs a value: %s", p->typed, option->value);
    return store(p, option, p->argv[p->at]);
}

static bool take_long(parsing *p, const char *argument)
{
    const char *name = argument + 2, *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    const cli_option *option = find_long(p->command, name, len);
    if (!option)
        return fail_unknown(p, argument, name, len);
    snprintf(p->typed, sizeof p->typed, "--%s", option->name);
    if (option->kind == CLI_FLAG && equals)
        return cli_fail(p->problem, "--%s takes no value", option->name);
    if (option->kind == CLI_FLAG)
        return store(p, option, NULL);
    return equals ? store(p, option, equals + 1) : store_next(p, option);
}

static bool all_flags(const cli_command *command, const char *letters)
{
    for (; *letters; letters++) {
        const cli_option *option = find_letter(command, *letters);
        if (!option || option->kind != CLI_FLAG)
            return false;
    }
    return true;
}

/* "-n5" is taken, "-iNAME" is not: "-iphone" is more likely a word to be left out than the index "phone". */
static bool take_letters(parsing *p, const char *argument)
{
    const char *letters = argument + 1;
    const cli_option *option = find_letter(p->command, *letters);
    snprintf(p->typed, sizeof p->typed, "-%c", *letters);
    if (option && option->kind != CLI_FLAG && letters[1] == '\0')
        return store_next(p, option);
    if (option && option->kind == CLI_COUNT && isdigit((unsigned char)letters[1]))
        return store(p, option, letters + 1);
    if (!all_flags(p->command, letters))
        return fail_unknown(p, argument, letters, strlen(letters));
    for (; *letters; letters++)
        if (!store(p, find_letter(p->command, *letters), NULL))
            return false;
    return true;
}

static bool take_argument(parsing *p, bool *options_end)
{
    const char *argument = p->argv[p->at];
    if (*options_end || argument[0] != '-' || argument[1] == '\0') {
        p->words->items[p->words->n++] = argument;
        return true;
    }
    if (strcmp(argument, "--") == 0) {
        *options_end = true;
        return true;
    }
    return argument[1] == '-' ? take_long(p, argument) : take_letters(p, argument);
}

bool cli_parse(const cli_command *command, int first, int argc, char **argv, void *fields, cli_list *words,
               cli_problem *problem)
{
    parsing p = {command, first, argc, argv, fields, words, problem, ""};
    words->n = 0;
    words->items = calloc((size_t)argc + 1, sizeof *words->items);
    if (!words->items)
        return cli_fail(problem, "not enough memory");
    bool options_end = false;
    for (; p.at < argc; p.at++)
        if (!take_argument(&p, &options_end))
            return false;
    return true;
}
