/* SPDX-License-Identifier: MIT */
#include "corpus/html.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "corpus/fields.h"
#include "corpus/html_meta.h"

ecoi_html *ecoi_html_new(void)
{
    return calloc(1, sizeof(ecoi_html));
}

void ecoi_html_free(ecoi_html *html)
{
    if (html == NULL)
        return;
    ecoi_buf_dispose(&html->decoded);
    ecoi_buf_dispose(&html->text);
    ecoi_buf_dispose(&html->said);
    ecoi_buf_dispose(&html->json);
    free(html->blocks);
    free(html->holders);
    for (size_t i = 0; i < sizeof html->ld / sizeof *html->ld; i++)
        ecoi_json_free(html->ld[i]);
    free(html->open);
    free(html);
}

/* The page as well-formed UTF-8 in which NULs, which no text has, are U+FFFD. */
static bool decode(ecoi_reading *reading, const ecoi_html_page *page, eco_text *out)
{
    if (!ecoi_reading_decode(reading, page->bytes, out))
        return false;
    if (memchr(out->ptr, '\0', out->len) == NULL)
        return true;
    ecoi_buf *copy = &reading->html->decoded;
    copy->len = 0;
    for (const char *p = out->ptr, *end = p + out->len; p < end;) {
        const char *nul = memchr(p, '\0', (size_t)(end - p)), *stop = nul != NULL ? nul : end;
        if (!ecoi_buf_append(copy, p, (size_t)(stop - p)) ||
            (nul != NULL && !ecoi_buf_append(copy, "\xef\xbf\xbd", 3)))
            return false;
        reading->draft.replaced += nul != NULL;
        p = stop + (nul != NULL);
    }
    *out = (eco_text){(const char *)copy->data, copy->len};
    return true;
}

/* The blocks as paragraphs, which phrases and zones are told by. */
static bool make_paragraphs(ecoi_html *html, ecoi_paragraphs *paragraphs)
{
    if (!ecoi_grow(&paragraphs->items, &paragraphs->cap, html->n_blocks, sizeof *paragraphs->items))
        return false;
    for (size_t i = 0; i < html->n_blocks; i++) {
        const ecoi_html_block *block = &html->blocks[i];
        paragraphs->items[i] =
            (ecoi_paragraph){.text = {(const char *)html->text.data + block->off, block->len},
                             .zone = ECO_ZONE_BODY,
                             .starts_block = block->starts_block};
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
    if (!decode(reading, page, &text) || !ecoi_html_parse(html, text) || !ecoi_html_read_ld(html) ||
        !make_paragraphs(html, paragraphs))
        return ECOI_STEP_NO_MEMORY;
    if (paragraphs->n == 0) {
        ecoi_reading_reject(reading, ECO_REJECT_EMPTY, reading->record, "%sa page of HTML without text",
                            where);
        return ECOI_STEP_AGAIN;
    }
    document->partial = ecoi_html_zones(html, &reading->phrases, paragraphs->items);
    if (!ecoi_html_meta(reading, page->url) || !add_title(reading) || !add_zones(reading, false) ||
        !set_fields(reading))
        return ECOI_STEP_NO_MEMORY;
    return ECOI_STEP_DOCUMENT;
}

bool ecoi_html_append_fields(const ecoi_html *html, ecoi_buf *fields)
{
    return ecoi_fields_add(fields, "author", html->author) && ecoi_fields_add(fields, "site", html->site) &&
           ecoi_fields_add(fields, "language", html->language);
}

static bool begins(const char *p, const char *end, const char *word)
{
    size_t len = strlen(word);
    return (size_t)(end - p) > len && strncasecmp(p, word, len) == 0 && strchr(" \t\r\n>/", p[len]) != NULL;
}

bool ecoi_html_looks(const char *head, size_t len)
{
    static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body", "<title", "<meta"};
    const char *p = head, *end = head + len;
    p += len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    for (;;) {
        while (p < end && strchr(" \t\r\n", *p) != NULL && *p != '\0')
            p++;
        if (end - p < 4 || memcmp(p, "<!--", 4) != 0)
            break;
        const char *close = memmem(p, (size_t)(end - p), "-->", 3);
        if (close == NULL)
            return false;
        p = close + 3;
    }
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (begins(p, end, starts[i]))
            return true;
    return false;
}

static bool sniff(const char *name, const char *head, size_t len)
{
    (void)name;
    return ecoi_html_looks(head, len);
}

static ecoi_step next(ecoi_reading *reading)
{
    uint64_t max = reading->options->max_record_bytes;
    if (reading->record > 0)
        return ECOI_STEP_END;
    eco_text bytes = ecoi_input_peek(&reading->input, max + 1);
    if (reading->input.problem != ECOI_INPUT_FINE)
        return ECOI_STEP_END;
    ecoi_step step = ecoi_reading_name(reading, 0);
    if (step != ECOI_STEP_DOCUMENT)
        return step;
    if (!ecoi_reading_folder(reading))
        return ECOI_STEP_NO_MEMORY;
    reading->draft.document.date = ecoi_reading_file_date(reading);
    ecoi_html_page page = {.bytes = {bytes.ptr, bytes.len < max ? bytes.len : max}};
    step = ecoi_html_read(reading, &page, "");
    reading->record = 1;
    return step == ECOI_STEP_AGAIN ? ECOI_STEP_END : step;
}

const ecoi_kind ecoi_kind_html = {"html", sniff, next};
