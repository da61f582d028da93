/* SPDX-License-Identifier: MIT */
/* Stored documents: any shape comes back, in any order, through a cache or not; damage is told. */
#include "tests/store/support.h"

#include <stdio.h>

#include <ecosearch/places.h>

#include "store/documents.h"
#include "tests/store/memory_vfs.h"

enum { MOST_PASSAGES = 12, BLOCK = 32 << 10 };

typedef struct archive {
    memory_vfs memory;
    ecoi_paged_file file;
    ecoi_documents_writer writer;
    ecoi_pages pages;
    uint8_t *index; /* the DOC_BLOCKS section in a block of its own */
    size_t index_len;
    uint64_t section_len;
} archive;

static void begin(archive *a)
{
    *a = (archive){0};
    memory_vfs_init(&a->memory);
    assert_int_equal(ecoi_paged_file_create(&a->file, &a->memory.vfs, "f", NULL), ECO_OK);
}

static void add(archive *a, const eco_document *document, bool with_text)
{
    assert_int_equal(ecoi_documents_add(&a->writer, document, with_text, &a->file, NULL), ECO_OK);
}

static void finish(archive *a)
{
    ecoi_buf index = {0}, tail = {0};
    static const uint8_t slack[ECOI_OVERREAD];
    assert_int_equal(ecoi_documents_finish(&a->writer, &a->file, &index, NULL), ECO_OK);
    a->section_len = a->file.len;
    assert_int_equal(ecoi_paged_file_write(&a->file, slack, sizeof slack, NULL), ECO_OK);
    assert_int_equal(ecoi_paged_file_finish(&a->file, &tail, NULL), ECO_OK);
    a->index = exact_copy(index.data, index.len);
    a->index_len = index.len;
    ecoi_documents_writer_dispose(&a->writer);
    ecoi_paged_file_dispose(&a->file);
    ecoi_buf_dispose(&index);
    assert_int_equal(ecoi_pages_open(&a->pages, &a->memory.vfs, "f", NULL), ECO_OK);
}

static void end(archive *a)
{
    ecoi_pages_close(&a->pages);
    memory_vfs_dispose(&a->memory);
    free(a->index);
}

static eco_status read_one(const archive *a, uint32_t doc, ecoi_document_cache *cache, ecoi_arena *arena,
                           eco_document *out, eco_error *error)
{
    return ecoi_documents_read(&a->pages, 0, a->section_len, a->index, a->index_len, doc, cache, arena, out,
                               error);
}

/* ---- documents of every shape ---- */

static eco_text draw_text(uint64_t *seed, uint32_t longest, ecoi_arena *arena)
{
    size_t len = draw_small(seed, longest);
    char *bytes = ecoi_arena_copy(arena, "", 0);
    if (len)
        bytes = ecoi_arena_alloc(arena, len);
    for (size_t i = 0; i < len; i++)
        bytes[i] = (char)(draw(seed) % 4 ? 'a' + draw(seed) % 26 : draw(seed) % 256);
    return (eco_text){bytes, len};
}

/* The document of a number, the same each time. */
static eco_document make(uint32_t number, uint32_t longest, ecoi_arena *arena)
{
    uint64_t seed = number * 77 + 1;
    eco_document d = {.has_regions = true, .partial = draw(&seed) % 2};
    if (draw(&seed) % 3)
        d.url = draw_text(&seed, 100, arena);
    if (draw(&seed) % 3)
        d.fields = draw_text(&seed, 300, arena);
    d.n_regions = draw(&seed) % (ECO_N_REGIONS + 1);
    eco_region_share *regions = ecoi_arena_calloc(arena, d.n_regions + 1, sizeof *regions);
    for (size_t i = 0; i < d.n_regions; i++)
        regions[i] =
            (eco_region_share){(uint8_t)i, draw(&seed) % 2, (float)(1 + draw(&seed) % 65535) / 65535.0f};
    d.n_passages = draw(&seed) % (MOST_PASSAGES + 1);
    eco_passage *passages = ecoi_arena_calloc(arena, d.n_passages + 1, sizeof *passages);
    for (size_t i = 0; i < d.n_passages; i++) {
        passages[i].zone = (eco_zone)(draw(&seed) % ECO_N_ZONES);
        passages[i].text = draw_text(&seed, longest, arena);
    }
    d.regions = regions;
    d.passages = passages;
    return d;
}

static void assert_same_optional(eco_text got, eco_text expected)
{
    assert_int_equal(got.ptr == NULL, expected.ptr == NULL);
    assert_text(got, expected.ptr, expected.len);
    if (got.ptr)
        assert_int_equal(got.ptr[got.len], 0);
}

static void assert_same(const eco_document *got, const eco_document *expected, bool with_text)
{
    size_t n = 0;
    assert_int_equal(got->partial, expected->partial);
    assert_same_optional(got->url, expected->url);
    assert_same_optional(got->fields, expected->fields);
    assert_int_equal(got->n_regions, expected->n_regions);
    for (size_t i = 0; i < got->n_regions; i++) {
        assert_int_equal(got->regions[i].region, expected->regions[i].region);
        assert_int_equal(got->regions[i].focus, expected->regions[i].focus);
        assert_true(got->regions[i].share == expected->regions[i].share);
    }
    for (size_t i = 0; i < expected->n_passages; i++) {
        const eco_passage *passage = &expected->passages[i];
        if (!with_text && passage->zone != ECO_ZONE_TITLE)
            continue;
        assert_true(n < got->n_passages);
        assert_int_equal(got->passages[n].zone, passage->zone);
        assert_same_optional(got->passages[n++].text, passage->text);
    }
    assert_int_equal(got->n_passages, n);
}

static void check(const archive *a, uint32_t doc, uint32_t longest, bool with_text,
                  ecoi_document_cache *cache)
{
    ecoi_arena arena = {0};
    eco_document got, expected = make(doc, longest, &arena);
    eco_error error;
    if (read_one(a, doc, cache, &arena, &got, &error))
        fail_msg("document %u: %s", doc, error.message);
    assert_same(&got, &expected, with_text);
    ecoi_arena_dispose(&arena);
}

static void round_trip(uint32_t n, uint32_t longest, bool with_text)
{
    archive a;
    ecoi_document_cache cache = {0};
    uint64_t seed = n;
    begin(&a);
    for (uint32_t doc = 0; doc < n; doc++) {
        ecoi_arena arena = {0};
        eco_document document = make(doc, longest, &arena);
        add(&a, &document, with_text);
        ecoi_arena_dispose(&arena);
    }
    finish(&a);
    for (uint32_t doc = 0; doc < n; doc++)
        check(&a, doc, longest, with_text, &cache);
    for (uint32_t i = 0; i < n; i++)
        check(&a, draw(&seed) % n, longest, with_text, &cache);
    for (uint32_t i = 0; i < 20 && i < n; i++) {
        ecoi_document_cache fresh = {0};
        check(&a, draw(&seed) % n, longest, with_text, &fresh);
        ecoi_document_cache_dispose(&fresh);
    }
    ecoi_document_cache_dispose(&cache);
    end(&a);
}

static void documents_come_back(void **state)
{
    (void)state;
    round_trip(1, 100, true);
    round_trip(300, 1000, true);
    round_trip(300, 1000, false);
    round_trip(3, 500000, true);
}

/* ---- edges ---- */

static eco_document of_body(eco_passage *passage, const char *bytes, size_t len)
{
    *passage = (eco_passage){ECO_ZONE_BODY, {bytes, len}};
    return (eco_document){.passages = passage, .n_passages = 1, .has_regions = true};
}

/* Records that end just before, at and after the end of a block, then one more in the next block. */
static void a_block_may_end_anywhere(void **state)
{
    static char bytes[BLOCK + 64];
    (void)state;
    memset(bytes, 'x', sizeof bytes);
    for (size_t len = BLOCK - 40; len < BLOCK + 8; len++) {
        archive a;
        eco_passage passage;
        ecoi_document_cache cache = {0};
        ecoi_arena arena = {0};
        eco_document first = of_body(&passage, bytes, len), got;
        begin(&a);
        add(&a, &first, true);
        first = of_body(&passage, "last", 4);
        add(&a, &first, true);
        finish(&a);
        assert_int_equal(read_one(&a, 1, &cache, &arena, &got, NULL), ECO_OK);
        assert_text(got.passages[0].text, "last", 4);
        assert_int_equal(read_one(&a, 0, &cache, &arena, &got, NULL), ECO_OK);
        assert_text(got.passages[0].text, bytes, len);
        ecoi_document_cache_dispose(&cache);
        ecoi_arena_dispose(&arena);
        end(&a);
    }
}

static void an_archive_may_be_empty(void **state)
{
    (void)state;
    archive a;
    ecoi_document_cache cache = {0};
    ecoi_arena arena = {0};
    eco_document got;
    begin(&a);
    finish(&a);
    assert_int_equal(read_one(&a, 0, &cache, &arena, &got, NULL), ECO_E_CORRUPT);
    end(&a);
}

static void a_document_beyond_the_last_is_an_error(void **state)
{
    (void)state;
    archive a;
    eco_passage passage;
    ecoi_document_cache cache = {0};
    ecoi_arena arena = {0};
    eco_document one = of_body(&passage, "one", 3), got;
    begin(&a);
    add(&a, &one, true);
    finish(&a);
    assert_int_equal(read_one(&a, 1, &cache, &arena, &got, NULL), ECO_E_CORRUPT);
    assert_int_equal(read_one(&a, UINT32_MAX, &cache, &arena, &got, NULL), ECO_E_CORRUPT);
    ecoi_document_cache_dispose(&cache);
    ecoi_arena_dispose(&arena);
    end(&a);
}

/* ---- damage ---- */

/* A damaged index of blocks leads to an error or to some document, never outside. */
static void a_damaged_index_reads_nothing_outside(void **state)
{
    (void)state;
    archive a;
    begin(&a);
    for (uint32_t doc = 0; doc < 60; doc++) {
        ecoi_arena arena = {0};
        eco_document document = make(doc, 4000, &arena);
        add(&a, &document, true);
        ecoi_arena_dispose(&arena);
    }
    finish(&a);
    assert_true(a.index_len > 3 * 12 + 4);
    for (size_t at = 0; at < a.index_len; at++)
        for (unsigned bit = 0; bit < 8; bit++) {
            a.index[at] ^= (uint8_t)(1u << bit);
            for (uint32_t doc = 0; doc < 60; doc += 13) {
                ecoi_document_cache cache = {0};
                ecoi_arena arena = {0};
                eco_document got;
                eco_error error = {0};
                eco_status status = read_one(&a, doc, &cache, &arena, &got, &error);
                assert_true(status == ECO_OK || (status == ECO_E_CORRUPT && error.message[0]));
                ecoi_document_cache_dispose(&cache);
                ecoi_arena_dispose(&arena);
            }
            a.index[at] ^= (uint8_t)(1u << bit);
        }
    end(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_come_back),
        cmocka_unit_test(a_block_may_end_anywhere),
        cmocka_unit_test(an_archive_may_be_empty),
        cmocka_unit_test(a_document_beyond_the_last_is_an_error),
        cmocka_unit_test(a_damaged_index_reads_nothing_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
