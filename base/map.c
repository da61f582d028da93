/* SPDX-License-Identifier: MIT */
#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"

enum { FIRST_SLOTS = 64 };

static uint32_t *probe(const ecoi_map *map, uint64_t hash, const void *key, size_t len)
{
    size_t mask = map->n_slots - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        uint32_t *slot = &map->slots[i];
        if (*slot == 0)
            return slot;
        const ecoi_map_entry *entry = &map->entries[*slot - 1];
        if (entry->hash == (uint32_t)(hash >> 32) && entry->len == len && memcmp(entry->key, key, len) == 0)
            return slot;
    }
}

uint32_t ecoi_map_find(const ecoi_map *map, const void *key, size_t len)
{
    if (map->n_slots == 0)
        return ECOI_MAP_NONE;
    return *probe(map, ecoi_hash(key, len), key, len) - 1; /* 0 - 1 == ECOI_MAP_NONE */
}

static bool rehash(ecoi_map *map)
{
    size_t n_slots = map->n_slots ? map->n_slots * 2 : FIRST_SLOTS;
    uint32_t *slots = calloc(n_slots, sizeof *slots);
    if (!slots)
        return false;
    free(map->slots);
    map->slots = slots;
    map->n_slots = n_slots;
    for (size_t i = 0; i < map->n; i++) {
        const ecoi_map_entry *entry = &map->entries[i];
        *probe(map, ecoi_hash(entry->key, entry->len), entry->key, entry->len) = (uint32_t)i + 1;
    }
    return true;
}

uint32_t ecoi_map_add(ecoi_map *map, const void *key, size_t len, bool *out_new)
{
    if (out_new)
        *out_new = false;
    if (len > UINT32_MAX || ((map->n + 1) * 3 > map->n_slots * 2 && !rehash(map)))
        return ECOI_MAP_NONE;
    uint64_t hash = ecoi_hash(key, len);
    uint32_t *slot = probe(map, hash, key, len);
    if (*slot)
        return *slot - 1;
    if (map->n >= UINT32_MAX - 1 || !ecoi_grow(&map->entries, &map->cap, map->n + 1, sizeof *map->entries))
        return ECOI_MAP_NONE;
    char *copy = ecoi_arena_copy(&map->keys, key, len);
    if (!copy)
        return ECOI_MAP_NONE;
    map->entries[map->n] = (ecoi_map_entry){copy, (uint32_t)len, (uint32_t)(hash >> 32)};
    *slot = (uint32_t)++map->n;
    if (out_new)
        *out_new = true;
    return *slot - 1;
}

size_t ecoi_map_bytes(const ecoi_map *map)
{
    return map->keys.total + map->cap * sizeof *map->entries + map->n_slots * sizeof *map->slots;
}

void ecoi_map_reset(ecoi_map *map)
{
    ecoi_arena_reset(&map->keys);
    map->n = 0;
    if (map->slots)
        memset(map->slots, 0, map->n_slots * sizeof *map->slots);
}

void ecoi_map_dispose(ecoi_map *map)
{
    ecoi_arena_dispose(&map->keys);
    free(map->entries);
    free(map->slots);
    *map = (ecoi_map){0};
}
