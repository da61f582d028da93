/* SPDX-License-Identifier: MIT */
#include "tests/store/damage_segment.h"

#include "base/bytes.h"
#include "base/crc32c.h"
#include "store/pages.h"
#include "store/segment_internal.h"
#include "tests/store/require.h"

enum { TRAILER = 24 }; /* of pages.h; the bytes of the data come first in it */

static void change(ecoi_buf *bytes, uint64_t data_len, const ecoi_segment_tail *tail, const uint8_t *how)
{
    unsigned section = how[0] % (ECOI_N_SECTIONS + 1);
    ecoi_extent place =
        section < ECOI_N_SECTIONS ? tail->sections[section] : (ecoi_extent){data_len, sizeof *tail};
    if (place.len)
        bytes->data[place.offset + ecoi_load16(how + 1) % place.len] = how[3];
}

/* Anew what comes after the data: tail, checksums, trailer. */
static void seal(ecoi_buf *bytes, uint64_t data_len)
{
    ecoi_buf end = {0};
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

void damage_segment(const ecoi_buf *sound, const uint8_t *changes, size_t len, ecoi_buf *out)
{
    ecoi_segment_tail tail;
    uint64_t data_len = ecoi_load64(sound->data + sound->len - TRAILER);
    memcpy(&tail, sound->data + data_len, sizeof tail);
    out->len = 0;
    REQUIRE(ecoi_buf_append(out, sound->data, sound->len));
    for (size_t i = 0; i < DAMAGE_MOST && (i + 1) * DAMAGE_CHANGE <= len; i++)
        change(out, data_len, &tail, changes + i * DAMAGE_CHANGE);
    seal(out, data_len);
}
