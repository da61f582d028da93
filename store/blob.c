/* SPDX-License-Identifier: MIT */
#include "store/blob.h"

#include "base/bytes.h"

enum { TRAILER = 8 };

static uint32_t n_groups(uint32_t n)
{
    return n / ECOI_BLOB_GROUP + (n % ECOI_BLOB_GROUP != 0);
}

bool ecoi_blob_add(ecoi_blob_writer *writer, const void *bytes, size_t len)
{
    if (writer->bytes.len > UINT32_MAX)
        return false;
    if (writer->n % ECOI_BLOB_GROUP == 0 && !ecoi_buf_append32(&writer->offsets, (uint32_t)writer->bytes.len))
        return false;
    writer->n++;
    return ecoi_buf_append_varint(&writer->bytes, len) && ecoi_buf_append(&writer->bytes, bytes, len);
}

bool ecoi_blob_finish(const ecoi_blob_writer *writer, ecoi_buf *out)
{
    return ecoi_buf_append(out, writer->bytes.data, writer->bytes.len) &&
           ecoi_buf_append(out, writer->offsets.data, writer->offsets.len) &&
           ecoi_buf_append32(out, writer->n) && ecoi_buf_append32(out, n_groups(writer->n));
}

void ecoi_blob_writer_dispose(ecoi_blob_writer *writer)
{
    ecoi_buf_dispose(&writer->bytes);
    ecoi_buf_dispose(&writer->offsets);
}

bool ecoi_blob_open(ecoi_blob *blob, const uint8_t *data, size_t len)
{
    if (len < TRAILER)
        return false;
    uint32_t n = ecoi_load32(data + len - 8), groups = ecoi_load32(data + len - 4);
    if (groups != n_groups(n) || (len - TRAILER) / 4 < groups)
        return false;
    blob->bytes = data;
    blob->bytes_end = blob->offsets = data + len - TRAILER - (size_t)groups * 4;
    blob->n = n;
    return true;
}

bool ecoi_blob_get(const ecoi_blob *blob, uint32_t i, eco_text *out)
{
    uint32_t offset = ecoi_load32(blob->offsets + (size_t)(i / ECOI_BLOB_GROUP) * 4);
    if (offset > (size_t)(blob->bytes_end - blob->bytes))
        return false;
    const uint8_t *p = blob->bytes + offset;
    uint64_t len = 0;
    for (uint32_t left = i % ECOI_BLOB_GROUP;; left--) {
        p = ecoi_varint_get(p, blob->bytes_end, &len);
        if (!p || len > (uint64_t)(blob->bytes_end - p))
            return false;
        if (left == 0)
            break;
        p += len;
    }
    *out = (eco_text){(const char *)p, len};
    return true;
}
