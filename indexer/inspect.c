/* SPDX-License-Identifier: MIT */
/* eco_inspect: the newest generation, segment after segment. */
#include "indexer/inspect.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "store/manifest.h"

enum { LINES = 200, LINE_BYTES = 2048 };

/* ---- lines ---- */

bool ecoi_inspect_put(ecoi_inspector *inspector, const char *format, ...)
{
    char line[LINE_BYTES];
    va_list arguments;
    if (inspector->is_ended)
        return false;
    if (inspector->n_left-- == 0) {
        inspector->is_ended = true;
        inspector->on_line(inspector->user, "... and more: raise the number of lines");
        return false;
    }
    va_start(arguments, format);
    int len = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (len >= (int)sizeof line)
        memcpy(line + sizeof line - 5, " ...", 5);
    inspector->is_ended = !inspector->on_line(inspector->user, line);
    return !inspector->is_ended;
}

bool ecoi_inspect_ok(ecoi_inspector *inspector, eco_status status, const eco_error *error)
{
    if (status == ECO_OK)
        return true;
    if (status == ECO_E_NO_MEMORY) {
        inspector->no_memory = inspector->is_ended = true;
        return false;
    }
    ++inspector->n_damaged;
    ecoi_inspect_put(inspector, "! %s", error->message);
    return false;
}

bool ecoi_inspect_sound(ecoi_inspector *inspector, bool is_sound, const char *what)
{
    if (is_sound)
        return true;
    ++inspector->n_damaged;
    ecoi_inspect_put(inspector, "! %s: damaged", what);
    return false;
}

/* ---- what a segment is ---- */

static void inspect_segment(ecoi_inspector *i)
{
    const ecoi_segment_numbers *n = ecoi_segment_get_numbers(i->segment);
    ++i->n_found;
    ecoi_inspect_put(i, "  documents %" PRIu64 ", terms %" PRIu64 ", folded forms %" PRIu64, n->n_docs,
                     n->n_terms, n->n_forms);
    ecoi_inspect_put(i, "  postings %" PRIu64 ", positions %" PRIu64, n->n_postings, n->n_positions);
    ecoi_inspect_put(i, "  tokens outside titles %" PRIu64 ", of titles %" PRIu64, n->sum_lengths,
                     n->sum_title_lengths);
    ecoi_inspect_put(i, "  text %" PRIu64 " bytes", n->text_bytes);
}

static void inspect_sections(ecoi_inspector *i)
{
    uint64_t all = ecoi_segment_bytes(i->segment);
    ++i->n_found;
    for (int s = 0; s < ECOI_N_SECTIONS; ++s) {
        uint64_t bytes = ecoi_segment_section_bytes(i->segment, (ecoi_section)s);
        ecoi_inspect_put(i, "  %-14s at %12" PRIu64 "  %12" PRIu64 " bytes  %5.1f %%",
                         ecoi_section_name((ecoi_section)s),
                         ecoi_segment_section_offset(i->segment, (ecoi_section)s), bytes,
                         all ? 100.0 * (double)bytes / (double)all : 0);
    }
}

/* ---- the index ---- */

typedef struct structure {
    const char *name, *argument;
} structure;

static const structure structures[] = {
#define STRUCTURE(name, argument, what) {name, argument},
    ECO_INSPECT_LIST(STRUCTURE)
#undef STRUCTURE
};

enum { N_STRUCTURES = sizeof structures / sizeof *structures };

/* In the order of the list. */
static void (*const parts[N_STRUCTURES])(ecoi_inspector *) = {
    inspect_segment,    inspect_sections,      ecoi_inspect_term,   ecoi_inspect_terms,
    ecoi_inspect_forms, ecoi_inspect_document, ecoi_inspect_columns};

static eco_status find_structure(const char *name, const char *argument, const structure **out,
                                 eco_error *error)
{
    for (size_t i = 0; i < N_STRUCTURES; ++i)
        if (strcmp(structures[i].name, name) == 0)
            *out = &structures[i];
    if (!*out)
        return ecoi_error_set(
            error, ECO_E_ARGUMENT,
            "%s: no such structure; there are segments, sections, term, terms, forms, document "
            "and columns",
            name);
    if (*(*out)->argument && *(*out)->argument != '[' && !argument)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "%s: a %s is needed", name, (*out)->argument);
    if (!*(*out)->argument && argument)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "%s: %s takes no argument", argument, name);
    return ECO_OK;
}

static void inspect_one(ecoi_inspector *i, const char *dir, const structure *wanted)
{
    ecoi_segment *segment = NULL;
    eco_error error;
    char *path = ecoi_path_join(dir, i->recorded->name);
    if (!path) {
        i->no_memory = true;
        return;
    }
    ecoi_inspect_put(i, "%s, %" PRIu64 " bytes", i->recorded->name, i->recorded->bytes);
    if (ecoi_inspect_ok(i, ecoi_segment_open(ecoi_vfs_posix(), path, &segment, &error), &error)) {
        i->segment = segment;
        parts[wanted - structures](i);
    }
    ecoi_segment_close(segment);
    free(path);
}

static eco_status conclude(const ecoi_inspector *i, const char *dir, const char *name, eco_error *error)
{
    if (i->no_memory)
        return ecoi_error_no_memory(error);
    if (i->n_damaged)
        return ecoi_error_set(error, ECO_E_CORRUPT, "%s: parts of it are damaged", dir);
    if (!i->n_found && i->argument.ptr && !i->is_ended)
        return ecoi_error_set(error, ECO_E_DATA, "%s: no %s \"%s\"", dir, name, i->argument.ptr);
    return ECO_OK;
}

static bool no_line(void *user, const char *line)
{
    (void)user;
    (void)line;
    return true;
}

static eco_status read_manifest(const char *dir, ecoi_manifest *out, eco_error *error)
{
    uint64_t newest = 0;
    if (!dir || !*dir)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "no index folder is named");
    eco_status status = ecoi_manifest_newest(ecoi_vfs_posix(), dir, &newest, error);
    if (status == ECO_OK && newest == 0)
        status = ecoi_error_set(error, ECO_E_MISSING, "%s: no index here", dir);
    return status == ECO_OK ? ecoi_manifest_read(ecoi_vfs_posix(), dir, newest, out, error) : status;
}

static eco_status refuse_other_engine(const char *dir, const ecoi_manifest *manifest, eco_error *error)
{
    if (strcmp(manifest->engine, ECOI_ENGINE_NATIVE) == 0)
        return ECO_OK;
    return ecoi_error_set(error, ECO_E_UNSUPPORTED,
                          "%s is kept by the engine %s, whose own tools show what is in its databases", dir,
                          manifest->engine);
}

eco_status eco_inspect(const char *index_path, const char *name, const char *argument,
                       const eco_inspect_options *options, eco_error *error)
{
    eco_inspect_options all = ECO_INSPECT_OPTIONS_INIT;
    const structure *wanted = NULL;
    ecoi_manifest manifest = {0};
    if (options)
        memcpy(&all, options, options->struct_size < sizeof all ? options->struct_size : sizeof all);
    name = name ? name : structures[0].name;
    ecoi_inspector i = {.on_line = all.on_line ? all.on_line : no_line,
                        .user = all.user,
                        .n_left = all.max_lines ? all.max_lines : LINES,
                        .argument = {argument, argument ? strlen(argument) : 0}};
    eco_status status = find_structure(name, argument, &wanted, error);
    if (status == ECO_OK)
        status = read_manifest(index_path, &manifest, error);
    if (status == ECO_OK)
        status = refuse_other_engine(index_path, &manifest, error);
    if (status != ECO_OK) {
        ecoi_manifest_dispose(&manifest);
        return status;
    }
    ecoi_inspect_put(&i, "generation %" PRIu64 ", analysis %s, fingerprint %s", manifest.generation,
                     manifest.analysis, manifest.fingerprint);
    for (size_t at = 0; at < manifest.n_segments && !i.is_ended; ++at) {
        i.recorded = &manifest.segments[at];
        inspect_one(&i, index_path, wanted);
    }
    for (size_t at = 0; wanted == &structures[0] && at < manifest.n_sources && !i.is_ended; ++at)
        ecoi_inspect_put(&i, "source %s", manifest.sources[at]);
    ecoi_arena_dispose(&i.arena);
    ecoi_manifest_dispose(&manifest);
    return conclude(&i, index_path, name, error);
}
