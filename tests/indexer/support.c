/* SPDX-License-Identifier: MIT */
#include "tests/indexer/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "indexer/writer.h"
#include "store/deletions.h"

/* ---- files ---- */

static bool remove_one(void *user, const char *name)
{
    char *path = ecoi_path_join(user, name);
    remove(path);
    free(path);
    return true;
}

void remove_folder(const char *dir)
{
    const ecoi_vfs *vfs = ecoi_vfs_posix();
    (void)vfs->list(vfs->self, dir, remove_one, (void *)(uintptr_t)dir);
    remove(dir);
}

typedef struct counting {
    const char *prefix;
    size_t n;
} counting;

static bool count_one(void *user, const char *name)
{
    counting *c = user;
    c->n += strncmp(name, c->prefix, strlen(c->prefix)) == 0;
    return true;
}

size_t count_files(const char *dir, const char *prefix)
{
    const ecoi_vfs *vfs = ecoi_vfs_posix();
    counting c = {prefix, 0};
    (void)vfs->list(vfs->self, dir, count_one, &c);
    return c.n;
}

ecoi_buf read_file(const char *path)
{
    ecoi_buf content = {0};
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    uint8_t *to;
    size_t n;
    do {
        to = ecoi_buf_reserve(&content, 65536);
        assert_non_null(to);
        n = fread(to, 1, 65536, file);
        content.len += n;
    } while (n);
    fclose(file);
    return content;
}

/* ---- documents ---- */

const eco_document *small_document(unsigned slot, const char *key, const char *title, const char *body)
{
    static eco_document documents[8];
    static eco_passage passages[8][2];
    size_t n = 0;
    if (title)
        passages[slot][n++] = (eco_passage){ECO_ZONE_TITLE, {title, strlen(title)}};
    passages[slot][n++] = (eco_passage){ECO_ZONE_BODY, {body, strlen(body)}};
    documents[slot] = (eco_document){.key = {key, strlen(key)}, .passages = passages[slot], .n_passages = n};
    return &documents[slot];
}

static const char *const words[] = {
    "la",           "le",        "de",         "et",          "élus",     "élu",        "elus",
    "région",       "Régions",   "entreprise", "entreprises", "start-up", "innovation", "innovations",
    "l'innovation", "numérique", "Orléans",    "Tours",       "Bretagne", "2016",       "French",
    "Tech",         "emploi",    "emplois",    "créer",       "créée",    "créations",  "aujourd'hui",
    "port",         "ports",     "porte",      "usine"};
enum { N_WORDS = sizeof words / sizeof *words };

/* A small generator of its own: the documents are the same on every machine. */
static uint32_t draw(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static void make_sentence(uint64_t *state, unsigned n, ecoi_buf *out)
{
    for (unsigned i = 0; i < n; ++i) {
        /* Low numbers are more frequent, as words are. */
        uint32_t at = draw(state) % N_WORDS;
        at = at * (draw(state) % N_WORDS) / N_WORDS;
        assert_true(ecoi_buf_appendf(out, "%s%s", i ? " " : "", words[at]));
        if (draw(state) % 16 == 0)
            assert_true(ecoi_buf_appendf(out, " mot%u", draw(state) % 500));
    }
}

static void add_one(eco_writer *writer, unsigned number)
{
    static const eco_zone zones[] = {ECO_ZONE_LEAD,        ECO_ZONE_BODY,    ECO_ZONE_HEADING,
                                     ECO_ZONE_CAPTION,     ECO_ZONE_COMMENT, ECO_ZONE_PAYWALL,
                                     ECO_ZONE_BOILERPLATE, ECO_ZONE_BODY};
    static const char *const sources[] = {"lefil", "agence", "gazette"};
    uint64_t state = number;
    eco_passage passages[6];
    ecoi_buf texts[6] = {{0}};
    char key[32], url[64];
    size_t n = draw(&state) % 6;
    for (size_t i = 0; i < n; ++i) {
        make_sentence(&state, draw(&state) % (number % 50 == 0 ? 400 : 20), &texts[i]);
        passages[i].zone = i == 0 ? ECO_ZONE_TITLE : zones[draw(&state) % 8];
        passages[i].text = (eco_text){texts[i].data ? (const char *)texts[i].data : "", texts[i].len};
    }
    snprintf(key, sizeof key, "doc-%05u", number);
    snprintf(url, sizeof url, "https://example.org/%u", number);
    const char *source = sources[draw(&state) % 3];
    eco_document document = {.key = {key, strlen(key)},
                             .url = {url, strlen(url)},
                             .source = {source, strlen(source)},
                             .date = {2016, (uint8_t)(number % 13), 0},
                             .passages = passages,
                             .n_passages = n};
    eco_error error = {0};
    eco_status status = eco_writer_add(writer, &document, &error);
    if (status != ECO_OK)
        fail_msg("document %u: %s", number, error.message);
    for (size_t i = 0; i < n; ++i)
        ecoi_buf_dispose(&texts[i]);
}

void add_made_up(eco_writer *writer, unsigned first, unsigned last)
{
    for (unsigned i = first; i < last; ++i)
        add_one(writer, i);
}

ecoi_plan tiny_plan(unsigned threads, uint32_t batch_docs, uint64_t run_tokens, unsigned fan_in)
{
    ecoi_plan plan = ecoi_plan_make(0, threads);
    plan.batch_docs = batch_docs;
    plan.run_tokens = run_tokens;
    plan.fan_in = fan_in;
    plan.memo_bytes = 4096;
    plan.map_bytes = 4096;
    return plan;
}

void build_made_up(const char *dir, const ecoi_plan *plan, const char *analysis, unsigned first,
                   unsigned last)
{
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_writer *writer;
    eco_build_summary summary;
    eco_error error = {0};
    options.analysis = analysis;
    if (ecoi_writer_open_vfs(ecoi_vfs_posix(), plan, dir, &options, &writer, &error) != ECO_OK)
        fail_msg("%s", error.message);
    add_made_up(writer, first, last);
    if (eco_writer_commit(writer, &summary, &error) != ECO_OK)
        fail_msg("%s", error.message);
    assert_int_equal(summary.documents, last - first);
    eco_writer_close(writer);
}

/* ---- an index as text ---- */

#define MUST(call)                                                                                           \
    do {                                                                                                     \
        if ((call) != ECO_OK)                                                                                \
            fail_msg("%s", error.message);                                                                   \
    } while (0)

static void put_text(ecoi_buf *out, const char *name, eco_text text)
{
    if (text.ptr)
        ecoi_buf_appendf(out, " %s=%.*s", name, (int)text.len, text.ptr);
}

static void dump_document(const ecoi_segment *segment, const ecoi_columns *columns, uint32_t doc,
                          ecoi_arena *arena, ecoi_buf *out)
{
    const eco_document *document;
    const ecoi_layout_passage *layout;
    size_t n_layout;
    eco_error error;
    ecoi_arena_reset(arena);
    MUST(ecoi_segment_document(segment, doc, arena, &document, &error));
    MUST(ecoi_segment_layout(segment, doc, arena, &layout, &n_layout, &error));
    ecoi_buf_appendf(out, "document %u length=%u title=%u date=%u focus=%u mention=%u", doc,
                     ecoi_column_get(&columns->lengths, doc), ecoi_column_get(&columns->title_lengths, doc),
                     ecoi_column_get(&columns->dates, doc), ecoi_column_get(&columns->focus, doc),
                     ecoi_column_get(&columns->mention, doc));
    put_text(out, "key", document->key);
    put_text(out, "url", document->url);
    put_text(out, "source", document->source);
    put_text(out, "fields", document->fields);
    ecoi_buf_appendf(out, "\n");
    for (size_t i = 0; i < document->n_passages; ++i)
        ecoi_buf_appendf(out, "passage %s %.*s\n", eco_zone_slug(document->passages[i].zone),
                         (int)document->passages[i].text.len, document->passages[i].text.ptr);
    for (size_t i = 0; i < n_layout; ++i)
        ecoi_buf_appendf(out, "layout %s %u\n", eco_zone_slug(layout[i].zone), layout[i].n_positions);
}

static void dump_postings(const ecoi_segment *segment, const ecoi_term *term, ecoi_buf *out)
{
    ecoi_cursor cursor;
    eco_error error;
    MUST(ecoi_segment_cursor(segment, term, &cursor, &error));
    while (ecoi_cursor_next(&cursor) != ECOI_NO_DOC) {
        uint32_t tf = ecoi_cursor_tf(&cursor);
        uint32_t *positions = calloc(tf, sizeof *positions);
        uint16_t *ordinals = calloc(tf, sizeof *ordinals);
        assert_int_equal(ecoi_cursor_positions(&cursor, positions, cursor.ordinal_bits ? ordinals : NULL),
                         tf);
        ecoi_buf_appendf(out, " %u:", cursor.doc);
        for (uint32_t i = 0; i < tf; ++i)
            ecoi_buf_appendf(out, "%s%u/%u", i ? "," : "", positions[i], ordinals[i]);
        free(positions);
        free(ordinals);
    }
    assert_false(cursor.damaged);
    ecoi_buf_appendf(out, "\n");
}

static void dump_term(const ecoi_segment *segment, const ecoi_term_walk *walk, ecoi_arena *arena,
                      ecoi_buf *out)
{
    const ecoi_term_form *forms;
    size_t n_forms;
    eco_error error;
    const char *key = walk->entry.key;
    bool hidden = key[0] == ECOI_TERM_HIDDEN;
    ecoi_arena_reset(arena);
    MUST(ecoi_segment_term_forms(segment, walk, arena, &forms, &n_forms, &error));
    ecoi_buf_appendf(out, "term %s%s forms=%u", hidden ? "^" : "", key + hidden, walk->term.n_forms);
    for (size_t i = 0; walk->term.n_forms && i < n_forms; ++i)
        ecoi_buf_appendf(out, " %.*s(%.*s)*%llu", (int)forms[i].form.len, forms[i].form.ptr,
                         (int)forms[i].folded.len, forms[i].folded.ptr, (unsigned long long)forms[i].count);
    ecoi_buf_appendf(out, " at");
    dump_postings(segment, &walk->term, out);
}

static void dump_segment(const ecoi_segment *segment, ecoi_buf *out)
{
    const ecoi_segment_numbers *n = ecoi_segment_get_numbers(segment);
    const ecoi_columns *columns;
    ecoi_term_walk walk;
    ecoi_arena arena = {0};
    eco_error error;
    bool more;
    ecoi_buf_appendf(out,
                     "segment docs=%llu postings=%llu positions=%llu lengths=%llu titles=%llu text=%llu\n",
                     (unsigned long long)n->n_docs, (unsigned long long)n->n_postings,
                     (unsigned long long)n->n_positions, (unsigned long long)n->sum_lengths,
                     (unsigned long long)n->sum_title_lengths, (unsigned long long)n->text_bytes);
    MUST(ecoi_segment_columns(segment, &columns, &error));
    for (uint32_t doc = 0; doc < ecoi_segment_n_docs(segment); ++doc)
        dump_document(segment, columns, doc, &arena, out);
    MUST(ecoi_segment_walk_terms(segment, "", 0, &walk, &more, &error));
    while (more) {
        dump_term(segment, &walk, &arena, out);
        MUST(ecoi_segment_next_term(segment, &walk, &more, &error));
    }
    ecoi_arena_dispose(&arena);
}

static ecoi_manifest newest_manifest(const ecoi_vfs *vfs, const char *dir)
{
    ecoi_manifest manifest = {0};
    uint64_t newest;
    eco_error error;
    MUST(ecoi_manifest_newest(vfs, dir, &newest, &error));
    assert_int_not_equal(newest, 0);
    MUST(ecoi_manifest_read(vfs, dir, newest, &manifest, &error));
    return manifest;
}

static void dump_deletions(const ecoi_vfs *vfs, const char *dir, const ecoi_manifest_segment *named,
                           ecoi_buf *out)
{
    ecoi_deletions deletions;
    eco_error error;
    MUST(ecoi_deletions_read(vfs, dir, named, &deletions, &error));
    for (uint32_t doc = 0; deletions.bits && doc < named->numbers.n_docs; ++doc)
        if (deletions.bits[doc / 64] >> doc % 64 & 1)
            ecoi_buf_appendf(out, "deleted %u\n", doc);
    ecoi_deletions_dispose(&deletions);
}

ecoi_buf dump_index(const ecoi_vfs *vfs, const char *dir)
{
    ecoi_manifest manifest = newest_manifest(vfs, dir);
    ecoi_buf out = {0};
    eco_error error;
    for (size_t i = 0; i < manifest.n_segments; ++i) {
        ecoi_segment *segment;
        char *path = ecoi_path_join(dir, manifest.segments[i].name);
        MUST(ecoi_segment_open(vfs, path, &segment, &error));
        dump_segment(segment, &out);
        dump_deletions(vfs, dir, &manifest.segments[i], &out);
        ecoi_segment_close(segment);
        free(path);
    }
    ecoi_manifest_dispose(&manifest);
    assert_true(ecoi_buf_append_byte(&out, '\0'));
    return out;
}

ecoi_buf segment_bytes(const char *dir)
{
    ecoi_manifest manifest = newest_manifest(ecoi_vfs_posix(), dir);
    assert_int_equal(manifest.n_segments, 1);
    char *path = ecoi_path_join(dir, manifest.segments[0].name);
    ecoi_buf content = read_file(path);
    free(path);
    ecoi_manifest_dispose(&manifest);
    return content;
}

bool has_line(const ecoi_buf *text, const char *line)
{
    size_t len = strlen(line);
    const char *at = (const char *)text->data;
    for (; (at = strstr(at, line)); ++at)
        if ((at == (const char *)text->data || at[-1] == '\n') && at[len] == '\n')
            return true;
    return false;
}

static void print_finding(void *user, const eco_finding *finding)
{
    (void)user;
    print_error("%s: %s: %s\n", finding->file, finding->place, finding->message);
}

void assert_sound(const char *dir)
{
    eco_error error = {0};
    if (eco_check(dir, print_finding, NULL, &error) != ECO_OK)
        fail_msg("%s", error.message);
}
