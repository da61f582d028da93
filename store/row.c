/* SPDX-License-Identifier: MIT */
#include "store/row.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/crc32c.h"
#include "base/error.h"

enum { KIND = 8, CRC = 12, COUNT = 16, HEADER = 24 };
static const char magic[KIND] = {'e', 'c', 'o', 'r', 'o', 'w', ' ', '1'};

static uint32_t checksum(const uint8_t *header, const void *items, size_t len)
{
    uint32_t crc = ecoi_crc32c(0, header + KIND, CRC - KIND);
    crc = ecoi_crc32c(crc, header + COUNT, HEADER - COUNT);
    return len ? ecoi_crc32c(crc, items, len) : crc;
}

static int write_all(const ecoi_vfs *vfs, const char *path, const uint8_t *header, const uint64_t *items,
                     size_t n)
{
    ecoi_file *file;
    int failed = vfs->create(vfs->self, path, &file);
    if (failed)
        return failed;
    failed = vfs->write(vfs->self, file, header, HEADER);
    if (!failed && n)
        failed = vfs->write(vfs->self, file, items, n * sizeof *items);
    if (!failed)
        failed = vfs->sync(vfs->self, file);
    int failed_close = vfs->close(vfs->self, file);
    failed = failed ? failed : failed_close;
    if (failed)
        vfs->remove(vfs->self, path);
    return failed;
}

eco_status ecoi_row_write(const ecoi_vfs *vfs, const char *dir, const char *name, ecoi_row_kind kind,
                          const uint64_t *items, size_t n, eco_error *error)
{
    uint8_t header[HEADER];
    char *path = ecoi_path_join(dir, name);
    if (!path)
        return ecoi_error_no_memory(error);
    memcpy(header, magic, sizeof magic);
    ecoi_store32(header + KIND, kind);
    ecoi_store64(header + COUNT, n);
    ecoi_store32(header + CRC, checksum(header, items, n * sizeof *items));
    int failed = write_all(vfs, path, header, items, n);
    eco_status status = failed ? ecoi_error_os(error, failed, "%s: cannot write", path) : ECO_OK;
    free(path);
    return status;
}

static bool is_sound(ecoi_map_region map, ecoi_row_kind kind)
{
    return map.len >= HEADER && memcmp(map.data, magic, sizeof magic) == 0 &&
           ecoi_load32(map.data + KIND) == (uint32_t)kind && (map.len - HEADER) % sizeof(uint64_t) == 0 &&
           ecoi_load64(map.data + COUNT) == (map.len - HEADER) / sizeof(uint64_t) &&
           ecoi_load32(map.data + CRC) == checksum(map.data, map.data + HEADER, map.len - HEADER);
}

static eco_status take(ecoi_map_region map, const char *path, ecoi_row_kind kind, ecoi_row *out,
                       eco_error *error)
{
    ecoi_row row = {0};
    if (!is_sound(map, kind))
        return ecoi_error_set(error, ECO_E_CORRUPT, "%s: damaged: it does not match its checksum", path);
    row.n = (map.len - HEADER) / sizeof *row.items;
    if (row.n) {
        row.items = malloc(row.n * sizeof *row.items);
        if (!row.items)
            return ecoi_error_no_memory(error);
        memcpy(row.items, map.data + HEADER, row.n * sizeof *row.items);
    }
    *out = row;
    return ECO_OK;
}

eco_status ecoi_row_read(const ecoi_vfs *vfs, const char *dir, const char *name, ecoi_row_kind kind,
                         ecoi_row *out, eco_error *error)
{
    ecoi_map_region map;
    char *path = ecoi_path_join(dir, name);
    if (!path)
        return ecoi_error_no_memory(error);
    int failed = vfs->map(vfs->self, path, &map);
    eco_status status =
        failed ? ecoi_error_os(error, failed, "%s: cannot open", path) : take(map, path, kind, out, error);
    if (!failed)
        vfs->unmap(vfs->self, map);
    free(path);
    return status;
}
