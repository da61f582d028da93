/* SPDX-License-Identifier: MIT */
#include "base/lines.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"

void ecoi_lines_init(ecoi_lines *lines, const char *name, const char *text, size_t len)
{
    static const char mark[] = "\xef\xbb\xbf";
    size_t skip = len >= 3 && memcmp(text, mark, 3) == 0 ? 3 : 0;
    *lines = (ecoi_lines){.name = name, .next = len ? text + skip : NULL, .end = len ? text + len : NULL};
}

eco_status ecoi_lines_fail(const ecoi_lines *lines, eco_error *error, const char *format, ...)
{
    char reason[512];
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    return ecoi_error_set(error, ECO_E_ARGUMENT, "%.400s:%zu: %s", lines->name, lines->number, reason);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

eco_text ecoi_lines_trim(eco_text text)
{
    while (text.len && is_space(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len && is_space(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

static bool has_control(eco_text line)
{
    for (size_t i = 0; i < line.len; i++)
        if (((unsigned char)line.ptr[i] < ' ' && line.ptr[i] != '\t') || line.ptr[i] == 0x7f)
            return true;
    return false;
}

static eco_status check(const ecoi_lines *lines, eco_error *error)
{
    eco_text line = lines->line;
    if (line.len > ECOI_LINES_MAX_LINE)
        return ecoi_lines_fail(lines, error, "the line is longer than %u bytes", ECOI_LINES_MAX_LINE);
    if (ecoi_utf8_valid_prefix(line.ptr, line.len) < line.len)
        return ecoi_lines_fail(lines, error, "this is no UTF-8 text");
    if (has_control(line))
        return ecoi_lines_fail(lines, error, "there is a control character in the line");
    return ECO_OK;
}

eco_status ecoi_lines_next(ecoi_lines *lines, bool *out_more, eco_error *error)
{
    *out_more = false;
    while (lines->next < lines->end) {
        const char *feed = memchr(lines->next, '\n', (size_t)(lines->end - lines->next));
        const char *stop = feed ? feed : lines->end;
        lines->line = ecoi_lines_trim((eco_text){lines->next, (size_t)(stop - lines->next)});
        lines->next = feed ? feed + 1 : lines->end;
        lines->number++;
        if (lines->line.len == 0 || lines->line.ptr[0] == '#')
            continue;
        *out_more = true;
        return check(lines, error);
    }
    return ECO_OK;
}

static eco_status read_all(FILE *file, const char *path, ecoi_buf *out, eco_error *error)
{
    enum { PIECE = 1 << 16 };
    for (;;) {
        uint8_t *room = ecoi_buf_reserve(out, PIECE);
        if (!room)
            return ecoi_error_no_memory(error);
        errno = 0;
        size_t n = fread(room, 1, PIECE, file);
        out->len += n;
        if (ferror(file))
            return ecoi_error_os(error, errno ? errno : EIO, "%s", path);
        if (out->len > ECOI_LINES_MAX_FILE)
            return ecoi_error_set(error, ECO_E_LIMIT, "%s: larger than %zu bytes", path, ECOI_LINES_MAX_FILE);
        if (n == 0)
            return ECO_OK;
    }
}

eco_status ecoi_lines_read_file(const char *path, ecoi_buf *out, eco_error *error)
{
    FILE *file = fopen(path, "rbe");
    if (!file)
        return ecoi_error_os(error, errno, "%s", path);
    eco_status status = read_all(file, path, out, error);
    fclose(file);
    return status;
}
