/* SPDX-License-Identifier: MIT */
/*
 * Command lines described by a table. One row an option: it drives the reading of arguments, the page of
 * --help and what an error message suggests.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <ecosearch/base.h>

/* What an option's value is and what type the field has that takes it. */
typedef enum cli_kind {
    CLI_HEADING, /* no option: a line between groups in --help */
    CLI_FLAG,    /* bool */
    CLI_TEXT,    /* const char * */
    CLI_LIST,    /* cli_list; may be given many times */
    CLI_COUNT,   /* uint64_t */
    CLI_SIZE,    /* uint64_t, bytes; "512M" */
    CLI_DATE,    /* eco_date */
    CLI_CHOICE,  /* unsigned: the value of one choice */
    CLI_SET      /* unsigned: choices or-ed together; comma lists, may be given many times */
} cli_kind;

typedef struct cli_list {
    const char **items; /* owned; the strings are those of argv */
    size_t n;
} cli_list;

/* An array of these ends with a NULL name. */
typedef struct cli_choice {
    const char *name;
    unsigned value;
} cli_choice;

typedef struct cli_option {
    cli_kind kind;
    char letter;       /* 0: none */
    const char *name;  /* without the dashes */
    const char *value; /* the name of its value in --help; NULL for flags */
    size_t field;      /* offset in the struct that cli_parse fills */
    const cli_choice *choices;
    const char *help;
} cli_option;

/* An array of options ends with a NULL name; headings have theirs in `help` and "" as name. */
typedef struct cli_command {
    const char *name;     /* "ecoindex build" */
    const char *synopsis; /* what follows the name: "SOURCE... [options]" */
    const char *about;    /* a paragraph */
    const cli_option *options;
    const char *epilogue;           /* printed as it is after the options, or NULL */
    bool words_may_begin_with_dash; /* people will try: say how */
} cli_command;

typedef struct cli_problem {
    char message[512];
} cli_problem;

/* Reads argv[first..argc) in any order of options and words; "--" ends the options. Fields of options that
 * are not given keep what they hold. `words` gets what is no option. False: `problem` says what is wrong. */
bool cli_parse(const cli_command *command, int first, int argc, char **argv, void *fields, cli_list *words,
               cli_problem *problem);

void cli_list_dispose(cli_list *list);

/* All items with a space between them, malloc'd; NULL: no memory. */
char *cli_join(const cli_list *list);

/* Stores one value; for cli_parse. `typed` names the option in a message; `most` bounds how many values a
 * list can come to. */
bool cli_option_store(const cli_option *option, const char *typed, const char *value, void *fields,
                      size_t most, cli_problem *problem);

/* Sets the problem; returns false. */
bool cli_fail(cli_problem *problem, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The name among `n` closest to what was typed, or NULL if none is close. `name_at(names, i)` gives the
 * i-th. */
const char *cli_closest(const char *typed, size_t n, const char *(*name_at)(const void *names, size_t i),
                        const void *names);

/* The page of --help on standard output. */
void cli_help(const cli_command *command);

#endif
