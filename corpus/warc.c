/* SPDX-License-Identifier: MIT */
/*
 * Crawls: a document for each page that a WARC or WET file holds.
 *
 *   response              what the server sent: pages answered with 200, HTML or plain text
 *   resource              the same without HTTP around it
 *   conversion            the text of a page (WET)
 *   revisit               a page that had not changed: rejected as REDIRECT
 *   all others            about the crawl (request, metadata, warcinfo): passed over
 *
 * So are records of what no page is: other schemes than http, https, ftp and file.
 */
#include <string.h>

#include "corpus/headers.h"
#include "corpus/html.h"
#include "corpus/page.h"
#include "corpus/warc_record.h"

/* What a record says about the page in it. */
typedef struct fetched {
    eco_text url, type, charset, bytes;
    bool damaged;
} fetched;

static bool sniff(const char *name, const char *head, size_t len)
{
    (void)name;
    return len > 8 && memcmp(head, "WARC/", 5) == 0 && (head[5] == '0' || head[5] == '1') && head[6] == '.';
}

static ecoi_step reject(ecoi_reading *reading, eco_reject_reason reason, const char *what, eco_text detail)
{
    ecoi_reading_reject(reading, reason, reading->record, "%s%.*s", what,
                        (int)(detail.len < 100 ? detail.len : 100), detail.len > 0 ? detail.ptr : "");
    return ECOI_STEP_AGAIN;
}

/* ---- where it was found ---- */

/* WARC 1.0 was sometimes written with the URL in angle brackets. */
static eco_text target(eco_text headers)
{
    eco_text url = ecoi_headers_get(headers, "WARC-Target-URI");
    bool bracketed = url.len > 2 && url.ptr[0] == '<' && url.ptr[url.len - 1] == '>';
    return bracketed ? (eco_text){url.ptr + 1, url.len - 2} : url;
}

static bool is_place_of_pages(eco_text url)
{
    return url.len == 0 || ecoi_text_begins(url, "http://") || ecoi_text_begins(url, "https://") ||
           ecoi_text_begins(url, "ftp://") || ecoi_text_begins(url, "file:");
}

/* "www.site.example:8080" in a URL, without "www." and port. */
static eco_text host_of(eco_text url)
{
    const char *p = url.len > 0 ? memmem(url.ptr, url.len, "://", 3) : NULL, *end = url.ptr + url.len;
    if (p == NULL)
        return (eco_text){0};
    p += 3;
    p += ecoi_text_begins((eco_text){p, (size_t)(end - p)}, "www.") ? 4 : 0;
    const char *stop = p;
    while (stop < end && strchr("/?#:", *stop) == NULL)
        stop++;
    return (eco_text){p, (size_t)(stop - p)};
}

/* ---- a page ---- */

static ecoi_step set_key(ecoi_reading *reading, eco_text url)
{
    return url.len > 0 && url.len <= ECOI_KEY_MAX ? ecoi_reading_set_key(reading, url, reading->record)
                                                  : ecoi_reading_name(reading, reading->record);
}

static ecoi_step read_html(ecoi_reading *reading, const fetched *page)
{
    char charset[64];
    size_t n = page->charset.len < sizeof charset ? page->charset.len : 0;
    memcpy(charset, n > 0 ? page->charset.ptr : "", n);
    charset[n] = '\0';
    ecoi_html_page html = {page->bytes, n > 0 ? charset : NULL, page->url};
    return ecoi_html_read(reading, &html, "");
}

static bool is_html(const fetched *page)
{
    return ecoi_text_is(page->type, "text/html") || ecoi_text_is(page->type, "application/xhtml+xml") ||
           ecoi_html_looks(page->bytes.ptr, page->bytes.len);
}

static bool is_text(const fetched *page)
{
    return page->type.len == 0 || ecoi_text_is(page->type, "text/plain") ||
           ecoi_text_is(page->type, "text/markdown");
}

static ecoi_step read_page(ecoi_reading *reading, fetched *page)
{
    ecoi_draft *draft = &reading->draft;
    eco_text host = {0};
    if (!is_html(page) && !is_text(page))
        return reject(reading, ECO_REJECT_TYPE, "what was fetched is ", page->type);
    if (!ecoi_reading_keep(reading, page->url, &page->url) ||
        !ecoi_reading_keep(reading, host_of(page->url), &host))
        return ECOI_STEP_NO_MEMORY;
    ecoi_step step = set_key(reading, page->url);
    if (step != ECOI_STEP_DOCUMENT)
        return step;
    if (is_html(page)) {
        step = read_html(reading, page);
        if (step == ECOI_STEP_DOCUMENT && draft->document.source.len == 0)
            draft->document.source = host;
    } else {
        draft->document.url = page->url;
        draft->document.source = host;
        step = ecoi_page_read(reading, page->bytes, reading->record);
    }
    draft->damaged = page->damaged;
    return step;
}

/* ---- records ---- */

static ecoi_step reject_status(ecoi_reading *reading, unsigned status)
{
    bool elsewhere = status >= 300 && status < 400;
    ecoi_reading_reject(reading, elsewhere ? ECO_REJECT_REDIRECT : ECO_REJECT_HTTP, reading->record,
                        "the server answered %u", status);
    return ECOI_STEP_AGAIN;
}

static ecoi_step read_response(ecoi_reading *reading, const ecoi_warc_record *record, fetched *page)
{
    ecoi_http *http = &reading->http;
    switch (ecoi_http_read(http, record->content, reading->options->max_record_bytes)) {
    case ECOI_HTTP_OK:
        break;
    case ECOI_HTTP_NOT:
        return reject(reading, ECO_REJECT_WARC, "the response is none of HTTP", (eco_text){0});
    case ECOI_HTTP_CODING:
        return reject(reading, ECO_REJECT_CODING, "compressed as ", http->coding);
    case ECOI_HTTP_TOO_LONG:
        return reject(reading, ECO_REJECT_TOO_LONG, "a page longer than one may be, inflated", (eco_text){0});
    case ECOI_HTTP_NO_MEMORY:
        return ECOI_STEP_NO_MEMORY;
    }
    if (http->status != 200)
        return reject_status(reading, http->status);
    eco_text type = ecoi_headers_get(http->headers, "Content-Type");
    page->type = ecoi_media_type(type);
    page->charset = ecoi_media_charset(type);
    page->bytes = http->body;
    page->damaged |= http->damaged;
    return read_page(reading, page);
}

static ecoi_step read_record(ecoi_reading *reading, const ecoi_warc_record *record)
{
    eco_text headers = record->headers, type = ecoi_headers_get(headers, "WARC-Type");
    eco_text content_type = ecoi_headers_get(headers, "Content-Type");
    fetched page = {.url = target(headers), .damaged = record->damaged};
    bool response = ecoi_text_is(type, "response");
    if (ecoi_text_is(type, "revisit"))
        return reject(reading, ECO_REJECT_REDIRECT, "a page that had not changed since", (eco_text){0});
    if (!response && !ecoi_text_is(type, "resource") && !ecoi_text_is(type, "conversion"))
        return ECOI_STEP_AGAIN;
    if (!is_place_of_pages(page.url))
        return ECOI_STEP_AGAIN;
    if (response)
        return read_response(reading, record, &page);
    page.type = ecoi_media_type(content_type);
    page.charset = ecoi_media_charset(content_type);
    page.bytes = record->content;
    return read_page(reading, &page);
}

static ecoi_step next(ecoi_reading *reading)
{
    ecoi_warc_record *record = &reading->warc;
    ecoi_warc_result result = ecoi_warc_next(&reading->input, reading->options->max_record_bytes, record);
    if (result == ECOI_WARC_END)
        return ECOI_STEP_END;
    reading->record++;
    eco_text why = {record->why, strlen(record->why)};
    switch (result) {
    case ECOI_WARC_GZIP:
        return reject(reading, ECO_REJECT_GZIP, "", why);
    case ECOI_WARC_TOO_LONG:
        return reject(reading, ECO_REJECT_TOO_LONG, "", why);
    case ECOI_WARC_DAMAGED:
        return reject(reading, ECO_REJECT_WARC, "", why);
    default:
        return read_record(reading, record);
    }
}

const ecoi_kind ecoi_kind_warc = {"warc", sniff, next};
