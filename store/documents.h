/* SPDX-License-Identifier: MIT */
/*
 * Stored documents: records in blocks of about 32 KiB, each compressed by zlib on its own.
 *   block   u32 bytes of the records, zlib stream
 *   record  varint bytes, then: u8 flags (1: partial), url, fields (varint length + 1 and bytes; 0: unknown),
 *           varint regions, each u8 region | focus << 7 and u16 share in 65535ths,
 *           varint passages, each u8 zone, varint length, bytes
 *   DOC_BLOCKS section: per block u32 first document, u64 offset; then a last entry for the end; then u32 n
 * blocks Key, date and source live in columns.
 */
#ifndef ECOI_STORE_DOCUMENTS_H
#define ECOI_STORE_DOCUMENTS_H

#include <zlib.h>

#include "base/arena.h"
#include "store/paged_file.h"
#include "store/pages.h"
#include "store/segment.h"

/* Appends a document's record without its length; and decodes one, key, date and source left for the caller.
 * Other engines store the same records. ECO_E_CORRUPT names no place. */
bool ecoi_document_put(ecoi_buf *out, const eco_document *document, bool with_text);
eco_status ecoi_document_get(const uint8_t *record, size_t len, ecoi_arena *arena, eco_document *out,
                             eco_error *error);

/* Bytes of records in a block: enough to compress well, few enough that a hit costs little to fetch (a block
 * inflates in about 0.1 ms). */
#define ECOI_DOCUMENTS_BLOCK ((size_t)32 << 10)

typedef struct ecoi_documents_writer {
    z_stream stream;
    bool has_stream;
    ecoi_buf records, compressed, index;
    uint32_t n_docs;    /* added and copied */
    uint32_t first_doc; /* of the records that wait */
    uint32_t n_blocks;
    uint64_t start;      /* of the section in the file */
} ecoi_documents_writer; /* zero-initialise, dispose always */

eco_status ecoi_documents_add(ecoi_documents_writer *writer, const eco_document *document, bool with_text,
                              ecoi_paged_file *file, eco_error *error);
/* Adds a record that is encoded already, its length before it. */
eco_status ecoi_documents_add_record(ecoi_documents_writer *writer, const uint8_t *record, size_t len,
                                     ecoi_paged_file *file, eco_error *error);
/* Writes the records that wait for their block to fill. */
eco_status ecoi_documents_flush(ecoi_documents_writer *writer, ecoi_paged_file *file, eco_error *error);
/* Writes a compressed block of n_docs documents as it is; no record may be waiting. */
eco_status ecoi_documents_put_block(ecoi_documents_writer *writer, const uint8_t *block, size_t len,
                                    uint32_t n_docs, ecoi_paged_file *file, eco_error *error);
/* Writes the last block and appends the DOC_BLOCKS section's bytes. */
eco_status ecoi_documents_finish(ecoi_documents_writer *writer, ecoi_paged_file *file, ecoi_buf *out_index,
                                 eco_error *error);
void ecoi_documents_writer_dispose(ecoi_documents_writer *writer);

/* Decodes a document's record; key, date and source are left for the caller. `index`: the DOC_BLOCKS section.
 * `cache` is read and filled. ECO_E_CORRUPT names no file: the caller knows it. */
eco_status ecoi_documents_read(const ecoi_pages *pages, uint64_t section, uint64_t section_len,
                               const uint8_t *index, size_t index_len, uint32_t doc,
                               ecoi_document_cache *cache, ecoi_arena *arena, eco_document *out,
                               eco_error *error);

/* Where a block of stored documents lies. */
typedef struct ecoi_document_block {
    uint32_t first, end;  /* its documents: [first, end) */
    uint64_t offset, len; /* in the section */
} ecoi_document_block;

/* The block of `doc`. False: the index is damaged. */
bool ecoi_documents_find_block(const uint8_t *index, size_t index_len, uint32_t doc,
                               ecoi_document_block *out);

/* Documents that are stored, by the index of their blocks, which follow one another and fill the section.
 * False: they do not. */
bool ecoi_documents_count(const uint8_t *index, size_t index_len, uint64_t section_len, uint32_t *out);

/* Records that are still to be read; p NULL: damaged. */
typedef struct ecoi_records {
    const uint8_t *p, *end;
} ecoi_records;

/* Bytes of a compressed block's records; 0: damaged. */
uint64_t ecoi_documents_raw_bytes(const uint8_t *block, uint64_t len);
/* Decompresses a block into `arena`. `doc`: for the message. */
eco_status ecoi_documents_inflate(const uint8_t *block, uint64_t len, uint32_t doc, ecoi_arena *arena,
                                  ecoi_records *out, eco_error *error);
/* The next record; NULL: damaged. */
const uint8_t *ecoi_records_next(ecoi_records *records, uint64_t *out_len);

/* Copies a block's documents, `dropped` ones (a bit per document of the source; NULL: none) left out. A block
 * that is copied whole stays compressed. `arena` is reset. */
eco_status ecoi_documents_copy(ecoi_documents_writer *writer, const ecoi_pages *pages, uint64_t section,
                               const ecoi_document_block *block, const uint64_t *dropped, ecoi_arena *arena,
                               ecoi_paged_file *file, eco_error *error);

#endif
