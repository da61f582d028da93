/* SPDX-License-Identifier: MIT */
#include "corpus/headers.h"

#include <string.h>
#include <strings.h>

#include "corpus/paragraphs.h"

/* The line at `off`, its end left out, and where the next begins. */
static eco_text line_at(eco_text text, size_t off, size_t *next)
{
    const char *p = text.ptr + off, *feed = memchr(p, '\n', text.len - off);
    size_t len = feed != NULL ? (size_t)(feed - p) : text.len - off;
    *next = off + len + (feed != NULL);
    return (eco_text){p, len > 0 && p[len - 1] == '\r' ? len - 1 : len};
}

size_t ecoi_headers_len(eco_text text)
{
    for (size_t off = 0, next; off < text.len; off = next) {
        eco_text line = line_at(text, off, &next);
        if (line.len == 0 && text.ptr[next - 1] == '\n')
            return next;
    }
    return 0;
}

eco_text ecoi_headers_get(eco_text headers, const char *name)
{
    size_t n = strlen(name);
    for (size_t off = 0, next; off < headers.len; off = next) {
        eco_text line = line_at(headers, off, &next);
        if (line.len > n && line.ptr[n] == ':' && strncasecmp(line.ptr, name, n) == 0)
            return ecoi_text_trim((eco_text){line.ptr + n + 1, line.len - n - 1});
    }
    return (eco_text){0};
}

bool ecoi_headers_number(eco_text value, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < value.len; i++) {
        unsigned digit = (unsigned)(value.ptr[i] - '0');
        if (digit > 9 || *out > INT64_MAX / 10 - 1)
            return false;
        *out = *out * 10 + digit;
    }
    return value.len > 0;
}

eco_text ecoi_media_type(eco_text value)
{
    const char *end = value.len > 0 ? memchr(value.ptr, ';', value.len) : NULL;
    return end != NULL ? ecoi_text_trim((eco_text){value.ptr, (size_t)(end - value.ptr)}) : value;
}

eco_text ecoi_media_charset(eco_text value)
{
    static const char name[] = "charset=";
    size_t n = sizeof name - 1;
    for (size_t i = 0; i + n <= value.len; i++) {
        if (strncasecmp(value.ptr + i, name, n) != 0)
            continue;
        const char *p = value.ptr + i + n, *end = value.ptr + value.len;
        p += p < end && (*p == '"' || *p == '\'');
        const char *start = p;
        while (p < end && strchr("\"'; \t", *p) == NULL)
            p++;
        return (eco_text){start, (size_t)(p - start)};
    }
    return (eco_text){0};
}

bool ecoi_text_is(eco_text text, const char *other)
{
    return text.len == strlen(other) && strncasecmp(text.len > 0 ? text.ptr : "", other, text.len) == 0;
}

bool ecoi_text_begins(eco_text text, const char *with)
{
    size_t n = strlen(with);
    return text.len >= n && strncasecmp(text.ptr, with, n) == 0;
}
