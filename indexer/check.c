/* SPDX-License-Identifier: MIT */
/* eco_check: the newest generation, segment after segment. */
#include "indexer/check_parts.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "indexer/writer.h"
#include "stem/recorded.h"

/* ---- reporting ---- */

bool ecoi_check_is_enough(const ecoi_checker *checker)
{
    return checker->n_in_file >= ECOI_CHECK_FINDINGS_MAX;
}

void ecoi_check_report(ecoi_checker *checker, const char *place, const char *format, ...)
{
    char message[1024];
    va_list arguments;
    ++checker->n_findings;
    if (++checker->n_in_file > ECOI_CHECK_FINDINGS_MAX || !checker->on_finding)
        return;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    eco_finding finding = {checker->file, place, message};
    checker->on_finding(checker->user, &finding);
}

eco_status ecoi_check_call(ecoi_checker *checker, const char *place, eco_status status,
                           const eco_error *error, bool *ok)
{
    *ok = status == ECO_OK;
    if (status == ECO_OK || status == ECO_E_NO_MEMORY)
        return status;
    ecoi_check_report(checker, place, "%s", error->message);
    return ECO_OK;
}

void ecoi_check_equal(ecoi_checker *checker, const char *place, const char *what, uint64_t is,
                      uint64_t expected)
{
    if (is != expected)
        ecoi_check_report(checker, place, "%s: %" PRIu64 " found, %" PRIu64 " recorded", what, is, expected);
}

/* ---- one segment ---- */

static void check_numbers(ecoi_checker *checker, const ecoi_manifest_segment *recorded)
{
    const ecoi_segment_numbers *is = ecoi_segment_get_numbers(checker->segment), *should = &recorded->numbers;
    const char *place = "manifest";
    ecoi_check_equal(checker, place, "bytes", ecoi_segment_bytes(checker->segment), recorded->bytes);
    ecoi_check_equal(checker, place, "documents", is->n_docs, should->n_docs);
    ecoi_check_equal(checker, place, "terms", is->n_terms, should->n_terms);
    ecoi_check_equal(checker, place, "forms", is->n_forms, should->n_forms);
    ecoi_check_equal(checker, place, "postings", is->n_postings, should->n_postings);
    ecoi_check_equal(checker, place, "positions", is->n_positions, should->n_positions);
    ecoi_check_equal(checker, place, "tokens outside titles", is->sum_lengths, should->sum_lengths);
    ecoi_check_equal(checker, place, "tokens of titles", is->sum_title_lengths, should->sum_title_lengths);
    ecoi_check_equal(checker, place, "bytes of text", is->text_bytes, should->text_bytes);
}

const char *ecoi_check_document_place(uint32_t doc, char *place)
{
    snprintf(place, ECOI_CHECK_PLACE, "document %" PRIu32, doc);
    return place;
}

static eco_status check_pages_part(ecoi_check_part *part)
{
    const ecoi_segment *segment = part->checker.segment;
    eco_status status = ECO_OK;
    bool ok;
    for (uint32_t page = part->first;
         status == ECO_OK && page < part->end && !ecoi_check_is_enough(&part->checker); ++page) {
        eco_error error;
        status = ecoi_segment_verify_page(segment, page, &error);
        status = ecoi_check_call(&part->checker, "pages", status, &error, &ok);
    }
    return status;
}

static eco_status check_deeply(ecoi_checker *checker)
{
    eco_status status = checker->deep ? ecoi_check_stored(checker) : ECO_OK;
    return status == ECO_OK && checker->analyser && !ecoi_check_is_enough(checker) ? ecoi_check_texts(checker)
                                                                                   : status;
}

/* Behind a damaged page nothing can be trusted: the structures are compared only when all pages are well. */
static eco_status check_structures(ecoi_checker *checker, const ecoi_manifest_segment *recorded)
{
    uint64_t before = checker->n_findings;
    check_numbers(checker, recorded);
    uint64_t of_numbers = checker->n_findings;
    eco_status status =
        ecoi_check_in_parts(checker, ecoi_segment_n_pages(checker->segment), check_pages_part, NULL, NULL);
    if (status != ECO_OK || checker->n_findings != of_numbers)
        return status;
    checker->ends = calloc((size_t)ecoi_segment_n_docs(checker->segment) + 1, sizeof *checker->ends);
    if (!checker->ends)
        return ECO_E_NO_MEMORY;
    status = ecoi_check_documents(checker);
    if (status == ECO_OK)
        status = ecoi_check_rows(checker, recorded);
    if (status == ECO_OK)
        status = ecoi_check_terms(checker);
    return status == ECO_OK && checker->n_findings == before ? check_deeply(checker) : status;
}

static eco_status check_segment(ecoi_checker *checker, const ecoi_manifest_segment *recorded)
{
    ecoi_segment *segment = NULL;
    eco_error error;
    bool ok;
    char *path = ecoi_path_join(checker->dir, recorded->name);
    if (!path)
        return ECO_E_NO_MEMORY;
    checker->file = recorded->name;
    checker->n_in_file = 0;
    eco_status status = ecoi_segment_open(checker->vfs, path, &segment, &error);
    status = ecoi_check_call(checker, "file", status, &error, &ok);
    if (status == ECO_OK && ok) {
        checker->segment = segment;
        status = check_structures(checker, recorded);
    }
    free(checker->ends);
    checker->ends = NULL;
    ecoi_segment_close(segment);
    free(path);
    return status;
}

/* ---- the index ---- */

static eco_status check_manifest(ecoi_checker *checker, const ecoi_manifest *manifest, eco_error *error)
{
    eco_status status = manifest->n_databases ? ecoi_check_engine(checker, manifest, error) : ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < manifest->n_segments; ++i)
        status = check_segment(checker, &manifest->segments[i]);
    if (status == ECO_OK)
        status = ecoi_check_generation_rows(checker, manifest);
    if (status == ECO_OK)
        status = ecoi_check_keys(checker, manifest);
    ecoi_arena_dispose(&checker->arena);
    if (status == ECO_E_NO_MEMORY)
        return ecoi_error_no_memory(error);
    if (status == ECO_OK && checker->n_findings)
        return ecoi_error_set(error, ECO_E_CORRUPT, "index %s has %" PRIu64 " defect%s", checker->dir,
                              checker->n_findings, checker->n_findings == 1 ? "" : "s");
    return status;
}

/* A manifest that cannot be read is a finding too. */
static eco_status read_manifest(ecoi_checker *checker, ecoi_manifest *manifest, eco_error *error)
{
    uint64_t newest = 0;
    eco_error local;
    char file[64];
    eco_status status = ecoi_manifest_newest(checker->vfs, checker->dir, &newest, error);
    if (status != ECO_OK)
        return status;
    if (newest == 0)
        return ecoi_error_set(error, ECO_E_MISSING, "%s: no index here", checker->dir);
    status = ecoi_manifest_read(checker->vfs, checker->dir, newest, manifest, &local);
    if (status == ECO_E_CORRUPT) {
        snprintf(file, sizeof file, "generation-%08" PRIu64, newest);
        checker->file = file;
        ecoi_check_report(checker, "manifest", "%s", local.message);
    }
    if (status != ECO_OK && error)
        *error = local;
    return status;
}

static eco_status open_analyser(const ecoi_checker *checker, const ecoi_manifest *manifest,
                                ecoi_analyser **out, eco_error *error)
{
    eco_text words = {(const char *)manifest->words.data, manifest->words.len};
    return ecoi_analyser_recorded(checker->dir, manifest->analysis, manifest->fingerprint, words, out, error);
}

/* What no program with this analysis can search is not well, however sound its bytes are. */
static eco_status check_analysis(const ecoi_checker *checker, const ecoi_manifest *manifest, eco_error *error)
{
    ecoi_analyser *analyser;
    eco_status status = open_analyser(checker, manifest, &analyser, error);
    if (status == ECO_OK)
        ecoi_analyser_free(analyser);
    return status;
}

/* What an index without texts has is looked at all the same, before that is said. */
static eco_status check_deep(ecoi_checker *checker, const ecoi_manifest *manifest, eco_error *error)
{
    ecoi_analyser *analyser;
    if (strcmp(manifest->engine, ECOI_ENGINE_NATIVE) != 0)
        return ecoi_error_set(error, ECO_E_UNSUPPORTED,
                              "%s is kept by the engine %s, whose postings are not compared with the texts: "
                              "check it without deep",
                              checker->dir, manifest->engine);
    eco_status status = open_analyser(checker, manifest, &analyser, error);
    if (status != ECO_OK)
        return status;
    checker->deep = true;
    checker->analyser = manifest->no_text ? NULL : analyser;
    status = check_manifest(checker, manifest, error);
    ecoi_analyser_free(analyser);
    if (status == ECO_OK && manifest->no_text)
        return ecoi_error_set(error, ECO_E_UNSUPPORTED,
                              "index %s keeps no texts that could be analysed again; all else is sound",
                              checker->dir);
    return status;
}

eco_status ecoi_check_vfs(const ecoi_vfs *vfs, const char *index_path, bool deep,
                          void (*on_finding)(void *user, const eco_finding *finding), void *user,
                          eco_error *error)
{
    ecoi_checker checker = {.vfs = vfs, .dir = index_path, .on_finding = on_finding, .user = user};
    ecoi_manifest manifest = {0};
    if (!index_path || !*index_path)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "no index folder is named");
    eco_status status = read_manifest(&checker, &manifest, error);
    if (status == ECO_OK)
        status = deep ? check_deep(&checker, &manifest, error) : check_manifest(&checker, &manifest, error);
    if (status == ECO_OK)
        status = check_analysis(&checker, &manifest, error);
    ecoi_manifest_dispose(&manifest);
    return status;
}

eco_status eco_check(const char *index_path, void (*on_finding)(void *user, const eco_finding *finding),
                     void *user, eco_error *error)
{
    return ecoi_check_vfs(ecoi_vfs_posix(), index_path, false, on_finding, user, error);
}

eco_status eco_check_deep(const char *index_path, void (*on_finding)(void *user, const eco_finding *finding),
                          void *user, eco_error *error)
{
    return ecoi_check_vfs(ecoi_vfs_posix(), index_path, true, on_finding, user, error);
}
