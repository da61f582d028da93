/* SPDX-License-Identifier: MIT */
/* Any bytes as the records of a block of stored documents, compressed as the writer would. */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <ecosearch/places.h>

#include "store/documents.h"
#include "tests/store/memory_vfs.h"
#include "tests/store/require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_DOCUMENTS = 20 };

static void check_text(eco_text text)
{
    REQUIRE(text.ptr ? text.ptr[text.len] == '\0' : text.len == 0);
}

static void check_document(const eco_document *d)
{
    check_text(d->url);
    check_text(d->fields);
    REQUIRE(d->n_regions <= ECO_N_REGIONS);
    for (size_t i = 0; i < d->n_regions; i++)
        REQUIRE(d->regions[i].region < ECO_N_REGIONS && d->regions[i].share >= 0 && d->regions[i].share <= 1);
    for (size_t i = 0; i < d->n_passages; i++) {
        REQUIRE((unsigned)d->passages[i].zone < ECO_N_ZONES);
        REQUIRE(d->passages[i].text.ptr);
        check_text(d->passages[i].text);
    }
}

static void write_block(const uint8_t *records, size_t len, ecoi_paged_file *file)
{
    static const uint8_t slack[ECOI_OVERREAD];
    ecoi_buf tail = {0};
    uint32_t raw_len = (uint32_t)len;
    uLongf packed_len = compressBound(len);
    uint8_t *packed = malloc(packed_len);
    REQUIRE(packed && compress2(packed, &packed_len, records, len, 1) == Z_OK);
    REQUIRE(ecoi_paged_file_write(file, &raw_len, sizeof raw_len, NULL) == ECO_OK);
    REQUIRE(ecoi_paged_file_write(file, packed, packed_len, NULL) == ECO_OK);
    REQUIRE(ecoi_paged_file_write(file, slack, sizeof slack, NULL) == ECO_OK);
    REQUIRE(ecoi_paged_file_finish(file, &tail, NULL) == ECO_OK);
    free(packed);
}

static void read_documents(const ecoi_pages *pages, uint64_t len, const ecoi_buf *index)
{
    ecoi_document_cache cache = {0};
    for (uint32_t doc = 0; doc < MOST_DOCUMENTS; doc++) {
        ecoi_arena arena = {0};
        eco_document document;
        eco_error error;
        eco_status status = ecoi_documents_read(pages, 0, len, index->data, index->len, doc, &cache, &arena,
                                                &document, &error);
        REQUIRE(status == ECO_OK || (status == ECO_E_CORRUPT && error.message[0]));
        if (!status)
            check_document(&document);
        ecoi_arena_dispose(&arena);
    }
    ecoi_document_cache_dispose(&cache);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    memory_vfs memory;
    ecoi_paged_file file;
    ecoi_pages pages;
    ecoi_buf index = {0};
    memory_vfs_init(&memory);
    REQUIRE(ecoi_paged_file_create(&file, &memory.vfs, "f", NULL) == ECO_OK);
    write_block(data, size, &file);
    ecoi_paged_file_dispose(&file);
    REQUIRE(ecoi_pages_open(&pages, &memory.vfs, "f", NULL) == ECO_OK);
    uint64_t len = pages.data_len - ECOI_OVERREAD;
    REQUIRE(ecoi_buf_append32(&index, 0) && ecoi_buf_append64(&index, 0));
    REQUIRE(ecoi_buf_append32(&index, MOST_DOCUMENTS) && ecoi_buf_append64(&index, len));
    REQUIRE(ecoi_buf_append32(&index, 1));
    read_documents(&pages, len, &index);
    ecoi_buf_dispose(&index);
    ecoi_pages_close(&pages);
    memory_vfs_dispose(&memory);
    return 0;
}
