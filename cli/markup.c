/* SPDX-License-Identifier: MIT */
#include "cli/markup.h"

#include "cli/utf8.h"

#include <string.h>
#include <strings.h>

static const char *entity_of(uint32_t c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static void put_character(FILE *out, uint32_t c)
{
    char bytes[4];
    if (entity_of(c))
        fputs(entity_of(c), out);
    else if (c != 0)
        fwrite(bytes, 1, cli_utf8_put(c, bytes), out);
}

/* Two characters at the end of the first plane are none in XML. */
static uint32_t safe(uint32_t c)
{
    return c == 0xFFFE || c == 0xFFFF ? CLI_REPLACEMENT : cli_char_safe(c);
}

void cli_put_markup(FILE *out, eco_text text)
{
    for (size_t at = 0; at < text.len;)
        put_character(out, safe(cli_utf8_next(text, &at)));
}

void cli_put_marked(FILE *out, eco_text text, const eco_range *ranges, size_t n_ranges)
{
    size_t at = 0;
    for (size_t i = 0; i < n_ranges; i++) {
        size_t start = ranges[i].offset, end = start + ranges[i].length;
        cli_put_markup(out, (eco_text){text.ptr + at, start - at});
        fputs("<b>", out);
        cli_put_markup(out, (eco_text){text.ptr + start, end - start});
        fputs("</b>", out);
        at = end;
    }
    cli_put_markup(out, (eco_text){text.ptr + at, text.len - at});
}

static bool begins(eco_text url, const char *scheme)
{
    size_t len = strlen(scheme);
    return url.len > len && strncasecmp(url.ptr, scheme, len) == 0;
}

bool cli_is_web_address(eco_text url)
{
    return begins(url, "http://") || begins(url, "https://");
}

static bool is_hex(char c)
{
    return c != '\0' && strchr("0123456789abcdefABCDEF", c) != NULL;
}

void cli_put_address(FILE *out, eco_text url)
{
    for (size_t at = 0; at < url.len;) {
        size_t start = at;
        uint32_t c = cli_utf8_next(url, &at);
        bool escape = c == '%' && at + 1 < url.len && is_hex(url.ptr[at]) && is_hex(url.ptr[at + 1]);
        bool barred = c <= ' ' || (c < 0x80 && strchr("<>\"{}|\\^`", (int)c)) || (c == '%' && !escape) ||
                      safe(c) != c || c == CLI_REPLACEMENT;
        for (; barred && start < at; start++)
            fprintf(out, "%%%02X", (unsigned char)url.ptr[start]);
        if (!barred)
            put_character(out, c);
    }
}
