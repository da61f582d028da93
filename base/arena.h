/* SPDX-License-Identifier: MIT */
/* Memory that is given back all at once. Zero-initialise it; pointers stay valid until reset or dispose. */
#ifndef ECOI_BASE_ARENA_H
#define ECOI_BASE_ARENA_H

#include <ecosearch/base.h>

typedef struct ecoi_arena_block ecoi_arena_block;

typedef struct ecoi_arena {
    ecoi_arena_block *blocks; /* newest first */
    size_t used, cap;         /* of the newest block */
    size_t total;             /* bytes held from the system */
} ecoi_arena;

/* `len` bytes aligned to 16, not cleared; NULL when memory ran out. */
void *ecoi_arena_alloc(ecoi_arena *arena, size_t len);
/* The same, cleared, for `n` items; NULL also when n * size overflows. */
void *ecoi_arena_calloc(ecoi_arena *arena, size_t n, size_t size);
/* Copies of bytes with a NUL after the last. Texts are packed without alignment. */
char *ecoi_arena_copy(ecoi_arena *arena, const void *bytes, size_t len);
/* out->ptr is NULL when memory ran out; an unknown text stays unknown. Returns false when memory ran out. */
bool ecoi_arena_text(ecoi_arena *arena, eco_text text, eco_text *out);

/* Gives everything back but keeps one block of ordinary size for reuse. */
void ecoi_arena_reset(ecoi_arena *arena);
void ecoi_arena_dispose(ecoi_arena *arena);

#endif
