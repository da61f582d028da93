/* SPDX-License-Identifier: MIT */
/*
 * A small segment with any of its bytes changed, its checksums made anew so that the readers meet the change:
 * what they hand out keeps the promises of their headers, and nothing outside the file is read.
 *   byte 0      which segment
 *   then again  byte section, two bytes offset in it, byte to put there; the section after the last is the
 * tail
 */
#include <stdlib.h>

#include "base/bytes.h"
#include "base/crc32c.h"
#include "store/pages.h"
#include "store/segment_internal.h"
#include "tests/store/memory_vfs.h"
#include "tests/store/model_segment.h"
#include "tests/store/read_segment.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PATH "a-segment"
enum { N_BASES = 4, CHANGE = 4, MOST_CHANGES = 64 };

/* Written once and kept for the life of the process. */
typedef struct base {
    memory_vfs memory;
    uint64_t data_len;
    ecoi_segment_tail tail;
} base;

static void make_base(base *b, uint64_t number)
{
    static const size_t sizes[N_BASES][2] = {{0, 0}, {3, 7}, {12, 26}, {50, 60}};
    model_segment model = {0};
    ecoi_segment_numbers numbers;
    ecoi_segment *segment;
    memory_vfs_init(&b->memory);
    model_segment_make(&model, number + 1, sizes[number][0], sizes[number][1]);
    REQUIRE(model_segment_write(&model, &b->memory.vfs, PATH, &numbers, NULL) == ECO_OK);
    model_segment_dispose(&model);
    REQUIRE(ecoi_segment_open(&b->memory.vfs, PATH, &segment, NULL) == ECO_OK);
    b->data_len = segment->pages.data_len;
    b->tail = segment->tail;
    ecoi_segment_close(segment);
}

static void change(const base *b, ecoi_buf *bytes, const uint8_t *how)
{
    unsigned section = how[0] % (ECOI_N_SECTIONS + 1);
    ecoi_extent place =
        section < ECOI_N_SECTIONS ? b->tail.sections[section] : (ecoi_extent){b->data_len, sizeof b->tail};
    if (place.len)
        bytes->data[place.offset + ecoi_load16(how + 1) % place.len] = how[3];
}

/* What comes after the data and the tail. */
static void seal(ecoi_buf *bytes, uint64_t data_len)
{
    ecoi_buf end = {0};
    bytes->len = data_len + sizeof(ecoi_segment_tail);
    REQUIRE(ecoi_buf_append(&end, bytes->data + data_len, sizeof(ecoi_segment_tail)));
    for (uint64_t at = 0; at < data_len; at += ECOI_PAGE_SIZE) {
        uint64_t left = data_len - at;
        REQUIRE(ecoi_buf_append32(
            &end, ecoi_crc32c(0, bytes->data + at, left < ECOI_PAGE_SIZE ? left : ECOI_PAGE_SIZE)));
    }
    REQUIRE(ecoi_pages_put_trailer(&end, data_len, sizeof(ecoi_segment_tail)));
    bytes->len = data_len;
    REQUIRE(ecoi_buf_append(bytes, end.data, end.len));
    ecoi_buf_dispose(&end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static base bases[N_BASES];
    memory_vfs memory;
    ecoi_segment *segment;
    eco_error error;
    if (!bases[0].data_len)
        for (uint64_t i = 0; i < N_BASES; i++)
            make_base(&bases[i], i);
    if (size == 0)
        return 0;
    const base *b = &bases[data[0] % N_BASES];
    memory_vfs_init(&memory);
    REQUIRE(ecoi_buf_append(&memory.content, b->memory.content.data, b->memory.content.len));
    for (size_t i = 0; i < MOST_CHANGES && 1 + (i + 1) * CHANGE <= size; i++)
        change(b, &memory.content, data + 1 + i * CHANGE);
    seal(&memory.content, b->data_len);
    eco_status status = ecoi_segment_open(&memory.vfs, PATH, &segment, &error);
    REQUIRE(status == ECO_OK || (status == ECO_E_CORRUPT && strstr(error.message, PATH)));
    if (!status) {
        (void)read_segment(segment, NULL, &error);
        ecoi_segment_close(segment);
    }
    memory_vfs_dispose(&memory);
    return 0;
}
