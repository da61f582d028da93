/* SPDX-License-Identifier: MIT */
#include "store/posting_list.h"

#include <string.h>

#include "base/bytes.h"
#include "store/gaps.h"
#include "store/pack.h"

/* ---- small terms ---- */

typedef struct small_arrays {
    uint16_t ids[ECOI_SMALL_DF];
    uint32_t tfs[ECOI_SMALL_DF];
    const uint8_t *places[ECOI_SMALL_DF];
    ecoi_container containers[ECOI_SMALL_DF];
} small_arrays;

static eco_status open_small(ecoi_posting_list *list, const uint8_t *data, const uint8_t *end,
                             unsigned ordinal_bits, uint32_t n_docs, ecoi_arena *arena)
{
    small_arrays *a = ecoi_arena_alloc(arena, sizeof *a);
    if (!a)
        return ECO_E_NO_MEMORY;
    ecoi_container *c = NULL;
    uint32_t expected = 0;
    const uint8_t *p = data + 1;
    for (uint32_t i = 0; i < list->df; i++) {
        uint64_t gap, more = 0, skipped;
        p = ecoi_varint_get(p, end, &gap);
        if (p && gap & 1)
            p = ecoi_varint_get(p, end, &more);
        if (!p || gap >> 1 >= n_docs - expected || more > (uint64_t)(end - p))
            return ECO_E_CORRUPT;
        uint32_t doc = expected + (uint32_t)(gap >> 1), tf = gap & 1 ? (uint32_t)more + 2 : 1;
        a->ids[i] = (uint16_t)doc;
        a->tfs[i] = tf;
        a->places[i] = p;
        if (!c || c->chunk != doc >> ECOI_CHUNK_BITS) {
            c = &a->containers[list->n_containers++];
            *c = (ecoi_container){.chunk = doc >> ECOI_CHUNK_BITS,
                                  .limit = ecoi_docs_in_chunk(n_docs, doc >> ECOI_CHUNK_BITS),
                                  .n_blocks = 1,
                                  .kind = ECOI_KIND_SMALL,
                                  .ordinal_bits = ordinal_bits,
                                  .impact = list->impact,
                                  .end = end,
                                  .ids = a->ids + i,
                                  .tfs = a->tfs + i,
                                  .places = a->places + i};
        }
        c->n++;
        expected = doc + 1;
        for (uint64_t k = 0, n = (uint64_t)tf * (ordinal_bits ? 2 : 1); p && k < n; k++)
            p = ecoi_varint_get(p, end, &skipped);
        if (!p)
            return ECO_E_CORRUPT;
    }
    list->containers = a->containers;
    return ECO_OK;
}

static bool small_positions(const ecoi_container *c, uint32_t index, uint32_t tf, uint32_t *positions,
                            uint16_t *ordinals)
{
    const uint8_t *p = c->places[index];
    uint64_t v = 0, expected = 0;
    for (uint32_t i = 0; i < tf; i++) {
        if (!(p = ecoi_varint_get(p, c->end, &v)) || expected > UINT32_MAX || v > UINT32_MAX - expected)
            return false;
        positions[i] = (uint32_t)(expected + v);
        expected += v + 1;
    }
    for (uint32_t i = 0; ordinals && i < tf; i++) {
        v = 0;
        if (c->ordinal_bits && !(p = ecoi_varint_get(p, c->end, &v)))
            return false;
        ordinals[i] = (uint16_t)v;
    }
    return true;
}

/* ---- chunked terms ---- */

static bool open_container(ecoi_container *c)
{
    size_t len = (size_t)(c->end - c->blob), headers = (size_t)c->n_blocks * ECOI_HEADER_BYTES;
    if (c->kind == ECOI_KIND_SINGLE) {
        c->impact = len ? c->blob[0] : 0;
        return len && c->n_blocks == 1;
    }
    if (c->kind == ECOI_KIND_BITS)
        headers += ECOI_BITSET_BYTES + ECOI_RANKS_BYTES;
    else if (c->n >= ECOI_BITS_MIN)
        return false;
    if (c->kind > ECOI_KIND_BITS || headers > len)
        return false;
    c->headers = c->blob + headers - (size_t)c->n_blocks * ECOI_HEADER_BYTES;
    if (c->n < ECOI_RANGES_MIN)
        return true;
    c->ranges = c->blob + headers;
    c->n_ranges = ecoi_container_block_last(c, c->n_blocks - 1) / ECOI_RANGE_DOCS + 1;
    return c->n_ranges <= len - headers;
}

/* Reads one entry of the directory; *blob moves past its container. */
static const uint8_t *read_entry(const uint8_t *p, const uint8_t *directory_end, const uint8_t *end,
                                 const uint8_t **blob, uint32_t n_chunks, uint32_t next_chunk,
                                 ecoi_container *out)
{
    uint64_t gap, n_and_kind, len;
    p = ecoi_varint_get(p, directory_end, &gap);
    p = p ? ecoi_varint_get(p, directory_end, &n_and_kind) : NULL;
    p = p ? ecoi_varint_get(p, directory_end, &len) : NULL;
    if (!p || gap >= n_chunks - next_chunk || n_and_kind >> 2 >= ECOI_CHUNK_DOCS ||
        len > (uint64_t)(end - *blob))
        return NULL;
    out->chunk = next_chunk + (uint32_t)gap;
    out->n = (uint32_t)(n_and_kind >> 2) + 1;
    out->n_blocks = ecoi_n_blocks(out->n);
    out->kind = n_and_kind & 3;
    out->blob = *blob;
    out->end = *blob += len;
    return open_container(out) ? p : NULL;
}

static eco_status open_chunked(ecoi_posting_list *list, const uint8_t *data, const uint8_t *end,
                               unsigned ordinal_bits, uint32_t n_docs, ecoi_arena *arena)
{
    uint64_t directory_len;
    const uint8_t *p = ecoi_varint_get(data + 1, end, &directory_len);
    if (!p || directory_len > (uint64_t)(end - p))
        return ECO_E_CORRUPT;
    uint32_t n_chunks = (n_docs - 1) / ECOI_CHUNK_DOCS + 1, next_chunk = 0;
    size_t most = directory_len / 3 < n_chunks ? directory_len / 3 : n_chunks;
    ecoi_container *containers = ecoi_arena_calloc(arena, most + 1, sizeof *containers);
    if (!containers)
        return ECO_E_NO_MEMORY;
    const uint8_t *directory_end = p + directory_len, *blob = directory_end;
    while (p < directory_end) {
        ecoi_container *c = &containers[list->n_containers];
        c->ordinal_bits = ordinal_bits;
        if (next_chunk >= n_chunks || list->n_containers == most ||
            !(p = read_entry(p, directory_end, end, &blob, n_chunks, next_chunk, c)))
            return ECO_E_CORRUPT;
        c->limit = ecoi_docs_in_chunk(n_docs, c->chunk);
        next_chunk = c->chunk + 1;
        list->n_containers++;
    }
    list->containers = containers;
    return ECO_OK;
}

eco_status ecoi_posting_list_open(ecoi_posting_list *list, const uint8_t *data, size_t len, uint32_t df,
                                  unsigned ordinal_bits, uint32_t n_docs, ecoi_arena *arena)
{
    *list = (ecoi_posting_list){.df = df};
    if (df == 0)
        return ECO_OK;
    if (len == 0 || n_docs == 0)
        return ECO_E_CORRUPT;
    list->impact = data[0];
    return df <= ECOI_SMALL_DF ? open_small(list, data, data + len, ordinal_bits, n_docs, arena)
                               : open_chunked(list, data, data + len, ordinal_bits, n_docs, arena);
}

const ecoi_container *ecoi_posting_list_find(const ecoi_posting_list *list, uint32_t chunk)
{
    size_t low = 0, high = list->n_containers;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->containers[middle].chunk < chunk)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->n_containers && list->containers[low].chunk == chunk ? &list->containers[low] : NULL;
}

/* ---- documents ---- */

static const uint8_t *header(const ecoi_container *c, uint32_t block)
{
    return c->headers + (size_t)block * ECOI_HEADER_BYTES;
}

uint8_t ecoi_container_block_impact(const ecoi_container *c, uint32_t block)
{
    return c->headers ? header(c, block)[2] : c->impact;
}

uint32_t ecoi_container_block_last(const ecoi_container *c, uint32_t block)
{
    if (c->headers)
        return ecoi_load16(header(c, block));
    return c->kind == ECOI_KIND_SMALL ? c->ids[c->n - 1] : ECOI_CHUNK_DOCS - 1;
}

uint32_t ecoi_container_find_block(const ecoi_container *c, uint32_t id)
{
    uint32_t low = 0, high = c->n_blocks;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (ecoi_container_block_last(c, middle) < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Where a block begins; NULL: damaged. */
static const uint8_t *block_start(const ecoi_container *c, uint32_t block)
{
    size_t offset = c->headers ? ecoi_load32(header(c, block) + 4) : 1;
    return offset <= (size_t)(c->end - c->blob) ? c->blob + offset : NULL;
}

/* A block's header must tell the truth, or the next block could go back. */
static bool ends_as_its_header_says(const ecoi_container *c, uint32_t block, uint16_t last)
{
    return !c->headers || last == ecoi_container_block_last(c, block);
}

typedef uint16_t four_ids __attribute__((vector_size(8)));

/* Ids from gaps: below the limit, or they make no sense. Room for ECOI_BLOCK of both. */
static bool ids_of_gaps(uint32_t *gaps, uint32_t n, uint32_t expected, uint32_t limit, uint16_t *ids)
{
    ecoi_four all = {0}, before = {expected, expected + 1, expected + 2, expected + 3};
    for (uint32_t i = n; i % 4; i++)
        gaps[i] = 0;
    for (uint32_t i = 0; i < n; i += 4) {
        ecoi_four four;
        memcpy(&four, gaps + i, sizeof four);
        all |= four;
        four_ids narrow = __builtin_convertvector(ecoi_next_four(four, &before), four_ids);
        memcpy(ids + i, &narrow, sizeof narrow);
    }
    /* gaps that are no larger than a chunk cannot have added up to more than their sum shows */
    return (all[0] | all[1] | all[2] | all[3]) < ECOI_CHUNK_DOCS && n > 0 &&
           before[0] - 1 - (n % 4 ? 4 - n % 4 : 0) < limit;
}

static bool array_block_ids(const ecoi_container *c, uint32_t block, uint16_t *ids)
{
    uint32_t gaps[ECOI_BLOCK], n = ecoi_container_block_len(c, block);
    uint32_t expected = block ? ecoi_container_block_last(c, block - 1) + 1 : 0;
    return ecoi_pack_decode(block_start(c, block), c->end, n, gaps) &&
           ids_of_gaps(gaps, n, expected, c->limit, ids) && ends_as_its_header_says(c, block, ids[n - 1]);
}

bool ecoi_container_ids(const ecoi_container *c, uint16_t *ids)
{
    if (c->kind == ECOI_KIND_SMALL) {
        memcpy(ids, c->ids, c->n * sizeof *ids);
        return true;
    }
    for (uint32_t block = 0; block < c->n_blocks; block++)
        if (!array_block_ids(c, block, ids + (size_t)block * ECOI_BLOCK))
            return false;
    return true;
}

static uint32_t bits_block_ids(const ecoi_container *c, uint32_t block, uint16_t *ids)
{
    uint32_t n = ecoi_container_block_len(c, block), found = 0;
    uint32_t from = block ? ecoi_container_block_last(c, block - 1) + 1 : 0;
    if (from >= ECOI_CHUNK_DOCS)
        return 0;
    uint32_t word = from / 64;
    uint64_t bits = ecoi_load64(c->blob + (size_t)word * 8) >> from % 64 << from % 64;
    for (;;) {
        for (; bits && found < n; bits &= bits - 1)
            ids[found++] = (uint16_t)(word * 64 + (uint32_t)__builtin_ctzll(bits));
        if (found == n)
            return ids[n - 1] < c->limit && ends_as_its_header_says(c, block, ids[n - 1]) ? n : 0;
        if (++word >= ECOI_CHUNK_DOCS / 64)
            return 0;
        bits = ecoi_load64(c->blob + (size_t)word * 8);
    }
}

uint32_t ecoi_container_block_ids(const ecoi_container *c, uint32_t block, uint16_t *ids)
{
    if (c->kind == ECOI_KIND_BITS)
        return bits_block_ids(c, block, ids);
    if (c->kind == ECOI_KIND_SMALL)
        memcpy(ids, c->ids, c->n * sizeof *ids);
    else if (!array_block_ids(c, block, ids))
        return 0;
    return ecoi_container_block_len(c, block);
}

static inline __attribute__((always_inline)) uint32_t rank_of(const uint8_t *blob, uint32_t id)
{
    uint32_t step = id / ECOI_RANK_STEP, rank = ecoi_load16(blob + ECOI_BITSET_BYTES + step * 2);
    for (uint32_t word = step * (ECOI_RANK_STEP / 64); word < id / 64; word++)
        rank += (uint32_t)__builtin_popcountll(ecoi_load64(blob + (size_t)word * 8));
    uint64_t last = ecoi_load64(blob + (size_t)(id / 64) * 8);
    return rank + (uint32_t)__builtin_popcountll(last & (((uint64_t)1 << id % 64) - 1));
}

static inline __attribute__((always_inline)) uint32_t find_in(const uint8_t *blob, const uint16_t *ids,
                                                              uint32_t n, uint16_t *found, uint32_t *indices)
{
    uint32_t m = 0;
    for (uint32_t i = 0; i < n; i++)
        if (blob[ids[i] / 8] >> ids[i] % 8 & 1) {
            found[m] = (uint16_t)i;
            indices[m++] = rank_of(blob, ids[i]);
        }
    return m;
}

#if defined(__x86_64__)
__attribute__((target("popcnt"))) static uint32_t rank_popcnt(const uint8_t *blob, uint32_t id)
{
    return rank_of(blob, id);
}

static uint32_t rank_best(const uint8_t *blob, uint32_t id)
{
    return __builtin_cpu_supports("popcnt") ? rank_popcnt(blob, id) : rank_of(blob, id);
}

__attribute__((target("popcnt"))) static uint32_t
find_in_popcnt(const uint8_t *blob, const uint16_t *ids, uint32_t n, uint16_t *found, uint32_t *indices)
{
    return find_in(blob, ids, n, found, indices);
}

static uint32_t find_in_best(const uint8_t *blob, const uint16_t *ids, uint32_t n, uint16_t *found,
                             uint32_t *indices)
{
    return __builtin_cpu_supports("popcnt") ? find_in_popcnt(blob, ids, n, found, indices)
                                            : find_in(blob, ids, n, found, indices);
}
#else
static uint32_t rank_best(const uint8_t *blob, uint32_t id)
{
    return rank_of(blob, id);
}

static uint32_t find_in_best(const uint8_t *blob, const uint16_t *ids, uint32_t n, uint16_t *found,
                             uint32_t *indices)
{
    return find_in(blob, ids, n, found, indices);
}
#endif

uint32_t ecoi_container_find_in_bits(const ecoi_container *c, const uint16_t *ids, uint32_t n,
                                     uint16_t *found, uint32_t *indices)
{
    uint32_t m = find_in_best(c->blob, ids, n, found, indices);
    while (m && indices[m - 1] >= c->n) /* a damaged bitset may promise more */
        m--;
    return m;
}

uint32_t ecoi_container_rank(const ecoi_container *c, uint32_t id)
{
    uint32_t rank = rank_best(c->blob, id);
    return rank < c->n ? rank : c->n - 1; /* a damaged bitset may promise more */
}

/* ---- frequencies and positions ---- */

/* Whether there can be so many positions at all: users make room for them. Of many frequencies less one,
 * their bits together: if these are too many, one of them may be. */
static bool is_possible_tf(const ecoi_container *c, uint32_t less_one)
{
    return less_one < (uint64_t)(c->end - c->blob) * ECOI_PACK_MAX_A_BYTE;
}

static bool each_is_possible(const ecoi_container *c, const uint32_t *tfs, uint32_t n)
{
    bool all = true;
    for (uint32_t i = 0; i < n; i++)
        all = all && is_possible_tf(c, tfs[i] - 1);
    return all;
}

/* The pack of a block's frequencies; NULL: damaged. */
static const uint8_t *tfs_start(const ecoi_container *c, uint32_t block)
{
    const uint8_t *p = block_start(c, block);
    return c->kind == ECOI_KIND_BITS ? p : ecoi_pack_skip(p, c->end, ecoi_container_block_len(c, block));
}

const uint8_t *ecoi_container_block_rest(const ecoi_container *c, uint32_t block, uint32_t *tfs)
{
    uint32_t n = ecoi_container_block_len(c, block);
    const uint8_t *p = ecoi_pack_decode(tfs_start(c, block), c->end, n, tfs);
    uint32_t all = 0;
    for (uint32_t i = 0; p && i < n; i++) {
        all |= tfs[i];
        tfs[i]++;
    }
    return p && (is_possible_tf(c, all) || each_is_possible(c, tfs, n)) ? p : NULL;
}

bool ecoi_container_block_tfs(const ecoi_container *c, uint32_t block, uint32_t *tfs)
{
    if (c->kind != ECOI_KIND_SMALL)
        return ecoi_container_block_rest(c, block, tfs) != NULL;
    memcpy(tfs, c->tfs, c->n * sizeof *tfs);
    return true;
}

bool ecoi_container_tfs(const ecoi_container *c, uint32_t index, uint32_t n, uint32_t *tfs)
{
    uint32_t of_block[ECOI_BLOCK];
    for (uint32_t some; n; index += some, tfs += some, n -= some) {
        uint32_t block = index / ECOI_BLOCK, at = index % ECOI_BLOCK, all = 0;
        some = ECOI_BLOCK - at < n ? ECOI_BLOCK - at : n;
        if (!ecoi_pack_decode_some(tfs_start(c, block), c->end, ecoi_container_block_len(c, block), at, some,
                                   of_block))
            return false;
        for (uint32_t i = 0; i < some; i++) {
            all |= of_block[at + i];
            tfs[i] = of_block[at + i] + 1;
        }
        if (!is_possible_tf(c, all) && !each_is_possible(c, tfs, some))
            return false;
    }
    return true;
}

bool ecoi_container_tf(const ecoi_container *c, uint32_t index, uint32_t *out)
{
    if (c->kind == ECOI_KIND_SMALL) {
        *out = c->tfs[index];
        return true;
    }
    uint32_t block = index / ECOI_BLOCK;
    if (!ecoi_pack_get(tfs_start(c, block), c->end, ecoi_container_block_len(c, block), index % ECOI_BLOCK,
                       out))
        return false;
    return is_possible_tf(c, (*out)++);
}

/* Positions [first, first + n) of the block's packs, as gaps. */
static bool gaps_at(const uint8_t *p, const uint8_t *end, uint64_t all, uint64_t first, uint32_t n,
                    uint32_t *out)
{
    uint32_t pack[ECOI_PACK_MAX];
    for (uint64_t at = 0; n; at += ECOI_PACK_MAX) {
        uint32_t in_pack = all - at < ECOI_PACK_MAX ? (uint32_t)(all - at) : ECOI_PACK_MAX;
        if (at + in_pack <= first) {
            if (!(p = ecoi_pack_skip(p, end, in_pack)))
                return false;
            continue;
        }
        if (!(p = ecoi_pack_decode(p, end, in_pack, pack)))
            return false;
        uint32_t from = first > at ? (uint32_t)(first - at) : 0;
        uint32_t take = in_pack - from < n ? in_pack - from : n;
        memcpy(out, pack + from, take * sizeof *out);
        out += take;
        n -= take;
    }
    return true;
}

bool ecoi_container_positions(const ecoi_container *c, uint32_t index, uint32_t tf, uint32_t *positions,
                              uint16_t *ordinals)
{
    if (c->kind == ECOI_KIND_SMALL)
        return small_positions(c, index, tf, positions, ordinals);
    uint32_t tfs[ECOI_BLOCK], block = index / ECOI_BLOCK, at = index % ECOI_BLOCK;
    uint32_t n = ecoi_container_block_len(c, block);
    const uint8_t *p = ecoi_container_block_rest(c, block, tfs);
    uint64_t all = 0, first = 0;
    for (uint32_t i = 0; p && i < n; i++) {
        first = i == at ? all : first;
        all += tfs[i];
    }
    if (!p || tf != tfs[at] || all > (uint64_t)(c->end - p) * ECOI_PACK_MAX_A_BYTE)
        return false;
    size_t ordinal_bytes = ecoi_bits_bytes(all, c->ordinal_bits);
    if (ordinal_bytes > (size_t)(c->end - p) ||
        !gaps_at(p + ordinal_bytes, c->end, all, first, tf, positions))
        return false;
    for (uint32_t i = 0; ordinals && i < tf; i++)
        ordinals[i] = c->ordinal_bits ? ecoi_bits_get(p, first + i, c->ordinal_bits) : 0;
    uint64_t expected = 0;
    for (uint32_t i = 0; i < tf; i++) {
        expected += positions[i];
        positions[i] = (uint32_t)expected++;
    }
    return expected <= (uint64_t)UINT32_MAX + 1; /* else they have not risen all the way */
}
