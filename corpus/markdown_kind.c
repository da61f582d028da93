/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <strings.h>

#include "corpus/dates.h"
#include "corpus/fields.h"
#include "corpus/front_matter.h"
#include "corpus/kind.h"
#include "corpus/markdown.h"
#include "corpus/page.h"

/* ---- whether it is Markdown ---- */

enum {
    HEADING = 1,
    FENCE = 2,
    LINK = 4,
    EMPHASIS = 8,
    QUOTE = 16,
    LIST = 32,
    UNDERLINE = 64,
    STRONG_MARKS = HEADING | FENCE | LINK
};

static bool has_name(const char *name)
{
    static const char *const endings[] = {".md", ".markdown", ".mdown", ".mkd"};
    size_t len = strlen(name);
    len -= len > 3 && strcasecmp(name + len - 3, ".gz") == 0 ? 3 : 0;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (len > n && strncasecmp(name + len - n, endings[i], n) == 0)
            return true;
    }
    return false;
}

static bool is_heading(const char *p, size_t len)
{
    size_t n = 0;
    while (n < len && p[n] == '#')
        n++;
    return n >= 1 && n <= 6 && n + 1 < len && p[n] == ' ' && p[n + 1] != ' ';
}

/* A line of nothing but "=" or "-" under a line of text. */
static bool is_underline(const char *p, size_t len)
{
    size_t n = 0;
    while (n < len && p[n] == p[0])
        n++;
    return n == len && n >= 3 && (p[0] == '=' || p[0] == '-');
}

/* "**word": two stars that open something; a row of stars is a rule. */
static bool has_emphasis(const char *p, size_t len)
{
    const char *star = memmem(p, len, "**", 2);
    return star != NULL && star + 2 < p + len && strchr("* \t\r\n", star[2]) == NULL;
}

static unsigned marks_of(const char *p, size_t len, bool after_text, unsigned *items)
{
    unsigned marks = 0;
    marks |= is_heading(p, len) ? HEADING : 0;
    marks |= len >= 3 && (memcmp(p, "```", 3) == 0 || memcmp(p, "~~~", 3) == 0) ? FENCE : 0;
    marks |= memmem(p, len, "](", 2) != NULL ? LINK : 0;
    marks |= has_emphasis(p, len) ? EMPHASIS : 0;
    marks |= len > 2 && p[0] == '>' && p[1] == ' ' ? QUOTE : 0;
    marks |= after_text && is_underline(p, len) ? UNDERLINE : 0;
    *items += len > 2 && (p[0] == '-' || p[0] == '*') && p[1] == ' ';
    return marks | (*items >= 2 ? LIST : 0);
}

bool ecoi_markdown_looks(const char *name, const char *head, size_t len)
{
    ecoi_front_matter front;
    unsigned marks = 0, items = 0;
    bool after_text = false;
    if (ecoi_front_matter_read((eco_text){head, len}, &front) > 0)
        return true;
    for (const char *p = head, *end = head + len; p < end;) {
        const char *feed = memchr(p, '\n', (size_t)(end - p)), *stop = feed != NULL ? feed : end;
        size_t n = (size_t)(stop - p);
        n -= n > 0 && p[n - 1] == '\r';
        marks |= marks_of(p, n, after_text, &items);
        after_text = n > 0;
        p = stop + 1;
    }
    if (has_name(name))
        return marks != 0;
    return (marks & STRONG_MARKS) != 0 && (marks & (marks - 1)) != 0;
}

static bool sniff(const char *name, const char *head, size_t len)
{
    return memchr(head, '\0', len) == NULL && ecoi_markdown_looks(name, head, len);
}

/* ---- a file of it ---- */

static bool read_front(ecoi_reading *reading, const ecoi_front_matter *front)
{
    eco_document *document = &reading->draft.document;
    ecoi_buf *fields = &reading->fields;
    eco_text title = {0};
    fields->len = 0;
    reading->draft.bad_date = front->date.len > 0 && ecoi_date_read(front->date, &document->date) != ECO_OK &&
                              ecoi_date_read_mail(front->date, &document->date) != ECO_OK;
    return ecoi_reading_keep(reading, front->title, &title) &&
           (title.len == 0 || ecoi_draft_add(&reading->draft, ECO_ZONE_TITLE, title)) &&
           ecoi_reading_keep(reading, front->url, &document->url) &&
           (!reading->draft.bad_date || ecoi_fields_add(fields, "date", front->date)) &&
           ecoi_fields_add(fields, "author", front->author) &&
           ecoi_fields_add(fields, "language", front->language) &&
           ecoi_fields_close(fields, &document->fields);
}

static ecoi_step read_text(ecoi_reading *reading, eco_text text)
{
    ecoi_front_matter front;
    if (!ecoi_reading_decode(reading, text, &text))
        return ECOI_STEP_NO_MEMORY;
    size_t skip = ecoi_front_matter_read(text, &front);
    text = (eco_text){text.ptr + skip, text.len - skip};
    if (!read_front(reading, &front) ||
        !ecoi_markdown_read(text, front.title.len > 0, &reading->markup, &reading->draft))
        return ECOI_STEP_NO_MEMORY;
    if (reading->draft.n_passages > 0)
        return ECOI_STEP_DOCUMENT;
    ecoi_reading_reject(reading, ECO_REJECT_EMPTY, 0, "Markdown without text");
    return ECOI_STEP_END;
}

static ecoi_step next(ecoi_reading *reading)
{
    eco_text text;
    ecoi_step step = ecoi_page_take(reading, &text);
    return step == ECOI_STEP_DOCUMENT ? read_text(reading, text) : step;
}

const ecoi_kind ecoi_kind_markdown = {"markdown", sniff, next};
