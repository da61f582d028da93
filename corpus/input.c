/* SPDX-License-Identifier: MIT */
#include "corpus/input_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A window that has grown beyond this is not kept. */
#define ORDINARY ((size_t)4 << 20)

enum { WAIT_MS = 100 };

void ecoi_input_fail(ecoi_input *input, ecoi_input_problem problem, const char *detail)
{
    input->problem = problem;
    input->end = true;
    snprintf(input->detail, sizeof input->detail, "%s", detail);
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
            ecoi_input_fail(input, ECOI_INPUT_CANCELLED, "cancelled");
            return false;
        }
    }
}

size_t ecoi_input_read_file(ecoi_input *input, uint8_t *out, size_t len)
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
        ecoi_input_fail(input, ECOI_INPUT_UNREADABLE, strerror(errno));
    if (n <= 0) {
        input->fd_end = true;
        return 0;
    }
    input->file_bytes += (uint64_t)n;
    input->bytes_read += (uint64_t)n;
    return (size_t)n;
}

/* Bytes of the file proper, whatever it is wrapped in. */
static size_t read_bytes(ecoi_input *input, uint8_t *out, size_t len)
{
    if (input->is_gzip)
        return ecoi_input_read_gzip(input, out, len);
    if (input->raw_off == input->raw_len)
        return ecoi_input_read_file(input, out, len);
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
        ecoi_input_fail(input, ECOI_INPUT_NO_MEMORY, "not enough memory");
        return false;
    }
    input->data = data;
    input->cap = cap;
    return true;
}

static void fill_utf16(ecoi_input *input)
{
    size_t n = read_bytes(input, input->units, ECOI_INPUT_CHUNK);
    uint8_t *out = input->data + input->len;
    input->len += n > 0 ? ecoi_utf16_decode(&input->utf16, input->units, n, out)
                        : ecoi_utf16_finish(&input->utf16, out);
    input->end |= n == 0;
}

void ecoi_input_fill(ecoi_input *input)
{
    while (!input->end) {
        if (!reserve(input, ECOI_UTF16_GROWTH(ECOI_INPUT_CHUNK)))
            return;
        size_t before = input->len;
        if (input->is_utf16) {
            fill_utf16(input);
        } else {
            size_t n = read_bytes(input, input->data + input->len, ECOI_INPUT_CHUNK);
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
        input->raw = malloc(ECOI_INPUT_HISTORY + ECOI_INPUT_CHUNK);
    if (input->raw == NULL)
        ecoi_input_fail(input, ECOI_INPUT_NO_MEMORY, "not enough memory");
    return input->raw != NULL;
}

/* A pipe may hand out its first bytes one by one. */
static void look_for_gzip(ecoi_input *input)
{
    while (input->raw_len < 3) {
        size_t n =
            ecoi_input_read_file(input, input->raw + input->raw_len, ECOI_INPUT_CHUNK - input->raw_len);
        if (n == 0)
            break;
        input->raw_len += n;
    }
    if (input->raw_len >= 2 && input->raw[0] == 0x1f && input->raw[1] == 0x8b)
        ecoi_input_start_gzip(input);
}

static void start_utf16(ecoi_input *input, bool big_endian)
{
    if (input->units == NULL && (input->units = malloc(ECOI_INPUT_CHUNK)) == NULL) {
        ecoi_input_fail(input, ECOI_INPUT_NO_MEMORY, "not enough memory");
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
        ecoi_input_fill(input);
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
    input->file_bytes = input->member = input->rescanned = 0;
    input->owns_fd = path != NULL;
    input->fd = path != NULL ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) : STDIN_FILENO;
    if (input->fd < 0) {
        input->owns_fd = false;
        ecoi_input_fail(input, ECOI_INPUT_UNREADABLE, strerror(errno));
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
        ecoi_input_fill(input);
    return (eco_text){(const char *)input->data + input->off, input->len - input->off};
}

void ecoi_input_take(ecoi_input *input, size_t n)
{
    input->off += n;
}

static void skip_line(ecoi_input *input)
{
    const uint8_t *feed = NULL;
    while (feed == NULL) {
        input->off = input->len;
        if (input->end)
            return;
        ecoi_input_fill(input);
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
        ecoi_input_fill(input);
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
