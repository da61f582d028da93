/* SPDX-License-Identifier: MIT */
/*
 *   ecosearch-index 2
 *   generation 12
 *   published 1700000000     seconds since 1970
 *   restores 9               the generation that this one is a copy of; only after a rollback
 *   engine native
 *   analysis fr
 *   fingerprint 0123456789abcdef
 *   no-text                  passages are not stored
 *   max-record 8388608
 *   word LINE
 *   source PATH              a byte below 0x20 and % as %XX
 *   files NAME
 *   forgotten NAME
 *   segment NAME BYTES DOCS TERMS FORMS POSTINGS POSITIONS LENGTHS TITLE_LENGTHS TEXT_BYTES
 *                            a name "xapian-..." is a database of that engine
 *   ledger NAME              of the segment above
 *   deleted NAME DOCS LENGTHS TITLE_LENGTHS
 *   crc32c 89abcdef
 * Version 1 had no lines published, restores, no-text, max-record, source, files, forgotten, ledger, deleted.
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

#define PREFIX "generation-"
#define WORD   "word "
#define SOURCE "source "
#define SEGMENT_LINE                                                                                         \
    "segment %63s %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64          \
    " %" SCNu64 " %" SCNu64

enum { OLDEST_VERSION = 1, MANIFEST_VERSION = 2, NAME_MAX_LEN = 64 };

void ecoi_manifest_dispose(ecoi_manifest *manifest)
{
    free(manifest->segments);
    free(manifest->databases);
    ecoi_buf_dispose(&manifest->words);
    for (size_t i = 0; i < manifest->n_sources; i++)
        free(manifest->sources[i]);
    free(manifest->sources);
    *manifest = (ecoi_manifest){0};
}

static void generation_name(uint64_t generation, char out[NAME_MAX_LEN])
{
    snprintf(out, NAME_MAX_LEN, PREFIX "%08" PRIu64, generation);
}

uint64_t ecoi_manifest_number(const char *name)
{
    char again[NAME_MAX_LEN];
    if (strncmp(name, PREFIX, strlen(PREFIX)) != 0)
        return 0;
    uint64_t generation = strtoull(name + strlen(PREFIX), NULL, 10);
    generation_name(generation, again);
    return strcmp(name, again) == 0 ? generation : 0;
}

bool ecoi_manifest_is_part(const char *name)
{
    static const char *const parts[] = {"segment-", "ledger-", "deleted-", "files-", "forgotten-"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strncmp(name, parts[i], strlen(parts[i])) == 0)
            return true;
    return false;
}

bool ecoi_manifest_is_database(const char *name)
{
    return strncmp(name, ECOI_ENGINE_XAPIAN "-", strlen(ECOI_ENGINE_XAPIAN "-")) == 0;
}

static bool keep_newest(void *user, const char *name)
{
    uint64_t *newest = user, generation = ecoi_manifest_number(name);
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
    bool is_database = ecoi_manifest_is_database(s.name);
    ecoi_manifest_segment **all = is_database ? &m->databases : &m->segments;
    size_t *n_all = is_database ? &m->n_databases : &m->n_segments;
    ecoi_manifest_segment *grown = realloc(*all, (*n_all + 1) * sizeof *grown);
    if (!grown)
        return LINE_NO_MEMORY;
    *all = grown;
    grown[(*n_all)++] = s;
    return LINE_READ;
}

static line_result add_word(ecoi_manifest *m, const char *line)
{
    return ecoi_buf_appendf(&m->words, "%s\n", line + strlen(WORD)) ? LINE_READ : LINE_NO_MEMORY;
}

static bool begins(const char *line, const char *with)
{
    return strncmp(line, with, strlen(with)) == 0;
}

static unsigned hex_digit(char c)
{
    return c >= '0' && c <= '9' ? (unsigned)(c - '0') : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10 : 16;
}

/* Undoes the escapes of a source in place; false: one makes no sense. */
static bool unescape(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        if (*from != '%') {
            *to++ = *from;
            continue;
        }
        unsigned high = hex_digit(from[1]), low = high < 16 ? hex_digit(from[2]) : 16;
        if (low > 15 || high + low == 0)
            return false;
        *to++ = (char)(high << 4 | low);
        from += 2;
    }
    *to = '\0';
    return to != text;
}

static line_result add_source(ecoi_manifest *m, const char *line)
{
    char **grown = realloc(m->sources, (m->n_sources + 1) * sizeof *grown);
    if (!grown)
        return LINE_NO_MEMORY;
    m->sources = grown;
    char *source = strdup(line + strlen(SOURCE));
    if (!source)
        return LINE_NO_MEMORY;
    m->sources[m->n_sources++] = source;
    return unescape(source) ? LINE_READ : LINE_NONSENSE;
}

static line_result read_name(const char *line, const char *format, char out[NAME_MAX_LEN])
{
    char end;
    return sscanf(line, format, out, &end) == 1 && !strchr(out, '/') ? LINE_READ : LINE_NONSENSE;
}

static line_result read_deleted(ecoi_manifest_segment *s, const char *line)
{
    if (sscanf(line, "deleted %63s %" SCNu64 " %" SCNu64 " %" SCNu64, s->deleted, &s->n_deleted,
               &s->deleted_lengths, &s->deleted_title_lengths) != 4 ||
        strchr(s->deleted, '/') || s->n_deleted == 0 || s->n_deleted > s->numbers.n_docs ||
        s->deleted_lengths > s->numbers.sum_lengths ||
        s->deleted_title_lengths > s->numbers.sum_title_lengths)
        return LINE_NONSENSE;
    return LINE_READ;
}

/* What belongs to the segment above. */
static line_result read_of_segment(ecoi_manifest *m, const char *line)
{
    if (m->n_segments == 0)
        return LINE_NONSENSE;
    ecoi_manifest_segment *last = &m->segments[m->n_segments - 1];
    return begins(line, "ledger ") ? read_name(line, "ledger %63s %c", last->ledger)
                                   : read_deleted(last, line);
}

static line_result read_line(ecoi_manifest *m, const char *line)
{
    if (sscanf(line, "generation %" SCNu64, &m->generation) == 1 ||
        sscanf(line, "published %" SCNd64, &m->published) == 1 ||
        sscanf(line, "restores %" SCNu64, &m->restores) == 1 ||
        sscanf(line, "max-record %" SCNu64, &m->max_record) == 1 ||
        sscanf(line, "engine %15s", m->engine) == 1 || sscanf(line, "analysis %7s", m->analysis) == 1 ||
        sscanf(line, "fingerprint %16s", m->fingerprint) == 1)
        return LINE_READ;
    if (strcmp(line, "no-text") == 0) {
        m->no_text = true;
        return LINE_READ;
    }
    if (begins(line, WORD))
        return add_word(m, line);
    if (begins(line, SOURCE))
        return add_source(m, line);
    if (begins(line, "files "))
        return read_name(line, "files %63s %c", m->files);
    if (begins(line, "forgotten "))
        return read_name(line, "forgotten %63s %c", m->forgotten);
    if (begins(line, "ledger ") || begins(line, "deleted "))
        return read_of_segment(m, line);
    return add_segment(m, line);
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
    if (sscanf(text, "ecosearch-index %u", &version) == 1 &&
        (version < OLDEST_VERSION || version > MANIFEST_VERSION))
        *status = ecoi_error_set(error, ECO_E_VERSION,
                                 "%s: index version %u, this program reads versions %d to %d: use the "
                                 "program that made it, or build the "
                                 "index anew, in an empty folder",
                                 path, version, OLDEST_VERSION, MANIFEST_VERSION);
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

static bool print_source(const char *source, ecoi_buf *out)
{
    bool fits = ecoi_buf_append(out, SOURCE, strlen(SOURCE));
    for (; fits && *source; source++) {
        unsigned char c = (unsigned char)*source;
        fits = c < 0x20 || c == '%' ? ecoi_buf_appendf(out, "%%%02X", c) : ecoi_buf_append_byte(out, c);
    }
    return fits && ecoi_buf_append_byte(out, '\n');
}

static bool print_segment(const ecoi_manifest_segment *s, ecoi_buf *out)
{
    const ecoi_segment_numbers *n = &s->numbers;
    return ecoi_buf_appendf(out,
                            "segment %s %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64
                            " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n",
                            s->name, s->bytes, n->n_docs, n->n_terms, n->n_forms, n->n_postings,
                            n->n_positions, n->sum_lengths, n->sum_title_lengths, n->text_bytes) &&
           (!*s->ledger || ecoi_buf_appendf(out, "ledger %s\n", s->ledger)) &&
           (!*s->deleted ||
            ecoi_buf_appendf(out, "deleted %s %" PRIu64 " %" PRIu64 " %" PRIu64 "\n", s->deleted,
                             s->n_deleted, s->deleted_lengths, s->deleted_title_lengths));
}

static bool print_options(const ecoi_manifest *m, ecoi_buf *out)
{
    return (!m->restores || ecoi_buf_appendf(out, "restores %" PRIu64 "\n", m->restores)) &&
           (!m->no_text || ecoi_buf_appendf(out, "no-text\n")) &&
           (!m->max_record || ecoi_buf_appendf(out, "max-record %" PRIu64 "\n", m->max_record)) &&
           (!*m->files || ecoi_buf_appendf(out, "files %s\n", m->files)) &&
           (!*m->forgotten || ecoi_buf_appendf(out, "forgotten %s\n", m->forgotten));
}

static bool print(const ecoi_manifest *m, ecoi_buf *out)
{
    bool fits = ecoi_buf_appendf(out,
                                 "ecosearch-index %d\ngeneration %" PRIu64 "\npublished %" PRId64
                                 "\nengine %s\nanalysis %s\nfingerprint %s\n",
                                 MANIFEST_VERSION, m->generation, m->published, m->engine, m->analysis,
                                 m->fingerprint) &&
                print_options(m, out) && print_words(m, out);
    for (size_t i = 0; fits && i < m->n_sources; i++)
        fits = print_source(m->sources[i], out);
    for (size_t i = 0; fits && i < m->n_databases; i++)
        fits = print_segment(&m->databases[i], out);
    for (size_t i = 0; fits && i < m->n_segments; i++)
        fits = print_segment(&m->segments[i], out);
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
    char *path = ecoi_path_join(dir, name), *temporary = ecoi_path_join(dir, ECOI_MANIFEST_TEMPORARY);
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
