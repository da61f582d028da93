/* SPDX-License-Identifier: MIT */
#include "cli/options.h"
#include "cli/terminal.h"
#include "cli/utf8.h"

#include <string.h>

#define HELP_COLUMN 29
#define WIDEST_HELP 100

static void heading(cli_page *page, const char *text)
{
    cli_page_newline(page);
    cli_page_style(page, CLI_BOLD);
    cli_page_put(page, cli_text(text));
    cli_page_style(page, CLI_PLAIN);
    cli_page_newline(page);
}

static void put_choices(cli_page *page, const cli_choice *choices)
{
    for (const cli_choice *choice = choices; choice->name; choice++)
        cli_page_print(page, "%s%s", choice == choices ? "" : "|", choice->name);
}

static void put_names(cli_page *page, const cli_option *option)
{
    if (option->letter)
        cli_page_print(page, "  -%c, --%s", option->letter, option->name);
    else
        cli_page_print(page, "      --%s", option->name);
    if (option->value)
        cli_page_print(page, " %s", option->value);
}

static void put_option(cli_page *page, const cli_option *option)
{
    if (option->kind == CLI_HEADING) {
        heading(page, option->help);
        return;
    }
    put_names(page, option);
    if (page->column + 2 > HELP_COLUMN)
        cli_page_newline(page);
    cli_page_spaces(page, HELP_COLUMN - page->column);
    if (option->choices) {
        put_choices(page, option->choices);
        cli_page_put(page, cli_text(": "));
    }
    cli_page_paragraph(page, option->help, HELP_COLUMN);
    cli_page_newline(page);
}

void cli_help(const cli_command *command)
{
    cli_page page;
    cli_page_init(&page, stdout, CLI_COLOR_AUTO);
    if (page.width > WIDEST_HELP)
        page.width = WIDEST_HELP;
    cli_page_print(&page, "Usage: %s ", command->name);
    cli_page_paragraph(&page, command->synopsis, 7 + strlen(command->name) + 1);
    cli_page_newline(&page);
    cli_page_paragraph(&page, command->about, 0);
    cli_page_newline(&page);
    for (const cli_option *option = command->options; option->name; option++)
        put_option(&page, option);
    if (command->epilogue)
        fprintf(stdout, "\n%s", command->epilogue);
}
