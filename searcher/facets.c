/* SPDX-License-Identifier: MIT */
#include "searcher/facets.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/date.h"

static bool count_key(ecoi_map *map, ecoi_buf *counts, const char *key, size_t len)
{
    bool is_new;
    uint32_t number = ecoi_map_add(map, key, len, &is_new);
    if (number == ECOI_MAP_NONE || (is_new && !ecoi_buf_append64(counts, 0)))
        return false;
    uint8_t *slot = counts->data + (size_t)number * 8;
    ecoi_store64(slot, ecoi_load64(slot) + 1);
    return true;
}

/* Bits that are no region's are damage, and count for nothing. */
static void count_regions(ecoi_facet_counts *counts, uint32_t focus)
{
    focus &= ((uint32_t)1 << ECO_N_REGIONS) - 1;
    if (!focus)
        counts->regions[ECO_N_REGIONS]++;
    for (; focus; focus &= focus - 1)
        counts->regions[__builtin_ctz(focus)]++;
}

bool ecoi_facets_count(ecoi_facet_counts *counts, const ecoi_snapshot *snapshot, size_t segment,
                       const ecoi_columns *columns, uint32_t doc)
{
    if (counts->wanted & ECO_FACET_REGION)
        count_regions(counts, ecoi_column_get(&columns->focus, doc));
    if (counts->wanted & ECO_FACET_SOURCE) {
        eco_text name =
            ecoi_segment_source(snapshot->segments[segment], ecoi_column_get(&columns->sources, doc));
        if (!count_key(&counts->sources, &counts->source_counts, name.ptr ? name.ptr : "", name.len))
            return false;
    }
    if (counts->wanted & ECO_FACET_MONTH) {
        char text[16];
        eco_date date = ecoi_date_unpack(ecoi_column_get(&columns->dates, doc));
        date.day = 0;
        eco_date_format(date, text);
        if (!count_key(&counts->months, &counts->month_counts, text, strlen(text)))
            return false;
    }
    return true;
}

static int by_count(const void *a, const void *b)
{
    const eco_bucket *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return strcmp(x->value.ptr, y->value.ptr);
}

static int latest_first(const void *a, const void *b)
{
    return strcmp(((const eco_bucket *)b)->value.ptr, ((const eco_bucket *)a)->value.ptr);
}

static eco_bucket *map_buckets(const ecoi_map *map, const ecoi_buf *counts, ecoi_arena *arena, size_t *out_n)
{
    eco_bucket *buckets = ecoi_arena_calloc(arena, map->n + 1, sizeof *buckets);
    for (size_t i = 0; buckets && i < map->n; i++) {
        if (!ecoi_arena_text(arena, (eco_text){map->entries[i].key, map->entries[i].len}, &buckets[i].value))
            return NULL;
        buckets[i].label = buckets[i].value;
        buckets[i].count = ecoi_load64(counts->data + i * 8);
    }
    *out_n = map->n;
    return buckets;
}

static eco_bucket *region_buckets(const ecoi_facet_counts *counts, ecoi_arena *arena, size_t *out_n)
{
    eco_bucket *buckets = ecoi_arena_calloc(arena, ECO_N_REGIONS + 1, sizeof *buckets);
    size_t n = 0;
    for (size_t i = 0; buckets && i <= ECO_N_REGIONS; i++) {
        const eco_region *region = i < ECO_N_REGIONS ? eco_region_at(i) : NULL;
        if (counts->regions[i] == 0)
            continue;
        const char *slug = region ? region->slug : "", *name = region ? region->name : "";
        buckets[n++] = (eco_bucket){{slug, strlen(slug)}, {name, strlen(name)}, counts->regions[i]};
    }
    *out_n = n;
    return buckets;
}

eco_bucket *ecoi_facets_buckets(const ecoi_facet_counts *counts, unsigned facet, ecoi_arena *arena,
                                size_t *out_n)
{
    eco_bucket *buckets = facet == ECO_FACET_REGION ? region_buckets(counts, arena, out_n)
                          : facet == ECO_FACET_SOURCE
                              ? map_buckets(&counts->sources, &counts->source_counts, arena, out_n)
                              : map_buckets(&counts->months, &counts->month_counts, arena, out_n);
    if (buckets && *out_n > 1)
        qsort(buckets, *out_n, sizeof *buckets, facet == ECO_FACET_MONTH ? latest_first : by_count);
    return buckets;
}

void ecoi_facets_dispose(ecoi_facet_counts *counts)
{
    ecoi_map_dispose(&counts->sources);
    ecoi_map_dispose(&counts->months);
    ecoi_buf_dispose(&counts->source_counts);
    ecoi_buf_dispose(&counts->month_counts);
}
