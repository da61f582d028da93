/* SPDX-License-Identifier: MIT */
#include "store/paged_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/crc32c.h"
#include "base/error.h"
#include "store/pages.h"

eco_status ecoi_paged_file_create(ecoi_paged_file *file, const ecoi_vfs *vfs, const char *path,
                                  eco_error *error)
{
    *file = (ecoi_paged_file){.vfs = vfs, .path = strdup(path)};
    if (!file->path || !ecoi_buf_reserve(&file->page, ECOI_PAGE_SIZE)) {
        ecoi_paged_file_dispose(file);
        return ecoi_error_no_memory(error);
    }
    int failed = vfs->create(vfs->self, path, &file->file);
    if (failed) {
        file->file = NULL;
        ecoi_paged_file_dispose(file);
        return ecoi_error_os(error, failed, "%s: cannot create", path);
    }
    return ECO_OK;
}

static eco_status put(ecoi_paged_file *file, const void *bytes, size_t len, eco_error *error)
{
    int failed = file->vfs->write(file->vfs->self, file->file, bytes, len);
    return failed ? ecoi_error_os(error, failed, "%s: cannot write", file->path) : ECO_OK;
}

static eco_status put_page(ecoi_paged_file *file, eco_error *error)
{
    if (!ecoi_buf_append32(&file->crcs, ecoi_crc32c(0, file->page.data, file->page.len)))
        return ecoi_error_no_memory(error);
    eco_status status = put(file, file->page.data, file->page.len, error);
    file->page.len = 0;
    return status;
}

eco_status ecoi_paged_file_write(ecoi_paged_file *file, const void *bytes, size_t len, eco_error *error)
{
    const uint8_t *p = bytes;
    file->len += len;
    while (len) {
        size_t room = ECOI_PAGE_SIZE - file->page.len, n = len < room ? len : room;
        memcpy(file->page.data + file->page.len, p, n);
        file->page.len += n;
        p += n;
        len -= n;
        if (file->page.len == ECOI_PAGE_SIZE) {
            eco_status status = put_page(file, error);
            if (status)
                return status;
        }
    }
    return ECO_OK;
}

eco_status ecoi_paged_file_align(ecoi_paged_file *file, eco_error *error)
{
    static const uint8_t zeros[ECOI_SECTION_ALIGN];
    return ecoi_paged_file_write(
        file, zeros, (ECOI_SECTION_ALIGN - file->len % ECOI_SECTION_ALIGN) % ECOI_SECTION_ALIGN, error);
}

eco_status ecoi_paged_file_finish(ecoi_paged_file *file, const ecoi_buf *tail, eco_error *error)
{
    ecoi_buf end = {0};
    eco_status status = file->page.len ? put_page(file, error) : ECO_OK;
    if (status)
        goto done;
    if (!ecoi_buf_append(&end, tail->data, tail->len) ||
        !ecoi_buf_append(&end, file->crcs.data, file->crcs.len) ||
        !ecoi_pages_put_trailer(&end, file->len, tail->len)) {
        status = ecoi_error_no_memory(error);
        goto done;
    }
    status = put(file, end.data, end.len, error);
    if (status)
        goto done;
    file->len += end.len;
    int failed = file->vfs->sync(file->vfs->self, file->file);
    if (!failed) {
        ecoi_file *closing = file->file;
        file->file = NULL;
        failed = file->vfs->close(file->vfs->self, closing);
        if (failed)
            file->vfs->remove(file->vfs->self, file->path);
    }
    if (failed)
        status = ecoi_error_os(error, failed, "%s: cannot sync", file->path);
done:
    ecoi_buf_dispose(&end);
    return status;
}

void ecoi_paged_file_dispose(ecoi_paged_file *file)
{
    if (file->file) {
        file->vfs->close(file->vfs->self, file->file);
        file->vfs->remove(file->vfs->self, file->path);
    }
    free(file->path);
    ecoi_buf_dispose(&file->page);
    ecoi_buf_dispose(&file->crcs);
    *file = (ecoi_paged_file){0};
}
