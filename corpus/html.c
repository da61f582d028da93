/* SPDX-License-Identifier: MIT */
#include "corpus/html.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "corpus/fields.h"
#include "corpus/html_meta.h"

/* So many bytes of something else may come before a page. */
enum { JUNK_MAX = 1024, WINDOW = 1 << 16 };

ecoi_html *ecoi_html_new(void)
{
    return calloc(1, sizeof(ecoi_html));
}

void ecoi_html_free(ecoi_html *html)
{
    if (html == NULL)
        return;
    ecoi_buf_dispose(&html->decoded);
    ecoi_buf_dispose(&html->thin);
    ecoi_buf_dispose(&html->raw);
    ecoi_buf_dispose(&html->text);
    ecoi_buf_dispose(&html->said);
    ecoi_buf_dispose(&html->json);
    free(html->repeats);
    free(html->runs);
    free(html->blocks);
    free(html->holders);
    for (size_t i = 0; i < sizeof html->ld / sizeof *html->ld; i++)
        ecoi_json_free(html->ld[i]);
    free(html->open);
    free(html);
}

/* The blocks as paragraphs, which phrases and zones are told by. */
static bool make_paragraphs(ecoi_html *html, ecoi_paragraphs *paragraphs)
{
    if (!ecoi_grow(&paragraphs->items, &paragraphs->cap, html->n_blocks, sizeof *paragraphs->items))
        return false;
    for (size_t i = 0; i < html->n_blocks; i++) {
        paragraphs->items[i] = (ecoi_paragraph){.text = ecoi_html_block_text(html, i),
                                                .zone = ECO_ZONE_BODY,
                                                .starts_block = html->blocks[i].starts_block};
    }
    paragraphs->n = html->n_blocks;
    return true;
}

static bool add_zones(ecoi_reading *reading, bool title)
{
    const ecoi_paragraphs *paragraphs = &reading->paragraphs;
    for (size_t i = 0; i < paragraphs->n; i++)
        if ((paragraphs->items[i].zone == ECO_ZONE_TITLE) == title &&
            !ecoi_draft_add(&reading->draft, paragraphs->items[i].zone, paragraphs->items[i].text))
            return false;
    return true;
}

/* The block that is the title, or else what the page calls itself. */
static bool add_title(ecoi_reading *reading)
{
    ecoi_html *html = reading->html;
    if (html->title < html->n_blocks)
        return add_zones(reading, true);
    eco_text title = ecoi_html_stated_title(html);
    return title.len == 0 || (ecoi_arena_text(&reading->draft.texts, title, &title) &&
                              ecoi_draft_add(&reading->draft, ECO_ZONE_TITLE, title));
}

static bool set_fields(ecoi_reading *reading)
{
    reading->fields.len = 0;
    return ecoi_html_append_fields(reading->html, &reading->fields) &&
           ecoi_fields_close(&reading->fields, &reading->draft.document.fields);
}

ecoi_step ecoi_html_read(ecoi_reading *reading, const ecoi_html_page *page, const char *where)
{
    ecoi_html *html = reading->html;
    ecoi_paragraphs *paragraphs = &reading->paragraphs;
    eco_document *document = &reading->draft.document;
    eco_text text;
    if (!ecoi_html_decode(reading, page, &text) || !ecoi_html_parse(html, text) || !ecoi_html_read_ld(html) ||
        !make_paragraphs(html, paragraphs))
        return ECOI_STEP_NO_MEMORY;
    if (paragraphs->n == 0) {
        ecoi_reading_reject(reading, ECO_REJECT_EMPTY, reading->record, "%sa page of HTML without text",
                            where);
        return ECOI_STEP_AGAIN;
    }
    if (!ecoi_html_address(reading, page->url) ||
        !ecoi_html_zones(html, &reading->phrases, document->source, paragraphs->items, &document->partial) ||
        !ecoi_html_meta(reading, page->url) || !add_title(reading) || !add_zones(reading, false) ||
        !set_fields(reading))
        return ECOI_STEP_NO_MEMORY;
    return ECOI_STEP_DOCUMENT;
}

bool ecoi_html_append_fields(const ecoi_html *html, ecoi_buf *fields)
{
    return ecoi_fields_add(fields, "author", html->author) && ecoi_fields_add(fields, "site", html->site) &&
           ecoi_fields_add(fields, "language", html->language);
}

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && strchr(" \t\r\n", *p) != NULL && *p != '\0')
        p++;
    return p;
}

/* Behind white space, comments, and an XML declaration; NULL where one does not end here. */
static const char *skip_preamble(const char *p, const char *end)
{
    static const char *const ends[][2] = {{"<!--", "-->"}, {"<?xml", "?>"}};
    for (size_t i = 0; i < 2;) {
        p = skip_space(p, end);
        size_t n = strlen(ends[i][0]);
        if ((size_t)(end - p) < n || strncasecmp(p, ends[i][0], n) != 0) {
            i++;
            continue;
        }
        p = memmem(p, (size_t)(end - p), ends[i][1], strlen(ends[i][1]));
        if (p == NULL)
            return NULL;
        p += strlen(ends[i][1]);
        i = 0;
    }
    return p;
}

static bool begins(const char *p, const char *end, const char *word)
{
    size_t len = strlen(word);
    return (size_t)(end - p) >= len && strncasecmp(p, word, len) == 0;
}

/* "<div class=", "<p>": the tag of an element of HTML. */
static bool begins_element(const char *p, const char *end)
{
    char name[16];
    size_t n = 0;
    if (p == end || *p++ != '<')
        return false;
    for (; p < end && n + 1 < sizeof name && ((*p | 32) >= 'a' ? (*p | 32) <= 'z' : *p >= '0' && *p <= '9');
         p++)
        name[n++] = *p >= 'A' && *p <= 'Z' ? (char)(*p + ('a' - 'A')) : *p;
    name[n] = '\0';
    return n > 0 && p < end && strchr(" \t\r\n>/", *p) != NULL && *p != '\0' &&
           ecoi_tag_of(name) != ECOI_TAG_OTHER;
}

/* A line of the beginning starts the page, behind whatever a server has written before it. */
static bool begins_later(const char *p, const char *end)
{
    while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL)
        if (begins(++p, end, "<!doctype html") || begins(p, end, "<html>") || begins(p, end, "<html "))
            return true;
    return false;
}

bool ecoi_html_looks(const char *head, size_t len)
{
    const char *end = head + len, *p = head + (len >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0);
    p = skip_preamble(p, end);
    if (p == NULL) /* nothing but markup begins with so long a comment */
        return true;
    return begins(p, end, "<!doctype html") || begins_element(p, end) ||
           begins_later(head, len < JUNK_MAX ? end : head + JUNK_MAX);
}

static bool sniff(const char *name, const char *head, size_t len)
{
    (void)name;
    return ecoi_html_looks(head, len);
}

static bool is_base64(uint8_t c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '+' || c == '/' ||
           c == '=';
}

/* Takes the bytes of an image or the like that is written into the page. */
static void pass_over_data(ecoi_input *input)
{
    for (size_t n = 1; n > 0;) {
        eco_text window = ecoi_input_peek(input, WINDOW);
        for (n = 0; n < window.len && is_base64((uint8_t)window.ptr[n]);)
            n++;
        ecoi_input_take(input, n);
    }
}

/* A page longer than one may be: gathers it without what data: addresses hold, up to a byte more than `max`.
 * False when memory ran out. */
static bool gather(ecoi_input *input, uint64_t max, ecoi_buf *to)
{
    static const char mark[] = ";base64,";
    enum { MARK_LEN = sizeof mark - 1 };
    for (to->len = 0; to->len <= max;) {
        eco_text window = ecoi_input_peek(input, WINDOW);
        const char *at = memmem(window.ptr, window.len, mark, MARK_LEN);
        size_t n = at != NULL             ? (size_t)(at - window.ptr) + MARK_LEN
                   : window.len >= WINDOW ? window.len - (MARK_LEN - 1)
                                          : window.len;
        if (n == 0)
            return true;
        if (!ecoi_buf_append(to, window.ptr, n))
            return false;
        ecoi_input_take(input, n);
        if (at != NULL)
            pass_over_data(input);
    }
    return true;
}

static ecoi_step next(ecoi_reading *reading)
{
    uint64_t max = reading->options->max_record_bytes;
    if (reading->record > 0)
        return ECOI_STEP_END;
    eco_text bytes = ecoi_input_peek(&reading->input, max + 1);
    if (bytes.len > max && reading->input.problem == ECOI_INPUT_FINE) {
        if (!gather(&reading->input, max, &reading->html->raw))
            return ECOI_STEP_NO_MEMORY;
        bytes = (eco_text){(const char *)reading->html->raw.data, reading->html->raw.len};
    }
    if (reading->input.problem != ECOI_INPUT_FINE)
        return ECOI_STEP_END;
    ecoi_step step = ecoi_reading_name(reading, 0);
    if (step != ECOI_STEP_DOCUMENT)
        return step;
    if (!ecoi_reading_folder(reading))
        return ECOI_STEP_NO_MEMORY;
    reading->draft.document.date = ecoi_reading_file_date(reading);
    reading->draft.damaged = bytes.len > max; /* read as far as the limit goes */
    ecoi_html_page page = {.bytes = {bytes.ptr, bytes.len < max ? bytes.len : max}};
    step = ecoi_html_read(reading, &page, "");
    reading->record = 1;
    return step == ECOI_STEP_AGAIN ? ECOI_STEP_END : step;
}

const ecoi_kind ecoi_kind_html = {"html", sniff, next};
