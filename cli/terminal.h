/* SPDX-License-Identifier: MIT */
/* Text for people: width, colour, wrapping. Whatever is written through a page has been made safe for a
 * terminal. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <ecosearch/search.h>

#include <stdio.h>

typedef enum cli_color { CLI_COLOR_AUTO, CLI_COLOR_ALWAYS, CLI_COLOR_NEVER } cli_color;

typedef enum cli_style { CLI_PLAIN, CLI_BOLD, CLI_DIM, CLI_HIGHLIGHT, CLI_BOLD_HIGHLIGHT, CLI_BAR } cli_style;

typedef struct cli_page {
    FILE *out;
    size_t width;  /* columns to stay within */
    size_t column; /* where the next character goes; true as long as all is written through the page */
    bool colour;
    bool is_terminal;
    bool block_elements; /* the locale is UTF-8: bars may be drawn with more than ASCII */
} cli_page;

/* Width: the terminal's, else $COLUMNS, else 80; at least 20. Colour in CLI_COLOR_AUTO: a terminal that $TERM
 * does not call dumb, and no $NO_COLOR. */
void cli_page_init(cli_page *page, FILE *out, cli_color color);

void cli_page_style(cli_page *page, cli_style style); /* until the next call; CLI_PLAIN ends it */
void cli_page_newline(cli_page *page);
void cli_page_spaces(cli_page *page, size_t n);

/* The text as it is, on one line. */
void cli_page_put(cli_page *page, eco_text text);
void cli_page_print(cli_page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Text broken between words so that no line passes the width, each further line indented. `ranges` of it, in
 * rising order, are shown in `mark` and the rest in `base`. Starts at the present column. */
void cli_page_wrap(cli_page *page, eco_text text, size_t indent, const eco_range *ranges, size_t n_ranges,
                   cli_style base, cli_style mark);

/* The same without marks. */
void cli_page_paragraph(cli_page *page, const char *string, size_t indent);

#endif
