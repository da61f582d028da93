/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"

bool ecoi_grow(void *items, size_t *cap, size_t need, size_t item_size)
{
    if (need <= *cap)
        return true;
    size_t wanted = *cap < 8 ? 16 : *cap * 2;
    if (wanted < need)
        wanted = need;
    if (wanted > SIZE_MAX / item_size)
        return false;
    void **slot = items;
    void *grown = realloc(*slot, wanted * item_size);
    if (!grown)
        return false;
    *slot = grown;
    *cap = wanted;
    return true;
}

void ecoi_buf_dispose(ecoi_buf *buf)
{
    free(buf->data);
    *buf = (ecoi_buf){0};
}

uint8_t *ecoi_buf_reserve(ecoi_buf *buf, size_t extra)
{
    if (extra > SIZE_MAX - buf->len || !ecoi_grow(&buf->data, &buf->cap, buf->len + extra, 1))
        return NULL;
    return buf->data + buf->len;
}

bool ecoi_buf_append(ecoi_buf *buf, const void *bytes, size_t len)
{
    if (len == 0)
        return true;
    uint8_t *to = ecoi_buf_reserve(buf, len);
    if (!to)
        return false;
    memcpy(to, bytes, len);
    buf->len += len;
    return true;
}

bool ecoi_buf_append_byte(ecoi_buf *buf, uint8_t byte)
{
    return ecoi_buf_append(buf, &byte, 1);
}

bool ecoi_buf_append_varint(ecoi_buf *buf, uint64_t value)
{
    uint8_t bytes[ECOI_VARINT_MAX];
    return ecoi_buf_append(buf, bytes, (size_t)(ecoi_varint_put(bytes, value) - bytes));
}

bool ecoi_buf_append32(ecoi_buf *buf, uint32_t value)
{
    return ecoi_buf_append(buf, &value, sizeof value);
}

bool ecoi_buf_append64(ecoi_buf *buf, uint64_t value)
{
    return ecoi_buf_append(buf, &value, sizeof value);
}

bool ecoi_buf_appendf(ecoi_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *to = len < 0 ? NULL : (char *)ecoi_buf_reserve(buf, (size_t)len + 1);
    if (!to)
        return false;
    va_start(args, format);
    vsnprintf(to, (size_t)len + 1, format, args);
    va_end(args);
    buf->len += (size_t)len;
    return true;
}
