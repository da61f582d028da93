/* SPDX-License-Identifier: MIT */
/* Stored documents from one segment to another (documents.h), without compressing them anew if possible. */
#include "base/bytes.h"
#include "base/error.h"
#include "store/documents.h"

eco_status ecoi_documents_add_record(ecoi_documents_writer *writer, const uint8_t *record, size_t len,
                                     ecoi_paged_file *file, eco_error *error)
{
    if (!ecoi_buf_append(&writer->records, record, len))
        return ecoi_error_no_memory(error);
    writer->n_docs++;
    return writer->records.len >= ECOI_DOCUMENTS_BLOCK ? ecoi_documents_flush(writer, file, error) : ECO_OK;
}

static uint32_t count_kept(const ecoi_document_block *block, const uint64_t *dropped)
{
    uint32_t n = 0;
    for (uint32_t doc = block->first; doc < block->end; doc++)
        n += !ecoi_bit(dropped, doc);
    return n;
}

/* Adds the records that are kept to those that wait. */
static eco_status add_records(ecoi_documents_writer *writer, const ecoi_document_block *block,
                              ecoi_records *records, const uint64_t *dropped, eco_error *error)
{
    for (uint32_t doc = block->first; doc < block->end; doc++) {
        uint64_t len;
        const uint8_t *record = ecoi_records_next(records, &len);
        if (!record)
            return ecoi_error_set(error, ECO_E_CORRUPT, "stored document %u is damaged", doc);
        if (ecoi_bit(dropped, doc))
            continue;
        if (!ecoi_buf_append_varint(&writer->records, len) || !ecoi_buf_append(&writer->records, record, len))
            return ecoi_error_no_memory(error);
        writer->n_docs++;
    }
    return ECO_OK;
}

/* Borders of blocks stay where they are as far as blocks are at least half full: what waits for a whole block
 * is either a block of its own or made one with it, so that the blocks after it can be copied again. */
eco_status ecoi_documents_copy(ecoi_documents_writer *writer, const ecoi_pages *pages, uint64_t section,
                               const ecoi_document_block *block, const uint64_t *dropped, ecoi_arena *arena,
                               ecoi_paged_file *file, eco_error *error)
{
    const uint8_t *bytes = pages->map.data + section + block->offset;
    eco_status status = ecoi_pages_touch(pages, section + block->offset, block->len, error);
    uint32_t n_kept = count_kept(block, dropped), n_docs = block->end - block->first;
    if (status || n_kept == 0)
        return status;
    bool whole = n_kept == n_docs && ecoi_documents_raw_bytes(bytes, block->len) >= ECOI_DOCUMENTS_BLOCK / 2;
    if (whole && writer->records.len >= ECOI_DOCUMENTS_BLOCK / 2)
        status = ecoi_documents_flush(writer, file, error);
    if (status)
        return status;
    if (whole && writer->records.len == 0) {
        writer->n_docs += n_docs;
        return ecoi_documents_put_block(writer, bytes, block->len, n_docs, file, error);
    }
    ecoi_records records;
    ecoi_arena_reset(arena);
    status = ecoi_documents_inflate(bytes, block->len, block->first, arena, &records, error);
    if (!status)
        status = add_records(writer, block, &records, dropped, error);
    if (!status && (whole || writer->records.len >= ECOI_DOCUMENTS_BLOCK))
        status = ecoi_documents_flush(writer, file, error);
    return status;
}
