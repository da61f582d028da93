/* SPDX-License-Identifier: MIT */
/*
 * Searching, and looking into, an index whose segment has any of its bytes changed behind fresh checksums:
 * hits or a clean error, and nothing is read or written where it should not be. byte 0  which query; byte 1
 * its options; then changes (damage_segment.h)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <ecosearch/ecosearch.h>

#include "tests/store/damage_segment.h"
#include "tests/store/require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define SEGMENT "segment-00000001-0"

static char folder[] = "/tmp/ecosearch-fuzz-XXXXXX";

/* ---- the index, for the life of the process ---- */

static void add_documents(eco_writer *writer)
{
    static const char *const bodies[] = {
        "La startup innove dans le numérique et la santé, à Tours.",
        "L'entreprise crée des emplois en région Centre-Val de Loire.",
        "French Tech : la mise en œuvre du label à Rennes, en Bretagne.",
        "Innovations et innovation : l'innovation numérique en région.",
    };
    for (int i = 0; i < 60; i++) {
        char key[16];
        sprintf(key, "doc-%d", i);
        const char *body = bodies[i % 4], *comment = bodies[(i + 1) % 4];
        eco_passage passages[] = {{ECO_ZONE_TITLE, {"La French Tech", 14}},
                                  {ECO_ZONE_BODY, {body, strlen(body)}},
                                  {ECO_ZONE_COMMENT, {comment, strlen(comment)}},
                                  {ECO_ZONE_BOILERPLATE, {"Abonnez-vous", 12}}};
        eco_document document = {.key = {key, strlen(key)},
                                 .source = {i % 2 ? "gazette" : "fil", i % 2 ? 7 : 3},
                                 .date = {2016, (uint8_t)(i % 13), 0},
                                 .passages = passages,
                                 .n_passages = 1 + i % 4u};
        REQUIRE(eco_writer_add(writer, &document, NULL) == ECO_OK);
    }
}

static void path_of(const char *name, char path[128])
{
    snprintf(path, 128, "%s/%s", folder, name);
}

static void remove_folder(void)
{
    static const char *const names[] = {
        SEGMENT, "ledger-00000001-0", "generation-00000002", "deleted-00000002-0", "forgotten-00000002-0",
        "lock"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        path_of(names[i], path);
        remove(path);
    }
    rmdir(folder);
}

/* Statistics then leave some documents out, and look at postings for that. */
static void delete_documents(void)
{
    static const char *const keys[] = {"doc-1", "doc-2", "doc-30"};
    eco_forget_request request = ECO_FORGET_REQUEST_INIT;
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    request.keys = keys;
    request.n_keys = 3;
    options.keep = 1;
    REQUIRE(eco_forget(folder, &request, &options, NULL, NULL) == ECO_OK);
}

static ecoi_buf build(void)
{
    eco_writer *writer;
    ecoi_buf sound = {0};
    char path[128];
    REQUIRE(mkdtemp(folder) && atexit(remove_folder) == 0);
    REQUIRE(eco_writer_open(folder, NULL, &writer, NULL) == ECO_OK);
    add_documents(writer);
    REQUIRE(eco_writer_commit(writer, NULL, NULL) == ECO_OK);
    eco_writer_close(writer);
    delete_documents();
    path_of(SEGMENT, path);
    FILE *file = fopen(path, "rb");
    REQUIRE(file && ecoi_buf_reserve(&sound, 1 << 20));
    sound.len = fread(sound.data, 1, sound.cap, file);
    fclose(file);
    REQUIRE(sound.len > 0 && sound.len < sound.cap);
    return sound;
}

static void replace_segment(const ecoi_buf *bytes)
{
    char path[128];
    path_of(SEGMENT, path);
    FILE *file = fopen(path, "wb");
    REQUIRE(file && fwrite(bytes->data, 1, bytes->len, file) == bytes->len);
    fclose(file);
}

/* ---- asking ---- */

static void look_at(const eco_results *results)
{
    for (size_t i = 0; i < eco_results_count(results); i++) {
        const eco_hit *hit = eco_results_hit(results, i);
        REQUIRE(hit->key.ptr && hit->key.ptr[hit->key.len] == '\0');
        REQUIRE(!hit->title.ptr || hit->title.ptr[hit->title.len] == '\0');
        for (size_t j = 0; j < hit->n_highlights; j++)
            REQUIRE(hit->highlights[j].offset + hit->highlights[j].length <= hit->snippet.len);
        for (size_t j = 0; j < hit->n_title_highlights; j++)
            REQUIRE(hit->title_highlights[j].offset + hit->title_highlights[j].length <= hit->title.len);
        for (size_t j = 0; j < hit->n_regions; j++)
            REQUIRE(eco_region_at(hit->regions[j].region));
    }
}

static void ask(eco_index *index, uint8_t which, uint8_t how)
{
    static const char *const queries[] = {
        "french tech",
        "+numérique -santé",
        "startup ET (numérique OU santé) SAUF emploi",
        "\"mise en œuvre\"",
        "=numérique",
        "startup NEAR/5 santé",
        "PARA(startup numérique)",
        "AUMOINS/2(startup numérique emploi)",
        "innov*",
        "numerrique~1",
        "titre:french",
        "zone:comment:emplois",
        "zone:boilerplate",
        "source:gazette",
        "region:bretagne",
        "date:2015..2016-05",
        "*",
        "\"french tech\" \"la santé\" region",
    };
    const char *query = queries[which % (sizeof queries / sizeof *queries)];
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    eco_results *results = NULL;
    eco_error error = {0};
    options.facets = how & 7;
    options.sort = how & 8 ? ECO_SORT_DATE : ECO_SORT_RELEVANCE;
    options.flags = how & 0x30 ? (how & 0x10 ? ECO_SEARCH_EXPLAIN : ECO_SEARCH_KEYS_ONLY) : 0;
    options.limit = how & 0x40 ? SIZE_MAX : 5;
    eco_status status = eco_search(index, query, strlen(query), &options, &results, &error);
    REQUIRE(status == ECO_OK || ((status == ECO_E_CORRUPT || status == ECO_E_LIMIT) && error.message[0]));
    if (!status)
        look_at(results);
    eco_results_free(results);
}

/* What is asked for is chosen with the query. */
static void inspect(uint8_t which)
{
    static const char *const words[][2] = {
        {"segments", NULL}, {"sections", NULL}, {"term", "entrepris"},  {"term", "^abon"},
        {"terms", NULL},    {"forms", NULL},    {"document", "doc-23"}, {"columns", NULL},
        {"term", "la"},     {"document", "#3"},
    };
    const char *const *chosen = words[which % (sizeof words / sizeof *words)];
    eco_inspect_options options = ECO_INSPECT_OPTIONS_INIT;
    eco_error error = {0};
    options.max_lines = 2000;
    eco_status status = eco_inspect(folder, chosen[0], chosen[1], &options, &error);
    REQUIRE(status == ECO_OK || ((status == ECO_E_CORRUPT || status == ECO_E_DATA) && error.message[0]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ecoi_buf sound, damaged;
    eco_index *index;
    eco_error error = {0};
    if (!sound.data)
        sound = build();
    if (size < 2)
        return 0;
    damage_segment(&sound, data + 2, size - 2, &damaged);
    replace_segment(&damaged);
    inspect(data[0]);
    eco_status status = eco_index_open(folder, &index, &error);
    REQUIRE(status == ECO_OK || (status == ECO_E_CORRUPT && error.message[0]));
    if (!status) {
        ask(index, data[0], data[1]);
        eco_index_close(index);
    }
    return 0;
}
