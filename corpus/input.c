/* SPDX-License-Identifier: MIT */
#include "corpus/input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Fits the second-level cache together with what is inflated from it. */
#define CHUNK ((size_t)256 << 10)
/* A window that has grown beyond this is not kept. */
#define ORDINARY ((size_t)4 << 20)

enum { WAIT_MS = 100 };

static void fail(ecoi_input *input, ecoi_input_problem problem, const char *detail)
{
    input->problem = problem;
    input->end = true;
    snprintf(input->detail, sizeof input->detail, "%s", detail);
}

static void fail_gzip(ecoi_input *input, const char *what)
{
    input->problem = ECOI_INPUT_GZIP;
    input->end = true;
    unsigned long long at = input->file_bytes - (input->raw_len - input->raw_off);
    snprintf(input->detail, sizeof input->detail, "byte %llu: %s", at, what);
}

/* Waits until there is something to read, so that who reads a silent pipe can be stopped. */
static bool wait_for_data(ecoi_input *input)
{
    struct pollfd ready = {.fd = input->fd, .events = POLLIN};
    for (;;) {
        int n = poll(&ready, 1, WAIT_MS);
        if (n > 0 || (n < 0 && errno != EINTR))
            return true; /* of trouble, read will tell */
        if (!input->go_on(input->go_on_user)) {
            fail(input, ECOI_INPUT_CANCELLED, "cancelled");
            return false;
        }
    }
}

/* Reads up to `len` bytes of the file; 0 at its end or after trouble. */
static size_t read_file(ecoi_input *input, uint8_t *out, size_t len)
{
    ssize_t n;
    if (input->may_wait && !input->fd_end && !wait_for_data(input)) {
        input->fd_end = true;
        return 0;
    }
    do
        n = input->fd_end ? 0 : read(input->fd, out, len);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        fail(input, ECOI_INPUT_UNREADABLE, strerror(errno));
    if (n <= 0) {
        input->fd_end = true;
        return 0;
    }
    input->file_bytes += (uint64_t)n;
    input->bytes_read += (uint64_t)n;
    return (size_t)n;
}

static void fill_raw(ecoi_input *input)
{
    input->raw_off = 0;
    input->raw_len = read_file(input, input->raw, CHUNK);
}

/* Whether another gzip member follows. Zero bytes after a member are padding, as for gzip itself. */
static bool start_member(ecoi_input *input)
{
    for (;; input->raw_off++) {
        if (input->raw_off == input->raw_len)
            fill_raw(input);
        if (input->raw_len == 0)
            return false;
        if (input->raw[input->raw_off] != 0)
            break;
    }
    input->between_members = false;
    return inflateReset(&input->zlib) == Z_OK;
}

static void end_inflate(ecoi_input *input, int code)
{
    if (code == Z_STREAM_END)
        input->between_members = true;
    else if (code == Z_MEM_ERROR)
        fail(input, ECOI_INPUT_NO_MEMORY, "not enough memory");
    else if (code != Z_OK && code != Z_BUF_ERROR)
        fail_gzip(input, input->zlib.msg != NULL ? input->zlib.msg : "no gzip data");
}

/* Inflates up to `len` bytes; 0 at the end or after trouble. */
static size_t read_gzip(ecoi_input *input, uint8_t *out, size_t len)
{
    z_stream *z = &input->zlib;
    z->next_out = out;
    z->avail_out = (uInt)len;
    while (z->avail_out == len && !input->end) {
        if (input->between_members && !start_member(input))
            break;
        if (input->raw_off == input->raw_len)
            fill_raw(input);
        if (input->raw_len == 0) {
            if (!input->end)
                fail_gzip(input, "the data ends in the middle of a gzip member");
            break;
        }
        z->next_in = input->raw + input->raw_off;
        z->avail_in = (uInt)(input->raw_len - input->raw_off);
        int code = inflate(z, Z_NO_FLUSH);
        input->raw_off = input->raw_len - z->avail_in;
        end_inflate(input, code);
    }
    return len - z->avail_out;
}

/* Bytes of the file proper, whatever it is wrapped in. */
static size_t read_bytes(ecoi_input *input, uint8_t *out, size_t len)
{
    if (input->is_gzip)
        return read_gzip(input, out, len);
    if (input->raw_off == input->raw_len)
        return read_file(input, out, len);
    size_t n = input->raw_len - input->raw_off < len ? input->raw_len - input->raw_off : len;
    memcpy(out, input->raw + input->raw_off, n);
    input->raw_off += n;
    return n;
}

/* Gives back what one giant record has taken. */
static void shrink(ecoi_input *input, size_t need)
{
    if (input->cap <= ORDINARY || need > ORDINARY)
        return;
    uint8_t *data = realloc(input->data, ORDINARY);
    if (data == NULL)
        return;
    input->data = data;
    input->cap = ORDINARY;
}

/* Room for `extra` bytes and the padding after the window, whose start moves down when that is cheap. */
static bool reserve(ecoi_input *input, size_t extra)
{
    if (input->off > 0 && input->off >= input->len - input->off) {
        memmove(input->data, input->data + input->off, input->len - input->off);
        input->len -= input->off;
        input->off = 0;
    }
    size_t need = input->len + extra + ECOI_INPUT_PADDING;
    shrink(input, need);
    if (need <= input->cap)
        return true;
    size_t cap = input->cap * 2 > need ? input->cap * 2 : need;
    uint8_t *data = realloc(input->data, cap);
    if (data == NULL) {
        fail(input, ECOI_INPUT_NO_MEMORY, "not enough memory");
        return false;
    }
    input->data = data;
    input->cap = cap;
    return true;
}

static void fill_utf16(ecoi_input *input)
{
    size_t n = read_bytes(input, input->units, CHUNK);
    uint8_t *out = input->data + input->len;
    input->len += n > 0 ? ecoi_utf16_decode(&input->utf16, input->units, n, out)
                        : ecoi_utf16_finish(&input->utf16, out);
    input->end |= n == 0;
}

/* Adds at least one byte to the window, or sets `end`. */
static void fill(ecoi_input *input)
{
    while (!input->end) {
        if (!reserve(input, ECOI_UTF16_GROWTH(CHUNK)))
            return;
        size_t before = input->len;
        if (input->is_utf16) {
            fill_utf16(input);
        } else {
            size_t n = read_bytes(input, input->data + input->len, CHUNK);
            input->len += n;
            input->end |= n == 0;
        }
        memset(input->data + input->len, 0, ECOI_INPUT_PADDING);
        if (input->len > before)
            return;
    }
}

static bool allocate(ecoi_input *input)
{
    if (input->raw == NULL)
        input->raw = malloc(CHUNK);
    if (input->raw == NULL)
        fail(input, ECOI_INPUT_NO_MEMORY, "not enough memory");
    return input->raw != NULL;
}

static void start_gzip(ecoi_input *input)
{
    if (!input->zlib_ready && inflateInit2(&input->zlib, 15 + 16) != Z_OK) {
        fail(input, ECOI_INPUT_NO_MEMORY, "not enough memory");
        return;
    }
    input->zlib_ready = true;
    input->is_gzip = true;
    inflateReset(&input->zlib);
}

/* A pipe may hand out its first bytes one by one. */
static void look_for_gzip(ecoi_input *input)
{
    while (input->raw_len < 3) {
        size_t n = read_file(input, input->raw + input->raw_len, CHUNK - input->raw_len);
        if (n == 0)
            break;
        input->raw_len += n;
    }
    if (input->raw_len >= 2 && input->raw[0] == 0x1f && input->raw[1] == 0x8b)
        start_gzip(input);
}

static void start_utf16(ecoi_input *input, bool big_endian)
{
    if (input->units == NULL && (input->units = malloc(CHUNK)) == NULL) {
        fail(input, ECOI_INPUT_NO_MEMORY, "not enough memory");
        return;
    }
    size_t n = input->len - 2; /* at most one chunk: nothing has been asked for yet */
    memcpy(input->units, input->data + 2, n);
    input->is_utf16 = true;
    input->utf16 = (ecoi_utf16){.big_endian = big_endian};
    input->len = 0;
    if (reserve(input, ECOI_UTF16_GROWTH(n)))
        input->len = ecoi_utf16_decode(&input->utf16, input->units, n, input->data);
}

static void look_for_byte_order_mark(ecoi_input *input)
{
    while (input->len < 3 && !input->end)
        fill(input);
    const uint8_t *p = input->data;
    if (input->len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
        input->off = 3;
    else if (input->len >= 2 && p[0] == 0xff && p[1] == 0xfe)
        start_utf16(input, false);
    else if (input->len >= 2 && p[0] == 0xfe && p[1] == 0xff)
        start_utf16(input, true);
}

void ecoi_input_open(ecoi_input *input, const char *path)
{
    input->off = input->len = input->raw_off = input->raw_len = 0;
    input->end = input->fd_end = input->is_gzip = input->between_members = input->is_utf16 = false;
    input->problem = ECOI_INPUT_FINE;
    input->detail[0] = '\0';
    input->file_bytes = 0;
    input->owns_fd = path != NULL;
    input->fd = path != NULL ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) : STDIN_FILENO;
    if (input->fd < 0) {
        input->owns_fd = false;
        fail(input, ECOI_INPUT_UNREADABLE, strerror(errno));
        return;
    }
    struct stat info;
    input->may_wait = input->go_on != NULL && (fstat(input->fd, &info) != 0 || !S_ISREG(info.st_mode));
    if (!allocate(input))
        return;
    look_for_gzip(input);
    look_for_byte_order_mark(input);
}

void ecoi_input_close(ecoi_input *input)
{
    if (input->owns_fd)
        close(input->fd);
    input->owns_fd = false;
    input->end = true;
    input->off = input->len = 0;
}

void ecoi_input_dispose(ecoi_input *input)
{
    ecoi_input_close(input);
    if (input->zlib_ready)
        inflateEnd(&input->zlib);
    free(input->data);
    free(input->raw);
    free(input->units);
    *input = (ecoi_input){0};
}

eco_text ecoi_input_peek(ecoi_input *input, size_t want)
{
    while (input->len - input->off < want && !input->end)
        fill(input);
    return (eco_text){(const char *)input->data + input->off, input->len - input->off};
}

static void skip_line(ecoi_input *input)
{
    const uint8_t *feed = NULL;
    while (feed == NULL) {
        input->off = input->len;
        if (input->end)
            return;
        fill(input);
        feed = memchr(input->data + input->off, '\n', input->len - input->off);
    }
    input->off = (size_t)(feed + 1 - input->data);
}

ecoi_line ecoi_input_line(ecoi_input *input, size_t max, eco_text *out)
{
    size_t seen = 0;
    const uint8_t *feed = NULL;
    for (;;) {
        size_t have = input->len - input->off;
        feed = have > seen ? memchr(input->data + input->off + seen, '\n', have - seen) : NULL;
        seen = feed != NULL ? (size_t)(feed - input->data) - input->off : have;
        if (feed != NULL || seen > max || input->end)
            break;
        fill(input);
    }
    if (feed == NULL && seen <= max && (seen == 0 || input->problem != ECOI_INPUT_FINE))
        return ECOI_LINE_END;
    if (seen > max) {
        if (feed == NULL)
            skip_line(input);
        else
            input->off += seen + 1;
        return ECOI_LINE_TOO_LONG;
    }
    *out = (eco_text){(const char *)input->data + input->off, seen};
    input->off += seen + (feed != NULL);
    return ECOI_LINE_TEXT;
}
