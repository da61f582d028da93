/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/date.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "store/column.h"
#include "store/documents.h"
#include "store/segment_internal.h"

enum { SECTION_TRAILER = 8 }; /* of blobs and dictionaries: two counts */

eco_status ecoi_segment_damaged(const ecoi_segment *segment, const char *what, eco_error *error)
{
    return ecoi_error_set(error, ECO_E_CORRUPT, "%s: damaged: %s", segment->pages.path, what);
}

static const uint8_t *section_start(const ecoi_segment *segment, ecoi_section section)
{
    return segment->pages.map.data + segment->tail.sections[section].offset;
}

eco_status ecoi_segment_section(const ecoi_segment *segment, ecoi_section section, const uint8_t **out,
                                size_t *out_len, eco_error *error)
{
    const ecoi_extent *extent = &segment->tail.sections[section];
    _Atomic uint32_t *verified = &((ecoi_segment *)segment)->verified;
    uint32_t bit = 1u << section;
    if (!(atomic_load_explicit(verified, memory_order_acquire) & bit)) {
        eco_status status = ecoi_pages_touch(&segment->pages, extent->offset, extent->len, error);
        if (status)
            return status;
        atomic_fetch_or_explicit(verified, bit, memory_order_release);
    }
    *out = section_start(segment, section);
    *out_len = extent->len;
    return ECO_OK;
}

/* ---- opening ---- */

static eco_status read_tail(ecoi_segment *s, eco_error *error)
{
    if (s->pages.tail_len != sizeof s->tail || s->pages.data_len < ECOI_OVERREAD)
        return ecoi_segment_damaged(s, "its table of sections has the wrong size", error);
    memcpy(&s->tail, s->pages.tail, sizeof s->tail);
    uint64_t limit = s->pages.data_len - ECOI_OVERREAD;
    for (int i = 0; i < ECOI_N_SECTIONS; i++)
        if (s->tail.sections[i].offset > limit ||
            s->tail.sections[i].len > limit - s->tail.sections[i].offset)
            return ecoi_segment_damaged(s, "a section reaches beyond the file's data", error);
    if (s->tail.numbers.n_docs >= ECOI_NO_DOC)
        return ecoi_segment_damaged(s, "an impossible number of documents", error);
    uint64_t sketches = s->tail.sections[ECOI_SECTION_SKETCHES].len;
    if (sketches && sketches != s->tail.numbers.n_docs * ECOI_SKETCH_BYTES)
        return ecoi_segment_damaged(s, "not one sketch a document", error);
    return ECO_OK;
}

/* Verifies the trailer of a section that ends with one; its values are verified when they are asked for. */
static eco_status touch_trailer(const ecoi_segment *s, ecoi_section section, eco_error *error)
{
    const ecoi_extent *e = &s->tail.sections[section];
    uint64_t trailer = e->len < SECTION_TRAILER ? e->len : SECTION_TRAILER;
    return ecoi_pages_touch(&s->pages, e->offset + e->len - trailer, trailer, error);
}

static eco_status open_blob(ecoi_segment *s, ecoi_section section, ecoi_blob *blob, uint64_t n,
                            eco_error *error)
{
    eco_status status = touch_trailer(s, section, error);
    if (!status && (!ecoi_blob_open(blob, section_start(s, section), s->tail.sections[section].len) ||
                    (n != UINT64_MAX && blob->n != n)))
        status = ecoi_segment_damaged(s, "a column of texts", error);
    return status;
}

static eco_status open_column(ecoi_segment *s, ecoi_section section, ecoi_column *column, eco_error *error)
{
    const ecoi_extent *e = &s->tail.sections[section];
    eco_status status = ecoi_pages_touch(&s->pages, e->offset, e->len < 8 ? e->len : 8, error);
    if (!status &&
        !ecoi_column_open(column, section_start(s, section), e->len, (uint32_t)s->tail.numbers.n_docs))
        status = ecoi_segment_damaged(s, "a column of numbers", error);
    return status;
}

static eco_status open_dictionary(ecoi_segment *s, ecoi_section section, ecoi_dictionary *dictionary,
                                  eco_error *error)
{
    eco_status status = touch_trailer(s, section, error);
    if (!status &&
        !ecoi_dictionary_open(dictionary, section_start(s, section), s->tail.sections[section].len))
        status = ecoi_segment_damaged(s, "a dictionary", error);
    return status;
}

static eco_status open_columns(ecoi_segment *s, eco_error *error)
{
    ecoi_columns *c = &s->columns;
    eco_status status;
    if ((status = open_column(s, ECOI_SECTION_LENGTHS, &c->lengths, error)) ||
        (status = open_column(s, ECOI_SECTION_TITLE_LENGTHS, &c->title_lengths, error)) ||
        (status = open_column(s, ECOI_SECTION_DATES, &c->dates, error)) ||
        (status = open_column(s, ECOI_SECTION_SOURCES, &c->sources, error)) ||
        (status = open_column(s, ECOI_SECTION_FOCUS, &c->focus, error)))
        return status;
    return open_column(s, ECOI_SECTION_MENTION, &c->mention, error);
}

static eco_status read_source_names(ecoi_segment *s, eco_error *error)
{
    const uint8_t *data;
    size_t len;
    eco_status status = ecoi_segment_section(s, ECOI_SECTION_SOURCE_NAMES, &data, &len, error);
    if (!status)
        status = open_blob(s, ECOI_SECTION_SOURCE_NAMES, &s->source_names, UINT64_MAX, error);
    if (status)
        return status;
    s->sources = calloc((size_t)s->source_names.n + 1, sizeof *s->sources);
    if (!s->sources)
        return ecoi_error_no_memory(error);
    for (uint32_t i = 0; i < s->source_names.n; i++) {
        eco_text name;
        if (!ecoi_blob_get(&s->source_names, i, &name))
            return ecoi_segment_damaged(s, "the names of sources", error);
        if (!ecoi_arena_text(&s->names, name, &s->sources[i]))
            return ecoi_error_no_memory(error);
    }
    return ECO_OK;
}

eco_status ecoi_segment_open(const ecoi_vfs *vfs, const char *path, ecoi_segment **out, eco_error *error)
{
    ecoi_segment *s = calloc(1, sizeof *s);
    if (!s)
        return ecoi_error_no_memory(error);
    eco_status status;
    if ((status = ecoi_pages_open(&s->pages, vfs, path, error)) || (status = read_tail(s, error)) ||
        (status = open_columns(s, error)) ||
        (status = open_blob(s, ECOI_SECTION_KEYS, &s->keys, s->tail.numbers.n_docs, error)) ||
        (status = open_blob(s, ECOI_SECTION_LAYOUT, &s->layout, s->tail.numbers.n_docs, error)) ||
        (status = open_dictionary(s, ECOI_SECTION_TERMS, &s->terms, error)) ||
        (status = open_dictionary(s, ECOI_SECTION_FORMS, &s->forms, error)) ||
        (status = read_source_names(s, error))) {
        ecoi_segment_close(s);
        return status;
    }
    *out = s;
    return ECO_OK;
}

void ecoi_segment_close(ecoi_segment *segment)
{
    if (!segment)
        return;
    ecoi_pages_close(&segment->pages);
    ecoi_arena_dispose(&segment->names);
    free(segment->sources);
    free(segment);
}

eco_status ecoi_segment_sketch(const ecoi_segment *segment, uint32_t doc, ecoi_sketch *out, eco_error *error)
{
    const ecoi_extent *extent = &segment->tail.sections[ECOI_SECTION_SKETCHES];
    memset(out, 0xff, sizeof *out);
    if (!extent->len)
        return ECO_OK;
    uint64_t offset = extent->offset + doc * ECOI_SKETCH_BYTES;
    eco_status status = ecoi_pages_touch(&segment->pages, offset, ECOI_SKETCH_BYTES, error);
    if (!status)
        memcpy(out, segment->pages.map.data + offset, sizeof *out);
    return status;
}

/* ---- what it is ---- */

const ecoi_segment_numbers *ecoi_segment_get_numbers(const ecoi_segment *segment)
{
    return &segment->tail.numbers;
}

uint32_t ecoi_segment_n_docs(const ecoi_segment *segment)
{
    return (uint32_t)segment->tail.numbers.n_docs;
}

const char *ecoi_segment_path(const ecoi_segment *segment)
{
    return segment->pages.path;
}

uint64_t ecoi_segment_bytes(const ecoi_segment *segment)
{
    return segment->pages.map.len;
}

uint64_t ecoi_segment_section_bytes(const ecoi_segment *segment, ecoi_section section)
{
    return segment->tail.sections[section].len;
}

uint64_t ecoi_segment_section_offset(const ecoi_segment *segment, ecoi_section section)
{
    return segment->tail.sections[section].offset;
}

void ecoi_segment_forget(const ecoi_segment *segment)
{
    segment->pages.vfs->forget(segment->pages.vfs->self, segment->pages.map);
}

eco_status ecoi_segment_verify(const ecoi_segment *segment, eco_error *error)
{
    return ecoi_pages_touch(&segment->pages, 0, segment->pages.data_len, error);
}

uint32_t ecoi_segment_n_pages(const ecoi_segment *segment)
{
    return (uint32_t)segment->pages.n_pages;
}

eco_status ecoi_segment_verify_page(const ecoi_segment *segment, uint32_t page, eco_error *error)
{
    return ecoi_pages_touch(&segment->pages, page * ECOI_PAGE_SIZE, 1, error);
}

/* ---- columns ---- */

eco_status ecoi_segment_columns(const ecoi_segment *segment, const ecoi_columns **out, eco_error *error)
{
    for (int section = ECOI_SECTION_LENGTHS; section <= ECOI_SECTION_MENTION; section++) {
        const uint8_t *data;
        size_t len;
        eco_status status = ecoi_segment_section(segment, (ecoi_section)section, &data, &len, error);
        if (status)
            return status;
    }
    *out = &segment->columns;
    return ECO_OK;
}

eco_text ecoi_segment_source(const ecoi_segment *segment, uint32_t number)
{
    return number && number <= segment->source_names.n ? segment->sources[number - 1] : (eco_text){NULL, 0};
}

uint32_t ecoi_segment_n_sources(const ecoi_segment *segment)
{
    return segment->source_names.n;
}

/* ---- keys ---- */

static eco_status blob_value(const ecoi_segment *segment, ecoi_section section, const ecoi_blob *blob,
                             uint32_t doc, eco_text *out, eco_error *error)
{
    const uint8_t *data;
    size_t len;
    eco_status status = ecoi_segment_section(segment, section, &data, &len, error);
    if (!status && (doc >= blob->n || !ecoi_blob_get(blob, doc, out)))
        status = ecoi_segment_damaged(segment, "a column of texts", error);
    return status;
}

eco_status ecoi_segment_key(const ecoi_segment *segment, uint32_t doc, eco_text *out, eco_error *error)
{
    return blob_value(segment, ECOI_SECTION_KEYS, &segment->keys, doc, out, error);
}

/* `known`: a document whose key it is, which need not be compared. */
static eco_status find_key(const ecoi_segment *segment, eco_text key, uint32_t known, uint32_t *out,
                           eco_error *error)
{
    const uint8_t *slots;
    size_t len;
    eco_status status = ecoi_segment_section(segment, ECOI_SECTION_KEY_SLOTS, &slots, &len, error);
    uint32_t n_slots = (uint32_t)(len / 4);
    if (status)
        return status;
    if (n_slots == 0)
        return ecoi_segment_damaged(segment, "the table of keys", error);
    uint32_t slot = ecoi_key_slot(ecoi_hash(key.ptr, key.len), n_slots);
    for (uint32_t tried = 0; tried < n_slots; tried++, slot = slot + 1 < n_slots ? slot + 1 : 0) {
        uint32_t doc = ecoi_load32(slots + (size_t)slot * 4);
        eco_text found;
        if (doc == 0)
            break;
        if (doc - 1 == known) {
            *out = known;
            return ECO_OK;
        }
        status = ecoi_segment_key(segment, doc - 1, &found, error);
        if (status)
            return status;
        if (ecoi_text_equal(found, key)) {
            *out = doc - 1;
            return ECO_OK;
        }
    }
    *out = ECOI_NO_DOC;
    return ECO_OK;
}

eco_status ecoi_segment_find_key(const ecoi_segment *segment, eco_text key, uint32_t *out, eco_error *error)
{
    return find_key(segment, key, ECOI_NO_DOC, out, error);
}

eco_status ecoi_segment_find_doc_key(const ecoi_segment *segment, uint32_t doc, uint32_t *out,
                                     eco_error *error)
{
    eco_text key;
    eco_status status = ecoi_segment_key(segment, doc, &key, error);
    return status ? status : find_key(segment, key, doc, out, error);
}

/* ---- layout ---- */

static bool decode_layout(eco_text bytes, ecoi_layout_passage *passages, size_t *out_n)
{
    const uint8_t *p = (const uint8_t *)bytes.ptr, *end = p + bytes.len;
    size_t n = 0;
    while (p < end) {
        uint64_t v;
        p = ecoi_varint_get(p, end, &v);
        if (!p || v >> 3 > UINT32_MAX)
            return false;
        passages[n++] = (ecoi_layout_passage){(eco_zone)(v & 7), (uint32_t)(v >> 3)};
    }
    *out_n = n;
    return true;
}

eco_status ecoi_segment_layout(const ecoi_segment *segment, uint32_t doc, ecoi_arena *arena,
                               const ecoi_layout_passage **out, size_t *out_n, eco_error *error)
{
    const ecoi_columns *columns;
    eco_text bytes = {NULL, 0};
    eco_status status = blob_value(segment, ECOI_SECTION_LAYOUT, &segment->layout, doc, &bytes, error);
    if (!status)
        status = ecoi_segment_columns(segment, &columns, error);
    if (status)
        return status;
    ecoi_layout_passage *passages = ecoi_arena_calloc(arena, bytes.len + 1, sizeof *passages);
    if (!passages)
        return ecoi_error_no_memory(error);
    *out = passages;
    if (bytes.len == 0) { /* one BODY passage of every position, or no passage at all */
        passages[0] = (ecoi_layout_passage){ECO_ZONE_BODY, ecoi_column_get(&columns->lengths, doc)};
        *out_n = passages[0].n_positions > 0;
        return ECO_OK;
    }
    return decode_layout(bytes, passages, out_n) ? ECO_OK : ecoi_segment_damaged(segment, "a layout", error);
}

/* ---- stored documents ---- */

eco_status ecoi_segment_document_cached(const ecoi_segment *segment, uint32_t doc, ecoi_document_cache *cache,
                                        ecoi_arena *arena, const eco_document **out, eco_error *error)
{
    const uint8_t *index;
    const ecoi_columns *columns;
    size_t index_len;
    const ecoi_extent *extent = &segment->tail.sections[ECOI_SECTION_DOCUMENTS];
    eco_document *document = ecoi_arena_calloc(arena, 1, sizeof *document);
    eco_text key;
    if (!document)
        return ecoi_error_no_memory(error);
    eco_status status = ecoi_segment_section(segment, ECOI_SECTION_DOC_BLOCKS, &index, &index_len, error);
    if (!status)
        status = ecoi_documents_read(&segment->pages, extent->offset, extent->len, index, index_len, doc,
                                     cache, arena, document, error);
    if (!status)
        status = ecoi_segment_key(segment, doc, &key, error);
    if (!status)
        status = ecoi_segment_columns(segment, &columns, error);
    if (status)
        return status;
    if (!ecoi_arena_text(arena, key, &document->key))
        return ecoi_error_no_memory(error);
    document->date = ecoi_date_unpack(ecoi_column_get(&columns->dates, doc));
    document->source = ecoi_segment_source(segment, ecoi_column_get(&columns->sources, doc));
    *out = document;
    return ECO_OK;
}

eco_status ecoi_segment_count_stored(const ecoi_segment *segment, uint32_t *out, eco_error *error)
{
    const uint8_t *index;
    size_t len;
    eco_status status = ecoi_segment_section(segment, ECOI_SECTION_DOC_BLOCKS, &index, &len, error);
    if (!status && !ecoi_documents_count(index, len, segment->tail.sections[ECOI_SECTION_DOCUMENTS].len, out))
        status = ecoi_segment_damaged(segment, "the table of blocks of stored documents", error);
    return status;
}

eco_status ecoi_segment_document(const ecoi_segment *segment, uint32_t doc, ecoi_arena *arena,
                                 const eco_document **out, eco_error *error)
{
    ecoi_document_cache cache = {0};
    eco_status status = ecoi_segment_document_cached(segment, doc, &cache, arena, out, error);
    ecoi_document_cache_dispose(&cache);
    return status;
}
