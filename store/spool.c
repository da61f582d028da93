/* SPDX-License-Identifier: MIT */
#include "store/spool.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "store/segment_writer.h"

enum { WRITE_BYTES = 1 << 20 };

struct ecoi_spool {
    const ecoi_segment *from;
    const ecoi_vfs *vfs;
    char *path; /* NULL: no file was made */
    ecoi_map_region map;
    uint64_t *starts; /* of each document's record, its length before it; and the end */
};

typedef struct spooler {
    ecoi_spool *spool;
    ecoi_file *file;
    ecoi_buf waiting;
    uint64_t written;
} spooler;

static eco_status failed(const ecoi_spool *spool, const char *what, int reason, eco_error *error)
{
    return ecoi_error_os(error, reason, "cannot %s %s", what, spool->path);
}

static eco_status write_waiting(spooler *s, eco_error *error)
{
    int reason = s->spool->vfs->write(s->spool->vfs->self, s->file, s->waiting.data, s->waiting.len);
    s->written += s->waiting.len;
    s->waiting.len = 0;
    return reason ? failed(s->spool, "write", reason, error) : ECO_OK;
}

static eco_status put_records(spooler *s, const ecoi_document_block *block, ecoi_records *records,
                              eco_error *error)
{
    for (uint32_t doc = block->first; doc < block->end; doc++) {
        uint64_t len;
        const uint8_t *record = ecoi_records_next(records, &len);
        if (!record)
            return ecoi_segment_damaged(s->spool->from, "a block of stored documents", error);
        s->spool->starts[doc] = s->written + s->waiting.len;
        if (!ecoi_buf_append_varint(&s->waiting, len) || !ecoi_buf_append(&s->waiting, record, len))
            return ecoi_error_no_memory(error);
    }
    return s->waiting.len >= WRITE_BYTES ? write_waiting(s, error) : ECO_OK;
}

static eco_status put_block(spooler *s, const ecoi_document_block *block, ecoi_arena *arena, eco_error *error)
{
    const ecoi_segment *from = s->spool->from;
    uint64_t offset = from->tail.sections[ECOI_SECTION_DOCUMENTS].offset + block->offset;
    ecoi_records records;
    ecoi_arena_reset(arena);
    eco_status status = ecoi_pages_touch(&from->pages, offset, block->len, error);
    if (!status)
        status = ecoi_documents_inflate(from->pages.map.data + offset, block->len, block->first, arena,
                                        &records, error);
    return status ? status : put_records(s, block, &records, error);
}

static eco_status put_all(spooler *s, eco_error *error)
{
    const ecoi_segment *from = s->spool->from;
    uint32_t n_docs = ecoi_segment_n_docs(from);
    ecoi_arena arena = {0};
    ecoi_document_block block;
    eco_status status = ECO_OK;
    for (uint32_t doc = 0; !status && doc < n_docs; doc = block.end) {
        status = ecoi_segment_find_block(from, doc, &block, error);
        if (!status)
            status = put_block(s, &block, &arena, error);
    }
    if (!status)
        status = write_waiting(s, error);
    s->spool->starts[n_docs] = s->written;
    ecoi_arena_dispose(&arena);
    return status;
}

static eco_status fill(ecoi_spool *spool, eco_error *error)
{
    spooler s = {.spool = spool};
    int reason = spool->vfs->create(spool->vfs->self, spool->path, &s.file);
    if (reason) {
        eco_status status = failed(spool, "create", reason, error);
        free(spool->path);
        spool->path = NULL;
        return status;
    }
    eco_status status = put_all(&s, error);
    ecoi_buf_dispose(&s.waiting);
    reason = spool->vfs->close(spool->vfs->self, s.file);
    if (!status && reason)
        status = failed(spool, "close", reason, error);
    if (!status && (reason = spool->vfs->map(spool->vfs->self, spool->path, &spool->map)))
        status = failed(spool, "map", reason, error);
    if (!status && spool->map.len != s.written)
        status = ecoi_error_set(error, ECO_E_IO, "%s: is not as long as it was written", spool->path);
    return status;
}

eco_status ecoi_spool_open(const ecoi_segment *from, const ecoi_vfs *vfs, const char *path, ecoi_spool **out,
                           eco_error *error)
{
    ecoi_spool *spool = calloc(1, sizeof *spool);
    if (!spool)
        return ecoi_error_no_memory(error);
    *spool = (ecoi_spool){.from = from, .vfs = vfs, .path = strdup(path)};
    spool->starts = malloc(((size_t)ecoi_segment_n_docs(from) + 1) * sizeof *spool->starts);
    eco_status status = spool->path && spool->starts ? ECO_OK : ecoi_error_no_memory(error);
    if (status) {
        free(spool->path);
        spool->path = NULL;
    } else {
        status = fill(spool, error);
    }
    if (status)
        ecoi_spool_close(spool);
    else
        *out = spool;
    return status;
}

eco_status ecoi_spool_copy(const ecoi_spool *spool, uint32_t doc, ecoi_segment_writer *writer,
                           uint64_t *out_bytes, eco_error *error)
{
    uint64_t len = spool->starts[doc + 1] - spool->starts[doc];
    eco_status status = ecoi_writer_check_room(writer, 1, error);
    if (!status)
        status = ecoi_writer_copy_columns(writer, spool->from, doc, error);
    if (!status && doc == 0) /* text bytes are stored for a segment as a whole */
        writer->tail.numbers.text_bytes += spool->from->tail.numbers.text_bytes;
    *out_bytes = len;
    return status ? status
                  : ecoi_documents_add_record(&writer->documents, spool->map.data + spool->starts[doc], len,
                                              &writer->file, error);
}

void ecoi_spool_forget(const ecoi_spool *spool)
{
    spool->vfs->forget(spool->vfs->self, spool->map);
}

void ecoi_spool_close(ecoi_spool *spool)
{
    if (!spool)
        return;
    if (spool->map.data)
        spool->vfs->unmap(spool->vfs->self, spool->map);
    if (spool->path)
        spool->vfs->remove(spool->vfs->self, spool->path);
    free(spool->path);
    free(spool->starts);
    free(spool);
}
