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

typedef struct ecoi_documents_writer {
    z_stream stream;
    bool has_stream;
    ecoi_buf records, compressed, index;
    uint32_t n_docs, first_doc, n_blocks;
    uint64_t start;      /* of the section in the file */
} ecoi_documents_writer; /* zero-initialise, dispose always */

eco_status ecoi_documents_add(ecoi_documents_writer *writer, const eco_document *document, bool with_text,
                              ecoi_paged_file *file, eco_error *error);
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

#endif
