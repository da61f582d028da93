/* SPDX-License-Identifier: MIT */
#include "corpus/paragraphs.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

/* Lines shorter than this are not wrapped text but items, longer ones were not wrapped by hand. In bytes. */
enum { WRAP_MIN = 45, WRAP_MAX = 110, WRAP_SPREAD = 30 };

/* Bytes of the white space at p, 0 when there is none: ASCII, no-break spaces (U+00A0, U+202F), zero width
 * (U+200B, U+FEFF). */
static size_t space_at(const char *p, const char *end)
{
    if ((uint8_t)*p <= ' ')
        return *p == ' ' || (*p >= '\t' && *p <= '\r');
    if (end - p >= 2 && memcmp(p, "\xc2\xa0", 2) == 0)
        return 2;
    if (end - p >= 3 && (memcmp(p, "\xe2\x80\xaf", 3) == 0 || memcmp(p, "\xe2\x80\x8b", 3) == 0 ||
                         memcmp(p, "\xef\xbb\xbf", 3) == 0))
        return 3;
    return 0;
}

/* Bytes of the white space that ends at p. */
static size_t space_before(const char *start, const char *p)
{
    if ((uint8_t)p[-1] < 0x80)
        return space_at(p - 1, p);
    if (p - start >= 2 && space_at(p - 2, p) == 2)
        return 2;
    return p - start >= 3 && space_at(p - 3, p) == 3 ? 3 : 0;
}

eco_text ecoi_text_trim(eco_text text)
{
    if (text.len == 0)
        return text;
    const char *p = text.ptr, *end = p + text.len;
    for (size_t n; p < end && (n = space_at(p, end)) > 0;)
        p += n;
    for (size_t n; p < end && (n = space_before(p, end)) > 0;)
        end -= n;
    return (eco_text){p, (size_t)(end - p)};
}

static bool add_line(ecoi_paragraphs *paragraphs, eco_text line, bool *blank_before)
{
    line = ecoi_text_trim(line);
    if (line.len == 0) {
        *blank_before = true;
        return true;
    }
    if (!ecoi_grow(&paragraphs->items, &paragraphs->cap, paragraphs->n + 1, sizeof *paragraphs->items))
        return false;
    paragraphs->items[paragraphs->n++] =
        (ecoi_paragraph){.text = line, .zone = ECO_ZONE_BODY, .starts_block = *blank_before};
    *blank_before = false;
    return true;
}

/* Where the line that starts at p ends. Lone CRs occur in few texts, so they are looked for only in those. */
static const char *line_end(const char *p, const char *end, bool has_cr)
{
    const char *feed = memchr(p, '\n', (size_t)(end - p));
    if (feed == NULL)
        feed = end;
    const char *cr = has_cr ? memchr(p, '\r', (size_t)(feed - p)) : NULL;
    return cr != NULL ? cr : feed;
}

bool ecoi_paragraphs_split(ecoi_paragraphs *paragraphs, eco_text text)
{
    bool blank_before = true, ok = true;
    paragraphs->n = 0;
    if (text.len == 0)
        return true;
    bool has_cr = memchr(text.ptr, '\r', text.len) != NULL;
    for (const char *p = text.ptr, *end = p + text.len; ok && p < end;) {
        bool is_last = paragraphs->n + 1 == ECOI_PARAGRAPHS_MAX;
        const char *stop = is_last ? end : line_end(p, end, has_cr);
        ok = add_line(paragraphs, (eco_text){p, (size_t)(stop - p)}, &blank_before);
        p = stop + 1 + (end - stop >= 2 && stop[0] == '\r' && stop[1] == '\n');
    }
    return ok;
}

static bool ends_sentence(eco_text line)
{
    return strchr(".!?:;", line.ptr[line.len - 1]) != NULL;
}

static bool begins_lower(eco_text line)
{
    return (line.ptr[0] >= 'a' && line.ptr[0] <= 'z') ||
           (line.len > 1 && (uint8_t)line.ptr[0] == 0xc3 && (uint8_t)line.ptr[1] >= 0xa0);
}

/* Whether the n > 1 lines of a block were one paragraph before something wrapped them. */
static bool is_wrapped(const ecoi_paragraph *lines, size_t n)
{
    size_t shortest = SIZE_MAX, longest = 0, n_open = 0, n_lower = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        size_t len = lines[i].text.len;
        shortest = len < shortest ? len : shortest;
        longest = len > longest ? len : longest;
        n_open += !ends_sentence(lines[i].text);
        n_lower += begins_lower(lines[i + 1].text);
    }
    return shortest >= WRAP_MIN && longest <= WRAP_MAX && longest - shortest <= WRAP_SPREAD &&
           lines[n - 1].text.len <= longest + WRAP_SPREAD / 2 && n_open * 2 > n - 1 && n_lower * 2 >= n - 1;
}

static ecoi_paragraph join(const ecoi_paragraph *lines, size_t n)
{
    ecoi_paragraph whole = lines[0];
    const ecoi_paragraph *last = &lines[n - 1];
    char *p = (char *)whole.text.ptr;
    whole.text.len = (size_t)(last->text.ptr + last->text.len - whole.text.ptr);
    for (size_t i = 0; i < whole.text.len; i++)
        if (p[i] == '\n' || p[i] == '\r')
            p[i] = ' ';
    return whole;
}

void ecoi_paragraphs_unwrap(ecoi_paragraphs *paragraphs)
{
    ecoi_paragraph *items = paragraphs->items;
    size_t kept = 0;
    for (size_t i = 0, n; i < paragraphs->n; i += n) {
        for (n = 1; i + n < paragraphs->n && !items[i + n].starts_block;)
            n++;
        if (n > 1 && is_wrapped(items + i, n)) {
            items[kept++] = join(items + i, n);
            continue;
        }
        memmove(items + kept, items + i, n * sizeof *items);
        kept += n;
    }
    paragraphs->n = kept;
}

void ecoi_paragraphs_dispose(ecoi_paragraphs *paragraphs)
{
    free(paragraphs->items);
    *paragraphs = (ecoi_paragraphs){0};
}
