/* SPDX-License-Identifier: MIT */
#include "corpus/wikitext.h"

#include <string.h>
#include <strings.h>

#include "corpus/entity.h"
#include "corpus/headers.h"
#include "corpus/paragraphs.h"
#include "corpus/wikitext_impl.h"

/* Deeper marks are taken for text. */
enum { OPEN_MAX = 64 };

#define COMMENT_UNCLOSED 0x80000000u

typedef enum mark_kind { TEMPLATE, TABLE, LINK, ADDRESS, REFERENCE } mark_kind;

typedef struct opened {
    mark_kind mark;
    size_t at; /* in the output */
} opened;

typedef struct scanning {
    const char *p, *start, *end;
    ecoi_buf *out;
    opened open[OPEN_MAX];
    size_t n_open;
    unsigned unclosed; /* what is not closed any more: a bit per verbatim tag, and for comments */
    bool no_memory;
} scanning;

/* ---- the output ---- */

static void put(scanning *wiki, const char *bytes, size_t len)
{
    if (!wiki->no_memory && !ecoi_buf_append(wiki->out, bytes, len))
        wiki->no_memory = true;
}

static void open_mark(scanning *wiki, mark_kind mark)
{
    if (wiki->n_open < OPEN_MAX)
        wiki->open[wiki->n_open++] = (opened){mark, wiki->out->len};
}

/* Takes the innermost mark of this kind, and what was left open inside it, off the stack; false: none is
 * open. */
static bool close_mark(scanning *wiki, mark_kind mark, size_t *at)
{
    size_t n = wiki->n_open;
    while (n > 0 && wiki->open[n - 1].mark != mark)
        n--;
    if (n == 0)
        return false;
    *at = wiki->open[n - 1].at;
    wiki->n_open = n - 1;
    return true;
}

/* Replaces the output from `at` on by what a construct stands for, a part of that output. */
static void replace(scanning *wiki, size_t at, eco_text by, bool caption)
{
    char *bytes = (char *)wiki->out->data;
    size_t len = by.len;
    if (len > 0)
        memmove(bytes + at, by.ptr, len);
    wiki->out->len = at + len;
    if (!caption)
        return;
    static const char begin[] = {'\n', ECOI_WIKI_CAPTION};
    put(wiki, "\n\n\n", 3); /* room for the marks around it */
    if (wiki->no_memory)
        return;
    bytes = (char *)wiki->out->data;
    memmove(bytes + at + 2, bytes + at, len);
    memcpy(bytes + at, begin, 2);
    wiki->out->len = at + 2 + len + 1;
    bytes[at + 2 + len] = '\n';
}

static eco_text written(const scanning *wiki, size_t at)
{
    return (eco_text){(const char *)wiki->out->data + at, wiki->out->len - at};
}

/* ---- constructs that end ---- */

static void end_template(scanning *wiki)
{
    size_t at;
    if (close_mark(wiki, TEMPLATE, &at))
        replace(wiki, at, wiki->out->len > at ? ecoi_wiki_template(written(wiki, at)) : (eco_text){0}, false);
}

static void drop(scanning *wiki, mark_kind mark)
{
    size_t at;
    if (close_mark(wiki, mark, &at))
        wiki->out->len = at;
}

static void end_link(scanning *wiki)
{
    size_t at;
    bool caption = false;
    if (!close_mark(wiki, LINK, &at))
        return;
    eco_text label = wiki->out->len > at ? ecoi_wiki_label(written(wiki, at), &caption) : (eco_text){0};
    replace(wiki, at, label, caption && label.len > 0);
}

/* "[http://site.example label]": the address has been written up to its end; what follows is the label. */
static void end_address(scanning *wiki)
{
    size_t at;
    if (!close_mark(wiki, ADDRESS, &at))
        return;
    eco_text all = written(wiki, at);
    const char *space = all.len > 0 ? memchr(all.ptr, ' ', all.len) : NULL;
    size_t skip = space != NULL ? (size_t)(space + 1 - all.ptr) : all.len;
    replace(wiki, at, (eco_text){all.ptr + skip, all.len - skip}, false);
}

/* ---- tags ---- */

static const char *const verbatim[] = {"math",     "gallery",      "timeline", "score",
                                       "imagemap", "chem",         "graph",    "syntaxhighlight",
                                       "source",   "templatedata", "mapframe", "hiero"};

static bool is_name(const scanning *wiki, const char *p, const char *name)
{
    size_t n = strlen(name);
    return (size_t)(wiki->end - p) > n && strncasecmp(p, name, n) == 0 && strchr(" \t\r\n/>", p[n]) != NULL &&
           p[n] != '\0';
}

/* Passes over an element whose content is no text; false: it is none, or never closed. */
static bool skip_verbatim(scanning *wiki, const char *behind)
{
    for (size_t i = 0; i < sizeof verbatim / sizeof *verbatim; i++) {
        if (!is_name(wiki, wiki->p + 1, verbatim[i]) || (wiki->unclosed >> i & 1))
            continue;
        for (const char *p = behind; (p = memmem(p, (size_t)(wiki->end - p), "</", 2)) != NULL; p += 2)
            if (is_name(wiki, p + 2, verbatim[i])) {
                const char *close = memchr(p, '>', (size_t)(wiki->end - p));
                wiki->p = close != NULL ? close + 1 : wiki->end;
                return true;
            }
        wiki->unclosed |= 1u << i;
    }
    return false;
}

/* A tag at p; false: "<" is text. */
static bool take_tag(scanning *wiki)
{
    enum { TAG_MAX = 2000 };
    const char *p = wiki->p + 1, *end = wiki->end - p < TAG_MAX ? wiki->end : p + TAG_MAX;
    bool closes = p < end && *p == '/';
    if (p + closes >= end || (p[closes] | 0x20) < 'a' || (p[closes] | 0x20) > 'z')
        return false;
    const char *close = memchr(p, '>', (size_t)(end - p));
    if (close == NULL)
        return false;
    bool empty = close[-1] == '/';
    if (!closes && !empty && skip_verbatim(wiki, close + 1))
        return true;
    if (is_name(wiki, p + closes, "ref")) {
        if (closes)
            drop(wiki, REFERENCE);
        else if (!empty)
            open_mark(wiki, REFERENCE);
    } else if (is_name(wiki, p, "br") || is_name(wiki, p, "p") || is_name(wiki, p, "div")) {
        put(wiki, "\n", 1);
    }
    wiki->p = close + 1;
    return true;
}

/* ---- one mark after another ---- */

static bool is_at(const scanning *wiki, const char *mark)
{
    size_t n = strlen(mark);
    return (size_t)(wiki->end - wiki->p) >= n && memcmp(wiki->p, mark, n) == 0;
}

static bool at_line_start(const scanning *wiki)
{
    const char *p = wiki->p;
    while (p > wiki->start && (p[-1] == ' ' || p[-1] == ':'))
        p--;
    return p == wiki->start || p[-1] == '\n';
}

static bool at_address(const scanning *wiki)
{
    eco_text rest = {wiki->p + 1, (size_t)(wiki->end - wiki->p) - 1};
    return ecoi_text_begins(rest, "http://") || ecoi_text_begins(rest, "https://") ||
           ecoi_text_begins(rest, "//") || ecoi_text_begins(rest, "ftp://") ||
           ecoi_text_begins(rest, "mailto:");
}

static bool take_comment(scanning *wiki)
{
    bool known = wiki->unclosed & COMMENT_UNCLOSED;
    const char *close = known ? NULL : memmem(wiki->p, (size_t)(wiki->end - wiki->p), "-->", 3);
    wiki->unclosed |= close == NULL ? COMMENT_UNCLOSED : 0;
    wiki->p = close != NULL ? close + 3 : wiki->p + 4;
    return true;
}

/* Two and more apostrophes are bold and italic; of four one is text. */
static bool take_apostrophes(scanning *wiki)
{
    const char *p = wiki->p;
    while (p < wiki->end && *p == '\'')
        p++;
    size_t n = (size_t)(p - wiki->p), kept = n == 4 ? 1 : n > 5 ? n - 5 : 0;
    if (n < 2)
        return false;
    put(wiki, wiki->p, kept);
    wiki->p = p;
    return true;
}

static bool take_magic_word(scanning *wiki)
{
    const char *p = wiki->p + 2;
    while (p < wiki->end && ((*p >= 'A' && *p <= 'Z') || *p & 0x80))
        p++;
    if (wiki->end - p < 2 || p - wiki->p < 5 || memcmp(p, "__", 2) != 0)
        return false;
    wiki->p = p + 2;
    return true;
}

static bool take_entity(scanning *wiki)
{
    char bytes[4];
    size_t n, len = ecoi_entity_decode((eco_text){wiki->p, (size_t)(wiki->end - wiki->p)}, bytes, &n);
    put(wiki, bytes, n);
    wiki->p += len;
    return len > 0;
}

static bool skip(scanning *wiki, size_t n)
{
    wiki->p += n;
    return true;
}

/* Takes a mark at p; false: it is text. */
static bool take_mark(scanning *wiki)
{
    switch (*wiki->p) {
    case '{':
        if (is_at(wiki, "{{"))
            return open_mark(wiki, TEMPLATE), skip(wiki, 2);
        if (is_at(wiki, "{|") && at_line_start(wiki))
            return open_mark(wiki, TABLE), skip(wiki, 2);
        return false;
    case '}':
        return is_at(wiki, "}}") && (end_template(wiki), skip(wiki, 2));
    case '|':
        return is_at(wiki, "|}") && !is_at(wiki, "|}}") && at_line_start(wiki) &&
               (drop(wiki, TABLE), skip(wiki, 2));
    case '[':
        if (is_at(wiki, "[["))
            return open_mark(wiki, LINK), skip(wiki, 2);
        return at_address(wiki) && (open_mark(wiki, ADDRESS), skip(wiki, 1));
    case ']':
        if (is_at(wiki, "]]"))
            return end_link(wiki), skip(wiki, 2);
        return wiki->n_open > 0 && wiki->open[wiki->n_open - 1].mark == ADDRESS &&
               (end_address(wiki), skip(wiki, 1));
    case '<':
        return is_at(wiki, "<!--") ? take_comment(wiki) : take_tag(wiki);
    case '\'':
        return take_apostrophes(wiki);
    case '_':
        return is_at(wiki, "__") && take_magic_word(wiki);
    case '&':
        return take_entity(wiki);
    default:
        return false;
    }
}

bool ecoi_wikitext_read(eco_text text, ecoi_buf *out, ecoi_draft *draft)
{
    scanning wiki = {.p = text.ptr, .start = text.ptr, .end = text.ptr + text.len, .out = out};
    out->len = 0;
    while (wiki.p < wiki.end && !wiki.no_memory) {
        size_t n = 0, left = (size_t)(wiki.end - wiki.p);
        while (n < left && strchr("{}|[]<'_&", wiki.p[n]) == NULL)
            n++;
        put(&wiki, wiki.p, n);
        wiki.p += n;
        if (wiki.p < wiki.end && !take_mark(&wiki)) {
            put(&wiki, wiki.p, 1);
            wiki.p++;
        }
    }
    return !wiki.no_memory &&
           ecoi_wiki_lines((eco_text){out->data != NULL ? (const char *)out->data : "", out->len}, draft);
}
