/* SPDX-License-Identifier: MIT */
#include "store/documents.h"

#include <string.h>

#include <ecosearch/places.h>

#include "base/bytes.h"
#include "base/error.h"

enum { LEVEL = 1, INDEX_ENTRY = 12, MOST_INFLATION = 1040, FLAG_PARTIAL = 1 };

/* ---- writing ---- */

static bool put_text(ecoi_buf *out, eco_text text)
{
    return text.ptr ? ecoi_buf_append_varint(out, text.len + 1) && ecoi_buf_append(out, text.ptr, text.len)
                    : ecoi_buf_append_varint(out, 0);
}

static bool put_regions(ecoi_buf *out, const eco_region_share *regions, size_t n)
{
    bool fits = ecoi_buf_append_varint(out, n);
    for (size_t i = 0; fits && i < n; i++) {
        uint16_t rounded = (uint16_t)(regions[i].share * 65535 + 0.5f);
        uint16_t share = rounded ? rounded : 1; /* a share is never nothing */
        fits = ecoi_buf_append_byte(out, (uint8_t)(regions[i].region | regions[i].focus << 7)) &&
               ecoi_buf_append(out, &share, sizeof share);
    }
    return fits;
}

static bool put_passages(ecoi_buf *out, const eco_document *document, bool with_text)
{
    size_t n = 0;
    for (size_t i = 0; i < document->n_passages; i++)
        n += with_text || document->passages[i].zone == ECO_ZONE_TITLE;
    bool fits = ecoi_buf_append_varint(out, n);
    for (size_t i = 0; fits && i < document->n_passages; i++) {
        const eco_passage *passage = &document->passages[i];
        if (with_text || passage->zone == ECO_ZONE_TITLE)
            fits = ecoi_buf_append_byte(out, (uint8_t)passage->zone) &&
                   ecoi_buf_append_varint(out, passage->text.len) &&
                   ecoi_buf_append(out, passage->text.ptr, passage->text.len);
    }
    return fits;
}

bool ecoi_document_put(ecoi_buf *out, const eco_document *document, bool with_text)
{
    return ecoi_buf_append_byte(out, document->partial ? FLAG_PARTIAL : 0) && put_text(out, document->url) &&
           put_text(out, document->fields) && put_regions(out, document->regions, document->n_regions) &&
           put_passages(out, document, with_text);
}

static bool compress_records(ecoi_documents_writer *writer)
{
    z_stream *z = &writer->stream;
    if (!writer->has_stream && deflateInit(z, LEVEL) != Z_OK)
        return false;
    writer->has_stream = true;
    writer->compressed.len = 0;
    size_t bound = deflateBound(z, writer->records.len);
    if (writer->records.len > UINT32_MAX || bound > UINT32_MAX ||
        !ecoi_buf_append32(&writer->compressed, (uint32_t)writer->records.len) ||
        !ecoi_buf_reserve(&writer->compressed, bound))
        return false;
    z->next_in = writer->records.data;
    z->avail_in = (uInt)writer->records.len;
    z->next_out = writer->compressed.data + writer->compressed.len;
    z->avail_out = (uInt)bound;
    if (deflate(z, Z_FINISH) != Z_STREAM_END)
        return false;
    writer->compressed.len += z->total_out;
    return deflateReset(z) == Z_OK;
}

static bool put_index_entry(ecoi_documents_writer *writer, uint64_t offset)
{
    return ecoi_buf_append32(&writer->index, writer->first_doc) && ecoi_buf_append64(&writer->index, offset);
}

eco_status ecoi_documents_put_block(ecoi_documents_writer *writer, const uint8_t *block, size_t len,
                                    uint32_t n_docs, ecoi_paged_file *file, eco_error *error)
{
    if (!put_index_entry(writer, file->len - writer->start))
        return ecoi_error_no_memory(error);
    writer->first_doc += n_docs;
    writer->n_blocks++;
    return ecoi_paged_file_write(file, block, len, error);
}

eco_status ecoi_documents_flush(ecoi_documents_writer *writer, ecoi_paged_file *file, eco_error *error)
{
    if (writer->records.len == 0)
        return ECO_OK;
    if (!compress_records(writer))
        return ecoi_error_no_memory(error);
    writer->records.len = 0;
    return ecoi_documents_put_block(writer, writer->compressed.data, writer->compressed.len,
                                    writer->n_docs - writer->first_doc, file, error);
}

eco_status ecoi_documents_add(ecoi_documents_writer *writer, const eco_document *document, bool with_text,
                              ecoi_paged_file *file, eco_error *error)
{
    size_t start = writer->records.len;
    if (!ecoi_document_put(&writer->records, document, with_text))
        return ecoi_error_no_memory(error);
    /* the record's length goes before it */
    uint8_t prefix[ECOI_VARINT_MAX];
    size_t len = writer->records.len - start, prefix_len = (size_t)(ecoi_varint_put(prefix, len) - prefix);
    if (!ecoi_buf_reserve(&writer->records, prefix_len))
        return ecoi_error_no_memory(error);
    memmove(writer->records.data + start + prefix_len, writer->records.data + start, len);
    memcpy(writer->records.data + start, prefix, prefix_len);
    writer->records.len += prefix_len;
    writer->n_docs++;
    return writer->records.len >= ECOI_DOCUMENTS_BLOCK ? ecoi_documents_flush(writer, file, error) : ECO_OK;
}

eco_status ecoi_documents_finish(ecoi_documents_writer *writer, ecoi_paged_file *file, ecoi_buf *out_index,
                                 eco_error *error)
{
    eco_status status = ecoi_documents_flush(writer, file, error);
    if (status)
        return status;
    if (!put_index_entry(writer, file->len - writer->start) ||
        !ecoi_buf_append(out_index, writer->index.data, writer->index.len) ||
        !ecoi_buf_append32(out_index, writer->n_blocks))
        return ecoi_error_no_memory(error);
    return ECO_OK;
}

void ecoi_documents_writer_dispose(ecoi_documents_writer *writer)
{
    if (writer->has_stream)
        deflateEnd(&writer->stream);
    ecoi_buf_dispose(&writer->records);
    ecoi_buf_dispose(&writer->compressed);
    ecoi_buf_dispose(&writer->index);
}

/* ---- reading ---- */

static uint64_t get_varint(ecoi_records *r)
{
    uint64_t v = 0;
    r->p = r->p ? ecoi_varint_get(r->p, r->end, &v) : NULL;
    return r->p ? v : 0;
}

static const uint8_t *get_bytes(ecoi_records *r, uint64_t len)
{
    const uint8_t *bytes = r->p;
    if (!bytes || len > (uint64_t)(r->end - bytes))
        return r->p = NULL;
    r->p += len;
    return bytes;
}

const uint8_t *ecoi_records_next(ecoi_records *records, uint64_t *out_len)
{
    *out_len = get_varint(records);
    return get_bytes(records, *out_len);
}

/* Copied, for texts of the face end with a NUL. */
static bool get_text(ecoi_records *r, uint64_t len, ecoi_arena *arena, eco_text *out)
{
    const uint8_t *bytes = get_bytes(r, len);
    if (!bytes)
        return true;
    return ecoi_arena_text(arena, (eco_text){(const char *)bytes, len}, out);
}

static bool get_optional_text(ecoi_records *r, ecoi_arena *arena, eco_text *out)
{
    uint64_t len = get_varint(r);
    *out = (eco_text){NULL, 0};
    return len == 0 || get_text(r, len - 1, arena, out);
}

static bool get_regions(ecoi_records *r, ecoi_arena *arena, eco_document *out)
{
    uint64_t n = get_varint(r);
    if (n > ECO_N_REGIONS)
        r->p = NULL;
    if (!r->p || n == 0)
        return true;
    eco_region_share *regions = ecoi_arena_calloc(arena, n, sizeof *regions);
    if (!regions)
        return false;
    for (uint64_t i = 0; i < n; i++) {
        const uint8_t *bytes = get_bytes(r, 3);
        if (bytes && (bytes[0] & 0x7f) >= ECO_N_REGIONS)
            bytes = r->p = NULL;
        if (bytes)
            regions[i] = (eco_region_share){.region = bytes[0] & 0x7f,
                                            .focus = bytes[0] >> 7,
                                            .share = (float)ecoi_load16(bytes + 1) / 65535};
    }
    out->regions = regions;
    out->n_regions = n;
    return true;
}

static bool get_passages(ecoi_records *r, ecoi_arena *arena, eco_document *out)
{
    uint64_t n = get_varint(r);
    if (!r->p || n > (uint64_t)(r->end - r->p)) /* a passage takes two bytes at least */
        r->p = NULL;
    if (!r->p || n == 0)
        return true;
    eco_passage *passages = ecoi_arena_calloc(arena, n, sizeof *passages);
    if (!passages)
        return false;
    for (uint64_t i = 0; r->p && i < n; i++) {
        const uint8_t *zone = get_bytes(r, 1);
        if (zone && *zone >= ECO_N_ZONES)
            r->p = NULL;
        passages[i].zone = zone ? (eco_zone)*zone : ECO_ZONE_BODY;
        if (!get_text(r, get_varint(r), arena, &passages[i].text))
            return false;
    }
    out->passages = passages;
    out->n_passages = n;
    return true;
}

/* False when memory ran out; a damaged record leaves r->p NULL. */
static bool read_record(ecoi_records *r, ecoi_arena *arena, eco_document *out)
{
    const uint8_t *flags = get_bytes(r, 1);
    *out = (eco_document){.partial = flags && *flags & FLAG_PARTIAL, .has_regions = true};
    return get_optional_text(r, arena, &out->url) && get_optional_text(r, arena, &out->fields) &&
           get_regions(r, arena, out) && get_passages(r, arena, out);
}

eco_status ecoi_document_get(const uint8_t *record, size_t len, ecoi_arena *arena, eco_document *out,
                             eco_error *error)
{
    ecoi_records r = {record, record + len};
    if (!read_record(&r, arena, out))
        return ecoi_error_no_memory(error);
    return r.p == r.end ? ECO_OK : ecoi_error_set(error, ECO_E_CORRUPT, "a stored document is damaged");
}

static eco_status damaged(uint32_t doc, eco_error *error)
{
    return ecoi_error_set(error, ECO_E_CORRUPT, "stored document %u is damaged", doc);
}

bool ecoi_documents_find_block(const uint8_t *index, size_t index_len, uint32_t doc, ecoi_document_block *out)
{
    uint32_t n_blocks = index_len >= INDEX_ENTRY + 4 ? ecoi_load32(index + index_len - 4) : 0;
    if (n_blocks == 0 || index_len - 4 != ((uint64_t)n_blocks + 1) * INDEX_ENTRY)
        return false;
    uint32_t low = 0, high = n_blocks;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (ecoi_load32(index + (size_t)middle * INDEX_ENTRY) <= doc)
            low = middle;
        else
            high = middle;
    }
    const uint8_t *entry = index + (size_t)low * INDEX_ENTRY, *next = entry + INDEX_ENTRY;
    uint64_t offset = ecoi_load64(entry + 4), end = ecoi_load64(next + 4);
    *out = (ecoi_document_block){ecoi_load32(entry), ecoi_load32(next), offset, end - offset};
    return out->first <= doc && doc < out->end && offset <= end;
}

bool ecoi_documents_count(const uint8_t *index, size_t index_len, uint64_t section_len, uint32_t *out)
{
    uint32_t n_blocks = index_len >= INDEX_ENTRY + 4 ? ecoi_load32(index + index_len - 4) : 0, doc = 0;
    uint64_t offset = 0;
    if (index_len != ((uint64_t)n_blocks + 1) * INDEX_ENTRY + 4)
        return false;
    for (uint32_t i = 0; i <= n_blocks; i++) {
        const uint8_t *entry = index + (size_t)i * INDEX_ENTRY;
        uint32_t first = ecoi_load32(entry);
        uint64_t start = ecoi_load64(entry + 4);
        if (i ? first <= doc || start <= offset : first || start)
            return false;
        doc = first;
        offset = start;
    }
    *out = doc;
    return offset == section_len;
}

uint64_t ecoi_documents_raw_bytes(const uint8_t *block, uint64_t len)
{
    uint64_t raw_len = len > 4 ? ecoi_load32(block) : 0;
    return raw_len <= (len - 4) * MOST_INFLATION ? raw_len : 0;
}

eco_status ecoi_documents_inflate(const uint8_t *block, uint64_t len, uint32_t doc, ecoi_arena *arena,
                                  ecoi_records *out, eco_error *error)
{
    uint64_t raw_len = ecoi_documents_raw_bytes(block, len);
    if (raw_len == 0)
        return damaged(doc, error);
    uint8_t *raw = ecoi_arena_alloc(arena, raw_len);
    if (!raw)
        return ecoi_error_no_memory(error);
    uLongf got = raw_len;
    int result = uncompress(raw, &got, block + 4, len - 4);
    if (result == Z_MEM_ERROR)
        return ecoi_error_no_memory(error);
    if (result != Z_OK || got != raw_len)
        return damaged(doc, error);
    *out = (ecoi_records){raw, raw + raw_len};
    return ECO_OK;
}

void ecoi_document_cache_dispose(ecoi_document_cache *cache)
{
    ecoi_arena_dispose(&cache->arena);
    *cache = (ecoi_document_cache){0};
}

/* The records of a block, from the cache or into it. */
static eco_status open_block(const ecoi_pages *pages, uint64_t section, const ecoi_document_block *block,
                             uint32_t doc, ecoi_document_cache *cache, ecoi_records *out, eco_error *error)
{
    if (!cache->records || cache->offset != block->offset) {
        ecoi_records inflated = {0};
        uint64_t offset = section + block->offset;
        cache->records = NULL;
        ecoi_arena_reset(&cache->arena);
        eco_status status = ecoi_pages_touch(pages, offset, block->len, error);
        if (!status)
            status = ecoi_documents_inflate(pages->map.data + offset, block->len, doc, &cache->arena,
                                            &inflated, error);
        if (status)
            return status;
        cache->records = inflated.p;
        cache->end = inflated.end;
        cache->offset = block->offset;
    }
    *out = (ecoi_records){cache->records, cache->end};
    return ECO_OK;
}

eco_status ecoi_documents_read(const ecoi_pages *pages, uint64_t section, uint64_t section_len,
                               const uint8_t *index, size_t index_len, uint32_t doc,
                               ecoi_document_cache *cache, ecoi_arena *arena, eco_document *out,
                               eco_error *error)
{
    ecoi_document_block block;
    ecoi_records records = {0};
    if (!ecoi_documents_find_block(index, index_len, doc, &block) || block.offset > section_len ||
        block.len > section_len - block.offset)
        return damaged(doc, error);
    eco_status status = open_block(pages, section, &block, doc, cache, &records, error);
    if (status)
        return status;
    const uint8_t *start = NULL;
    uint64_t record_len = 0;
    for (uint32_t i = block.first; i <= doc; i++)
        if (!(start = ecoi_records_next(&records, &record_len)))
            break;
    if (!start)
        return damaged(doc, error);
    ecoi_records record = {start, start + record_len};
    if (!read_record(&record, arena, out))
        return ecoi_error_no_memory(error);
    return record.p == record.end ? ECO_OK : damaged(doc, error);
}
