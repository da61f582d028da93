/* SPDX-License-Identifier: MIT */
#include "indexer/duplicates.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/hash.h"

bool ecoi_duplicates_note(ecoi_duplicates *duplicates, eco_text key, ecoi_origin origin)
{
    if (!ecoi_grow(&duplicates->hashes, &duplicates->cap, duplicates->n + 1, sizeof *duplicates->hashes) ||
        !ecoi_origins_note(&duplicates->origins, origin))
        return false;
    duplicates->hashes[duplicates->n++] = ecoi_hash(key.ptr, key.len);
    return true;
}

void ecoi_duplicates_forget_last(ecoi_duplicates *duplicates)
{
    --duplicates->n;
    ecoi_origins_forget_last(&duplicates->origins);
}

void ecoi_duplicates_dispose(ecoi_duplicates *duplicates)
{
    ecoi_origins_dispose(&duplicates->origins);
    free(duplicates->hashes);
    *duplicates = (ecoi_duplicates){0};
}

/* ---- documents whose hashes meet ---- */

static int compare_u64(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Sorts a copy of the hashes and leaves in it, once each, those that occur more than once. NULL: no
 * memory. */
static uint64_t *repeated_hashes(const ecoi_duplicates *duplicates, size_t *out_n)
{
    size_t n = duplicates->n, n_repeated = 0;
    uint64_t *hashes = malloc((n ? n : 1) * sizeof *hashes);
    if (!hashes)
        return NULL;
    if (n) {
        memcpy(hashes, duplicates->hashes, n * sizeof *hashes);
        qsort(hashes, n, sizeof *hashes, compare_u64);
    }
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && hashes[end] == hashes[i];)
            ++end;
        if (end - i > 1)
            hashes[n_repeated++] = hashes[i];
    }
    *out_n = n_repeated;
    return hashes;
}

typedef struct suspect {
    uint64_t hash;
    uint32_t doc; /* over all runs */
    bool dropped;
    uint32_t kept; /* where dropped: the document that stays */
    eco_text key;
    ecoi_origin origin;
} suspect;

typedef struct suspects {
    suspect *items;
    size_t n, cap;
    ecoi_arena texts;
} suspects;

static bool find_suspects(const ecoi_duplicates *duplicates, suspects *out)
{
    size_t n_repeated;
    uint64_t *repeated = repeated_hashes(duplicates, &n_repeated);
    bool done = repeated != NULL;
    for (size_t i = 0; done && n_repeated && i < duplicates->n; ++i) {
        uint64_t hash = duplicates->hashes[i];
        if (!bsearch(&hash, repeated, n_repeated, sizeof hash, compare_u64))
            continue;
        done = ecoi_grow(&out->items, &out->cap, out->n + 1, sizeof *out->items);
        if (done)
            out->items[out->n++] = (suspect){.hash = hash, .doc = (uint32_t)i};
    }
    free(repeated);
    return done;
}

/* ---- their keys ---- */

static eco_status read_key(const ecoi_segment *segment, uint32_t doc, ecoi_arena *arena, eco_text *out,
                           eco_error *error)
{
    eco_text key;
    eco_status status = ecoi_segment_key(segment, doc, &key, error);
    if (status == ECO_OK && !ecoi_arena_text(arena, key, out))
        status = ecoi_error_no_memory(error);
    return status;
}

/* Reads the keys of the suspects from `from` on that lie in the run of documents [base, base + n); returns
 * the number of the first suspect after. */
static eco_status read_keys_of_run(suspects *all, size_t *from, const ecoi_folder *folder,
                                   const ecoi_run *run, uint32_t base, eco_error *error)
{
    ecoi_segment *segment = NULL;
    char *path = NULL;
    uint64_t end = base + run->numbers.n_docs;
    eco_status status = ECO_OK;
    if (*from == all->n || all->items[*from].doc >= end)
        return ECO_OK;
    status = ecoi_folder_path(folder, run->name.text, &path, error);
    if (status == ECO_OK)
        status = ecoi_segment_open(folder->vfs, path, &segment, error);
    for (; status == ECO_OK && *from < all->n && all->items[*from].doc < end; ++*from) {
        suspect *one = &all->items[*from];
        status = read_key(segment, one->doc - base, &all->texts, &one->key, error);
    }
    ecoi_segment_close(segment);
    free(path);
    return status;
}

static eco_status read_keys(suspects *all, const ecoi_folder *folder, const ecoi_run *runs, size_t n_runs,
                            eco_error *error)
{
    eco_status status = ECO_OK;
    uint32_t base = 0;
    size_t at = 0;
    for (size_t i = 0; status == ECO_OK && i < n_runs; ++i) {
        status = read_keys_of_run(all, &at, folder, &runs[i], base, error);
        base += (uint32_t)runs[i].numbers.n_docs;
    }
    return status;
}

/* ---- where they came from ---- */

static eco_status read_origins(suspects *all, const ecoi_duplicates *duplicates, eco_error *error)
{
    ecoi_origin_walk walk = {.origins = &duplicates->origins};
    ecoi_origin origin;
    bool fits = true;
    size_t at = 0;
    for (uint32_t doc = 0; fits && at < all->n; ++doc) {
        fits = ecoi_origins_next(&walk, &origin);
        if (fits && all->items[at].doc == doc) {
            all->items[at].origin.record = origin.record;
            fits = ecoi_arena_text(&all->texts, origin.path, &all->items[at++].origin.path);
        }
    }
    ecoi_origin_walk_dispose(&walk);
    return fits ? ECO_OK : ecoi_error_no_memory(error);
}

/* ---- the verdict ---- */

static int compare_keys(const suspect *a, const suspect *b)
{
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    if (a->key.len != b->key.len)
        return a->key.len < b->key.len ? -1 : 1;
    return memcmp(a->key.ptr, b->key.ptr, a->key.len);
}

static int by_key(const void *a, const void *b)
{
    const suspect *x = a, *y = b;
    int order = compare_keys(x, y);
    return order ? order : (x->doc > y->doc) - (x->doc < y->doc);
}

static int by_doc(const void *a, const void *b)
{
    const suspect *x = a, *y = b;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

static void judge(suspects *all)
{
    qsort(all->items, all->n, sizeof *all->items, by_key);
    for (size_t i = all->n; i-- > 1;) {
        suspect *one = &all->items[i - 1], *next = &all->items[i];
        one->dropped = compare_keys(one, next) == 0;
        one->kept = next->dropped ? next->kept : next->doc;
    }
    qsort(all->items, all->n, sizeof *all->items, by_doc);
}

static bool mark_runs(const suspects *all, ecoi_run *runs, uint64_t *n_dropped)
{
    uint64_t base = 0;
    for (size_t i = 0, run = 0; i < all->n; ++i) {
        const suspect *one = &all->items[i];
        for (; one->doc >= base + runs[run].numbers.n_docs; ++run)
            base += runs[run].numbers.n_docs;
        if (one->dropped && !ecoi_run_drop(&runs[run], (uint32_t)(one->doc - base)))
            return false;
        *n_dropped += one->dropped;
    }
    return true;
}

static void report(const suspects *all, void (*on_drop)(void *user, const ecoi_duplicate *duplicate),
                   void *user)
{
    for (size_t i = 0; i < all->n; ++i) {
        const suspect *one = &all->items[i];
        if (!one->dropped)
            continue;
        suspect wanted = {.doc = one->kept};
        const suspect *kept = bsearch(&wanted, all->items, all->n, sizeof wanted, by_doc);
        ecoi_duplicate duplicate = {one->key, one->origin, kept->origin, one->doc, one->kept};
        on_drop(user, &duplicate);
    }
}

eco_status ecoi_duplicates_drop(const ecoi_duplicates *duplicates, const ecoi_folder *folder, ecoi_run *runs,
                                size_t n_runs, void (*on_drop)(void *user, const ecoi_duplicate *duplicate),
                                void *user, uint64_t *out_n_dropped, eco_error *error)
{
    suspects all = {0};
    *out_n_dropped = 0;
    eco_status status = find_suspects(duplicates, &all) ? ECO_OK : ecoi_error_no_memory(error);
    if (status != ECO_OK || all.n == 0)
        goto done;
    status = read_keys(&all, folder, runs, n_runs, error);
    if (status == ECO_OK && on_drop)
        status = read_origins(&all, duplicates, error);
    if (status != ECO_OK)
        goto done;
    judge(&all);
    if (!mark_runs(&all, runs, out_n_dropped))
        status = ecoi_error_no_memory(error);
    else if (on_drop)
        report(&all, on_drop, user);
done:
    ecoi_arena_dispose(&all.texts);
    free(all.items);
    return status;
}
