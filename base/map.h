/* SPDX-License-Identifier: MIT */
/* Byte strings to dense numbers 0, 1, 2... in order of first sight. Zero-initialise it. */
#ifndef ECOI_BASE_MAP_H
#define ECOI_BASE_MAP_H

#include "base/arena.h"

#define ECOI_MAP_NONE UINT32_MAX

typedef struct ecoi_map_entry {
    const char *key; /* in the map's arena, NUL-terminated */
    uint32_t len;
    uint32_t hash; /* high half of the 64-bit hash */
} ecoi_map_entry;

typedef struct ecoi_map {
    ecoi_arena keys;
    ecoi_map_entry *entries; /* by number */
    size_t n, cap;
    uint32_t *slots; /* number + 1, 0: free; open addressing, linear probing */
    size_t n_slots;  /* a power of two, or 0 */
} ecoi_map;

/* The key's number, or ECOI_MAP_NONE. */
uint32_t ecoi_map_find(const ecoi_map *map, const void *key, size_t len);
/* The key's number, added when new (*out_new tells, may be NULL); ECOI_MAP_NONE when memory ran out. */
uint32_t ecoi_map_add(ecoi_map *map, const void *key, size_t len, bool *out_new);
/* Bytes held. */
size_t ecoi_map_bytes(const ecoi_map *map);
void ecoi_map_reset(ecoi_map *map); /* empties it, keeps its slots */
void ecoi_map_dispose(ecoi_map *map);

#endif
