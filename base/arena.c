/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 4096, LARGEST_STEP = 1 << 20, ALIGNMENT = 16 };

struct ecoi_arena_block {
    ecoi_arena_block *next;
    size_t cap;
    _Alignas(ALIGNMENT) unsigned char data[];
};

static bool add_block(ecoi_arena *arena, size_t need)
{
    size_t cap = arena->blocks ? arena->blocks->cap * 2 : FIRST_BLOCK;
    if (cap > LARGEST_STEP)
        cap = LARGEST_STEP;
    if (cap < need)
        cap = need;
    if (cap > SIZE_MAX - sizeof(ecoi_arena_block))
        return false;
    ecoi_arena_block *block = malloc(sizeof *block + cap);
    if (!block)
        return false;
    block->next = arena->blocks;
    block->cap = cap;
    arena->blocks = block;
    arena->used = 0;
    arena->cap = cap;
    arena->total += cap;
    return true;
}

static void *take(ecoi_arena *arena, size_t len, size_t alignment)
{
    size_t at = (arena->used + alignment - 1) / alignment * alignment;
    if (!arena->blocks || at > arena->cap || len > arena->cap - at) {
        if (!add_block(arena, len))
            return NULL;
        at = 0;
    }
    arena->used = at + len;
    return arena->blocks->data + at;
}

void *ecoi_arena_alloc(ecoi_arena *arena, size_t len)
{
    return take(arena, len, ALIGNMENT);
}

void *ecoi_arena_calloc(ecoi_arena *arena, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        return NULL;
    void *items = take(arena, n * size, ALIGNMENT);
    if (items)
        memset(items, 0, n * size);
    return items;
}

char *ecoi_arena_copy(ecoi_arena *arena, const void *bytes, size_t len)
{
    if (len == SIZE_MAX)
        return NULL;
    char *copy = take(arena, len + 1, 1);
    if (!copy)
        return NULL;
    if (len)
        memcpy(copy, bytes, len);
    copy[len] = '\0';
    return copy;
}

bool ecoi_arena_text(ecoi_arena *arena, eco_text text, eco_text *out)
{
    *out = (eco_text){NULL, 0};
    if (!text.ptr)
        return true;
    out->ptr = ecoi_arena_copy(arena, text.ptr, text.len);
    out->len = out->ptr ? text.len : 0;
    return out->ptr != NULL;
}

static void free_blocks(ecoi_arena_block *block)
{
    while (block) {
        ecoi_arena_block *next = block->next;
        free(block);
        block = next;
    }
}

void ecoi_arena_reset(ecoi_arena *arena)
{
    ecoi_arena_block *kept = arena->blocks;
    while (kept && kept->cap > LARGEST_STEP) { /* made for one giant: not to be held for ever */
        ecoi_arena_block *next = kept->next;
        free(kept);
        kept = next;
    }
    if (kept) {
        free_blocks(kept->next);
        kept->next = NULL;
    }
    arena->blocks = kept;
    arena->used = 0;
    arena->cap = arena->total = kept ? kept->cap : 0;
}

void ecoi_arena_dispose(ecoi_arena *arena)
{
    free_blocks(arena->blocks);
    *arena = (ecoi_arena){0};
}
