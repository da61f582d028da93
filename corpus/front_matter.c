/* SPDX-License-Identifier: MIT */
#include "corpus/front_matter.h"

#include <string.h>

#include "corpus/headers.h"
#include "corpus/paragraphs.h"

/* The line at `off`, and where the next begins. */
static eco_text line_at(eco_text text, size_t off, size_t *next)
{
    const char *feed = memchr(text.ptr + off, '\n', text.len - off);
    size_t len = feed != NULL ? (size_t)(feed - text.ptr) - off : text.len - off;
    *next = off + len + (feed != NULL);
    return (eco_text){text.ptr + off, len > 0 && text.ptr[off + len - 1] == '\r' ? len - 1 : len};
}

static bool is_fence(eco_text line, char mark)
{
    eco_text trimmed = ecoi_text_trim(line);
    return trimmed.len == 3 && trimmed.ptr == line.ptr && trimmed.ptr[0] == mark && trimmed.ptr[1] == mark &&
           trimmed.ptr[2] == mark;
}

/* Without the quotes around it, a list's brackets with all but its first item, and YAML's "- ". */
static eco_text bare(eco_text value)
{
    value = ecoi_text_trim(value);
    if (value.len >= 2 && value.ptr[0] == '-' && value.ptr[1] == ' ')
        value = ecoi_text_trim((eco_text){value.ptr + 2, value.len - 2});
    if (value.len >= 2 && value.ptr[0] == '[') {
        size_t n = 1;
        while (n < value.len && value.ptr[n] != ',' && value.ptr[n] != ']')
            n++;
        value = ecoi_text_trim((eco_text){value.ptr + 1, n - 1});
    }
    bool quoted = value.len >= 2 && (value.ptr[0] == '"' || value.ptr[0] == '\'') &&
                  value.ptr[value.len - 1] == value.ptr[0];
    return quoted ? (eco_text){value.ptr + 1, value.len - 2} : value;
}

static eco_text *find(ecoi_front_matter *out, eco_text key)
{
    const struct {
        const char *name;
        eco_text *value;
    } keys[] = {{"title", &out->title},      {"date", &out->date},         {"author", &out->author},
                {"authors", &out->author},   {"auteur", &out->author},     {"titre", &out->title},
                {"url", &out->url},          {"canonical_url", &out->url}, {"lang", &out->language},
                {"language", &out->language}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (ecoi_text_is(key, keys[i].name))
            return keys[i].value;
    return NULL;
}

/* "key: value"; *awaited is the key whose list may follow. False: the line is none. */
static bool read_line(ecoi_front_matter *out, eco_text line, char sign, eco_text **awaited)
{
    const char *p = line.len > 0 ? memchr(line.ptr, sign, line.len) : NULL;
    bool is_item = line.len > 0 && memchr(" \t-", line.ptr[0], 3) != NULL;
    if (is_item && *awaited != NULL) {
        **awaited = bare(line);
        *awaited = NULL;
    }
    if (p == NULL || is_item || line.ptr[0] == '#')
        return false;
    size_t n = (size_t)(p - line.ptr);
    eco_text *value = find(out, bare((eco_text){line.ptr, n}));
    *awaited = NULL;
    if (value != NULL && value->len == 0) {
        *value = bare((eco_text){p + 1, line.len - n - 1});
        *awaited = value->len == 0 ? value : NULL;
    }
    return true;
}

size_t ecoi_front_matter_read(eco_text text, ecoi_front_matter *out)
{
    size_t off = 0, n_keys = 0;
    *out = (ecoi_front_matter){0};
    if (text.len < 4 || (text.ptr[0] != '-' && text.ptr[0] != '+'))
        return 0;
    char mark = text.ptr[0];
    if (!is_fence(line_at(text, 0, &off), mark))
        return 0;
    eco_text *awaited = NULL;
    while (off < text.len) {
        eco_text line = line_at(text, off, &off);
        if (is_fence(line, mark) || (mark == '-' && is_fence(line, '.')))
            return n_keys > 0 ? off : 0;
        n_keys += read_line(out, line, mark == '-' ? ':' : '=', &awaited);
    }
    return 0;
}
