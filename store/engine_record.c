/* SPDX-License-Identifier: MIT */
#include "store/engine_record.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bytes.h"
#include "base/date.h"
#include "base/error.h"
#include "store/documents.h"

enum { PLACE = 4, MOST_TEXT = 1 << 20 };

static bool put_text(ecoi_buf *out, eco_text text)
{
    return text.ptr ? ecoi_buf_append_varint(out, text.len + 1) && ecoi_buf_append(out, text.ptr, text.len)
                    : ecoi_buf_append_varint(out, 0);
}

bool ecoi_record_put(ecoi_buf *out, const ecoi_record *r)
{
    char place[PLACE];
    ecoi_slot_number(r->place, place);
    bool fits = ecoi_buf_append(out, place, PLACE) && ecoi_buf_append_varint(out, r->date) &&
                ecoi_buf_append_varint(out, r->focus) && ecoi_buf_append_varint(out, r->mention) &&
                ecoi_buf_append_varint(out, r->length) && ecoi_buf_append_varint(out, r->title_length) &&
                put_text(out, r->key) && put_text(out, r->source) &&
                ecoi_buf_append_varint(out, r->n_passages);
    for (size_t i = 0; fits && i < r->n_passages; i++)
        fits = ecoi_buf_append_varint(out, (uint64_t)r->passages[i].n_positions << 3 | r->passages[i].zone);
    return fits;
}

/* ---- reading; p NULL: damaged ---- */

typedef struct bytes {
    const uint8_t *p, *end;
} bytes;

static uint64_t get_varint(bytes *b, uint64_t most)
{
    uint64_t v = 0;
    b->p = b->p ? ecoi_varint_get(b->p, b->end, &v) : NULL;
    if (v > most)
        b->p = NULL;
    return b->p ? v : 0;
}

static eco_text get_text(bytes *b)
{
    uint64_t len = get_varint(b, MOST_TEXT);
    if (len == 0 || len - 1 > (uint64_t)(b->end - b->p)) {
        b->p = len == 0 ? b->p : NULL;
        return (eco_text){NULL, 0};
    }
    eco_text text = {(const char *)b->p, len - 1};
    b->p += len - 1;
    return text;
}

static bool get_passages(bytes *b, ecoi_arena *arena, ecoi_record *out)
{
    uint64_t n = get_varint(b, b->p ? (uint64_t)(b->end - b->p) : 0); /* a passage takes a byte at least */
    ecoi_layout_passage *passages = ecoi_arena_calloc(arena, n + 1, sizeof *passages);
    if (!passages)
        return false;
    for (uint64_t i = 0; b->p && i < n; i++) {
        uint64_t v = get_varint(b, (uint64_t)UINT32_MAX << 3 | 7);
        passages[i] = (ecoi_layout_passage){(eco_zone)(v & 7), (uint32_t)(v >> 3)};
    }
    out->passages = passages;
    out->n_passages = n;
    return true;
}

eco_status ecoi_record_get(eco_text text, ecoi_arena *arena, ecoi_record *out, eco_error *error)
{
    const uint8_t *p = (const uint8_t *)text.ptr;
    bytes b = {text.len >= PLACE ? p + PLACE : NULL, p + text.len};
    *out = (ecoi_record){0};
    if (b.p)
        out->place = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    out->date = (uint32_t)get_varint(&b, UINT32_MAX);
    out->focus = (uint32_t)get_varint(&b, UINT32_MAX);
    out->mention = (uint32_t)get_varint(&b, UINT32_MAX);
    out->length = (uint32_t)get_varint(&b, UINT32_MAX);
    out->title_length = (uint32_t)get_varint(&b, UINT32_MAX);
    out->key = get_text(&b);
    out->source = get_text(&b);
    if (!get_passages(&b, arena, out))
        return ecoi_error_no_memory(error);
    if (!b.p || !out->key.ptr)
        return ecoi_error_set(error, ECO_E_CORRUPT, "a document's record is damaged");
    out->words = (eco_text){(const char *)b.p, (size_t)(b.end - b.p)};
    return ECO_OK;
}

eco_status ecoi_data_get(eco_text data, const ecoi_record *record, ecoi_arena *arena, eco_document *out,
                         eco_error *error)
{
    eco_status status = ecoi_document_get((const uint8_t *)data.ptr, data.len, arena, out, error);
    if (status)
        return status;
    out->date = ecoi_date_unpack(record->date);
    if (!ecoi_arena_text(arena, record->key, &out->key) ||
        !ecoi_arena_text(arena, record->source, &out->source))
        return ecoi_error_no_memory(error);
    return ECO_OK;
}

bool ecoi_places_get(eco_text text, uint64_t *out)
{
    char copy[24];
    snprintf(copy, sizeof copy, "%.*s", text.len < sizeof copy ? (int)text.len : 0, text.ptr ? text.ptr : "");
    return sscanf(copy, "%" SCNu64, out) == 1 && *out <= UINT32_MAX;
}

#define NUMBERS_LIST(X)                                                                                      \
    X(n_docs)                                                                                                \
    X(n_terms) X(n_forms) X(n_postings) X(n_positions) X(sum_lengths) X(sum_title_lengths) X(text_bytes)

bool ecoi_numbers_put(ecoi_buf *out, const ecoi_segment_numbers *numbers)
{
    bool fits = true;
#define PUT(name) fits = fits && ecoi_buf_appendf(out, "%" PRIu64 " ", numbers->name);
    NUMBERS_LIST(PUT)
#undef PUT
    return fits;
}

bool ecoi_numbers_get(eco_text text, ecoi_segment_numbers *out)
{
    char copy[256];
    int used, at = 0;
    snprintf(copy, sizeof copy, "%.*s", text.len < sizeof copy ? (int)text.len : 0, text.ptr ? text.ptr : "");
#define GET(name)                                                                                            \
    if (sscanf(copy + at, "%" SCNu64 "%n", &out->name, &used) != 1)                                          \
        return false;                                                                                        \
    at += used;
    NUMBERS_LIST(GET)
#undef GET
    return true;
}
