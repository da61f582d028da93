/* SPDX-License-Identifier: MIT */
#include "cli/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct fields {
    bool all, quiet;
    const char *index;
    cli_list names;
    uint64_t limit, memory;
    eco_date since;
    unsigned sort, facets;
} fields;

static const cli_choice sorts[] = {{"up", 1}, {"down", 2}, {0}};
static const cli_choice facets[] = {{"region", 1}, {"source", 2}, {"month", 4}, {0}};

static const cli_option options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Heading"},
    {CLI_FLAG, 'a', "all", NULL, offsetof(fields, all), NULL, ""},
    {CLI_FLAG, 'q', "quiet", NULL, offsetof(fields, quiet), NULL, ""},
    {CLI_TEXT, 'i', "index", "INDEX", offsetof(fields, index), NULL, ""},
    {CLI_LIST, 0, "name", "NAME", offsetof(fields, names), NULL, ""},
    {CLI_COUNT, 'n', "limit", "N", offsetof(fields, limit), NULL, ""},
    {CLI_SIZE, 0, "memory", "SIZE", offsetof(fields, memory), NULL, ""},
    {CLI_DATE, 0, "since", "DATE", offsetof(fields, since), NULL, ""},
    {CLI_CHOICE, 0, "sort", "ORDER", offsetof(fields, sort), sorts, ""},
    {CLI_SET, 0, "facet", "FACET", offsetof(fields, facets), facets, ""},
    {0},
};

static const cli_command command = {
    .name = "test", .synopsis = "", .about = "", .options = options, .words_may_begin_with_dash = true};

#define MOST_ARGUMENTS 32

typedef struct outcome {
    bool good;
    fields fields;
    cli_list words;
    cli_problem problem;
} outcome;

/* Splits the line at its spaces and reads it. */
static outcome parse(const char *line)
{
    static char copy[512];
    char *argv[MOST_ARGUMENTS] = {"test"};
    int argc = 1;
    outcome o = {.fields = {.limit = 10}};
    strncpy(copy, line, sizeof copy - 1);
    for (char *word = strtok(copy, " "); word && argc < MOST_ARGUMENTS; word = strtok(NULL, " "))
        argv[argc++] = word;
    o.good = cli_parse(&command, 1, argc, argv, &o.fields, &o.words, &o.problem);
    return o;
}

static void dispose(outcome *o)
{
    cli_list_dispose(&o->words);
    cli_list_dispose(&o->fields.names);
}

static void test_every_kind(void **state)
{
    (void)state;
    outcome o =
        parse("un --index I -a --name x --name=y deux --limit=3 --memory 2G --since 2016-05 --sort down "
              "--facet region,month");
    assert_true(o.good);
    assert_true(o.fields.all);
    assert_string_equal(o.fields.index, "I");
    assert_int_equal(o.fields.names.n, 2);
    assert_string_equal(o.fields.names.items[1], "y");
    assert_int_equal(o.fields.limit, 3);
    assert_true(o.fields.memory == UINT64_C(2) << 30);
    assert_int_equal(o.fields.since.year, 2016);
    assert_int_equal(o.fields.since.month, 5);
    assert_int_equal(o.fields.since.day, 0);
    assert_int_equal(o.fields.sort, 2);
    assert_int_equal(o.fields.facets, 5);
    assert_int_equal(o.words.n, 2);
    assert_string_equal(o.words.items[1], "deux");
    dispose(&o);
}

static void test_letters(void **state)
{
    (void)state;
    outcome o = parse("-aq -n5 - -i I");
    assert_true(o.good);
    assert_true(o.fields.all && o.fields.quiet);
    assert_int_equal(o.fields.limit, 5);
    assert_string_equal(o.words.items[0], "-");
    dispose(&o);
}

static void test_nothing_given_keeps_what_was_there(void **state)
{
    (void)state;
    outcome o = parse("");
    assert_true(o.good);
    assert_int_equal(o.fields.limit, 10);
    assert_int_equal(o.words.n, 0);
    dispose(&o);
}

static void test_two_dashes_end_the_options(void **state)
{
    (void)state;
    outcome o = parse("-a -- -q --index --");
    assert_true(o.good);
    assert_false(o.fields.quiet);
    assert_int_equal(o.words.n, 3);
    assert_string_equal(o.words.items[0], "-q");
    assert_string_equal(o.words.items[2], "--");
    dispose(&o);
}

static void test_an_option_takes_any_next_argument(void **state)
{
    (void)state;
    outcome o = parse("--index -a");
    assert_true(o.good);
    assert_string_equal(o.fields.index, "-a");
    assert_false(o.fields.all);
    dispose(&o);
}

static void expect_problem(const char *line, const char *message)
{
    outcome o = parse(line);
    assert_false(o.good);
    assert_string_equal(o.problem.message, message);
    dispose(&o);
}

static void test_problems(void **state)
{
    (void)state;
    expect_problem("--limt 3", "unknown option --limt (did you mean --limit?)");
    expect_problem("--lim=3", "unknown option --lim (did you mean --limit?)");
    expect_problem("--xyzzy", "unknown option --xyzzy (before a query that begins with - write --)");
    expect_problem("-x", "unknown option -x (before a query that begins with - write --)");
    expect_problem("-index I", "unknown option -index (did you mean --index?)");
    expect_problem("-iphone", "unknown option -iphone (before a query that begins with - write --)");
    expect_problem("-nuit", "unknown option -nuit (before a query that begins with - write --)");
    expect_problem("--all=yes", "--all takes no value");
    expect_problem("--limit", "--limit needs a value: N");
    expect_problem("-n", "-n needs a value: N");
    expect_problem("-n -1", "-n: '-1' is not a whole number");
    expect_problem("--limit=-1", "--limit: '-1' is not a whole number");
    expect_problem("--limit -3", "--limit: '-3' is not a whole number");
    expect_problem("--limit 99999999999999999999", "--limit: '99999999999999999999' is not a whole number");
    expect_problem("--memory 5x", "--memory: '5x' is not a size such as 512M or 2G");
    expect_problem("--since hier", "--since: 'hier' is not a date (2016, 2016-05 or 2016-05-12)");
    expect_problem("--sort left", "--sort: 'left' is none of up or down");
    expect_problem("--facet region,,month", "--facet: '' is none of region, source or month");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind),
        cmocka_unit_test(test_letters),
        cmocka_unit_test(test_nothing_given_keeps_what_was_there),
        cmocka_unit_test(test_two_dashes_end_the_options),
        cmocka_unit_test(test_an_option_takes_any_next_argument),
        cmocka_unit_test(test_problems),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
