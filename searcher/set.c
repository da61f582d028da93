/* SPDX-License-Identifier: MIT */
#include "searcher/set.h"

#include <string.h>

#include "base/bytes.h"
#include "base/cpu.h"

/* A union of fewer ids is merged as arrays; of more, scattered into a bitset. */
enum { FEW = 256 };

const ecoi_set_kernels *ecoi_set_kernels_best(void)
{
    return ecoi_cpu_probe().avx2 ? &ecoi_set_kernels_avx2 : &ecoi_set_kernels_scalar;
}

static bool empty(ecoi_set *out)
{
    *out = (ecoi_set){0};
    return true;
}

/* The ids of an array that are in a bitset, or are not. */
static bool filter_ids(ecoi_set a, const uint8_t *bits, bool wanted, ecoi_arena *arena, ecoi_set *out)
{
    uint16_t *ids = ecoi_arena_alloc(arena, (size_t)a.n * sizeof *ids + 1);
    uint32_t n = 0;
    if (!ids)
        return false;
    for (uint32_t i = 0; i < a.n; i++) {
        ids[n] = a.ids[i];
        n += ecoi_bit_of(bits, a.ids[i]) == wanted;
    }
    *out = (ecoi_set){.n = n, .ids = ids};
    return true;
}

bool ecoi_set_and(const ecoi_set_kernels *k, ecoi_set a, ecoi_set b, ecoi_arena *arena, ecoi_set *out)
{
    if (a.n == 0 || b.n == 0)
        return empty(out);
    if (a.bits && b.bits) {
        uint8_t *bits = ecoi_arena_alloc(arena, ECOI_BITSET_BYTES);
        if (!bits)
            return false;
        *out = (ecoi_set){.n = k->and_bits(a.bits, b.bits, bits), .bits = bits};
        return true;
    }
    if (a.bits || b.bits)
        return a.bits ? filter_ids(b, a.bits, true, arena, out) : filter_ids(a, b.bits, true, arena, out);
    uint16_t *ids = ecoi_arena_alloc(arena, (size_t)(a.n < b.n ? a.n : b.n) * sizeof *ids);
    if (!ids)
        return false;
    *out = (ecoi_set){.n = k->and_ids(a.ids, a.n, b.ids, b.n, ids), .ids = ids};
    return true;
}

static uint32_t count_in(ecoi_set a, const uint8_t *bits)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a.n; i++)
        n += ecoi_bit_of(bits, a.ids[i]);
    return n;
}

uint32_t ecoi_set_and_count(const ecoi_set_kernels *k, ecoi_set a, ecoi_set b)
{
    if (a.n == 0 || b.n == 0)
        return 0;
    if (a.bits && b.bits)
        return k->and_bits(a.bits, b.bits, NULL);
    if (a.bits || b.bits)
        return a.bits ? count_in(b, a.bits) : count_in(a, b.bits);
    return k->and_ids(a.ids, a.n, b.ids, b.n, NULL);
}

static bool ids_without_ids(ecoi_set a, ecoi_set b, ecoi_arena *arena, ecoi_set *out)
{
    uint16_t *ids = ecoi_arena_alloc(arena, (size_t)a.n * sizeof *ids);
    uint32_t n = 0, j = 0;
    if (!ids)
        return false;
    for (uint32_t i = 0; i < a.n; i++) {
        while (j < b.n && b.ids[j] < a.ids[i])
            j++;
        if (j == b.n || b.ids[j] != a.ids[i])
            ids[n++] = a.ids[i];
    }
    *out = (ecoi_set){.n = n, .ids = ids};
    return true;
}

bool ecoi_set_without(const ecoi_set_kernels *k, ecoi_set a, ecoi_set b, ecoi_arena *arena, ecoi_set *out)
{
    if (a.n == 0 || b.n == 0) {
        *out = a;
        return true;
    }
    if (!a.bits)
        return b.bits ? filter_ids(a, b.bits, false, arena, out) : ids_without_ids(a, b, arena, out);
    uint8_t *bits = ecoi_arena_alloc(arena, ECOI_BITSET_BYTES);
    if (!bits)
        return false;
    *out = (ecoi_set){.n = a.n, .bits = bits};
    if (b.bits) {
        out->n = k->without_bits(a.bits, b.bits, bits);
        return true;
    }
    memcpy(bits, a.bits, ECOI_BITSET_BYTES);
    for (uint32_t i = 0; i < b.n; i++) {
        uint32_t id = b.ids[i];
        out->n -= ecoi_bit_of(bits, id);
        bits[id / 8] &= (uint8_t) ~(1u << id % 8);
    }
    return true;
}

/* Two arrays of few ids. */
static bool merge_ids(ecoi_set a, ecoi_set b, ecoi_arena *arena, ecoi_set *out)
{
    uint16_t *ids = ecoi_arena_alloc(arena, (size_t)(a.n + b.n) * sizeof *ids + 1);
    uint32_t n = 0, i = 0, j = 0;
    if (!ids)
        return false;
    while (i < a.n || j < b.n) {
        bool from_a = j == b.n || (i < a.n && a.ids[i] <= b.ids[j]);
        uint16_t id = from_a ? a.ids[i] : b.ids[j];
        j += j < b.n && b.ids[j] == id;
        i += from_a;
        ids[n++] = id;
    }
    *out = (ecoi_set){.n = n, .ids = ids};
    return true;
}

static bool or_few(const ecoi_set *sets, size_t n, ecoi_arena *arena, ecoi_set *out)
{
    *out = sets[0];
    for (size_t i = 1; i < n; i++)
        if (!merge_ids(*out, sets[i], arena, out))
            return false;
    return true;
}

static void scatter(ecoi_set set, uint8_t *bits)
{
    for (uint32_t i = 0; i < set.n; i++)
        bits[set.ids[i] / 8] |= (uint8_t)(1u << set.ids[i] % 8);
}

bool ecoi_set_to_bits(ecoi_set *set, ecoi_arena *arena)
{
    if (set->bits)
        return true;
    uint8_t *bits = ecoi_arena_calloc(arena, ECOI_BITSET_BYTES, 1);
    if (!bits)
        return false;
    scatter(*set, bits);
    set->bits = bits;
    return true;
}

bool ecoi_set_or(const ecoi_set_kernels *k, const ecoi_set *sets, size_t n, ecoi_arena *arena, ecoi_set *out)
{
    uint64_t sum = 0;
    const uint8_t *dense = NULL;
    size_t used = 0, last = 0;
    for (size_t i = 0; i < n; i++) {
        sum += sets[i].n;
        dense = sets[i].bits ? sets[i].bits : dense;
        used += sets[i].n > 0;
        last = sets[i].n ? i : last;
    }
    if (used <= 1) {
        *out = used ? sets[last] : (ecoi_set){0};
        return true;
    }
    if (sum <= FEW && !dense)
        return or_few(sets, n, arena, out);
    uint8_t *bits = ecoi_arena_alloc(arena, ECOI_BITSET_BYTES);
    if (!bits)
        return false;
    if (dense)
        memcpy(bits, dense, ECOI_BITSET_BYTES);
    else
        memset(bits, 0, ECOI_BITSET_BYTES);
    for (size_t i = 0; i < n; i++)
        if (sets[i].bits && sets[i].bits != dense)
            k->or_bits(bits, sets[i].bits, bits);
        else if (!sets[i].bits)
            scatter(sets[i], bits);
    *out = (ecoi_set){.n = k->and_bits(bits, bits, NULL), .bits = bits};
    return true;
}

bool ecoi_set_at_least(const ecoi_set *sets, size_t n, size_t wanted, ecoi_arena *arena, ecoi_set *out)
{
    uint16_t *counts = ecoi_arena_calloc(arena, ECOI_CHUNK_DOCS, sizeof *counts);
    uint8_t *bits = ecoi_arena_calloc(arena, ECOI_BITSET_BYTES, 1);
    if (!counts || !bits)
        return false;
    for (size_t i = 0; i < n; i++) {
        ecoi_set_walk walk = ecoi_set_walk_start(sets[i]);
        for (uint32_t id; (id = ecoi_set_walk_next(&walk)) < ECOI_CHUNK_DOCS;)
            counts[id]++;
    }
    *out = (ecoi_set){.bits = bits};
    for (uint32_t id = 0; id < ECOI_CHUNK_DOCS; id++)
        if (counts[id] >= wanted) {
            bits[id / 8] |= (uint8_t)(1u << id % 8);
            out->n++;
        }
    return true;
}

bool ecoi_set_all(uint32_t limit, ecoi_arena *arena, ecoi_set *out)
{
    uint8_t *bits = ecoi_arena_calloc(arena, ECOI_BITSET_BYTES, 1);
    if (!bits)
        return false;
    memset(bits, 0xff, limit / 8);
    if (limit % 8)
        bits[limit / 8] = (uint8_t)((1u << limit % 8) - 1);
    *out = (ecoi_set){.n = limit, .bits = bits};
    return true;
}
