/* SPDX-License-Identifier: MIT */
#include "corpus/warc_record.h"

#include <stdio.h>
#include <string.h>

#include "corpus/headers.h"

static const char mark[] = "WARC/";

/* "WARC/1.1" and an end of line after it, so that a page that speaks of WARC is none. */
enum { MARK_LEN = sizeof mark - 1, VERSION_LEN = 8 };

static bool is_start(const char *p, const char *end)
{
    if (end - p <= VERSION_LEN || memcmp(p, mark, MARK_LEN) != 0)
        return false;
    return (p[5] == '0' || p[5] == '1') && p[6] == '.' &&
           (p[VERSION_LEN] == '\r' || p[VERSION_LEN] == '\n' ||
            (p[VERSION_LEN] >= '0' && p[VERSION_LEN] <= '9'));
}

/* Where in the text a record begins, at the start of a line; NULL: nowhere. */
static const char *find_start(const char *p, const char *end, bool at_line_start)
{
    if (at_line_start && is_start(p, end))
        return p;
    while ((p = memmem(p, (size_t)(end - p), "\nWARC/", 1 + MARK_LEN)) != NULL)
        if (is_start(++p, end))
            return p;
    return NULL;
}

/* Takes everything up to the next record of what is not compressed anew; false: there is none. */
static bool skip_to_start(ecoi_input *input)
{
    for (;;) {
        eco_text text = ecoi_input_peek(input, ECOI_WARC_HEAD_MAX);
        const char *start = text.len > 0 ? find_start(text.ptr, text.ptr + text.len, false) : NULL;
        if (start != NULL) {
            ecoi_input_take(input, (size_t)(start - text.ptr));
            return true;
        }
        if (input->end)
            return false;
        ecoi_input_take(input, text.len - VERSION_LEN - 2);
    }
}

/* Leaves a damaged record behind. */
static void skip_damage(ecoi_input *input)
{
    if (skip_to_start(input))
        return;
    if (input->problem == ECOI_INPUT_GZIP)
        (void)ecoi_input_resume(input, mark);
    else
        input->off = input->len;
}

static ecoi_warc_result damaged(ecoi_input *input, ecoi_warc_record *record, ecoi_warc_result result,
                                const char *why)
{
    if (input->problem == ECOI_INPUT_UNREADABLE || input->problem == ECOI_INPUT_CANCELLED ||
        input->problem == ECOI_INPUT_NO_MEMORY)
        return ECOI_WARC_END;
    bool gzip = input->problem == ECOI_INPUT_GZIP && result == ECOI_WARC_DAMAGED;
    snprintf(record->why, sizeof record->why, "%s", gzip ? input->detail : why);
    record->taken = 0;
    skip_damage(input);
    return gzip ? ECOI_WARC_GZIP : result;
}

/* Takes line ends between records; false: nothing follows. */
static bool skip_line_ends(ecoi_input *input)
{
    for (;;) {
        eco_text text = ecoi_input_peek(input, 1);
        size_t n = 0;
        while (n < text.len && (text.ptr[n] == '\r' || text.ptr[n] == '\n'))
            n++;
        ecoi_input_take(input, n);
        if (n < text.len || text.len == 0)
            return text.len > 0;
    }
}

/* Whether a record that ends here is followed by line ends and then by another one or the end, or by damage
 * that begins in another member. */
static bool ends_well(ecoi_input *input, size_t len)
{
    enum { LOOK = 32 };
    eco_text text = ecoi_input_peek(input, len + LOOK);
    const char *p = text.ptr + len, *end = text.ptr + text.len;
    if (text.len < len)
        return false;
    while (p < end && (*p == '\r' || *p == '\n'))
        p++;
    if (is_start(p, end))
        return true;
    return input->problem == ECOI_INPUT_GZIP ? len <= text.len - ecoi_input_broken(input) : p == end;
}

/* The record's length when its Content-Length is wrong: up to the next one, or to the end of the file. 0: not
 * within `max`. */
static size_t true_length(ecoi_input *input, size_t head, size_t max)
{
    eco_text text = ecoi_input_peek(input, head + max);
    bool whole = input->end && input->problem == ECOI_INPUT_FINE && text.len <= head + max;
    const char *from = text.ptr + head, *end = text.ptr + (text.len < head + max ? text.len : head + max);
    const char *start = end > from ? find_start(from, end, false) : NULL;
    if (start == NULL && !whole)
        return 0;
    start = start != NULL ? start : end;
    for (int i = 0; i < 4 && start > from && (start[-1] == '\n' || start[-1] == '\r'); i++)
        start--;
    return (size_t)(start - text.ptr);
}

static ecoi_warc_result read_content(ecoi_input *input, size_t head, size_t max, ecoi_warc_record *record)
{
    eco_text headers = {(const char *)input->data + input->off, head};
    uint64_t length;
    size_t len = 0;
    bool has_length = ecoi_headers_number(ecoi_headers_get(headers, "Content-Length"), &length);
    if (has_length && length <= max)
        len = head + (size_t)length;
    record->damaged = len == 0 || !ends_well(input, len);
    if (record->damaged && (len = true_length(input, head, max)) == 0) {
        if (input->problem == ECOI_INPUT_FINE && has_length && length > max)
            return damaged(input, record, ECOI_WARC_TOO_LONG, "a record longer than one may be");
        return damaged(input, record, ECOI_WARC_DAMAGED, "a record without an end");
    }
    const char *start = (const char *)input->data + input->off; /* where the window is now */
    record->headers = (eco_text){start, head};
    record->content = (eco_text){start + head, len - head};
    record->damaged |= ecoi_headers_get(record->headers, "WARC-Truncated").len > 0;
    record->taken = len;
    return ECOI_WARC_RECORD;
}

ecoi_warc_result ecoi_warc_next(ecoi_input *input, size_t max, ecoi_warc_record *record)
{
    ecoi_input_take(input, record->taken);
    record->taken = 0;
    bool more = skip_line_ends(input);
    if (!more && input->problem != ECOI_INPUT_GZIP)
        return ECOI_WARC_END;
    if (!more)
        return damaged(input, record, ECOI_WARC_DAMAGED, "");
    eco_text text = ecoi_input_peek(input, VERSION_LEN + 1);
    if (!is_start(text.ptr, text.ptr + text.len))
        return damaged(input, record, ECOI_WARC_DAMAGED, "no record begins here");
    size_t head = 0;
    for (size_t want = 1024; head == 0 && want <= ECOI_WARC_HEAD_MAX; want *= 4) {
        text = ecoi_input_peek(input, want);
        head = ecoi_headers_len((eco_text){text.ptr, text.len < want ? text.len : want});
        if (text.len < want)
            break;
    }
    if (head == 0)
        return damaged(input, record, ECOI_WARC_DAMAGED, "the headers of a record do not end");
    return read_content(input, head, max, record);
}
