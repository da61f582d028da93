/* SPDX-License-Identifier: MIT */
/* Gzip members, one after another, and finding the next one after a damaged one. */
#include <stdio.h>
#include <string.h>

#include "corpus/input_impl.h"

static uint64_t raw_place(const ecoi_input *input)
{
    return input->file_bytes - (input->raw_len - input->raw_off);
}

static void fail_gzip(ecoi_input *input, const char *what)
{
    input->problem = ECOI_INPUT_GZIP;
    input->end = true;
    unsigned long long at = raw_place(input);
    snprintf(input->detail, sizeof input->detail, "byte %llu: %s", at, what);
}

/* Reads on behind what has been inflated, of which the last bytes stay. */
static void fill_raw(ecoi_input *input)
{
    size_t keep = input->raw_len < ECOI_INPUT_HISTORY ? input->raw_len : ECOI_INPUT_HISTORY;
    memmove(input->raw, input->raw + input->raw_len - keep, keep);
    input->raw_off = keep;
    input->raw_len = keep + ecoi_input_read_file(input, input->raw + keep, ECOI_INPUT_CHUNK);
}

/* Whether another gzip member follows. Zero bytes after a member are padding, as for gzip itself. */
static bool start_member(ecoi_input *input)
{
    for (;; input->raw_off++) {
        if (input->raw_off == input->raw_len)
            fill_raw(input);
        if (input->raw_off == input->raw_len)
            return false;
        if (input->raw[input->raw_off] != 0)
            break;
    }
    input->between_members = false;
    input->member = raw_place(input);
    return inflateReset(&input->zlib) == Z_OK;
}

static void end_inflate(ecoi_input *input, int code)
{
    if (code == Z_STREAM_END)
        input->between_members = true;
    else if (code == Z_MEM_ERROR)
        ecoi_input_fail(input, ECOI_INPUT_NO_MEMORY, "not enough memory");
    else if (code != Z_OK && code != Z_BUF_ERROR)
        fail_gzip(input, input->zlib.msg != NULL ? input->zlib.msg : "no gzip data");
}

size_t ecoi_input_read_gzip(ecoi_input *input, uint8_t *out, size_t len)
{
    z_stream *z = &input->zlib;
    z->next_out = out;
    z->avail_out = (uInt)len;
    while (z->avail_out == len && !input->end) {
        if (input->between_members && !start_member(input))
            break;
        if (input->raw_off == input->raw_len)
            fill_raw(input);
        if (input->raw_off == input->raw_len) {
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

void ecoi_input_start_gzip(ecoi_input *input)
{
    if (!input->zlib_ready && inflateInit2(&input->zlib, 15 + 16) != Z_OK) {
        ecoi_input_fail(input, ECOI_INPUT_NO_MEMORY, "not enough memory");
        return;
    }
    input->zlib_ready = true;
    input->is_gzip = true;
    inflateReset(&input->zlib);
}

/* ---- after damage ---- */

/* Bytes that may be looked at again, over those of the file: damage made to order costs no more. */
#define RESCAN_FACTOR 4
#define RESCAN_FREE   ((uint64_t)1 << 20)

enum { MAGIC_LEN = 4, BEGINS_MAX = 16 };

/* Goes to a place in the file that has been read. False: it is no longer held. */
static bool go_to(ecoi_input *input, uint64_t place)
{
    uint64_t back = input->file_bytes - place;
    if (back > input->raw_len)
        return false;
    input->raw_off = input->raw_len - (size_t)back;
    return true;
}

/* Back to the byte after the start of the damaged member, or to the oldest that is held. */
static void go_back(ecoi_input *input)
{
    uint64_t here = raw_place(input), place = input->member + 1;
    uint64_t oldest = input->file_bytes - input->raw_len;
    place = place < oldest ? oldest : place;
    if (place >= here || input->rescanned > RESCAN_FACTOR * input->file_bytes + RESCAN_FREE)
        return;
    input->rescanned += here - place;
    (void)go_to(input, place);
}

/* Reads more behind raw[raw_off, raw_len), of which a few bytes stay. */
static bool more_raw(ecoi_input *input)
{
    size_t pending = input->raw_len - input->raw_off;
    fill_raw(input);
    bool grew = input->raw_len > input->raw_off;
    input->raw_off -= pending;
    return grew;
}

/* Goes to the next bytes that may be the header of a member. */
static bool find_header(ecoi_input *input)
{
    for (;; input->raw_off++) {
        while (input->raw_len - input->raw_off < MAGIC_LEN)
            if (!more_raw(input))
                return false;
        size_t n = input->raw_len - input->raw_off - (MAGIC_LEN - 1);
        const uint8_t *p = memchr(input->raw + input->raw_off, 0x1f, n);
        if (p == NULL) {
            input->raw_off += n - 1;
            continue;
        }
        input->raw_off = (size_t)(p - input->raw);
        if (p[1] == 0x8b && p[2] == Z_DEFLATED && (p[3] & 0xe0) == 0)
            return true;
    }
}

/* Whether what may be a member inflates to `begins`; stays before it. */
static bool member_begins(ecoi_input *input, const char *begins)
{
    uint8_t out[BEGINS_MAX];
    size_t want = strlen(begins);
    z_stream *z = &input->zlib;
    input->member = raw_place(input);
    inflateReset(z);
    z->next_out = out;
    z->avail_out = (uInt)want;
    for (int code = Z_OK; code == Z_OK && z->avail_out > 0;) {
        if (input->raw_off == input->raw_len)
            fill_raw(input);
        if (input->raw_off == input->raw_len)
            break;
        z->next_in = input->raw + input->raw_off;
        z->avail_in = (uInt)(input->raw_len - input->raw_off);
        code = inflate(z, Z_NO_FLUSH);
        input->raw_off = input->raw_len - z->avail_in;
    }
    bool fits = z->avail_out == 0 && memcmp(out, begins, want) == 0;
    inflateReset(z);
    return go_to(input, input->member) && fits;
}

bool ecoi_input_resume(ecoi_input *input, const char *begins)
{
    input->off = input->len = 0;
    input->problem = ECOI_INPUT_FINE;
    input->between_members = input->end = false;
    go_back(input);
    for (; find_header(input); input->raw_off++)
        if (member_begins(input, begins))
            return true;
    input->end = true;
    return false;
}

size_t ecoi_input_broken(const ecoi_input *input)
{
    size_t window = input->len - input->off,
           broken = input->problem == ECOI_INPUT_GZIP ? input->zlib.total_out : 0;
    return broken < window ? broken : window;
}
