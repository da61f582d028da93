/* SPDX-License-Identifier: MIT */
/*
 * A document of the same file: varint 2 * (record - record before) - 1, which is odd.
 * A new file: varint 2 * bytes of the path shared with the path before, varint of further bytes, those bytes,
 * varint record.
 */
#include "indexer/origins.h"

#include <string.h>

#include "base/bytes.h"
#include "base/text.h"

static eco_text text_of(const ecoi_buf *buf)
{
    return (eco_text){buf->data ? (const char *)buf->data : "", buf->len};
}

static bool note_file(ecoi_origins *origins, ecoi_origin origin)
{
    size_t shared = ecoi_text_common(text_of(&origins->path), origin.path);
    origins->path.len = shared;
    return ecoi_buf_append_varint(&origins->bytes, 2 * shared) &&
           ecoi_buf_append_varint(&origins->bytes, origin.path.len - shared) &&
           ecoi_buf_append(&origins->bytes, origin.path.ptr + shared, origin.path.len - shared) &&
           ecoi_buf_append(&origins->path, origin.path.ptr + shared, origin.path.len - shared) &&
           ecoi_buf_append_varint(&origins->bytes, origin.record);
}

bool ecoi_origins_note(ecoi_origins *origins, ecoi_origin origin)
{
    bool same = origins->bytes.len > 0 && origin.record > origins->record &&
                ecoi_text_equal(text_of(&origins->path), origin.path);
    origins->last = origins->bytes.len;
    bool noted = same ? ecoi_buf_append_varint(&origins->bytes, 2 * (origin.record - origins->record) - 1)
                      : note_file(origins, origin);
    if (noted)
        origins->record = origin.record;
    return noted;
}

void ecoi_origins_forget_last(ecoi_origins *origins)
{
    origins->bytes.len = origins->last;
    origins->path.len = 0; /* the next shares nothing with what is forgotten */
    origins->record = UINT64_MAX;
}

void ecoi_origins_dispose(ecoi_origins *origins)
{
    ecoi_buf_dispose(&origins->bytes);
    ecoi_buf_dispose(&origins->path);
}

static const uint8_t *read_file(ecoi_origin_walk *walk, const uint8_t *p, const uint8_t *end, uint64_t shared)
{
    uint64_t more;
    p = ecoi_varint_get(p, end, &more);
    walk->path.len = shared;
    return p && ecoi_buf_append(&walk->path, p, more) ? ecoi_varint_get(p + more, end, &walk->record) : NULL;
}

bool ecoi_origins_next(ecoi_origin_walk *walk, ecoi_origin *out)
{
    const ecoi_buf *bytes = &walk->origins->bytes;
    if (walk->at == bytes->len)
        return false;
    const uint8_t *end = bytes->data + bytes->len;
    uint64_t head;
    const uint8_t *p = ecoi_varint_get(bytes->data + walk->at, end, &head);
    if (p && head % 2)
        walk->record += (head + 1) / 2;
    else if (p)
        p = read_file(walk, p, end, head / 2);
    if (!p)
        return false;
    walk->at = (size_t)(p - bytes->data);
    *out = (ecoi_origin){text_of(&walk->path), walk->record};
    return true;
}

void ecoi_origin_walk_dispose(ecoi_origin_walk *walk)
{
    ecoi_buf_dispose(&walk->path);
}
