/* SPDX-License-Identifier: MIT */
#include "cli/message.h"
#include "cli/request.h"
#include "cli/utf8.h"

#include <string.h>

#define INDENT 2

/* Columns of the query before byte `end`. */
static size_t columns_before(eco_text query, size_t end)
{
    return cli_text_width((eco_text){query.ptr, end < query.len ? end : query.len});
}

/* Drops characters from the front until the place at `offset` is shown in `room` columns. */
static size_t first_shown(eco_text query, size_t offset, size_t room)
{
    size_t at = 0, hidden = 0, column = columns_before(query, offset);
    while (at < offset && at < query.len && column - hidden > room) {
        size_t start = at;
        cli_utf8_next(query, &at);
        hidden += cli_text_width((eco_text){query.ptr + start, at - start});
    }
    return at;
}

/* Puts as much of the text as fits. */
static void put_clipped(cli_page *page, eco_text text)
{
    size_t end = 0;
    while (end < text.len) {
        size_t next = end;
        cli_utf8_next(text, &next);
        if (page->column + columns_before(text, next) > page->width)
            break;
        end = next;
    }
    cli_page_put(page, (eco_text){text.ptr, end});
}

static void put_caret(cli_page *page, size_t column, size_t width)
{
    cli_page_spaces(page, column);
    cli_page_style(page, CLI_HIGHLIGHT);
    cli_page_put(page, cli_text("^"));
    for (; width > 1 && page->column < page->width; width--)
        cli_page_put(page, cli_text("~"));
    cli_page_style(page, CLI_PLAIN);
    cli_page_newline(page);
}

static void show_place(eco_text query, const eco_error *error)
{
    cli_page page;
    cli_page_init(&page, stderr, CLI_COLOR_AUTO);
    size_t offset = error->offset < query.len ? error->offset : query.len;
    size_t length = error->length < query.len - offset ? error->length : query.len - offset;
    size_t start = first_shown(query, offset, page.width * 2 / 3);
    eco_text shown = {query.ptr + start, query.len - start};
    cli_page_spaces(&page, INDENT);
    put_clipped(&page, shown);
    cli_page_newline(&page);
    put_caret(&page, INDENT + columns_before(shown, offset - start),
              cli_text_width((eco_text){query.ptr + offset, length}));
}

void cli_report_query_error(const char *query, const eco_error *error)
{
    if (!error->has_range) {
        cli_message_error(error);
        return;
    }
    cli_message("query: %s", error->message);
    show_place(cli_text(query), error);
}
