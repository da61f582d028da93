/* SPDX-License-Identifier: MIT */
#include "store/column.h"

#include "base/bytes.h"

enum { HEADER = 8 };

static unsigned width_for(const uint32_t *values, size_t n)
{
    uint32_t all = 0;
    bool alike = true;
    for (size_t i = 0; i < n; i++) {
        all |= values[i];
        alike = alike && values[i] == values[0];
    }
    return alike ? 0 : all < 1u << 8 ? 1 : all < 1u << 16 ? 2 : 4;
}

bool ecoi_column_write(const uint32_t *values, size_t n, ecoi_buf *out)
{
    unsigned width = width_for(values, n);
    if (!ecoi_buf_append32(out, width) || !ecoi_buf_append32(out, width == 0 && n ? values[0] : 0))
        return false;
    uint8_t *p = ecoi_buf_reserve(out, n * width);
    if (!p)
        return n * width == 0;
    for (size_t i = 0; i < n; i++)
        memcpy(p + i * width, &values[i], width); /* little-endian: the low bytes come first */
    out->len += n * width;
    return true;
}

bool ecoi_column_open(ecoi_column *column, const uint8_t *data, size_t len, uint32_t n)
{
    if (len < HEADER)
        return false;
    uint32_t width = ecoi_load32(data);
    if (width > 4 || width == 3 || len - HEADER != (uint64_t)n * width)
        return false;
    *column = (ecoi_column){.data = data + HEADER, .n = n, .width = width, .constant = ecoi_load32(data + 4)};
    return true;
}

void ecoi_column_gather(const ecoi_column *column, uint32_t base, const uint16_t *ids, uint32_t n,
                        uint32_t *out)
{
    const uint8_t *data = column->data + (size_t)base * column->width;
    switch (column->width) {
    case 1:
        for (uint32_t i = 0; i < n; i++)
            out[i] = data[ids[i]];
        break;
    case 2:
        for (uint32_t i = 0; i < n; i++)
            out[i] = ecoi_load16(data + 2 * (size_t)ids[i]);
        break;
    case 4:
        for (uint32_t i = 0; i < n; i++)
            out[i] = ecoi_load32(data + 4 * (size_t)ids[i]);
        break;
    default:
        for (uint32_t i = 0; i < n; i++)
            out[i] = column->constant;
    }
}
