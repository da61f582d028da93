/* SPDX-License-Identifier: MIT */
/* Removing what no generation that is kept needs. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "store/manifest.h"

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

static bool is_temporary(const char *name)
{
    return strncmp(name, "run-", 4) == 0 || strcmp(name, ECOI_MANIFEST_TEMPORARY) == 0;
}

/* Whether the generation consists of the file among others. */
static bool names_file(const ecoi_manifest *m, const char *name)
{
    bool named = strcmp(m->files, name) == 0 || strcmp(m->forgotten, name) == 0;
    for (size_t i = 0; !named && i < m->n_segments; i++)
        named = strcmp(m->segments[i].name, name) == 0 || strcmp(m->segments[i].ledger, name) == 0 ||
                strcmp(m->segments[i].deleted, name) == 0;
    return named;
}

static bool is_needed(const ecoi_manifest *kept, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (names_file(&kept[i], name))
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
        if (ecoi_manifest_number(list->names[i]))
            out[n++] = ecoi_manifest_number(list->names[i]);
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
        if (ecoi_manifest_number(list->names[i]) &&
            !is_kept(kept, n_kept, ecoi_manifest_number(list->names[i])))
            remove_in(vfs, dir, list->names[i]);
    for (size_t i = 0; i < list->n; i++)
        if ((is_temporary(list->names[i]) || ecoi_manifest_is_part(list->names[i])) &&
            !is_needed(kept, n_kept, list->names[i]))
            remove_in(vfs, dir, list->names[i]);
}

/* The generation that a part was made for. */
static uint64_t part_number(const char *name)
{
    const char *dash = ecoi_manifest_is_part(name) ? strchr(name, '-') : NULL;
    return dash ? strtoull(dash + 1, NULL, 10) : 0;
}

/* What no manifest can name, the damaged newest one neither: the next run makes files of these names. */
static void remove_temporary(const ecoi_vfs *vfs, const char *dir, const name_list *list, uint64_t newest)
{
    for (size_t i = 0; i < list->n; i++)
        if (is_temporary(list->names[i]) || part_number(list->names[i]) > newest)
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
        remove_temporary(vfs, dir, &list, generations[0]);
    for (size_t i = 0; i < n_kept; i++)
        ecoi_manifest_dispose(&kept[i]);
    free(kept);
    free(generations);
    free_names(&list);
    return status;
}
