/* SPDX-License-Identifier: MIT */
#include "cli/terminal.h"

#include "cli/utf8.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define DEFAULT_WIDTH 80
#define LEAST_WIDTH   20
#define MOST_WIDTH    10000

static size_t width_of_environment(void)
{
    const char *columns = getenv("COLUMNS");
    long width = columns ? strtol(columns, NULL, 10) : 0;
    return width > 0 && width < MOST_WIDTH ? (size_t)width : DEFAULT_WIDTH;
}

static size_t width_of(int fd)
{
    struct winsize size;
    if (isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return width_of_environment();
}

static bool wants_colour(int fd, cli_color color)
{
    const char *term = getenv("TERM"), *no_color = getenv("NO_COLOR");
    if (color != CLI_COLOR_AUTO)
        return color == CLI_COLOR_ALWAYS;
    return isatty(fd) && term && *term && strcmp(term, "dumb") != 0 && !(no_color && *no_color);
}

/* As POSIX says: the first of these that is set and not empty counts. */
static bool is_utf8_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    const char *locale = "";
    for (size_t i = 0; i < sizeof names / sizeof *names && !*locale; i++)
        locale = getenv(names[i]) ? getenv(names[i]) : "";
    const char *charset = strchr(locale, '.');
    return charset && (strncasecmp(charset, ".utf-8", 6) == 0 || strncasecmp(charset, ".utf8", 5) == 0);
}

void cli_page_init(cli_page *page, FILE *out, cli_color color)
{
    size_t width = width_of(fileno(out));
    *page = (cli_page){.out = out,
                       .width = width < LEAST_WIDTH ? LEAST_WIDTH : width,
                       .colour = wants_colour(fileno(out), color),
                       .is_terminal = isatty(fileno(out)),
                       .block_elements = is_utf8_locale()};
}

void cli_page_style(cli_page *page, cli_style style)
{
    static const char *const codes[] = {
        [CLI_PLAIN] = "\033[0m",
        [CLI_BOLD] = "\033[0;1m",
        [CLI_DIM] = "\033[0;2m",
        [CLI_HIGHLIGHT] = "\033[0;1;33m",
        [CLI_BOLD_HIGHLIGHT] = "\033[0;1;33m",
        [CLI_BAR] = "\033[0;36m",
    };
    if (page->colour)
        fputs(codes[style], page->out);
}

void cli_page_newline(cli_page *page)
{
    putc('\n', page->out);
    page->column = 0;
}

void cli_page_spaces(cli_page *page, size_t n)
{
    page->column += n;
    for (; n > 0; n--)
        putc(' ', page->out);
}

static void put_char(cli_page *page, uint32_t c)
{
    char bytes[4];
    fwrite(bytes, 1, cli_utf8_put(c, bytes), page->out);
    page->column += cli_char_width(c);
}

void cli_page_put(cli_page *page, eco_text text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t c = cli_char_safe(cli_utf8_next(text, &at));
        if (c)
            put_char(page, c);
    }
}

void cli_page_print(cli_page *page, const char *format, ...)
{
    char line[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    cli_page_put(page, cli_text(line));
}

/* Text on its way through cli_page_wrap. */
typedef struct wrapping {
    cli_page *page;
    eco_text text;
    size_t indent;
    const eco_range *range, *end; /* the range at or after the present byte */
    cli_style base, mark;
    bool marked;
} wrapping;

static bool is_in_range(wrapping *w, size_t at)
{
    while (w->range < w->end && w->range->offset + w->range->length <= at)
        w->range++;
    return w->range < w->end && w->range->offset <= at;
}

static void follow_marks(wrapping *w, size_t at)
{
    bool marked = is_in_range(w, at);
    if (marked != w->marked)
        cli_page_style(w->page, marked ? w->mark : w->base);
    w->marked = marked;
}

/* Escape codes must not straddle a line: pagers show each line on its own. */
static void break_line(wrapping *w)
{
    cli_style style = w->marked ? w->mark : w->base;
    if (style != CLI_PLAIN)
        cli_page_style(w->page, CLI_PLAIN);
    cli_page_newline(w->page);
    cli_page_spaces(w->page, w->indent);
    if (style != CLI_PLAIN)
        cli_page_style(w->page, style);
}

/* Where the word that begins at `at` ends; its columns. */
static size_t measure_word(eco_text text, size_t at, size_t *out_width)
{
    size_t end = at;
    *out_width = 0;
    while (at < text.len) {
        uint32_t c = cli_char_safe(cli_utf8_next(text, &at));
        if (c == ' ')
            break;
        *out_width += c ? cli_char_width(c) : 0;
        end = at;
    }
    return end;
}

static void put_word(wrapping *w, size_t at, size_t end)
{
    while (at < end) {
        size_t start = at;
        uint32_t c = cli_char_safe(cli_utf8_next(w->text, &at));
        if (c == 0)
            continue;
        if (w->page->column + cli_char_width(c) > w->page->width && w->page->column > w->indent)
            break_line(w);
        follow_marks(w, start);
        put_char(w->page, c);
    }
}

static size_t skip_spaces(eco_text text, size_t at)
{
    size_t end = at;
    while (at < text.len && cli_char_safe(cli_utf8_next(text, &at)) == ' ')
        end = at;
    return end;
}

static void wrap_words(wrapping *w)
{
    bool first = true;
    for (size_t at = skip_spaces(w->text, 0); at < w->text.len; first = false) {
        size_t width, end = measure_word(w->text, at, &width);
        if (!first && w->page->column + 1 + width > w->page->width) {
            break_line(w);
        } else if (!first) {
            follow_marks(w, at - 1);
            put_char(w->page, ' ');
        }
        put_word(w, at, end);
        at = skip_spaces(w->text, end);
    }
}

void cli_page_wrap(cli_page *page, eco_text text, size_t indent, const eco_range *ranges, size_t n_ranges,
                   cli_style base, cli_style mark)
{
    wrapping w = {.page = page,
                  .text = text,
                  .indent = indent,
                  .range = ranges,
                  .end = n_ranges ? ranges + n_ranges : ranges,
                  .base = base,
                  .mark = mark};
    if (base != CLI_PLAIN)
        cli_page_style(page, base);
    wrap_words(&w);
    if (base != CLI_PLAIN || w.marked)
        cli_page_style(page, CLI_PLAIN);
}

void cli_page_paragraph(cli_page *page, const char *string, size_t indent)
{
    cli_page_wrap(page, cli_text(string), indent, NULL, 0, CLI_PLAIN, CLI_PLAIN);
}
