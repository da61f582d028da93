/* SPDX-License-Identifier: MIT */
#include "corpus/http.h"

#include <string.h>

#include "corpus/headers.h"
#include "corpus/paragraphs.h"

/* ---- chunks ---- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A chunk's head "SIZE[;extension]" at *off, which moves behind its line feed; false: it is none. */
static bool take_chunk_head(eco_text text, size_t *off, size_t *out)
{
    size_t size = 0, i = *off, digits = 0;
    for (; i < text.len && hex_digit(text.ptr[i]) >= 0; i++, digits++) {
        if (size > SIZE_MAX >> 5)
            return false;
        size = size << 4 | (size_t)hex_digit(text.ptr[i]);
    }
    while (i < text.len && (text.ptr[i] == ' ' || text.ptr[i] == '\t'))
        i++;
    if (digits == 0 || i == text.len || strchr(";\r\n", text.ptr[i]) == NULL || text.ptr[i] == '\0')
        return false;
    const char *feed = memchr(text.ptr + i, '\n', text.len - i);
    if (feed == NULL)
        return false;
    *off = (size_t)(feed + 1 - text.ptr);
    *out = size;
    return true;
}

/* Joins the chunks of the body into `joined`, as far as they go. */
static ecoi_http_result join_chunks(ecoi_http *http)
{
    eco_text text = http->body;
    size_t off = 0, size = 0;
    http->joined.len = 0;
    if (!take_chunk_head(text, &off, &size))
        return ECOI_HTTP_OK; /* it has been joined already */
    while (size > 0) {
        size_t have = text.len - off < size ? text.len - off : size;
        if (!ecoi_buf_append(&http->joined, text.ptr + off, have))
            return ECOI_HTTP_NO_MEMORY;
        off += have;
        off += off < text.len && text.ptr[off] == '\r';
        off += off < text.len && text.ptr[off] == '\n';
        http->damaged = have < size || !take_chunk_head(text, &off, &size);
        if (http->damaged)
            break;
    }
    http->body =
        (eco_text){http->joined.data != NULL ? (const char *)http->joined.data : "", http->joined.len};
    return ECOI_HTTP_OK;
}

/* ---- compression ---- */

enum { STEP = 64 << 10, BITS = 15, GZIP_BITS = BITS + 16 };

static ecoi_http_result inflate_body(ecoi_http *http, int bits, size_t max)
{
    z_stream *z = &http->zlib;
    eco_text body = http->body;
    if (body.len > UINT32_MAX)
        return ECOI_HTTP_TOO_LONG;
    int code = http->zlib_ready ? inflateReset2(z, bits) : inflateInit2(z, bits);
    if (code != Z_OK)
        return ECOI_HTTP_NO_MEMORY;
    http->zlib_ready = true;
    http->out.len = 0;
    z->next_in = (Bytef *)body.ptr;
    z->avail_in = (uInt)body.len;
    do {
        z->next_out = ecoi_buf_reserve(&http->out, STEP);
        if (z->next_out == NULL)
            return ECOI_HTTP_NO_MEMORY;
        z->avail_out = STEP;
        code = inflate(z, Z_NO_FLUSH);
        http->out.len += STEP - z->avail_out;
        if (http->out.len > max)
            return ECOI_HTTP_TOO_LONG;
    } while (code == Z_OK && (z->avail_in > 0 || z->avail_out == 0));
    if (code != Z_STREAM_END && http->out.len == 0)
        return ECOI_HTTP_OK; /* it never was compressed */
    http->damaged |= code != Z_STREAM_END;
    http->body = (eco_text){(const char *)http->out.data, http->out.len};
    return code == Z_MEM_ERROR ? ECOI_HTTP_NO_MEMORY : ECOI_HTTP_OK;
}

/* "deflate" is meant to be a zlib stream, but some servers send it bare. */
static int deflate_bits(eco_text body)
{
    const uint8_t *p = (const uint8_t *)body.ptr;
    bool is_zlib = body.len >= 2 && (p[0] & 15) == Z_DEFLATED && (p[0] << 8 | p[1]) % 31 == 0;
    return is_zlib ? BITS : -BITS;
}

/* Markup and most text begin with white space or "<"; bare deflate can begin with anything. */
static bool looks_plain(eco_text body)
{
    eco_text text = ecoi_text_trim(body);
    return text.len == 0 || text.ptr[0] == '<';
}

static ecoi_http_result decode(ecoi_http *http, size_t max)
{
    eco_text coding = http->coding, body = http->body;
    if (coding.len == 0 || ecoi_text_is(coding, "identity") || looks_plain(body))
        return ECOI_HTTP_OK;
    if (ecoi_text_is(coding, "gzip") || ecoi_text_is(coding, "x-gzip"))
        return memcmp(body.ptr, "\x1f\x8b", body.len < 2 ? body.len : 2) == 0
                   ? inflate_body(http, GZIP_BITS, max)
                   : ECOI_HTTP_OK;
    if (ecoi_text_is(coding, "deflate"))
        return inflate_body(http, deflate_bits(body), max);
    return ECOI_HTTP_CODING;
}

/* ---- the answer ---- */

/* "HTTP/1.1 200 OK" */
static bool read_status(eco_text line, unsigned *out)
{
    const char *space = line.len > 5 ? memchr(line.ptr, ' ', line.len) : NULL;
    if (space == NULL || !ecoi_text_begins(line, "HTTP/") || space + 4 > line.ptr + line.len)
        return false;
    uint64_t status;
    if (!ecoi_headers_number((eco_text){space + 1, 3}, &status))
        return false;
    *out = (unsigned)status;
    return true;
}

ecoi_http_result ecoi_http_read(ecoi_http *http, eco_text answer, size_t max)
{
    size_t head = ecoi_headers_len(answer);
    const char *feed = answer.len > 0 ? memchr(answer.ptr, '\n', answer.len) : NULL;
    http->damaged = false;
    if (head == 0 || !read_status((eco_text){answer.ptr, (size_t)(feed - answer.ptr)}, &http->status))
        return ECOI_HTTP_NOT;
    http->headers = (eco_text){answer.ptr, head};
    http->body = (eco_text){answer.ptr + head, answer.len - head};
    http->coding = ecoi_headers_get(http->headers, "Content-Encoding");
    uint64_t said;
    bool chunked = ecoi_text_is(ecoi_headers_get(http->headers, "Transfer-Encoding"), "chunked");
    if (!chunked && ecoi_headers_number(ecoi_headers_get(http->headers, "Content-Length"), &said))
        http->damaged = said > http->body.len && http->coding.len == 0;
    ecoi_http_result result = chunked ? join_chunks(http) : ECOI_HTTP_OK;
    return result == ECOI_HTTP_OK ? decode(http, max) : result;
}

void ecoi_http_dispose(ecoi_http *http)
{
    if (http->zlib_ready)
        inflateEnd(&http->zlib);
    ecoi_buf_dispose(&http->joined);
    ecoi_buf_dispose(&http->out);
    *http = (ecoi_http){0};
}
