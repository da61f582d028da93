/* SPDX-License-Identifier: MIT */
/*
 * A page without what its parser would read in vain.
 *
 * libxml2 looks at every character of text and copies every attribute, which takes most of its time. So it is
 * given the page with
 *
 *   - comments, and what is in scripts and styles, left out (but JSON-LD);
 *   - of the attributes those that html_attributes.c asks for, of the address of a link its beginning;
 *   - for each stretch of plain text one character that stands for it: U+F0000 and on, in the order of the
 * page.
 *
 * Tags are read as that parser reads them, broken ones too. A page that has such characters itself keeps its
 * text.
 */
#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "corpus/html_parse.h"

enum {
    RUN_MIN = 16, /* bytes of text that are worth a character */
    NUMBER_MAX = 0x110000,
    LATIN_1 = 0x100
};

enum { NAME = 1, NAME_START = 2, TAG_START = 4, SPACE = 8, PLAIN = 16 };

/* What a byte may be part of. PLAIN: of text that the parser would pass on as it stands. */
static uint8_t class_of(uint8_t c)
{
    bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z',
         space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    unsigned is = space ? SPACE | PLAIN : 0;
    if (letter || c == '_' || c == ':')
        is |= NAME | NAME_START | TAG_START;
    if ((c >= '0' && c <= '9') || c == '-')
        is |= NAME;
    if (c == '.')
        is |= NAME | NAME_START;
    if (c > ' ' && c != '<' && c != '&' && c != 0x7f && c != 0xef)
        is |= PLAIN;
    return (uint8_t)is;
}

typedef struct thinner {
    ecoi_html *html;
    const char *start, *p, *end;
    char *out;
    const uint8_t *classes;
    const char *names[LATIN_1];
    size_t n_names;
    bool scripts_end, styles_end; /* as far as is known, they do */
    bool stand_ins;               /* text may be stood in for */
    bool is_taken;                /* the page has such characters itself */
} thinner;

static bool is(const thinner *t, const char *p, unsigned what)
{
    return p < t->end && t->classes[(uint8_t)*p] & what;
}

static const char *skip(const thinner *t, const char *p, unsigned what)
{
    while (is(t, p, what))
        p++;
    return p;
}

static void copy(thinner *t, const char *to)
{
    memcpy(t->out, t->p, (size_t)(to - t->p));
    t->out += to - t->p;
    t->p = to;
}

/* Copies up to a character and with it, or to the end. */
static void copy_through(thinner *t, char c)
{
    const char *at = memchr(t->p, c, (size_t)(t->end - t->p));
    copy(t, at != NULL ? at + 1 : t->end);
}

static bool stand_in(thinner *t, const char *to)
{
    ecoi_html *html = t->html;
    if (!ecoi_grow(&html->runs, &html->cap_runs, html->n_runs + 1, sizeof *html->runs))
        return false;
    html->runs[html->n_runs] = (eco_text){t->p, (size_t)(to - t->p)};
    t->out += ecoi_utf8_encode(ECOI_HTML_STAND_IN + (uint32_t)html->n_runs++, t->out);
    t->p = to;
    return true;
}

/* "&#983040;" is such a character too. */
static bool is_number_taken(const char *p, const char *end)
{
    uint32_t n = 0;
    bool hex = p < end && (*p | 0x20) == 'x';
    for (p += hex; p < end && n < NUMBER_MAX; p++) {
        unsigned digit = *p >= '0' && *p <= '9' ? (unsigned)(*p - '0') : (unsigned)((*p | 0x20) - 'a' + 10);
        if (digit >= (hex ? 16u : 10u))
            break;
        n = n * (hex ? 16 : 10) + digit;
    }
    return n >= ECOI_HTML_STAND_IN && n < ECOI_HTML_STAND_IN + 0x10000;
}

/* The names of the characters of Latin-1, looked up when the first is asked for. */
static void name_latin_1(thinner *t)
{
    for (unsigned c = '"'; c < LATIN_1; c++) {
        const htmlEntityDesc *entity = htmlEntityValueLookup(c);
        if (entity != NULL)
            t->names[t->n_names++] = entity->name;
    }
}

/* The letters of "&eacutetait" that name one of these, which needs no semicolon; 0: none do. */
static size_t named_without_end(thinner *t, const char *p, size_t len)
{
    size_t best = 0;
    if (t->n_names == 0)
        name_latin_1(t);
    for (size_t i = 0; i < t->n_names && len > 0; i++) {
        size_t n = t->names[i][0] == *p ? strlen(t->names[i]) : SIZE_MAX;
        if (n <= len && n > best && memcmp(t->names[i], p, n) == 0)
            best = n;
    }
    return best;
}

/* A reference to a character, which must stay whole, or a sign that looks like the beginning of one. */
static void copy_reference(thinner *t)
{
    const char *p = t->p + 1;
    if (p < t->end && *p == '#') {
        t->is_taken |= is_number_taken(p + 1, t->end);
        p = skip(t, p + 1, NAME);
        copy(t, p < t->end && *p == ';' ? p + 1 : p);
        return;
    }
    const char *end = skip(t, p, NAME);
    bool ended = end < t->end && *end == ';';
    size_t n = ended ? 0 : named_without_end(t, p, (size_t)(end - p));
    copy(t, n > 0 ? p + n : end + ended);
    if (n > 0)
        *t->out++ = ';';
}

/* A character that is not plain. */
static void copy_special(thinner *t)
{
    size_t left = (size_t)(t->end - t->p), n = (uint8_t)*t->p == 0xef ? 3 : 1;
    if (*t->p == '&')
        copy_reference(t);
    else
        copy(t, t->p + (n < left ? n : left));
}

/* Text up to the next tag. White space is one space: so it is in what is kept. */
static bool thin_text(thinner *t)
{
    const char *at = memchr(t->p, '<', (size_t)(t->end - t->p)), *stop = at != NULL ? at : t->end;
    while (t->p < stop) {
        const char *start = skip(t, t->p, SPACE);
        if (start > t->p)
            *t->out++ = ' ';
        t->p = start;
        const char *to = skip(t, start, PLAIN);
        bool many = t->html->n_runs >= ECOI_HTML_STAND_INS;
        if (to - start >= RUN_MIN && t->stand_ins && !many) {
            if (!stand_in(t, to))
                return false;
        } else {
            copy(t, to);
        }
        if (t->p < stop)
            copy_special(t);
    }
    return true;
}

/* An attribute as the parser reads it: a name, and a value in quotes or up to white space. */
typedef struct attribute {
    eco_text name, value; /* the value without its quotes */
    char quote;           /* 0: none */
} attribute;

/* Returns what follows it; NULL when its quotes do not end. */
static const char *read_value(const thinner *t, const char *p, attribute *out)
{
    out->quote = p < t->end && (*p == '"' || *p == '\'') ? *p : 0;
    const char *start = p + (out->quote != 0), *end = start;
    if (out->quote != 0)
        end = memchr(start, out->quote, (size_t)(t->end - start));
    else
        while (end < t->end && !is(t, end, SPACE) && *end != '>')
            end++;
    if (end == NULL)
        return NULL;
    out->value = (eco_text){start, (size_t)(end - start)};
    return end + (out->quote != 0);
}

static const char *read_attribute(const thinner *t, const char *p, attribute *out)
{
    const char *end = skip(t, p, NAME), *sign = skip(t, end, SPACE);
    *out = (attribute){.name = {p, (size_t)(end - p)}};
    return sign < t->end && *sign == '=' ? read_value(t, skip(t, sign + 1, SPACE), out) : end;
}

static bool is_word(eco_text text, const char *word)
{
    size_t len = strlen(word);
    return text.len == len && strncasecmp(text.ptr, word, len) == 0;
}

static bool has(eco_text text, const char *word)
{
    return text.len > 0 && memmem(text.ptr, text.len, word, strlen(word)) != NULL;
}

/* Of the address of a link matters whether it is "/", and whether it is within the page. */
static eco_text beginning(eco_text address)
{
    bool plain = address.len > 2 && (uint8_t)address.ptr[1] < 0x80 && memchr(address.ptr, '&', 2) == NULL;
    return plain ? (eco_text){address.ptr, 2} : address;
}

static void keep_attribute(thinner *t, eco_text tag, const attribute *a)
{
    eco_text value = a->value;
    if (!ecoi_html_asks_for(a->name) || (is_word(a->name, "style") && !has(value, "display")))
        return;
    if (is_word(a->name, "href") && !is_word(tag, "link"))
        value = beginning(value);
    *t->out++ = ' ';
    memcpy(t->out, a->name.ptr, a->name.len);
    t->out += a->name.len;
    if (a->value.ptr == NULL)
        return;
    *t->out++ = '=';
    if (a->quote != 0)
        *t->out++ = a->quote;
    memcpy(t->out, value.ptr, value.len);
    t->out += value.len;
    if (a->quote != 0)
        *t->out++ = a->quote;
}

/* "</script", or another tag's end; NULL where there is none. */
static const char *find_end_tag(const thinner *t, eco_text name)
{
    for (const char *p = t->p; (p = memmem(p, (size_t)(t->end - p), "</", 2)) != NULL; p += 2)
        if ((size_t)(t->end - p - 2) >= name.len && strncasecmp(p + 2, name.ptr, name.len) == 0)
            return p;
    return NULL;
}

/* What is in a script or style, whose tag stands at `start` of what is written: nothing is read of it but
 * JSON-LD. Of one without an end only what comes before the next end of anything is lost, and not the page.
 */
static void thin_raw(thinner *t, eco_text tag, char *start, bool is_json)
{
    bool *ended = is_word(tag, "style") ? &t->styles_end : &t->scripts_end;
    const char *end = *ended ? find_end_tag(t, tag) : NULL;
    *ended = end != NULL;
    if (end == NULL) {
        t->out = start;
        end = memmem(t->p, (size_t)(t->end - t->p), "</", 2);
    } else if (is_json) {
        copy(t, end);
    }
    t->p = end != NULL ? end : t->end;
}

static bool ends_tag(const thinner *t, const char *p)
{
    return *p == '>' || (*p == '/' && p + 1 < t->end && p[1] == '>');
}

/* What is no attribute goes as far as the next white space. */
static const char *skip_junk(const thinner *t, const char *p)
{
    while (p < t->end && !is(t, p, SPACE) && !ends_tag(t, p))
        p++;
    return p;
}

/* The end of a tag, which stands at `start` of what is written. */
static void end_tag(thinner *t, eco_text tag, char *start, bool is_json)
{
    bool empty = *t->p == '/';
    copy(t, t->p + 1 + empty);
    if (!empty && (is_word(tag, "script") || is_word(tag, "style")))
        thin_raw(t, tag, start, is_json);
}

/* A start tag, whose name ends at `p`. One without an end takes the rest of the page with it. */
static void thin_tag(thinner *t, eco_text tag, const char *p)
{
    const char *begin = t->p;
    char *start = t->out;
    bool is_json = false;
    copy(t, p);
    while ((p = skip(t, p, SPACE)) < t->end) {
        attribute a = {0};
        t->p = p;
        if (ends_tag(t, p)) {
            end_tag(t, tag, start, is_json);
            return;
        }
        p = is(t, p, NAME_START) ? read_attribute(t, p, &a) : skip_junk(t, p);
        if (p == NULL)
            break;
        is_json |= is_word(a.name, "type") && has(a.value, "json");
        if (a.name.len > 0)
            keep_attribute(t, tag, &a);
    }
    t->p = begin;
    t->out = start;
    copy(t, t->end);
}

static bool starts(const thinner *t, const char *with)
{
    size_t len = strlen(with);
    return (size_t)(t->end - t->p) >= len && memcmp(t->p, with, len) == 0;
}

/* "-->", or as it is mistyped; NULL where there is none. */
static const char *end_of_comment(const char *p, const char *end)
{
    for (; (p = memmem(p, (size_t)(end - p), "--", 2)) != NULL; p++)
        for (size_t i = 0; i < 2; i++)
            if ((size_t)(end - p) >= 3 + i && memcmp(p + 2, i == 0 ? ">" : "!>", 1 + i) == 0)
                return p + 3 + i;
    return NULL;
}

/* "</p", "<?xml", "<!doctype": what goes as far as the next ">". The rest is text. */
static bool is_declaration(const thinner *t, const char *name)
{
    static const char doctype[] = "!doctype";
    if (name < t->end && *name == '?' && name + 1 < t->end && (uint8_t)name[1] >= 0x80)
        return true;
    if (name < t->end && strchr("/?", *name) != NULL)
        return is(t, name + 1, NAME_START);
    return (size_t)(t->end - name) >= sizeof doctype - 1 &&
           strncasecmp(name, doctype, sizeof doctype - 1) == 0;
}

/* Leaves a short one where the text around it might join to a tag or a reference. */
static void skip_comment(thinner *t, const char *end)
{
    static const char empty[] = "<!---->";
    bool apart = t->p == t->start || t->p[-1] == '>' || is(t, t->p - 1, SPACE);
    if (!apart) {
        memcpy(t->out, empty, sizeof empty - 1);
        t->out += sizeof empty - 1;
    }
    t->p = end;
}

/* At "<". */
static void thin_markup(thinner *t)
{
    const char *name = t->p + 1;
    if (starts(t, "<!--")) {
        const char *end = end_of_comment(t->p + 4, t->end);
        if (end == NULL)
            copy(t, t->end);
        else
            skip_comment(t, end);
    } else if (is(t, name, TAG_START)) {
        const char *end = skip(t, name, NAME);
        thin_tag(t, (eco_text){name, (size_t)(end - name)}, end);
    } else if (is_declaration(t, name)) {
        copy_through(t, '>');
    } else {
        copy(t, name < t->end && strchr("/?", *name) != NULL ? name + 1 : name);
    }
}

static bool thin(ecoi_html *html, eco_text page, bool stand_ins, bool *out_taken)
{
    uint8_t classes[256];
    for (unsigned c = 0; c < 256; c++)
        classes[c] = class_of((uint8_t)c);
    html->n_runs = html->thin.len = 0;
    /* "&lt" becomes a byte longer, nothing else does */
    char *out = (char *)ecoi_buf_reserve(&html->thin, page.len + page.len / 3 + 1);
    thinner t = {.html = html,
                 .start = page.ptr,
                 .p = page.ptr,
                 .end = page.ptr + page.len,
                 .out = out,
                 .classes = classes,
                 .scripts_end = true,
                 .styles_end = true,
                 .stand_ins = stand_ins};
    while (out != NULL && t.p < t.end) {
        if (*t.p == '<')
            thin_markup(&t);
        else if (!thin_text(&t))
            return false;
    }
    html->thin.len = out != NULL ? (size_t)(t.out - out) : 0;
    *out_taken = t.is_taken;
    return out != NULL;
}

bool ecoi_html_thin(ecoi_html *html, eco_text page, eco_text *out)
{
    bool taken = memchr(page.ptr, ECOI_HTML_STAND_IN_BYTE, page.len) != NULL;
    if (!thin(html, page, !taken, &taken) || (taken && !thin(html, page, false, &taken)))
        return false;
    *out = (eco_text){(const char *)html->thin.data, html->thin.len};
    return true;
}
