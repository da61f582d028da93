/* SPDX-License-Identifier: MIT */
#include "store/pages.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/crc32c.h"
#include "base/error.h"

enum { TRAILER = 24, BEFORE_CRC = 16, MAGIC = 0x6f636573 /* "seco" */ };

bool ecoi_pages_put_trailer(ecoi_buf *end, uint64_t data_len, size_t tail_len)
{
    return ecoi_buf_append64(end, data_len) && ecoi_buf_append32(end, (uint32_t)tail_len) &&
           ecoi_buf_append32(end, ECOI_FORMAT_VERSION) &&
           ecoi_buf_append32(end, ecoi_crc32c(0, end->data, end->len)) && ecoi_buf_append32(end, MAGIC);
}

static eco_status corrupt(const char *path, const char *what, eco_error *error)
{
    return ecoi_error_set(error, ECO_E_CORRUPT, "%s: damaged: %s", path, what);
}

static eco_status read_trailer(ecoi_pages *pages, eco_error *error)
{
    const uint8_t *data = pages->map.data;
    size_t len = pages->map.len;
    if (len < TRAILER)
        return corrupt(pages->path, "shorter than any segment", error);
    const uint8_t *trailer = data + len - TRAILER;
    if (ecoi_load32(trailer + 20) != MAGIC)
        return corrupt(pages->path, "no segment, or cut short", error);
    uint64_t data_len = ecoi_load64(trailer);
    uint32_t tail_len = ecoi_load32(trailer + 8), version = ecoi_load32(trailer + 12);
    if (version != ECOI_FORMAT_VERSION)
        return ecoi_error_set(error, ECO_E_VERSION, "%s: format version %u, this program reads version %u",
                              pages->path, version, ECOI_FORMAT_VERSION);
    if (data_len > len || (pages->n_pages = (data_len + ECOI_PAGE_SIZE - 1) / ECOI_PAGE_SIZE,
                           len - data_len != tail_len + pages->n_pages * 4 + TRAILER))
        return corrupt(pages->path, "its length is not what its end says", error);
    if (ecoi_crc32c(0, data + data_len, len - data_len - (TRAILER - BEFORE_CRC)) !=
        ecoi_load32(trailer + BEFORE_CRC))
        return corrupt(pages->path, "the checksum of its tail does not match", error);
    pages->data_len = data_len;
    pages->tail = data + data_len;
    pages->tail_len = tail_len;
    pages->crcs = pages->tail + tail_len;
    return ECO_OK;
}

eco_status ecoi_pages_open(ecoi_pages *pages, const ecoi_vfs *vfs, const char *path, eco_error *error)
{
    *pages = (ecoi_pages){.vfs = vfs, .path = strdup(path)};
    if (!pages->path)
        return ecoi_error_no_memory(error);
    int failed = vfs->map(vfs->self, path, &pages->map);
    eco_status status =
        failed ? ecoi_error_os(error, failed, "%s: cannot open", path) : read_trailer(pages, error);
    if (!status) {
        pages->verified = calloc(pages->n_pages / 64 + 1, sizeof *pages->verified);
        if (!pages->verified)
            status = ecoi_error_no_memory(error);
    }
    if (status)
        ecoi_pages_close(pages);
    return status;
}

void ecoi_pages_close(ecoi_pages *pages)
{
    if (pages->vfs)
        pages->vfs->unmap(pages->vfs->self, pages->map);
    free(pages->path);
    free(pages->verified);
    *pages = (ecoi_pages){0};
}

static bool verify(const ecoi_pages *pages, uint64_t page)
{
    uint64_t start = page * ECOI_PAGE_SIZE, left = pages->data_len - start;
    size_t len = left < ECOI_PAGE_SIZE ? (size_t)left : ECOI_PAGE_SIZE;
    return ecoi_crc32c(0, pages->map.data + start, len) == ecoi_load32(pages->crcs + page * 4);
}

eco_status ecoi_pages_touch(const ecoi_pages *pages, uint64_t offset, uint64_t len, eco_error *error)
{
    if (offset > pages->data_len || len > pages->data_len - offset)
        return corrupt(pages->path, "a structure reaches beyond the file's data", error);
    if (len == 0)
        return ECO_OK;
    for (uint64_t page = offset / ECOI_PAGE_SIZE; page <= (offset + len - 1) / ECOI_PAGE_SIZE; page++) {
        _Atomic uint64_t *word = &pages->verified[page / 64];
        uint64_t bit = (uint64_t)1 << page % 64;
        if (atomic_load_explicit(word, memory_order_acquire) & bit)
            continue;
        if (!verify(pages, page))
            return ecoi_error_set(error, ECO_E_CORRUPT,
                                  "%s: damaged: bytes %llu to %llu do not match their checksum", pages->path,
                                  (unsigned long long)(page * ECOI_PAGE_SIZE),
                                  (unsigned long long)((page + 1) * ECOI_PAGE_SIZE - 1));
        atomic_fetch_or_explicit(word, bit, memory_order_release);
    }
    return ECO_OK;
}
