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
#include <libxml/xmlIO.h>
#include <string.h>

#include "base/utf8.h"
#include "corpus/html_parse.h"

enum { DEPTH_MAX = 512, SIGNS_MAX = 20000 };

static bool is_space(char c)
{
    return (uint8_t)c <= ' ' || c == 0x7f;
}

/* Whether text is appended as it stands: no white space but single spaces within it, no control character.
 * One pass without branches, which compilers make one over many bytes at once. */
static bool is_tidy(const char *text, size_t len)
{
    const uint8_t *p = (const uint8_t *)text;
    unsigned untidy = p[len - 1] <= ' ' || p[len - 1] == 0x7f || p[len - 1] == 0xc2;
    for (size_t i = 0; i + 1 < len; i++)
        untidy |= (unsigned)(p[i] < ' ') | (unsigned)(p[i] == 0x7f) |
                  ((unsigned)(p[i] == ' ') & (unsigned)(p[i + 1] <= ' ')) |
                  ((unsigned)(p[i] == 0xc2) & (unsigned)(p[i + 1] < 0xa0));
    return !untidy;
}

/* Appends text with each run of white space as one space, none at the start. "&#146;" and its like mean what
 * they are in Windows-1252, and not control characters. */
static void append_text(ecoi_html *html, const char *p, size_t len)
{
    uint8_t *out = ecoi_buf_reserve(&html->text, len + len / 2 + 1);
    if (out == NULL) {
        html->no_memory = true;
        return;
    }
    bool space = html->space, is_empty = html->text.len == html->block_off;
    if (len > 0 && *p != ' ' && is_tidy(p, len)) {
        if (space && !is_empty)
            *out++ = ' ';
        memcpy(out, p, len);
        html->space = false;
        html->text.len = (size_t)(out + len - html->text.data);
        return;
    }
    for (const char *end = p + len; p < end; p++) {
        if (is_space(*p)) {
            space = true;
            continue;
        }
        if (space && !is_empty)
            *out++ = ' ';
        space = is_empty = false;
        if ((uint8_t)*p == 0xc2 && end - p > 1 && (uint8_t)p[1] < 0xa0)
            out += ecoi_utf8_encode(ecoi_windows_1252((uint8_t) * ++p), (char *)out);
        else
            *out++ = (uint8_t)*p;
    }
    html->space = space;
    html->text.len = (size_t)(out - html->text.data);
}

/* The number of the innermost holder, made with those around it if there is none yet. */
static uint32_t find_holder(ecoi_html *html)
{
    size_t i = html->n_open;
    while (i > 0 && html->open[i - 1].holder == 0)
        i--;
    uint32_t holder = i > 0 ? html->open[i - 1].holder : 0;
    for (; i < html->n_open; i++) {
        ecoi_html_element *element = &html->open[i];
        if (element->kind != ECOI_TAG_BLOCK && element->cues == 0)
            continue;
        if (!ecoi_grow(&html->holders, &html->cap_holders, html->n_holders + 1, sizeof *html->holders)) {
            html->no_memory = true;
            return 0;
        }
        html->holders[html->n_holders] = (ecoi_html_holder){
            .parent = holder, .cues = element->cues, .tag = element->tag, .first = (uint32_t)html->n_blocks};
        holder = element->holder = (uint32_t)html->n_holders++;
    }
    return holder;
}

static uint8_t tag_of_block(const ecoi_html *html)
{
    size_t i = html->n_open;
    while (i > 0 && html->open[i - 1].kind == ECOI_TAG_INLINE)
        i--;
    return i > 0 ? html->open[i - 1].tag : ECOI_TAG_OTHER;
}

void ecoi_html_end_block(ecoi_html *html)
{
    eco_text whole = {(const char *)html->text.data + html->block_off, html->text.len - html->block_off};
    eco_text text = ecoi_text_trim(whole);
    if (text.len > 0 && html->n_blocks < ECOI_PARAGRAPHS_MAX) {
        uint32_t holder = find_holder(html);
        if (!ecoi_grow(&html->blocks, &html->cap_blocks, html->n_blocks + 1, sizeof *html->blocks))
            html->no_memory = true;
        else
            html->blocks[html->n_blocks++] =
                (ecoi_html_block){.off = (size_t)(text.ptr - (const char *)html->text.data),
                                  .len = text.len,
                                  .starts_block = html->breaks != 1,
                                  .tag = tag_of_block(html),
                                  .holder = holder,
                                  .cues = html->line_end == html->text.len ? html->line_cues : 0,
                                  .link_len = html->link_len,
                                  .bold_len = html->bold_len};
        html->breaks = 0;
    }
    html->block_off = html->text.len;
    html->link_len = html->bold_len = html->line_cues = 0;
    html->space = false;
}

static void count_open(ecoi_html *html, const ecoi_html_element *element, bool opens)
{
    size_t by = opens ? 1 : (size_t)-1;
    if (element->kind == ECOI_TAG_SILENT)
        html->n_silent += by;
    if (element->is_link)
        html->n_links += by;
    if (element->tag == ECOI_TAG_B || element->tag == ECOI_TAG_STRONG)
        html->n_bold += by;
}

static void resume_later(ecoi_html *html)
{
    const xmlParserInput *input = ((htmlParserCtxtPtr)html->parser)->input;
    html->resume = input->consumed + (size_t)(input->cur - input->base);
    xmlStopParser(html->parser);
}

static void open_element(ecoi_html *html, ecoi_tag tag, uint32_t cues, bool is_link)
{
    ecoi_tag_kind kind = ecoi_tag_kind_of(tag);
    if (!ecoi_grow(&html->open, &html->cap_open, html->n_open + 1, sizeof *html->open)) {
        html->no_memory = true;
        return;
    }
    ecoi_html_element *element = &html->open[html->n_open++];
    *element = (ecoi_html_element){.tag = (uint8_t)tag,
                                   .kind = (uint8_t)kind,
                                   .is_link = is_link,
                                   .cues = cues,
                                   .text_off = html->text.len};
    count_open(html, element, true);
    if (html->n_open > DEPTH_MAX && kind != ECOI_TAG_SILENT)
        resume_later(html);
}

static ecoi_tag tag_of(ecoi_html *html, const xmlChar *name)
{
    size_t slot = ((uintptr_t)name >> 2) % ECOI_HTML_TAGS;
    if (html->tags[slot].name != name) {
        html->tags[slot].name = name;
        html->tags[slot].tag = ecoi_tag_of((const char *)name);
    }
    return html->tags[slot].tag;
}

static void on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
    ecoi_html *html = user;
    html->n_signs = html->n_unreported = 0;
    ecoi_tag tag = tag_of(html, name);
    ecoi_tag_kind kind = ecoi_tag_kind_of(tag);
    if (kind == ECOI_TAG_BLOCK || kind == ECOI_TAG_BREAK)
        ecoi_html_end_block(html);
    html->breaks += kind == ECOI_TAG_BLOCK ? 2 : kind == ECOI_TAG_BREAK;
    bool is_link = false;
    uint32_t cues = 0;
    if (html->n_silent == 0)
        cues = ecoi_html_attributes(html, tag, (const char *const *)attributes, &is_link);
    open_element(html, tag, cues, is_link);
    if (html->no_memory)
        xmlStopParser(html->parser);
}

/* An inline element that began where its block did: what it says is true of the block if it ends with it. */
static void end_line(ecoi_html *html, const ecoi_html_element *element)
{
    if (element->kind != ECOI_TAG_INLINE || element->cues == 0 || element->text_off != html->block_off)
        return;
    html->line_cues = element->cues;
    html->line_end = html->text.len;
}

static void on_end(void *user, const xmlChar *name)
{
    ecoi_html *html = user;
    html->n_signs = html->n_unreported = 0;
    ecoi_tag tag = tag_of(html, name);
    size_t i = html->n_open;
    while (i > 0 && html->open[i - 1].tag != tag)
        i--;
    if (i == 0)
        return;
    ecoi_html_end_fact(html);
    if (ecoi_tag_kind_of(tag) == ECOI_TAG_BLOCK) {
        ecoi_html_end_block(html);
        html->breaks += 2;
    }
    while (html->n_open >= i) {
        end_line(html, &html->open[--html->n_open]);
        count_open(html, &html->open[html->n_open], false);
    }
}

/* Text with characters that stand for text of the page (html_thin.c). */
static void append_runs(ecoi_html *html, const char *p, size_t len)
{
    for (const char *end = p + len; p < end && !html->no_memory;) {
        const char *at = html->n_runs > 0 ? memchr(p, ECOI_HTML_STAND_IN_BYTE, (size_t)(end - p)) : NULL;
        size_t n = (size_t)((at != NULL ? at : end) - p);
        append_text(html, p, n);
        p += n;
        if (at == NULL)
            continue;
        size_t run = ecoi_utf8_decode(p, end, &n) - ECOI_HTML_STAND_IN;
        if (run < html->n_runs && !html->no_memory)
            append_text(html, html->runs[run].ptr, html->runs[run].len);
        p += n;
    }
}

static void on_text(void *user, const xmlChar *text, int len)
{
    ecoi_html *html = user;
    html->n_signs = html->n_unreported = 0;
    if (html->in_json)
        html->no_memory |= !ecoi_buf_append(&html->json, text, (size_t)len);
    if (html->n_silent == 0 || html->fact == ECOI_FACT_TITLE) {
        size_t before = html->text.len;
        append_runs(html, (const char *)text, (size_t)len);
        uint32_t more = (uint32_t)(html->text.len - before);
        html->link_len += html->n_links > 0 ? more : 0;
        html->bold_len += html->n_bold > 0 ? more : 0;
    }
    if (html->no_memory)
        xmlStopParser(html->parser);
}

/* Between two reports the parser may have read one tag, and compares each of its attributes with all others.
 * So it is not given more than so many of the signs that part them; comments are not parted. */
static int give(void *user, char *to, int len)
{
    ecoi_html *html = user;
    const xmlParserCtxt *parser = html->parser;
    size_t left = html->page.len - html->given, n = (size_t)len < left ? (size_t)len : left;
    if (html->n_signs > SIGNS_MAX && parser->instate != XML_PARSER_COMMENT &&
        parser->instate != XML_PARSER_PI) {
        html->resume = html->given;
        return 0;
    }
    memcpy(to, html->page.ptr + html->given, n);
    html->given += n;
    html->n_unreported += n;
    for (size_t i = 0; i < n && html->n_unreported > SIGNS_MAX; i++)
        html->n_signs += (uint8_t)to[i] <= ' ' || to[i] == '"' || to[i] == '\'';
    return (int)n;
}

static htmlParserCtxtPtr open_parser(ecoi_html *html)
{
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    if (parser == NULL)
        return NULL;
    xmlParserInputBufferPtr buffer = xmlParserInputBufferCreateIO(give, NULL, html, XML_CHAR_ENCODING_NONE);
    xmlParserInputPtr input =
        buffer != NULL ? xmlNewIOInputStream(parser, buffer, XML_CHAR_ENCODING_NONE) : NULL;
    if (input == NULL || inputPush(parser, input) < 0) {
        if (input == NULL && buffer != NULL)
            xmlFreeParserInputBuffer(buffer);
        htmlFreeParserCtxt(parser);
        return NULL;
    }
    return parser;
}

/* Parses from html->page on; sets `resume` where it stopped before the end. */
static void parse_on(ecoi_html *html)
{
    htmlParserCtxtPtr parser = open_parser(html);
    html->resume = html->given = html->n_signs = html->n_unreported = 0;
    memset(html->tags, 0, sizeof html->tags);
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
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                   HTML_PARSE_NOWARNING | HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(parser);
    html->no_memory |= parser->errNo == XML_ERR_NO_MEMORY;
    htmlFreeParserCtxt(parser);
    html->parser = NULL;
}

static bool reset(ecoi_html *html)
{
    html->text.len = html->said.len = html->json.len = 0;
    html->n_blocks = html->n_open = html->n_silent = html->n_links = html->n_bold = 0;
    memset(html->facts, 0, sizeof html->facts);
    html->fact = ECOI_N_FACTS;
    html->block_off = html->line_end = 0;
    html->link_len = html->bold_len = html->line_cues = 0;
    html->in_json = html->space = html->no_memory = false;
    html->breaks = 2;
    if (!ecoi_grow(&html->holders, &html->cap_holders, 1, sizeof *html->holders) ||
        !ecoi_grow(&html->open, &html->cap_open, 1, sizeof *html->open))
        return false;
    html->holders[0] = (ecoi_html_holder){0};
    html->n_holders = 1;
    return true;
}

/* What follows the tag in which parsing was stopped. */
static eco_text rest_of(eco_text page, size_t at)
{
    const char *end = page.ptr + page.len;
    const char *close = at < page.len ? memchr(page.ptr + at, '>', page.len - at) : NULL;
    return close == NULL ? (eco_text){0} : (eco_text){close + 1, (size_t)(end - close - 1)};
}

bool ecoi_html_parse(ecoi_html *html, eco_text page)
{
    if (!reset(html) || !ecoi_html_thin(html, page, &page))
        return false;
    for (html->page = ecoi_text_trim(page); html->page.len > 0 && !html->no_memory;) {
        parse_on(html);
        if (html->resume == 0)
            break;
        html->page = ecoi_text_trim(rest_of(html->page, html->resume));
        /* Blocks that follow belong to the holder that has been reached. */
        uint32_t holder = find_holder(html);
        html->n_open = 1;
        html->open[0] = (ecoi_html_element){.tag = ECOI_TAG_OTHER, .kind = ECOI_TAG_BLOCK, .holder = holder};
        html->n_silent = html->n_links = html->n_bold = 0;
    }
    ecoi_html_end_fact(html);
    ecoi_html_end_block(html);
    return !html->no_memory;
}
