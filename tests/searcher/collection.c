/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/vfs.h"
#include "store/manifest.h"
#include "store/row.h"
#include "tests/indexer/support.h"
#include "tests/searcher/compare.h"
#ifdef ECO_TEST_REMOTE
#include "tests/engine/serve.h"
#endif

#ifdef ECO_TEST_ENGINE /* then what would be segments are its shards */
#define ENGINE ECO_TEST_ENGINE
#else
#define ENGINE ECOI_ENGINE_NATIVE
#endif

enum { MOST_SEGMENTS = 8 };

static bool is_native(void)
{
    return strcmp(ENGINE, ECOI_ENGINE_NATIVE) == 0;
}

/* Documents to be deleted: copies of any, so that words live and deleted are the same and not. */
static void add_gone(const collection *c, eco_writer *writer, size_t i)
{
    char key[32];
    eco_error error;
    eco_document document = *c->o.documents[(i * 7 + 3) % c->o.n].document;
    document.key = (eco_text){key, (size_t)snprintf(key, sizeof key, "gone-%zu", i)};
    if (eco_writer_add(writer, &document, &error))
        fail_msg("%s", error.message);
}

static void build(const collection *c, const char *analysis, const char *folder, size_t first, size_t last,
                  size_t n_shards)
{
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_writer *writer;
    eco_error error;
    options.analysis = analysis;
    options.threads = 1;
    options.engine = ENGINE;
    options.shards = (unsigned)n_shards;
    if (eco_writer_open(folder, &options, &writer, &error))
        fail_msg("%s", error.message);
    for (size_t i = first; i < last; i++) {
        if (c->with_deleted && is_native() && i % 3 != 1)
            add_gone(c, writer, i);
        if (eco_writer_add(writer, c->o.documents[i].document, &error))
            fail_msg("%s", error.message);
    }
    if (eco_writer_commit(writer, NULL, &error))
        fail_msg("%s", error.message);
    eco_writer_close(writer);
}

/* Moves the one segment of an index to another folder, as a further segment of its manifest. */
static void move_segment(const char *from, const char *to, ecoi_manifest *all)
{
    ecoi_manifest one = {0};
    assert_int_equal(ecoi_manifest_read(ecoi_vfs_posix(), from, 1, &one, NULL), ECO_OK);
    assert_int_equal(one.n_segments, 1);
    ecoi_manifest_segment *segment = &all->segments[all->n_segments];
    *segment = (ecoi_manifest_segment){.bytes = one.segments[0].bytes, .numbers = one.segments[0].numbers};
    snprintf(segment->name, sizeof segment->name, "segment-00000001-%zu", all->n_segments);
    char *old_path = ecoi_path_join(from, one.segments[0].name),
         *new_path = ecoi_path_join(to, segment->name);
    assert_int_equal(rename(old_path, new_path), 0);
    remove_folder(from);
    free(old_path);
    free(new_path);
    all->n_segments++;
    memcpy(all->engine, one.engine, sizeof all->engine);
    memcpy(all->analysis, one.analysis, sizeof all->analysis);
    memcpy(all->fingerprint, one.fingerprint, sizeof all->fingerprint);
    ecoi_manifest_dispose(&one);
}

/* Deletes what has been added to be deleted from a segment of the folder. */
static void delete_gone(const char *folder, ecoi_manifest_segment *named)
{
    char *path = ecoi_path_join(folder, named->name);
    ecoi_segment *segment;
    const ecoi_columns *columns;
    assert_int_equal(ecoi_segment_open(ecoi_vfs_posix(), path, &segment, NULL), ECO_OK);
    assert_int_equal(ecoi_segment_columns(segment, &columns, NULL), ECO_OK);
    uint32_t n_docs = ecoi_segment_n_docs(segment);
    uint64_t *bits = calloc(n_docs / 64 + 1, sizeof *bits);
    assert_non_null(bits);
    for (uint32_t doc = 0; doc < n_docs; doc++) {
        eco_text key;
        assert_int_equal(ecoi_segment_key(segment, doc, &key, NULL), ECO_OK);
        if (key.ptr[0] != 'g')
            continue;
        bits[doc / 64] |= (uint64_t)1 << doc % 64;
        named->n_deleted++;
        named->deleted_lengths += ecoi_column_get(&columns->lengths, doc);
        named->deleted_title_lengths += ecoi_column_get(&columns->title_lengths, doc);
    }
    if (named->n_deleted) {
        snprintf(named->deleted, sizeof named->deleted, "deleted-%.50s", named->name + strlen("segment-"));
        assert_int_equal(ecoi_row_write(ecoi_vfs_posix(), folder, named->deleted, ECOI_ROW_DELETED, bits,
                                        ((size_t)n_docs + 63) / 64, NULL),
                         ECO_OK);
    }
    free(bits);
    ecoi_segment_close(segment);
    free(path);
}

/* The writer merges all it makes, so several segments are put together here. */
static void build_parts(const collection *c, const char *analysis, size_t n_segments)
{
    ecoi_manifest_segment segments[MOST_SEGMENTS];
    ecoi_manifest all = {.generation = 2, .segments = segments};
    assert_in_range(n_segments, 1, MOST_SEGMENTS);
    build(c, analysis, c->folder, 0, 0, 1);
    for (size_t i = 0; i < n_segments; i++) {
        char part[64];
        snprintf(part, sizeof part, "%s-part%zu", c->folder, i);
        build(c, analysis, part, oracle_segment_start(&c->o, i, n_segments),
              oracle_segment_start(&c->o, i + 1, n_segments), 1);
        move_segment(part, c->folder, &all);
        if (c->with_deleted)
            delete_gone(c->folder, &all.segments[i]);
    }
    assert_int_equal(ecoi_manifest_publish(ecoi_vfs_posix(), c->folder, &all, NULL), ECO_OK);
}

/* What is opened: the index folder, or a list of its shards, which are served. */
#ifdef ECO_TEST_REMOTE
static void name_index(collection *c, size_t n_shards, char *out)
{
    sprintf(out, "%s.list", c->folder);
    FILE *list = fopen(out, "w");
    assert_non_null(list);
    fprintf(list, "ecosearch-shards 1\n");
    for (size_t i = 0; i < n_shards; i++) {
        char shard[96];
        snprintf(shard, sizeof shard, "%s/" ENGINE "-00000001-%zu", c->folder, i);
        unsigned port = serve(shard, NULL, &c->servers[i]);
        c->n_servers += port > 0;
        fprintf(list, port ? "tcp:127.0.0.1:%u\n" : "%u\n", port);
    }
    fclose(list);
    if (c->n_servers < n_shards)
        skip(); /* xapian-tcpsrv is not installed */
}
#else
static void name_index(const collection *c, size_t n_shards, char *out)
{
    (void)n_shards;
    strcpy(out, c->folder);
}
#endif

static size_t write_words(const char *const *words, char *out)
{
    size_t len = 0;
    for (size_t i = 0; i < ORACLE_MOST_SYNONYMS && words[i]; i++)
        len += (size_t)sprintf(out + len, "%s%s", i ? ", " : "", words[i]);
    return len;
}

/* The oracle's groups as a user would write them down. */
static eco_synonyms *make_synonyms(const oracle_synonyms *groups)
{
    char text[4096];
    size_t len = 0;
    eco_synonyms *synonyms;
    eco_error error;
    if (!groups)
        return NULL;
    for (; groups->left[0]; groups++) {
        len += write_words(groups->left, text + len);
        len += groups->right[0] ? (size_t)sprintf(text + len, " => ") : 0;
        len += write_words(groups->right, text + len);
        text[len++] = '\n';
    }
    if (eco_synonyms_parse("groups", text, len, &synonyms, &error))
        fail_msg("%s", error.message);
    return synonyms;
}

void collection_open(collection *c, const char *analysis, size_t n_segments)
{
    eco_error error;
    eco_index_info info;
    char path[64];
    oracle_finish(&c->o);
    strcpy(c->folder, "collection-XXXXXX");
    assert_non_null(mkdtemp(c->folder));
    if ((n_segments == 1 && !c->with_deleted) || !is_native())
        build(c, analysis, c->folder, 0, c->o.n, n_segments);
    else
        build_parts(c, analysis, n_segments);
    name_index(c, n_segments, path);
    if (eco_index_open(path, &c->index, &error))
        fail_msg("%s", error.message);
    eco_index_get_info(c->index, &info);
    assert_int_equal(info.documents, c->o.n);
    assert_int_equal(info.segments, n_segments);
    c->synonyms = make_synonyms(c->o.synonyms);
}

void collection_close(collection *c)
{
    eco_index_close(c->index);
    eco_synonyms_free(c->synonyms);
#ifdef ECO_TEST_REMOTE
    while (c->n_servers > 0)
        stop_serving(c->servers[--c->n_servers]);
#endif
    remove_folder(c->folder);
    oracle_dispose(&c->o);
}

void collection_add(collection *c, const char *text)
{
    char key[24];
    eco_passage passage = {ECO_ZONE_BODY, {text, strlen(text)}};
    snprintf(key, sizeof key, "%zu", c->o.n);
    oracle_add(&c->o,
               &(eco_document){
                   .key = {key, strlen(key)}, .passages = &passage, .n_passages = 1, .has_regions = true});
}
