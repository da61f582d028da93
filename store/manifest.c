/* SPDX-License-Identifier: MIT */
/*
 *   ecosearch-index 1
 *   generation 12
 *   engine native
 *   analysis fr
 *   fingerprint 0123456789abcdef
 *   word LINE
 *   segment NAME BYTES DOCS TERMS FORMS POSTINGS POSITIONS LENGTHS TITLE_LENGTHS TEXT_BYTES
 *   crc32c 89abcdef
 */
#include "store/manifest.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/crc32c.h"
#include "base/engine.h"
#include "base/error.h"

#define PREFIX    "generation-"
#define TEMPORARY "manifest.tmp"
#define WORD      "word "
#define SEGMENT_LINE                                                                                         \
    "segment %63s %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64          \
    " %" SCNu64 " %" SCNu64

enum { MANIFEST_VERSION = 1, NAME_MAX_LEN = 64 };

void ecoi_manifest_dispose(ecoi_manifest *manifest)
{
    free(manifest->segments);
    ecoi_buf_dispose(&manifest->words);
    *manifest = (ecoi_manifest){0};
}

static void generation_name(uint64_t generation, char out[NAME_MAX_LEN])
{
    snprintf(out, NAME_MAX_LEN, PREFIX "%08" PRIu64, generation);
}

/* The number in a manifest's name, 0 for another file. */
static uint64_t generation_of(const char *name)
{
    char again[NAME_MAX_LEN];
    if (strncmp(name, PREFIX, strlen(PREFIX)) != 0)
        return 0;
    uint64_t generation = strtoull(name + strlen(PREFIX), NULL, 10);
    generation_name(generation, again);
    return strcmp(name, again) == 0 ? generation : 0;
}

static bool keep_newest(void *user, const char *name)
{
    uint64_t *newest = user, generation = generation_of(name);
    *newest = generation > *newest ? generation : *newest;
    return true;
}

eco_status ecoi_manifest_newest(const ecoi_vfs *vfs, const char *dir, uint64_t *out, eco_error *error)
{
    uint64_t newest = 0;
    int failed = vfs->list(vfs->self, dir, keep_newest, &newest);
    if (failed && failed != ENOENT)
        return ecoi_error_os(error, failed, "%s: cannot list the folder", dir);
    *out = newest;
    return ECO_OK;
}

/* ---- reading ---- */

typedef enum line_result { LINE_READ, LINE_NONSENSE, LINE_NO_MEMORY } line_result;

static line_result add_segment(ecoi_manifest *m, const char *line)
{
    ecoi_manifest_segment s = {0};
    ecoi_segment_numbers *n = &s.numbers;
    if (sscanf(line, SEGMENT_LINE, s.name, &s.bytes, &n->n_docs, &n->n_terms, &n->n_forms, &n->n_postings,
               &n->n_positions, &n->sum_lengths, &n->sum_title_lengths, &n->text_bytes) != 10 ||
        strchr(s.name, '/'))
        return LINE_NONSENSE;
    ecoi_manifest_segment *grown = realloc(m->segments, (m->n_segments + 1) * sizeof *grown);
    if (!grown)
        return LINE_NO_MEMORY;
    m->segments = grown;
    m->segments[m->n_segments++] = s;
    return LINE_READ;
}

static line_result add_word(ecoi_manifest *m, const char *line)
{
    return ecoi_buf_appendf(&m->words, "%s\n", line + strlen(WORD)) ? LINE_READ : LINE_NO_MEMORY;
}

static line_result read_line(ecoi_manifest *m, const char *line)
{
    if (sscanf(line, "generation %" SCNu64, &m->generation) == 1 ||
        sscanf(line, "engine %15s", m->engine) == 1 || sscanf(line, "analysis %7s", m->analysis) == 1 ||
        sscanf(line, "fingerprint %16s", m->fingerprint) == 1)
        return LINE_READ;
    return strncmp(line, WORD, strlen(WORD)) == 0 ? add_word(m, line) : add_segment(m, line);
}

/* The text without its checksum line, NUL-terminated and copied; NULL with *status set when it does not
 * match. */
static char *checked_text(ecoi_map_region map, const char *path, eco_status *status, eco_error *error)
{
    enum { CRC_LINE = 16 }; /* "crc32c 89abcdef\n" */
    unsigned version;
    char crc_line[CRC_LINE + 1] = "";
    char *text = malloc(map.len + 1);
    if (!text) {
        *status = ecoi_error_no_memory(error);
        return NULL;
    }
    if (map.len)
        memcpy(text, map.data, map.len);
    text[map.len] = '\0';
    if (map.len >= CRC_LINE)
        snprintf(crc_line, sizeof crc_line, "crc32c %08x\n", ecoi_crc32c(0, text, map.len - CRC_LINE));
    if (sscanf(text, "ecosearch-index %u", &version) == 1 && version != MANIFEST_VERSION)
        *status = ecoi_error_set(
            error, ECO_E_VERSION,
            "%s: index version %u, this program reads version %d: build the index anew, in an empty folder",
            path, version, MANIFEST_VERSION);
    else if (map.len < CRC_LINE || memcmp(text + map.len - CRC_LINE, crc_line, CRC_LINE) != 0)
        *status = ecoi_error_set(
            error, ECO_E_CORRUPT,
            "%s: damaged: the manifest does not match its checksum; build the index again", path);
    else {
        text[map.len - CRC_LINE] = '\0';
        return text;
    }
    free(text);
    return NULL;
}

static eco_status parse(char *text, const char *path, ecoi_manifest *out, eco_error *error)
{
    char *rest, *line = strtok_r(text, "\n", &rest); /* the version, checked already */
    line_result result = LINE_READ;
    while (result == LINE_READ && (line = strtok_r(NULL, "\n", &rest)))
        result = read_line(out, line);
    if (result == LINE_READ)
        return ECO_OK;
    return result == LINE_NO_MEMORY
               ? ecoi_error_no_memory(error)
               : ecoi_error_set(error, ECO_E_CORRUPT,
                                "%s: damaged: a line that makes no sense: %.60s; build the index again", path,
                                line);
}

static eco_status check_engine(const ecoi_manifest *manifest, const char *path, eco_error *error)
{
    if (!manifest->generation || !*manifest->engine || !*manifest->analysis || !*manifest->fingerprint)
        return ecoi_error_set(error, ECO_E_CORRUPT, "%s: damaged: a line is missing; build the index again",
                              path);
    if (strcmp(manifest->engine, ECOI_ENGINE_NATIVE) != 0 &&
        strcmp(manifest->engine, ECOI_ENGINE_XAPIAN) != 0)
        return ecoi_error_set(error, ECO_E_UNSUPPORTED,
                              "%s: made by the engine %s, which this program does not have: build the index "
                              "anew, in an empty folder",
                              path, manifest->engine);
    return ECO_OK;
}

eco_status ecoi_manifest_read(const ecoi_vfs *vfs, const char *dir, uint64_t generation, ecoi_manifest *out,
                              eco_error *error)
{
    char name[NAME_MAX_LEN];
    generation_name(generation, name);
    char *path = ecoi_path_join(dir, name);
    if (!path)
        return ecoi_error_no_memory(error);
    ecoi_map_region map;
    eco_status status = ECO_OK;
    int failed = vfs->map(vfs->self, path, &map);
    if (failed) {
        status = ecoi_error_os(error, failed, "%s: cannot open", path);
    } else {
        char *text = checked_text(map, path, &status, error);
        vfs->unmap(vfs->self, map);
        *out = (ecoi_manifest){0};
        if (text)
            status = parse(text, path, out, error);
        if (status == ECO_OK)
            status = check_engine(out, path, error);
        if (status != ECO_OK)
            ecoi_manifest_dispose(out);
        free(text);
    }
    free(path);
    return status;
}

/* ---- writing ---- */

static bool print_words(const ecoi_manifest *m, ecoi_buf *out)
{
    const char *at = (const char *)m->words.data;
    bool fits = true;
    for (size_t left = m->words.len; fits && left;) {
        const char *feed = memchr(at, '\n', left);
        size_t len = feed ? (size_t)(feed - at) + 1 : left;
        fits = ecoi_buf_append(out, WORD, strlen(WORD)) && ecoi_buf_append(out, at, len);
        at += len;
        left -= len;
    }
    return fits;
}

static bool print(const ecoi_manifest *m, ecoi_buf *out)
{
    bool fits = ecoi_buf_appendf(
        out, "ecosearch-index %d\ngeneration %" PRIu64 "\nengine %s\nanalysis %s\nfingerprint %s\n",
        MANIFEST_VERSION, m->generation, m->engine, m->analysis, m->fingerprint);
    fits = fits && print_words(m, out);
    for (size_t i = 0; fits && i < m->n_segments; i++) {
        const ecoi_manifest_segment *s = &m->segments[i];
        const ecoi_segment_numbers *n = &s->numbers;
        fits = ecoi_buf_appendf(out,
                                "segment %s %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64
                                " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n",
                                s->name, s->bytes, n->n_docs, n->n_terms, n->n_forms, n->n_postings,
                                n->n_positions, n->sum_lengths, n->sum_title_lengths, n->text_bytes);
    }
    return fits && ecoi_buf_appendf(out, "crc32c %08x\n", ecoi_crc32c(0, out->data, out->len));
}

/* Writes and syncs a new file; a leftover of a killed run is replaced. */
static int write_file(const ecoi_vfs *vfs, const char *path, const ecoi_buf *bytes)
{
    ecoi_file *file;
    int failed = vfs->create(vfs->self, path, &file);
    if (failed == EEXIST) {
        vfs->remove(vfs->self, path);
        failed = vfs->create(vfs->self, path, &file);
    }
    if (failed)
        return failed;
    failed = vfs->write(vfs->self, file, bytes->data, bytes->len);
    if (!failed)
        failed = vfs->sync(vfs->self, file);
    int failed_close = vfs->close(vfs->self, file);
    return failed ? failed : failed_close;
}

eco_status ecoi_manifest_publish(const ecoi_vfs *vfs, const char *dir, const ecoi_manifest *manifest,
                                 eco_error *error)
{
    char name[NAME_MAX_LEN];
    ecoi_buf text = {0};
    generation_name(manifest->generation, name);
    char *path = ecoi_path_join(dir, name), *temporary = ecoi_path_join(dir, TEMPORARY);
    eco_status status = path && temporary && print(manifest, &text) ? ECO_OK : ecoi_error_no_memory(error);
    if (!status) {
        /* the segments' names must be durable before the manifest that names them */
        int failed = vfs->sync_dir(vfs->self, dir);
        if (!failed)
            failed = write_file(vfs, temporary, &text);
        if (!failed)
            failed = vfs->rename(vfs->self, temporary, path);
        if (failed)
            vfs->remove(vfs->self, temporary);
        else
            failed = vfs->sync_dir(vfs->self, dir);
        if (failed)
            status = ecoi_error_os(error, failed, "%s: cannot publish", path);
    }
    free(path);
    free(temporary);
    ecoi_buf_dispose(&text);
    return status;
}

/* ---- sweeping ---- */

typedef struct name_list {
    char **names;
    size_t n, cap;
    bool no_memory;
} name_list;

static bool collect(void *user, const char *name)
{
    name_list *list = user;
    char *copy = ecoi_grow(&list->names, &list->cap, list->n + 1, sizeof *list->names) ? strdup(name) : NULL;
    if (!copy) {
        list->no_memory = true;
        return false;
    }
    list->names[list->n++] = copy;
    return true;
}

static void free_names(name_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        free(list->names[i]);
    free(list->names);
}

static bool is_segment(const char *name)
{
    return strncmp(name, "segment-", 8) == 0;
}

static bool is_ours(const char *name)
{
    return is_segment(name) || strncmp(name, "run-", 4) == 0 || strcmp(name, TEMPORARY) == 0;
}

static bool names_segment(const ecoi_manifest *manifests, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < manifests[i].n_segments; j++)
            if (strcmp(manifests[i].segments[j].name, name) == 0)
                return true;
    return false;
}

static void remove_in(const ecoi_vfs *vfs, const char *dir, const char *name)
{
    char *path = ecoi_path_join(dir, name);
    if (path)
        vfs->remove(vfs->self, path);
    free(path);
}

/* The generation numbers in the list, newest first, into `out`. */
static int by_falling(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x < y) - (x > y);
}

static size_t generations_of(const name_list *list, uint64_t *out)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        if (generation_of(list->names[i]))
            out[n++] = generation_of(list->names[i]);
    qsort(out, n, sizeof *out, by_falling);
    return n;
}

/* Reads the newest `keep` generations that can be read; *newest: the newest of all is among them. */
static eco_status read_kept(const ecoi_vfs *vfs, const char *dir, const uint64_t *generations, size_t n,
                            unsigned keep, ecoi_manifest *kept, size_t *n_kept, bool *newest,
                            eco_error *error)
{
    for (size_t i = 0; i < n && *n_kept < keep; i++) {
        eco_status status = ecoi_manifest_read(vfs, dir, generations[i], &kept[*n_kept], error);
        if (status != ECO_OK && status != ECO_E_CORRUPT)
            return status;
        *newest &= i > 0 || status == ECO_OK;
        *n_kept += status == ECO_OK;
    }
    return ECO_OK;
}

static bool is_kept(const ecoi_manifest *kept, size_t n, uint64_t generation)
{
    for (size_t i = 0; i < n; i++)
        if (kept[i].generation == generation)
            return true;
    return false;
}

static void remove_unneeded(const ecoi_vfs *vfs, const char *dir, const name_list *list,
                            const ecoi_manifest *kept, size_t n_kept)
{
    /* manifests first: a segment must not go while a manifest that may name it is there */
    for (size_t i = 0; i < list->n; i++)
        if (generation_of(list->names[i]) && !is_kept(kept, n_kept, generation_of(list->names[i])))
            remove_in(vfs, dir, list->names[i]);
    for (size_t i = 0; i < list->n; i++)
        if (is_ours(list->names[i]) && !names_segment(kept, n_kept, list->names[i]))
            remove_in(vfs, dir, list->names[i]);
}

static void remove_temporary(const ecoi_vfs *vfs, const char *dir, const name_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (is_ours(list->names[i]) && !is_segment(list->names[i]))
            remove_in(vfs, dir, list->names[i]);
}

eco_status ecoi_manifest_sweep(const ecoi_vfs *vfs, const char *dir, unsigned keep, eco_error *error)
{
    name_list list = {0};
    eco_status status = ECO_OK;
    int failed = vfs->list(vfs->self, dir, collect, &list);
    uint64_t *generations = calloc(list.n + 1, sizeof *generations);
    ecoi_manifest *kept = calloc((size_t)keep + 1, sizeof *kept);
    size_t n_kept = 0;
    bool newest = true;
    if (failed)
        status = ecoi_error_os(error, failed, "%s: cannot list the folder", dir);
    else if (list.no_memory || !generations || !kept)
        status = ecoi_error_no_memory(error);
    else
        status = read_kept(vfs, dir, generations, generations_of(&list, generations), keep, kept, &n_kept,
                           &newest, error);
    if (status == ECO_OK && newest)
        remove_unneeded(vfs, dir, &list, kept, n_kept);
    else if (status == ECO_OK) /* what a damaged newest manifest needs cannot be known */
        remove_temporary(vfs, dir, &list);
    for (size_t i = 0; i < n_kept; i++)
        ecoi_manifest_dispose(&kept[i]);
    free(kept);
    free(generations);
    free_names(&list);
    return status;
}
