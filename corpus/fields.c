/* SPDX-License-Identifier: MIT */
#include "corpus/fields.h"

#include <string.h>

#include "base/utf8.h"

static bool append_character(ecoi_buf *out, const char *p, const char *end, size_t *len)
{
    uint32_t c = ecoi_utf8_decode(p, end, len);
    if (c == '"' || c == '\\')
        return ecoi_buf_append_byte(out, '\\') && ecoi_buf_append_byte(out, (uint8_t)c);
    if (c == ECOI_UTF8_BAD || c < 0x20 || c == 0x7f)
        return ecoi_buf_append(out, "\xef\xbf\xbd", 3);
    return ecoi_buf_append(out, p, *len);
}

bool ecoi_fields_add(ecoi_buf *fields, const char *name, eco_text value)
{
    if (value.len == 0)
        return true;
    if (!ecoi_buf_append_byte(fields, fields->len == 0 ? '{' : ',') ||
        !ecoi_buf_appendf(fields, "\"%s\":\"", name))
        return false;
    size_t len;
    for (const char *p = value.ptr, *end = p + value.len; p < end; p += len)
        if (!append_character(fields, p, end, &len))
            return false;
    return ecoi_buf_append_byte(fields, '"');
}

bool ecoi_fields_close(ecoi_buf *fields, eco_text *out)
{
    *out = (eco_text){0};
    if (fields->len == 0)
        return true;
    if (!ecoi_buf_append_byte(fields, '}'))
        return false;
    *out = (eco_text){(const char *)fields->data, fields->len};
    return true;
}
