/* SPDX-License-Identifier: MIT */
#include "indexer/update.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/error.h"
#include "base/hash.h"

enum { PLACE_BITS = 40 };
/* After all sources. */
static const uint32_t no_source = ((uint32_t)1 << (64 - PLACE_BITS)) - 2;

/* ---- opening ---- */

static eco_status open_rows(ecoi_update *update, eco_error *error)
{
    const ecoi_manifest *manifest = &update->previous.manifest;
    const ecoi_folder *folder = update->previous.folder;
    eco_status status = ECO_OK;
    for (size_t i = 0; i < manifest->n_sources; ++i)
        if (ecoi_files_source_number(&update->files, manifest->sources[i]) != i)
            return ecoi_error_no_memory(error);
    if (*manifest->files)
        status = ecoi_row_read(folder->vfs, folder->dir, manifest->files, ECOI_ROW_FILES,
                               &update->known_files, error);
    if (status == ECO_OK)
        status = ecoi_files_load(&update->files, &update->known_files, error);
    if (status == ECO_OK && *manifest->forgotten)
        status = ecoi_row_read(folder->vfs, folder->dir, manifest->forgotten, ECOI_ROW_FORGOTTEN,
                               &update->forgotten, error);
    return status;
}

eco_status ecoi_update_open(ecoi_update *update, const ecoi_folder *folder, eco_error *error)
{
    ecoi_previous *previous = &update->previous;
    eco_status status = ecoi_previous_open(previous, folder, error);
    for (size_t i = 0; status == ECO_OK && i < previous->n_segments; ++i)
        if (!*previous->segments[i].named->ledger)
            status = ecoi_error_set(
                error, ECO_E_VERSION,
                "index %s does not know where its documents came from: build it once more", folder->dir);
    if (status == ECO_OK)
        status = open_rows(update, error);
    update->has_previous = status == ECO_OK;
    return status;
}

void ecoi_update_dispose(ecoi_update *update)
{
    ecoi_previous_dispose(&update->previous);
    ecoi_files_dispose(&update->files);
    ecoi_ledger_dispose(&update->ledger);
    free(update->forgotten.items);
    free(update->fresh.items);
    free(update->known_files.items);
    free(update->rivals);
    *update = (ecoi_update){0};
}

/* ---- what comes in ---- */

eco_status ecoi_update_meet_file(ecoi_update *update, uint32_t source, const ecoi_found *found,
                                 bool *out_wanted, eco_error *error)
{
    update->source = source;
    update->file = ECOI_NO_FILE;
    *out_wanted = true;
    if (found->is_folder) {
        update->files.sources[source].is_damaged = true;
        return ECO_OK;
    }
    const ecoi_source_file *file = ecoi_files_meet(&update->files, source, found, out_wanted);
    if (!file)
        return ecoi_error_no_memory(error);
    update->file = file->hash;
    return ECO_OK;
}

void ecoi_update_damage_file(ecoi_update *update)
{
    ecoi_source_file *file = ecoi_files_find(&update->files, update->file);
    if (file)
        file->is_damaged = true;
}

void ecoi_update_mangle_file(ecoi_update *update)
{
    ecoi_source_file *file = ecoi_files_find(&update->files, update->file);
    if (file)
        file->is_mangled = true;
}

/* Never 0. */
static uint64_t place_in(uint32_t source, uint64_t place)
{
    return ((uint64_t)source + 1) << PLACE_BITS | place;
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

bool ecoi_update_is_forgotten(const ecoi_update *update, eco_text key)
{
    uint64_t hash = ecoi_hash(key.ptr, key.len);
    return update->forgotten.n &&
           bsearch(&hash, update->forgotten.items, update->forgotten.n, sizeof hash, by_value);
}

static eco_status note_met(ecoi_update *update, ecoi_place old, uint64_t place, eco_error *error)
{
    ecoi_previous_segment *s = &update->previous.segments[old.segment];
    if (!s->met)
        s->met = calloc(s->named->numbers.n_docs + 1, sizeof *s->met);
    if (!s->met)
        return ecoi_error_no_memory(error);
    s->met[old.doc] = place;
    return ECO_OK;
}

static eco_status note_rival(ecoi_update *update, ecoi_place old, uint64_t place, eco_error *error)
{
    if (!ecoi_grow(&update->rivals, &update->rivals_cap, update->n_rivals + 1, sizeof *update->rivals))
        return ecoi_error_no_memory(error);
    uint32_t arrival = (uint32_t)(update->ledger.n / ECOI_LEDGER_NUMBERS);
    update->rivals[update->n_rivals++] = (ecoi_rival){arrival, old, place};
    return ECO_OK;
}

static const uint64_t *ledger_of(const ecoi_update *update, ecoi_place old)
{
    return update->previous.segments[old.segment].ledger.items + (size_t)old.doc * ECOI_LEDGER_NUMBERS;
}

/* A document stays because of damage to its file: the next run looks at that again. */
static void note_kept(ecoi_update *update, uint64_t hash)
{
    ecoi_source_file *file = ecoi_files_find(&update->files, hash);
    ++update->n_kept;
    if (file)
        file->unsure = true;
}

eco_status ecoi_update_meet(ecoi_update *update, const eco_document *document, bool *out_wanted,
                            eco_error *error)
{
    ecoi_place old;
    bool found = false;
    uint64_t place =
        place_in(update->file == ECOI_NO_FILE ? no_source : update->source, ++update->files.n_met);
    *out_wanted = !ecoi_update_is_forgotten(update, document->key);
    if (!*out_wanted) {
        ++update->n_forgotten;
        return ECO_OK;
    }
    update->content = ecoi_content_hash(document);
    if (!update->has_previous)
        return ECO_OK;
    eco_status status = ecoi_previous_find(&update->previous, document->key, &old, &found, error);
    if (status != ECO_OK || !found)
        return status;
    const uint64_t *known = ledger_of(update, old);
    *out_wanted = known[0] != update->content || known[1] != update->file;
    if (*out_wanted && update->is_cut && known[1] == update->file && !update->drop_missing) {
        *out_wanted = false;
        note_kept(update, update->file);
    }
    return *out_wanted ? note_rival(update, old, place, error) : note_met(update, old, place, error);
}

eco_status ecoi_update_take(ecoi_update *update, eco_error *error)
{
    return ecoi_ledger_note(&update->ledger, update->content, update->file) ? ECO_OK
                                                                            : ecoi_error_no_memory(error);
}

void ecoi_update_forget_last(ecoi_update *update)
{
    ecoi_ledger_forget_last(&update->ledger);
    if (update->n_rivals &&
        update->rivals[update->n_rivals - 1].arrival == update->ledger.n / ECOI_LEDGER_NUMBERS)
        --update->n_rivals;
}

/* ---- what becomes of it ---- */

static void doubt_file(ecoi_update *update, uint64_t hash)
{
    ecoi_source_file *file = ecoi_files_find(&update->files, hash);
    if (file)
        file->unsure = true;
}

void ecoi_update_note_duplicate(ecoi_update *update, uint32_t dropped, uint32_t kept)
{
    uint64_t loser = update->ledger.items[(size_t)dropped * ECOI_LEDGER_NUMBERS + 1];
    if (loser != update->ledger.items[(size_t)kept * ECOI_LEDGER_NUMBERS + 1])
        doubt_file(update, loser);
}

/* The place of an old document; 0: it is gone. */
static uint64_t place_of(const ecoi_update *update, ecoi_place old)
{
    const ecoi_previous_segment *s = &update->previous.segments[old.segment];
    if (s->met && s->met[old.doc])
        return s->met[old.doc];
    uint64_t hash = ledger_of(update, old)[1];
    const ecoi_source_file *file = hash == ECOI_NO_FILE ? NULL : ecoi_files_find(&update->files, hash);
    if (!file)
        return 1; /* nobody could say that it is gone; everything else is later */
    const ecoi_files_source *source = &update->files.sources[file->source];
    bool is_told = source->is_read && !source->is_damaged;
    if (file->place)
        is_told = file->is_read && (update->drop_missing || !(file->is_damaged || file->is_mangled));
    return is_told ? 0 : place_in(file->source, file->place);
}

/* Whether an old document that stays does so for damage alone. */
static bool is_kept(const ecoi_update *update, ecoi_place old)
{
    const ecoi_previous_segment *s = &update->previous.segments[old.segment];
    const ecoi_source_file *file = ecoi_files_find(&update->files, ledger_of(update, old)[1]);
    if (!file || (s->met && s->met[old.doc]))
        return false;
    const ecoi_files_source *source = &update->files.sources[file->source];
    return file->place ? file->is_damaged || file->is_mangled : source->is_read && source->is_damaged;
}

/* The run that a document taken is of, and its number in there. */
static ecoi_run *find_run(ecoi_run *runs, size_t n_runs, uint32_t arrival, uint32_t *out_doc)
{
    size_t i = 0;
    for (; i + 1 < n_runs && arrival >= runs[i].numbers.n_docs; ++i)
        arrival -= (uint32_t)runs[i].numbers.n_docs;
    *out_doc = arrival;
    return &runs[i];
}

static eco_status settle_rival(ecoi_update *update, const ecoi_rival *rival, ecoi_run *runs, size_t n_runs,
                               eco_error *error)
{
    uint32_t doc;
    ecoi_run *run = find_run(runs, n_runs, rival->arrival, &doc);
    uint64_t old_file = ledger_of(update, rival->old)[1];
    uint64_t new_file = update->ledger.items[(size_t)rival->arrival * ECOI_LEDGER_NUMBERS + 1];
    if (ecoi_bit(run->dropped, doc))
        return ECO_OK;
    if (place_of(update, rival->old) > rival->place) {
        ++update->n_dropped;
        if (old_file != new_file)
            doubt_file(update, new_file);
        return ecoi_run_drop(run, doc) ? ECO_OK : ecoi_error_no_memory(error);
    }
    ++update->n_updated;
    if (old_file != new_file)
        doubt_file(update, old_file);
    return ecoi_previous_delete(&update->previous, rival->old, error);
}

static bool is_any_damaged(const ecoi_files *files)
{
    for (size_t i = 0; i < files->n_sources; ++i)
        if (files->sources[i].is_damaged)
            return true;
    for (size_t i = 0; i < files->numbers.n; ++i)
        if (files->items[i].is_damaged || files->items[i].is_mangled)
            return true;
    return false;
}

static eco_status delete_gone(ecoi_update *update, eco_error *error)
{
    bool damage = is_any_damaged(&update->files); /* seldom: most documents need be looked up once only */
    eco_status status = ECO_OK;
    for (uint32_t i = 0; i < update->previous.n_segments; ++i) {
        uint32_t n_docs = ecoi_segment_n_docs(update->previous.segments[i].segment);
        for (uint32_t doc = 0; status == ECO_OK && doc < n_docs; ++doc) {
            ecoi_place old = {i, doc};
            if (ecoi_previous_is_deleted(&update->previous, old))
                continue;
            if (place_of(update, old)) {
                if (damage && is_kept(update, old))
                    note_kept(update, ledger_of(update, old)[1]);
                continue;
            }
            ++update->n_removed;
            status = ecoi_previous_delete(&update->previous, old, error);
        }
    }
    return status;
}

eco_status ecoi_update_settle(ecoi_update *update, ecoi_run *runs, size_t n_runs, bool keep_missing,
                              eco_error *error)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < update->n_rivals; ++i)
        status = settle_rival(update, &update->rivals[i], runs, n_runs, error);
    if (status == ECO_OK && !keep_missing)
        status = delete_gone(update, error);
    return status;
}

eco_status ecoi_update_is_change(const ecoi_update *update, bool keep_missing, bool *out, eco_error *error)
{
    ecoi_row files;
    *out = !update->has_previous ||
           ecoi_files_n_kept_sources(&update->files) != update->previous.manifest.n_sources;
    for (size_t i = 0; !*out && i < update->previous.n_segments; ++i)
        *out = update->previous.segments[i].has_more;
    if (*out)
        return ECO_OK;
    if (!ecoi_files_row(&update->files, keep_missing, &files))
        return ecoi_error_no_memory(error);
    *out = files.n != update->known_files.n ||
           (files.n && memcmp(files.items, update->known_files.items, files.n * sizeof *files.items) != 0);
    free(files.items);
    return ECO_OK;
}

/* ---- forgetting ---- */

static eco_status add_forgotten(ecoi_row *row, uint64_t hash, eco_error *error)
{
    size_t n = row->n;
    if ((n & (n - 1)) == 0) {
        uint64_t *grown = realloc(row->items, (n ? 2 * n : 1) * sizeof *grown);
        if (!grown)
            return ecoi_error_no_memory(error);
        row->items = grown;
    }
    row->items[row->n++] = hash;
    return ECO_OK;
}

eco_status ecoi_update_forget(ecoi_update *update, ecoi_place place, eco_error *error)
{
    eco_text key;
    if (ecoi_previous_is_deleted(&update->previous, place))
        return ECO_OK;
    eco_status status =
        ecoi_segment_key(update->previous.segments[place.segment].segment, place.doc, &key, error);
    if (status == ECO_OK)
        status = ecoi_previous_delete(&update->previous, place, error);
    if (status == ECO_OK)
        status = add_forgotten(&update->fresh, ecoi_hash(key.ptr, key.len), error);
    update->n_removed += status == ECO_OK;
    return status;
}

eco_status ecoi_update_settle_forgotten(ecoi_update *update, eco_error *error)
{
    size_t n = 0;
    for (size_t i = 0; i < update->forgotten.n; ++i) {
        eco_status status = add_forgotten(&update->fresh, update->forgotten.items[i], error);
        if (status != ECO_OK)
            return status;
    }
    free(update->forgotten.items);
    update->forgotten = update->fresh;
    update->fresh = (ecoi_row){0};
    ecoi_row *row = &update->forgotten;
    if (row->n)
        qsort(row->items, row->n, sizeof *row->items, by_value);
    for (size_t i = 0; i < row->n; ++i)
        if (i == 0 || row->items[i] != row->items[n - 1])
            row->items[n++] = row->items[i];
    row->n = n;
    return ECO_OK;
}
