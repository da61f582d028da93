/* SPDX-License-Identifier: MIT */
#include "searcher/collapse.h"

#include <stdlib.h>

#include "base/error.h"
#include "searcher/alike.h"

/* Matches by their places in the row. */
typedef struct row {
    const ecoi_snapshot *snapshot;
    const eco_search_options *options;
    ecoi_found *items;
    ecoi_sketch *sketches;
    ecoi_alike alike;
    ecoi_arena key; /* of the match at hand: in the segment no NUL follows it */
    eco_status status;
    eco_error *error;
} row;

static const ecoi_sketch *sketch_of(void *user, uint32_t place)
{
    return &((row *)user)->sketches[place];
}

static bool compare(void *user, uint32_t place, uint32_t earlier, bool *out)
{
    row *r = user;
    const ecoi_found *one = &r->items[place], *other = &r->items[earlier];
    r->status =
        ecoi_alike_compare(&r->alike, one->segment, one->doc, other->segment, other->doc, out, r->error);
    return r->status == ECO_OK;
}

static bool is_seen(row *r, uint32_t place, bool *out)
{
    const ecoi_found *item = &r->items[place];
    eco_text key;
    *out = false;
    if (!r->options->is_seen)
        return true;
    r->status = ecoi_segment_key(r->snapshot->segments[item->segment], item->doc, &key, r->error);
    ecoi_arena_reset(&r->key);
    if (!r->status && !ecoi_arena_text(&r->key, key, &key))
        return false;
    *out = !r->status && r->options->is_seen(r->options->seen_user, key);
    return !r->status;
}

/* Moves the first of each group to the front, in order, unless it has been seen. */
static bool keep_first(row *r, ecoi_near *near, ecoi_best *best)
{
    const uint32_t nowhere = UINT32_MAX;
    size_t kept = 0;
    uint32_t *places = calloc(best->n, sizeof *places); /* where the first of a group is now */
    bool fits = places != NULL, seen;
    for (uint32_t i = 0; fits && i < best->n; i++) {
        uint32_t group = i;
        fits = is_seen(r, i, &seen) && (seen ? ecoi_near_keep(near, i, &r->sketches[i])
                                             : ecoi_near_add(near, i, &r->sketches[i], &group));
        if (!fits)
            break;
        places[i] = nowhere;
        if (group != i && places[group] != nowhere)
            best->items[places[group]].n_alike++;
        if (group != i || seen)
            continue;
        places[i] = (uint32_t)kept;
        best->items[kept++] = best->items[i];
    }
    free(places);
    best->n = fits ? kept : best->n;
    return fits;
}

static eco_status read_sketches(row *r, const ecoi_snapshot *snapshot, size_t n)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && i < n; i++)
        status = ecoi_segment_sketch(snapshot->segments[r->items[i].segment], r->items[i].doc,
                                     &r->sketches[i], r->error);
    return status;
}

eco_status ecoi_collapse(const ecoi_snapshot *snapshot, const eco_search_options *options, ecoi_best *best,
                         eco_error *error)
{
    row r = {.snapshot = snapshot, .options = options, .alike = {.snapshot = snapshot}, .error = error};
    ecoi_near near = {.sketch = sketch_of, .alike = compare, .user = &r};
    if (best->n < (options->is_seen ? 1u : 2u))
        return ECO_OK;
    /* matches move while they are gone through: what is compared is a copy */
    r.items = calloc(best->n, sizeof *r.items);
    r.sketches = calloc(best->n, sizeof *r.sketches);
    bool fits = r.items && r.sketches && ecoi_near_open(&near, best->n);
    for (size_t i = 0; fits && i < best->n; i++)
        r.items[i] = best->items[i];
    if (fits)
        r.status = read_sketches(&r, snapshot, best->n);
    if (fits && !r.status)
        fits = keep_first(&r, &near, best);
    ecoi_near_dispose(&near);
    ecoi_alike_dispose(&r.alike);
    ecoi_arena_dispose(&r.key);
    free(r.items);
    free(r.sketches);
    return r.status ? r.status : fits ? ECO_OK : ecoi_error_no_memory(error);
}
