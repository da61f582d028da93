/* SPDX-License-Identifier: MIT */
/* The databases of another engine: what it says of them itself, and whether they are those of the manifest.
 */
#include <stdlib.h>
#include <string.h>

#include "base/engine.h"
#include "base/error.h"
#include "indexer/check.h"
#include "store/engine_record.h"

static void report_line(void *user, const char *line)
{
    ecoi_checker *checker = user;
    if (!ecoi_check_is_enough(checker))
        ecoi_check_report(checker, "database", "%s", line);
}

static void compare_numbers(ecoi_checker *checker, eco_text text, const ecoi_segment_numbers *should)
{
    ecoi_segment_numbers is;
    if (!ecoi_numbers_get(text, &is)) {
        ecoi_check_report(checker, "numbers", "they make no sense");
        return;
    }
    ecoi_check_equal(checker, "numbers", "documents", is.n_docs, should->n_docs);
    ecoi_check_equal(checker, "numbers", "tokens outside titles", is.sum_lengths, should->sum_lengths);
    ecoi_check_equal(checker, "numbers", "tokens of titles", is.sum_title_lengths, should->sum_title_lengths);
}

/* Every document can be found again. */
static eco_status count_documents(ecoi_checker *checker, const ecoi_engine *engine,
                                  ecoi_engine_reader *reader, const ecoi_segment_numbers *should,
                                  eco_error *error)
{
    static const char key[] = ECOI_META_NUMBERS;
    const ecoi_engine_query all = {.op = ECOI_ENGINE_ALL};
    uint64_t n_docs;
    eco_text numbers;
    eco_status status = engine->count(reader, &all, &n_docs, error);
    if (status == ECO_OK)
        status = engine->metadata(reader, 0, (eco_text){key, sizeof key - 1}, &numbers, error);
    if (status != ECO_OK)
        return status;
    ecoi_check_equal(checker, "documents", "documents", n_docs, should->n_docs);
    compare_numbers(checker, numbers, should);
    return ECO_OK;
}

static eco_status check_database(ecoi_checker *checker, const ecoi_engine *engine, const char *path,
                                 const ecoi_segment_numbers *should)
{
    ecoi_engine_reader *reader = NULL;
    const ecoi_engine_place place = {.path = path};
    eco_error why;
    bool ok;
    eco_status status = engine->check(path, report_line, checker, &why);
    if (status != ECO_OK && status != ECO_E_CORRUPT)
        return status;
    if (status == ECO_E_CORRUPT)
        return ECO_OK; /* told already */
    status = engine->open(&place, 1, 0, &reader, &why);
    if (status == ECO_OK)
        status = count_documents(checker, engine, reader, should, &why);
    engine->close(reader);
    status = ecoi_check_call(checker, "database", status, &why, &ok);
    return status;
}

eco_status ecoi_check_engine(ecoi_checker *checker, const ecoi_manifest *manifest, eco_error *error)
{
    const ecoi_engine *engine;
    eco_status status = ecoi_engine_load(manifest->engine, &engine, error);
    for (size_t i = 0; status == ECO_OK && i < manifest->n_databases; ++i) {
        char *path = ecoi_path_join(checker->dir, manifest->databases[i].name);
        if (!path)
            return ecoi_error_no_memory(error);
        checker->file = manifest->databases[i].name;
        checker->n_in_file = 0;
        status = check_database(checker, engine, path, &manifest->databases[i].numbers);
        free(path);
        if (status != ECO_OK)
            ecoi_error_set(error, status, "%s: cannot be checked", checker->file);
    }
    return status;
}
