/* SPDX-License-Identifier: MIT */
#include "cli/columns.h"

#include "cli/utf8.h"

static char short_name(char byte)
{
    switch (byte) {
    case '\\':
        return '\\';
    case '\t':
        return 't';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    default:
        return 0;
    }
}

static bool is_ill_formed(uint32_t c, size_t length)
{
    return c == CLI_REPLACEMENT && length == 1;
}

void cli_put_escaped(FILE *out, eco_text text)
{
    for (size_t at = 0; at < text.len;) {
        const char *start = text.ptr + at;
        uint32_t c = cli_utf8_next(text, &at);
        size_t length = (size_t)(text.ptr + at - start);
        if (short_name(*start))
            fprintf(out, "\\%c", short_name(*start));
        else if (!cli_char_is_unsafe(c) && !is_ill_formed(c, length))
            fwrite(start, 1, length, out);
        else
            for (size_t i = 0; i < length; i++)
                fprintf(out, "\\x%02X", (unsigned char)start[i]);
    }
}

static char long_name(char letter)
{
    switch (letter) {
    case '\\':
        return '\\';
    case 't':
        return '\t';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    default:
        return 0;
    }
}

static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool cli_unescape(char *column)
{
    char *out = column;
    for (const char *in = column; *in; in++) {
        if (*in != '\\') {
            *out++ = *in;
            continue;
        }
        in++;
        if (*in == 'x' && digit_of(in[1]) >= 0 && digit_of(in[2]) >= 0) {
            *out++ = (char)(digit_of(in[1]) * 16 + digit_of(in[2]));
            in += 2;
        } else if (long_name(*in)) {
            *out++ = long_name(*in);
        } else {
            return false;
        }
    }
    *out = '\0';
    return true;
}
