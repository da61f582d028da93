/* SPDX-License-Identifier: MIT */
/*
 * Markup to blocks. libxml2's parser reports elements and characters as it meets them; no tree is made.
 *
 * Its search for the start tag that an end tag belongs to takes time with the depth, so it is started anew,
 * at the place it has reached, whenever elements stand more than DEPTH_MAX deep (browsers flatten such pages
 * too).
 */
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "corpus/html_impl.h"

enum { DEPTH_MAX = 512 };

static bool is_space(char c)
{
    return (uint8_t)c <= ' ' || c == 0x7f;
}

/* Appends text with each run of white space as one space, none at the start. */
static void append_text(ecoi_html *html, const char *p, size_t len)
{
    uint8_t *out = ecoi_buf_reserve(&html->text, len + 1);
    if (out == NULL) {
        html->no_memory = true;
        return;
    }
    bool space = html->space, is_empty = html->text.len == html->block_off;
    for (const char *end = p + len; p < end; p++) {
        if (is_space(*p)) {
            space = true;
            continue;
        }
        if (space && !is_empty)
            *out++ = ' ';
        space = is_empty = false;
        *out++ = (uint8_t)*p;
    }
    html->space = space;
    html->text.len = (size_t)(out - html->text.data);
}

static void end_block(ecoi_html *html)
{
    eco_text whole = {(const char *)html->text.data + html->block_off, html->text.len - html->block_off};
    eco_text text = ecoi_text_trim(whole);
    bool more = text.len > 0 && html->n_blocks < ECOI_PARAGRAPHS_MAX;
    if (more && !ecoi_grow(&html->blocks, &html->cap_blocks, html->n_blocks + 1, sizeof *html->blocks))
        html->no_memory = true;
    else if (more) {
        size_t i = html->n_open;
        while (i > 0 && html->open[i - 1].kind == ECOI_TAG_INLINE)
            i--;
        html->blocks[html->n_blocks++] =
            (ecoi_html_block){.off = (size_t)(text.ptr - (const char *)html->text.data),
                              .len = text.len,
                              .starts_block = html->breaks != 1,
                              .tag = i > 0 ? html->open[i - 1].tag : ECOI_TAG_OTHER,
                              .link_len = html->link_len};
        html->breaks = 0;
    }
    html->block_off = html->text.len;
    html->link_len = 0;
    html->space = false;
}

static const char *attribute(const xmlChar **attributes, const char *name)
{
    for (; attributes != NULL && attributes[0] != NULL; attributes += 2)
        if (strcmp((const char *)attributes[0], name) == 0)
            return (const char *)attributes[1];
    return NULL;
}

static void keep_text(ecoi_html *html, const char *text, size_t *off, size_t *len)
{
    end_block(html);
    append_text(html, text, strlen(text));
    *off = html->block_off;
    *len = html->text.len - html->block_off;
    html->block_off = html->text.len;
    html->space = false;
}

static void read_link(ecoi_html *html, const xmlChar **attributes)
{
    const char *rel = attribute(attributes, "rel"), *href = attribute(attributes, "href");
    if (rel != NULL && href != NULL && strcmp(rel, "canonical") == 0 && html->canonical_len == 0)
        keep_text(html, href, &html->canonical_off, &html->canonical_len);
}

static void stop_parser(ecoi_html *html)
{
    xmlStopParser(html->parser);
}

/* The tag being read ends at the next ">". */
static void resume_later(ecoi_html *html)
{
    const xmlParserInput *input = ((htmlParserCtxtPtr)html->parser)->input;
    html->resume = input->consumed + (size_t)(input->cur - input->base);
    stop_parser(html);
}

static void count_open(ecoi_html *html, const ecoi_html_element *element, bool opens)
{
    size_t by = opens ? 1 : (size_t)-1;
    if (element->kind == ECOI_TAG_SILENT)
        html->n_silent += by;
    if (element->tag == ECOI_TAG_A)
        html->n_links += by;
}

static void on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
    ecoi_html *html = user;
    ecoi_tag tag = ecoi_tag_of((const char *)name);
    ecoi_tag_kind kind = ecoi_tag_kind_of(tag);
    if (kind == ECOI_TAG_BLOCK || kind == ECOI_TAG_BREAK)
        end_block(html);
    html->breaks += kind == ECOI_TAG_BLOCK ? 2 : kind == ECOI_TAG_BREAK;
    if (tag == ECOI_TAG_LINK)
        read_link(html, attributes);
    if (tag == ECOI_TAG_TITLE && html->n_silent == 0 && html->title_len == 0) {
        end_block(html);
        html->in_title = true;
    }
    if (!ecoi_grow(&html->open, &html->cap_open, html->n_open + 1, sizeof *html->open))
        html->no_memory = true;
    if (html->no_memory) {
        stop_parser(html);
        return;
    }
    html->open[html->n_open] = (ecoi_html_element){.tag = (uint8_t)tag, .kind = (uint8_t)kind};
    count_open(html, &html->open[html->n_open++], true);
    if (html->n_open > DEPTH_MAX && kind != ECOI_TAG_SILENT)
        resume_later(html);
}

static void end_title(ecoi_html *html)
{
    html->in_title = false;
    html->title_off = html->block_off;
    html->title_len = html->text.len - html->block_off;
    html->block_off = html->text.len;
    html->space = false;
}

static void on_end(void *user, const xmlChar *name)
{
    ecoi_html *html = user;
    ecoi_tag tag = ecoi_tag_of((const char *)name);
    size_t i = html->n_open;
    while (i > 0 && html->open[i - 1].tag != tag)
        i--;
    if (i == 0)
        return;
    if (ecoi_tag_kind_of(tag) == ECOI_TAG_BLOCK) {
        end_block(html);
        html->breaks += 2;
    }
    if (html->in_title)
        end_title(html);
    while (html->n_open >= i)
        count_open(html, &html->open[--html->n_open], false);
}

static void on_text(void *user, const xmlChar *text, int len)
{
    ecoi_html *html = user;
    if (html->n_silent > 0 && !html->in_title)
        return;
    size_t before = html->text.len;
    append_text(html, (const char *)text, (size_t)len);
    if (html->n_links > 0)
        html->link_len += (uint32_t)(html->text.len - before);
    if (html->no_memory)
        stop_parser(html);
}

/* Parses from `page` on; sets `resume`. */
static void parse_on(ecoi_html *html, eco_text page)
{
    int len = page.len < INT32_MAX ? (int)page.len : INT32_MAX;
    htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(page.ptr, len);
    html->resume = 0;
    if (parser == NULL) {
        html->no_memory = true;
        return;
    }
    *parser->sax = (xmlSAXHandler){.startElement = on_start,
                                   .endElement = on_end,
                                   .characters = on_text,
                                   .ignorableWhitespace = on_text,
                                   .cdataBlock = on_text};
    parser->userData = html;
    html->parser = parser;
    htmlCtxtUseOptions(parser, HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                   HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(parser);
    html->no_memory |= parser->errNo == XML_ERR_NO_MEMORY;
    htmlFreeParserCtxt(parser);
    html->parser = NULL;
}

static void reset(ecoi_html *html)
{
    html->text.len = html->n_blocks = html->n_open = html->n_silent = html->n_links = 0;
    html->title_len = html->canonical_len = html->block_off = 0;
    html->link_len = 0;
    html->in_title = html->space = html->no_memory = false;
    html->breaks = 2;
}

bool ecoi_html_parse(ecoi_html *html, eco_text page)
{
    reset(html);
    while (page.len > 0 && !html->no_memory) {
        parse_on(html, page);
        if (html->resume == 0)
            break;
        const char *end = page.ptr + page.len, *at = page.ptr + html->resume;
        at = at < end ? memchr(at, '>', (size_t)(end - at)) : NULL;
        page = at == NULL ? (eco_text){0} : (eco_text){at + 1, (size_t)(end - at - 1)};
        html->n_open = html->n_silent = html->n_links = 0;
    }
    end_block(html);
    return !html->no_memory;
}
